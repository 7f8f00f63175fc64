//! `voucher show`.

use crate::Outcome;
use crate::failure::Failure;
use crate::input::definition;
use crate::output::{Target, command_line};
use clap::{Args, ValueEnum};
use voucher_codegen::{definition_file, show};

/// Show a definition as a table, or write it as a definition file
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  voucher show voucher/check\n  voucher show order --format markdown -o order.md\n  voucher show order --format json -o definitions/order.json"
)]
pub(crate) struct Arguments {
    /// The name of a definition, or a definition file
    #[arg(value_name = "NAME|FILE")]
    definition: String,
    /// How to write it; `json` is a definition file from which you can start a corrected copy
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    target: Target,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    #[default]
    Text,
    Markdown,
    Json,
}

/// Prints the definition.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let definition = definition(&arguments.definition)?;
    arguments.target.write(&match arguments.format {
        Format::Text => show::text(definition),
        Format::Markdown => format!(
            "<!-- {} -->\n\n{}",
            command_line().replace("-->", "-- >"),
            show::markdown(definition)
        ),
        Format::Json => definition_file::write(definition, Some(&command_line())),
    })
}
