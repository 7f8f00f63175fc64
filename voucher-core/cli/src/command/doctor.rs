//! `voucher doctor`.

mod credentials;
mod progress;
mod send;

use crate::Outcome;
use crate::failure::Failure;
use crate::input::definition;
use crate::output::{print, print_json};
use clap::{Args, ValueEnum};
use credentials::Credentials;
use progress::Progress;
use send::Sender;
use serde_json::{Map, Value, json};
use std::path::Path;
use std::time::Duration;
use voucher_codegen::doctor::{Examination, Options, Reply, Report};
use voucher_core::http::BaseUrl;
use voucher_definition::Definition;
use voucher_definition::suggest::nearest;

const HELP: &str = "\
This writes to the account: every request that the API accepts is stored or acted on there. It sends made-up values only, to the \
URL and to no other host, and never asks for a score. Use an account for tests; a live key is refused.

Exit codes:
  0  API and definition agree
  1  there are disagreements
  2  the arguments are wrong, the API cannot be reached or does not accept the credentials, or a request had no verdict

Examples:
  RAVELIN_TOKEN=sk_test_… voucher doctor voucher --url https://api.ravelin.com
  voucher doctor voucher --url https://api.ravelin.com --dry-run
  voucher doctor shelf.json --url http://127.0.0.1:8080 --no-token --rate 6000
  voucher doctor shelf.json --url https://api.example.com/v2 --header X-Api-Key=SHELF_KEY";

/// Send valid and invalid requests to a test account, and report where the API and the definition disagree
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// The name of a definition, or a definition file
    #[arg(value_name = "NAME|FILE")]
    definition: String,
    /// The base URL that the requests go to: `https`, or `http` for this machine
    #[arg(long, value_name = "URL")]
    url: String,
    /// How many samples to send: the first has every optional field, the second none, and the others have random values
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(2..))]
    count: u16,
    /// The same seed sends the same requests
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// The maximum number of requests a minute. 300 is the documented limit of Ravelin's test accounts
    #[arg(long, value_name = "N", default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..))]
    rate: u32,
    /// How many seconds to wait for each answer
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=3600))]
    timeout: u32,
    /// The value of a parameter of the path, instead of a random one
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = pair)]
    parameters: Vec<(String, String)>,
    /// A header with credentials and the environment variable that has its value; `RAVELIN_TOKEN` is then not read
    #[arg(long = "header", value_name = "HEADER=VARIABLE", value_parser = pair, conflicts_with = "no_token")]
    headers: Vec<(String, String)>,
    /// Send no credentials, instead of the test key in the environment variable `RAVELIN_TOKEN`
    #[arg(long)]
    no_token: bool,
    /// How to print the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Send nothing; print the samples and mutants that would be sent, one JSON document a line
    #[arg(long, conflicts_with = "format")]
    dry_run: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
    /// Annotations for a workflow on GitHub
    Github,
}

/// Parses a name and a value.
fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or("expected `=` after the name, as in `NAME=VALUE`")?;
    if name.is_empty() || value.is_empty() {
        return Err("expected a name before `=`, and a value after it".into());
    }
    Ok((name.into(), value.into()))
}

/// Sends the requests and prints the report.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let definition = definition(&arguments.definition)?;
    let base = base_url(&arguments.url, definition)?;
    let options = Options {
        count: arguments.count.into(),
        seed: arguments.seed,
        parameters: parameters(definition, &arguments.parameters)?,
    };
    let name = &arguments.definition;
    let mut examination = Examination::new(definition, &options)
        .map_err(|error| Failure::new(format!("`{name}`: {error}")))?;
    if arguments.dry_run {
        return dry_run(definition, &base, examination);
    }
    let credentials = if arguments.no_token {
        Credentials::None
    } else if arguments.headers.is_empty() {
        Credentials::token()?
    } else {
        Credentials::headers(&arguments.headers)?
    };
    let timeout = Duration::from_secs(arguments.timeout.into());
    let mut sender = Sender::new(definition, base, credentials, arguments.rate, timeout);
    let progress = Progress::new(&arguments.url);
    while let Some(request) = examination.next_request() {
        examination.record(&sender.send(&request)?);
        progress.set(sender.sent(), examination.planned());
    }
    progress.end();
    finish(arguments, &examination.report())
}

