//! The error of an event that was not delivered.

use super::answer::{Answer, Outcome};
use super::base_url::BaseUrl;
use super::transport::{Lost, NoAnswer};
use crate::{Endpoint, Prepared, Timestamp, Violations};
use core::fmt;
use core::time::Duration;
use std::boxed::Box;
use std::error::Error;
use std::format;
use std::string::String;

/// The event was not delivered, or its answer was lost. The error contains the event's type and timestamp, where it was
/// sent, the number of attempts, the API's answer and whether a retry can help. It never contains the body, the token, the
/// ids in the path, or the values of the query.
pub struct SendError(Box<Parts>);

#[derive(Debug)]
struct Parts {
    endpoint: Endpoint,
    /// The path with the names of its parameters, because their values may be ids, and without the query; after the base URL
    /// if a request was sent.
    url: String,
    event_type: Option<String>,
    timestamp: Option<Timestamp>,
    attempts: u32,
    failure: Failure,
}

#[derive(Debug)]
pub(super) enum Failure {
    Invalid(Violations),
    /// The settings have no base URL for the host.
    Unaddressed {
        can_retry: bool,
    },
    Answered(Box<Answer>, Outcome),
    Unanswered(NoAnswer),
}

/// The maximum length, in characters, of a string from the API in an error message.
const LONGEST_MESSAGE: usize = 300;

impl SendError {
    pub(crate) fn invalid(endpoint: Endpoint, violations: Violations) -> Self {
        Self(Box::new(Parts {
            url: endpoint.path().into(),
            endpoint,
            event_type: None,
            timestamp: None,
            attempts: 0,
            failure: Failure::Invalid(violations),
        }))
    }

    pub(super) fn unaddressed(prepared: &Prepared, can_retry: bool) -> Self {
        Self(Box::new(Parts {
            url: prepared.path_template().into_owned(),
            endpoint: prepared.endpoint().clone(),
            event_type: event_type(prepared),
            timestamp: prepared.timestamp(),
            attempts: 0,
            failure: Failure::Unaddressed { can_retry },
        }))
    }

    pub(super) fn sent(
        prepared: &Prepared,
        base: &BaseUrl,
        attempts: u32,
        failure: Failure,
    ) -> Self {
        Self(Box::new(Parts {
            endpoint: prepared.endpoint().clone(),
            url: format!("{base}{}", prepared.path_template()),
            event_type: event_type(prepared),
            timestamp: prepared.timestamp(),
            attempts,
            failure,
        }))
    }

    /// Returns the endpoint of the event.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.0.endpoint
    }

    /// Returns the event's `eventType`.
    #[must_use]
    pub fn event_type(&self) -> Option<&str> {
        self.0.event_type.as_deref()
    }

    /// Returns the event's timestamp.
    #[must_use]
    pub fn timestamp(&self) -> Option<Timestamp> {
        self.0.timestamp
    }

    /// Returns how many times the event was sent; 0 if it was not sent because of violations or without a base URL.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns the event's violations, if they are the reason why it was not sent.
    #[must_use]
    pub fn violations(&self) -> Option<&Violations> {
        match &self.0.failure {
            Failure::Invalid(violations) => Some(violations),
            _ => None,
        }
    }

    /// Returns the answer to the last attempt, if there was one.
    #[must_use]
    pub fn answer(&self) -> Option<&Answer> {
        match &self.0.failure {
            Failure::Answered(answer, _) => Some(answer),
            _ => None,
        }
    }

    /// Returns the outcome of the last answer, if there was one.
    #[must_use]
    pub fn outcome(&self) -> Option<&Outcome> {
        match &self.0.failure {
            Failure::Answered(_, outcome) => Some(outcome),
            _ => None,
        }
    }

    /// Returns why the last attempt had no answer, if it had none.
    #[must_use]
    pub fn no_answer(&self) -> Option<&NoAnswer> {
        match &self.0.failure {
            Failure::Unanswered(no_answer) => Some(no_answer),
            _ => None,
        }
    }

    /// Returns whether the API may accept the same bytes later. If so, store the prepared event and send it again. That is
    /// safe even if the API already has the event, because it merges events by timestamp.
    ///
    /// The client's policy decides this. With any policy but [`RetryPolicy::outbox`](super::RetryPolicy::outbox), a wrong
    /// token or base URL is final.
    #[must_use]
    pub fn can_retry(&self) -> bool {
        match &self.0.failure {
            Failure::Invalid(_) => false,
            Failure::Unaddressed { can_retry } => *can_retry,
            Failure::Answered(_, outcome) => !outcome.is_final(),
            Failure::Unanswered(no_answer) => no_answer.lost() != Lost::Request,
        }
    }

    /// Returns the minimum wait before a retry, if the API or the policy sets one.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match &self.0.failure {
            Failure::Answered(_, outcome) => outcome.retry_after(),
            _ => None,
        }
    }
}

