//! Every sequence of up to six outcomes is handled as by a small model of a delivery: never sooner than the server asks, never
//! more attempts than allowed, and always with an end.
//!
//! The clock and the random numbers are at their ends: an attempt takes no time or all of its timeout, and the random part of a
//! wait is empty or as long as possible.

use http::Response;
use http::header::RETRY_AFTER;
use std::time::Duration;
use voucher_core::http::{
    Answer, Delivery, Limits, Lost, NoAnswer, RetryPolicy, Settings, Step, Token,
};
use voucher_core::{Currency, Prepared, RavelinEvent, Timestamp, Voucher, VoucherCheck};

/// What can happen to an attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Happening {
    Delivered,
    Rejected,
    /// The request cannot be built.
    Unbuildable,
    Unanswered,
    /// 503
    Busy,
    /// 503 with a wait that is longer than every backoff of the first attempts.
    BusyFor7Seconds,
    /// 503 with a wait that is longer than the longest one.
    BusyForADay,
    /// 503 until a date, which is in the far future or in the past.
    BusyUntil2015,
    /// 429 without a wait. The status table has one of five seconds.
    Limited,
}

use Happening::{
    Busy, BusyFor7Seconds, BusyForADay, BusyUntil2015, Delivered, Limited, Rejected, Unanswered,
    Unbuildable,
};

const FINAL: [Happening; 3] = [Delivered, Rejected, Unbuildable];
const TRANSIENT: [Happening; 6] = [
    Unanswered,
    Busy,
    BusyFor7Seconds,
    BusyForADay,
    BusyUntil2015,
    Limited,
];

impl Happening {
    fn result(self) -> Result<Response<Vec<u8>>, NoAnswer> {
        let (status, wait) = match self {
            Unbuildable => return Err(NoAnswer::new(Lost::Request)),
            Unanswered => return Err(NoAnswer::new(Lost::Timeout)),
            Delivered => (200, None),
            Rejected => (400, None),
            Busy => (503, None),
            BusyFor7Seconds => (503, Some("7")),
            BusyForADay => (503, Some("86400")),
            BusyUntil2015 => (503, Some("Wed, 21 Oct 2015 07:28:00 GMT")),
            Limited => (429, None),
        };
        let mut response = Response::builder().status(status);
        if let Some(wait) = wait {
            response = response.header(RETRY_AFTER, wait);
        }
        Ok(response.body(Vec::new()).unwrap())
    }

    /// Returns the wait that the server asks for, and the minimum of the status table.
    fn waits(self, now: Timestamp) -> (Duration, Duration) {
        let asks = match self {
            BusyFor7Seconds => Duration::from_secs(7),
            BusyForADay => Duration::from_secs(86_400),
            BusyUntil2015 if now == Timestamp::MIN => Answer::LONGEST_RETRY_AFTER,
            _ => Duration::ZERO,
        };
        let at_least = Duration::from_secs(if self == Limited { 5 } else { 0 });
        (asks.max(at_least), at_least)
    }
}

/// The limits of a policy, and the ends of the clock and of the random numbers.
#[derive(Clone, Copy, Debug)]
struct Case {
    attempts: u32,
    first: Duration,
    longest: Duration,
    total: Duration,
    timeout: Duration,
    /// Whether each attempt takes all of its timeout.
    is_slow: bool,
    jitter: u16,
    now: Timestamp,
}

/// The model: what has happened so far.
struct Model {
    case: Case,
    attempts: u32,
    elapsed: Duration,
    is_unanswered: bool,
}

/// What the model allows after an attempt.
#[derive(Debug)]
enum Expected {
    Wait(Duration),
    Delivered,
    Failed { can_retry: bool },
}

impl Model {
    fn limits(&self) -> Limits {
        let left = self.case.total.saturating_sub(self.elapsed);
        let timeout = left.min(self.case.timeout).max(Duration::from_millis(1));
        let mut limits = Limits::new(timeout);
        limits.fresh = self.is_unanswered;
        limits
    }

    fn after(&self, happening: Happening) -> Expected {
        match happening {
            Delivered => return Expected::Delivered,
            Rejected | Unbuildable => return Expected::Failed { can_retry: false },
            _ => {}
        }
        let wait = self.wait(happening);
        let is_last = self.attempts >= self.case.attempts;
        if is_last || self.elapsed + wait >= self.case.total {
            return Expected::Failed { can_retry: true };
        }
        Expected::Wait(wait)
    }

    /// Computes the wait in whole nanoseconds, as the documentation of the policy describes it.
    fn wait(&self, happening: Happening) -> Duration {
        let case = self.case;
        let random = |most: u128| most / 65_536 * u128::from(case.jitter);
        let (first, longest) = (case.first.as_nanos(), case.longest.as_nanos());
        let half = (first << (self.attempts - 1)).min(longest) / 2;
        let backoff = half + random(half);
        let (asks, at_least) = happening.waits(case.now);
        let wait = match asks.as_nanos() {
            asks if asks > backoff => asks + random(first),
            _ => backoff,
        };
        let wait = wait.min(longest).max(at_least.as_nanos());
        Duration::from_nanos(u64::try_from(wait).unwrap())
    }
}

