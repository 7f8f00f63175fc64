//! An event that is ready to be sent.

#[cfg(feature = "serde")]
mod stored;

#[cfg(feature = "http")]
pub(crate) use stored::is_path;

use crate::encode::Written;
use crate::{Endpoint, Timestamp};
use alloc::string::String;
use core::fmt;

/// An event that is ready to be sent: it can be stored, queued and sent again, always with identical bytes.
///
/// It contains no token. `Debug` shows neither the body nor the values of parameters, since voucher codes are worth money and
/// ids identify people.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Prepared {
    endpoint: Endpoint,
    /// The path, and then the query with its `?`, if there is one.
    target: String,
    path_length: usize,
    /// Empty if the request has no body. JSON is never empty.
    body: String,
    timestamp: Option<Timestamp>,
    is_now: bool,
}

impl Prepared {
    pub(crate) fn new(endpoint: Endpoint, body: String, written: Written) -> Self {
        let Written {
            timestamp,
            is_now,
            url: parameters,
        } = written;
        let mut target = match &parameters {
            Some(parameters) => parameters.path(endpoint.path()),
            None => endpoint.path().into(),
        };
        let path_length = target.len();
        if let Some(parameters) = &parameters {
            parameters.push_query(&mut target);
        }
        Self {
            endpoint,
            target,
            path_length,
            body,
            timestamp,
            is_now,
        }
    }

    /// Returns the same event with another path and the same query.
    #[cfg(feature = "http")]
    pub(crate) fn at(self, path: &str) -> Self {
        let (_, query) = self.target.split_at(self.path_length);
        Self {
            target: [path, query].concat(),
            path_length: path.len(),
            ..self
        }
    }

    /// Returns the host, method and path of the event's definition.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Returns the path of the request: the endpoint's path with the percent-encoded path parameters of the event.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split_at(self.path_length).0
    }

    /// Returns the query of the request without its `?`: the percent-encoded query parameters of the event, in the order of
    /// the definition. `None` if there are none.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.target.split_at(self.path_length).1.strip_prefix('?')
    }

    /// Returns the path and the query of the request: `/v1/books?limit=10`.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }

    /// Returns whether the request has a body. Without one, it has no `Content-Type` either.
    #[must_use]
    pub fn has_body(&self) -> bool {
        !self.body.is_empty()
    }

    /// Returns the JSON body, which is sent byte for byte; empty if the request has no body.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }

    /// Returns the event's timestamp, or `None` if it has none.
    #[must_use]
    pub fn timestamp(&self) -> Option<Timestamp> {
        self.timestamp
    }

    /// Checks whether the timestamp was read from the clock (`timestamp = now`) when the event was prepared.
    #[must_use]
    pub fn is_now(&self) -> bool {
        self.is_now
    }
}

impl fmt::Debug for Prepared {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Prepared")
            .field("endpoint", &self.endpoint)
            .field("body", &format_args!("<{} bytes>", self.body.len()))
            .field("timestamp", &self.timestamp)
            .field("is_now", &self.is_now)
            .finish_non_exhaustive()
    }
}
