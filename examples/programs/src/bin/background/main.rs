//! Sends events in the background, so that a customer of the shop does not wait for the API:
//! `cargo run -p programs --bin background -- left.ndjson`
//!
//! `queue.rs` is the part to copy: a queue with a limit, and a task that sends a limited number of events at once. When the program
//! ends, the queue is closed and drained. What is left after some time is written to a file, and the next run sends it first.
//!
//! A crash loses what is in the queue. A program that must not lose events uses an outbox instead; see `examples/outbox`.

mod queue;

use queue::{Background, NotQueued, Queue};
use std::collections::BTreeSet;
use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use voucher_core::http::{RetryPolicy, SendError, Settings, Token};
use voucher_core::reqwest::Client;
use voucher_core::sandbox::{Event, InProcess, Sandbox};
use voucher_core::{Currency, Prepared, Timestamp, Voucher};

/// How long the end of the program waits for answers: less than the time that a container has to stop, often 10 s.
const DRAIN: Duration = Duration::from_secs(5);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args_os().nth(1).map(PathBuf::from);
    let file =
        file.ok_or("expected a file for events that are not sent in time; add `left.ndjson`")?;
    // About every third request fails. A real program uses `Client::new(token)`, which sends with `reqwest`.
    let sandbox = InProcess::new(Sandbox::new(3).with_faults(0.3));
    let wait = Duration::from_millis(10);
    let retries = RetryPolicy::default()
        .with_attempts(9)
        .with_waits(wait, wait);
    let settings = Settings::new(Token::new("sk_test_background")?);
    let settings = settings
        .with_base_url("http://sandbox.test")?
        .with_retries(retries);
    let client = Client::over(sandbox.clone(), settings);

    let (queue, background) = Background::start(client, 100, 8, report);
    for event in read(&file)? {
        queue.send_prepared(event).await?;
    }
    tokio::select! {
        () = shop(&queue) => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    let left = background.drain(DRAIN).await?;
    write(&file, &left)?;
    // An event is sent again if only its answer was lost, so it can be there twice. The API merges the two.
    let sandbox = sandbox.lock();
    let arrived: BTreeSet<_> = sandbox.events().map(Event::body).collect();
    println!("{} events arrived, {} are left", arrived.len(), left.len());
    Ok(())
}

/// Stands in for the program: it creates a voucher from time to time.
async fn shop(queue: &Queue) {
    for number in 1..=50 {
        let now = Timestamp::now();
        let voucher = Voucher::new(now, format!("SPRING-{number}"), 1_500, Currency::GBP, now);
        match queue.send(&voucher) {
            Ok(()) => {}
            Err(NotQueued::Invalid(violations)) => eprintln!("not sent: {violations}"),
            // The shop goes on, and the event is lost: count it in your metrics.
            Err(NotQueued::Full(event) | NotQueued::Closed(event)) => {
                eprintln!("lost: an event for {}", event.endpoint().path());
            }
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// Reports an event that was not delivered, without its voucher code. A real program stores it if `error.can_retry()`.
fn report(_: Prepared, error: &SendError) {
    eprintln!("not delivered: {error}");
}

/// Reads the events that the last run did not send, one a line. The file contains voucher codes.
fn read(file: &Path) -> Result<Vec<Prepared>, Box<dyn Error>> {
    match fs::read_to_string(file) {
        Ok(rows) => Ok(rows
            .lines()
            .map(serde_json::from_str)
            .collect::<Result<_, _>>()?),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

fn write(file: &Path, events: &[Prepared]) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(file)?);
    for event in events {
        serde_json::to_writer(&mut out, event)?;
        out.write_all(b"\n")?;
    }
    out.into_inner()?.sync_all()
}
