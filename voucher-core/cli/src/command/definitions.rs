//! `voucher definitions`.

use crate::Outcome;
use crate::failure::Failure;
use crate::input::names;
use crate::output::print;
use clap::Args;
use voucher_definition::Definition;

/// List the definitions that ship with the toolkit
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  voucher definitions\n  voucher definitions --names")]
pub(crate) struct Arguments {
    /// Print only the names
    #[arg(long)]
    names: bool,
}

/// Prints the list.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let names: Vec<_> = names().collect();
    if arguments.names {
        return print(&(names.join("\n") + "\n"));
    }
    let rows: Vec<_> = names
        .iter()
        .filter_map(|name| Definition::find(name))
        .map(|definition| {
            let request = format!("{} {}", definition.method, definition.path);
            let mut description = definition.description.to_owned();
            if definition.deprecated && !description.contains("deprecated") {
                description.push_str(" (deprecated)");
            }
            [
                definition.name.into(),
                request,
                definition.read_date.into(),
                description,
            ]
        })
        .collect();
    let header = ["name", "request", "read", "description"].map(String::from);
    let rows: Vec<_> = core::iter::once(header).chain(rows).collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let (name, request) = (width(0), width(1));
    let lines = rows.iter().map(|[first, second, read, description]| {
        format!("{first:<name$}  {second:<request$}  {read:<10}  {description}\n")
    });
    print(&lines.collect::<String>())
}
