//! The API's answer to a request, and the outcome it means.

mod decision;

pub use decision::{
    AccountTakeover, Authentication, Challenge, CredentialStatus, Exemption, RuleState, Rules,
    Source, SupplierRecommendation, TransactionOptimisation, TriggeredRule,
};

use crate::Timestamp;
use crate::open_enum::open_enum;
use ::http::header::{DATE, RETRY_AFTER};
use core::time::Duration;
use serde_json::{Map, Value};
use std::borrow::{Cow, ToOwned};
use std::string::{String, ToString};
use std::time::SystemTime;
use std::vec::Vec;

/// An answer from the API. A body that cannot be read is not an error; the status is still available.
///
/// Unknown members are ignored, because the API may add members at any time
/// (<https://developer.ravelin.com/merchant/api/guarantees>).
///
/// ```
/// use voucher_core::http::Answer;
///
/// let body = br#"{"status":400,"message":"Customer not found","traceId":"9f641b70"}"#;
/// let answer = Answer::new(400, None, body);
/// assert_eq!(answer.message(), Some("Customer not found"));
/// assert_eq!(answer.trace_id(), Some("9f641b70"));
///
/// let page = Answer::new(502, Some("30"), b"<html>Bad Gateway</html>");
/// assert_eq!((page.message(), page.is_json()), (None, false));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    status: u16,
    retry_after: RetryAfter,
    body: Value,
    form: Form,
}

/// The header `Retry-After`. If it is sent more than once, the longest wait and the latest date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct RetryAfter {
    wait: Option<Duration>,
    date: Option<SystemTime>,
}

/// What a body turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Json,
    Empty,
    /// Too long, so not parsed.
    Cut,
    NotJson,
}

open_enum! {
    /// The recommendation of `voucher/check` (<https://developer.ravelin.com/merchant/api/endpoints/voucher-check/>).
    Recommendation {
        /// No abuse was found.
        Ok = "OK",
        /// The customer has redeemed before, under another account.
        Abuse = "ABUSE",
    }
}

open_enum! {
    /// The action that a scored answer recommends (<https://developer.ravelin.com/merchant/api/endpoints/customer>). Voucher
    /// events are not scored; other events may be.
    Action {
        /// Let the customer continue.
        Allow = "ALLOW",
        /// Have a person review it.
        Review = "REVIEW",
        /// The same for a refund, which can have either
        /// (<https://developer.ravelin.com/merchant/guides/refund-abuse-integration/testing-your-integration/>).
        ManualReview = "MANUAL_REVIEW",
        /// Stop the customer.
        Prevent = "PREVENT",
    }
}

/// A warning about an event that the API accepted (<https://developer.ravelin.com/merchant/api/warnings>).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    class: Option<String>,
    message: String,
    help: Option<String>,
}

impl Warning {
    /// Returns the warning's name: `customer-absent-email`.
    #[must_use]
    pub fn class(&self) -> Option<&str> {
        self.class.as_deref()
    }

    /// Returns the warning's message.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the URL of a page that explains the warning.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl Answer {
    /// The body length, in bytes, from which a body counts as cut and is not parsed.
    pub const LONGEST_BODY: usize = 1 << 20;

    /// The longest `Retry-After` that is reported; longer ones are shortened to it. Clients wait less than this, see
    /// [`RetryPolicy::with_waits`](super::RetryPolicy::with_waits).
    pub const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(86_400);

    /// Creates an answer from an HTTP status, the header `Retry-After` (seconds or an HTTP date), and a body, which need not
    /// be JSON.
    #[must_use]
    pub fn new(status: u16, retry_after: Option<&str>, body: &[u8]) -> Self {
        let body = body.trim_ascii();
        let (form, body) = if body.is_empty() {
            (Form::Empty, Value::Null)
        } else if body.len() >= Self::LONGEST_BODY {
            (Form::Cut, Value::Null)
        } else {
            let body = serde_json::from_slice(body);
            body.map_or((Form::NotJson, Value::Null), |body| (Form::Json, body))
        };
        Self {
            status,
            retry_after: read_retry_after(retry_after, None),
            body,
            form,
        }
    }

