//! The crash test: shop and relays are killed at random moments, and nothing may be lost, changed or invented.

use crate::Sandbox;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// An outbox program, with a database that is set up.
pub struct Program {
    pub path: PathBuf,
    /// What it takes behind its first word, to find its database.
    pub database: Vec<String>,
    /// What its environment names.
    pub variables: Vec<(&'static str, String)>,
    /// How many relays run side by side.
    pub relays: usize,
}

/// A row of the shop's own table.
pub struct Promo {
    pub code: String,
    pub pence: i64,
    /// Unix milliseconds.
    pub created: i64,
}

/// What the database says, read by other code than the program's.
pub trait Ledger {
    /// The promotions that are committed.
    fn promos(&mut self) -> Vec<Promo>;
    /// How many rows are in the outbox, refused ones among them.
    fn left(&mut self) -> i64;
    /// Puts an event into the outbox, as it would be stored.
    fn put(&mut self, event: &str);
    /// Why rows were refused.
    fn refused(&mut self) -> Vec<String>;
}

/// How long the outbox may take to empty in the end.
const PATIENCE: Duration = Duration::from_secs(300);

/// As many rounds as the variable `ROUNDS` says, 10 without it; `SEED` repeats the same moments.
///
/// # Panics
/// An event was lost, changed or invented.
pub fn rounds(program: &Program, ledger: &mut dyn Ledger) {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let rounds: u64 = number("ROUNDS").unwrap_or(10);
    let seed = number("SEED").unwrap_or_else(|| fastrand::u64(..));
    println!("{rounds} rounds of seed {seed}");
    fastrand::seed(seed);

    let sandbox = Sandbox::start(&["--faults", "0.1", "--seed", "7", "--remember", "1000000"]);
    let mut said = Said::default();
    for round in 1..=rounds {
        said.add(program.round(&sandbox, &format!("r{round}")));
    }
    program.drain(&sandbox);
    judge(&sandbox, &said, ledger, rounds);
}

/// What the shops said before they were killed.
#[derive(Default)]
struct Said {
    committed: BTreeSet<String>,
    rolled_back: BTreeSet<String>,
    kills: usize,
}

impl Said {
    fn add(&mut self, mut other: Self) {
        self.committed.append(&mut other.committed);
        self.rolled_back.append(&mut other.rolled_back);
        self.kills += other.kills;
    }
}

impl Program {
    pub(crate) fn command(&self, word: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.path);
        command
            .arg(word)
            .args(&self.database)
            .args(arguments)
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .env("RAVELIN_TOKEN", "sk_test_crash");
        command
    }

    /// A shop and its relays, each killed at a moment of its own.
    fn round(&self, sandbox: &Sandbox, name: &str) -> Said {
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
        let mut said = Said::default();
        for (life, mut process) in running {
            thread::sleep(life.saturating_sub(start.elapsed()));
            let ended = process.try_wait().expect("its state");
            assert!(ended.is_none(), "ended by itself: {ended:?}");
            // SIGKILL, which no program can answer.
            process.kill().expect("it can be killed");
            process.wait().expect("it ends");
            said.kills += 1;
        }
        for line in lines.join().expect("lines") {
            // The last line may be cut.
            match line.split_once(['-', '\n']) {
                Some((_, number)) if number.ends_with('\n') => {}
                _ => continue,
            }
            let line = line.trim_end();
            if let Some(code) = line.strip_prefix("committed ") {
                said.committed.insert(code.to_owned());
            } else if let Some(code) = line.strip_prefix("rolled back ") {
                said.rolled_back.insert(code.to_owned());
            }
        }
        said
    }

    /// What is left is delivered, now that nobody is killed.
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
            if start.elapsed() > PATIENCE {
                let _ = relay.kill();
                let _ = relay.wait();
                panic!("the outbox is not empty after {PATIENCE:?}");
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Long enough to have done something, mostly.
fn lifetime() -> Duration {
    Duration::from_micros(fastrand::u64(1_000..300_000))
}

/// What a process prints, with the line ends.
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

fn judge(sandbox: &Sandbox, said: &Said, ledger: &mut dyn Ledger, rounds: u64) {
    let told = sandbox.told();
    assert_eq!((told.forgotten, told.refused), (0, 0));
    let mut received: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for event in &told.events {
        let body: Value = serde_json::from_str(event.body.get()).expect("JSON");
        let code = body["voucher"]["voucherCode"].as_str().expect("a code");
        received
            .entry(code.to_owned())
            .or_default()
            .push(event.body.get());
    }
    let promos = ledger.promos();
    let codes: BTreeSet<_> = promos.iter().map(|promo| promo.code.clone()).collect();
    let lost: Vec<_> = said.committed.difference(&codes).collect();
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
        .filter(|code| said.rolled_back.contains(*code))
        .collect();
    assert!(
        rolled_back.is_empty(),
        "of rolled-back transactions: {rolled_back:?}"
    );
    assert!(received.is_empty(), "invented: {:?}", received.keys());
    assert_eq!(ledger.left(), 0, "rows in the outbox");

    // A test that saw nothing would prove nothing.
    assert!(!said.committed.is_empty() && !said.rolled_back.is_empty() && told.failed > 0);
    println!(
        "{rounds} rounds, {} kills: {} transactions committed and {} seen to roll back; {} requests failed by a fault, \
         {} events arrived, {} of them once more; none lost, changed or invented",
        said.kills,
        promos.len(),
        said.rolled_back.len(),
        told.failed,
        told.accepted,
        told.events.len() - promos.len()
    );
}

/// The event of a promotion, written by hand.
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
