//! An outbox in PostgreSQL: the shop's transaction also commits a row with the event, and any number of relays send the events. The
//! README explains how to run it, and what it guarantees.

mod outbox;
mod relay;
mod shop;

use postgres::{Client, NoTls};
use relay::Relay;
use std::process::ExitCode;
use std::time::Duration;
use voucher_core::http::Token;

type Failure = Box<dyn std::error::Error + Send + Sync>;

const USAGE: &str = "\
usage: outbox_postgres setup
       outbox_postgres shop  NAME COUNT
       outbox_postgres relay URL [until-empty]
variables:
  DATABASE_URL   the database: postgres://user:password@host/name
  RAVELIN_TOKEN  the secret key, for a relay
  IN_FLIGHT      how many events a relay sends at the same time; the default is 32
  LEASE          for how many seconds a relay leases an event; the default is 30";

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
            let in_flight = number("IN_FLIGHT", 32)?.try_into()?;
            let lease = Duration::from_secs(number("LEASE", 30)?);
            let relay = Relay::new(url, token, in_flight, lease)?;
            relay.run(&mut connect()?, !rest.is_empty())?;
        }
        _ => return Err(USAGE.into()),
    }
    Ok(())
}

/// Returns the number in a variable, which is at least 1.
fn number(variable: &str, default: u64) -> Result<u64, Failure> {
    let Ok(value) = std::env::var(variable) else {
        return Ok(default);
    };
    match value.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(format!("expected a positive number in `{variable}`, found `{value}`").into()),
    }
}

fn connect() -> Result<Client, Failure> {
    let url = std::env::var("DATABASE_URL").map_err(|_| USAGE)?;
    // Over a network, use TLS, for example with the crate `postgres-native-tls`.
    Ok(Client::connect(&url, NoTls)?)
}
