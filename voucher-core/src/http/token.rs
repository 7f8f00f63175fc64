//! The secret key of an account.

use ::http::HeaderValue;
use core::fmt;
use core::str::FromStr;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use std::format;
use std::string::String;

/// A secret API key, `sk_live_…` or `sk_test_…` (`secret_key_…` in older accounts), see
/// <https://developer.ravelin.com/merchant/api/authentication>.
///
/// `Debug` does not show it, and it is wiped from memory when it is dropped. The copy in a request's header is not wiped; the
/// HTTP client owns it.
#[derive(Clone)]
pub struct Token(SecretString);

/// The error for a string that is not a secret API key. It does not contain the string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenError(&'static str);

const SECRET: [&str; 2] = ["sk_", "secret_key_"];
const PUBLISHABLE: [&str; 2] = ["pk_", "publishable_key_"];

impl Token {
    /// Creates a token from a secret key.
    ///
    /// # Errors
    /// Fails for a publishable key, which is for browsers and apps, and for any other string that is not a secret key.
    pub fn new(key: impl Into<String>) -> Result<Self, TokenError> {
        let key = SecretString::from(key.into());
        let string = key.expose_secret();
        let strip_prefix = |prefixes: [&str; 2]| {
            prefixes
                .into_iter()
                .find_map(|prefix| string.strip_prefix(prefix))
        };
        if strip_prefix(PUBLISHABLE).is_some() {
            return Err(TokenError(
                "a publishable key is for browsers and apps; use the account's secret key, `sk_…`",
            ));
        }
        if string.is_empty() {
            return Err(TokenError(
                "the key is empty; use the account's secret key, `sk_…`",
            ));
        }
        if !string.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(TokenError(
                "the key contains a space, a line break or another invalid character; remove it",
            ));
        }
        if strip_prefix(SECRET).is_none_or(str::is_empty) {
            return Err(TokenError(
                "expected a secret key that begins with `sk_` or `secret_key_`; copy it from the account",
            ));
        }
        Ok(Self(key))
    }

    /// Returns whether the prefix shows that the key belongs to a test account (`sk_test_…`).
    #[must_use]
    pub fn is_test(&self) -> bool {
        self.has_prefix("test_")
    }

    /// Returns whether the prefix shows that the key belongs to a live account (`sk_live_…`).
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.has_prefix("live_")
    }

    fn has_prefix(&self, account: &str) -> bool {
        let key = self.0.expose_secret();
        let mut rest = SECRET
            .into_iter()
            .filter_map(|prefix| key.strip_prefix(prefix));
        rest.any(|rest| rest.starts_with(account))
    }

    /// Overwrites the key with asterisks in an answer, in case the server repeats it. The length does not change.
    pub(super) fn redact(&self, body: &mut [u8]) {
        let key = self.0.expose_secret().as_bytes();
        let mut start = 0;
        while start + key.len() <= body.len() {
            if body[start..].starts_with(key) {
                body[start..start + key.len()].fill(b'*');
                start += key.len();
            } else {
                start += 1;
            }
        }
    }

    /// Returns the value of `Authorization`, `token sk_…`, marked as sensitive.
    pub(super) fn header(&self) -> HeaderValue {
        let value = Zeroizing::new(format!("token {}", self.0.expose_secret()));
        // A key consists of visible ASCII characters, which are valid in a header.
        let header = HeaderValue::from_str(&value);
        let mut header = header.unwrap_or(HeaderValue::from_static("token"));
        header.set_sensitive(true);
        header
    }
}

impl FromStr for Token {
    type Err = TokenError;

    fn from_str(key: &str) -> Result<Self, TokenError> {
        Self::new(key)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Token(<hidden>)")
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0)
    }
}

impl core::error::Error for TokenError {}

#[cfg(test)]
mod tests {
    use super::Token;
    use std::{format, string::ToString};

    #[test]
    fn a_secret_key_is_accepted_and_never_shown() {
        for key in ["sk_test_1", "sk_live_1", "secret_key_test_1"] {
            let token: Token = key.parse().unwrap();
            assert!(
                !format!("{token:?} {token:#?} {:?}", token.header()).contains("_1"),
                "{key}"
            );
            assert_eq!(token.header(), format!("token {key}"));
            assert_ne!(token.is_test(), token.is_live());
            let odd: Token = "sk_live_my_test_key".parse().unwrap();
            assert!(odd.is_live() && !odd.is_test());
        }
    }

    #[test]
    fn any_other_string_is_rejected_without_being_shown() {
        for (key, expected) in [
            ("pk_test_1", "publishable"),
            ("publishable_key_1", "publishable"),
            ("", "empty"),
            ("sk_", "begins with"),
            ("hello", "begins with"),
            ("sk_test_1\n", "line break"),
            (" sk_test_1", "space"),
            ("sk_test_é", "character"),
        ] {
            let error = Token::new(key).unwrap_err().to_string();
            assert!(
                error.contains(expected) && !error.contains("_1"),
                "{key:?}: {error}"
            );
        }
    }
}
