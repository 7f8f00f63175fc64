//! Rust names for names of an API.

use std::fmt::Write;

/// Keywords that can be raw identifiers.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Names that cannot be identifiers, not even raw ones.
const RESERVED: [&str; 5] = ["self", "super", "crate", "Self", "_"];

/// Returns whether a name can be that of a type: an identifier in upper camel case that is not a keyword. A `_` is only between
/// digits.
///
/// ```
/// use voucher_codegen::starter::is_type_name;
///
/// assert!(is_type_name("Promo") && is_type_name("V1_2"));
/// assert!(!is_type_name("promo") && !is_type_name("Self") && !is_type_name("Promo_Code"));
/// ```
#[must_use]
pub fn is_type_name(name: &str) -> bool {
    let is_ascii = |one: char| one.is_ascii_alphanumeric() || one == '_';
    let starts_upper = name.starts_with(|first: char| first.is_ascii_uppercase());
    let mut parts = name.split('_').peekable();
    let mut are_joined = true;
    while let Some(part) = parts.next() {
        let ends_in_digit = part.ends_with(|last: char| last.is_ascii_digit());
        let next = parts.peek();
        let is_next_digit = |next: &&str| next.starts_with(|first: char| first.is_ascii_digit());
        are_joined &= next.is_none_or(|next| ends_in_digit && is_next_digit(next));
    }
    starts_upper && are_joined && name.chars().all(is_ascii) && !RESERVED.contains(&name)
}

/// Returns the name of a field as an identifier: `r#type` for `type`. Returns `None` if it cannot be one, or if rustc would
/// warn about it.
pub(super) fn identifier(name: &str) -> Option<String> {
    let is_plain = name
        .bytes()
        .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
    let starts_with_digit = name.starts_with(|first: char| first.is_ascii_digit());
    let is_snake = !name.trim_start_matches('_').is_empty() && !name.contains("__");
    if !is_plain || !is_snake || starts_with_digit || RESERVED.contains(&name) {
        return None;
    }
    if KEYWORDS.contains(&name) {
        return Some(format!("r#{name}"));
    }
    Some(name.into())
}

/// Returns an identifier for a field of any name: `order_id` for `order-id`, `_3ds` for `3ds`.
pub(super) fn field_name(name: &str) -> String {
    let snake = words(name, Punctuation::Separates).join("_");
    let snake = if snake.is_empty() {
        words(name, Punctuation::Spelled).join("_")
    } else {
        snake
    };
    let starts_with_digit = snake.starts_with(|first: char| first.is_ascii_digit());
    let snake = if starts_with_digit {
        format!("_{snake}")
    } else {
        snake
    };
    identifier(&snake).unwrap_or_else(|| format!("{snake}_field"))
}

/// Returns a name in upper camel case: `VoucherCode` for `voucherCode`. It is empty for a name without letters and digits.
pub(super) fn camel(name: &str) -> String {
    joined(&words(name, Punctuation::Separates))
}

/// Returns a name in upper camel case that contains the name of each character: `APlusB` for `a+b`.
pub(super) fn spelled_camel(name: &str) -> String {
    joined(&words(name, Punctuation::Spelled))
}

/// Joins words in upper camel case.
pub(super) fn joined(words: &[String]) -> String {
    let mut joined = String::new();
    for word in words {
        let mut characters = word.chars();
        let first = characters.next().map(|first| first.to_ascii_uppercase());
        // `3ds1` after a digit would become one number.
        let is_number = |one: Option<char>| one.is_some_and(|one| one.is_ascii_digit());
        if is_number(first) && is_number(joined.chars().next_back()) {
            joined.push('_');
        }
        joined.extend(first);
        joined.push_str(characters.as_str());
    }
    joined
}

/// What punctuation does in a name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Punctuation {
    Separates,
    /// It is a word: `plus`.
    Spelled,
}

/// Splits a name into words in lower case. A word starts at an upper-case letter after a lower-case one or a digit, and at the
/// last of several upper-case letters if a lower-case one follows. Letters other than ASCII are a word each.
pub(super) fn words(name: &str, punctuation: Punctuation) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut previous: Option<char> = None;
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        let before = previous.replace(character);
        if !character.is_ascii_alphanumeric() {
            push(&mut words, &mut word);
            if character.is_alphanumeric() || punctuation == Punctuation::Spelled {
                words.push(spelled(character));
            }
            continue;
        }
        let is_start = character.is_ascii_uppercase()
            && before.is_some_and(|before| {
                before.is_ascii_lowercase()
                    || before.is_ascii_digit()
                    || before.is_ascii_uppercase()
                        && characters.peek().is_some_and(char::is_ascii_lowercase)
            });
        if is_start {
            push(&mut words, &mut word);
        }
        word.push(character.to_ascii_lowercase());
    }
    push(&mut words, &mut word);
    words
}

fn push(words: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

/// Returns the name of a character: `plus`, or `u4e2d`.
fn spelled(character: char) -> String {
    let name = match character {
        ' ' => "space",
        '!' => "not",
        '"' => "quotes",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '\'' => "quote",
        '(' => "open",
        ')' => "close",
        '*' => "star",
        '+' => "plus",
        ',' => "comma",
        '-' => "minus",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equal",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '\\' => "backslash",
        '_' => "underscore",
        '|' => "or",
        '~' => "tilde",
        'ä' | 'Ä' => "ae",
        'ö' | 'Ö' => "oe",
        'ü' | 'Ü' => "ue",
        'ß' => "ss",
        other => {
            let mut code = String::from("u");
            // Writing to a string cannot fail.
            let _ = write!(code, "{:x}", u32::from(other));
            return code;
        }
    };
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_becomes_an_identifier_that_rustc_accepts_without_a_warning() {
        for (name, expected) in [
            ("voucherCode", "voucher_code"),
            ("3ds", "_3ds"),
            ("type", "r#type"),
            ("gen", "r#gen"),
            ("self", "self_field"),
            ("Self", "self_field"),
            ("_", "underscore"),
            ("$", "dollar"),
            ("", "_field"),
            ("a__b", "a_b"),
            ("order-id", "order_id"),
            ("IDNumber", "id_number"),
            ("größe", "gr_oe_ss_e"),
            ("名前", "u540d_u524d"),
        ] {
            assert_eq!(field_name(name), expected, "{name}");
        }
    }

    #[test]
    fn a_type_name_is_in_camel_case() {
        for (name, expected, spelled) in [
            ("voucher/check", "VoucherCheck", "VoucherSlashCheck"),
            ("AUTH_CAPTURE", "AuthCapture", "AuthUnderscoreCapture"),
            ("v1.2", "V1_2", "V1Dot2"),
            (">=", "", "GreaterEqual"),
        ] {
            assert_eq!(camel(name), expected, "{name}");
            assert_eq!(spelled_camel(name), spelled, "{name}");
        }
        assert!(is_type_name("Promo2") && !is_type_name("promo") && !is_type_name("Self"));
    }
}
