//! The crash test: shop and relays are killed at random times, and no event may be lost, changed or invented.

use crate::Sandbox;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// An outbox program, with a database that is set up.
#[derive(Clone)]
pub struct Program {
    pub path: PathBuf,
    /// Arguments after the subcommand, which contain the database.
    pub database: Vec<String>,
    /// Environment variables.
    pub variables: Vec<(&'static str, String)>,
    /// The number of concurrent relays.
    pub relays: usize,
}

/// A row of the shop's table.
pub struct Promo {
    pub code: String,
    pub pence: i64,
    /// Unix milliseconds.
    pub created: i64,
}

/// The content of the database, read independently of the program.
pub trait Ledger {
    /// Returns the committed promotions.
    fn promos(&mut self) -> Vec<Promo>;
    /// Returns the number of rows in the outbox, including rejected ones.
    fn left(&mut self) -> i64;
    /// Inserts an event into the outbox in its stored form.
    fn put(&mut self, event: &str);
    /// Returns the reasons of rejected rows.
    fn refused(&mut self) -> Vec<String>;
}

/// The time limit for the outbox to become empty at the end.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(300);

/// Runs the rounds set by the variable `ROUNDS`, 10 by default. `SEED` repeats a run with the same times.
///
/// # Panics
/// Panics if an event was lost, changed or invented.
pub fn rounds(program: &Program, ledger: &mut dyn Ledger) {
    let number = |name| {
        std::env::var(name)
            .ok()
            .and_then(|value| value.parse().ok())
    };
    let rounds: u64 = number("ROUNDS").unwrap_or(10);
    let seed = number("SEED").unwrap_or_else(|| fastrand::u64(..));
    println!("{rounds} rounds of seed {seed}");
    fastrand::seed(seed);

    let sandbox = Sandbox::start(&["--faults", "0.1", "--seed", "7", "--remember", "1000000"]);
    let mut printed = Printed::default();
    for round in 1..=rounds {
        printed.add(program.round(&sandbox, &format!("r{round}")));
    }
    program.drain(&sandbox);
    check(&sandbox, &printed, ledger, rounds);
}

/// What the shops printed before they were killed.
#[derive(Default)]
struct Printed {
    committed: BTreeSet<String>,
    rolled_back: BTreeSet<String>,
    kills: usize,
}

impl Printed {
    fn add(&mut self, mut other: Self) {
        self.committed.append(&mut other.committed);
        self.rolled_back.append(&mut other.rolled_back);
        self.kills += other.kills;
    }
}

impl Program {
    /// Returns a command that runs a subcommand of the program.
    #[must_use]
    pub fn command(&self, subcommand: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.path);
        command
            .arg(subcommand)
            .args(&self.database)
            .args(arguments)
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .env("RAVELIN_TOKEN", "sk_test_crash");
        command
    }

    /// Runs a shop and its relays, and kills each at a random time.
    fn round(&self, sandbox: &Sandbox, name: &str) -> Printed {
        let mut shop = self.command("shop", &[name, "1000000"]);
        let mut shop = shop.stdout(Stdio::piped()).spawn().expect("a shop");
        let lines = listen(&mut shop);
        let mut running = vec![(lifetime(), shop)];
        for _ in 0..self.relays {
            let relay = self.command("relay", &[sandbox.url()]).spawn();
            running.push((lifetime(), relay.expect("a relay")));
        }
        running.sort_by_key(|(life, _)| *life);
        let start = Instant::now();
        let mut printed = Printed::default();
        for (life, mut process) in running {
            thread::sleep(life.saturating_sub(start.elapsed()));
            let ended = process.try_wait().expect("its state");
            assert!(ended.is_none(), "ended by itself: {ended:?}");
            // SIGKILL, which a program cannot handle.
            process.kill().expect("it can be killed");
            process.wait().expect("it ends");
            printed.kills += 1;
        }
        for line in lines.join().expect("lines") {
            // The last line may be incomplete.
            match line.split_once(['-', '\n']) {
                Some((_, number)) if number.ends_with('\n') => {}
                _ => continue,
            }
            let line = line.trim_end();
            if let Some(code) = line.strip_prefix("committed ") {
                printed.committed.insert(code.to_owned());
            } else if let Some(code) = line.strip_prefix("rolled back ") {
                printed.rolled_back.insert(code.to_owned());
            }
        }
        printed
    }

