//! Which answers are worth another try, and when.

use super::answer::{Answer, Outcome};
use crate::Timestamp;
use core::ops::RangeInclusive;
use core::time::Duration;
use std::borrow::{Cow, ToOwned};
use std::string::ToString;
use std::vec::Vec;

/// What a status means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StatusAction {
    /// The API has the event.
    Delivered,
    /// It may pass.
    Retry {
        /// How long to wait at least where the answer has no `Retry-After`.
        after: Duration,
    },
    /// The API will never take these bytes.
    Rejected,
    /// The API will never take these bytes, if the body is a JSON object, as every error of the API is. Otherwise
    /// something on the way rejected the request, and it may pass.
    RejectedByApi {
        /// How long to wait at least where it may pass.
        after: Duration,
    },
}

/// Statuses, and what they mean. Where several rows name a status, the last one counts; where none does, it is final.
pub type Statuses = [(RangeInclusive<u16>, StatusAction)];

const SOON: StatusAction = StatusAction::Retry {
    after: Duration::ZERO,
};

const LIMITED: StatusAction = StatusAction::Retry {
    after: Duration::from_secs(5),
};

/// What each status means unless a policy says otherwise.
///
/// The API lists 200, 400, 401, 403, 404, 405, 406, 429, 500, 503 and 504
/// (<https://developer.ravelin.com/merchant/api/errors>); the rest is HTTP's own meaning. **429**: its pages disagree. One
/// says that the data is kept and processed later, and that retrying prolongs the limit
/// (<https://developer.ravelin.com/merchant/guides/other-guides/rate-limits/>); another calls that best effort, and has
/// one retry once they subside (<https://developer.ravelin.com/merchant/guides/payment-fraud-integration/error-handling/>).
/// An event that is sent twice is merged by its timestamp, one that is lost is lost: so it is retried, but not within
/// five seconds. Who trusts the first page says `policy.with_status(429, StatusAction::Delivered)`.
pub const STATUSES: &Statuses = &[
    (200..=299, StatusAction::Delivered),
    (408..=408, SOON),
    (429..=429, LIMITED),
    (500..=599, SOON),
    // "not implemented" and "version not supported" do not pass.
    (501..=501, StatusAction::Rejected),
    (505..=505, StatusAction::Rejected),
];

const LATER: StatusAction = StatusAction::Retry { after: OUTBOX_WAIT };
const OUTBOX_WAIT: Duration = Duration::from_secs(60);

/// What each status means to an outbox, which sends an event until the API has it or rejects it.
///
/// Only what is wrong with the event ends it: a 4xx whose body is a JSON object, whatever its members, because an event that
/// waited for an error of another form would wait for ever. An event waits for at least a minute where the host or the account was rejected and not the event: a wrong base URL or a gateway that redirects (3xx,
/// 404, 405, 421), a wrong token (401, 403), a proxy (407), a request that came too early (425), a body that is not
/// a JSON object.
pub const OUTBOX_STATUSES: &Statuses = &[
    (0..=u16::MAX, LATER),
    (200..=299, StatusAction::Delivered),
    (
        400..=499,
        StatusAction::RejectedByApi { after: OUTBOX_WAIT },
    ),
    (401..=401, LATER),
    (403..=405, LATER),
    (407..=407, LATER),
    (408..=408, SOON),
    (421..=421, LATER),
    (425..=425, LATER),
    (429..=429, LIMITED),
    (500..=599, SOON),
    (501..=501, LATER),
    (505..=505, LATER),
];

/// When to send the same bytes again: a function of the answer, the attempt, the clock and a random number, all of which
/// are its caller's.
///
/// ```
/// use std::time::Duration;
/// use voucher_core::Timestamp;
/// use voucher_core::http::{Answer, Outcome, RetryPolicy, StatusAction};
///
/// let policy = RetryPolicy::default();
/// let busy = policy.judge(&Answer::new(503, Some("2"), b""), Timestamp::now());
/// assert_eq!(busy, Outcome::Retry { after: Some(Duration::from_secs(2)) });
/// // After the first attempt, 10 ms in; the random number is 0.
/// let wait = policy.wait(1, &busy, Duration::from_millis(10), 0);
/// assert_eq!(wait, Some(Duration::from_secs(2)));
///
/// let trusting = policy.with_status(429, StatusAction::Delivered);
/// let limited = trusting.judge(&Answer::new(429, None, b""), Timestamp::now());
/// assert_eq!(limited, Outcome::Delivered);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    first_wait: Duration,
    longest_wait: Duration,
    total: Duration,
    statuses: Cow<'static, Statuses>,
}

/// Four attempts within a minute. The first wait is up to 250 ms, each next up to twice as long; no wait, however long the
/// API asks for, exceeds 30 s.
impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 4,
            first_wait: Duration::from_millis(250),
            longest_wait: Duration::from_secs(30),
            total: Duration::from_secs(60),
            statuses: Cow::Borrowed(STATUSES),
        }
    }
}

impl RetryPolicy {
    /// One attempt.
    #[must_use]
    pub fn never() -> Self {
        Self::default().with_attempts(1)
    }

    /// One attempt, and the statuses of [`OUTBOX_STATUSES`]: for a relay that keeps the wait before the next attempt in its
    /// own store. [`SendError::can_retry`](super::SendError::can_retry) then says whether to keep the event.
    #[must_use]
    pub fn outbox() -> Self {
        Self::never().with_statuses(OUTBOX_STATUSES)
    }

