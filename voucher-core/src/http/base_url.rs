//! The host that requests go to.

use super::token::Token;
use crate::Prepared;
use ::http::uri::Scheme;
use ::http::{Request, Uri};
use core::fmt;
use core::str::FromStr;
use std::format;
use std::string::String;
use std::vec::Vec;

/// Scheme and host, and a path where a gateway has the API below one: `https://api.ravelin.com`.
///
/// ```
/// use voucher_core::http::BaseUrl;
///
/// let base: BaseUrl = "http://127.0.0.1:8080/ravelin/".parse().unwrap();
/// assert_eq!(base.to_string(), "http://127.0.0.1:8080/ravelin");
/// assert_eq!(BaseUrl::default().to_string(), "https://api.ravelin.com");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// Without a slash at the end.
    text: String,
    is_https: bool,
    is_loopback: bool,
}

/// A text that is no base URL, or one that a token must not go to. It doesn't hold the text, which may have a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BaseUrlError(&'static str);

/// `https://api.ravelin.com`; live and test accounts share it, the token tells them apart
/// (<https://developer.ravelin.com/merchant/api/authentication>).
impl Default for BaseUrl {
    fn default() -> Self {
        Self {
            text: "https://api.ravelin.com".into(),
            is_https: true,
            is_loopback: false,
        }
    }
}

impl BaseUrl {
    /// Whether the token may go there: a live one goes over `https`, as the API asks, or stays on this machine.
    pub(super) fn admits(&self, token: &Token) -> Result<(), BaseUrlError> {
        if self.is_https || self.is_loopback || !token.is_live() {
            return Ok(());
        }
        Err(BaseUrlError(
            "a live token over `http` can be read on its way; use `https`",
        ))
    }

    fn join(&self, path: &str) -> Option<Uri> {
        format!("{}{path}", self.text).parse().ok()
    }
}

impl FromStr for BaseUrl {
    type Err = BaseUrlError;

    fn from_str(text: &str) -> Result<Self, BaseUrlError> {
        let text = text.trim_end_matches('/');
        let Ok(uri) = text.parse::<Uri>() else {
            return Err(BaseUrlError(
                "no URL; use one such as `https://api.ravelin.com`",
            ));
        };
        let is_https = uri.scheme() == Some(&Scheme::HTTPS);
        let Some(authority) = uri
            .authority()
            .filter(|_| is_https || uri.scheme() == Some(&Scheme::HTTP))
        else {
            return Err(BaseUrlError(
                "a base URL begins with `https://` or `http://` and a host",
            ));
        };
        if authority.as_str().contains('@') {
            return Err(BaseUrlError(
                "a base URL has no user and password; a proxy's are for the transport's own builder",
            ));
        }
        if uri.host().is_none_or(str::is_empty) {
            return Err(BaseUrlError(
                "a base URL begins with `https://` or `http://` and a host",
            ));
        }
        if uri.query().is_some() || text.contains('#') {
            return Err(BaseUrlError(
                "a base URL has no `?` and no `#`; remove what follows",
            ));
        }
        let host = authority.host().trim_matches(['[', ']']);
        let address = host.parse::<std::net::IpAddr>();
        Ok(Self {
            is_https,
            is_loopback: host.eq_ignore_ascii_case("localhost")
                || address.is_ok_and(|address| address.is_loopback()),
            text: text.into(),
        })
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

impl fmt::Display for BaseUrlError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0)
    }
}

impl core::error::Error for BaseUrlError {}

/// A prepared event and the host that it goes to. It cannot be stored: whoever changes a store must not choose the host
/// that a token is sent to.
#[derive(Clone, Copy, Debug)]
pub struct Addressed<'p> {
    prepared: &'p Prepared,
    base: &'p BaseUrl,
}

impl Prepared {
    /// The event with the host that it goes to.
    ///
    /// ```
    /// use voucher_core::http::{BaseUrl, Token};
    /// use voucher_core::{RavelinEvent, VoucherCheck};
    ///
    /// let token = Token::new("sk_test_1234").unwrap();
    /// let prepared = VoucherCheck::new("abc-123-ZYZ").prepare().unwrap();
    /// let request = prepared.with_base_url(&BaseUrl::default()).request(&token);
    /// assert_eq!(request.uri(), "https://api.ravelin.com/v2/voucher/check");
    /// ```
    #[must_use]
    pub fn with_base_url<'p>(&'p self, base: &'p BaseUrl) -> Addressed<'p> {
        Addressed {
            prepared: self,
            base,
        }
    }
}

impl Addressed<'_> {
    /// The request of [`Prepared::request`], with an absolute URL.
    #[must_use]
    pub fn request(&self, token: &Token) -> Request<Vec<u8>> {
        let mut request = self.prepared.request(token);
        // Both were checked where they came from.
        if let Some(uri) = self.base.join(self.prepared.path()) {
            *request.uri_mut() = uri;
        }
        request
    }
}
