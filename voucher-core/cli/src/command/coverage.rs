//! `voucher coverage`.

use crate::Outcome;
use crate::failure::Failure;
use crate::input::{definition, exported_types};
use crate::output::{print, print_json};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use voucher_codegen::coverage::coverage;

const HELP: &str = "\
Exit codes:
  0  the types send every required and important field
  1  a required or important field is not sent by any type
  2  the arguments are wrong, or a file cannot be read

Examples:
  voucher coverage voucher
  voucher coverage definitions/order.json --schemas app/schemas --format json";

/// Show which fields of a definition the exported types send, and which important ones none does
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// The definition: a name, a definition file, or `-`
    definition: String,
    /// The directory with the schemas that `#[ravelin(export = "…")]` writes
    #[arg(long, value_name = "DIR", default_value = "schemas")]
    schemas: PathBuf,
    /// How to print the fields
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Prints the fields.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let definition = definition(&arguments.definition)?;
    let coverage = coverage(definition, &exported_types(&arguments.schemas)?);
    match arguments.format {
        Format::Text => print(&coverage.text())?,
        Format::Json => print_json(&coverage.json())?,
    };
    Ok(Outcome::of(coverage.missing().next().is_some()))
}
