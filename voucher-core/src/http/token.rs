//! The secret key of an account.

use ::http::HeaderValue;
use core::fmt;
use core::str::FromStr;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use std::format;
use std::string::String;

/// A secret API key, `sk_live_…` or `sk_test_…` (`secret_key_…` in older accounts), as
/// <https://developer.ravelin.com/merchant/api/authentication> has it. Nothing shows it, and it is wiped from memory when it
/// is dropped. (A request has a copy of it in its header, which is the HTTP client's to keep.)
#[derive(Clone)]
pub struct Token(SecretString);

/// A text that is no secret API key. It doesn't hold the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenError(&'static str);

const SECRET: [&str; 2] = ["sk_", "secret_key_"];
const PUBLISHABLE: [&str; 2] = ["pk_", "publishable_key_"];

impl Token {
    /// The token of a secret key.
    ///
    /// # Errors
    /// A publishable key, which is for browsers and apps; a text with spaces or control characters; any other text.
    pub fn new(key: impl Into<String>) -> Result<Self, TokenError> {
        let key = SecretString::from(key.into());
        let text = key.expose_secret();
        let starts = |prefixes: [&str; 2]| {
            prefixes
                .into_iter()
                .find_map(|prefix| text.strip_prefix(prefix))
        };
        if starts(PUBLISHABLE).is_some() {
            return Err(TokenError(
                "a publishable key is for browsers and apps; use the account's secret key, `sk_…`",
            ));
        }
        if text.is_empty() {
            return Err(TokenError(
                "the key is empty; use the account's secret key, `sk_…`",
            ));
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(TokenError(
                "the key has a space, a line end or another character that no key has; remove it",
            ));
        }
        if starts(SECRET).is_none_or(str::is_empty) {
            return Err(TokenError(
                "a secret key begins with `sk_` or `secret_key_`; use the account's own",
            ));
        }
        Ok(Self(key))
    }

    /// Whether the key is a test account's (`sk_test_…`), where the prefix tells.
    #[must_use]
    pub fn is_test(&self) -> bool {
        self.is_of("test_")
    }

    /// Whether the key is a live account's (`sk_live_…`), where the prefix tells.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.is_of("live_")
    }

    fn is_of(&self, account: &str) -> bool {
        let key = self.0.expose_secret();
        let mut rest = SECRET
            .into_iter()
            .filter_map(|prefix| key.strip_prefix(prefix));
        rest.any(|rest| rest.starts_with(account))
    }

    /// Blots the key out of a text from outside, which may repeat what it was sent. The text is no longer for it.
    pub(super) fn blot(&self, text: &mut [u8]) {
        let key = self.0.expose_secret().as_bytes();
        let mut at = 0;
        while at + key.len() <= text.len() {
            if text[at..].starts_with(key) {
                text[at..at + key.len()].fill(b'*');
                at += key.len();
            } else {
                at += 1;
            }
        }
    }

    /// `token sk_…`, marked as sensitive.
    pub(super) fn header(&self) -> HeaderValue {
        let text = Zeroizing::new(format!("token {}", self.0.expose_secret()));
        // A key is made of visible ASCII characters, which a header takes.
        let header = HeaderValue::from_str(&text);
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
    fn a_secret_key_is_taken_and_never_shown() {
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
    fn any_other_text_is_refused_without_being_shown() {
        for (key, said) in [
            ("pk_test_1", "publishable"),
            ("publishable_key_1", "publishable"),
            ("", "empty"),
            ("sk_", "begins with"),
            ("hello", "begins with"),
            ("sk_test_1\n", "line end"),
            (" sk_test_1", "space"),
            ("sk_test_é", "character"),
        ] {
            let error = Token::new(key).unwrap_err().to_string();
            assert!(
                error.contains(said) && !error.contains("_1"),
                "{key:?}: {error}"
            );
        }
    }
}
