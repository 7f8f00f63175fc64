//! `voucher diff`.

use crate::Outcome;
use crate::failure::Failure;
use crate::input::{definition, exported_types};
use crate::output::{print, print_json};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
use voucher_codegen::diff::{Diff, Level, diff, diff_for};

const HELP: &str = "\
Levels:
  1 compile        types that compiled with OLD no longer compile with NEW
  2 reject         types compile, but values that used to pass are rejected
  3 new            new optional or recommended fields, looser rules, deprecations
  4 documentation  only the documentation has changed

Exit codes:
  0  there are no differences of the level of `--fail-on`, or of a more severe one
  1  there are
  2  the arguments are wrong, or a file cannot be read

Examples:
  voucher diff order definitions/order.json
  voucher diff old.json new.json --schemas schemas --fail-on reject
  git show main:definitions/order.json | voucher diff - definitions/order.json --format github";

/// Show what has changed between two definitions, and what that means for types that map them
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// The old definition: a name, a definition file, or `-`
    old: String,
    /// The new definition: a name, a definition file, or `-`
    new: String,
    /// The directory with the schemas that `#[ravelin(export = "…")]` writes. Changes are graded by what these types send
    #[arg(long, value_name = "DIR")]
    schemas: Option<PathBuf>,
    /// How to print the changes
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 if there is a change of this level, or of a more severe one
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = FailOn::Documentation)]
    fail_on: FailOn,
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

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    #[value(alias = "1")]
    Compile,
    #[value(alias = "2")]
    Reject,
    #[value(alias = "3")]
    New,
    #[value(alias = "4")]
    Documentation,
    None,
}

impl FailOn {
    fn is_reached(self, level: Level) -> bool {
        let limit = match self {
            Self::Compile => Level::Compile,
            Self::Reject => Level::Reject,
            Self::New => Level::New,
            Self::Documentation => Level::Documentation,
            Self::None => return false,
        };
        level <= limit
    }
}

/// Prints the differences.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let (old, new) = (&arguments.old, &arguments.new);
    if old == "-" && new == "-" {
        return Err(Failure::new(
            "only one of the two definitions can be read from standard input",
        ));
    }
    let (old, new) = (definition(old)?, definition(new)?);
    let diff = match &arguments.schemas {
        Some(directory) => diff_for(old, new, &exported_types(directory)?),
        None => diff(old, new),
    };
    match arguments.format {
        Format::Text => print(&diff.text())?,
        Format::Json => print_json(&diff.json())?,
        Format::Github => print(&github(&diff, &arguments.new))?,
    };
    let is_reached = diff
        .level()
        .is_some_and(|level| arguments.fail_on.is_reached(level));
    Ok(Outcome::of(is_reached))
}

/// Changes that concern no type are shown in the new definition, if that is a file.
fn github(diff: &Diff, new: &str) -> String {
    let file = Path::new(new).is_file().then_some(new);
    diff.github(file)
}
