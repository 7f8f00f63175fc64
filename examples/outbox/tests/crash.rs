//! Shop and relay are killed at random times; see the package `trial`.

use rusqlite::Connection;
use std::process::Command;
use std::time::Duration;
use trial::{Ledger, Program, Promo};

struct Books(Connection);

impl Ledger for Books {
    fn promos(&mut self) -> Vec<Promo> {
        let select = self.0.prepare("SELECT code, pence, created FROM promo");
        let mut select = select.unwrap();
        let promos = select.query_map([], |row| {
            Ok(Promo {
                code: row.get(0)?,
                pence: row.get(1)?,
                created: row.get(2)?,
            })
        });
        promos.unwrap().map(Result::unwrap).collect()
    }

    fn left(&mut self) -> i64 {
        let count = "SELECT count(*) FROM outbox";
        self.0.query_row(count, [], |row| row.get(0)).unwrap()
    }

    fn put(&mut self, event: &str) {
        let insert = "INSERT INTO outbox (event) VALUES (?1)";
        self.0.execute(insert, [event]).unwrap();
    }

    fn refused(&mut self) -> Vec<String> {
        let select = "SELECT refused FROM outbox WHERE refused IS NOT NULL";
        let mut select = self.0.prepare(select).unwrap();
        let reasons = select.query_map([], |row| row.get(0)).unwrap();
        reasons.map(Result::unwrap).collect()
    }
}

/// Creates a database. Returns its folder, which is deleted when dropped, the program and the ledger.
fn shop() -> (tempfile::TempDir, Program, Books) {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("shop.db");
    let path = env!("CARGO_BIN_EXE_outbox");
    let setup = Command::new(path).arg("setup").arg(&database).status();
    assert!(setup.unwrap().success());
    let program = Program {
        path: path.into(),
        database: vec![database.to_str().unwrap().to_owned()],
        variables: Vec::new(),
        relays: 1,
    };
    let books = Connection::open(&database).unwrap();
    books.busy_timeout(Duration::from_secs(30)).unwrap();
    (folder, program, Books(books))
}

#[test]
fn no_event_is_lost_changed_or_invented() {
    let (_folder, program, mut books) = shop();
    trial::rounds(&program, &mut books);
}

#[test]
fn a_rejected_event_does_not_block_others() {
    let (_folder, program, mut books) = shop();
    trial::rejections(&program, &mut books);
}

#[test]
fn an_event_that_the_host_rejected_is_retried() {
    let (_folder, program, mut books) = shop();
    trial::host_rejections(&program, &mut books);
}
