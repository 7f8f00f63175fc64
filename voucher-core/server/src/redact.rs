//! Replaces what has the form of a token.

use std::borrow::Cow;

const PREFIXES: [&str; 4] = [
    "sk_live_",
    "sk_test_",
    "secret_key_live_",
    "secret_key_test_",
];

/// Replaces the secret part of each token: `sk_live_…`.
pub(crate) fn redact(text: &str) -> Cow<'_, str> {
    if !PREFIXES.iter().any(|prefix| text.contains(prefix)) {
        return text.into();
    }
    let mut redacted = String::new();
    let mut rest = text;
    while let Some((start, prefix)) = first(rest) {
        let end = start + prefix.len();
        let (before, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        redacted.push_str(before);
        redacted.push('…');
        rest = after.trim_start_matches(|character: char| {
            character.is_ascii_alphanumeric() || "-_.~+".contains(character)
        });
    }
    redacted.push_str(rest);
    redacted.into()
}

/// Returns the first prefix in a string, and where it is.
fn first(text: &str) -> Option<(usize, &'static str)> {
    let found = PREFIXES
        .iter()
        .filter_map(|prefix| Some((text.find(prefix)?, *prefix)));
    found.min_by_key(|(start, _)| *start)
}

#[cfg(test)]
mod tests {
    use super::redact;

    #[test]
    fn the_secret_part_of_every_token_is_replaced() {
        let text =
            r#"{"a":"sk_live_abcDEF123","b":"token secret_key_test_x-y.z, sk_test_1"} sk_other é"#;
        assert_eq!(
            redact(text),
            r#"{"a":"sk_live_…","b":"token secret_key_test_…, sk_test_…"} sk_other é"#
        );
    }
}
