//! The outbox's table, `schema.sql`. Every time in it is read from the clock of the database, so the clocks of the relays may differ.

use crate::Failure;
use postgres::{Client, Transaction};
use std::time::{Duration, Instant, SystemTime};
use voucher_core::RavelinEvent;

/// An event that this relay has leased.
pub(crate) struct Row {
    pub(crate) id: i64,
    /// A `Prepared`, as JSON.
    pub(crate) event: String,
    /// How many attempts to send it have failed.
    pub(crate) failures: i32,
    /// When this relay asked for the lease, on its own clock. The lease lasts at least for its duration from then on.
    pub(crate) leased: Instant,
    /// The value of `not_before`, which distinguishes this lease from later ones.
    lease: SystemTime,
}

/// The result of sending an event.
pub(crate) enum Sent {
    Delivered,
    /// It is due again after a wait.
    Postponed(Duration),
    /// The API rejected it, for this reason.
    Refused(String),
    /// It was not sent, because the lease could have ended before the answer.
    TooLate,
}

/// Adds an event to the transaction that it describes, so that both are committed or neither is.
pub(crate) fn add(
    transaction: &mut Transaction<'_>,
    event: &impl RavelinEvent,
) -> Result<(), Failure> {
    // An invalid event is an error here, while the transaction can still be rolled back.
    let event = serde_json::to_string(&event.prepare()?)?;
    transaction.execute("INSERT INTO outbox (event) VALUES ($1)", &[&event])?;
    Ok(())
}

/// Leases and returns at most this many due events, those that have waited longest first. No other relay gets them until the lease
/// ends; if this relay crashes, they are then due again.
pub(crate) fn lease(
    database: &mut Client,
    count: usize,
    lease: Duration,
) -> Result<Vec<Row>, Failure> {
    let leased = Instant::now();
    // A single statement, which is a transaction of its own. Relays that lease at the same time skip each other's rows.
    let rows = database.query(
        "UPDATE outbox SET not_before = clock_timestamp() + make_interval(secs => $2)
         WHERE id IN (
             SELECT id FROM outbox WHERE refused IS NULL AND not_before <= clock_timestamp()
             ORDER BY not_before, id LIMIT $1
             FOR UPDATE SKIP LOCKED
         )
         RETURNING id, event, attempts, not_before",
        &[&i64::try_from(count)?, &lease.as_secs_f64()],
    )?;
    let rows = rows.into_iter().map(|row| Row {
        id: row.get(0),
        event: row.get(1),
        failures: row.get(2),
        leased,
        lease: row.get(3),
    });
    Ok(rows.collect())
}

/// Stores the results of some events in one transaction.
pub(crate) fn record(database: &mut Client, results: &[(Row, Sent)]) -> Result<(), Failure> {
    let mut transaction = database.transaction()?;
    let mut delivered = Vec::new();
    for (row, sent) in results {
        match sent {
            Sent::Delivered => delivered.push(row.id),
            Sent::Postponed(wait) => postpone(&mut transaction, row, *wait)?,
            Sent::Refused(reason) => refuse(&mut transaction, row, reason)?,
            Sent::TooLate => {}
        }
    }
    let delete = "DELETE FROM outbox WHERE id = ANY ($1)";
    transaction.execute(delete, &[&delivered])?;
    transaction.commit()?;
    Ok(())
}

/// Makes an event due again after a wait, unless its lease has ended and a relay has leased it since.
fn postpone(transaction: &mut Transaction<'_>, row: &Row, wait: Duration) -> Result<(), Failure> {
    transaction.execute(
        "UPDATE outbox SET attempts = attempts + 1, not_before = clock_timestamp() + make_interval(secs => $3)
         WHERE id = $1 AND not_before = $2",
        &[&row.id, &row.lease, &wait.as_secs_f64()],
    )?;
    Ok(())
}

