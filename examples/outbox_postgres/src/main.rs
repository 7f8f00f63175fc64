//! An outbox in PostgreSQL: the shop's transaction also commits a row with the event, and any number of relays send the events. The
//! README explains how to run it, and what it guarantees.

mod outbox;
mod relay;
mod shop;

use postgres::{Client, NoTls};
use std::process::ExitCode;
use voucher_core::http::Token;

type Failure = Box<dyn std::error::Error + Send + Sync>;

const USAGE: &str = "\
usage: outbox_postgres setup
       outbox_postgres shop  NAME COUNT
       outbox_postgres relay URL [until-empty]    with the secret key in the variable `RAVELIN_TOKEN`
The variable `DATABASE_URL` contains the database: postgres://user:password@host/name";

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
        ["setup"] => connect()?.batch_execute(include_str!("../schema.sql"))?,
        ["shop", name, count] => shop::run(&mut connect()?, name, count.parse()?)?,
        ["relay", url, ref rest @ ..] if matches!(rest, [] | ["until-empty"]) => {
            let token = Token::new(std::env::var("RAVELIN_TOKEN").map_err(|_| USAGE)?)?;
            let client = relay::client(url, token)?;
            relay::run(&mut connect()?, &client, !rest.is_empty())?;
        }
        _ => return Err(USAGE.into()),
    }
    Ok(())
}

fn connect() -> Result<Client, Failure> {
    let url = std::env::var("DATABASE_URL").map_err(|_| USAGE)?;
    // Over a network, use TLS, for example with the crate `postgres-native-tls`.
    Ok(Client::connect(&url, NoTls)?)
}
