//! Messages of an API, which may contain anything.

use serde_json::Value;

/// The maximum length of a message in characters.
const MAX_LENGTH: usize = 200;

/// Returns a message on one line, without control characters, and shortened.
pub(super) fn shortened(message: &str) -> String {
    let line = message.trim().replace(char::is_control, " ");
    match line.char_indices().nth(MAX_LENGTH) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

/// Returns a message as a quotation.
pub(super) fn quoted(message: &str) -> String {
    format!("\"{}\"", shortened(message))
}

/// Returns a message with `…` in place of each value of a body, so that messages about the same rule are equal. Names of
/// members are kept.
pub(super) fn generalized(message: &str, body: Option<&Value>) -> String {
    let (mut values, mut names) = (Vec::new(), Vec::new());
    if let Some(body) = body {
        collect(body, &mut values, &mut names);
    }
    values.retain(|value| !value.is_empty() && !names.contains(value));
    // A value may be a part of another one.
    values.sort_by(|one, other| other.len().cmp(&one.len()).then(one.cmp(other)));
    values.dedup();
    let mut message = message.to_owned();
    for value in values {
        message = replaced(&message, &value);
    }
    message
}

/// Returns a message without its numbers, which may be those of a value: its length, or an index. Two messages with the same
/// pattern are about the same rule.
pub(super) fn pattern(message: &str) -> String {
    let mut pattern = String::new();
    let mut before = ' ';
    let mut rest = message.chars().peekable();
    while let Some(character) = rest.next() {
        if !character.is_ascii_digit() || before.is_alphabetic() {
            pattern.push(character);
            // A digit in a word does not end it.
            if !character.is_ascii_digit() {
                before = character;
            }
            continue;
        }
        while rest.next_if(char::is_ascii_digit).is_some() {}
        pattern.push('…');
        before = '…';
    }
    pattern
}

fn collect(value: &Value, values: &mut Vec<String>, names: &mut Vec<String>) {
    match value {
        Value::Null | Value::Bool(_) => {}
        Value::Number(number) => values.push(number.to_string()),
        Value::String(text) => values.push(text.clone()),
        Value::Array(elements) => {
            for element in elements {
                collect(element, values, names);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                names.push(name.clone());
                collect(member, values, names);
            }
        }
    }
}

/// Replaces a value where it is not a part of a word or a number.
fn replaced(message: &str, value: &str) -> String {
    let mut replaced = String::new();
    let mut rest = message;
    while let Some((before, after)) = rest.split_once(value) {
        replaced.push_str(before);
        let is_whole =
            !replaced.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        replaced.push_str(if is_whole { "…" } else { value });
        rest = after;
    }
    replaced.push_str(rest);
    replaced
}

#[cfg(test)]
mod tests {
    use super::{generalized, pattern, shortened};
    use serde_json::json;

    #[test]
    fn messages_about_the_same_rule_are_equal() {
        let generalize = |room: i64, code: &str| {
            let message = format!("/room: expected at most 100, found {room} (shelf '{code}')");
            let body = json!({"room": room, "shelf": {"code": code, "name": "room"}});
            generalized(&message, Some(&body))
        };
        let general = "/room: expected at most 100, found … (shelf '…')";
        assert_eq!(generalize(7_000, "a"), general);
        assert_eq!(generalize(-101, "b-c"), general);
        // They are a part of 100.
        assert_eq!(generalize(10, "0"), general);
    }

    #[test]
    fn numbers_that_are_not_a_part_of_a_word_do_not_count() {
        let first = pattern("/owners/0/sha256: expected 9 characters, found 17");
        assert_eq!(first, "/owners/…/sha256: expected … characters, found …");
        assert_eq!(pattern("…1"), "……");
    }

    #[test]
    fn a_message_is_one_short_line() {
        assert_eq!(shortened("  a\nb\u{1b}[0m "), "a b [0m");
        let long = shortened(&"ö".repeat(10_000));
        assert_eq!(long.chars().count(), 201);
    }
}
