//! The method and path of an event.

use alloc::borrow::Cow;
#[cfg(feature = "serde")]
use alloc::string::String;
use core::fmt;
use voucher_definition::Definition;

/// The HTTP method and path of an event.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    method: Cow<'static, str>,
    path: Cow<'static, str>,
}

impl Endpoint {
    /// Returns the endpoint of a definition.
    #[must_use]
    pub const fn of(definition: &Definition) -> Self {
        Self {
            method: Cow::Borrowed(definition.method),
            path: Cow::Borrowed(definition.path),
        }
    }

    /// Creates an endpoint from its stored parts.
    #[cfg(feature = "serde")]
    pub(crate) fn stored(method: String, path: String) -> Self {
        Self {
            method: Cow::Owned(method),
            path: Cow::Owned(path),
        }
    }

    /// Returns the HTTP method: `POST`.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// Returns the path, with its version: `/v2/voucher`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.method, self.path)
    }
}