    /// Runs a relay until the outbox is empty.
    pub(crate) fn drain(&self, sandbox: &Sandbox) {
        let relay = self
            .command("relay", &[sandbox.url(), "until-empty"])
            .spawn();
        let mut relay = relay.expect("a relay");
        let start = Instant::now();
        loop {
            if let Some(status) = relay.try_wait().expect("its state") {
                assert!(status.success(), "the relay failed: {status}");
                return;
            }
            if start.elapsed() > DRAIN_TIMEOUT {
                let _ = relay.kill();
                let _ = relay.wait();
                panic!("the outbox is not empty after {DRAIN_TIMEOUT:?}");
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Returns a random time that is mostly long enough to have done something.
fn lifetime() -> Duration {
    Duration::from_micros(fastrand::u64(1_000..300_000))
}

/// Collects the lines that a process prints, with their line breaks.
fn listen(process: &mut Child) -> JoinHandle<Vec<String>> {
    let mut out = BufReader::new(process.stdout.take().expect("it is piped"));
    thread::spawn(move || {
        let mut lines = Vec::new();
        let mut line = String::new();
        while out.read_line(&mut line).is_ok_and(|length| length > 0) {
            lines.push(std::mem::take(&mut line));
        }
        lines
    })
}

fn check(sandbox: &Sandbox, printed: &Printed, ledger: &mut dyn Ledger, rounds: u64) {
    let recorded = sandbox.recorded();
    assert_eq!((recorded.forgotten, recorded.refused), (0, 0));
    let mut received: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for event in &recorded.events {
        let body: Value = serde_json::from_str(event.body.get()).expect("JSON");
        let code = body["voucher"]["voucherCode"].as_str().expect("a code");
        received
            .entry(code.to_owned())
            .or_default()
            .push(event.body.get());
    }
    let promos = ledger.promos();
    let codes: BTreeSet<_> = promos.iter().map(|promo| promo.code.clone()).collect();
    let lost: Vec<_> = printed.committed.difference(&codes).collect();
    assert!(
        lost.is_empty(),
        "committed, but not in the database: {lost:?}"
    );

    for promo in &promos {
        let copies = received.remove(&promo.code).unwrap_or_default();
        let Some((first, others)) = copies.split_first() else {
            panic!("the event of {} was lost", promo.code);
        };
        assert!(others.iter().all(|other| other == first), "{copies:?}");
        let body: Value = serde_json::from_str(first).expect("JSON");
        assert_eq!(body, expected(promo), "an event was changed");
    }
    let rolled_back: Vec<_> = received
        .keys()
        .filter(|code| printed.rolled_back.contains(*code))
        .collect();
    assert!(
        rolled_back.is_empty(),
        "of rolled-back transactions: {rolled_back:?}"
    );
    assert!(received.is_empty(), "invented: {:?}", received.keys());
    assert_eq!(ledger.left(), 0, "rows in the outbox");

    // Without any of these, the test would prove nothing.
    assert!(
        !printed.committed.is_empty() && !printed.rolled_back.is_empty() && recorded.failed > 0
    );
    println!(
        "{rounds} rounds, {} kills: {} transactions committed and {} rolled back; {} requests failed by an injected fault, \
         {} events arrived, {} of them duplicates; none lost, changed or invented",
        printed.kills,
        promos.len(),
        printed.rolled_back.len(),
        recorded.failed,
        recorded.accepted,
        recorded.events.len() - promos.len()
    );
}

/// Returns the expected event of a promotion, built by hand.
fn expected(promo: &Promo) -> Value {
    json!({
        "timestamp": promo.created,
        "eventType": "promo-created",
        "voucher": {
            "voucherCode": promo.code,
            "value": promo.pence,
            "currency": "GBP",
            "creationTime": promo.created,
        },
    })
}
