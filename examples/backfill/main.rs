//! Vouchers of the past, line by line from a file, to the API: checked, over several connections, at a steady rate; and if
//! it is stopped, it goes on where it was.
//!
//! `cargo run --example backfill -- --sample 100000 > vouchers.ndjson` makes a file, and
//! `cargo run --example backfill -- vouchers.ndjson` sends it to a sandbox in this very program. To send it to the API, with
//! the account's secret key in the variable `RAVELIN_TOKEN`, add `--url https://api.ravelin.com`.
//!
//! Every line ends as delivered, or in the report of refused lines with its number and all that is wrong with it. What is
//! no fault of a line (a wrong key, an API that is down) stops the program; run it again to go on. Whatever stops it, each
//! line is sent at least once, and those sent twice are the same bytes.

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
  --url URL            where to send; without it, to a sandbox in this very program
  --connections 8      at the same time
  --rate 100           requests a second at most (the API's page says 6000 a minute); 0 is as many as there can be
  --state FILE         where it stands; FILE.state unless given
  --refused FILE       what is refused, and why; FILE.refused unless given";

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
    /// Where it ends in the file, in bytes.
    end: u64,
    text: Vec<u8>,
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
    if let Some(why) = stopped {
        return Err(
            format!("stopped at {why}\nthe same command goes on after line {lines}").into(),
        );
    }
    if refused > 0 {
        eprintln!("{} says what is wrong with them", options.refused.display());
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
    let file = file.ok_or("which file?")?;
    let beside = |ending| {
        let mut path = file.clone().into_os_string();
        path.push(ending);
        PathBuf::from(path)
    };
    Ok(Some(Options {
        url,
        connections,
        rate,
        state: state.unwrap_or_else(|| beside(".state")),
        refused: refused.unwrap_or_else(|| beside(".refused")),
        file,
    }))
}

/// A client that keeps the rate, retries included, and is more patient than one that a customer waits for.
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

/// Sends what is left of the file; tells why it stopped before the end.
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
        return Err(format!(
            "{} is another file than the one that was begun",
            options.file.display()
        )
        .into());
    }
    file.seek(SeekFrom::Start(state.bytes))?;
    let progress = ProgressBar::new(length).with_position(state.bytes);
    let style = "{bar:30} {percent} %, {msg}, {eta} to go";
    progress.set_style(ProgressStyle::with_template(style)?);

    let is_stopped = &AtomicBool::new(false);
    let (to_workers, jobs) = sync_channel(options.connections);
    // The workers have it to themselves: when the last one ends, the reader sees that nobody listens.
    let jobs = Arc::new(Mutex::new(jobs));
    let (to_ledger, ends) = channel();
    std::thread::scope(|scope| {
        // It ends with its channel, which ends the workers.
        let reader = scope.spawn(move || read(file, state, &to_workers, is_stopped));
        for _ in 0..options.connections {
            let (jobs, to_ledger) = (jobs.clone(), to_ledger.clone());
            scope.spawn(move || work(client, &jobs, &to_ledger, is_stopped));
        }
        drop((jobs, to_ledger));
        let mut stopped = None;
        for (job, end) in ends {
            if let End::Stopped(why) = end {
                stopped.get_or_insert(format!("line {}: {why}", job.0));
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

/// Hands out the lines, until the end or until something stopped the program.
fn read(file: File, state: State, to: &SyncSender<Job>, is_stopped: &AtomicBool) -> io::Result<()> {
    let mut file = BufReader::new(file);
    let (mut number, mut end) = (state.lines, state.bytes);
    while !is_stopped.load(Ordering::Relaxed) {
        let mut text = Vec::new();
        let length = file.read_until(b'\n', &mut text)?;
        if length == 0 {
            break;
        }
        number += 1;
        end += length as u64;
        if to.send(Job { number, end, text }).is_err() {
            break;
        }
    }
    Ok(())
}

type Place = (u64, u64);

fn work(
    client: &Client<Paced<Carrier>>,
    jobs: &Mutex<Receiver<Job>>,
    to: &Sender<(Place, End)>,
    is_stopped: &AtomicBool,
) {
    loop {
        // Held for as long as it takes to get a line, which is short.
        let Ok(Ok(job)) = jobs.lock().map(|jobs| jobs.recv()) else {
            return;
        };
        if is_stopped.load(Ordering::Relaxed) {
            return;
        }
        let end = deliver(client, &job.text);
        if matches!(end, End::Stopped(_)) {
            is_stopped.store(true, Ordering::Relaxed);
        }
        if to.send(((job.number, job.end), end)).is_err() {
            return;
        }
    }
}

fn deliver(client: &Client<Paced<Carrier>>, text: &[u8]) -> End {
    let prepared = match line::read(text) {
        Ok(Some(prepared)) => prepared,
        Ok(None) => return End::Empty,
        Err(why) => return End::Refused(why),
    };
    match client.send_prepared(&prepared) {
        Ok(_) => End::Delivered,
        Err(error) if is_the_lines_own_fault(&error) => End::Refused(error.to_string()),
        Err(error) => End::Stopped(error.to_string()),
    }
}

/// A key that is refused, or a path, would be refused for every line, and so would what a gateway refuses.
fn is_the_lines_own_fault(error: &SendError) -> bool {
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
