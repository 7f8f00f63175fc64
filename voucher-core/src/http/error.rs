//! Why an event was not delivered.

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

/// The event was not delivered, as far as one can know. It says which event, where it was sent, which attempt, what the API
/// said and whether trying again can help; it never holds the body, the token, or the ids in the path.
pub struct SendError(Box<Parts>);

#[derive(Debug)]
struct Parts {
    endpoint: Endpoint,
    /// The base URL, where a request was sent, and the path with the names of its parameters: their values may be ids.
    url: String,
    event_type: Option<String>,
    timestamp: Option<Timestamp>,
    attempts: u32,
    why: Why,
}

#[derive(Debug)]
pub(super) enum Why {
    Invalid(Violations),
    Answered(Box<Answer>, Outcome),
    Unanswered(NoAnswer),
}

/// The longest text of the API's that is shown, in characters.
const LONGEST_MESSAGE: usize = 300;

impl SendError {
    pub(crate) fn invalid(endpoint: Endpoint, violations: Violations) -> Self {
        Self(Box::new(Parts {
            url: endpoint.path().into(),
            endpoint,
            event_type: None,
            timestamp: None,
            attempts: 0,
            why: Why::Invalid(violations),
        }))
    }

    pub(super) fn sent(prepared: &Prepared, base: &BaseUrl, attempts: u32, why: Why) -> Self {
        Self(Box::new(Parts {
            endpoint: prepared.endpoint().clone(),
            url: format!("{base}{}", prepared.path_template()),
            event_type: event_type(prepared),
            timestamp: prepared.timestamp(),
            attempts,
            why,
        }))
    }

    /// Where the event should have gone.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.0.endpoint
    }

    /// The event's `eventType`.
    #[must_use]
    pub fn event_type(&self) -> Option<&str> {
        self.0.event_type.as_deref()
    }

    /// The event's own timestamp.
    #[must_use]
    pub fn timestamp(&self) -> Option<Timestamp> {
        self.0.timestamp
    }

    /// How many times it was sent; 0 where it broke a rule and was not.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// What is wrong with the event, where that is why it was not sent.
    #[must_use]
    pub fn violations(&self) -> Option<&Violations> {
        match &self.0.why {
            Why::Invalid(violations) => Some(violations),
            _ => None,
        }
    }

    /// The last attempt's answer, where there was one.
    #[must_use]
    pub fn answer(&self) -> Option<&Answer> {
        match &self.0.why {
            Why::Answered(answer, _) => Some(answer),
            _ => None,
        }
    }

    /// What the last attempt's answer means, where there was one.
    #[must_use]
    pub fn outcome(&self) -> Option<&Outcome> {
        match &self.0.why {
            Why::Answered(_, outcome) => Some(outcome),
            _ => None,
        }
    }

    /// Why the last attempt had no answer, where it had none.
    #[must_use]
    pub fn no_answer(&self) -> Option<&NoAnswer> {
        match &self.0.why {
            Why::Unanswered(no_answer) => Some(no_answer),
            _ => None,
        }
    }

    /// Whether the same bytes may be taken later. If so, store the prepared event and send it again: the API may have it
    /// already, and merges what it gets twice by its timestamp.
    ///
    /// The client's policy says so. To one that is not [`RetryPolicy::outbox`](super::RetryPolicy::outbox), a wrong token or
    /// base URL is final.
    #[must_use]
    pub fn can_retry(&self) -> bool {
        match &self.0.why {
            Why::Invalid(_) => false,
            Why::Answered(_, outcome) => !outcome.is_final(),
            Why::Unanswered(no_answer) => no_answer.lost() != Lost::Request,
        }
    }

    /// How long to wait at least before that, where the API or the policy says so.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match &self.0.why {
            Why::Answered(_, outcome) => outcome.retry_after(),
            _ => None,
        }
    }
}

/// The member `eventType` of the body.
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
            .field("why", &self.0.why)
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
        match &self.0.why {
            Why::Invalid(violations) => return write!(out, " was not sent: {violations}"),
            Why::Answered(answer, outcome) => {
                write!(out, ", attempt {}: {}", self.0.attempts, answer.status())?;
                write_said(out, answer, outcome)?;
            }
            Why::Unanswered(no_answer) => {
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

/// What the API said, on one line.
fn write_said(out: &mut fmt::Formatter<'_>, answer: &Answer, outcome: &Outcome) -> fmt::Result {
    if let Outcome::Rejected { status, .. } = outcome {
        if *status != answer.status() {
            write!(out, ", but it states {status}")?;
        }
    }
    if let Some(message) = answer.message() {
        out.write_str(", ")?;
        write_line(out, message)?;
    } else if answer.is_cut() {
        out.write_str(", a body too long to read")?;
    } else if answer.is_foreign() {
        out.write_str(", a body that is no JSON")?;
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

/// A text from outside must not write lines of its own into a log.
fn write_line(out: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    use fmt::Write;
    let mut characters = text.chars();
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

/// It has no source: its `Display` tells everything, and [`SendError::violations`] and [`SendError::no_answer`] have the parts.
impl Error for SendError {}
