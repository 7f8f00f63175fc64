//! A shop: it makes promotions, each with its event, in one transaction.

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
    // When the event became true, not when it is sent.
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
        let word = if make(database, &promo)? {
            "committed"
        } else {
            "rolled back"
        };
        println!("{word} {}", promo.code);
        // Customers don't all come at once.
        sleep(Duration::from_millis(1));
    }
    Ok(())
}

/// Whether the promotion was made.
fn make(database: &mut Client, promo: &Promo) -> Result<bool, Failure> {
    let mut transaction = database.transaction()?;
    transaction.execute(
        "INSERT INTO promo (code, pence, created) VALUES ($1, $2, $3)",
        &[&promo.code, &promo.pence, &promo.creation_time.as_millis()],
    )?;
    outbox::add(&mut transaction, promo)?;
    if is_over_budget(promo) {
        // Promotion and event are gone together.
        transaction.rollback()?;
        return Ok(false);
    }
    transaction.commit()?;
    Ok(true)
}

/// The shop's own reasons, found out late.
fn is_over_budget(promo: &Promo) -> bool {
    promo.pence > 4_000
}
