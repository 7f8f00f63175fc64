//! `voucher man`.

use crate::Outcome;
use crate::failure::Failure;
use crate::output::print_bytes;
use clap::{Args, Command, CommandFactory};
use std::path::PathBuf;

/// Print the manual page, or write the pages of all commands to a directory
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  voucher man | man -l -\n  voucher man --directory ~/.local/share/man/man1"
)]
pub(crate) struct Arguments {
    /// Write `voucher.1`, and a page for each command, to this directory
    #[arg(long, value_name = "DIR")]
    directory: Option<PathBuf>,
}

/// Prints or writes the pages.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let command = crate::arguments::Arguments::command();
    if let Some(directory) = &arguments.directory {
        return clap_mangen::generate_to(command, directory)
            .map(|()| Outcome::Clean)
            .map_err(|error| Failure::of_file("write to", directory, &error));
    }
    print_bytes(&page(command)?)
}

fn page(command: Command) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut page)
        .map_err(|error| Failure::of_print(&error))?;
    Ok(page)
}
