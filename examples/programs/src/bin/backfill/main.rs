//! Validates past vouchers from a file and sends them to the API, over several connections and at a steady rate. If the program
//! is stopped, it continues where it was.
//!
//! `cargo run -p programs --bin backfill -- --sample 100000 > vouchers.ndjson` creates a file, and
//! `cargo run -p programs --bin backfill -- vouchers.ndjson` sends it to a sandbox inside this program. To send it to the API, add
//! `--url https://api.ravelin.com`, with the account's secret key in the variable `RAVELIN_TOKEN`.
//!
//! Every line is either delivered, or listed in the report of refused lines with its number and everything that is wrong with
//! it. An error that no line caused (a wrong key, an API that is down) stops the program; run it again to continue. In any case,
//! each line is sent at least once, and a line that is sent twice is the same bytes.

mod ledger;
mod line;
mod pace;

use indicatif::{ProgressBar, ProgressStyle};
use ledger::{End, Ledger, Position, State};
use pace::Paced;
use std::error::Error;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Seek, SeekFrom};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};
use voucher_core::http::{
    Answer, Client, Outcome, RetryPolicy, SendError, Settings, Token, Transport,
};
use voucher_core::sandbox::{InProcess, Sandbox};

const USAGE: &str = "\
usage: backfill FILE [options], with the secret key in the variable `RAVELIN_TOKEN`
       backfill --sample COUNT > FILE
  --url URL            where to send to; the default is a sandbox inside this program
  --connections 8      number of concurrent connections
  --rate 100           maximum requests per second (the API's page says 6000 a minute); 0 for no maximum
  --state FILE         file for the progress; the default is FILE.state
  --refused FILE       file for the report of refused lines; the default is FILE.refused";

type Failure = Box<dyn Error + Send + Sync>;
type Carrier = Box<dyn Transport + Send + Sync>;

struct Options {
    file: PathBuf,
    url: Option<String>,
    connections: usize,
    rate: u32,
    state: PathBuf,
    refused: PathBuf,
}

/// How often the state is saved. If the program is killed, the lines of this time are sent again.
const SAVE_EVERY: Duration = Duration::from_secs(1);
/// How often the progress is shown.
const SHOW_EVERY: Duration = Duration::from_millis(100);

/// What the workers share.
struct Backfill {
    client: Client<Paced<Carrier>>,
    lines: Mutex<Lines>,
    ledger: Mutex<Ledger>,
    /// Why the program stops before the end of the file.
    stopped: OnceLock<String>,
}

/// The lines of the file.
struct Lines {
    file: BufReader<File>,
    last: Position,
}

fn main() -> ExitCode {
    match start() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn start() -> Result<ExitCode, Failure> {
    let options = options().map_err(|error| format!("{error}\n{USAGE}"))?;
    let Some(options) = options else {
        return Ok(ExitCode::SUCCESS);
    };
    let client = client(&options)?;
    let state = State::read(&options.state)?;
    let lines = open(&options, state)?;
    let backfill = Backfill {
        client,
        lines: Mutex::new(lines),
        ledger: Mutex::new(Ledger::open(state, &options.refused)?),
        stopped: OnceLock::new(),
    };
    let state = backfill.run(&options)?;
    let (lines, delivered, refused) = (state.lines, state.delivered, state.refused);
    println!("{lines} lines: {delivered} delivered, {refused} refused");
    if let Some(reason) = backfill.stopped.get() {
        return Err(format!("{reason}\nthe same command continues after line {lines}").into());
    }
    if refused > 0 {
        eprintln!("see {} for the reasons", options.refused.display());
        return Ok(ExitCode::from(2));
    }
    Ok(ExitCode::SUCCESS)
}

fn options() -> Result<Option<Options>, Failure> {
    use lexopt::prelude::*;
    let mut arguments = lexopt::Parser::from_env();
    let (mut file, mut url, mut state, mut refused) = (None, None, None, None);
    let (mut connections, mut rate) = (8, 100);
    while let Some(argument) = arguments.next()? {
        match argument {
            Value(path) if file.is_none() => file = Some(PathBuf::from(path)),
            Long("url") => url = Some(arguments.value()?.string()?),
            Long("connections") => connections = arguments.value()?.parse::<usize>()?.max(1),
            Long("rate") => rate = arguments.value()?.parse()?,
            Long("state") => state = Some(arguments.value()?.into()),
            Long("refused") => refused = Some(arguments.value()?.into()),
            Long("sample") => {
                line::sample(arguments.value()?.parse()?, &mut io::stdout().lock())?;
                return Ok(None);
            }
            Long("help") | Short('h') => {
                println!("{USAGE}");
                return Ok(None);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    let file = file.ok_or("missing FILE")?;
    let with_ending = |ending| {
        let mut path = file.clone().into_os_string();
        path.push(ending);
        PathBuf::from(path)
    };
    Ok(Some(Options {
        url,
        connections,
        rate,
        state: state.unwrap_or_else(|| with_ending(".state")),
        refused: refused.unwrap_or_else(|| with_ending(".refused")),
        file,
    }))
}

/// Returns a client that limits the rate, including retries. No customer waits for it, so it retries for longer.
fn client(options: &Options) -> Result<Client<Paced<Carrier>>, Failure> {
    let retries = RetryPolicy::default()
        .with_attempts(10)
        .with_total(Duration::from_secs(600));
    let (carrier, settings): (Carrier, _) = if let Some(url) = &options.url {
        let token = std::env::var("RAVELIN_TOKEN").map_err(|_| USAGE)?;
        let agent = ureq::Agent::config_builder()
            .max_idle_connections(options.connections)
            .max_idle_connections_per_host(options.connections);
        let settings = Settings::new(Token::new(token)?).with_base_url(url)?;
        (Box::new(voucher_core::ureq::agent(agent.build())), settings)
    } else {
        let token = Token::new("sk_test_backfill")?;
        (
            Box::new(InProcess::new(Sandbox::new(1))),
            Settings::new(token),
        )
    };
    let paced = Paced::new(carrier, options.rate);
    Ok(Client::over(paced, settings.with_retries(retries)))
}

/// Opens the file at the first line that is not done.
fn open(options: &Options, state: State) -> Result<Lines, Failure> {
    let path = options.file.display();
    let mut file = File::open(&options.file).map_err(|error| format!("{path}: {error}"))?;
    if state.bytes > file.metadata()?.len() {
        return Err(format!("{path} is not the file that was begun").into());
    }
    file.seek(SeekFrom::Start(state.bytes))?;
    Ok(Lines {
        file: BufReader::with_capacity(64 << 10, file),
        last: Position {
            line: state.lines,
            end: state.bytes,
        },
    })
}

impl Backfill {
    /// Sends the rest of the file. Returns the state at the end, or when it stopped.
    fn run(&self, options: &Options) -> Result<State, Failure> {
        thread::scope(|scope| {
            // Nothing is sent over this channel. It closes when the last worker ends.
            let (working, ended) = channel::<()>();
            for _ in 0..options.connections {
                let working = working.clone();
                scope.spawn(move || {
                    if let Err(error) = self.work() {
                        self.stop(format!("stopped: {error}"));
                    }
                    drop(working);
                });
            }
            drop(working);
            let result = self.watch(options, &ended);
            if let Err(error) = &result {
                self.stop(error.to_string());
            }
            result
        })
    }

    /// Shows and saves the progress until all workers have ended.
    fn watch(&self, options: &Options, ended: &Receiver<()>) -> Result<State, Failure> {
        let progress = ProgressBar::new(options.file.metadata()?.len());
        let style = "{bar:30} {percent} %, {msg}, {eta} to go";
        progress.set_style(ProgressStyle::with_template(style)?);
        let report = lock(&self.ledger).report()?;
        let mut saved = Instant::now();
        loop {
            let has_ended = ended.recv_timeout(SHOW_EVERY) == Err(RecvTimeoutError::Disconnected);
            let state = lock(&self.ledger).state();
            progress.set_position(state.bytes);
            progress.set_message(format!(
                "{} delivered, {} refused",
                state.delivered, state.refused
            ));
            if has_ended || saved.elapsed() >= SAVE_EVERY {
                report.sync_data()?;
                state.save(&options.state)?;
                saved = Instant::now();
            }
            if has_ended {
                progress.finish_and_clear();
                return Ok(state);
            }
        }
    }

    /// Sends lines until the end of the file, or until a worker stops the program.
    fn work(&self) -> io::Result<()> {
        let mut line = Vec::new();
        while self.stopped.get().is_none() {
            let Some(position) = lock(&self.lines).read(&mut line)? else {
                break;
            };
            match deliver(&self.client, &line) {
                Ok(end) => lock(&self.ledger).close(position, end)?,
                Err(error) => self.stop(format!("stopped at line {}: {error}", position.line)),
            }
        }
        Ok(())
    }

    /// Stops the program. Only the first reason is reported.
    fn stop(&self, reason: String) {
        let _ = self.stopped.set(reason);
    }
}

impl Lines {
    /// Replaces `line` by the next line, and returns its position; `None` at the end of the file.
    fn read(&mut self, line: &mut Vec<u8>) -> io::Result<Option<Position>> {
        line.clear();
        let length = self.file.read_until(b'\n', line)?;
        self.last.line += 1;
        self.last.end += length as u64;
        Ok((length > 0).then_some(self.last))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sends a line. Fails if an error occurs that the line did not cause; it must then be sent again.
fn deliver(client: &Client<Paced<Carrier>>, line: &[u8]) -> Result<End, SendError> {
    let prepared = match line::read(line) {
        Ok(Some(prepared)) => prepared,
        Ok(None) => return Ok(End::Empty),
        Err(reason) => return Ok(End::Refused(reason)),
    };
    match client.send_prepared(&prepared) {
        Ok(_) => Ok(End::Delivered),
        Err(error) if is_caused_by_line(&error) => Ok(End::Refused(error.to_string())),
        Err(error) => Err(error),
    }
}

/// Returns whether the API rejected this line. A wrong key or path, or an answer of a gateway, would affect every line.
fn is_caused_by_line(error: &SendError) -> bool {
    let is_api = |answer: &Answer| answer.body().is_object();
    error.answer().is_some_and(is_api)
        && matches!(
            error.outcome(),
            Some(Outcome::Rejected {
                status: 400 | 413 | 422,
                ..
            })
        )
}
