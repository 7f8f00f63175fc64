//! The outbox's table, `schema.sql`.

use crate::Failure;
use rusqlite::{Connection, Transaction};
use std::path::Path;
use std::time::Duration;
use voucher_core::{RavelinEvent, Timestamp};

/// An event that is not known to be delivered.
pub(crate) struct Row {
    pub(crate) id: i64,
    /// A `Prepared`, as JSON.
    pub(crate) event: String,
    /// How often it was sent.
    pub(crate) attempts: u32,
}

pub(crate) fn open(path: &Path) -> Result<Connection, Failure> {
    let connection = Connection::open(path)?;
    // With less, a commit that was answered can be lost with the power.
    connection.pragma_update(None, "synchronous", "FULL")?;
    // SQLite has one writer at a time: wait for the other one.
    connection.busy_timeout(Duration::from_secs(30))?;
    Ok(connection)
}

/// Adds an event to the very transaction that makes it true: both are committed, or neither is.
pub(crate) fn add(transaction: &Transaction<'_>, event: &impl RavelinEvent) -> Result<(), Failure> {
    // An event that breaks a rule is found here, where the transaction can still be given up.
    let event = serde_json::to_string(&event.prepare()?)?;
    insert(transaction, &event)
}

/// The new event comes after those that are due already, also in a table whose default for `not_before` is another one.
fn insert(connection: &Connection, event: &str) -> Result<(), Failure> {
    connection.execute(
        "INSERT INTO outbox (event, not_before) VALUES (?1, ?2)",
        (event, Timestamp::now().as_millis()),
    )?;
    Ok(())
}

/// Some of the events that are due, those that have waited longest first.
pub(crate) fn due(connection: &Connection) -> Result<Vec<Row>, Failure> {
    let mut select = connection.prepare_cached(
        "SELECT id, event, attempts FROM outbox
         WHERE refused IS NULL AND not_before <= ?1 ORDER BY not_before, id LIMIT 100",
    )?;
    let rows = select.query_map([Timestamp::now().as_millis()], |row| {
        Ok(Row {
            id: row.get(0)?,
            event: row.get(1)?,
            attempts: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn delivered(connection: &Connection, id: i64) -> Result<(), Failure> {
    connection.execute("DELETE FROM outbox WHERE id = ?1", [id])?;
    Ok(())
}

/// It is due again after a wait.
pub(crate) fn postpone(connection: &Connection, id: i64, wait: Duration) -> Result<(), Failure> {
    let wait = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
    let not_before = Timestamp::now().as_millis().saturating_add(wait);
    connection.execute(
        "UPDATE outbox SET attempts = attempts + 1, not_before = ?2 WHERE id = ?1",
        [id, not_before],
    )?;
    Ok(())
}

/// It will never be taken. The row stays, with the reason.
pub(crate) fn refuse(connection: &Connection, id: i64, why: &str) -> Result<(), Failure> {
    connection.execute("UPDATE outbox SET refused = ?2 WHERE id = ?1", (id, why))?;
    Ok(())
}

/// Whether nothing is left to deliver, now or later.
pub(crate) fn is_empty(connection: &Connection) -> Result<bool, Failure> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM outbox WHERE refused IS NULL)";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outbox() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        let schema = include_str!("../schema.sql");
        connection.execute_batch(schema).unwrap();
        connection
    }

    fn put(connection: &Connection, event: &str) {
        insert(connection, event).unwrap();
        // The clock counts milliseconds.
        std::thread::sleep(Duration::from_millis(3));
    }

    fn due_events(connection: &Connection) -> Vec<String> {
        let rows = due(connection).unwrap();
        rows.into_iter().map(|row| row.event).collect()
    }

    #[test]
    fn no_event_is_overtaken_by_those_that_come_after_it_is_due() {
        let connection = outbox();
        is_not_overtaken(&connection);
        // Another program may leave it to the default of the table.
        let insert = "INSERT INTO outbox (event) VALUES ('by default')";
        connection.execute(insert, []).unwrap();
        let newest = "SELECT event FROM outbox ORDER BY not_before DESC, id DESC LIMIT 1";
        let newest: String = connection.query_row(newest, [], |row| row.get(0)).unwrap();
        assert_eq!(newest, "by default");
    }

    /// A table that was made when a new event was due before all others.
    #[test]
    fn no_event_is_overtaken_in_an_older_table() {
        let schema = include_str!("../schema.sql");
        let (now, old) = ("CAST(round(unixepoch('subsec') * 1000) AS INTEGER)", "0");
        assert!(schema.contains(now));
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(&schema.replace(now, old)).unwrap();
        is_not_overtaken(&connection);
    }

    fn is_not_overtaken(connection: &Connection) {
        put(connection, "first");
        put(connection, "second");
        let rows = due(connection).unwrap();
        postpone(connection, rows[0].id, Duration::from_millis(1)).unwrap();
        std::thread::sleep(Duration::from_millis(5));
        put(connection, "third");
        // More than one batch.
        for _ in 0..120 {
            insert(connection, "new").unwrap();
        }
        let due = due_events(connection);
        assert_eq!(due.len(), 100);
        assert_eq!(due[..4], ["second", "first", "third", "new"]);
    }

    #[test]
    fn an_event_that_is_postponed_is_not_due() {
        let connection = outbox();
        put(&connection, "one");
        let id = due(&connection).unwrap()[0].id;
        postpone(&connection, id, Duration::from_secs(60)).unwrap();
        put(&connection, "two");
        assert_eq!(due_events(&connection), ["two"]);
    }
}
