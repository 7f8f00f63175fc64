//! A shop that creates promotions, each together with its event in one transaction.

use crate::{Failure, outbox};
use rusqlite::{Connection, TransactionBehavior};
use std::thread::sleep;
use std::time::Duration;
use voucher_core::{RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(
    event = "voucher",
    constant(currency = "GBP", event_type = "promo-created")
)]
struct Promo {
    #[ravelin(rename = "voucherCode")]
    code: String,
    #[ravelin(rename = "value")]
    pence: i64,
    creation_time: Timestamp,
    // When the promotion was created, not when the event is sent.
    timestamp: Timestamp,
}

pub(crate) fn run(connection: &mut Connection, name: &str, count: u32) -> Result<(), Failure> {
    for number in 1..=count {
        let now = Timestamp::now();
        let promo = Promo {
            code: format!("{name}-{number}"),
            pence: fastrand::i64(100..=5_000),
            creation_time: now,
            timestamp: now,
        };
        let result = if create(connection, &promo)? {
            "committed"
        } else {
            "rolled back"
        };
        println!("{result} {}", promo.code);
        // Leaves time for the relay.
        sleep(Duration::from_millis(1));
    }
    Ok(())
}

/// Creates a promotion and its event. Returns whether the transaction was committed.
fn create(connection: &mut Connection, promo: &Promo) -> Result<bool, Failure> {
    // A transaction that first reads and later writes can fail because another one wrote in between, so this one locks at once.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute(
        "INSERT INTO promo (code, pence, created) VALUES (?1, ?2, ?3)",
        (&promo.code, promo.pence, promo.creation_time.as_millis()),
    )?;
    outbox::add(&transaction, promo)?;
    if is_over_budget(promo) {
        // Neither the promotion nor the event is kept.
        transaction.rollback()?;
        return Ok(false);
    }
    transaction.commit()?;
    Ok(true)
}

/// An example of a rule that is checked late in the transaction.
fn is_over_budget(promo: &Promo) -> bool {
    promo.pence > 4_000
}
