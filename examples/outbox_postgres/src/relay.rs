//! A relay: sends the events in the outbox, together with any number of other relays.

use crate::{Failure, outbox};
use postgres::{Client as Database, Transaction};
use std::thread::sleep;
use std::time::Duration;
use voucher_core::http::{Outcome, RetryPolicy, SendError, Settings, Token};
use voucher_core::ureq::Client;

/// How often an empty outbox is polled.
const POLL: Duration = Duration::from_millis(50);

/// Returns a client that makes a single attempt. The time of the next attempt is stored in the table, where it survives a crash and
/// does not block other events. An error that the event did not cause, such as a wrong token or base URL, is retried.
pub(crate) fn client(url: &str, token: Token) -> Result<Client, Failure> {
    let settings = Settings::new(token).with_base_url(url)?;
    Ok(Client::with_settings(
        settings.with_retries(RetryPolicy::outbox()),
    ))
}

/// Runs forever, or until the outbox is empty. If the connection to the database is lost, it ends with an error and must be
/// restarted.
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
        // If the relay is killed before this line, events that it has sent are still in the table and are sent again. The API
        // merges duplicates by timestamp.
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

/// Returns whether the API rejected the event. If no request could be built, the API did not reject the event.
fn is_rejected(error: &SendError) -> bool {
    matches!(error.outcome(), Some(Outcome::Rejected { .. }))
}

/// Returns the wait before the next attempt, from half a second to ten minutes. The number of attempts is not limited.
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
