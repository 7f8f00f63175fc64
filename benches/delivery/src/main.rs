//! Measures delivery over real sockets on this machine, against a minimal responder.
//!
//! ```text
//! delivery            prints every table
//! delivery clients    prints the table of the clients
//! delivery exactly CLIENT EVENTS    sends this many events, for profilers
//! ```

mod clients;
mod measure;
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
        [] | ["clients"] => clients::table()?,
        ["exactly", client, events] => clients::exactly(client, events.parse()?)?,
        ["responder", millis] => responder::serve(Duration::from_millis(millis.parse()?))?,
        _ => return Err("delivery, or delivery clients".into()),
    }
    Ok(())
}