    /// As many attempts at most; 0 counts as 1.
    #[must_use]
    pub fn with_attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The first wait, and the longest one: a longer `Retry-After` is cut to that, but not below the wait that the table of
    /// statuses says.
    #[must_use]
    pub fn with_waits(mut self, first: Duration, longest: Duration) -> Self {
        self.first_wait = first;
        self.longest_wait = longest;
        self
    }

    /// The time for all attempts and the waits between them.
    #[must_use]
    pub fn with_total(mut self, total: Duration) -> Self {
        self.total = total;
        self
    }

    /// What one status means.
    #[must_use]
    pub fn with_status(mut self, status: u16, action: StatusAction) -> Self {
        self.statuses.to_mut().push((status..=status, action));
        self
    }

    /// What every status means: in place of [`STATUSES`] and of what was said before.
    #[must_use]
    pub fn with_statuses(mut self, statuses: impl Into<Cow<'static, Statuses>>) -> Self {
        self.statuses = statuses.into();
        self
    }

    /// The most attempts.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The time for all attempts and the waits between them.
    #[must_use]
    pub fn total(&self) -> Duration {
        self.total
    }

    /// What a status means.
    #[must_use]
    pub fn action(&self, status: u16) -> StatusAction {
        let mut rows = self.statuses.iter().rev();
        let row = rows.find(|(statuses, _)| statuses.contains(&status));
        row.map_or(StatusAction::Rejected, |(_, action)| *action)
    }

    /// What to do about an answer, at the clock's reading `now`.
    ///
    /// It goes by the HTTP status. Two answers that claim success are not believed: one of which the body states a status
    /// from 400 on, or no success; and one of which the body is no JSON, since every body of the API's is: some proxy or
    /// login page took the event instead, so it is tried again.
    #[must_use]
    pub fn judge(&self, answer: &Answer, now: Timestamp) -> Outcome {
        let status = status_of(answer);
        let retry = |after: Duration| Outcome::Retry {
            after: answer
                .retry_after(now)
                .max(Some(after).filter(|after| !after.is_zero())),
        };
        match self.action(status) {
            StatusAction::Delivered if answer.stated_success() == Some(false) => {
                rejected(status, answer)
            }
            StatusAction::Delivered if answer.is_foreign() && status < 300 => retry(Duration::ZERO),
            StatusAction::Delivered => Outcome::Delivered,
            StatusAction::RejectedByApi { after } if !answer.body().is_object() => retry(after),
            StatusAction::Retry { after } => retry(after),
            StatusAction::Rejected | StatusAction::RejectedByApi { .. } => rejected(status, answer),
        }
    }

    /// How long to wait before the next attempt; `None` where there is none.
    ///
    /// `attempt` counts from 1, `elapsed` is the time since the first one began, and `jitter` a random number, so
    /// that many clients which failed together don't come back together. The wait is between half and all of
    /// the backoff; where the outcome asks for a longer one, it is that, and up to a first wait more. The longest wait cuts
    /// each. An outcome does not say whether the table of statuses or the API asks for the wait, so that a table whose waits
    /// are longer than the longest wait needs a [`Delivery`](super::Delivery), which keeps to them.
    #[must_use]
    pub fn wait(
        &self,
        attempt: u32,
        outcome: &Outcome,
        elapsed: Duration,
        jitter: u16,
    ) -> Option<Duration> {
        self.wait_at_least(Duration::ZERO, attempt, outcome, elapsed, jitter)
    }

    /// The same, but not less than the table's own wait, which the longest wait does not cut.
    pub(super) fn wait_at_least(
        &self,
        least: Duration,
        attempt: u32,
        outcome: &Outcome,
        elapsed: Duration,
        jitter: u16,
    ) -> Option<Duration> {
        let Outcome::Retry { after } = outcome else {
            return None;
        };
        if attempt >= self.attempts {
            return None;
        }
        let doublings = attempt.saturating_sub(1).min(31);
        let backoff = self.first_wait.saturating_mul(1 << doublings);
        let half = backoff.min(self.longest_wait) / 2;
        let backoff = half + part(half, jitter);
        let wait = match after {
            Some(asked) if *asked > backoff => asked.saturating_add(part(self.first_wait, jitter)),
            _ => backoff,
        };
        let wait = wait.min(self.longest_wait).max(least);
        (elapsed.saturating_add(wait) < self.total).then_some(wait)
    }

    /// The wait that the table says for an answer.
    pub(super) fn least_wait(&self, answer: &Answer) -> Duration {
        match self.action(status_of(answer)) {
            StatusAction::Retry { after } | StatusAction::RejectedByApi { after } => after,
            StatusAction::Delivered | StatusAction::Rejected => Duration::ZERO,
        }
    }
}

/// The status that counts: the one that the body states, where the HTTP status claims success.
fn status_of(answer: &Answer) -> u16 {
    match answer.stated_status() {
        Some(stated) if matches!(answer.status(), 200..300) && stated >= 400 => stated,
        _ => answer.status(),
    }
}

/// A random part of a time: nothing at 0, nearly all of it at `u16::MAX`.
fn part(of: Duration, random: u16) -> Duration {
    of / (u32::from(u16::MAX) + 1) * u32::from(random)
}

fn rejected(status: u16, answer: &Answer) -> Outcome {
    let errors = answer.validation_errors().map(Cow::into_owned);
    Outcome::Rejected {
        status,
        message: answer.message().unwrap_or("no message").to_string(),
        validation_errors: errors.collect::<Vec<_>>(),
        trace_id: answer.trace_id().map(ToOwned::to_owned),
    }
}

impl Answer {
    /// What to do about it, as [`RetryPolicy::default`] judges and by the system's clock.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        RetryPolicy::default().judge(self, Timestamp::now())
    }
}
