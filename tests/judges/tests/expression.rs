//! Every accepted regular expression matches like two reference engines: `regress`, which implements ECMA-262, the dialect of
//! JSON Schema, and the crate `regex`, for which the expression is rewritten.

use proptest::prelude::*;
use proptest::sample::select;
use regex::Regex;
use voucher_definition::Pattern;
use voucher_definition::pattern::{Compiled, PatternError, compile};
use voucher_judges::rewrite::{to_rust, to_strict};

/// Compiles an expression and leaks it, because a pattern is `'static`.
fn pattern(source: &str) -> Result<Pattern, PatternError> {
    let table: &'static Compiled<'static> = compile(source)?.leak();
    Ok(Pattern::Compiled(table))
}

/// Returns the expression as ECMA-262 reads it. With the flag `u`, needless backslashes and unescaped literal brackets
/// are invalid, so they are rewritten. They are valid without it; but then, `\u{…}` has another meaning.
fn ecma(source: &str) -> Vec<regress::Regex> {
    let flagged = |source: &str, flags: &str| regress::Regex::with_flags(source, flags);
    let unflagged = (!source.contains("\\u")).then(|| flagged(source, ""));
    let strict = flagged(source, "u").or_else(|_| flagged(&to_strict(source), "u"));
    [Some(strict), unflagged]
        .into_iter()
        .flatten()
        .map(|regex| regex.unwrap_or_else(|error| panic!("{source:?}: {error}")))
        .collect()
}

/// Returns whether `regress` may fail to find a match. Unlike every other engine, version 0.12 does not find
/// `(?:(?:a+)+){2}` in `aa`: a loop that is the entire body of another, both inside a counted repetition.
fn may_be_missed(source: &str) -> bool {
    let is_loop = |string: &str| string.ends_with(['+', '*', '?', '}']);
    let mut ends = source.match_indices(')').map(|(at, _)| source.split_at(at));
    source.contains('{')
        && ends.any(|(within, rest)| {
            is_loop(within.trim_end_matches(')')) && rest[1..].starts_with(['+', '*', '{'])
        })
}

/// Returns whether the expression is accepted. If so, checks that all three engines agree on every string.
fn compare<'t>(source: &str, strings: impl IntoIterator<Item = &'t str>) -> bool {
    let Ok(pattern) = pattern(source) else {
        return false;
    };
    let regex = Regex::new(&to_rust(source)).unwrap_or_else(|error| panic!("{source:?}: {error}"));
    let ecma = ecma(source);
    for string in strings {
        let is_match = pattern.matches(string);
        assert_eq!(is_match, regex.is_match(string), "{source:?} on {string:?}");
        for ecma in &ecma {
            let ecma_match = ecma.find(string).is_some();
            if ecma_match || !may_be_missed(source) {
                assert_eq!(ecma_match, is_match, "ECMA: {source:?} on {string:?}");
            }
        }
        let checked = pattern.check(string);
        assert_eq!(is_match, checked.is_ok(), "{source:?} on {string:?}");
        if let Err(mismatch) = checked {
            let rest = string.get(mismatch.at..).expect("whole characters");
            assert_eq!(
                mismatch.found,
                rest.chars().next(),
                "{source:?} on {string:?}"
            );
        }
        if is_match && pattern.is_plain() {
            let is_escaped = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
            assert!(!string.bytes().any(is_escaped), "{source:?} on {string:?}");
        }
    }
    true
}