    /// Reads an answer from a response of any client that uses the crate [`http`](https://docs.rs/http/1).
    #[must_use]
    pub fn read(response: &::http::Response<impl AsRef<[u8]>>) -> Self {
        let headers = response.headers();
        let date = headers.get(DATE).and_then(|value| value.to_str().ok());
        let date = date.and_then(|date| httpdate::parse_http_date(date.trim()).ok());
        let waits = headers.get_all(RETRY_AFTER).iter();
        let waits = waits.filter_map(|value| value.to_str().ok());
        Self {
            retry_after: read_retry_after(waits, date),
            ..Self::new(response.status().as_u16(), None, response.body().as_ref())
        }
    }

    /// Returns the HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns the `status` member of the body, which is a number or a numeric string.
    #[must_use]
    pub fn stated_status(&self) -> Option<u16> {
        let status = self.body.get("status")?;
        let number = status.as_u64().and_then(|status| status.try_into().ok());
        number.or_else(|| status.as_str()?.parse().ok())
    }

    /// Returns the `success` member of the body: a bool, or a string such as `"true"`, as in answers to backfilled events.
    #[must_use]
    pub fn stated_success(&self) -> Option<bool> {
        let success = self.body.get("success")?;
        success
            .as_bool()
            .or_else(|| success.as_str()?.to_ascii_lowercase().parse().ok())
    }

    /// Returns how long the header `Retry-After` asks to wait from now on; at most a day.
    ///
    /// A fraction of a second is rounded up. Because the local clock may be wrong, a date is compared to the header `Date` of
    /// the same response (which only [`read`](Self::read) knows), or to `now` without a valid one. A past date is a
    /// wait of zero. Any other value is ignored. If there are several headers, the longest wait counts.
    #[must_use]
    pub fn retry_after(&self, now: Timestamp) -> Option<Duration> {
        let RetryAfter { wait, date } = self.retry_after;
        let now = Duration::from_millis(now.as_millis().unsigned_abs());
        let until = date.map(|date| time_until(date, SystemTime::UNIX_EPOCH + now));
        let wait = wait.max(until)?;
        Some(wait.min(Self::LONGEST_RETRY_AFTER))
    }

    /// Returns when the API answered (`timestamp`, or `eventTime` of a label). The API sends seconds here, although requests
    /// use milliseconds; any unit is accepted, and so is a date and time.
    #[must_use]
    pub fn timestamp(&self) -> Option<Timestamp> {
        let mut members = ["timestamp", "eventTime"].into_iter();
        let timestamp = members.find_map(|name| self.body.get(name))?;
        if let Some(string) = timestamp.as_str() {
            return string.parse().ok();
        }
        let count = timestamp.as_i64()?;
        Timestamp::from_secs(count)
            .or_else(|_| Timestamp::from_millis(count))
            .or_else(|_| Timestamp::from_micros(count))
            .or_else(|_| Timestamp::from_nanos(count))
            .ok()
    }

