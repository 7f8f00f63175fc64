//! `voucher schema`.

use crate::Outcome;
use crate::failure::Failure;
use crate::input::definition;
use crate::output::{Target, command_line};
use clap::Args;
use voucher_codegen::schema::schema;

/// Write the JSON Schema (2020-12) of a definition's body
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  voucher schema voucher\n  voucher schema order -o order.schema.json\n  voucher schema order -o order.schema.json --check"
)]
pub(crate) struct Arguments {
    /// The name of a definition, or a definition file
    #[arg(value_name = "NAME|FILE")]
    definition: String,
    /// Keep the `x-ravelin-…` keywords
    #[arg(long)]
    keywords: bool,
    #[command(flatten)]
    target: Target,
}

/// Prints the schema.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let definition = definition(&arguments.definition)?;
    match schema(definition, Some(&command_line()), arguments.keywords) {
        Some(schema) => arguments.target.write(&schema),
        None => Err(Failure::new(format!(
            "a request of `{}` has no body; name a definition with a body",
            arguments.definition
        ))),
    }
}
