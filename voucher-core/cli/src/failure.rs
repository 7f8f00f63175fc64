//! Why a command cannot do its work.

use anstyle::AnsiColor;
use std::fmt::{self, Display, Formatter};
use std::io;
use std::path::Path;

/// The reason why a command cannot do its work. The exit code is 2.
#[derive(Debug)]
pub(crate) enum Failure {
    /// One line for standard error.
    Message(String),
    /// Standard error has one line for each reason already.
    Reported,
    /// The program that reads standard output has ended. That is not a failure of this one.
    BrokenPipe,
}

impl Failure {
    /// Returns a failure with a message.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::Message(message.into())
    }

    /// Returns the failure to do something to a file: ``cannot read `a.json`: no such file or directory``.
    pub(crate) fn of_file(action: &str, path: &Path, error: &io::Error) -> Self {
        let reason = Reason(error);
        Self::Message(format!("cannot {action} `{}`: {reason}", path.display()))
    }

    /// Returns the failure to print.
    pub(crate) fn of_print(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::BrokenPipe;
        }
        Self::Message(format!("cannot print: {}", Reason(error)))
    }
}

/// An error of the operating system in lower case, without its number.
struct Reason<'e>(&'e io::Error);

impl Display for Reason<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let message = self.0.to_string();
        let message = message
            .split_once(" (os error")
            .map_or(&*message, |(message, _)| message);
        let mut characters = message.chars();
        if let Some(first) = characters.next() {
            write!(f, "{}{}", first.to_lowercase(), characters.as_str())?;
        }
        Ok(())
    }
}

/// `error` in bold red.
pub(crate) const LABEL: Label = Label("error", AnsiColor::Red);

/// `warning` in bold yellow.
pub(crate) const WARNING: Label = Label("warning", AnsiColor::Yellow);

/// The label of a message on standard error.
pub(crate) struct Label(&'static str, AnsiColor);

impl Display for Label {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(label, color) = self;
        let style = color.on_default().bold();
        write!(f, "{style}{label}{style:#}")
    }
}
