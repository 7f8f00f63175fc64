//! Faults that the sandbox injects, on request by a header or at random.

use super::prefer_header::{self, Preference};
use super::random::Random;
use super::{Deliver, FaultKind, Faults, RequestError};
use ::http::header::{HeaderName, RETRY_AFTER};
use ::http::{HeaderMap, HeaderValue, Response, StatusCode};
use core::time::Duration;
use serde_json::json;
use std::collections::BTreeSet;
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

const PREFER: HeaderName = HeaderName::from_static("prefer");
/// A header of the real sandbox, in milliseconds (<https://developer.ravelin.com/guides/testing/>).
const MIN_LATENCY: HeaderName = HeaderName::from_static("ravelin-min-latency");
/// The longest delay that a request can ask for, in milliseconds.
const LONGEST_WAIT: u64 = 60_000;
const KNOWN: &str =
    "`code=429`, `retry-after=1`, `wait=2`, `drop`, `drop-after-accept`, `slow`, `null`";

/// The faults that are injected into one request.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct InjectedFault {
    /// The status of the answer. If it is not a success, the request is ignored.
    pub(super) status: Option<StatusCode>,
    /// `Retry-After`, in seconds.
    retry_after: Option<u64>,
    /// How long the answer is delayed.
    pub(super) wait: Duration,
    /// Whether the request is ignored and the connection closed.
    pub(super) is_lost: bool,
    /// Whether the body of a successful answer is `null`.
    pub(super) is_null: bool,
    /// How the answer is delivered.
    pub(super) deliver: Deliver,
}

/// A schedule of random faults.
#[derive(Clone)]
pub(super) struct Schedule {
    faults: Faults,
    random: Random,
}

impl Schedule {
    /// Creates a schedule. A rate that is NaN counts as 0.
    pub(super) fn new(faults: &Faults, seed: u64) -> Self {
        Self {
            faults: faults.clone(),
            random: Random::new(seed),
        }
    }

    /// Returns the fault of the next request, if it has one. All faults are equally likely.
    pub(super) fn next(&mut self) -> Option<InjectedFault> {
        if !self.random.chance(self.faults.rate()) {
            return None;
        }
        let kind = self.random.choose(self.faults.kinds())?;
        Some(InjectedFault::from(kind))
    }
}

impl From<FaultKind> for InjectedFault {
    fn from(kind: FaultKind) -> Self {
        let status = |status| Self {
            status: Some(status),
            ..Self::default()
        };
        let deliver = |deliver| Self {
            deliver,
            ..Self::default()
        };
        match kind {
            FaultKind::TooManyRequests => Self {
                retry_after: Some(1),
                ..status(StatusCode::TOO_MANY_REQUESTS)
            },
            FaultKind::InternalServerError => status(StatusCode::INTERNAL_SERVER_ERROR),
            FaultKind::ServiceUnavailable => status(StatusCode::SERVICE_UNAVAILABLE),
            FaultKind::GatewayTimeout => status(StatusCode::GATEWAY_TIMEOUT),
            FaultKind::NoContent => status(StatusCode::NO_CONTENT),
            FaultKind::Drop => Self {
                is_lost: true,
                ..deliver(Deliver::Drop)
            },
            FaultKind::DropAfterAccept => deliver(Deliver::Drop),
            FaultKind::Slow => deliver(Deliver::Slow),
            FaultKind::Null => Self {
                is_null: true,
                ..Self::default()
            },
        }
    }
}

impl InjectedFault {
    /// Returns the faults that a request's headers ask for, or `None` if they ask for none.
    pub(super) fn from_headers(headers: &HeaderMap) -> Result<Option<Self>, RequestError> {
        let mut fault = Self::default();
        let preferences = preferences(headers)?;
        let mut is_requested = !preferences.is_empty();
        let mut names = BTreeSet::new();
        for preference in &preferences {
            // Of several with one name, the first counts (RFC 7240, section 2).
            if names.insert(&preference.name) {
                fault.add(preference)?;
            }
        }
        if fault.retry_after.is_some() && fault.status.is_none_or(|status| status.is_success()) {
            let message = "`retry-after` in `Prefer` needs a `code` that is not a 2xx status";
            return Err(reject(message.into()));
        }
        if let Some(header) = headers.get(MIN_LATENCY) {
            let millis = header.to_str().ok().and_then(|text| text.parse().ok());
            let millis = millis.filter(|millis| *millis <= LONGEST_WAIT);
            let millis = millis.ok_or_else(|| {
                reject("expected `Ravelin-Min-Latency` in milliseconds, at most 60000".into())
            })?;
            fault.wait = fault.wait.max(Duration::from_millis(millis));
            is_requested = true;
        }
        Ok(is_requested.then_some(fault))
    }

