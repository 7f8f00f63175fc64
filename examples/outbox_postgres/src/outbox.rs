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
    /// How often it was sent.
    pub(crate) attempts: i32,
}

/// Adds an event to the very transaction that makes it true: both are committed, or neither is.
pub(crate) fn add(
    transaction: &mut Transaction<'_>,
    event: &impl RavelinEvent,
) -> Result<(), Failure> {
    // An event that breaks a rule is found here, where the transaction can still be given up.
    let event = serde_json::to_string(&event.prepare()?)?;
    transaction.execute("INSERT INTO outbox (event) VALUES ($1)", &[&event])?;
    Ok(())
}

/// Some of the events that are due, those that have waited longest first. They are this transaction's until it ends: other
/// relays skip them, and if this one dies, its connection is closed and they are free again.
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

/// It is due again after a wait.
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

/// It will never be taken. The row stays, with the reason.
pub(crate) fn refuse(transaction: &mut Transaction<'_>, id: i64, why: &str) -> Result<(), Failure> {
    // A text of PostgreSQL's holds no NUL.
    let why = why.replace('\0', " ");
    transaction.execute("UPDATE outbox SET refused = $2 WHERE id = $1", &[&id, &why])?;
    Ok(())
}

/// Whether nothing is left to deliver, now or later, by this relay or another.
pub(crate) fn is_empty(client: &mut Client) -> Result<bool, Failure> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM outbox WHERE refused IS NULL)";
    Ok(client.query_one(sql, &[])?.get(0))
}
