//! The shop's tables, in a schema of their own.

use postgres::{Client, NoTls};
use std::process::Command;
use trial::Program;

/// A program and the database that it uses. The tables are removed when this value is dropped.
pub(crate) struct Shop {
    pub(crate) program: Program,
    pub(crate) database: Client,
    schema: String,
}

impl Shop {
    /// Creates the tables. `variables` are the program's, except for that of the database.
    pub(crate) fn start(name: &str, variables: &[(&'static str, &str)]) -> Self {
        let url = std::env::var("DATABASE_URL").unwrap();
        let mut database = Client::connect(&url, NoTls).unwrap();
        let schema = format!("voucher_{name}_{}", std::process::id());
        // With `pg_catalog` at the end, a function in the schema replaces one of the server.
        let path = format!("{schema},pg_catalog");
        let make = format!("CREATE SCHEMA {schema}; SET search_path TO {path}");
        database.batch_execute(&make).unwrap();
        let separator = if url.contains('?') { '&' } else { '?' };
        let url = format!(
            "{url}{separator}application_name={schema}&options=-csearch_path%3D{}",
            path.replace(',', "%2C")
        );
        let variables = variables
            .iter()
            .map(|(name, value)| (*name, (*value).into()));
        let program = Program {
            path: env!("CARGO_BIN_EXE_outbox_postgres").into(),
            database: Vec::new(),
            variables: variables.chain([("DATABASE_URL", url)]).collect(),
            relays: 3,
        };
        Self {
            program,
            database,
            schema,
        }
    }

    pub(crate) fn set_up(&self) {
        let mut setup: Command = self.program.command("setup", &[]);
        assert!(setup.status().unwrap().success());
    }

    pub(crate) fn put(&mut self, event: &str) {
        let insert = "INSERT INTO outbox (event) VALUES ($1)";
        self.database.execute(insert, &[&event]).unwrap();
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        let remove = format!("DROP SCHEMA {} CASCADE", self.schema);
        let _ = self.database.batch_execute(&remove);
    }
}
