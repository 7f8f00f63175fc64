use super::*;
use crate::pattern::compile;

/// Returns whether an expression matches a string, or the reason why it is rejected.
fn is_match(source: &str, text: &str) -> Result<bool, PatternError> {
    Ok(compile(source)?.as_compiled().matches(text))
}

#[test]
fn the_expressions_of_the_dialect_are_accepted() {
    for source in [
        "",
        "^[a-zA-Z0-9][a-zA-Z0-9-_]*$",
        "[-a]|[a-]|[^-a]|[-]|[a-c-e]|[a-c-]|[a-c-e-g]|[-a-c]",
        "[a^$.*+?(){}|/&~!#]",
        "[\\-\\]\\[\\^\\\\\\/]",
        "\\^\\$\\\\\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\/",
        "\\t\\n\\v\\f\\r\\x41\\u0041\\u{1F600}\\cA\\0",
        "a*|a+?|a??|a{2}|a{2,}?|a{2,3}|(?:a*)*|()*|(a|)|(?:^)*",
        "x^|$y|^$",
        "-,:;<>=@'\"`_&~#! ",
        "\n\t é\u{1f600}",
        ".|\\d|\\D|\\w|\\W|\\s|\\S|[\\d][\\D][\\w-][-\\W][\\s][^\\S]",
        "\\-\\@\\!\\\"\\'\\`\\#\\%\\&\\,\\:\\;\\=\\_\\~\\ |[\\@\\!\\<\\>\\&\\ ]",
        "a]b}|]|}",
        "\\ba\\B|[\\b]",
        "(?<year>a)(?<$_9>b)",
    ] {
        assert_eq!(parse(source).err(), None, "{source}");
    }
}

/// The meaning is that of ECMA-262, also where other languages differ.
#[test]
fn expressions_mean_what_ecma_262_says() {
    for (source, matching, other) in [
        ("^.$", "a\u{85}\u{1f600} \t", "\n\r\u{2028}\u{2029}"),
        ("^[.]$", ".", "a"),
        ("^\\d$", "059", "a/:\u{660}"),
        ("^\\D$", "a/:\u{660}", "059"),
        ("^\\w$", "azAZ09_", "-é@[`{ſ\u{212a}"),
        ("^\\W$", "-é@[`{ſ\u{212a}", "azAZ09_"),
        (
            "^\\s$",
            "\t\n\u{b}\u{c}\r \u{a0}\u{1680}\u{2000}\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}",
            "a\u{85}\u{180e}\u{200b}\u{1c}\u{2060}",
        ),
        ("^\\S$", "a\u{85}\u{180e}\u{200b}", " \u{feff}\u{3000}"),
        ("^[\\d.-]$", "0.-", "a"),
        ("^[^\\d\\s]$", "a\u{85}", "0 \u{feff}"),
        ("^[\\s\\S]$", "a\n\u{1f600}", ""),
        ("^[^\\s\\S]$", "", "a\n"),
        ("^[\\b]$", "\u{8}", "b"),
        ("^\\cJ$|^[\\cj]$", "\n", "cJ"),
        ("^\\0$", "\0", "0"),
        ("^\\x0a$", "\n", "x"),
        (
            "^\\uD83D\\uDE00$|^[\\uD83D\\uDE01-\\uD83D\\uDE02]$",
            "\u{1f600}\u{1f602}",
            "\u{1f603}",
        ),
        ("^\\u{000000061}$", "a", "u"),
        ("^\\-$|^[\\-]$", "-", "\\"),
        ("^[\\w\\-.]$", "a-.", ",/"),
        ("^[+\\--9]$", "+-.9", ",:"),
        ("^]$|^}$", "]}", "[{"),
        ("^(?<name>a)$", "a", "n"),
        ("^a{02}$|^b??$", "b", "a"),
    ] {
        for (characters, expected) in [(matching, true), (other, false)] {
            for character in characters.chars() {
                let text = alloc::string::String::from(character);
                assert_eq!(is_match(source, &text), Ok(expected), "{source} {text:?}");
            }
        }
    }
}

#[test]
fn word_boundaries_know_ascii_words_and_whole_characters() {
    for (source, text, expected) in [
        ("\\bé", "aé", true),
        ("\\bé", "éé", false),
        ("a\\b", "aé", true),
        ("a\\b", "ab", false),
        ("^\\b", "", false),
        ("^\\B", "", true),
        ("\\B", "é", true),
        // The two bytes of the letter have no boundary between them.
        ("\\B", "aéa", false),
        ("\\B", "aééa", true),
        ("\\B$", "aé", true),
        ("x\\B|^a\\Bb", "ab", true),
        ("\\b\\B", "ab é", false),
    ] {
        assert_eq!(is_match(source, text), Ok(expected), "{source} {text}");
    }
}

