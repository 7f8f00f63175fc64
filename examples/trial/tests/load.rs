//! Events without a pause, against a sandbox in which every tenth request goes wrong, for as many seconds as the variable `LOAD`
//! says.

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
/// No run makes more events than this, however fast it is.
const MAX: u64 = 20_000_000;

/// What the transport saw.
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

/// What the threads saw.
#[derive(Default)]
struct Ends {
    made: AtomicU64,
    delivered: AtomicU64,
    invalid: AtomicU64,
    given_up: AtomicU64,
    refused: AtomicU64,
}

impl Ends {
    fn count<T>(&self, result: Result<T, SendError>) {
        let end = match result {
            Ok(_) => &self.delivered,
            Err(error) if error.violations().is_some() => &self.invalid,
            Err(error) if error.can_retry() => &self.given_up,
            Err(_) => &self.refused,
        };
        end.fetch_add(1, Relaxed);
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

    let ends = Ends::default();
    let mut memory = Vec::new();
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let (client, ends) = (&client, &ends);
            scope.spawn(move || {
                for number in 0..MAX / THREADS {
                    if Instant::now() > end {
                        return;
                    }
                    ends.made.fetch_add(1, Relaxed);
                    send(client, ends, thread, number);
                }
            });
        }
        while Instant::now() < end {
            thread::sleep(Duration::from_secs(1));
            memory.push([resident("self"), resident(&sandbox.id().to_string())]);
        }
    });
    let ends = Tally::of(&ends, &transport);
    ends.judge(&sandbox, seconds);
    judge_memory(&memory);
}

/// Of ten events, seven are vouchers, two are redemptions, one is a check; of a hundred, one breaks a rule.
fn send(client: &Client<Arc<Counting>>, ends: &Ends, thread: u64, number: u64) {
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
            ends.count(client.send(&event));
        }
        3 => {
            let mut event = VoucherCheck::new(format!("c{thread}"));
            event.voucher_code = Some(code);
            ends.count(client.send(&event));
        }
        _ => ends.count(client.send(&Voucher::new(now, code, 500, Currency::GBP, now))),
    }
}

struct Tally {
    made: u64,
    delivered: u64,
    invalid: u64,
    given_up: u64,
    refused: u64,
    attempts: u64,
    unanswered: u64,
}

impl Tally {
    fn of(ends: &Ends, transport: &Counting) -> Self {
        Self {
            made: ends.made.load(Relaxed),
            delivered: ends.delivered.load(Relaxed),
            invalid: ends.invalid.load(Relaxed),
            given_up: ends.given_up.load(Relaxed),
            refused: ends.refused.load(Relaxed),
            attempts: transport.attempts.load(Relaxed),
            unanswered: transport.unanswered.load(Relaxed),
        }
    }

    fn judge(&self, sandbox: &Sandbox, seconds: u64) {
        let told = sandbox.told();
        println!(
            "{seconds} s, {THREADS} threads: {} events made, {} delivered, {} invalid, {} given up, {} refused",
            self.made, self.delivered, self.invalid, self.given_up, self.refused
        );
        println!(
            "{} attempts, {} without an answer; the sandbox accepted {}, refused {}, and failed {}",
            self.attempts, self.unanswered, told.accepted, told.refused, told.failed
        );
        let reported = self.invalid + self.given_up + self.refused;
        assert_eq!(self.made, self.delivered + reported);
        assert_eq!((self.refused, told.refused), (0, 0));
        // Where time ran out at once, the sandbox may not have seen the attempt.
        let seen = told.accepted + told.failed;
        let unseen = self.attempts.checked_sub(seen).unwrap();
        assert!(unseen <= self.unanswered, "{unseen} attempts are missing");
        // What was accepted and not known to be is a lost answer.
        let lost = told.accepted.checked_sub(self.delivered).unwrap();
        assert!(lost <= self.unanswered, "{lost} accepted and not delivered");
        assert!(self.delivered > 0 && self.invalid > 0 && told.failed > 0);
    }
}

/// The memory of a process, in KiB.
fn resident(process: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let count = line.unwrap().trim().trim_end_matches(" kB");
    count.parse().unwrap()
}

/// Once the sandbox remembers all that it may, no process grows by more than a tenth and 4 MiB.
fn judge_memory(memory: &[[u64; 2]]) {
    let third = memory.len() / 3;
    for (at, name) in ["client", "sandbox"].into_iter().enumerate() {
        let most = |part: &[[u64; 2]]| part.iter().map(|both| both[at]).max().unwrap_or(0);
        let (early, late) = (most(&memory[third..2 * third]), most(&memory[2 * third..]));
        println!(
            "memory of the {name}: {early} KiB at most in the second third, {late} in the last"
        );
        assert!(late <= early + early / 10 + 4_096, "the {name} grows");
    }
}
