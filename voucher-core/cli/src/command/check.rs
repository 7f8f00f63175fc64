//! `voucher check`.

mod compressed;
mod progress;

use crate::Outcome;
use crate::failure::{Failure, LABEL};
use crate::input::definition;
use crate::output::{print, stream};
use clap::{Args, ValueEnum};
use compressed::decompressed;
use progress::Progress;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Read, Write, stdin};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use voucher_codegen::check::{self, Checker, JSON_SCHEMA, Options, Report, Style, Tally};

const HELP: &str = "\
Exit codes:
  0  every body is valid
  1  there are findings
  2  the arguments are wrong, or a file could not be read; what was read is checked and reported

Examples:
  voucher check order orders.ndjson
  zcat orders-*.gz | voucher check order - --format json | jq .pointer
  voucher check definitions/order.json archive.zst --summary
  voucher check order orders.ndjson --format sarif > check.sarif";

/// Check data against a definition, and report every violation with its line and column
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// The name of a definition, or a definition file
    #[arg(value_name = "NAME|FILE", required_unless_present = "json_schema")]
    definition: Option<String>,
    /// The files to check: NDJSON, an array of bodies, or a body; also compressed with gzip or zstd. `-` is standard input
    #[arg(value_name = "DATA", required_unless_present = "json_schema")]
    data: Vec<PathBuf>,
    /// How the bodies are written one after the other; found out from the first two lines if it is not named
    #[arg(long, value_enum)]
    input: Option<Input>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    shown: Shown,
    /// Stop at the first finding
    #[arg(long)]
    first: bool,
    /// Also report members that are not in the definition where the API accepts others
    #[arg(long)]
    unknown: bool,
    /// The maximum size of a line, an element or a document, such as 65536, 512KiB or 1GiB; a longer one is reported and skipped
    #[arg(long, value_name = "SIZE", default_value = "16MiB", value_parser = size)]
    max_line: usize,
    /// Print the JSON Schema of each line of `--format json`
    #[arg(long, exclusive = true)]
    json_schema: bool,
}

/// Which findings are printed.
#[derive(Debug, Args)]
struct Shown {
    /// Print the numbers of findings only
    #[arg(long, conflicts_with = "max_findings")]
    summary: bool,
    /// Print only the first findings; all are counted
    #[arg(long, value_name = "N")]
    max_findings: Option<u64>,
}

impl Shown {
    /// Returns the maximum number of findings that are printed.
    fn max(&self) -> Option<u64> {
        if self.summary {
            Some(0)
        } else {
            self.max_findings
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Input {
    /// A body on each line
    Ndjson,
    /// An array of bodies
    Array,
    /// Bodies on several lines each
    Document,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: a JSON object on each line
    Json,
    /// Annotations for a workflow on GitHub
    Github,
    /// A SARIF 2.1.0 document, for code scanning
    Sarif,
}

/// Parses a number of bytes with a unit.
fn size(text: &str) -> Result<usize, String> {
    let digits = text.trim_end_matches(|character: char| !character.is_ascii_digit());
    let unit = match text.get(digits.len()..).unwrap_or_default() {
        "" | "B" => 0,
        "K" | "k" | "KiB" => 10,
        "M" | "MiB" => 20,
        "G" | "GiB" => 30,
        _ => return Err("expected a number of bytes, such as 65536, 512KiB or 1GiB".into()),
    };
    let number = digits.parse::<usize>().map_err(|error| error.to_string())?;
    let bytes = number.checked_mul(1 << unit);
    bytes
        .filter(|bytes| (1..=usize::MAX / 4).contains(bytes))
        .ok_or_else(|| "the size is 0 or too large".into())
}

/// Checks every file.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let (Some(name), false) = (&arguments.definition, arguments.json_schema) else {
        return print(JSON_SCHEMA);
    };
    let mut checker = Checker::new(definition(name)?);
    if arguments.unknown {
        checker = checker.report_unknown();
    }
    let readings = arguments.data.iter().filter(|path| *path == Path::new("-"));
    if readings.count() + usize::from(name == "-") > 1 {
        let message = "standard input can only be read once; name `-` once";
        return Err(Failure::new(message));
    }
    let mut run = Run::new(arguments);
    run.print(&run.report.start());
    for path in &arguments.data {
        run.file(&mut checker, path);
        if run.is_stopped {
            break;
        }
    }
    run.print(&run.report.end());
    run.finish()
}

/// A run over all files.
struct Run<'a> {
    arguments: &'a Arguments,
    report: Report,
    out: Box<dyn Write>,
    progress: Progress,
    /// Whether a file could not be read.
    has_failed: bool,
    /// Whether to read nothing more.
    is_stopped: bool,
    /// Why nothing can be printed anymore.
    print_error: Option<io::Error>,
}

