//! A relay: sends the events in the outbox, together with any number of other relays.

use crate::Failure;
use crate::outbox::{self, Row, Sent};
use postgres::Client as Database;
use std::iter::once;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;
use voucher_core::http::{Outcome, RetryPolicy, SendError, Settings, Token};
use voucher_core::ureq::{Client, agent};

/// How often an empty outbox is polled.
const POLL: Duration = Duration::from_millis(50);

/// Sends events on several threads. The thread that calls [`run`](Self::run) has the only connection to the database, and never
/// waits for the network while a transaction is open.
pub(crate) struct Relay {
    client: Client,
    in_flight: usize,
    lease: Duration,
}

impl Relay {
    /// Creates a relay that sends `in_flight` events at the same time, and leases each for this duration.
    ///
    /// Its client makes a single attempt. The time of the next attempt is stored in the table, where it survives a crash and does not
    /// block other events. An error that the event did not cause, such as a wrong token or base URL, is retried.
    pub(crate) fn new(
        url: &str,
        token: Token,
        in_flight: usize,
        lease: Duration,
    ) -> Result<Self, Failure> {
        let config = ureq::Agent::config_builder()
            .max_idle_connections(in_flight)
            .max_idle_connections_per_host(in_flight);
        let settings = Settings::new(token)
            .with_base_url(url)?
            .with_retries(RetryPolicy::outbox())
            // An attempt begins in the first half of the lease, so it ends before the lease does.
            .with_timeout(lease / 3);
        Ok(Self {
            client: Client::over(agent(config.build()), settings),
            in_flight,
            lease,
        })
    }

    /// Runs forever, or until the outbox is empty. If the connection to the database is lost, it ends with an error and must be
    /// restarted.
    pub(crate) fn run(&self, database: &mut Database, until_empty: bool) -> Result<(), Failure> {
        let (to_senders, rows) = channel();
        let rows = Mutex::new(rows);
        let (to_relay, results) = channel();
        thread::scope(|scope| {
            for _ in 0..self.in_flight {
                scope.spawn(|| self.send_all(&rows, &to_relay));
            }
            let result = self.relay(database, &to_senders, &results, until_empty);
            // Ends the senders.
            drop(to_senders);
            result
        })
    }

    fn relay(
        &self,
        database: &mut Database,
        to_senders: &Sender<Row>,
        results: &Receiver<(Row, Sent)>,
        until_empty: bool,
    ) -> Result<(), Failure> {
        let mut leased = 0;
        loop {
            // Two rows for each sender, so that it has the next one when it has sent one.
            let room = 2 * self.in_flight - leased;
            if room >= self.in_flight {
                let rows = outbox::lease(database, room, self.lease)?;
                leased += rows.len();
                rows.into_iter().try_for_each(|row| to_senders.send(row))?;
            }
            match results.recv_timeout(POLL) {
                Ok(result) => {
                    let results: Vec<_> = once(result).chain(results.try_iter()).collect();
                    leased -= results.len();
                    // If the relay is killed before this line, events that it has sent are still in the table and are sent again.
                    // The API merges duplicates by timestamp.
                    outbox::record(database, &results)?;
                }
                // There was no result for a while.
                Err(_) if until_empty && leased == 0 && outbox::is_empty(database)? => {
                    return Ok(());
                }
                Err(_) => {}
            }
        }
    }

    /// Sends rows until the channel closes.
    fn send_all(&self, rows: &Mutex<Receiver<Row>>, to_relay: &Sender<(Row, Sent)>) {
        // The lock is held until there is a row. Another sender that needs one also has to wait for it.
        while let Ok(Ok(row)) = rows.lock().map(|rows| rows.recv()) {
            let sent = self.send(&row);
            if to_relay.send((row, sent)).is_err() {
                return;
            }
        }
    }

    fn send(&self, row: &Row) -> Sent {
        if row.leased.elapsed() > self.lease / 2 {
            return Sent::TooLate;
        }
        let event = match serde_json::from_str(&row.event) {
            Ok(event) => event,
            Err(error) => return Sent::Refused(error.to_string()),
        };
        match self.client.send_prepared(&event) {
            Ok(_) => Sent::Delivered,
            Err(error) if is_rejected(&error) => Sent::Refused(error.to_string()),
            Err(error) => {
                let attempt = u32::try_from(row.failures).unwrap_or_default() + 1;
                Sent::Postponed(backoff(attempt, error.retry_after()))
            }
        }
    }
}

/// Returns whether the API rejected the event. If no request could be built, the API did not reject the event.
fn is_rejected(error: &SendError) -> bool {
    matches!(error.outcome(), Some(Outcome::Rejected { .. }))
}

/// Returns the wait before the next attempt, from half a second to ten minutes. The number of attempts is not limited.
fn backoff(attempt: u32, after: Option<Duration>) -> Duration {
    let longest = Duration::from_secs(600);
    RetryPolicy::default()
        .with_attempts(u32::MAX)
        .with_total(Duration::MAX)
        .with_waits(Duration::from_millis(500), longest)
        .wait(
            attempt,
            &Outcome::Retry { after },
            Duration::ZERO,
            fastrand::u16(..),
        )
        .unwrap_or(longest)
}
