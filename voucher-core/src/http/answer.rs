//! What the API answers.

use crate::Timestamp;
use ::http::header::{DATE, RETRY_AFTER};
use core::time::Duration;
use serde_json::{Map, Value};
use std::borrow::{Cow, ToOwned};
use std::string::{String, ToString};
use std::time::SystemTime;
use std::vec::Vec;

/// An answer, read as far as it can be: an answer that is not understood is still an answer.
///
/// Members that are not known are ignored, as the API announces that there may be new ones at any time
/// (<https://developer.ravelin.com/merchant/api/guarantees>).
///
/// ```
/// use voucher_core::http::Answer;
///
/// let said = br#"{"status":400,"message":"Customer not found","traceId":"9f641b70"}"#;
/// let answer = Answer::new(400, None, said);
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

/// The header `Retry-After`: the longest wait and the latest moment, where it is sent more than once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct RetryAfter {
    wait: Option<Duration>,
    moment: Option<SystemTime>,
}

/// How far a body was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Json,
    Empty,
    Cut,
    Other,
}

/// What `voucher/check` recommends (<https://developer.ravelin.com/merchant/api/endpoints/voucher-check/>).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Recommendation {
    /// No abuse was found.
    Ok,
    /// The customer has redeemed before, as another one.
    Abuse,
    /// A value that the API has added since.
    Other(String),
}

/// What a scored answer says to do (<https://developer.ravelin.com/merchant/api/warnings> shows one). No voucher event is
/// scored; an event of a definition of your own may be.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// Let the customer go on.
    Allow,
    /// Have somebody look at it.
    Review,
    /// Stop the customer.
    Prevent,
    /// A value that the API has added since, or an older one.
    Other(String),
}

/// What the API finds odd about an event that it took (<https://developer.ravelin.com/merchant/api/warnings>).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    class: Option<String>,
    message: String,
    help: Option<String>,
}

impl Warning {
    /// Its name: `customer-absent-email`.
    #[must_use]
    pub fn class(&self) -> Option<&str> {
        self.class.as_deref()
    }

    /// What is odd.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The page that says more.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl Answer {
    /// The longest body that is read, in bytes. A body of this length or more counts as cut, and nothing is read of it.
    pub const LONGEST_BODY: usize = 1 << 20;

    /// The longest `Retry-After` that is believed. What a client waits is shorter, see
    /// [`RetryPolicy::with_waits`](super::RetryPolicy::with_waits).
    pub const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(86_400);

    /// An answer: HTTP status, the header `Retry-After` (seconds, or a date as HTTP has it), and the body, whatever it holds.
    #[must_use]
    pub fn new(status: u16, retry_after: Option<&str>, body: &[u8]) -> Self {
        let body = body.trim_ascii();
        let (form, body) = if body.is_empty() {
            (Form::Empty, Value::Null)
        } else if body.len() >= Self::LONGEST_BODY {
            (Form::Cut, Value::Null)
        } else {
            let body = serde_json::from_slice(body);
            body.map_or((Form::Other, Value::Null), |body| (Form::Json, body))
        };
        Self {
            status,
            retry_after: read_retry_after(retry_after, None),
            body,
            form,
        }
    }

    /// Reads the response of any client that uses the crate [`http`](https://docs.rs/http/1).
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

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The status that the body states: a number, or text that is one.
    #[must_use]
    pub fn stated_status(&self) -> Option<u16> {
        let status = self.body.get("status")?;
        let number = status.as_u64().and_then(|status| status.try_into().ok());
        number.or_else(|| status.as_str()?.parse().ok())
    }

    /// Whether the body says of itself that it is a success: a bool, or text that is one, as the answers to backfilled
    /// events have it.
    #[must_use]
    pub fn stated_success(&self) -> Option<bool> {
        let success = self.body.get("success")?;
        success
            .as_bool()
            .or_else(|| success.as_str()?.to_ascii_lowercase().parse().ok())
    }

    /// How long the API asks to wait from now on, by the header `Retry-After`; a day at most.
    ///
    /// A number of seconds is rounded up. A date is measured against the header `Date` of the same response (which only
    /// [`read`](Self::read) knows), because the local clock may be wrong, and against `now` where there is no valid one. A
    /// date that has passed is a wait of zero. Any other text is ignored; of several headers, the longest wait counts.
    #[must_use]
    pub fn retry_after(&self, now: Timestamp) -> Option<Duration> {
        let RetryAfter { wait, moment } = self.retry_after;
        let now = Duration::from_millis(now.as_millis().unsigned_abs());
        let until = moment.map(|moment| time_until(moment, SystemTime::UNIX_EPOCH + now));
        let wait = wait.max(until)?;
        Some(wait.min(Self::LONGEST_RETRY_AFTER))
    }

    /// When the API answered. It counts seconds here, though requests are in milliseconds; any unit is understood.
    #[must_use]
    pub fn timestamp(&self) -> Option<Timestamp> {
        let timestamp = self.body.get("timestamp")?;
        if let Some(text) = timestamp.as_str() {
            return text.parse().ok();
        }
        let count = timestamp.as_i64()?;
        Timestamp::from_secs(count)
            .or_else(|_| Timestamp::from_millis(count))
            .or_else(|_| Timestamp::from_micros(count))
            .or_else(|_| Timestamp::from_nanos(count))
            .ok()
    }

