//! `voucher explain`.

use crate::Outcome;
use crate::failure::Failure;
use crate::input::{definition, names};
use crate::output::print;
use clap::Args;
use voucher_codegen::show;

/// Explain one field: its rules, unit, status, source, common mistakes and Rust types
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  voucher explain voucher.creationTime\n  voucher explain order.items.price\n  voucher explain voucher/check.depth\n  voucher explain shelf.json.books.isbn\n  voucher explain books.isbn --definition shelf.schema"
)]
pub(crate) struct Arguments {
    /// The name of a definition or a file `….json`, a dot, and the path of a field; without the name if `--definition` is used
    #[arg(value_name = "NAME.FIELD")]
    field: String,
    /// A definition file, or the name of a definition
    #[arg(long, value_name = "NAME|FILE")]
    definition: Option<String>,
}

/// Prints the explanation.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let (name, path) = match &arguments.definition {
        Some(name) => (name.as_str(), arguments.field.as_str()),
        None => split(&arguments.field)?,
    };
    let definition = definition(name)?;
    match show::explain(definition, path) {
        Ok(explanation) => print(&explanation),
        Err(error) => Err(Failure::new(format!("`{name}`: {error}"))),
    }
}

/// Splits the path of a definition file, or the longest name of a definition, from the path of a field.
fn split(field: &str) -> Result<(&str, &str), Failure> {
    let known = names().filter_map(|name| {
        let path = field.strip_prefix(name)?.strip_prefix('.')?;
        Some((name, path))
    });
    if let Some((name, path)) = known.max_by_key(|(name, _)| name.len()) {
        return Ok((name, path));
    }
    if let Some(at) = field.find(".json.") {
        let (file, path) = field.split_at(at + ".json".len());
        return Ok((file, path.trim_start_matches('.')));
    }
    match field.split_once('.') {
        Some((name, path)) => Ok((name, path)),
        None => Err(Failure::new(format!(
            "expected a definition and a field, found `{field}`; write `voucher.creationTime`, or `--definition NAME|FILE`"
        ))),
    }
}
