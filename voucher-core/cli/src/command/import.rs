//! `voucher import`.

mod all;
mod report;

use crate::Outcome;
use crate::failure::{Failure, WARNING};
use crate::input::read_bytes;
use crate::output::{Target, command_line_without, print};
use clap::{Args, ValueEnum};
use report::Reports;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use voucher_codegen::import::{Description, Operation, Options};

const EXAMPLES: &str = "\
Examples:
  voucher import api.yaml --list
  voucher import api.yaml --operation 'POST /payments' -o definitions/payments.json
  voucher import api.yaml --all -o definitions
  voucher import event.schema.json --path /v1/event -o definitions/event.json
  voucher import api.yaml --all -o definitions --check --deny lost";

/// Import a request from an `OpenAPI` description or a JSON Schema as a definition file
///
/// Reads `OpenAPI` 3.0 and 3.1, and JSON Schema from draft-04 to 2020-12, in JSON or YAML. A definition can express less than a
/// JSON Schema. What it cannot express is accepted, and reported as lost. References out of the file are lost, too: nothing else
/// is read.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The description; `-` is standard input
    #[arg(value_name = "SPEC")]
    description: PathBuf,
    /// Print the operations of the description
    #[arg(long, conflicts_with_all = ["operation", "all", "output", "overlay", "deny", "report", "path", "method"])]
    list: bool,
    /// Import the operation with this name: `POST /payments`, or its operation id
    #[arg(long, value_name = "NAME")]
    operation: Option<String>,
    /// Import every operation, each to its own file in the directory that `-o` names
    #[arg(long, conflicts_with_all = ["operation", "path", "method"], requires = "output")]
    all: bool,
    /// The path of the request, such as `/v1/events/:id`. By default that of the operation, or the name of the JSON Schema
    #[arg(long)]
    path: Option<String>,
    /// The method of the request. By default that of the operation, or `POST` for a JSON Schema
    #[arg(long)]
    method: Option<String>,
    /// Apply this JSON Merge Patch (RFC 7386) to the definition
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,
    /// List what became of every keyword, instead of only those that are lost
    #[arg(long, value_name = "FORMAT")]
    report: Option<Format>,
    /// Exit with 1 if a keyword is lost
    #[arg(long, value_name = "OUTCOME")]
    deny: Option<Denied>,
    #[command(flatten)]
    target: Target,
}

/// The format of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// What is denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Denied {
    Lost,
}

/// Lists the operations, or imports some.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let source = read_bytes(&arguments.description)?;
    let description = Description::read(&source).map_err(|error| {
        let path = arguments.description.display();
        Failure::new(format!("cannot import `{path}`: {error}"))
    })?;
    if let (Some(message), false) = (
        unresolved(&description),
        description.operations().is_empty(),
    ) {
        anstream::eprintln!("{WARNING}: {message}");
    }
    if arguments.list {
        return print(&list(&description));
    }
    let overlay = arguments.overlay.as_deref().map(read_bytes).transpose()?;
    let mut reports = Reports::default();
    let written = if arguments.all {
        all::import(arguments, &description, overlay.as_deref(), &mut reports)?
    } else {
        import_one(arguments, &description, overlay.as_deref(), &mut reports)?
    };
    reports.print(arguments)?;
    let is_denied = arguments.deny.is_some() && reports.has_lost();
    Ok(Outcome::of(is_denied || written == Outcome::Findings))
}

fn import_one(
    arguments: &Arguments,
    description: &Description,
    overlay: Option<&[u8]>,
    reports: &mut Reports,
) -> Result<Outcome, Failure> {
    let operation = choose(arguments, description)?;
    let previous = previous(arguments.target.path())?;
    let options = Options {
        command: Some(&command()),
        path: arguments.path.as_deref(),
        method: arguments.method.as_deref(),
        overlay,
        previous: previous.as_deref(),
    };
    let imported = description.import(&operation, &options);
    let imported = imported.map_err(|error| cannot_import(&operation, &error))?;
    let written = arguments.target.write(imported.definition())?;
    reports.add(imported.report().clone());
    Ok(written)
}

/// Returns the command that repeats the import.
fn command() -> String {
    command_line_without(&["--report", "--deny"])
}

/// Returns the operation that the arguments name, or the only one.
fn choose(arguments: &Arguments, description: &Description) -> Result<Operation, Failure> {
    if let Some(name) = &arguments.operation {
        let found = description.find(name);
        return found.map_err(|error| Failure::new(error.to_string()));
    }
    match description.operations() {
        [] => Err(no_operation(description)),
        [only] => Ok(only.clone()),
        several => Err(Failure::new(format!(
            "the description has {} operations; choose one with `--operation`, or `--all`; `--list` prints them",
            several.len()
        ))),
    }
}

fn no_operation(description: &Description) -> Failure {
    let message = unresolved(description);
    Failure::new(
        message.unwrap_or_else(|| {
            "the description has no operation; expected some in `paths`".to_owned()
        }),
    )
}

/// Returns the message about paths that refer to other files.
fn unresolved(description: &Description) -> Option<String> {
    let paths = description.unresolved_paths();
    let first = paths.first()?.escape_debug();
    let count = paths.len();
    Some(format!(
        "the operations of {count} of the paths, such as `{first}`, are in other files, which are not read; bundle the description \
         into one file first"
    ))
}

fn cannot_import(operation: &Operation, error: &voucher_codegen::import::ImportError) -> Failure {
    Failure::new(format!(
        "cannot import `{}`: {error}",
        operation.name().escape_debug()
    ))
}

/// Returns the content of the file that is overwritten, if it exists.
fn previous(path: Option<&Path>) -> Result<Option<Vec<u8>>, Failure> {
    let Some(path) = path else {
        return Ok(None);
    };
    // Such as `/dev/stdout`: reading it may not end.
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
        return Ok(None);
    }
    match fs::read(path) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::of_file("read", path, &error)),
    }
}

/// Returns a line for each operation.
fn list(description: &Description) -> String {
    let operations = description.operations();
    let width = |text: &dyn Fn(&Operation) -> usize| {
        operations
            .iter()
            .map(text)
            .max()
            .unwrap_or_default()
            .min(60)
    };
    let names = width(&|operation| operation.name().chars().count());
    let ids = width(&|operation| operation.id().unwrap_or_default().chars().count());
    let mut out = String::new();
    for operation in operations {
        let (name, id) = (operation.name(), operation.id().unwrap_or_default());
        let line = format!(
            "{name:names$}  {id:ids$}  {}",
            operation.summary().unwrap_or_default()
        );
        let line: String = line.chars().filter(|one| !one.is_control()).collect();
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}
