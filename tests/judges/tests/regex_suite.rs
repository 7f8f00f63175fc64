//! The test data of the crate `regex` (<https://github.com/rust-lang/regex/tree/master/testdata>): every case whose expression
//! is in the dialect matches as the suite says, unless it has another meaning in ECMA-262; then it matches like `regress`.
//! `regex_suite.md` lists how many cases are in the dialect, why the others are not, and which have another meaning. `BLESS=1`
//! writes it.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use voucher_definition::pattern::compile;
use voucher_judges::rewrite::to_strict;

#[derive(Deserialize)]
struct File {
    test: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Case {
    name: String,
    regex: toml::Value,
    haystack: String,
    bounds: Option<toml::Value>,
    matches: Vec<toml::Value>,
    #[serde(default)]
    anchored: bool,
    #[serde(default, rename = "case-insensitive")]
    any_letters: bool,
    unicode: Option<bool>,
    #[serde(default)]
    unescape: bool,
    #[serde(default)]
    utf8: Option<bool>,
    line_terminator: Option<String>,
    // Which match is expected, and how much of it, does not matter here, only whether there is one.
    #[serde(rename = "match-kind")]
    _match_kind: Option<String>,
    #[serde(rename = "match-limit")]
    _match_limit: Option<u32>,
    #[serde(rename = "search-kind")]
    _search_kind: Option<String>,
}

impl Case {
    /// Returns the expression and the string, or the reason why the case does not apply.
    fn question(&self) -> Result<(String, String), String> {
        let Some(source) = self.regex.as_str() else {
            return Err("several expressions at once".into());
        };
        // Of ASCII, bytes are characters.
        let is_ascii = source.is_ascii() && self.haystack.is_ascii();
        let other = [
            (
                self.bounds.is_some(),
                "only a part of the string is searched",
            ),
            (
                self.any_letters,
                "flags such as `(?i)`, set beside the expression",
            ),
            (
                self.unicode == Some(false) && !is_ascii,
                "Unicode is off, and not all characters are ASCII: bytes, not characters",
            ),
            (
                self.utf8 == Some(false) && !is_ascii,
                "matches may split characters",
            ),
            (self.line_terminator.is_some(), "another line end"),
        ];
        if let Some((_, reason)) = other.into_iter().find(|(is_so, _)| *is_so) {
            return Err(reason.into());
        }
        let string = if self.unescape {
            unescaped(&self.haystack).ok_or("the string is not UTF-8")?
        } else {
            self.haystack.clone()
        };
        let source = if self.anchored {
            format!("^(?:{source})")
        } else {
            source.into()
        };
        Ok((source, string))
    }
}

/// Resolves the escapes `\n`, `\\` and `\xHH`.
fn unescaped(string: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = string.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            bytes.extend(character.to_string().bytes());
            continue;
        }
        match rest.next()? {
            'n' => bytes.push(b'\n'),
            'r' => bytes.push(b'\r'),
            't' => bytes.push(b'\t'),
            '0' => bytes.push(0),
            'x' => {
                let digits: String = rest.by_ref().take(2).collect();
                bytes.push(u8::from_str_radix(&digits, 16).ok()?);
            }
            other => bytes.extend(other.to_string().bytes()),
        }
    }
    String::from_utf8(bytes).ok()
}

/// The files of the suite with cases about whether an expression matches a string.
const FILES: [&str; 13] = [
    "anchored",
    "crlf",
    "empty",
    "expensive",
    "flags",
    "iter",
    "misc",
    "multiline",
    "no-unicode",
    "substring",
    "unicode",
    "utf8",
    "word-boundary",
];

#[test]
#[cfg_attr(
    not(suites),
    ignore = "set SUITES to the folder of the suites: see tests/README.md"
)]
fn every_case_of_the_dialect_matches_like_the_suite() {
    let suites = std::env::var_os("SUITES").unwrap();
    let folder = PathBuf::from(suites).join("regex/testdata");
    let mut rows = String::from("| file | cases | accepted |\n| --- | --: | --: |\n");
    let mut rejected: BTreeMap<String, u32> = BTreeMap::new();
    let mut different = String::new();
    let (mut cases, mut all_accepted) = (0, 0);
    for name in FILES {
        let string = std::fs::read_to_string(folder.join(name).with_extension("toml")).unwrap();
        let File { test } = toml::from_str(&string).unwrap();
        let mut accepted = 0;
        for case in &test {
            match compare(case) {
                Ok(difference) => {
                    accepted += 1;
                    different.extend(difference);
                }
                Err(reason) => *rejected.entry(reason).or_default() += 1,
            }
        }
        writeln!(rows, "| `{name}` | {} | {accepted} |", test.len()).unwrap();
        (cases, all_accepted) = (cases + test.len(), all_accepted + accepted);
    }
    writeln!(rows, "| all | {cases} | {all_accepted} |").unwrap();
    let table = report(&rows, rejected, &different);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/regex_suite.md");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, &table).unwrap();
    }
    assert_eq!(std::fs::read_to_string(file).unwrap_or_default(), table);
}

/// Checks that a case in the dialect matches as the suite says, or else like ECMA-262. Returns a row of the table if these
/// differ, and the reason if the expression is not in the dialect.
fn compare(case: &Case) -> Result<Option<String>, String> {
    let (source, string) = case.question()?;
    let table = compile(&source).map_err(|error| error.message().to_owned())?;
    let actual = table.leak().matches(&string);
    let ecma = regress::Regex::with_flags(&to_strict(&source), "u").unwrap();
    let is_match = ecma.find(&string).is_some();
    assert_eq!(actual, is_match, "{}: {source:?} on {string:?}", case.name);
    if is_match != case.matches.is_empty() {
        return Ok(None);
    }
    let answer = if is_match { "yes" } else { "no" };
    let source = source.replace('|', "\\|");
    Ok(Some(format!("| `{source}` | {string:?} | {answer} |\n")))
}

fn report(rows: &str, rejected: BTreeMap<String, u32>, different: &str) -> String {
    let mut rejected: Vec<_> = rejected.into_iter().collect();
    rejected.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut table = format!(
        "# The `regex` crate's own test data\n\n\
         A case is accepted if its expression is in the dialect of `pattern`, and then must match as the suite says, unless ECMA-262 \
         gives it another meaning. `BLESS=1` writes this page.\n\n{rows}\n| reason for rejection | cases |\n| --- | --: |\n"
    );
    for (reason, count) in rejected {
        let reason = reason.replace('|', "\\|");
        writeln!(table, "| {reason} | {count} |").unwrap();
    }
    write!(
        table,
        "\n| accepted, but matches as in ECMA-262 and not as in Rust | string | matches |\n| --- | --- | --- |\n{different}"
    )
    .unwrap();
    table
}
