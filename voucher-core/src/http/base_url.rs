//! The host that requests go to.

use super::token::Token;
use crate::Prepared;
use crate::prepared::is_path;
use ::http::{Request, Uri};
use core::fmt;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use core::str::FromStr;
use std::format;
use std::string::String;
use std::vec::Vec;

/// Scheme, host and optional path (if a gateway serves the API below one): `https://api.ravelin.com`.
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
    /// Without a trailing slash.
    url: String,
    is_https: bool,
    is_loopback: bool,
}

/// The error for a string that is not a base URL, or for a host that the token must not be sent to. It does not contain the
/// string, which may have a password in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BaseUrlError(&'static str);

/// `https://api.ravelin.com`. Live and test accounts share this host and differ by their token
/// (<https://developer.ravelin.com/merchant/api/authentication>).
impl Default for BaseUrl {
    fn default() -> Self {
        Self {
            url: "https://api.ravelin.com".into(),
            is_https: true,
            is_loopback: false,
        }
    }
}

impl BaseUrl {
    /// Checks whether the token may be sent to this host: a live token needs `https`, or a host on this machine.
    pub(super) fn admits(&self, token: &Token) -> Result<(), BaseUrlError> {
        if self.is_https || self.is_loopback || !token.is_live() {
            return Ok(());
        }
        Err(BaseUrlError(
            "a live token must not be sent over `http`, because it can be read in transit; use `https`",
        ))
    }

    /// Returns whether the host is this machine, so that no proxy can reach it.
    #[cfg(feature = "reqwest-no-tls")]
    pub(crate) fn is_this_machine(&self) -> bool {
        self.join("").is_some_and(|uri| is_this_machine(&uri))
    }

    /// Returns the path, which is empty or has no trailing slash.
    fn path(&self) -> &str {
        let (_, rest) = self.url.split_once("://").unwrap_or_default();
        rest.find('/').map_or("", |slash| rest.split_at(slash).1)
    }

    fn join(&self, target: &str) -> Option<Uri> {
        format!("{}{target}", self.url).parse().ok()
    }
}

/// Returns whether the host of a URL is this machine: a loopback address, `localhost`, or a subdomain of `localhost`.
#[cfg(any(feature = "ureq-no-tls", feature = "reqwest-no-tls"))]
pub(crate) fn is_this_machine(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default();
    let name = host.strip_suffix('.').unwrap_or(host);
    let top_level = name.rsplit_once('.').map_or(name, |(_, last)| last);
    is_loopback(host) || top_level.eq_ignore_ascii_case("localhost")
}

/// Returns whether a host is `localhost` or a loopback address, including an IPv4 address mapped to IPv6.
fn is_loopback(host: &str) -> bool {
    match host.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(address) => address.to_canonical().is_loopback(),
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    }
}

impl FromStr for BaseUrl {
    type Err = BaseUrlError;

    /// Parses a base URL: `http` or `https`, a host, and optionally a port and a path.
    ///
    /// A host is a name of ASCII letters, digits, `-`, `_` and `.`, an IPv4 address of four decimal numbers, or an IPv6
    /// address in brackets. A port is a number from 1 to 65535 without leading zeros; `:` without a number is an error. A
    /// path segment must not be empty, `.` or `..`, and the last one must not be the version of Ravelin's API, which the path
    /// of each event contains. [`BaseUrl::versioned`] allows that, and [`Settings::with_base`](super::Settings::with_base)
    /// accepts the result.
    fn from_str(url: &str) -> Result<Self, BaseUrlError> {
        let base = Self::versioned(url)?;
        check_version(base.path())?;
        Ok(base)
    }
}

impl BaseUrl {
    /// Parses the base URL of an API whose definitions have paths without a version. Unlike [`parse`](str::parse), it accepts
    /// `/v2` and `/v3` at the end.
    ///
    /// ```
    /// use voucher_core::http::BaseUrl;
    ///
    /// assert!("https://api.example.com/v2".parse::<BaseUrl>().is_err());
    /// let base = BaseUrl::versioned("https://api.example.com/v2").unwrap();
    /// assert_eq!(base.to_string(), "https://api.example.com/v2");
    /// ```
    ///
    /// # Errors
    /// The same as those of [`parse`](str::parse), except for the version.
    pub fn versioned(url: &str) -> Result<Self, BaseUrlError> {
        if url
            .bytes()
            .any(|byte| byte.is_ascii_whitespace() || byte.is_ascii_control())
        {
            return Err(BaseUrlError(
                "expected a URL without spaces or control characters, such as `https://api.ravelin.com`",
            ));
        }
        let (scheme, rest) = url.split_once("://").ok_or(NO_HOST)?;
        let is_https = scheme.eq_ignore_ascii_case("https");
        if !is_https && !scheme.eq_ignore_ascii_case("http") {
            return Err(NO_HOST);
        }
        if rest.contains(['?', '#']) {
            return Err(BaseUrlError(
                "a base URL has no query or fragment; remove `?` or `#` and the rest",
            ));
        }
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let host = check_authority(authority)?;
        let path = path.trim_end_matches('/');
        check_path(path)?;
        let scheme = if is_https { "https" } else { "http" };
        Ok(Self {
            url: format!("{scheme}://{authority}{path}"),
            is_https,
            is_loopback: is_loopback(host),
        })
    }
}

