//! The relay: sends what is in the outbox, until it is delivered.

use crate::{Failure, outbox};
use rusqlite::Connection;
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

/// Runs for ever, or until there is nothing left. One is enough: a second one would send everything twice.
pub(crate) fn run(
    connection: &Connection,
    client: &Client,
    until_empty: bool,
) -> Result<(), Failure> {
    loop {
        let rows = outbox::due(connection)?;
        for row in &rows {
            deliver(connection, client, row)?;
        }
        if rows.is_empty() {
            if until_empty && outbox::is_empty(connection)? {
                return Ok(());
            }
            sleep(POLL);
        }
    }
}

fn deliver(connection: &Connection, client: &Client, row: &outbox::Row) -> Result<(), Failure> {
    let event = match serde_json::from_str(&row.event) {
        Ok(event) => event,
        Err(error) => return outbox::refuse(connection, row.id, &error.to_string()),
    };
    match client.send_prepared(&event) {
        // Killed between the answer and this line, the relay sends the event once more. So it arrives at least once, and
        // the API merges what arrives twice by its timestamp.
        Ok(_) => outbox::delivered(connection, row.id),
        Err(error) if is_rejected(&error) => outbox::refuse(connection, row.id, &error.to_string()),
        Err(error) => {
            let attempts = row.attempts.saturating_add(1);
            outbox::postpone(connection, row.id, backoff(attempts, error.retry_after()))
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
