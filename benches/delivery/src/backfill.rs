//! The program `backfill` of `examples/programs`, compared with sending the same bytes by `ureq` alone.

#[path = "../../../examples/programs/src/bin/backfill/line.rs"]
mod line;

use crate::Failure;
use crate::clients::{in_threads, send};
use crate::measure::{cpu_time, median, ratio};
use crate::programs::build;
use crate::responder::Responder;
use nix::sys::resource::UsageWho;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use voucher_core::Prepared;

const CONNECTIONS: u32 = 8;
const ROUNDS: usize = 3;
/// The most time, as a multiple of that of sending the same bytes.
const GOAL: f64 = 1.2;

/// Prints the table.
pub(crate) fn table(lines: u64) -> Result<(), Failure> {
    let program = build(".", "programs", "backfill")?;
    let folder = Folder::new()?;
    let file = folder.0.join("vouchers.ndjson");
    line::sample(lines, &mut File::create(&file)?)?;
    let events = events(&fs::read(&file)?);

    let responder = Responder::start(0)?;
    let (mut times, mut cpus) = ([vec![], vec![]], [vec![], vec![]]);
    for _ in 0..ROUNDS {
        let mut backfill = Command::new(&program);
        backfill.arg(&file).args(["--url", &responder.url]);
        let sides = [
            timed(UsageWho::RUSAGE_CHILDREN, || run(&mut backfill))?,
            timed(UsageWho::RUSAGE_SELF, || send_all(&responder.url, &events))?,
        ];
        for (at, (time, cpu)) in sides.into_iter().enumerate() {
            times[at].push(time);
            cpus[at].push(cpu);
        }
        fs::remove_file(folder.0.join("vouchers.ndjson.state"))?;
    }
    println!("## Backfill\n");
    println!(
        "| lines | connections | seconds | of the same bytes | goal | CPU seconds | of the same bytes |"
    );
    println!("|---:|---:|---:|---:|---:|---:|---:|");
    println!(
        "| {lines} | {CONNECTIONS} | {:.1} | {:.2} | {GOAL} | {:.1} | {:.2} |\n",
        median(&times[0]),
        ratio(&times[0], &times[1]),
        median(&cpus[0]),
        ratio(&cpus[0], &cpus[1])
    );
    Ok(())
}

/// Returns the seconds that some work took, and its CPU seconds.
fn timed(who: UsageWho, work: impl FnOnce() -> Result<(), Failure>) -> Result<(f64, f64), Failure> {
    let (cpu, start) = (cpu_time(who)?, Instant::now());
    work()?;
    let time = start.elapsed();
    let cpu = cpu_time(who)?.saturating_sub(cpu);
    Ok((time.as_secs_f64(), cpu.as_secs_f64()))
}

fn run(backfill: &mut Command) -> Result<(), Failure> {
    let status = backfill
        .args(["--rate", "0", "--connections", &CONNECTIONS.to_string()])
        .env("RAVELIN_TOKEN", "sk_test_1")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    // Some lines of the sample are invalid, which it reports.
    if status.code() == Some(2) {
        return Ok(());
    }
    Err(format!("{backfill:?} ended with {status}").into())
}

/// A temporary folder, which is removed when this value is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new() -> std::io::Result<Self> {
        let path = std::env::temp_dir().join(format!("voucher-delivery-{}", std::process::id()));
        fs::create_dir_all(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Returns the events of the valid lines, which are those that the program sends.
fn events(lines: &[u8]) -> Vec<Prepared> {
    let lines = lines.split(|byte| *byte == b'\n');
    lines.filter_map(|line| line::read(line).ok()?).collect()
}

/// Sends all events over several connections, each with the next event that no other has sent.
fn send_all(url: &str, events: &[Prepared]) -> Result<(), Failure> {
    let pool = CONNECTIONS as usize;
    let config = ureq::Agent::config_builder()
        .max_idle_connections(pool)
        .max_idle_connections_per_host(pool);
    let agent = config.build().new_agent();
    let next = AtomicUsize::new(0);
    in_threads(CONNECTIONS, || {
        while let Some(event) = events.get(next.fetch_add(1, Ordering::Relaxed)) {
            send(&agent, &format!("{url}{}", event.path()), event.body())?;
        }
        Ok(())
    })
}