/// Tokens that are valid in both dialects, in one, or in none.
const TOKENS: [&str; 100] = [
    "a",
    "b",
    "0",
    "-",
    "_",
    "é",
    "\n",
    " ",
    ",",
    "]",
    "}",
    "{",
    "^",
    "$",
    ".",
    "|",
    "(",
    "(?:",
    ")",
    "*",
    "+",
    "?",
    "*?",
    "+?",
    "??",
    "{2}",
    "{1,}",
    "{0,2}",
    "{2,1}",
    "{,2}",
    "{1,2}?",
    "[ab]",
    "[^a]",
    "[a-b]",
    "[-a]",
    "[a-]",
    "[a-b-0]",
    "[^-a]",
    "[--0]",
    "[a--b]",
    "[a-b-]",
    "[]a]",
    "[^]",
    "[",
    "[^",
    "a-b",
    "&&",
    "~~",
    "[[:alpha:]]",
    "[a[b]]",
    "\\d",
    "\\w",
    "\\W",
    "\\s",
    "\\b",
    "\\B",
    "\\A",
    "\\z",
    "\\n",
    "\\t",
    "\\a",
    "\\0",
    "\\1",
    "\\cA",
    "\\-",
    "\\/",
    "\\.",
    "\\]",
    "\\&",
    "\\x61",
    "\\u0061",
    "\\u{e9}",
    "\\x30",
    "\\u0062",
    "\\x{61}",
    "\\p{L}",
    "(?i)",
    "(?=a)",
    "\\D",
    "\\S",
    "[\\w-]",
    "[^\\s]",
    "[\\D\\n]",
    "[.]",
    "[^\\Wa]",
    "[\\b]",
    "\\@",
    "\\\"",
    "\\<",
    "\\ ",
    "\\_",
    "\\c",
    "\\uD83D\\uDE00",
    "\\uD83D",
    "(?<n>",
    "(?<!",
    "\u{1f600}",
    "\u{2028}",
    "\u{feff}",
    "\u{85}",
];

/// The characters of the strings.
const ALPHABET: [char; 23] = [
    'a',
    'b',
    '0',
    '-',
    '_',
    'é',
    '\n',
    ' ',
    ']',
    ',',
    '1',
    '}',
    '@',
    '"',
    '\r',
    '\u{2028}',
    '\u{feff}',
    '\u{85}',
    '\u{660}',
    '\u{1f600}',
    '\u{1}',
    '\u{8}',
    '\0',
];

fn strings() -> impl Strategy<Value = Vec<String>> {
    let string = prop::collection::vec(select(&ALPHABET[..]), 0..9);
    prop::collection::vec(string.prop_map(String::from_iter), 1..12)
}

/// Expressions of the dialect that others are made of.
const ATOMS: [&str; 52] = [
    "a",
    "b",
    "0",
    "é",
    "-",
    "\\n",
    "[ab]",
    "[^a]",
    "[^é0]",
    "[a-b]",
    "[0-9_-]",
    "[^\\n]",
    "^",
    "$",
    "",
    ".",
    "\\d",
    "\\D",
    "\\w",
    "\\W",
    "\\s",
    "\\S",
    "[\\d_-]",
    "[^\\D0]",
    "[\\w-]",
    "[^\\w]",
    "[\\W\\d]",
    "[^\\s]",
    "[\\S\\n]",
    "[\\s\\S]",
    "[.\\-]",
    "\\b",
    "\\B",
    "\\-",
    "\\@",
    "\\\"",
    "]",
    "}",
    "\\cA",
    "[\\cA\\b]",
    "(?:\\0)",
    "\\x61",
    "\\u0061",
    "\\u{e9}",
    "\\uD83D\\uDE00",
    "[^\\uD83D\\uDE00]",
    "[\\0-\\u{10FFFF}]",
    "\u{1f600}",
    "\u{feff}",
    "[\u{85}-\u{2028}]",
    "(?:a)",
    "(b)",
];

/// Generates an expression of the dialect.
fn expression() -> impl Strategy<Value = String> {
    let leaf = select(&ATOMS[..]).prop_map(String::from);
    let deeper = |inner: BoxedStrategy<String>| {
        const COUNTS: [&str; 8] = ["*", "+", "?", "{2}", "{1,}", "{0,2}", "*?", "{1,3}?"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|all| all.concat()),
            prop::collection::vec(inner.clone(), 2..4)
                .prop_map(|all| format!("(?:{})", all.join("|"))),
            (inner, select(&COUNTS[..]))
                .prop_map(|(element, count)| format!("(?:{element}){count}")),
        ]
    };
    leaf.prop_recursive(4, 24, 4, move |inner| deeper(inner.boxed()))
}

