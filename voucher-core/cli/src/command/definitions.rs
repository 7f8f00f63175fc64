//! `voucher definitions`.

use crate::Outcome;
use crate::failure::Failure;
use crate::input::names;
use crate::output::print;
use clap::Args;

/// List the definitions that ship with the toolkit
#[derive(Debug, Args)]
pub(crate) struct Arguments {}

/// Prints the list.
pub(crate) fn run(_: &Arguments) -> Result<Outcome, Failure> {
    let names: Vec<_> = names().collect();
    print(&(names.join("\n") + "\n"))
}
