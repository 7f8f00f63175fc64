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
use ledger::{End, Ledger, State};
use pace::Paced;
use std::error::Error;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Seek, SeekFrom};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;
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

/// A line of the file on its way to a worker.
struct Job {
    number: u64,
    /// The offset of its end in the file, in bytes.
    end: u64,
    bytes: Vec<u8>,
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
    let mut ledger = Ledger::open(&options.state, &options.refused)?;
    let stopped = run(&options, &client, &mut ledger)?;
    let state = ledger.save()?;
    let (lines, delivered, refused) = (state.lines, state.delivered, state.refused);
    println!("{lines} lines: {delivered} delivered, {refused} refused");
    if let Some(error) = stopped {
        return Err(
            format!("stopped at {error}\nthe same command continues after line {lines}").into(),
        );
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

/// Sends the rest of the file. Returns why it stopped before the end, if it did.
fn run(
    options: &Options,
    client: &Client<Paced<Carrier>>,
    ledger: &mut Ledger,
) -> Result<Option<String>, Failure> {
    let state = ledger.state();
    let mut file = File::open(&options.file)
        .map_err(|error| format!("{}: {error}", options.file.display()))?;
    let length = file.metadata()?.len();
    if state.bytes > length {
        return Err(format!("{} is not the file that was begun", options.file.display()).into());
    }
    file.seek(SeekFrom::Start(state.bytes))?;
    let progress = ProgressBar::new(length).with_position(state.bytes);
    let style = "{bar:30} {percent} %, {msg}, {eta} to go";
    progress.set_style(ProgressStyle::with_template(style)?);

    let is_stopped = &AtomicBool::new(false);
    let (to_workers, jobs) = sync_channel(options.connections);
    // Only the workers own the receiver, so that the reader stops when the last worker ends.
    let jobs = Arc::new(Mutex::new(jobs));
    let (to_ledger, ends) = channel();
    std::thread::scope(|scope| {
        // When the reader ends, its channel closes, which ends the workers.
        let reader = scope.spawn(move || read(file, state, &to_workers, is_stopped));
        for _ in 0..options.connections {
            let (jobs, to_ledger) = (jobs.clone(), to_ledger.clone());
            scope.spawn(move || work(client, &jobs, &to_ledger, is_stopped));
        }
        drop((jobs, to_ledger));
        let mut stopped = None;
        for (job, end) in ends {
            if let End::Stopped(error) = end {
                stopped.get_or_insert(format!("line {}: {error}", job.0));
                continue;
            }
            let state = ledger.close(job, end)?;
            progress.set_position(state.bytes);
            progress.set_message(format!(
                "{} delivered, {} refused",
                state.delivered, state.refused
            ));
        }
        progress.finish_and_clear();
        reader.join().map_err(|_| "the reader failed")??;
        Ok(stopped)
    })
}

/// Passes the lines to the workers, until the end of the file or until a worker stops the program.
fn read(file: File, state: State, to: &SyncSender<Job>, is_stopped: &AtomicBool) -> io::Result<()> {
    let mut file = BufReader::new(file);
    let (mut number, mut end) = (state.lines, state.bytes);
    while !is_stopped.load(Ordering::Relaxed) {
        let mut bytes = Vec::new();
        let length = file.read_until(b'\n', &mut bytes)?;
        if length == 0 {
            break;
        }
        number += 1;
        end += length as u64;
        if to.send(Job { number, end, bytes }).is_err() {
            break;
        }
    }
    Ok(())
}

/// The number of a line, and the offset of its end.
type Position = (u64, u64);

fn work(
    client: &Client<Paced<Carrier>>,
    jobs: &Mutex<Receiver<Job>>,
    to: &Sender<(Position, End)>,
    is_stopped: &AtomicBool,
) {
    loop {
        // The lock is held only until there is a line, which does not take long.
        let Ok(Ok(job)) = jobs.lock().map(|jobs| jobs.recv()) else {
            return;
        };
        if is_stopped.load(Ordering::Relaxed) {
            return;
        }
        let end = deliver(client, &job.bytes);
        if matches!(end, End::Stopped(_)) {
            is_stopped.store(true, Ordering::Relaxed);
        }
        if to.send(((job.number, job.end), end)).is_err() {
            return;
        }
    }
}

fn deliver(client: &Client<Paced<Carrier>>, line: &[u8]) -> End {
    let prepared = match line::read(line) {
        Ok(Some(prepared)) => prepared,
        Ok(None) => return End::Empty,
        Err(reason) => return End::Refused(reason),
    };
    match client.send_prepared(&prepared) {
        Ok(_) => End::Delivered,
        Err(error) if is_caused_by_line(&error) => End::Refused(error.to_string()),
        Err(error) => End::Stopped(error.to_string()),
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
