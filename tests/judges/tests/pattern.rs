//! The built-in patterns match like the crate `regex`.

use proptest::prelude::*;
use regex::Regex;
use voucher_definition::Pattern;

const PATTERNS: [Pattern; 3] = Pattern::DOCUMENTED;

fn same(pattern: Pattern, regex: &Regex, string: &str) {
    let checked = pattern.check(string);
    assert_eq!(
        checked.is_ok(),
        regex.is_match(string),
        "{pattern:?} {string:?}"
    );
    assert_eq!(
        checked.is_ok(),
        pattern.matches(string),
        "{pattern:?} {string:?}"
    );
    if let Err(mismatch) = checked {
        assert!(
            string.is_char_boundary(mismatch.at),
            "{pattern:?} {string:?}"
        );
        assert_eq!(mismatch.found, string[mismatch.at..].chars().next());
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
        for index in 0..length {
            for character in '\0'..='\u{7ff}' {
                let mut string: Vec<char> = "a".repeat(length).chars().collect();
                string[index] = character;
                same(
                    Pattern::EventType,
                    &regex,
                    &string.iter().collect::<String>(),
                );
            }
        }
    }
}

proptest! {
    #[test]
    fn any_string_matches_like_the_regex(string in "[a-zA-Z0-9_ -]{0,6}\\PC{0,2}") {
        for pattern in PATTERNS {
            same(pattern, &Regex::new(pattern.source()).unwrap(), &string);
        }
    }
}