/// Marks an event as rejected. The row stays, with the reason.
fn refuse(transaction: &mut Transaction<'_>, row: &Row, reason: &str) -> Result<(), Failure> {
    // PostgreSQL's `text` cannot contain NUL.
    let reason = reason.replace('\0', " ");
    let update = "UPDATE outbox SET refused = $2 WHERE id = $1";
    transaction.execute(update, &[&row.id, &reason])?;
    Ok(())
}

/// Returns whether there is nothing left to deliver, now or later, by this relay or another.
pub(crate) fn is_empty(database: &mut Client) -> Result<bool, Failure> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM outbox WHERE refused IS NULL)";
    Ok(database.query_one(sql, &[])?.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use postgres::NoTls;

    const MINUTE: Duration = Duration::from_secs(60);

    /// Returns an outbox with these events, which is empty again when the connection is closed.
    fn outbox(events: &[&str]) -> Client {
        let url = std::env::var("DATABASE_URL").unwrap();
        let mut database = Client::connect(&url, NoTls).unwrap();
        let temporary = "SET search_path TO pg_temp";
        database.batch_execute(temporary).unwrap();
        let schema = include_str!("../schema.sql");
        database.batch_execute(schema).unwrap();
        for event in events {
            let insert = "INSERT INTO outbox (event) VALUES ($1)";
            database.execute(insert, &[event]).unwrap();
        }
        database
    }

    /// Leases this many events, and returns them in the order of the table.
    fn lease_some(database: &mut Client, count: usize, duration: Duration) -> Vec<Row> {
        let mut rows = lease(database, count, duration).unwrap();
        rows.sort_by_key(|row| row.id);
        rows
    }

    fn events(rows: &[Row]) -> Vec<&str> {
        rows.iter().map(|row| row.event.as_str()).collect()
    }

    #[test]
    #[cfg_attr(not(database), ignore = "set DATABASE_URL to a PostgreSQL database")]
    fn those_that_have_waited_longest_are_leased_first() {
        let mut database = outbox(&["first", "second", "third"]);
        let first = lease_some(&mut database, 1, MINUTE);
        assert_eq!(events(&first), ["first"]);
        let soon = |row| (row, Sent::Postponed(Duration::from_millis(1)));
        let results: Vec<_> = first.into_iter().map(soon).collect();
        record(&mut database, &results).unwrap();
        std::thread::sleep(Duration::from_millis(5));
        let next = lease_some(&mut database, 2, MINUTE);
        assert_eq!(events(&next), ["second", "third"]);
        let last = lease_some(&mut database, 2, MINUTE);
        assert_eq!((events(&last), last[0].failures), (vec!["first"], 1));
    }

    #[test]
    #[cfg_attr(not(database), ignore = "set DATABASE_URL to a PostgreSQL database")]
    fn a_row_is_leased_again_only_when_its_lease_has_ended() {
        let mut database = outbox(&["one"]);
        let short = Duration::from_millis(200);
        let start = Instant::now();
        assert_eq!(lease_some(&mut database, 9, short).len(), 1);
        let mut again = lease_some(&mut database, 9, short);
        while again.is_empty() {
            again = lease_some(&mut database, 9, short);
        }
        assert!(start.elapsed() >= short);
        // That a relay crashed is not a failure of the event.
        assert_eq!((again.len(), again[0].failures), (1, 0));
    }

    #[test]
    #[cfg_attr(not(database), ignore = "set DATABASE_URL to a PostgreSQL database")]
    fn a_relay_whose_lease_has_ended_does_not_change_the_next_one() {
        let mut database = outbox(&["one"]);
        let mut ended = lease_some(&mut database, 1, Duration::ZERO);
        let current = lease_some(&mut database, 1, MINUTE);
        assert_eq!((ended.len(), current.len()), (1, 1));
        let late = (ended.remove(0), Sent::Postponed(Duration::ZERO));
        record(&mut database, &[late]).unwrap();
        assert!(lease_some(&mut database, 1, MINUTE).is_empty());
    }
}