/// Delivers an event with one sequence, and compares each step with the model. Returns whether the delivery goes on after it.
fn deliver(prepared: &Prepared, settings: &Settings, case: Case, sequence: &[Happening]) -> bool {
    let mut delivery = Delivery::new(prepared, settings).unwrap();
    let mut model = Model {
        case,
        attempts: 0,
        elapsed: Duration::ZERO,
        is_unanswered: false,
    };
    for (before, happening) in sequence.iter().enumerate() {
        let context = || format!("{case:?} {sequence:?} {before}");
        let (_, limits) = delivery.attempt(model.elapsed);
        assert_eq!(limits, model.limits(), "{}", context());
        model.attempts += 1;
        if case.is_slow {
            model.elapsed += limits.timeout;
        }
        let step = delivery.step(happening.result(), case.now, model.elapsed, case.jitter);
        match (model.after(*happening), step) {
            (Expected::Wait(expected), Step::Wait(found)) => {
                assert_eq!(found, expected, "{}", context());
                let (asks, at_least) = happening.waits(case.now);
                let allowed = asks.min(case.longest).max(at_least);
                assert!(found >= allowed, "{}", context());
                model.elapsed += found;
                assert!(model.elapsed < case.total, "{}", context());
                assert!(model.attempts < case.attempts, "{}", context());
                model.is_unanswered = *happening == Unanswered;
            }
            (Expected::Delivered, Step::Done(Ok(_))) => {
                assert_eq!(before + 1, sequence.len(), "{}", context());
                return false;
            }
            (Expected::Failed { can_retry }, Step::Done(Err(error))) => {
                assert_eq!(error.can_retry(), can_retry, "{}", context());
                assert_eq!(error.attempts(), model.attempts, "{}", context());
                assert_eq!(before + 1, sequence.len(), "{}", context());
                return false;
            }
            (expected, found) => panic!("{}: {expected:?}, {found:?}", context()),
        }
    }
    true
}

/// Delivers an event with every sequence of up to six outcomes, and returns how many there are. None goes on after an end.
fn every_sequence(prepared: &Prepared, settings: &Settings, case: Case) -> usize {
    let mut count = 0;
    let mut sequences = vec![Vec::new()];
    while let Some(sequence) = sequences.pop() {
        for happening in FINAL.into_iter().chain(TRANSIENT) {
            let mut longer = sequence.clone();
            longer.push(happening);
            let goes_on = deliver(prepared, settings, case, &longer);
            count += 1;
            if goes_on && longer.len() < 6 {
                sequences.push(longer);
            }
        }
    }
    count
}

#[derive(Clone, Copy, PartialEq)]
enum Event {
    Voucher,
    /// All its attempts have one timeout.
    Check,
}

/// Delivers with every sequence, for each end of the clock and of the random numbers.
fn run(event: Event, attempts: u32, [first, longest, total, timeout]: [u64; 4]) -> usize {
    let [first, longest, total, timeout] =
        [first, longest, total, timeout].map(Duration::from_millis);
    let policy = RetryPolicy::default().with_attempts(attempts);
    let policy = policy.with_waits(first, longest).with_total(total);
    let settings = Settings::new(Token::new("sk_test_1").unwrap()).with_retries(policy);
    let (prepared, settings) = match event {
        Event::Voucher => (voucher(), settings.with_timeout(timeout)),
        Event::Check => (
            VoucherCheck::new("c").prepare().unwrap(),
            settings.with_check_timeout(total),
        ),
    };
    let ends = [
        (false, 0, Timestamp::MIN),
        (false, u16::MAX, Timestamp::MAX),
        (true, 0, Timestamp::MAX),
        (true, u16::MAX, Timestamp::MIN),
    ];
    let counts = ends.map(|(is_slow, jitter, now)| {
        let case = Case {
            attempts,
            first,
            longest,
            total,
            timeout,
            is_slow,
            jitter,
            now,
        };
        every_sequence(&prepared, &settings, case)
    });
    counts.iter().sum()
}

fn voucher() -> Prepared {
    let voucher = Voucher::new(Timestamp::MIN, "A", 1, Currency::GBP, Timestamp::MIN);
    voucher.prepare().unwrap()
}

#[test]
fn the_default_policy_agrees_with_the_model() {
    let count = run(Event::Voucher, 4, [250, 30_000, 60_000, 10_000]);
    assert!(count > 1_000, "{count}");
}

#[test]
fn a_check_agrees_with_the_model() {
    let count = run(Event::Check, 4, [250, 30_000, 750, 750]);
    assert!(count > 50, "{count}");
}

/// Each attempt may be transient, so there are 6^5 sequences that reach the sixth, with 9 outcomes each.
#[test]
fn six_attempts_within_an_hour_agree_with_the_model() {
    let count = run(Event::Voucher, 6, [250, 30_000, 3_600_000, 10_000]);
    let per_end: usize = (0..6).map(|length| 9 * 6_usize.pow(length)).sum();
    assert_eq!(count, 4 * per_end);
}

#[test]
fn policies_at_their_ends_agree_with_the_model() {
    for attempts in 1..=4 {
        // No waits; no time; a longest wait below the first one; odd numbers.
        for times in [
            [0, 0, 20_000, 10_000],
            [250, 30_000, 0, 0],
            [9_000, 1_000, 12_000, 1],
            [333, 1_001, 4_999, 777],
        ] {
            assert!(run(Event::Voucher, attempts, times) >= 36);
        }
    }
}

/// The clock of the attempts can also jump to its end.
#[test]
fn no_attempt_follows_the_end_of_the_clock() {
    let settings = Settings::new(Token::new("sk_test_1").unwrap());
    let settings = settings.with_retries(RetryPolicy::default().with_attempts(u32::MAX));
    let prepared = voucher();
    for happening in TRANSIENT {
        for jitter in [0, u16::MAX] {
            let mut delivery = Delivery::new(&prepared, &settings).unwrap();
            let (_, limits) = delivery.attempt(Duration::MAX);
            assert_eq!(limits.timeout, Duration::from_millis(1));
            let step = delivery.step(happening.result(), Timestamp::MAX, Duration::MAX, jitter);
            assert!(matches!(step, Step::Done(Err(error)) if error.can_retry()));
        }
    }
}
