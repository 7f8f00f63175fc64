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
/// It contains no token. `Debug` does not show the body, since voucher codes are worth money.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Prepared {
    endpoint: Endpoint,
    path: String,
    body: String,
    timestamp: Option<Timestamp>,
    is_now: bool,
}

impl Prepared {
    pub(crate) fn new(endpoint: Endpoint, body: String, written: Written) -> Self {
        let path = written.path;
        let path = path.map(|parameters| parameters.path(endpoint.path()));
        Self {
            path: path.unwrap_or_else(|| endpoint.path().into()),
            endpoint,
            body,
            timestamp: written.timestamp,
            is_now: written.is_now,
        }
    }

    /// Returns the same event with another path.
    #[cfg(feature = "http")]
    pub(crate) fn at(self, path: String) -> Self {
        Self { path, ..self }
    }

    /// Returns the method and path of the event's definition.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Returns the path of the request: the endpoint's path with the percent-encoded path parameters of the event.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the JSON body, which is sent byte for byte.
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
            .field("path", &self.path)
            .field("body", &format_args!("<{} bytes>", self.body.len()))
            .field("timestamp", &self.timestamp)
            .field("is_now", &self.is_now)
            .finish()
    }
}
