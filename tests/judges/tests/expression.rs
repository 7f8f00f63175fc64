//! The compiler of expressions beside two regex engines: Rust's, and one of ECMA-262, which is what JSON Schema names.
//! What is taken, both read and give the same verdict.

use proptest::prelude::*;
use proptest::sample::select;
use regex::Regex;
use voucher_definition::Pattern;
use voucher_definition::pattern::{Compiled, PatternError, compile};

/// Leaked: a pattern lives as long as the program.
fn pattern(source: &str) -> Result<Pattern, PatternError> {
    let table: &'static Compiled = compile(source)?.leak();
    Ok(Pattern::Compiled(table))
}

fn ecma(source: &str) -> Result<regress::Regex, regress::Error> {
    regress::Regex::with_flags(source, "u")
}

/// `regress` 0.12 finds no `(?:(?:a+)+){2}` in `aa`, where every other engine does: a loop that is the whole body of another,
/// both within a counted one. Of such, its finding nothing says nothing.
fn may_be_missed(source: &str) -> bool {
    let is_loop = |text: &str| text.ends_with(['+', '*', '?', '}']);
    let mut ends = source.match_indices(')').map(|(at, _)| source.split_at(at));
    source.contains('{')
        && ends.any(|(within, rest)| {
            is_loop(within.trim_end_matches(')')) && rest[1..].starts_with(['+', '*', '{'])
        })
}

/// Whether the expression is in the dialect; if so, all three have to agree on every text.
fn judge<'t>(source: &str, texts: impl IntoIterator<Item = &'t str>) -> bool {
    let Ok(pattern) = pattern(source) else {
        return false;
    };
    let regex = Regex::new(source).unwrap_or_else(|error| panic!("{source:?}: {error}"));
    let ecma = ecma(source).unwrap_or_else(|error| panic!("{source:?}: {error}"));
    for text in texts {
        let is_match = pattern.matches(text);
        assert_eq!(is_match, regex.is_match(text), "{source:?} on {text:?}");
        let found = ecma.find(text).is_some();
        if found || !may_be_missed(source) {
            assert_eq!(is_match, found, "ECMA: {source:?} on {text:?}");
        }
        let checked = pattern.check(text);
        assert_eq!(is_match, checked.is_ok(), "{source:?} on {text:?}");
        if let Err(mismatch) = checked {
            let rest = text.get(mismatch.at..).expect("whole characters");
            assert_eq!(
                mismatch.found,
                rest.chars().next(),
                "{source:?} on {text:?}"
            );
        }
        if is_match && pattern.is_plain() {
            let is_escaped = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
            assert!(!text.bytes().any(is_escaped), "{source:?} on {text:?}");
        }
    }
    true
}

/// What stands in an expression: of both languages alike, of one, of none.
const TOKENS: [&str; 76] = [
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
    "\\x{61}",
    "\\p{L}",
    "(?i)",
    "(?=a)",
];

/// The characters of the texts.
const ALPHABET: [char; 11] = ['a', 'b', '0', '-', '_', 'é', '\n', ' ', ']', ',', '1'];

fn texts() -> impl Strategy<Value = Vec<String>> {
    let text = prop::collection::vec(select(&ALPHABET[..]), 0..9);
    prop::collection::vec(text.prop_map(String::from_iter), 1..12)
}

/// An expression of the dialect.
fn expression() -> impl Strategy<Value = String> {
    const ATOMS: [&str; 15] = [
        "a", "b", "0", "é", "-", "\\n", "[ab]", "[^a]", "[^é0]", "[a-b]", "[0-9_-]", "[^\\n]", "^",
        "$", "",
    ];
    let leaf = select(&ATOMS[..]).prop_map(String::from);
    let deeper = |inner: BoxedStrategy<String>| {
        const COUNTS: [&str; 8] = ["*", "+", "?", "{2}", "{1,}", "{0,2}", "*?", "{1,3}?"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|all| all.concat()),
            prop::collection::vec(inner.clone(), 2..4)
                .prop_map(|all| format!("(?:{})", all.join("|"))),
            (inner, select(&COUNTS[..])).prop_map(|(one, count)| format!("(?:{one}){count}")),
        ]
    };
    leaf.prop_recursive(4, 24, 4, move |inner| deeper(inner.boxed()))
}

proptest! {
    #[test]
    fn any_expression_of_the_dialect_matches_like_the_references(source in expression(), texts in texts()) {
        let is_taken = judge(&source, texts.iter().map(String::as_str));
        prop_assert!(is_taken, "{source:?}: {:?}", compile(&source).err());
    }

    #[test]
    fn any_tokens_are_rejected_or_match_like_the_references(
        tokens in prop::collection::vec(select(&TOKENS[..]), 0..7),
        texts in texts(),
    ) {
        judge(&tokens.concat(), texts.iter().map(String::as_str));
    }

    #[test]
    fn any_class_is_rejected_or_matches_like_the_references(
        tokens in prop::collection::vec(select(&["a", "b", "-", "0", "9", "^", "]", "\\-", "\\]", "_", "&", "!", "~"][..]), 1..6),
        texts in texts(),
    ) {
        judge(&format!("^[{}]+$", tokens.concat()), texts.iter().map(String::as_str));
    }

    #[test]
    fn any_string_is_rejected_or_matches_like_the_references(source in "\\PC{0,12}", texts in texts()) {
        judge(&source, texts.iter().map(String::as_str));
    }
}

