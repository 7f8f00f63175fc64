//! The retry policy: which answers to retry, and when.

use super::answer::{Answer, Outcome};
use crate::Timestamp;
use core::ops::RangeInclusive;
use core::time::Duration;
use std::borrow::{Cow, ToOwned};
use std::string::ToString;
use std::vec::Vec;

/// What the client does for a status code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StatusAction {
    /// The API has the event.
    Delivered,
    /// The failure is transient: retry.
    Retry {
        /// Minimum wait, also if the answer has a shorter `Retry-After` or none.
        after: Duration,
    },
    /// The API will never accept these bytes.
    Rejected,
    /// If the body is a JSON object, as every error of the API is, the API will never accept these bytes. Otherwise
    /// something between client and API rejected the request, which is a transient failure.
    RejectedByApi {
        /// Minimum wait before a retry of a transient failure.
        after: Duration,
    },
}

/// A table of status codes and actions. If several rows contain a status code, the last row counts; if none does, the
/// event is rejected.
pub type Statuses = [(RangeInclusive<u16>, StatusAction)];

const SOON: StatusAction = StatusAction::Retry {
    after: Duration::ZERO,
};

const LIMITED: StatusAction = StatusAction::Retry {
    after: Duration::from_secs(5),
};

/// The default action for each status code.
///
/// The API documents 200, 400, 401, 403, 404, 405, 406, 429, 500, 503 and 504
/// (<https://developer.ravelin.com/merchant/api/errors>); the others have HTTP's meaning.
///
/// For **429**, the API's pages disagree. One says that the data is kept and processed later, and that retrying prolongs the
/// limit (<https://developer.ravelin.com/merchant/guides/other-guides/rate-limits/>). Another calls this best effort and
/// says to retry once the rate-limit errors subside
/// (<https://developer.ravelin.com/merchant/guides/payment-fraud-integration/error-handling/>). An event that is sent twice
/// is merged, but an event that is not retried may be lost, so the default is to retry after five seconds or more. To follow
/// the first page, use `policy.with_status(429, StatusAction::Delivered)`.
pub const STATUSES: &Statuses = &[
    (200..=299, StatusAction::Delivered),
    (408..=408, SOON),
    (429..=429, LIMITED),
    (500..=599, SOON),
    // "Not Implemented" and "HTTP Version Not Supported" are not transient.
    (501..=501, StatusAction::Rejected),
    (505..=505, StatusAction::Rejected),
];

const LATER: StatusAction = StatusAction::Retry { after: OUTBOX_WAIT };
const OUTBOX_WAIT: Duration = Duration::from_secs(60);

/// The action for each status code in an outbox, which sends an event until the API accepts or rejects it.
///
/// Only an error in the event itself is final: a 4xx whose body is a JSON object, with any members, so that an error in an
/// unknown format is not retried forever.
///
/// If the host or the account was rejected instead of the event, the event is retried after a minute or more: a wrong base URL
/// or a gateway that redirects (3xx, 404, 405, 421), a wrong token (401, 403), a proxy (407), a request that came too early
/// (425), or a body that is not a JSON object.
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

/// Decides whether and when to send the same bytes again. It is a pure function: the caller passes the answer, the number of
/// the attempt, the time and a random number.
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