fn finish(arguments: &Arguments, report: &Report) -> Result<Outcome, Failure> {
    let url = &arguments.url;
    if let Some(reason) = report.stopped().filter(|_| !report.has_verdicts()) {
        return Err(Failure::new(format!("`{url}`: {reason}")));
    }
    match arguments.format {
        Format::Text => print(&report.text())?,
        Format::Json => print_json(&report.json())?,
        Format::Github => {
            let file = Path::new(&arguments.definition).is_file();
            print(&report.github(file.then_some(&*arguments.definition)))?
        }
    };
    if let Some(reason) = report.stopped() {
        return Err(Failure::new(format!("`{url}`: {reason}")));
    }
    if report.disagreements() > 0 {
        return Ok(Outcome::Findings);
    }
    match report.without_verdict() {
        0 => Ok(Outcome::Clean),
        1 => Err(Failure::new("a request had no verdict; run it again")),
        count => Err(Failure::new(format!(
            "{count} requests had no verdict; run it again"
        ))),
    }
}

/// Parses the base URL, which has to be `https` except for this machine.
fn base_url(url: &str, definition: &Definition) -> Result<BaseUrl, Failure> {
    let versions = ["/v2/", "/v3/"];
    let has_version = versions
        .into_iter()
        .any(|version| definition.path.starts_with(version));
    let base = if has_version {
        url.parse()
    } else {
        BaseUrl::versioned(url)
    };
    let base = base.map_err(|error| {
        let message = error.to_string();
        // What follows is for programs.
        let message = message.lines().next().unwrap_or_default();
        Failure::new(format!("`--url`: {message}"))
    })?;
    let is_safe = send::is_https(&base) || send::is_this_machine(&base);
    if !is_safe {
        return Err(Failure::new(
            "`--url`: `http` can be read in transit, so it is for this machine only; use `https`",
        ));
    }
    Ok(base)
}

fn parameters(
    definition: &Definition,
    pairs: &[(String, String)],
) -> Result<Map<String, Value>, Failure> {
    let names: Vec<_> = definition
        .parameters
        .iter()
        .map(|field| field.name)
        .collect();
    let mut parameters = Map::new();
    for (name, value) in pairs {
        if !names.contains(&&**name) {
            let advice = match nearest(name, &names) {
                Some(near) => format!("did you mean `{near}`?"),
                None if names.is_empty() => "it has none".into(),
                None => format!("it has `{}`", names.join("`, `")),
            };
            return Err(Failure::new(format!(
                "the path `{}` has no parameter `{name}`; {advice}",
                definition.path
            )));
        }
        if matches!(&**value, "." | "..") {
            return Err(Failure::new(format!(
                "`--parameter {name}`: a segment of a path cannot be `.` or `..`"
            )));
        }
        parameters.insert(name.clone(), value.clone().into());
    }
    Ok(parameters)
}

/// Prints the requests as if the API agreed with the definition.
fn dry_run(
    definition: &'static Definition,
    base: &BaseUrl,
    mut examination: Examination,
) -> Result<Outcome, Failure> {
    let mut lines = String::new();
    while let Some(request) = examination.next_request() {
        let body = request.body.as_ref();
        let is_valid = body.is_none_or(|body| definition.check(body).is_ok());
        examination.record(&Reply::answer(if is_valid { 200 } else { 400 }));
        let mut line = json!({
            "purpose": request.purpose.name(),
            "method": definition.method,
            "url": format!("{base}{}", request.target),
        });
        if let Some(body) = request.body {
            line["body"] = body;
        }
        lines.push_str(&line.to_string());
        lines.push('\n');
    }
    print(&lines)
}
