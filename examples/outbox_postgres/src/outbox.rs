//! The outbox's table, `schema.sql`.

use crate::Failure;
use postgres::{Client, Transaction};
use std::time::Duration;
use voucher_core::RavelinEvent;

/// An event that is not known to be delivered.
pub(crate) struct Row {
    pub(crate) id: i64,
    /// A `Prepared`, as JSON.
    pub(crate) event: String,
    /// How many times it was sent.
    pub(crate) attempts: i32,
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

/// Locks and returns some due events, those that have waited longest first. Other relays skip them until this transaction ends; if
/// this relay crashes, its connection is closed and they are unlocked.
pub(crate) fn take(transaction: &mut Transaction<'_>) -> Result<Vec<Row>, Failure> {
    let rows = transaction.query(
        "SELECT id, event, attempts FROM outbox
         WHERE refused IS NULL AND not_before <= clock_timestamp()
         ORDER BY not_before, id LIMIT 10
         FOR UPDATE SKIP LOCKED",
        &[],
    )?;
    let rows = rows.into_iter().map(|row| Row {
        id: row.get(0),
        event: row.get(1),
        attempts: row.get(2),
    });
    Ok(rows.collect())
}

pub(crate) fn delivered(transaction: &mut Transaction<'_>, id: i64) -> Result<(), Failure> {
    transaction.execute("DELETE FROM outbox WHERE id = $1", &[&id])?;
    Ok(())
}

/// Makes an event due again after a wait.
pub(crate) fn postpone(
    transaction: &mut Transaction<'_>,
    id: i64,
    wait: Duration,
) -> Result<(), Failure> {
    transaction.execute(
        "UPDATE outbox SET attempts = attempts + 1,
         not_before = clock_timestamp() + make_interval(secs => $2) WHERE id = $1",
        &[&id, &wait.as_secs_f64()],
    )?;
    Ok(())
}

/// Marks an event as rejected. The row stays, with the reason.
pub(crate) fn refuse(transaction: &mut Transaction<'_>, id: i64, why: &str) -> Result<(), Failure> {
    // PostgreSQL's `text` cannot contain NUL.
    let why = why.replace('\0', " ");
    transaction.execute("UPDATE outbox SET refused = $2 WHERE id = $1", &[&id, &why])?;
    Ok(())
}

/// Returns whether there is nothing left to deliver, now or later, by this relay or another.
pub(crate) fn is_empty(client: &mut Client) -> Result<bool, Failure> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM outbox WHERE refused IS NULL)";
    Ok(client.query_one(sql, &[])?.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use postgres::NoTls;

    fn put(database: &mut Client, event: &str) {
        let insert = "INSERT INTO outbox (event) VALUES ($1)";
        database.execute(insert, &[&event]).unwrap();
    }

    fn due_events(database: &mut Client) -> Vec<String> {
        let mut transaction = database.transaction().unwrap();
        let rows = take(&mut transaction).unwrap();
        rows.into_iter().map(|row| row.event).collect()
    }

    #[test]
    fn a_due_event_is_sent_before_newer_ones() {
        let Ok(url) = std::env::var("DATABASE_URL") else {
            eprintln!("skipped: `DATABASE_URL` is not set");
            return;
        };
        let mut database = Client::connect(&url, NoTls).unwrap();
        database
            .batch_execute("SET search_path TO pg_temp")
            .unwrap();
        let schema = include_str!("../schema.sql");
        database.batch_execute(schema).unwrap();
        put(&mut database, "first");
        put(&mut database, "second");
        let mut transaction = database.transaction().unwrap();
        let first = take(&mut transaction).unwrap()[0].id;
        postpone(&mut transaction, first, Duration::from_millis(1)).unwrap();
        transaction.commit().unwrap();
        std::thread::sleep(Duration::from_millis(5));
        // More events than fit one batch.
        for number in 3..=20 {
            put(&mut database, &number.to_string());
        }
        let due = due_events(&mut database);
        assert_eq!(due.len(), 10);
        assert_eq!(due[..4], ["second", "first", "3", "4"]);
    }
}
