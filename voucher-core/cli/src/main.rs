//! The `voucher` command. It reads arguments and files, and prints; `voucher-codegen` does the work.

mod arguments;
mod command;
mod failure;
mod input;
mod output;

use arguments::Arguments;
use clap::Parser;
use failure::Failure;
use std::process::ExitCode;

/// How a command ends that could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// There is nothing to report: exit code 0.
    Clean,
    /// There are findings or differences: exit code 1.
    Findings,
}

impl Outcome {
    fn of(has_findings: bool) -> Self {
        if has_findings {
            Self::Findings
        } else {
            Self::Clean
        }
    }
}

fn main() -> ExitCode {
    // Clap exits with 2 if the arguments are wrong, and with 0 after `--help`.
    match Arguments::parse().run() {
        Ok(Outcome::Clean) | Err(Failure::BrokenPipe) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(Failure::Message(message)) => {
            anstream::eprintln!("{}: {message}", failure::LABEL);
            ExitCode::from(2)
        }
        Err(Failure::Reported) => ExitCode::from(2),
    }
}