impl<'a> Run<'a> {
    fn new(arguments: &'a Arguments) -> Self {
        let style = match arguments.format {
            Format::Text => Style::Text,
            Format::Json => Style::Json,
            Format::Github => Style::Github,
            Format::Sarif => Style::Sarif,
        };
        let report = Report::new(style);
        Self {
            arguments,
            report: match arguments.shown.max() {
                Some(max) => report.with_max(max),
                None => report,
            },
            out: Box::new(stream()),
            progress: Progress::new(),
            has_failed: false,
            is_stopped: false,
            print_error: None,
        }
    }

    fn file(&mut self, checker: &mut Checker, path: &Path) {
        let name = path.display().to_string();
        let reader = open(path)
            .and_then(|(file, length)| decompressed(self.progress.read(file, &name, length)));
        let options = Options {
            format: self.arguments.input.map(|input| match input {
                Input::Ndjson => check::Format::Lines,
                Input::Array => check::Format::Array,
                Input::Document => check::Format::Documents,
            }),
            max_line: self.arguments.max_line,
        };
        let result = reader.map(|reader| {
            checker.check_stream(reader, &options, |finding| {
                let line = self.report.finding(&name, &finding);
                self.print(&line);
                self.is_stopped |= self.arguments.first;
                if self.is_stopped {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            })
        });
        self.progress.end();
        let (tally, result) = result.unwrap_or_else(|error| (Tally::default(), Err(error)));
        match result {
            Ok(()) => {
                let line = self.report.file(&name, tally);
                self.print(&line);
            }
            Err(error) => self.fail(path, &name, tally, &error),
        }
    }

    /// Reports that a file cannot be read, and goes on with the next one.
    fn fail(&mut self, path: &Path, name: &str, tally: Tally, error: &io::Error) {
        let Failure::Message(message) = Failure::of_file("read", path, error) else {
            return;
        };
        let line = self.report.failure(name, tally, &message);
        self.print(&line);
        // Findings are printed before an error about the same file.
        let _ = self.out.flush();
        anstream::eprintln!("{LABEL}: {message}");
        self.has_failed = true;
    }

    /// Prints a part of the report. Without a reader, checking stops.
    fn print(&mut self, text: &str) {
        if text.is_empty() || self.print_error.is_some() {
            return;
        }
        let out = &mut self.out;
        let printed = self.progress.suspend(|| {
            out.write_all(text.as_bytes())?;
            // Otherwise the line would appear late, and over the progress.
            if io::stdout().is_terminal() {
                out.flush()
            } else {
                Ok(())
            }
        });
        if let Err(error) = printed {
            self.print_error = Some(error);
            self.is_stopped = true;
        }
    }

    fn finish(mut self) -> Result<Outcome, Failure> {
        let flushed = self.out.flush();
        let printed = self.print_error.map_or(flushed, Err);
        let has_findings = self.report.findings() > 0;
        match printed {
            // The other program has read enough, but the result is the same.
            Err(error)
                if error.kind() == io::ErrorKind::BrokenPipe
                    && !has_findings
                    && !self.has_failed =>
            {
                Err(Failure::BrokenPipe)
            }
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Failure::of_print(&error))
            }
            _ if self.has_failed => Err(Failure::Reported),
            _ if has_findings => Ok(Outcome::Findings),
            _ => Ok(Outcome::Clean),
        }
    }
}

/// Opens a file, or standard input for `-`. Returns its size, if it is known.
fn open(path: &Path) -> io::Result<(Box<dyn Read>, Option<u64>)> {
    if path == Path::new("-") {
        return Ok((Box::new(stdin().lock()), None));
    }
    let metadata = fs::metadata(path)?;
    let length = metadata.is_file().then_some(metadata.len());
    Ok((Box::new(File::open(path)?), length))
}