const NO_HOST: BaseUrlError =
    BaseUrlError("expected a base URL that begins with `https://` or `http://` and a host");
const NO_PORT: BaseUrlError = BaseUrlError(
    "expected a port from 1 to 65535 after the host, as in `http://127.0.0.1:8080`; without a port, leave out the `:`",
);

/// Checks host and port by rules that both clients agree on, and returns the host.
fn check_authority(authority: &str) -> Result<&str, BaseUrlError> {
    if authority.contains('@') {
        return Err(BaseUrlError(
            "a base URL has no user name or password; set those of a proxy in the transport's builder",
        ));
    }
    let end = match authority.rfind(']') {
        Some(bracket) => bracket + 1,
        None => authority.find(':').unwrap_or(authority.len()),
    };
    let (host, port) = authority.split_at(end);
    check_host(host)?;
    if port.is_empty() {
        return Ok(host);
    }
    let port = port.strip_prefix(':').ok_or(NO_HOST)?;
    let is_plain = port.bytes().all(|byte| byte.is_ascii_digit()) && !port.starts_with('0');
    if !is_plain || port.parse::<u16>().is_err() {
        return Err(NO_PORT);
    }
    Ok(host)
}

fn check_host(host: &str) -> Result<(), BaseUrlError> {
    if let Some(address) = host.strip_prefix('[') {
        let address = address.strip_suffix(']').unwrap_or_default();
        let is_address = address.parse::<Ipv6Addr>().is_ok();
        return is_address.then_some(()).ok_or(BaseUrlError(
            "expected an IPv6 address in the brackets, as in `http://[::1]:8080`",
        ));
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    if name.is_empty() {
        return Err(NO_HOST);
    }
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let is_label = |label: &str| (1..=63).contains(&label.len()) && label.bytes().all(is_allowed);
    if name.len() > 253 || !name.split('.').all(is_label) {
        return Err(BaseUrlError(
            "expected a host of ASCII letters, digits, `-`, `_` and `.`; write any other letter as `xn--…`",
        ));
    }
    // URL libraries parse a name that ends in a number as an IPv4 address, but do not agree on the result.
    let last = name.rsplit('.').next().unwrap_or_default();
    let digits = last.strip_prefix("0x").or(last.strip_prefix("0X"));
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit())
        || digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if is_number && host.parse::<Ipv4Addr>().is_err() {
        return Err(BaseUrlError(
            "expected an IPv4 address of four decimal numbers, as in `http://127.0.0.1:8080`",
        ));
    }
    Ok(())
}

/// Checks the path, which is empty or has no trailing slash.
fn check_path(path: &str) -> Result<(), BaseUrlError> {
    if !path.is_empty() && !is_path(path) {
        return Err(BaseUrlError(
            "expected a path of segments that are not empty, `.` or `..`, with characters of a URL's path",
        ));
    }
    Ok(())
}

/// Checks that a path does not end with the version of Ravelin's API.
fn check_version(path: &str) -> Result<(), BaseUrlError> {
    let path = path.to_ascii_lowercase();
    let path = path.strip_suffix("/backfill").unwrap_or(&path);
    if path.ends_with("/v2") || path.ends_with("/v3") {
        return Err(BaseUrlError(
            "a base URL does not contain the API's version, because the path of each event does; remove `/v2` or `/v3` from its end\n\
             for an API whose definitions have paths without a version, use `BaseUrl::versioned(url)`, and pass it to `Settings::with_base`",
        ));
    }
    Ok(())
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.url)
    }
}

impl fmt::Display for BaseUrlError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0)
    }
}

impl core::error::Error for BaseUrlError {}

/// A prepared event and the host to send it to. It cannot be serialized: someone who can change stored events must not be
/// able to choose the host that a token is sent to.
#[derive(Clone, Copy, Debug)]
pub struct Addressed<'p> {
    prepared: &'p Prepared,
    base: &'p BaseUrl,
}

impl Prepared {
    /// Combines the event with the host to send it to.
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
    /// Returns the same request as [`Prepared::request`], with an absolute URL.
    #[must_use]
    pub fn request(&self, token: &Token) -> Request<Vec<u8>> {
        self.with_url(self.prepared.request(token))
    }

    /// Returns the same request without `Authorization`, for an API with other credentials. Add those to its headers.
    ///
    /// ```
    /// use http::HeaderValue;
    /// use http::header::AUTHORIZATION;
    /// use voucher_core::http::BaseUrl;
    /// use voucher_core::{RavelinEvent, VoucherCheck};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let base: BaseUrl = "https://api.example.com".parse()?;
    /// let prepared = VoucherCheck::new("abc-123-ZYZ").prepare()?;
    /// let mut request = prepared.with_base_url(&base).request_without_token();
    /// let mut bearer = HeaderValue::from_str("Bearer secret")?;
    /// bearer.set_sensitive(true);
    /// request.headers_mut().insert(AUTHORIZATION, bearer);
    /// assert_eq!(request.uri(), "https://api.example.com/v2/voucher/check");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn request_without_token(&self) -> Request<Vec<u8>> {
        self.with_url(self.prepared.request_without_token())
    }

    fn with_url(&self, mut request: Request<Vec<u8>>) -> Request<Vec<u8>> {
        // Base URL and target were checked when they were created, so they join to a valid URL.
        if let Some(uri) = self.base.join(self.prepared.target()) {
            *request.uri_mut() = uri;
        }
        request
    }
}