proptest! {
    #[test]
    fn any_expression_of_the_dialect_matches_like_the_references(source in expression(), strings in strings()) {
        let is_accepted = compare(&source, strings.iter().map(String::as_str));
        prop_assert!(is_accepted, "{source:?}: {:?}", compile(&source).err());
    }

    #[test]
    fn any_tokens_are_rejected_or_match_like_the_references(
        tokens in prop::collection::vec(select(&TOKENS[..]), 0..7),
        strings in strings(),
    ) {
        compare(&tokens.concat(), strings.iter().map(String::as_str));
    }

    #[test]
    fn any_class_is_rejected_or_matches_like_the_references(
        tokens in prop::collection::vec(select(&["a", "b", "-", "0", "9", "^", "]", "\\-", "\\]", "_", "&", "!", "~", "\\d", "\\W", "\\s", "\\S", "\\b", "\\@", ".", "é"][..]), 1..6),
        strings in strings(),
    ) {
        compare(&format!("^[{}]+$", tokens.concat()), strings.iter().map(String::as_str));
    }

    #[test]
    fn any_string_is_rejected_or_matches_like_the_references(source in "\\PC{0,12}", strings in strings()) {
        compare(&source, strings.iter().map(String::as_str));
    }
}

/// Tests all tokens alone, in pairs, and in pairs inside a class.
#[test]
fn every_two_tokens_are_rejected_or_match_like_the_references() {
    let strings = [
        "", "a", "b", "-", "]", "ab", "aa-", "é", "0\n", "a\n", "_ ,", "aéa",
    ];
    let mut accepted = 0;
    for element in TOKENS {
        accepted += usize::from(compare(element, strings));
        for other in TOKENS {
            accepted += usize::from(compare(&[element, other].concat(), strings));
            accepted += usize::from(compare(&["^[a", element, other, "]"].concat(), strings));
        }
    }
    assert!(accepted > 8000, "{accepted}");
}

/// Expressions on which engines differ, with a string, and whether it matches in ECMA-262; `None` if they are rejected.
const DIFFERENT: [(&str, &str, Option<bool>); 47] = [
    // `$` is the end of the string. In Python, Ruby and Perl, a line feed may follow.
    ("^a$", "a\n", Some(false)),
    ("^a$", "a", Some(true)),
    ("a$", "b\na", Some(true)),
    // `^` is the start of the string, not of a line.
    ("^a", "b\na", Some(false)),
    // `\d` is ASCII in ECMA-262; in Rust, Python and .NET, U+0660 is a digit too.
    ("^\\d$", "\u{660}", Some(false)),
    ("^[0-9]$", "\u{660}", Some(false)),
    // So are the letters of `\w` and `\b`.
    ("^\\w$", "é", Some(false)),
    ("^\\W$", "é", Some(true)),
    ("\\bé", "é", Some(false)),
    ("\\Bé", "é", Some(true)),
    // There is nothing between the bytes of a character.
    ("\\B", "aéa", Some(false)),
    // `\s` includes U+FEFF; in Rust and Python, it includes U+0085 instead.
    ("^\\s$", "\u{feff}", Some(true)),
    ("^\\s$", "\u{85}", Some(false)),
    ("^\\S$", "\u{feff}", Some(false)),
    // `.` excludes four characters; in Rust and Python, only the first one.
    ("^.$", "\n", Some(false)),
    ("^.$", "\r", Some(false)),
    ("^.$", "\u{2028}", Some(false)),
    ("^.$", "\u{2029}", Some(false)),
    ("^.$", "\u{85}", Some(true)),
    // `-` is literal at an edge and next to a range.
    ("^[a-z-]$", "-", Some(true)),
    ("^[-a-z]$", "-", Some(true)),
    ("^[a-zA-Z0-9-_]$", "-", Some(true)),
    ("^[a-zA-Z0-9-_]$", "_", Some(true)),
    ("^[a-zA-Z0-9-_]$", "^", Some(false)),
    ("^[+-.]$", ",", Some(true)),
    ("^[a\\-z]$", "-", Some(true)),
    ("^[a\\-z]$", "b", Some(false)),
    ("^[+--]$", ",", None),
    ("^[--/]$", ".", None),
    ("^[\\w-]$", "-", Some(true)),
    ("^[\\w-.]$", "-", None),
    // A character is a code point, not two units of UTF-16.
    ("^[^x]$", "\u{1f600}", Some(true)),
    ("^\\u{1F600}$", "\u{1f600}", Some(true)),
    ("^\\uD83D\\uDE00$", "\u{1f600}", Some(true)),
    ("^.$", "\u{1f600}", Some(true)),
    ("^\\uD83D", "\u{1f600}", None),
    // A bracket or brace on its own, and a character after a needless backslash, are literal.
    ("^[0-9]]$", "0]", Some(true)),
    ("^}$", "}", Some(true)),
    ("^a{,2}$", "aa", None),
    ("^\\-\\@$", "-@", Some(true)),
    ("^[\\w\\-]$", "\\", Some(false)),
    // In Rust, these are word boundaries; in Perl, a space, an escape and the end.
    ("\\<a\\>", "a", None),
    ("\\h", " ", None),
    ("\\e", "\u{1b}", None),
    ("a\\Z", "a", None),
    // A pattern is not anchored.
    ("b", "abc", Some(true)),
    ("a+b?", "xa", Some(true)),
];

