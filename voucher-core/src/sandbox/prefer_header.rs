//! The grammar of the header `Prefer` (<https://www.rfc-editor.org/rfc/rfc7240#section-2>).

use std::borrow::ToOwned;
use std::string::String;
use std::vec::Vec;

/// One preference. Its parameters have no meaning here, so only their grammar is checked.
pub(super) struct Preference {
    /// In lower case.
    pub(super) name: String,
    /// An empty value is the same as none.
    pub(super) value: Option<String>,
}

/// Parses the value of one header.
///
/// # Errors
/// The preference that is malformed, as it was sent.
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

/// Splits a string at a separator that is not in a quoted string.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    let parts = text.split(|character| {
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

/// `name`, `name=value`, `name = "value"`
fn parse_pair(text: &str) -> Option<Preference> {
    let (name, value) = match text.split_once('=') {
        Some((name, value)) => (name, unquote(value.trim())?),
        None => (text, String::new()),
    };
    Some(Preference {
        name: name.trim().to_ascii_lowercase(),
        value: Some(value).filter(|value| !value.is_empty()),
    })
}

/// Returns the text of a token or a quoted string; `None` of any other.
fn unquote(word: &str) -> Option<String> {
    let Some(quoted) = word.strip_prefix('"') else {
        let is_token =
            !word.contains(|character: char| character == '"' || character.is_whitespace());
        return is_token.then(|| word.to_owned());
    };
    let mut text = String::new();
    let mut characters = quoted.chars();
    loop {
        match characters.next()? {
            '"' => return characters.next().is_none().then_some(text),
            '\\' => text.push(characters.next()?),
            character => text.push(character),
        }
    }
}
