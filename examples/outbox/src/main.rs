//! An outbox in SQLite: the shop's transaction also commits a row with the event, and a relay sends it. The README explains how to
//! run it, and what it guarantees.

mod outbox;
mod relay;
mod shop;

use std::path::Path;
use std::process::ExitCode;
use voucher_core::http::Token;

type Failure = Box<dyn std::error::Error + Send + Sync>;

const USAGE: &str = "\
usage: outbox setup DATABASE
       outbox shop  DATABASE NAME COUNT
       outbox relay DATABASE URL [until-empty]    with the secret key in the variable `RAVELIN_TOKEN`";

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
        ["setup", database] => {
            let connection = outbox::open(Path::new(database))?;
            connection.execute_batch(include_str!("../schema.sql"))?;
        }
        ["shop", database, name, count] => {
            let mut connection = outbox::open(Path::new(database))?;
            shop::run(&mut connection, name, count.parse()?)?;
        }
        ["relay", database, url, ref rest @ ..] if matches!(rest, [] | ["until-empty"]) => {
            let token = Token::new(std::env::var("RAVELIN_TOKEN").map_err(|_| USAGE)?)?;
            let connection = outbox::open(Path::new(database))?;
            relay::run(&connection, &relay::client(url, token)?, !rest.is_empty())?;
        }
        _ => return Err(USAGE.into()),
    }
    Ok(())
}
