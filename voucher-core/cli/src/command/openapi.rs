//! `voucher openapi`.

use crate::Outcome;
use crate::failure::Failure;
use crate::input::{definition, names};
use crate::output::{Target, command_line};
use clap::Args;
use voucher_codegen::openapi::openapi;

/// Write an `OpenAPI` 3.1 description of all requests that ship with the toolkit
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  voucher openapi -o openapi.json\n  voucher openapi --definition shelf.json --definition books.json\n  voucher openapi --only --definition voucher"
)]
pub(crate) struct Arguments {
    /// Add a definition file, or, with `--only`, the definition with a name
    #[arg(long, value_name = "NAME|FILE")]
    definition: Vec<String>,
    /// Leave out the requests that ship with the toolkit
    #[arg(long, requires = "definition")]
    only: bool,
    #[command(flatten)]
    target: Target,
}

/// Prints the description.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut definitions = Vec::new();
    for name in names().filter(|_| !arguments.only) {
        definitions.push(definition(name)?);
    }
    for name in &arguments.definition {
        definitions.push(definition(name)?);
    }
    match openapi(&definitions, Some(&command_line())) {
        Ok(description) => arguments.target.write(&description),
        Err(error) => Err(Failure::new(error.to_string())),
    }
}