/// Returns the member `eventType` of the body.
pub(super) fn event_type(prepared: &Prepared) -> Option<String> {
    let body: serde_json::Value = serde_json::from_str(prepared.body()).ok()?;
    body.get("eventType")?.as_str().map(Into::into)
}

impl fmt::Debug for SendError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("SendError")
            .field("endpoint", &self.0.endpoint)
            .field("url", &self.0.url)
            .field("event_type", &self.0.event_type)
            .field("timestamp", &self.0.timestamp)
            .field("attempts", &self.0.attempts)
            .field("failure", &self.0.failure)
            .finish()
    }
}

impl fmt::Display for SendError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.0.endpoint.method(), self.0.url)?;
        if let Some(event_type) = &self.0.event_type {
            write!(out, " `{event_type}`")?;
        }
        if let Some(timestamp) = self.0.timestamp {
            write!(out, " of {timestamp}")?;
        }
        match &self.0.failure {
            Failure::Invalid(violations) => return write!(out, " was not sent: {violations}"),
            Failure::Unaddressed { .. } => {
                let host = self.0.endpoint.host();
                return write!(
                    out,
                    " was not sent: no base URL for the host `{host}`; set it with `Settings::with_host(\"{host}\", …)`"
                );
            }
            Failure::Answered(answer, outcome) => {
                write!(out, ", attempt {}: {}", self.0.attempts, answer.status())?;
                write_answer(out, answer, outcome)?;
            }
            Failure::Unanswered(no_answer) => {
                write!(out, ", attempt {}: {no_answer}", self.0.attempts)?;
            }
        }
        out.write_str(if self.can_retry() {
            "; trying again can help"
        } else {
            "; trying again cannot help"
        })
    }
}

/// Writes the API's error on one line.
fn write_answer(out: &mut fmt::Formatter<'_>, answer: &Answer, outcome: &Outcome) -> fmt::Result {
    if let Outcome::Rejected { status, .. } = outcome {
        if *status != answer.status() {
            write!(out, ", but its body says {status}")?;
        }
    }
    if let Some(message) = answer.message() {
        out.write_str(", ")?;
        write_line(out, message)?;
    } else if answer.is_cut() {
        out.write_str(", a body too long to read")?;
    } else if answer.is_foreign() {
        out.write_str(", a body that is not JSON")?;
    }
    for error in answer.validation_errors() {
        out.write_str(", ")?;
        write_line(out, &error)?;
    }
    if let Some(trace_id) = answer.trace_id() {
        out.write_str(" (trace ")?;
        write_line(out, trace_id)?;
        out.write_str(")")?;
    }
    Ok(())
}

/// Writes a string without its control characters, so that a server cannot forge log lines.
fn write_line(out: &mut fmt::Formatter<'_>, string: &str) -> fmt::Result {
    use fmt::Write;
    let mut characters = string.chars();
    for character in characters.by_ref().take(LONGEST_MESSAGE) {
        out.write_char(if character.is_control() {
            ' '
        } else {
            character
        })?;
    }
    if characters.next().is_some() {
        out.write_str("…")?;
    }
    Ok(())
}

/// `source` returns `None`, because `Display` contains everything. [`SendError::violations`] and [`SendError::no_answer`]
/// return the underlying errors.
impl Error for SendError {}
