//! A local stand-in for the API on a port of this machine: `cargo run -p programs --bin sandbox`
//!
//! It validates requests by the rules on the API's pages, remembers what it accepted, and injects faults on request; see the docs
//! of `voucher_core::sandbox`. A browser shows its requests at the URL that it prints. On ctrl-c, it answers open requests and stops.
//! `voucher sandbox` is the same as a command.

use std::error::Error;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use voucher_core::sandbox::{CheckRule, Sandbox, Times};
use voucher_sandbox::{Settings, introduction, serve};

const USAGE: &str = "\
usage: sandbox [options]
  --port 8080        port on 127.0.0.1; the default is a free one
  --faults 0.1       fraction of requests with an injected fault, from 0 to 1
  --seed 7           seed of faults and random members; the default is 1
  --remember 10000   number of events that are remembered
  --definition FILE  adds the endpoint of a definition file; can be repeated
  --check uses       how voucher/check counts: `uses`, or `owner-and-users` as on an older page
  --times strict     times in seconds: `strict` rejects them, `lenient` accepts them with a warning
  --quiet            does not log requests";

type Failure = Box<dyn Error + Send + Sync>;

/// The options on the command line.
struct Options {
    port: u16,
    settings: Settings,
}

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
    let options = options().map_err(|error| format!("{error}\n{USAGE}"))?;
    let Some(options) = options else {
        print(USAGE);
        return Ok(());
    };
    let port = options.port;
    serve(options.settings, |url| print(&introduction(url)))
        .map_err(|error| format!("port {port} of 127.0.0.1: {error}"))?;
    Ok(())
}

/// Parses the command line; `None` for `--help`.
fn options() -> Result<Option<Options>, lexopt::Error> {
    use lexopt::prelude::*;
    let (mut port, mut rate, mut seed, mut memory) = (0, 0.0, 1, 10_000);
    let (mut rule, mut times) = (CheckRule::default(), Times::default());
    let (mut files, mut is_quiet) = (Vec::new(), false);
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("port") => port = arguments.value()?.parse()?,
            Long("faults") => rate = arguments.value()?.parse_with(parse_rate)?,
            Long("seed") => seed = arguments.value()?.parse()?,
            Long("remember") => memory = arguments.value()?.parse()?,
            Long("check") => rule = arguments.value()?.parse_with(parse_rule)?,
            Long("times") => times = arguments.value()?.parse_with(parse_times)?,
            Long("quiet") => is_quiet = true,
            Long("definition") => files.push(PathBuf::from(arguments.value()?)),
            Long("help") | Short('h') => return Ok(None),
            other => return Err(other.unexpected()),
        }
    }
    let sandbox = Sandbox::new(seed).with_faults(rate);
    let sandbox = sandbox.with_memory(memory).with_check(rule);
    let settings = Settings::new(sandbox.with_times(times));
    let mut settings = settings.with_port(port).with_requests(memory);
    if is_quiet {
        settings = settings.quiet();
    }
    for file in files {
        let name = file.display().to_string();
        let bytes = std::fs::read(&file).map_err(|error| format!("{name}: {error}"))?;
        let result = settings.with_definition(&name, &bytes);
        settings = result.map_err(|mistakes| format!("{name}:\n{mistakes}"))?;
    }
    Ok(Some(Options { port, settings }))
}

fn parse_rate(value: &str) -> Result<f64, &'static str> {
    let rate = value.parse().ok().filter(|rate| (0.0..=1.0).contains(rate));
    rate.ok_or("expected a rate from 0 to 1")
}

fn parse_rule(value: &str) -> Result<CheckRule, &'static str> {
    match value {
        "uses" => Ok(CheckRule::Uses),
        "owner-and-users" => Ok(CheckRule::OwnerAndUsers),
        _ => Err("expected `uses` or `owner-and-users`"),
    }
}

fn parse_times(value: &str) -> Result<Times, &'static str> {
    match value {
        "strict" => Ok(Times::Strict),
        "lenient" => Ok(Times::Lenient),
        _ => Err("expected `strict` or `lenient`"),
    }
}

/// Prints a line. A closed pipe is not an error, because the reader may only have needed the first lines.
fn print(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
