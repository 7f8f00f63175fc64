//! An event that is ready to be sent: bytes, and where they go.

#[cfg(feature = "serde")]
mod stored;

#[cfg(feature = "http")]
pub(crate) use stored::is_path;

use crate::encode::Written;
use crate::{Endpoint, Timestamp};
use alloc::string::String;
use core::fmt;

/// An event in the form in which it is sent: store it, queue it, send it again, and it is the same bytes.
///
/// It holds no token. Its `Debug` hides the body, as a voucher code is money.
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
        let path = path.map(|segments| segments.path(endpoint.path()));
        Self {
            path: path.unwrap_or_else(|| endpoint.path().into()),
            endpoint,
            body,
            timestamp: written.timestamp,
            is_now: written.is_now,
        }
    }

    /// The same event at another path.
    #[cfg(feature = "http")]
    pub(crate) fn at(self, path: String) -> Self {
        Self { path, ..self }
    }

    /// The method and path of the API, as its definition has them.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// The path of this very request: the endpoint's, with what the event has to say of it percent-encoded in its place.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The JSON body, byte for byte what is sent.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The event's own timestamp; `None` where the event has none.
    #[must_use]
    pub fn timestamp(&self) -> Option<Timestamp> {
        self.timestamp
    }

    /// Whether the timestamp was read from the clock (`timestamp = now`) when the event was prepared.
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
