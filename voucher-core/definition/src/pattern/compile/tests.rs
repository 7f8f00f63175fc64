use super::*;
use crate::pattern::Pattern;
use crate::{ViolationKind, message::Message};
use alloc::string::ToString;

fn pattern(source: &str) -> Pattern {
    Pattern::Compiled(compile(source).unwrap().leak())
}

fn message(source: &str, text: &str, sensitive: bool) -> String {
    let pattern = pattern(source);
    let mismatch = pattern.check(text).unwrap_err();
    let violation_kind = ViolationKind::Pattern { pattern, mismatch };
    violation_kind
        .describe(Message::new(), sensitive)
        .to_string()
}

#[test]
fn hand_written_matchers_agree_with_compiled_tables() {
    for known in Pattern::DOCUMENTED {
        let compiled = pattern(known.source());
        assert!(compiled.is_plain());
        for text in [
            "", "a", "GBP", "G1P", "-a", "a-_9", "GBPX", "GBP\n", "é", "aé",
        ] {
            let (one, other) = (known.check(text), compiled.check(text));
            let position = |mismatch: super::super::Mismatch| (mismatch.at, mismatch.found);
            assert_eq!(one.map_err(position), other.map_err(position), "{text:?}");
            assert_eq!(known.matches(text), compiled.matches(text), "{text:?}");
        }
    }
}

#[test]
fn a_mismatch_says_what_was_expected_where() {
    const CODE: &str = "^[A-Z]{3}-[0-9]+$";
    for (source, text, expected) in [
        (CODE, "ABx", "expected `A` to `Z` at byte 2, found `x`"),
        (
            CODE,
            "ABC",
            "expected `-` at byte 3, found the end of the string",
        ),
        (CODE, "ABC-1é", "expected `0` to `9` at byte 5, found `é`"),
        (CODE, "", "expected `A` to `Z`, found an empty string"),
        (
            "^[a-c]$",
            "abc",
            "expected the end of the string at byte 1, found `b`",
        ),
        (
            "^[xy5]$",
            "é",
            "expected `5`, `x` or `y` at byte 0, found `é`",
        ),
        ("[0-9]", "abc", "the string ends at byte 3 without a match"),
        ("[0-9]", "", "the string is empty"),
        ("^[é]$", "è", "unexpected `è` at byte 0"),
        ("$a", "a", "unexpected `a` at byte 0"),
        ("$a", "", "the string is empty"),
        (
            "^\\w[.\\d-]$",
            "a_",
            "expected `-`, `.` or `0` to `9` at byte 1, found `_`",
        ),
        (
            "^[^\\n]+@",
            "abc",
            "expected more characters at byte 3, found the end of the string",
        ),
    ] {
        let expected = format!("does not match `{source}`: {expected}");
        assert_eq!(message(source, text, false), expected);
    }
}

#[test]
fn only_the_offset_of_a_sensitive_mismatch_is_shown() {
    let expected = "does not match `^AB(C-[0-9]|D)$`: mismatch at byte 3";
    assert_eq!(message("^AB(C-[0-9]|D)$", "ABCX", true), expected);
    let expected = "does not match `^AB(C-[0-9]|D)$`: the string ends at byte 3";
    assert_eq!(message("^AB(C-[0-9]|D)$", "ABC", true), expected);
}

#[test]
fn the_cause_is_shown_beside_a_long_expression() {
    let source = format!("^({})$", "(?:ab)?".repeat(150));
    let found = message(&source, "c", false);
    assert!(
        found.ends_with("expected `a` at byte 0, found `c`"),
        "{found}"
    );
}

#[test]
fn patterns_that_match_everything_or_nothing_are_recognized() {
    for (source, is_any, is_none) in [
        ("a*", true, false),
        ("", true, false),
        ("^", true, false),
        ("^|a", true, false),
        ("a", false, false),
        ("^$", false, false),
        ("a^", false, true),
        ("$a", false, true),
    ] {
        let owned = compile(source).unwrap();
        assert_eq!(
            (owned.is_any(), owned.is_none()),
            (is_any, is_none),
            "{source}"
        );
    }
}

#[test]
fn a_pattern_is_plain_only_if_no_match_needs_an_escape() {
    for (source, is_plain) in [
        ("^[ !#-Z]*$", true),
        ("^[é\x7f]*$", true),
        ("^[ !-Z]*$", false),
        ("^[X-\\]]*$", false),
        ("^\t?$", false),
        ("[a-z]", false),
        ("^[a-z]", false),
    ] {
        assert_eq!(pattern(source).is_plain(), is_plain, "{source}");
    }
}

#[test]
fn the_size_of_a_table_that_is_too_large_is_reported() {
    let error = |source: &str| compile(source).unwrap_err().to_string();
    assert!(
        error("^[^é]{1,300}$")
            .starts_with("expected a table of at most 64 KiB, found one of 75 KiB; ")
    );
    for source in [
        "(a|b)*a(a|b){14}",
        "((a{1,100}){1,100}){1,100}",
        "(a{1,30}b?){1,30}c{1,30}",
        "(\\x00|[a-z]{2,5}|b[0-9]{1,70}){1,50}$",
        "a{4000000000}",
        "a{40000000000000000000}",
        "(\\w{1,1000}){1,1000}",
        "(\\W{1,1000}){1,1000}",
        "(?:\\B.\\b){1000}",
    ] {
        let error = error(source);
        assert!(
            error.starts_with("compiling this needs too much memory"),
            "{error}"
        );
    }
    assert_eq!(compile("^a{2}(b{1,30000}|c{3,})").unwrap_err().at(), 7);
    let long = "x".repeat(1_000_000);
    let expected = "expected an expression of at most 8192 bytes, found 1000000";
    assert!(error(&long).starts_with(expected));
}