    /// Returns the API's message (`message`, or `Error` in older answers). It describes an error, or, in a few answers with
    /// status 200, the result: that of `reclaim`, or why a transaction could not be optimised.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        let mut members = ["message", "Error", "error"]
            .into_iter()
            .filter_map(|name| self.body.get(name));
        members.find_map(Value::as_str)
    }

    /// Returns every validation error (`validationErrors` and `errors`). One that is not a string is returned as JSON.
    pub fn validation_errors(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let lists = ["validationErrors", "errors"].into_iter();
        let lists = lists.filter_map(|name| self.body.get(name)?.as_array());
        lists.flatten().map(|error| match error.as_str() {
            Some(message) => Cow::Borrowed(message),
            None => Cow::Owned(error.to_string()),
        })
    }

    /// Returns the id by which the API's support can find the request.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.body.get("traceId")?.as_str()
    }

    /// Returns the API's warnings about an event that it accepted.
    pub fn warnings(&self) -> impl Iterator<Item = Warning> {
        let lists = [self.body.get("data"), Some(&self.body)].into_iter();
        let lists = lists.filter_map(|of| of?.get("warnings")?.as_array());
        lists.flatten().map(|warning| {
            let string = |name| warning.get(name)?.as_str().map(ToOwned::to_owned);
            Warning {
                class: string("class"),
                message: string("msg")
                    .or_else(|| warning.as_str().map(ToOwned::to_owned))
                    .unwrap_or_else(|| warning.to_string()),
                help: string("help"),
            }
        })
    }

    /// Returns the recommendation of `voucher/check`.
    #[must_use]
    pub fn recommendation(&self) -> Option<Recommendation> {
        let recommendation = self.body.get("recommendation")?.as_str()?;
        Some(Recommendation::read(recommendation))
    }

    /// Returns the action that a scored answer recommends. An answer about a login, and some others, also have
    /// [`account_takeover`](Self::account_takeover) with its own action.
    #[must_use]
    pub fn action(&self) -> Option<Action> {
        Some(Action::read(self.data()?.get("action")?.as_str()?))
    }

    /// Returns the whole body; `null` if it is empty, cut or not JSON.
    #[must_use]
    pub fn body(&self) -> &Value {
        &self.body
    }

    /// Returns whether the body is JSON. A gateway's error page is not.
    #[must_use]
    pub fn is_json(&self) -> bool {
        self.form == Form::Json
    }

    /// Returns whether the body has [`Answer::LONGEST_BODY`] bytes or more, so that it was not parsed.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.form == Form::Cut
    }

    /// Returns the member `data`, which contains scores, actions and warnings.
    #[must_use]
    pub fn data(&self) -> Option<&Map<String, Value>> {
        self.body.get("data")?.as_object()
    }

    /// Returns whether there is a body that is not JSON. The API sends only JSON, so something else wrote it.
    pub(super) fn is_foreign(&self) -> bool {
        self.form == Form::NotJson
    }
}

/// Reads seconds and HTTP dates (<https://www.rfc-editor.org/rfc/rfc9110#field.retry-after>). If the response's own date is
/// known, dates are converted to waits.
fn read_retry_after<'v>(
    values: impl IntoIterator<Item = &'v str>,
    response_date: Option<SystemTime>,
) -> RetryAfter {
    let mut longest = RetryAfter::default();
    for value in values {
        let date = httpdate::parse_http_date(value.trim()).ok();
        let wait = match (date, response_date) {
            (Some(date), Some(response_date)) => Some(time_until(date, response_date)),
            _ => read_seconds(value.trim()),
        };
        longest.wait = longest.wait.max(wait);
        if response_date.is_none() {
            longest.date = longest.date.max(date);
        }
    }
    longest
}

/// Parses a number of seconds and rounds it up.
fn read_seconds(value: &str) -> Option<Duration> {
    let (integer, fraction) = value.split_once('.').unwrap_or((value, "0"));
    for digits in [integer, fraction] {
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
    }
    // A number that does not fit 64 bits is still a wait.
    let seconds = integer.parse().unwrap_or(u64::MAX);
    let is_more = fraction.bytes().any(|digit| digit != b'0');
    Some(Duration::from_secs(seconds.saturating_add(is_more.into())))
}

/// Returns the time until a date, or zero if it has passed.
fn time_until(date: SystemTime, now: SystemTime) -> Duration {
    date.duration_since(now).unwrap_or_default()
}

/// What to do about an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The API has the event.
    Delivered,
    /// Send the same bytes again.
    Retry {
        /// Minimum wait, if the API or the policy sets one.
        after: Option<Duration>,
    },
    /// The API will never accept these bytes.
    #[non_exhaustive]
    Rejected {
        /// The HTTP status, or the status in the body if only the HTTP status claims success.
        status: u16,
        /// The API's error message.
        message: String,
        /// Every validation error.
        validation_errors: Vec<String>,
        /// The id by which the API's support can find the request.
        trace_id: Option<String>,
    },
}

impl Outcome {
    /// Returns whether there is nothing left to do: the event is delivered, or never will be.
    #[must_use]
    pub fn is_final(&self) -> bool {
        !matches!(self, Self::Retry { .. })
    }

    /// Returns the minimum wait before the same bytes are sent again.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Retry { after } => *after,
            _ => None,
        }
    }
}