/// Alone, in pairs, and in pairs within a class.
#[test]
fn every_two_tokens_are_rejected_or_match_like_the_references() {
    let texts = [
        "", "a", "b", "-", "]", "ab", "aa-", "é", "0\n", "a\n", "_ ,",
    ];
    let mut taken = 0;
    for one in TOKENS {
        taken += usize::from(judge(one, texts));
        for other in TOKENS {
            taken += usize::from(judge(&[one, other].concat(), texts));
            taken += usize::from(judge(&["^[a", one, other, "]"].concat(), texts));
        }
    }
    assert!(taken > 2000, "{taken}");
}

/// What ECMA-262 (<https://tc39.es/ecma262/#sec-patterns>, with the flag `u`) says where languages differ: refused, or
/// agreed to. `None` stands for a refusal here, `Some` for whether the text matches there.
#[test]
fn expressions_on_which_engines_differ_are_rejected_or_match_alike() {
    for (source, text, wanted) in [
        // The very end: no line feed may follow, as it may in Python, Ruby and Perl.
        ("^a$", "a\n", Some(false)),
        ("^a$", "a", Some(true)),
        ("a$", "b\na", Some(true)),
        // No line begins within a text.
        ("^a", "b\na", Some(false)),
        // `\d` is ASCII there: U+0660 is a digit in Rust, Python and .NET.
        ("^\\d$", "\u{660}", None),
        ("^[0-9]$", "\u{660}", Some(false)),
        ("^\\w$", "é", None),
        ("^\\W$", "é", None),
        ("^\\s$", "\u{feff}", None),
        ("^.$", "\r", None),
        ("\\bé", "é", None),
        // `-` is itself at an edge and beside a range.
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
        ("^[\\w-]$", "-", None),
        // A character is a code point, not two units of UTF-16.
        ("^[^x]$", "\u{1f600}", Some(true)),
        ("^\\u{1F600}$", "\u{1f600}", Some(true)),
        ("^\\uD83D\\uDE00$", "\u{1f600}", None),
        // A pattern is searched for: it is not anchored.
        ("b", "abc", Some(true)),
        ("a+b?", "xa", Some(true)),
    ] {
        let found = pattern(source).ok().map(|pattern| pattern.matches(text));
        assert_eq!(found, wanted, "{source} on {text:?}");
        if let Some(wanted) = wanted {
            let ecma = ecma(source).unwrap().find(text).is_some();
            assert_eq!(ecma, wanted, "{source} on {text:?}");
        }
    }
}

#[test]
fn the_apis_expression_matches_like_its_built_in_matcher() {
    let compiled = pattern(Pattern::EventType.source()).unwrap();
    for first in '\0'..='\u{250}' {
        for rest in ["", "-", "_", "é", "\n"] {
            let text = format!("{first}{rest}");
            let (one, other) = (compiled.check(&text), Pattern::EventType.check(&text));
            let place = |one: Result<(), voucher_definition::Mismatch>| {
                one.map_err(|mismatch| (mismatch.at, mismatch.found))
            };
            assert_eq!(place(one), place(other), "{text:?}");
        }
    }
}

/// Expressions whose matches have at most five characters, all of them of `ABE`.
fn short_expression() -> impl Strategy<Value = String> {
    let atom = || select(&["a", "b", "é", "[ab]", "[aé]", "a?", "[bé]?"][..]);
    let part = prop::collection::vec(atom(), 0..4).prop_map(|atoms| atoms.concat());
    let parts = prop::collection::vec(part, 1..4);
    (parts, atom()).prop_map(|(parts, last)| format!("^(?:{}){last}$", parts.join("|")))
}

const ABE: [&str; 3] = ["a", "b", "é"];

/// Every text of `ABE` of at most five characters.
fn every_text() -> Vec<String> {
    let mut all = vec![String::new()];
    let mut from = 0;
    for _ in 0..5 {
        let to = all.len();
        for at in from..to {
            all.extend(ABE.map(|one| [&all[at], one].concat()));
        }
        from = to;
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The place of a mismatch is the first at which no text that matches goes on, by all texts that do.
    #[test]
    fn a_mismatch_is_reported_where_no_match_is_possible_any_more(source in short_expression()) {
        let (regex, pattern) = (Regex::new(&source).unwrap(), pattern(&source).unwrap());
        let all = every_text();
        let matching: Vec<_> = all.iter().filter(|text| regex.is_match(text)).collect();
        let is_hope = |start: &str| matching.iter().any(|text| text.starts_with(start));
        for text in &all {
            let Err(mismatch) = pattern.check(text) else {
                continue;
            };
            prop_assert!(is_hope(&text[..mismatch.at]), "{source} on {text}: {mismatch:?}");
            let rest = &text[mismatch.at..];
            prop_assert_eq!(mismatch.found, rest.chars().next());
            if let Some(found) = mismatch.found {
                let end = mismatch.at + found.len_utf8();
                prop_assert!(!is_hope(&text[..end]), "{source} on {text}: {mismatch:?}");
            }
        }
    }
}
