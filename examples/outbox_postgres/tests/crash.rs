//! Shop and relays are killed at random times; see the package `trial`.

#[path = "database/shop.rs"]
mod shop;

use shop::Shop;
use trial::{Ledger, Program, Promo};

impl Ledger for Shop {
    fn promos(&mut self) -> Vec<Promo> {
        let select = "SELECT code, pence, created FROM promo";
        let rows = self.database.query(select, &[]).unwrap();
        let promos = rows.iter().map(|row| Promo {
            code: row.get(0),
            pence: row.get(1),
            created: row.get(2),
        });
        promos.collect()
    }

    fn left(&mut self) -> i64 {
        let count = "SELECT count(*) FROM outbox";
        self.database.query_one(count, &[]).unwrap().get(0)
    }

    fn put(&mut self, event: &str) {
        self.put(event);
    }

    fn refused(&mut self) -> Vec<String> {
        let select = "SELECT refused FROM outbox WHERE refused IS NOT NULL";
        let rows = self.database.query(select, &[]).unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }
}

/// Runs a test with a program and its ledger. A killed relay's events are due again after three seconds, so that some are sent while
/// the test still kills relays.
fn with_shop(name: &str, test: fn(&Program, &mut dyn Ledger)) {
    let mut shop = Shop::start(name, &[("LEASE", "3")]);
    shop.set_up();
    let program = shop.program.clone();
    test(&program, &mut shop);
}

#[test]
#[cfg_attr(not(database), ignore = "set DATABASE_URL to a PostgreSQL database")]
fn no_event_is_lost_changed_or_invented() {
    with_shop("crash", trial::rounds);
}

#[test]
#[cfg_attr(not(database), ignore = "set DATABASE_URL to a PostgreSQL database")]
fn a_rejected_event_does_not_block_others() {
    with_shop("rejection", trial::rejections);
}

#[test]
#[cfg_attr(not(database), ignore = "set DATABASE_URL to a PostgreSQL database")]
fn an_event_that_the_host_rejected_is_retried() {
    with_shop("host", trial::host_rejections);
}