/// Expressions on which engines differ are rejected (`None`), or match as in ECMA-262
/// (<https://tc39.es/ecma262/#sec-patterns>, with the flag `u`; `Some` is whether the string matches).
#[test]
fn expressions_on_which_engines_differ_are_rejected_or_match_alike() {
    for (source, string, expected) in DIFFERENT {
        let is_match = pattern(source).ok().map(|pattern| pattern.matches(string));
        assert_eq!(is_match, expected, "{source} on {string:?}");
        if let Some(expected) = expected {
            for ecma in ecma(source) {
                assert_eq!(
                    ecma.find(string).is_some(),
                    expected,
                    "{source} on {string:?}"
                );
            }
        }
    }
}

/// Tests each character of Unicode.
#[test]
fn every_set_has_the_characters_that_it_has_in_ecma_262() {
    let all: String = ('\0'..=char::MAX).collect();
    for set in [".", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S"] {
        let engines = ecma(set);
        let found = engines[0].find_iter(&all);
        let expected: String = found.map(|found| &all[found.range()]).collect();
        let pattern = pattern(set).unwrap();
        let mut text = [0; 4];
        let mut is_match = |one: &char| pattern.matches(one.encode_utf8(&mut text));
        let actual: String = all.chars().filter(|one| is_match(one)).collect();
        assert!(actual == expected, "{set}");
    }
}

#[test]
fn the_apis_expression_matches_like_its_built_in_matcher() {
    let compiled = pattern(Pattern::EventType.source()).unwrap();
    for first in '\0'..='\u{250}' {
        for rest in ["", "-", "_", "é", "\n"] {
            let string = format!("{first}{rest}");
            let (own, built_in) = (compiled.check(&string), Pattern::EventType.check(&string));
            let index = |result: Result<(), voucher_definition::Mismatch>| {
                result.map_err(|mismatch| (mismatch.at, mismatch.found))
            };
            assert_eq!(index(own), index(built_in), "{string:?}");
        }
    }
}

/// Generates expressions whose matches have at most five characters from `ABE`.
fn short_expression() -> impl Strategy<Value = String> {
    let atom = || select(&["a", "b", "é", "[ab]", "[aé]", "a?", "[bé]?"][..]);
    let part = prop::collection::vec(atom(), 0..4).prop_map(|atoms| atoms.concat());
    let parts = prop::collection::vec(part, 1..4);
    (parts, atom()).prop_map(|(parts, last)| format!("^(?:{}){last}$", parts.join("|")))
}

const ABE: [&str; 3] = ["a", "b", "é"];

/// Returns every string of at most five characters from `ABE`.
fn every_text() -> Vec<String> {
    let mut all = vec![String::new()];
    let mut from = 0;
    for _ in 0..5 {
        let to = all.len();
        for at in from..to {
            all.extend(ABE.map(|element| [&all[at], element].concat()));
        }
        from = to;
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A mismatch is reported at the first index from which no matching string continues, by comparison with all of them.
    #[test]
    fn a_mismatch_is_reported_where_no_match_is_possible_any_more(source in short_expression()) {
        let (regex, pattern) = (Regex::new(&source).unwrap(), pattern(&source).unwrap());
        let all = every_text();
        let matching: Vec<_> = all.iter().filter(|string| regex.is_match(string)).collect();
        let is_hope = |start: &str| matching.iter().any(|string| string.starts_with(start));
        for string in &all {
            let Err(mismatch) = pattern.check(string) else {
                continue;
            };
            prop_assert!(is_hope(&string[..mismatch.at]), "{source} on {string}: {mismatch:?}");
            let rest = &string[mismatch.at..];
            prop_assert_eq!(mismatch.found, rest.chars().next());
            if let Some(found) = mismatch.found {
                let end = mismatch.at + found.len_utf8();
                prop_assert!(!is_hope(&string[..end]), "{source} on {string}: {mismatch:?}");
            }
        }
    }
}
