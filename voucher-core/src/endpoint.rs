//! The host, method and path of an event.

use alloc::borrow::Cow;
#[cfg(feature = "serde")]
use alloc::string::String;
use core::fmt;
use voucher_definition::Definition;

/// The host, HTTP method and path of an event.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    host: Cow<'static, str>,
    method: Cow<'static, str>,
    path: Cow<'static, str>,
}

impl Endpoint {
    /// The role of the host that receives most requests: `api`.
    pub const API: &'static str = Definition::API;

    /// Returns the endpoint of a definition.
    #[must_use]
    pub const fn of(definition: &Definition) -> Self {
        Self {
            host: Cow::Borrowed(definition.host),
            method: Cow::Borrowed(definition.method),
            path: Cow::Borrowed(definition.path),
        }
    }

    /// Creates an endpoint from its stored parts.
    #[cfg(feature = "serde")]
    pub(crate) fn stored(host: Option<&str>, method: String, path: String) -> Self {
        let host = host.filter(|host| *host != Self::API);
        Self {
            host: host.map_or(Cow::Borrowed(Self::API), |host| Cow::Owned(host.into())),
            method: Cow::Owned(method),
            path: Cow::Owned(path),
        }
    }

    /// Returns the role of the host: `api`, unless the definition names another one (`x-ravelin-host`). A client maps each
    /// role to a base URL.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
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
