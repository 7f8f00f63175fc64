//! The arguments of the command line.

use crate::Outcome;
use crate::command::{
    check, completions, coverage, definitions, diff, doctor, explain, import, man, mutate, openapi,
    sample, sandbox, schema, show, starter,
};
use crate::failure::Failure;
use clap::{Parser, Subcommand};

const EXIT_CODES: &str = "\
Exit codes:
  0  there is nothing to report
  1  there are findings or differences
  2  the arguments are wrong, or a file cannot be read or written";

/// Generates code from API definitions, imports API descriptions, and checks data
#[derive(Debug, Parser)]
#[command(name = "voucher", version, after_help = EXIT_CODES, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Definitions(definitions::Arguments),
    Show(show::Arguments),
    Explain(explain::Arguments),
    Import(import::Arguments),
    Check(check::Arguments),
    Schema(schema::Arguments),
    Openapi(openapi::Arguments),
    Sample(sample::Arguments),
    Diff(diff::Arguments),
    Coverage(coverage::Arguments),
    Mutate(mutate::Arguments),
    Doctor(doctor::Arguments),
    Sandbox(sandbox::Arguments),
    Starter(starter::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

impl Arguments {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome, Failure> {
        match &self.command {
            Command::Definitions(arguments) => definitions::run(arguments),
            Command::Show(arguments) => show::run(arguments),
            Command::Explain(arguments) => explain::run(arguments),
            Command::Import(arguments) => import::run(arguments),
            Command::Check(arguments) => check::run(arguments),
            Command::Schema(arguments) => schema::run(arguments),
            Command::Openapi(arguments) => openapi::run(arguments),
            Command::Sample(arguments) => sample::run(arguments),
            Command::Diff(arguments) => diff::run(arguments),
            Command::Coverage(arguments) => coverage::run(arguments),
            Command::Mutate(arguments) => mutate::run(arguments),
            Command::Doctor(arguments) => doctor::run(arguments),
            Command::Sandbox(arguments) => sandbox::run(arguments),
            Command::Starter(arguments) => starter::run(arguments),
            Command::Completions(arguments) => completions::run(arguments),
            Command::Man(arguments) => man::run(arguments),
        }
    }
}
