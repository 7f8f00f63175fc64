//! What goes wrong on the way, by a request's own wish or by a schedule.

use super::prefer_header::{self, Preference};
use super::random::Random;
use super::{Deliver, RequestError};
use ::http::header::{HeaderName, RETRY_AFTER};
use ::http::{HeaderMap, HeaderValue, Response, StatusCode};
use core::time::Duration;
use serde_json::json;
use std::collections::BTreeSet;
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

const PREFER: HeaderName = HeaderName::from_static("prefer");
/// The real sandbox's own header, in milliseconds (<https://developer.ravelin.com/guides/testing/>).
const MIN_LATENCY: HeaderName = HeaderName::from_static("ravelin-min-latency");
/// The longest wait that can be asked for, in milliseconds.
const LONGEST_WAIT: u64 = 60_000;
const KNOWN: &str =
    "`code=429`, `retry-after=1`, `wait=2`, `drop`, `drop-after-accept`, `slow`, `null`";

/// What is done with one request.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct InjectedFault {
    /// The answer has this status. One that is no success is given without a look at the request.
    pub(super) status: Option<StatusCode>,
    /// `Retry-After`, in seconds.
    retry_after: Option<u64>,
    /// How long the answer is held back.
    pub(super) wait: Duration,
    /// The connection is closed, the request not looked at.
    pub(super) is_lost: bool,
    /// A good answer is the literal `null`.
    pub(super) is_null: bool,
    /// What becomes of the answer.
    pub(super) deliver: Deliver,
}

/// Faults that come by themselves.
#[derive(Clone)]
pub(super) struct Schedule {
    rate: f64,
    random: Random,
}

impl Schedule {
    /// A rate that is no number is 0.
    pub(super) fn new(rate: f64, seed: u64) -> Self {
        Self {
            rate,
            random: Random::new(seed),
        }
    }

    /// What goes wrong with the next request; each kind is as likely as any other.
    pub(super) fn next(&mut self) -> Option<InjectedFault> {
        if !self.random.happens(self.rate) {
            return None;
        }
        let status = |status, retry_after| InjectedFault {
            status: Some(status),
            retry_after,
            ..InjectedFault::default()
        };
        let deliver = |deliver| InjectedFault {
            deliver,
            ..InjectedFault::default()
        };
        self.random.choose(&[
            status(StatusCode::TOO_MANY_REQUESTS, Some(1)),
            status(StatusCode::INTERNAL_SERVER_ERROR, None),
            status(StatusCode::SERVICE_UNAVAILABLE, None),
            status(StatusCode::GATEWAY_TIMEOUT, None),
            status(StatusCode::NO_CONTENT, None),
            InjectedFault {
                is_lost: true,
                ..deliver(Deliver::Drop)
            },
            deliver(Deliver::Drop),
            deliver(Deliver::Slow),
            InjectedFault {
                is_null: true,
                ..InjectedFault::default()
            },
        ])
    }
}

impl InjectedFault {
    /// What the request's headers ask for; `None` where they ask for nothing.
    pub(super) fn asked(headers: &HeaderMap) -> Result<Option<Self>, RequestError> {
        let mut fault = Self::default();
        let preferences = preferences(headers)?;
        let mut is_asked = !preferences.is_empty();
        let mut names = BTreeSet::new();
        for preference in &preferences {
            // Of several with one name, the first counts (RFC 7240, section 2).
            if names.insert(&preference.name) {
                fault.add(preference)?;
            }
        }
        if fault.retry_after.is_some() && fault.status.is_none_or(|status| status.is_success()) {
            let message = "`retry-after` in `Prefer` needs a `code` that is no success";
            return Err(refuse(message.into()));
        }
        if let Some(header) = headers.get(MIN_LATENCY) {
            let millis = header.to_str().ok().and_then(|text| text.parse().ok());
            let millis = millis.filter(|millis| *millis <= LONGEST_WAIT);
            let millis = millis.ok_or_else(|| {
                refuse("`Ravelin-Min-Latency` is milliseconds, at most 60000".into())
            })?;
            fault.wait = fault.wait.max(Duration::from_millis(millis));
            is_asked = true;
        }
        Ok(is_asked.then_some(fault))
    }

    fn add(&mut self, preference: &Preference) -> Result<(), RequestError> {
        let name = preference.name.as_str();
        match (name, preference.value.as_deref()) {
            ("code", Some(value)) => {
                let status = value.parse().ok();
                let status = status.filter(|status| (200..600).contains(status));
                let status = status.and_then(|status: u16| StatusCode::from_u16(status).ok());
                self.status = Some(status.ok_or_else(|| {
                    refuse("`code` in `Prefer` is a status from 200 to 599".into())
                })?);
            }
            ("retry-after", Some(value)) => {
                let seconds = value.parse().ok();
                self.retry_after = Some(seconds.ok_or_else(|| {
                    refuse("`retry-after` in `Prefer` is a count of seconds".into())
                })?);
            }
            ("wait", Some(value)) => {
                let millis = value.parse::<u64>().ok();
                let millis = millis.and_then(|seconds| seconds.checked_mul(1_000));
                let millis = millis.filter(|millis| *millis <= LONGEST_WAIT);
                self.wait = Duration::from_millis(millis.ok_or_else(|| {
                    refuse("`wait` in `Prefer` is a count of seconds, at most 60".into())
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
                let message = format!("unknown `{name}` in `Prefer`; there are {KNOWN}");
                return Err(refuse(message));
            }
        }
        Ok(())
    }

    /// The answer that is given without a look at the request, if there is one.
    pub(super) fn response(&self) -> Option<Response<Vec<u8>>> {
        let status = match self.status {
            _ if self.is_lost => StatusCode::SERVICE_UNAVAILABLE,
            Some(status) if !status.is_success() => status,
            _ => return None,
        };
        // What stands between a client and an API speaks HTML.
        let is_proxy = matches!(
            status,
            StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT
        );
        let mut response = if is_proxy {
            let body = format!("<html><body><h1>{status}</h1></body></html>");
            super::response(status, "text/html", body)
        } else {
            let message = "a fault of the sandbox: it did not look at the request";
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

/// Returns what all headers `Prefer` ask for, in order.
fn preferences(headers: &HeaderMap) -> Result<Vec<Preference>, RequestError> {
    let mut preferences = Vec::new();
    for header in headers.get_all(PREFER) {
        let text = String::from_utf8_lossy(header.as_bytes());
        // Only a quoted string may have what is not ASCII, and no name or value that has a meaning does.
        let text = text.replace(|character: char| !character.is_ascii(), "?");
        preferences.extend(prefer_header::parse(&text).map_err(|preference| {
            refuse(format!(
                "malformed `{preference}` in `Prefer`; expected `name` or `name=value`"
            ))
        })?);
    }
    Ok(preferences)
}

fn refuse(message: String) -> RequestError {
    RequestError::new(StatusCode::BAD_REQUEST, message)
}