/// Four attempts within a minute. The first wait is at most 250 ms, and each next wait at most twice as long. No wait exceeds
/// 30 s, even if the API asks for more.
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
    /// Returns a policy with a single attempt.
    #[must_use]
    pub fn never() -> Self {
        Self::default().with_attempts(1)
    }

    /// Returns a policy with a single attempt and [`OUTBOX_STATUSES`], for a relay that stores when to try again.
    /// [`SendError::can_retry`](super::SendError::can_retry) then returns whether to keep the event.
    #[must_use]
    pub fn outbox() -> Self {
        Self::never().with_statuses(OUTBOX_STATUSES)
    }

    /// Sets the maximum number of attempts; 0 counts as 1.
    #[must_use]
    pub fn with_attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// Sets the first and the longest wait. A longer `Retry-After` is shortened to the longest wait, but never below the
    /// minimum wait of the status table.
    #[must_use]
    pub fn with_waits(mut self, first: Duration, longest: Duration) -> Self {
        self.first_wait = first;
        self.longest_wait = longest;
        self
    }

    /// Sets the time limit for all attempts and the waits between them.
    #[must_use]
    pub fn with_total(mut self, total: Duration) -> Self {
        self.total = total;
        self
    }

    /// Sets the action for one status code.
    #[must_use]
    pub fn with_status(mut self, status: u16, action: StatusAction) -> Self {
        self.statuses.to_mut().push((status..=status, action));
        self
    }

    /// Replaces the whole status table, including changes made by [`with_status`](Self::with_status).
    #[must_use]
    pub fn with_statuses(mut self, statuses: impl Into<Cow<'static, Statuses>>) -> Self {
        self.statuses = statuses.into();
        self
    }

    /// Returns the maximum number of attempts.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns the time limit for all attempts and the waits between them.
    #[must_use]
    pub fn total(&self) -> Duration {
        self.total
    }

    /// Returns the action for a status code.
    #[must_use]
    pub fn action(&self, status: u16) -> StatusAction {
        let mut rows = self.statuses.iter().rev();
        let row = rows.find(|(statuses, _)| statuses.contains(&status));
        row.map_or(StatusAction::Rejected, |(_, action)| *action)
    }

    /// Returns what to do about an answer; `now` is the current time.
    ///
    /// The HTTP status decides, except for two kinds of answers that only claim success. If the body contains a status of
    /// 400 or more, or `success: false`, the body decides. If the body is not JSON, a proxy or login page answered instead
    /// of the API, so the event is retried.
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

    /// Returns how long to wait before the next attempt, or `None` if there is none.
    ///
    /// `attempt` counts from 1, `elapsed` is the time since the first attempt began, and `jitter` is a random number, so that
    /// clients that failed together do not retry together.
    ///
    /// The wait is random between half the backoff and all of it. If the outcome asks for a longer wait, it is that wait plus
    /// a random part of the first wait. No wait exceeds the longest wait. That also shortens the minimum waits of the status
    /// table, because an outcome does not contain where its wait comes from; [`Delivery`](super::Delivery) does not shorten
    /// them.
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

    /// Like [`wait`](Self::wait), but never returns less than `min_wait`, even if that exceeds the longest wait.
    pub(super) fn wait_at_least(
        &self,
        min_wait: Duration,
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
            Some(after) if *after > backoff => after.saturating_add(part(self.first_wait, jitter)),
            _ => backoff,
        };
        let wait = wait.min(self.longest_wait).max(min_wait);
        (elapsed.saturating_add(wait) < self.total).then_some(wait)
    }

    /// Returns the minimum wait of the status table for an answer.
    pub(super) fn min_wait(&self, answer: &Answer) -> Duration {
        match self.action(status_of(answer)) {
            StatusAction::Retry { after } | StatusAction::RejectedByApi { after } => after,
            StatusAction::Delivered | StatusAction::Rejected => Duration::ZERO,
        }
    }
}

/// Returns the status that decides: an error status in the body if the HTTP status claims success, else the HTTP status.
fn status_of(answer: &Answer) -> u16 {
    match answer.stated_status() {
        Some(stated) if matches!(answer.status(), 200..300) && stated >= 400 => stated,
        _ => answer.status(),
    }
}

/// Returns a random part of a duration: nothing at 0, nearly all of it at `u16::MAX`.
fn part(duration: Duration, random: u16) -> Duration {
    duration / (u32::from(u16::MAX) + 1) * u32::from(random)
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
    /// Returns what to do about this answer according to [`RetryPolicy::default`] and the system clock.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        RetryPolicy::default().judge(self, Timestamp::now())
    }
}
