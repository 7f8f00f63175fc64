//! A shop that creates promotions, each together with its event in one transaction.

use crate::{Failure, outbox};
use postgres::Client;
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

pub(crate) fn run(database: &mut Client, name: &str, count: u32) -> Result<(), Failure> {
    for number in 1..=count {
        let now = Timestamp::now();
        let promo = Promo {
            code: format!("{name}-{number}"),
            pence: fastrand::i64(100..=5_000),
            creation_time: now,
            timestamp: now,
        };
        let result = if create(database, &promo)? {
            "committed"
        } else {
            "rolled back"
        };
        println!("{result} {}", promo.code);
        // Leaves time for the relays.
        sleep(Duration::from_millis(1));
    }
    Ok(())
}

/// Creates a promotion and its event. Returns whether the transaction was committed.
fn create(database: &mut Client, promo: &Promo) -> Result<bool, Failure> {
    let mut transaction = database.transaction()?;
    transaction.execute(
        "INSERT INTO promo (code, pence, created) VALUES ($1, $2, $3)",
        &[&promo.code, &promo.pence, &promo.creation_time.as_millis()],
    )?;
    outbox::add(&mut transaction, promo)?;
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
