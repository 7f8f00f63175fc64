//! The credentials, which are read from environment variables, so that no list of processes and no history shows them.

use crate::failure::Failure;
use std::env::{self, VarError};
use voucher_core::http::Token;

/// The environment variable of the test key.
const VARIABLE: &str = "RAVELIN_TOKEN";

/// What the requests are authorized with.
pub(super) enum Credentials {
    None,
    Token(Token),
    /// Names and values.
    Headers(Vec<(http::HeaderName, http::HeaderValue)>),
}

impl Credentials {
    /// Reads a test key. It is never shown.
    pub(super) fn token() -> Result<Self, Failure> {
        let advice = "use the secret key of a test account, `sk_test_…`";
        let Some(key) = variable(VARIABLE)? else {
            return Err(Failure::new(format!(
                "the environment variable `{VARIABLE}` is not set; {advice}, or name other credentials with `--header`"
            )));
        };
        let token =
            Token::new(key).map_err(|error| Failure::new(format!("`{VARIABLE}`: {error}")))?;
        if token.is_live() {
            return Err(Failure::new(format!(
                "`{VARIABLE}` is a live key, but the requests would write made-up data to the account; {advice}"
            )));
        }
        if !token.is_test() {
            return Err(Failure::new(format!(
                "`{VARIABLE}` is not the key of a test account; {advice}"
            )));
        }
        Ok(Self::Token(token))
    }

    /// Reads the values of headers.
    pub(super) fn headers(pairs: &[(String, String)]) -> Result<Self, Failure> {
        let headers = pairs.iter().map(|(name, variable)| header(name, variable));
        headers.collect::<Result<_, _>>().map(Self::Headers)
    }
}

fn header(name: &str, from: &str) -> Result<(http::HeaderName, http::HeaderValue), Failure> {
    let Some(value) = variable(from)? else {
        return Err(Failure::new(format!(
            "the environment variable `{from}` is not set; set it to the value of the header `{name}`"
        )));
    };
    // The keys of many APIs say so: `sk_live_…`, `pk_live_…`.
    if value.contains("_live_") {
        return Err(Failure::new(format!(
            "`{from}` is a live key, but the requests would write made-up data to the account; use a key of a test account"
        )));
    }
    let name = http::HeaderName::try_from(name)
        .map_err(|_| Failure::new(format!("`{name}` is not a valid name of a header")))?;
    let mut value = http::HeaderValue::try_from(value).map_err(|_| {
        Failure::new(format!(
            "`{from}` contains a line break or another character that a header cannot have; remove it"
        ))
    })?;
    value.set_sensitive(true);
    Ok((name, value))
}

/// Returns the value of an environment variable; `None` if it is not set or empty.
fn variable(name: &str) -> Result<Option<String>, Failure> {
    if name.contains(['=', '\0']) {
        return Err(Failure::new(format!(
            "`{name}` is not a valid name of an environment variable"
        )));
    }
    match env::var(name) {
        Ok(value) if value.is_empty() => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Failure::new(format!(
            "the environment variable `{name}` is not valid Unicode"
        ))),
    }
}
