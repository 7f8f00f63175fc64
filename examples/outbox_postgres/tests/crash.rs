//! Shop and relays are killed at random times; see the package `trial`.

use postgres::{Client, NoTls};
use std::process::Command;
use trial::{Ledger, Program, Promo};

struct Books(Client);

impl Ledger for Books {
    fn promos(&mut self) -> Vec<Promo> {
        let select = "SELECT code, pence, created FROM promo";
        let rows = self.0.query(select, &[]).unwrap();
        let promos = rows.iter().map(|row| Promo {
            code: row.get(0),
            pence: row.get(1),
            created: row.get(2),
        });
        promos.collect()
    }

    fn left(&mut self) -> i64 {
        let count = "SELECT count(*) FROM outbox";
        self.0.query_one(count, &[]).unwrap().get(0)
    }

    fn put(&mut self, event: &str) {
        let insert = "INSERT INTO outbox (event) VALUES ($1)";
        self.0.execute(insert, &[&event]).unwrap();
    }

    fn refused(&mut self) -> Vec<String> {
        let select = "SELECT refused FROM outbox WHERE refused IS NOT NULL";
        let rows = self.0.query(select, &[]).unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }
}

/// Runs a test with a program and its ledger. The tables are in a separate schema of the database.
fn with_shop(name: &str, test: fn(&Program, &mut dyn Ledger)) {
    let url = std::env::var("DATABASE_URL").unwrap();
    let mut database = Client::connect(&url, NoTls).unwrap();
    let schema = format!("voucher_{name}_{}", std::process::id());
    let make = format!("CREATE SCHEMA {schema}; SET search_path TO {schema}");
    database.batch_execute(&make).unwrap();
    let separator = if url.contains('?') { '&' } else { '?' };
    let url = format!("{url}{separator}options=-csearch_path%3D{schema}");

    let path = env!("CARGO_BIN_EXE_outbox_postgres");
    let mut setup = Command::new(path);
    let setup = setup.arg("setup").env("DATABASE_URL", &url).status();
    assert!(setup.unwrap().success());
    let program = Program {
        path: path.into(),
        database: Vec::new(),
        variables: vec![("DATABASE_URL", url)],
        relays: 3,
    };
    let mut books = Books(database);
    test(&program, &mut books);
    let remove = format!("DROP SCHEMA {schema} CASCADE");
    books.0.batch_execute(&remove).unwrap();
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
fn an_event_that_the_host_rejected_is_retried() {
    with_shop("host", trial::host_rejections);
}
