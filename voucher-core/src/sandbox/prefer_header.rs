//! A parser for the header `Prefer` (<https://www.rfc-editor.org/rfc/rfc7240#section-2>).

use std::borrow::ToOwned;
use std::string::String;
use std::vec::Vec;

/// A preference. Its parameters are ignored after a syntax check.
pub(super) struct Preference {
    /// In lower case.
    pub(super) name: String,
    /// `None` if missing or empty, which mean the same.
    pub(super) value: Option<String>,
}

/// Parses the value of one header.
///
/// # Errors
/// Returns the first malformed preference.
pub(super) fn parse(header: &str) -> Result<Vec<Preference>, String> {
    let preferences = split(header, ',').into_iter().map(|preference| {
        let malformed = || preference.trim().to_owned();
        let mut pairs = split(preference, ';').into_iter().map(parse_pair);
        let first = pairs.next().flatten().ok_or_else(malformed)?;
        if pairs.any(|parameter| parameter.is_none()) {
            return Err(malformed());
        }
        Ok(first)
    });
    preferences.collect()
}

/// Splits a string at a separator, except inside quoted strings.
fn split(string: &str, separator: char) -> Vec<&str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    let parts = string.split(|character| {
        if is_escaped {
            is_escaped = false;
            return false;
        }
        match character {
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            _ => return character == separator && !is_quoted,
        }
        false
    });
    parts.collect()
}

/// Parses `name`, `name=value` or `name = "value"`.
fn parse_pair(pair: &str) -> Option<Preference> {
    let (name, value) = match pair.split_once('=') {
        Some((name, value)) => (name, unquote(value.trim())?),
        None => (pair, String::new()),
    };
    Some(Preference {
        name: name.trim().to_ascii_lowercase(),
        value: Some(value).filter(|value| !value.is_empty()),
    })
}

/// Returns the content of a token or a quoted string, or `None` if the value is neither.
fn unquote(value: &str) -> Option<String> {
    let Some(quoted) = value.strip_prefix('"') else {
        let is_token =
            !value.contains(|character: char| character == '"' || character.is_whitespace());
        return is_token.then(|| value.to_owned());
    };
    let mut content = String::new();
    let mut characters = quoted.chars();
    loop {
        match characters.next()? {
            '"' => return characters.next().is_none().then_some(content),
            '\\' => content.push(characters.next()?),
            character => content.push(character),
        }
    }
}
