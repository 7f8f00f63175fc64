//! Prints, writes generated files, and compares them.

use crate::Outcome;
use crate::failure::Failure;
use anstyle::{AnsiColor, Style};
use clap::Args;
use similar::{ChangeTag, TextDiff};
use std::fmt::Write as _;
use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

const REMOVED: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Green.on_default();

/// Where a generated file goes.
#[derive(Debug, Args)]
pub(crate) struct Target {
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write nothing; print how the file differs from what would be written, and exit with 1 if it does
    #[arg(long, requires = "output")]
    check: bool,
}

impl Target {
    /// Returns the path of the file.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    /// Writes generated content to a file, or compares it.
    fn write_to(&self, path: &Path, content: &str) -> Result<Outcome, Failure> {
        if self.check {
            compare(path, content)
        } else {
            write(path, content)
        }
    }

    /// Writes generated files in the directory that the target is, or compares them. No file is replaced before all are
    /// written.
    pub(crate) fn write_all(&self, files: &[(PathBuf, &str)]) -> Result<Outcome, Failure> {
        let mut has_findings = false;
        let mut drafts = Vec::new();
        for (path, content) in files {
            if self.check {
                has_findings |= compare(path, content)? == Outcome::Findings;
            } else {
                drafts.push(Draft::write(path, content)?);
            }
        }
        for draft in drafts {
            draft.publish()?;
        }
        Ok(Outcome::of(has_findings))
    }

    /// Writes, compares or prints generated content.
    pub(crate) fn write(&self, content: &str) -> Result<Outcome, Failure> {
        match &self.output {
            Some(path) => self.write_to(path, content),
            None => print(content),
        }
    }
}

/// Prints to standard output, without color if it is not a terminal or `NO_COLOR` is set.
pub(crate) fn print(content: &str) -> Result<Outcome, Failure> {
    let mut out = anstream::stdout().lock();
    finish(out.write_all(content.as_bytes()).and_then(|()| out.flush()))
}

/// Returns standard output for what is printed bit by bit, without color if it is not a terminal or `NO_COLOR` is set.
pub(crate) fn stream() -> impl Write {
    io::BufWriter::new(anstream::stdout())
}

/// Prints a JSON document.
pub(crate) fn print_json(document: &serde_json::Value) -> Result<Outcome, Failure> {
    print_bytes(format!("{document:#}\n").as_bytes())
}

/// Prints bytes to standard output.
pub(crate) fn print_bytes(content: &[u8]) -> Result<Outcome, Failure> {
    let mut out = io::stdout().lock();
    finish(out.write_all(content).and_then(|()| out.flush()))
}

fn finish(printed: io::Result<()>) -> Result<Outcome, Failure> {
    match printed {
        Ok(()) => Ok(Outcome::Clean),
        Err(error) => Err(Failure::of_print(&error)),
    }
}

/// Replaces a file in one step, so that it is never half-written. A file with the same content is left alone, and one that exists
/// keeps its permissions.
pub(crate) fn write(path: &Path, content: &str) -> Result<Outcome, Failure> {
    Draft::write(path, content)?.publish()?;
    Ok(Outcome::Clean)
}

/// The new content of a file, written beside it. The file is replaced when it is published; without that, nothing changes.
pub(crate) struct Draft {
    path: PathBuf,
    content: DraftContent,
}

enum DraftContent {
    /// The file has it already.
    Same,
    /// The file cannot be replaced.
    InPlace(String),
    /// It replaces the file at the path.
    Beside(NamedTempFile, PathBuf),
}

impl Draft {
    /// Writes the new content of a file.
    pub(crate) fn write(path: &Path, content: &str) -> Result<Self, Failure> {
        let written = match fs::metadata(path) {
            // Such as `/dev/stdout`: it cannot be replaced, and reading it may not end.
            Ok(metadata) if !metadata.is_file() => Ok(DraftContent::InPlace(content.into())),
            Ok(_) if fs::read(path).is_ok_and(|old| old == content.as_bytes()) => {
                Ok(DraftContent::Same)
            }
            // A symbolic link keeps leading to the file.
            Ok(metadata) => fs::canonicalize(path)
                .and_then(|target| write_beside(target, content, Some(metadata.permissions()))),
            Err(_) => write_beside(path.into(), content, None),
        };
        match written {
            Ok(content) => Ok(Self {
                path: path.into(),
                content,
            }),
            Err(error) => Err(Failure::of_file("write", path, &error)),
        }
    }

    /// Replaces the file.
    pub(crate) fn publish(self) -> Result<(), Failure> {
        let published = match self.content {
            DraftContent::Same => Ok(()),
            DraftContent::InPlace(content) => fs::write(&self.path, content),
            DraftContent::Beside(file, target) => match file.persist(target) {
                Ok(_) => Ok(()),
                Err(error) => Err(error.error),
            },
        };
        published.map_err(|error| Failure::of_file("write", &self.path, &error))
    }
}

/// Writes a file beside the one to replace.
fn write_beside(
    path: PathBuf,
    content: &str,
    permissions: Option<Permissions>,
) -> io::Result<DraftContent> {
    let directory = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    // Those of any new file, which the umask restricts. Otherwise it would be a secret of the user.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(directory)?;
    file.write_all(content.as_bytes())?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    Ok(DraftContent::Beside(file, path))
}

/// Prints how a file differs from the content that it should have.
pub(crate) fn compare(path: &Path, content: &str) -> Result<Outcome, Failure> {
    let old = match fs::read(path) {
        Ok(old) => old,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(Failure::of_file("read", path, &error)),
    };
    // git may have converted the line endings. No generated file has a carriage return before a line feed.
    let old = String::from_utf8_lossy(&old).replace("\r\n", "\n");
    if old == content {
        return Ok(Outcome::Clean);
    }
    print(&diff(&path.display().to_string(), &old, content))?;
    Ok(Outcome::Findings)
}

/// Returns a unified diff with color.
fn diff(path: &str, old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let mut shown = format!("--- {path}\n+++ {path} (generated)\n");
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        let _ = writeln!(shown, "{}", hunk.header());
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Equal => (' ', Style::new()),
                ChangeTag::Delete => ('-', REMOVED),
                ChangeTag::Insert => ('+', ADDED),
            };
            let line = change.to_string_lossy();
            let line = line.trim_end_matches('\n');
            let _ = writeln!(shown, "{style}{sign}{line}{style:#}");
        }
    }
    shown
}

/// Returns the command that was entered, without `--check`, for the header of a generated file.
pub(crate) fn command_line() -> String {
    command_line_without(&[])
}

/// Returns the command that was entered, without `--check` and without options that do not change the file, each with its value.
pub(crate) fn command_line_without(options: &[&str]) -> String {
    let mut is_value = false;
    let arguments = std::env::args().skip(1).filter(|argument| {
        let (name, value) = argument.split_once('=').unwrap_or((argument, ""));
        let is_left_out = options.contains(&name);
        let is_kept = !is_left_out && !is_value && argument != "--check";
        is_value = is_left_out && value.is_empty();
        is_kept
    });
    let arguments = arguments.map(|argument| quote(&argument));
    core::iter::once("voucher".into())
        .chain(arguments)
        .collect::<Vec<String>>()
        .join(" ")
}

/// Quotes an argument for a POSIX shell, if necessary. A line break becomes a space, so that the command is one line.
fn quote(argument: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:=,@+%".contains(&byte);
    if !argument.is_empty() && argument.bytes().all(is_plain) {
        return argument.into();
    }
    format!(
        "'{}'",
        argument.replace(['\n', '\r'], " ").replace('\'', r"'\''")
    )
}
