//! The built-in patterns match like the crate `regex`.

use proptest::prelude::*;
use regex::Regex;
use voucher_definition::Pattern;

const PATTERNS: [Pattern; 2] = [Pattern::Currency, Pattern::EventType];

fn same(pattern: Pattern, regex: &Regex, text: &str) {
    let checked = pattern.check(text);
    assert_eq!(
        checked.is_ok(),
        regex.is_match(text),
        "{pattern:?} {text:?}"
    );
    assert_eq!(
        checked.is_ok(),
        pattern.matches(text),
        "{pattern:?} {text:?}"
    );
    if let Err(mismatch) = checked {
        assert!(text.is_char_boundary(mismatch.at), "{pattern:?} {text:?}");
        assert_eq!(mismatch.found, text[mismatch.at..].chars().next());
    }
}

#[test]
fn every_short_string_of_hostile_characters_matches_like_the_regex() {
    let alphabet = [
        "",
        "a",
        "z",
        "A",
        "Z",
        "0",
        "9",
        "-",
        "_",
        " ",
        "\n",
        "\r",
        "\0",
        "@",
        "[",
        "`",
        "{",
        "/",
        ":",
        "é",
        "ſ",
        "K",
        "\u{1f600}",
    ];
    for pattern in PATTERNS {
        let regex = Regex::new(pattern.source()).unwrap();
        for a in alphabet {
            for b in alphabet {
                for c in alphabet {
                    for d in ["", "a", "\n"] {
                        same(pattern, &regex, &[a, b, c, d].concat());
                    }
                }
            }
        }
    }
}

/// Tests each byte at each index of a string that spans two machine words, and of one that exceeds the byte-by-byte limit.
#[test]
fn every_byte_at_every_index_matches_like_the_regex() {
    let regex = Regex::new(Pattern::EventType.source()).unwrap();
    for length in [1, 7, 8, 9, 15, 16, 17] {
        for place in 0..length {
            for character in '\0'..='\u{7ff}' {
                let mut text: Vec<char> = "a".repeat(length).chars().collect();
                text[place] = character;
                same(Pattern::EventType, &regex, &text.iter().collect::<String>());
            }
        }
    }
}

proptest! {
    #[test]
    fn any_string_matches_like_the_regex(text in "[a-zA-Z0-9_ -]{0,6}\\PC{0,2}") {
        for pattern in PATTERNS {
            same(pattern, &Regex::new(pattern.source()).unwrap(), &text);
        }
    }
}