const REJECTED: [(&str, usize, &str); 92] = [
    ("\\<a", 0, "write `\\b`"),
    ("a\\>", 1, "write `\\b`"),
    ("\\b{2}", 2, "enclose it in `(?:…)`"),
    ("\\b{start}a", 2, "invalid repetition"),
    ("\\B*", 2, "enclose it in `(?:…)`"),
    ("[\\B]", 1, "`\\B` is not an escape"),
    ("\\Aa", 0, "write `^`"),
    ("a\\z", 1, "write `$`"),
    (
        "a\\Z",
        1,
        "`\\Z` is not an anchor in JSON Schema; write `$`",
    ),
    ("[\\A]", 1, "`\\A` is not an escape"),
    ("\\p{L}", 0, "version of Unicode"),
    ("[\\PL]", 1, "version of Unicode"),
    ("(?i)a", 0, "flags such as"),
    ("(?i:a)", 0, "flags such as"),
    ("(?-s)a", 0, "flags such as"),
    ("(?^:a)", 0, "flags such as"),
    ("(?P<n>a)", 0, "write `(?:…)`"),
    ("(?>a)", 0, "found another group"),
    ("(?#a)", 0, "found another group"),
    ("(?", 0, "found another group"),
    ("(?<é>a)", 0, "expected a name"),
    ("(?<1>a)", 0, "expected a name"),
    ("(?<>a)", 0, "expected a name"),
    ("(?<n", 0, "expected a name"),
    ("(?<n>a)(?<n>b)", 7, "duplicate group `n`"),
    ("a(?=b)", 1, "look-around"),
    ("a(?!b)", 1, "look-around"),
    ("(?<=b)a", 0, "look-around"),
    ("(?<!b)a", 0, "look-around"),
    ("(a)\\1", 3, "back-references"),
    ("(?<n>a)\\k<n>", 7, "back-references"),
    ("[\\1]", 1, "write `\\x01`"),
    ("[\\k]", 1, "`\\k` is not an escape"),
    ("\\00", 0, "octal escapes"),
    ("[\\07]", 1, "octal escapes"),
    ("\\c", 0, "expected a letter after `\\c`"),
    ("\\c1", 0, "expected a letter after `\\c`"),
    ("[\\c_]", 1, "expected a letter after `\\c`"),
    ("\\a", 0, "write `\\x07`"),
    ("\\e", 0, "write `\\x1b`"),
    ("\\h", 0, "`\\h` is not an escape"),
    ("\\Qa\\E", 0, "`\\Q` is not an escape"),
    ("\\x{41}", 0, "write `\\u{…}`"),
    ("\\x4", 0, "not the number of a character"),
    ("\\xé", 0, "not the number of a character"),
    ("\\u12", 0, "not the number of a character"),
    ("\\u{}", 0, "not the number of a character"),
    ("\\u{41", 0, "not the number of a character"),
    ("\\u{110000}", 0, "not the number of a character"),
    ("\\u{fffffffff}", 0, "not the number of a character"),
    ("\\U00000041", 0, "`\\U` is not an escape"),
    ("a\\uD83D", 1, "a surrogate is not a character"),
    ("\\uDE00\\uD83D", 0, "a surrogate is not a character"),
    ("\\uD83D\\u0041", 0, "a surrogate is not a character"),
    ("\\u{D83D}\\u{DE00}", 0, "a surrogate is not a character"),
    ("[\\uD800-\\uDFFF]", 1, "a surrogate is not a character"),
    ("\\é", 0, "remove it"),
    ("\\\n", 0, "remove it"),
    ("\\", 0, "after the backslash"),
    ("[\\", 1, "after the backslash"),
    ("{", 0, "expected something to repeat"),
    ("a{", 1, "invalid repetition"),
    ("a{b}", 1, "invalid repetition"),
    ("a{}", 1, "invalid repetition"),
    ("a{,}", 1, "invalid repetition"),
    ("a{1,2,3}", 1, "invalid repetition"),
    ("a{,3}", 1, "write `{0,3}`"),
    ("a{ 3 }", 1, "write `{3}`"),
    ("a{2, 3}", 1, "write `{2,3}`"),
    ("a{3,2}", 1, "the end of `{3,2}` is below its start"),
    ("a**", 2, "enclose it in `(?:…)`"),
    ("a?+", 2, "enclose it in `(?:…)`"),
    ("a??+", 3, "enclose it in `(?:…)`"),
    ("a{2}{3}", 4, "enclose it in `(?:…)`"),
    ("^*", 1, "enclose it in `(?:…)`"),
    ("*a", 0, "expected something to repeat"),
    ("a|?", 2, "expected something to repeat"),
    ("[]a]", 1, "write `\\]`"),
    ("[^]a]", 2, "write `\\]`"),
    ("[]", 1, "write `\\]`"),
    ("[a", 0, "add `]`"),
    ("[a-", 0, "add `]`"),
    ("[z-a]", 1, "the end of `z-a` is below its start"),
    ("[a-\\d]", 3, "expected one character"),
    ("[\\w-a]", 3, "expected one character"),
    ("[--/]", 1, "write `\\-` for a dash"),
    ("[a--b]", 2, "write `\\-` for a dash"),
    ("[a&&b]", 2, "combine classes in Rust"),
    ("[a~~b]", 2, "combine classes in Rust"),
    ("[a[b]]", 2, "write `\\[`"),
    ("[[:alpha:]]", 1, "write the characters"),
    ("(a", 0, "add `)`"),
];

#[test]
fn other_expressions_are_rejected_by_name() {
    for (source, at, part) in REJECTED {
        let error = parse(source).map(|_| ()).expect_err(source);
        assert_eq!(error.at(), at, "{source}: {error}");
        assert!(error.message().contains(part), "{source}: {error}");
    }
    let error = parse("a)").map(|_| ()).unwrap_err();
    assert!(error.message().contains("unopened group"), "{error}");
    let deep = "(".repeat(200) + &")".repeat(200);
    let error = parse(&deep).map(|_| ()).unwrap_err();
    assert!(error.message().contains("100 deep"), "{error}");
}
