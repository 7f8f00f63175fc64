//! Shop and relay are killed at random moments: see the package `trial`.

use rusqlite::Connection;
use std::process::Command;
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
}

#[test]
fn no_event_is_lost_changed_or_invented() {
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
    trial::rounds(&program, &mut Books(Connection::open(&database).unwrap()));
}
