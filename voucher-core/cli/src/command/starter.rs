//! `voucher starter`.

use crate::Outcome;
use crate::failure::{Failure, WARNING};
use crate::input::{definition, read_json};
use crate::output::{Target, command_line};
use clap::Args;
use std::path::PathBuf;
use voucher_codegen::starter::{Fields, Options, Reference, UnknownMember, starter};
use voucher_definition::Definition;

const EXAMPLES: &str = "\
Examples:
  voucher starter order                           print a struct for all fields of an order
  voucher starter order -o src/order.rs           write it to a file
  voucher starter order -o src/order.rs --check   print how the file differs from it
  voucher starter gift.json --only required       only what the API requires
  voucher starter order --fields order.items.sku,order.price
  voucher starter order --from-json sample.json   the fields that a body has";

/// Print Rust to start from: a struct for a definition, with its nested structs and enums
///
/// The derives accept the code as it is. A definition file is read by the compiler, so its path has to start from the folder of
/// `Cargo.toml`: run the command there.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The name of a definition, or a definition file
    definition: String,
    /// Map only these fields
    #[arg(long, value_name = "WHICH", value_enum)]
    only: Option<Only>,
    /// Map these fields and the required ones: paths from the body, as in `order.items.sku`
    #[arg(
        long,
        value_name = "PATH,…",
        value_delimiter = ',',
        conflicts_with = "only"
    )]
    fields: Vec<String>,
    /// Map the fields that this body has, and the required ones. `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["only", "fields"])]
    from_json: Option<PathBuf>,
    /// The name of the struct
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    target: Target,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Only {
    Required,
}

/// Prints or writes the code.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let name = arguments.definition.as_str();
    if name == "-" {
        let message =
            "expected the path of a definition file, which the compiler reads again; found `-`";
        return Err(Failure::new(message));
    }
    let definition = definition(name)?;
    let is_shipped = Definition::find(name).is_some();
    let sample = arguments.from_json.as_deref().map(read_json).transpose()?;
    let paths: Vec<&str> = arguments.fields.iter().map(String::as_str).collect();
    let fields = match (&sample, arguments.only, paths.as_slice()) {
        (Some(sample), ..) => Fields::Sample(sample),
        (None, Some(Only::Required), _) => Fields::Required,
        (None, None, []) => Fields::All,
        (None, None, paths) => Fields::Paths(paths),
    };
    let options = Options {
        name: arguments.name.as_deref(),
        fields,
        command: &command_line(),
    };
    let reference = if is_shipped {
        Reference::Event(name)
    } else {
        Reference::File(name)
    };
    let starter = starter(definition, reference, &options);
    let starter = starter.map_err(|error| Failure::new(error.to_string()))?;
    let outcome = arguments.target.write(&starter.code)?;
    for unknown in &starter.unknown {
        warn(definition, unknown);
    }
    let is_complete = starter.unknown.is_empty();
    Ok(Outcome::of(!is_complete || outcome == Outcome::Findings))
}

fn warn(definition: &Definition, unknown: &UnknownMember) {
    let UnknownMember { pointer, nearest } = unknown;
    let advice = match nearest {
        Some(near) => format!("; did you mean `{near}`?"),
        None => String::new(),
    };
    let name = definition.name;
    anstream::eprintln!("{WARNING}: `{pointer}` of the sample is not in `{name}`{advice}");
}