    fn add(&mut self, preference: &Preference) -> Result<(), RequestError> {
        let name = preference.name.as_str();
        match (name, preference.value.as_deref()) {
            ("code", Some(value)) => {
                let status = value.parse().ok();
                let status = status.filter(|status| (200..600).contains(status));
                let status = status.and_then(|status: u16| StatusCode::from_u16(status).ok());
                self.status = Some(status.ok_or_else(|| {
                    reject("expected a status from 200 to 599 after `code` in `Prefer`".into())
                })?);
            }
            ("retry-after", Some(value)) => {
                let seconds = value.parse().ok();
                self.retry_after = Some(seconds.ok_or_else(|| {
                    reject("expected seconds after `retry-after` in `Prefer`".into())
                })?);
            }
            ("wait", Some(value)) => {
                let millis = value.parse::<u64>().ok();
                let millis = millis.and_then(|seconds| seconds.checked_mul(1_000));
                let millis = millis.filter(|millis| *millis <= LONGEST_WAIT);
                self.wait = Duration::from_millis(millis.ok_or_else(|| {
                    reject("expected seconds, at most 60, after `wait` in `Prefer`".into())
                })?);
            }
            ("drop", None) => {
                self.is_lost = true;
                self.deliver = Deliver::Drop;
            }
            ("drop-after-accept", None) => self.deliver = Deliver::Drop,
            ("slow", None) => self.deliver = Deliver::Slow,
            ("null", None) => self.is_null = true,
            _ => {
                let message = format!("unknown `{name}` in `Prefer`; expected one of {KNOWN}");
                return Err(reject(message));
            }
        }
        Ok(())
    }

    /// Returns the fault with an answer that takes at least this long.
    pub(super) fn delayed(mut self, latency: Duration) -> Self {
        self.wait = self.wait.max(latency);
        self
    }

    /// Returns the answer of a fault that ignores the request, or `None` if the request is processed.
    pub(super) fn response(&self) -> Option<Response<Vec<u8>>> {
        let status = match self.status {
            _ if self.is_lost => StatusCode::SERVICE_UNAVAILABLE,
            Some(status) if !status.is_success() => status,
            _ => return None,
        };
        // Proxies and gateways answer with HTML.
        let is_proxy = matches!(
            status,
            StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT
        );
        let mut response = if is_proxy {
            let body = format!("<html><body><h1>{status}</h1></body></html>");
            super::response(status, "text/html", body)
        } else {
            let message = "injected fault: the sandbox ignored the request";
            let body = json!({"status": status.as_u16(), "message": message});
            super::response(status, "application/json", body.to_string())
        };
        if let Some(seconds) = self.retry_after {
            let seconds = HeaderValue::from(seconds);
            response.headers_mut().insert(RETRY_AFTER, seconds);
        }
        Some(response)
    }
}

/// Returns the preferences of all headers `Prefer`, in order.
fn preferences(headers: &HeaderMap) -> Result<Vec<Preference>, RequestError> {
    let mut preferences = Vec::new();
    for header in headers.get_all(PREFER) {
        let value = String::from_utf8_lossy(header.as_bytes());
        // Non-ASCII characters are allowed only in quoted strings, and no known name or value contains one.
        let value = value.replace(|character: char| !character.is_ascii(), "?");
        preferences.extend(prefer_header::parse(&value).map_err(|preference| {
            reject(format!(
                "malformed `{preference}` in `Prefer`; expected `name` or `name=value`"
            ))
        })?);
    }
    Ok(preferences)
}

fn reject(message: String) -> RequestError {
    RequestError::new(StatusCode::BAD_REQUEST, message)
}
