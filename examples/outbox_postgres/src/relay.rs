//! A relay: sends what is in the outbox, beside any number of others.

use crate::{Failure, outbox};
use postgres::{Client as Database, Transaction};
use std::thread::sleep;
use std::time::Duration;
use voucher_core::http::{Outcome, RetryPolicy, SendError, Settings, Token};
use voucher_core::ureq::Client;

/// How often an empty outbox is looked at.
const POLL: Duration = Duration::from_millis(50);

/// The client makes one attempt: the wait before the next one is kept in the table, where it survives the program and
/// holds up no other event. What is not the event's fault, such as a wrong token or base URL, is not its end.
pub(crate) fn client(url: &str, token: Token) -> Result<Client, Failure> {
    let settings = Settings::new(token).with_base_url(url)?;
    Ok(Client::with_settings(
        settings.with_retries(RetryPolicy::outbox()),
    ))
}

/// Runs for ever, or until there is nothing left. Where the database is gone it ends with an error, and whoever started it
/// starts it again.
pub(crate) fn run(
    database: &mut Database,
    client: &Client,
    until_empty: bool,
) -> Result<(), Failure> {
    loop {
        let mut transaction = database.transaction()?;
        let rows = outbox::take(&mut transaction)?;
        for row in &rows {
            deliver(&mut transaction, client, row)?;
        }
        // Killed between an answer and this line, the relay has sent events that the table still holds, and they are sent
        // once more. So each arrives at least once, and the API merges what arrives twice by its timestamp.
        transaction.commit()?;
        if rows.is_empty() {
            if until_empty && outbox::is_empty(database)? {
                return Ok(());
            }
            sleep(POLL);
        }
    }
}

fn deliver(
    transaction: &mut Transaction<'_>,
    client: &Client,
    row: &outbox::Row,
) -> Result<(), Failure> {
    let event = match serde_json::from_str(&row.event) {
        Ok(event) => event,
        Err(error) => return outbox::refuse(transaction, row.id, &error.to_string()),
    };
    match client.send_prepared(&event) {
        Ok(_) => outbox::delivered(transaction, row.id),
        Err(error) if is_rejected(&error) => {
            outbox::refuse(transaction, row.id, &error.to_string())
        }
        Err(error) => {
            let attempts = u32::try_from(row.attempts).unwrap_or_default();
            let wait = backoff(attempts.saturating_add(1), error.retry_after());
            outbox::postpone(transaction, row.id, wait)
        }
    }
}

/// Whether the API itself rejected the event. An event that was never sent (a proxy without a valid URL) is not rejected.
fn is_rejected(error: &SendError) -> bool {
    matches!(error.outcome(), Some(Outcome::Rejected { .. }))
}

/// From half a second to ten minutes, for as long as it takes.
fn backoff(attempts: u32, after: Option<Duration>) -> Duration {
    let longest = Duration::from_secs(600);
    RetryPolicy::default()
        .with_attempts(u32::MAX)
        .with_total(Duration::MAX)
        .with_waits(Duration::from_millis(500), longest)
        .wait(
            attempts,
            &Outcome::Retry { after },
            Duration::ZERO,
            fastrand::u16(..),
        )
        .unwrap_or(longest)
}
