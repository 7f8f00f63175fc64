//! Measures delivery over real sockets on this machine, against a minimal responder.
//!
//! ```text
//! delivery            prints every table
//! delivery clients    prints the table of the clients
//! delivery backfill LINES    prints the table of the program `backfill`
//! delivery outbox     prints the table of the relays, which need a database in `DATABASE_URL`
//! delivery exactly CLIENT EVENTS    sends this many events, for profilers
//! ```

mod backfill;
mod clients;
mod measure;
mod outbox;
mod programs;
mod responder;

use std::process::ExitCode;
use std::time::Duration;

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [] => {
            clients::table()?;
            backfill::table(1_000_000)?;
            outbox::table()?;
        }
        ["backfill", lines] => backfill::table(lines.parse()?)?,
        ["clients"] => clients::table()?,
        ["outbox"] => outbox::table()?,
        ["exactly", client, events] => clients::exactly(client, events.parse()?)?,
        ["responder", millis] => responder::serve(Duration::from_millis(millis.parse()?))?,
        _ => {
            return Err(
                "delivery, delivery clients, delivery backfill LINES, or delivery outbox".into(),
            );
        }
    }
    Ok(())
}
