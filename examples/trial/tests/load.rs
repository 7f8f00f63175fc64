//! Sends events without a pause to a sandbox that injects a fault into every tenth request, for the seconds set by the variable
//! `LOAD`.

use http::{Request, Response};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};
use trial::Sandbox;
use voucher_core::http::{
    Client, Limits, NoAnswer, RetryPolicy, SendError, Settings, Token, Transport,
};
use voucher_core::{Currency, Timestamp, Voucher, VoucherCheck, VoucherRedemption, VoucherType};

const THREADS: u64 = 64;
/// The maximum number of events of a run.
const MAX: u64 = 20_000_000;

/// A transport that counts attempts.
struct Counting {
    agent: ureq::Agent,
    attempts: AtomicU64,
    unanswered: AtomicU64,
}

impl Transport for Counting {
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> Result<Response<Vec<u8>>, NoAnswer> {
        self.attempts.fetch_add(1, Relaxed);
        let answer = self.agent.send(request, limits);
        self.unanswered.fetch_add(answer.is_err().into(), Relaxed);
        answer
    }
}

/// The results of all threads.
#[derive(Default)]
struct Results {
    created: AtomicU64,
    delivered: AtomicU64,
    invalid: AtomicU64,
    given_up: AtomicU64,
    refused: AtomicU64,
}

impl Results {
    fn count<T>(&self, result: Result<T, SendError>) {
        let counter = match result {
            Ok(_) => &self.delivered,
            Err(error) if error.violations().is_some() => &self.invalid,
            Err(error) if error.can_retry() => &self.given_up,
            Err(_) => &self.refused,
        };
        counter.fetch_add(1, Relaxed);
    }
}

#[test]
#[cfg_attr(not(load), ignore = "set LOAD to the seconds that it runs")]
fn every_event_ends_as_delivered_or_reported() {
    let seconds = std::env::var("LOAD").unwrap().parse().unwrap();
    let end = Instant::now() + Duration::from_secs(seconds);
    let sandbox = Sandbox::start(&["--faults", "0.1", "--seed", "7"]);
    let transport = Arc::new(Counting {
        agent: ureq::Agent::new_with_defaults(),
        attempts: AtomicU64::new(0),
        unanswered: AtomicU64::new(0),
    });
    let token = Token::new("sk_test_load").unwrap();
    let waits =
        RetryPolicy::default().with_waits(Duration::from_millis(10), Duration::from_secs(1));
    let settings = Settings::new(token).with_base_url(sandbox.url()).unwrap();
    let client = Client::over(transport.clone(), settings.with_retries(waits));

    let results = Results::default();
    let mut memory = Vec::new();
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let (client, results) = (&client, &results);
            scope.spawn(move || {
                for number in 0..MAX / THREADS {
                    if Instant::now() > end {
                        return;
                    }
                    results.created.fetch_add(1, Relaxed);
                    send(client, results, thread, number);
                }
            });
        }
        while Instant::now() < end {
            thread::sleep(Duration::from_secs(1));
            memory.push([resident("self"), resident(&sandbox.id().to_string())]);
        }
    });
    let results = Tally::of(&results, &transport);
    results.check(&sandbox, seconds);
    check_memory(&memory);
}

/// Sends an event. Of ten events, seven are vouchers, two are redemptions and one is a check; of a hundred, one is invalid.
fn send(client: &Client<Arc<Counting>>, results: &Results, thread: u64, number: u64) {
    let now = Timestamp::now();
    let code = match number % 100 {
        50 => String::new(),
        _ => format!("V{thread}-{number}"),
    };
    match number % 10 {
        1 | 2 => {
            let id = format!("{code}-c{thread}");
            let mut event = VoucherRedemption::new(
                now,
                id,
                code,
                now,
                true,
                500,
                Currency::GBP,
                VoucherType::General,
            );
            event.customer_id = Some(format!("c{thread}"));
            results.count(client.send(&event));
        }
        3 => {
            let mut event = VoucherCheck::new(format!("c{thread}"));
            event.voucher_code = Some(code);
            results.count(client.send(&event));
        }
        _ => results.count(client.send(&Voucher::new(now, code, 500, Currency::GBP, now))),
    }
}

struct Tally {
    created: u64,
    delivered: u64,
    invalid: u64,
    given_up: u64,
    refused: u64,
    attempts: u64,
    unanswered: u64,
}

impl Tally {
    fn of(results: &Results, transport: &Counting) -> Self {
        Self {
            created: results.created.load(Relaxed),
            delivered: results.delivered.load(Relaxed),
            invalid: results.invalid.load(Relaxed),
            given_up: results.given_up.load(Relaxed),
            refused: results.refused.load(Relaxed),
            attempts: transport.attempts.load(Relaxed),
            unanswered: transport.unanswered.load(Relaxed),
        }
    }

    fn check(&self, sandbox: &Sandbox, seconds: u64) {
        let recorded = sandbox.recorded();
        println!(
            "{seconds} s, {THREADS} threads: {} events created, {} delivered, {} invalid, {} given up, {} refused",
            self.created, self.delivered, self.invalid, self.given_up, self.refused
        );
        println!(
            "{} attempts, {} without an answer; the sandbox accepted {}, refused {}, and failed {}",
            self.attempts, self.unanswered, recorded.accepted, recorded.refused, recorded.failed
        );
        let reported = self.invalid + self.given_up + self.refused;
        assert_eq!(self.created, self.delivered + reported);
        assert_eq!((self.refused, recorded.refused), (0, 0));
        // If an attempt timed out at once, the sandbox may not have received it.
        let seen = recorded.accepted + recorded.failed;
        let unseen = self.attempts.checked_sub(seen).unwrap();
        assert!(unseen <= self.unanswered, "{unseen} attempts are missing");
        // An event that was accepted, but not reported as delivered, is a lost answer.
        let lost = recorded.accepted.checked_sub(self.delivered).unwrap();
        assert!(lost <= self.unanswered, "{lost} accepted and not delivered");
        assert!(self.delivered > 0 && self.invalid > 0 && recorded.failed > 0);
    }
}

/// Returns the resident memory of a process, in KiB.
fn resident(process: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let count = line.unwrap().trim().trim_end_matches(" kB");
    count.parse().unwrap()
}

/// Checks that after the sandbox's memory is full, no process grows by more than a tenth plus 4 MiB.
fn check_memory(memory: &[[u64; 2]]) {
    let third = memory.len() / 3;
    for (at, name) in ["client", "sandbox"].into_iter().enumerate() {
        let max = |part: &[[u64; 2]]| part.iter().map(|both| both[at]).max().unwrap_or(0);
        let (early, late) = (max(&memory[third..2 * third]), max(&memory[2 * third..]));
        println!(
            "memory of the {name}: {early} KiB at most in the second third, {late} in the last"
        );
        assert!(late <= early + early / 10 + 4_096, "the {name} grows");
    }
}
