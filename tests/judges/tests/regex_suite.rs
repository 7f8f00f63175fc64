//! The test data of the `regex` crate (<https://github.com/rust-lang/regex/tree/master/testdata>): every case whose
//! expression is in the dialect has the verdict that stands there. `regex_suite.md` says how many are, and why the others
//! are not; `BLESS=1` writes it.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use voucher_definition::pattern::compile;

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
    // How much of a match is wanted, and which: there is one, or there is none.
    #[serde(rename = "match-kind")]
    _match_kind: Option<String>,
    #[serde(rename = "match-limit")]
    _match_limit: Option<u32>,
    #[serde(rename = "search-kind")]
    _search_kind: Option<String>,
}

impl Case {
    /// The expression and the text, or why the case asks something else.
    fn question(&self) -> Result<(String, String), String> {
        let Some(source) = self.regex.as_str() else {
            return Err("several expressions at once".into());
        };
        let other = [
            (
                self.bounds.is_some(),
                "a part of the text alone is searched",
            ),
            (
                self.any_letters,
                "flags such as `(?i)`, set beside the expression",
            ),
            (
                self.unicode == Some(false),
                "Unicode is off: bytes, not characters",
            ),
            (self.utf8 == Some(false), "matches may split characters"),
            (self.line_terminator.is_some(), "another line end"),
        ];
        if let Some((_, why)) = other.into_iter().find(|(is_so, _)| *is_so) {
            return Err(why.into());
        }
        let text = if self.unescape {
            unescaped(&self.haystack).ok_or("the text is no UTF-8")?
        } else {
            self.haystack.clone()
        };
        let source = if self.anchored {
            format!("^(?:{source})")
        } else {
            source.into()
        };
        Ok((source, text))
    }
}

/// `\n`, `\\` and `\xHH`
fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.chars();
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

/// The files of the suite whose cases ask only whether an expression matches a string.
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
    let mut rows = String::from("| file | cases | taken |\n| --- | --: | --: |\n");
    let mut refused: BTreeMap<String, u32> = BTreeMap::new();
    let (mut cases, mut all_taken) = (0, 0);
    for name in FILES {
        let text = std::fs::read_to_string(folder.join(name).with_extension("toml")).unwrap();
        let File { test } = toml::from_str(&text).unwrap();
        let mut taken = 0;
        for case in &test {
            match judged(case) {
                Ok(()) => taken += 1,
                Err(why) => *refused.entry(why).or_default() += 1,
            }
        }
        writeln!(rows, "| `{name}` | {} | {taken} |", test.len()).unwrap();
        (cases, all_taken) = (cases + test.len(), all_taken + taken);
    }
    writeln!(rows, "| all | {cases} | {all_taken} |").unwrap();
    let table = written(&rows, refused);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/regex_suite.md");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, &table).unwrap();
    }
    assert_eq!(std::fs::read_to_string(file).unwrap_or_default(), table);
}

/// Whether the case is in the dialect; if so, it has its verdict.
fn judged(case: &Case) -> Result<(), String> {
    let (source, text) = case.question()?;
    let table = compile(&source).map_err(|error| error.message().to_owned())?;
    let wanted = !case.matches.is_empty();
    let found = table.leak().matches(&text);
    assert_eq!(found, wanted, "{}: {source:?} on {text:?}", case.name);
    Ok(())
}

fn written(rows: &str, refused: BTreeMap<String, u32>) -> String {
    let mut refused: Vec<_> = refused.into_iter().collect();
    refused.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut table = format!(
        "# The `regex` crate's own test data\n\n\
         A case is taken where its expression is in the dialect of `pattern`; its verdict then is the suite's. `BLESS=1` \
         writes this page.\n\n{rows}\n| not taken, for | cases |\n| --- | --: |\n"
    );
    for (why, count) in refused {
        let why = why.replace('|', "\\|");
        writeln!(table, "| {why} | {count} |").unwrap();
    }
    table
}
