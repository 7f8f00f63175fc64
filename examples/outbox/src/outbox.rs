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
    /// How many times it was sent.
    pub(crate) attempts: u32,
}

pub(crate) fn open(path: &Path) -> Result<Connection, Failure> {
    let connection = Connection::open(path)?;
    // With a weaker setting, a power failure can undo a commit.
    connection.pragma_update(None, "synchronous", "FULL")?;
    // SQLite allows one writer at a time; wait for other writers.
    connection.busy_timeout(Duration::from_secs(30))?;
    Ok(connection)
}

/// Adds an event to the transaction that it describes, so that both are committed or neither is.
pub(crate) fn add(transaction: &Transaction<'_>, event: &impl RavelinEvent) -> Result<(), Failure> {
    // An invalid event is an error here, while the transaction can still be rolled back.
    let event = serde_json::to_string(&event.prepare()?)?;
    insert(transaction, &event)
}

/// Sets `not_before`, so that the event comes after those that are already due even if the table has another default.
fn insert(connection: &Connection, event: &str) -> Result<(), Failure> {
    connection.execute(
        "INSERT INTO outbox (event, not_before) VALUES (?1, ?2)",
        (event, Timestamp::now().as_millis()),
    )?;
    Ok(())
}

/// Returns up to 100 due events, those that have waited longest first.
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

/// Makes an event due again after a wait.
pub(crate) fn postpone(connection: &Connection, id: i64, wait: Duration) -> Result<(), Failure> {
    let wait = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
    let not_before = Timestamp::now().as_millis().saturating_add(wait);
    connection.execute(
        "UPDATE outbox SET attempts = attempts + 1, not_before = ?2 WHERE id = ?1",
        [id, not_before],
    )?;
    Ok(())
}

/// Marks an event as rejected. The row stays, with the reason.
pub(crate) fn refuse(connection: &Connection, id: i64, reason: &str) -> Result<(), Failure> {
    connection.execute("UPDATE outbox SET refused = ?2 WHERE id = ?1", (id, reason))?;
    Ok(())
}

/// Returns whether there is nothing left to deliver, now or later.
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
        // The clock has millisecond precision.
        std::thread::sleep(Duration::from_millis(3));
    }

    fn due_events(connection: &Connection) -> Vec<String> {
        let rows = due(connection).unwrap();
        rows.into_iter().map(|row| row.event).collect()
    }

    #[test]
    fn a_due_event_is_sent_before_newer_ones() {
        let connection = outbox();
        is_not_overtaken(&connection);
        // Another program may rely on the table's default.
        let insert = "INSERT INTO outbox (event) VALUES ('by default')";
        connection.execute(insert, []).unwrap();
        let newest = "SELECT event FROM outbox ORDER BY not_before DESC, id DESC LIMIT 1";
        let newest: String = connection.query_row(newest, [], |row| row.get(0)).unwrap();
        assert_eq!(newest, "by default");
    }

    /// A table with an old default, by which a new event is due before all others.
    #[test]
    fn a_due_event_is_sent_before_newer_ones_in_an_older_table() {
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
        // More events than fit one batch.
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