    /// What the API says of an error (`message`, or `Error` in older answers).
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        let mut members = ["message", "Error", "error"]
            .into_iter()
            .filter_map(|name| self.body.get(name));
        members.find_map(Value::as_str)
    }

    /// What is wrong with the event, one by one (`validationErrors`, and `errors`). What is no text there is given as JSON.
    pub fn validation_errors(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let lists = ["validationErrors", "errors"].into_iter();
        let lists = lists.filter_map(|name| self.body.get(name)?.as_array());
        lists.flatten().map(|error| match error.as_str() {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(error.to_string()),
        })
    }

    /// By what the API's support finds the request.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.body.get("traceId")?.as_str()
    }

    /// What the API finds odd about the event, though it took it.
    pub fn warnings(&self) -> impl Iterator<Item = Warning> {
        let lists = [self.body.get("data"), Some(&self.body)].into_iter();
        let lists = lists.filter_map(|of| of?.get("warnings")?.as_array());
        lists.flatten().map(|warning| {
            let text = |name| warning.get(name)?.as_str().map(ToOwned::to_owned);
            Warning {
                class: text("class"),
                message: text("msg")
                    .or_else(|| warning.as_str().map(ToOwned::to_owned))
                    .unwrap_or_else(|| warning.to_string()),
                help: text("help"),
            }
        })
    }

    /// What `voucher/check` recommends.
    #[must_use]
    pub fn recommendation(&self) -> Option<Recommendation> {
        Some(match self.body.get("recommendation")?.as_str()? {
            "OK" => Recommendation::Ok,
            "ABUSE" => Recommendation::Abuse,
            other => Recommendation::Other(other.to_owned()),
        })
    }

    /// What a scored answer says to do.
    #[must_use]
    pub fn action(&self) -> Option<Action> {
        Some(match self.data()?.get("action")?.as_str()? {
            "ALLOW" => Action::Allow,
            "REVIEW" => Action::Review,
            "PREVENT" => Action::Prevent,
            other => Action::Other(other.to_owned()),
        })
    }

    /// The whole body; `null` where it was empty, cut or no JSON.
    #[must_use]
    pub fn body(&self) -> &Value {
        &self.body
    }

    /// Whether the body is JSON. A gateway's error page is not.
    #[must_use]
    pub fn is_json(&self) -> bool {
        self.form == Form::Json
    }

    /// Whether the body is as long as or longer than [`Answer::LONGEST_BODY`], so that it was not read.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.form == Form::Cut
    }

    /// The answer's own data: scores, actions, warnings.
    #[must_use]
    pub fn data(&self) -> Option<&Map<String, Value>> {
        self.body.get("data")?.as_object()
    }

    /// Whether a body stands there that the API would not write: every body of its is JSON.
    pub(super) fn is_foreign(&self) -> bool {
        self.form == Form::Other
    }
}

/// Reads seconds and HTTP dates, <https://www.rfc-editor.org/rfc/rfc9110#field.retry-after>. With the response's own date,
/// each date becomes a wait.
fn read_retry_after<'t>(
    texts: impl IntoIterator<Item = &'t str>,
    date: Option<SystemTime>,
) -> RetryAfter {
    let mut longest = RetryAfter::default();
    for text in texts {
        let moment = httpdate::parse_http_date(text.trim()).ok();
        let wait = match (moment, date) {
            (Some(moment), Some(date)) => Some(time_until(moment, date)),
            _ => read_seconds(text.trim()),
        };
        longest.wait = longest.wait.max(wait);
        if date.is_none() {
            longest.moment = longest.moment.max(moment);
        }
    }
    longest
}

/// Reads a number of seconds, and rounds it up.
fn read_seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    for digits in [whole, fraction] {
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
    }
    // More seconds than 64 bits hold are still a wait.
    let seconds = whole.parse().unwrap_or(u64::MAX);
    let is_more = fraction.bytes().any(|digit| digit != b'0');
    Some(Duration::from_secs(seconds.saturating_add(is_more.into())))
}

/// Returns zero where the moment has passed.
fn time_until(moment: SystemTime, now: SystemTime) -> Duration {
    moment.duration_since(now).unwrap_or_default()
}

/// What to do about an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The API has the event.
    Delivered,
    /// Send the same bytes again.
    Retry {
        /// Not before this time has passed, if the API or the policy says so.
        after: Option<Duration>,
    },
    /// The API will never take these bytes.
    #[non_exhaustive]
    Rejected {
        /// The HTTP status; or the one that the body states, where the HTTP status claims success.
        status: u16,
        /// What the API says.
        message: String,
        /// What is wrong with the event, one by one.
        validation_errors: Vec<String>,
        /// By what the API's support finds the request.
        trace_id: Option<String>,
    },
}

impl Outcome {
    /// Whether there is nothing left to do: the event is delivered, or never will be.
    #[must_use]
    pub fn is_final(&self) -> bool {
        !matches!(self, Self::Retry { .. })
    }

    /// How long to wait at least before the same bytes are sent again.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Retry { after } => *after,
            _ => None,
        }
    }
}
