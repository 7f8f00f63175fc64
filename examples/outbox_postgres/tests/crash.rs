//! Shop and relays are killed at random moments: see the package `trial`.

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
}

/// Its tables are in a schema of their own, in whatever database it is given.
#[test]
fn no_event_is_lost_changed_or_invented() {
    let Ok(url) = std::env::var("DATABASE_URL") else {
        eprintln!("skipped: `DATABASE_URL` names no database");
        return;
    };
    let mut database = Client::connect(&url, NoTls).unwrap();
    let schema = format!("voucher_trial_{}", std::process::id());
    let make = format!("CREATE SCHEMA {schema}; SET search_path TO {schema}");
    database.batch_execute(&make).unwrap();
    let separator = if url.contains('?') { '&' } else { '?' };
    let url = format!("{url}{separator}options=-csearch_path%3D{schema}");

    let path = env!("CARGO_BIN_EXE_outbox_postgres");
    let setup = Command::new(path)
        .arg("setup")
        .env("DATABASE_URL", &url)
        .status();
    assert!(setup.unwrap().success());
    let program = Program {
        path: path.into(),
        database: Vec::new(),
        variables: vec![("DATABASE_URL", url)],
        relays: 3,
    };
    let mut books = Books(database);
    trial::rounds(&program, &mut books);
    let remove = format!("DROP SCHEMA {schema} CASCADE");
    books.0.batch_execute(&remove).unwrap();
}
