//! `voucher completions`.

use crate::Outcome;
use crate::failure::Failure;
use crate::output::print_bytes;
use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

/// Print a script that completes the arguments in a shell
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  voucher completions bash > ~/.local/share/bash-completion/completions/voucher"
)]
pub(crate) struct Arguments {
    /// The shell
    shell: Shell,
}

/// Prints the script.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    let mut command = crate::arguments::Arguments::command();
    generate(arguments.shell, &mut command, "voucher", &mut script);
    print_bytes(&script)
}
