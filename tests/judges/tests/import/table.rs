//! The results as a table.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use voucher_codegen::import::Entry;

/// The results of one API.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) bodies: usize,
    pub(crate) failed: usize,
    /// Definitions whose body is any value.
    pub(crate) any: usize,
    /// Definitions that lose a keyword of the body.
    pub(crate) lossy: usize,
    pub(crate) wider: usize,
    pub(crate) narrower: usize,
    /// Sources that are not valid JSON Schemas, so that they cannot be compared.
    pub(crate) invalid: usize,
    /// Definitions that differ from the source by the letter of JSON Schema.
    pub(crate) literal: usize,
    /// The number of bodies with each cause of a loss, and how many of them were found to differ.
    causes: BTreeMap<String, (usize, usize)>,
    pub(crate) details: Vec<String>,
    /// Differences that the report does not explain.
    pub(crate) bugs: Vec<String>,
}

impl Row {
    pub(crate) fn changed(&self) -> usize {
        self.wider + self.narrower
    }

    /// Counts the causes of what a definition lost.
    pub(crate) fn add_losses<'e>(&mut self, lost: impl Iterator<Item = &'e Entry>, differs: bool) {
        let causes: BTreeSet<String> = lost.map(|entry| cause(entry.note())).collect();
        for cause in causes {
            let (bodies, differing) = self.causes.entry(cause).or_default();
            *bodies += 1;
            *differing += usize::from(differs);
        }
    }

    fn add(&mut self, other: &Self) {
        self.bodies += other.bodies;
        self.failed += other.failed;
        self.any += other.any;
        self.lossy += other.lossy;
        self.literal += other.literal;
        self.wider += other.wider;
        self.narrower += other.narrower;
        self.invalid += other.invalid;
        for (cause, (bodies, differing)) in &other.causes {
            let counts = self.causes.entry(cause.clone()).or_default();
            counts.0 += bodies;
            counts.1 += differing;
        }
    }
}

/// Returns a note without the names and numbers in it.
fn cause(note: &str) -> String {
    let mut cause = String::new();
    for (at, part) in note.split('`').enumerate() {
        let is_keyword = part.len() < 24
            && !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphabetic() || byte == b'$' || byte == b'-');
        match (at % 2, is_keyword) {
            (1, true) => write!(cause, "`{part}`").unwrap(),
            (1, false) => cause.push('…'),
            _ => cause.extend(
                part.chars()
                    .map(|one| if one.is_ascii_digit() { '0' } else { one }),
            ),
        }
    }
    while cause.contains("00") {
        cause = cause.replace("00", "0");
    }
    let end = cause.find([';', '(']).unwrap_or(cause.len());
    cause[..end].trim().replace('|', "\\|")
}

/// The results of all APIs.
#[derive(Default)]
pub(crate) struct Table {
    rows: BTreeMap<String, Row>,
    events: BTreeMap<String, Row>,
}

impl Table {
    pub(crate) fn row(&mut self, api: &str) -> &mut Row {
        self.rows.entry(api.into()).or_default()
    }

    pub(crate) fn event_row(&mut self, name: &str) -> &mut Row {
        self.events.entry(name.into()).or_default()
    }

    pub(crate) fn total(&self) -> Row {
        let mut total = Row::default();
        self.rows.values().for_each(|row| total.add(row));
        total
    }

    pub(crate) fn details(&self) -> String {
        let rows = self.rows.iter().chain(&self.events);
        let lines = rows.flat_map(|(name, row)| {
            row.details
                .iter()
                .map(move |line| format!("{name}: {line}"))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Returns the differences that no report explains.
    pub(crate) fn bugs(&self) -> Vec<String> {
        let rows = self.rows.values().chain(self.events.values());
        rows.flat_map(|row| row.bugs.clone()).collect()
    }

    pub(crate) fn to_markdown(&self) -> String {
        let mut out = String::from(
            "# Imported descriptions\n\n\
             The results of `tests/judges/tests/import.rs`, which imports published descriptions and compares each definition with its\n\
             source on random bodies and changes of them: the crate `jsonschema` checks them against the source.\n\n\
             - *lossy*: the report of the import says that a keyword of the body is lost.\n\
             - *wider*: the definition accepts a body that the source rejects. *narrower*: it rejects one that the source accepts. A body that\n  \
               differs although its report does not say that anything is lost is a bug, and the test fails.\n\
             - *by the letter*: how many differ if the source is read as JSON Schema. Otherwise, rules of one type imply that type, as in\n  \
               [definition files](../definition/DEFINITION.md), and a request does not need a property that the same schema declares as\n  \
               `readOnly`, as in `OpenAPI` 3.0. In both, of the formats only `date-time`, `date` and `uuid` restrict values.\n\n\
             ## JSON bodies of POST, PUT and PATCH\n\n",
        );
        write_rows(&mut out, &self.rows, "API");
        let total = self.total();
        write_row(&mut out, "**all**", &total);
        out.push_str("\n## Event schemas\n\n");
        write_rows(&mut out, &self.events, "schemas");
        out.push_str(
            "\n## What is lost\n\nThe number of bodies above with each cause, parameters included, and how many of them were found to differ.\n\n\
             | bodies | found to differ | cause |\n| ---: | ---: | --- |\n",
        );
        let mut causes: Vec<_> = total.causes.iter().collect();
        causes.sort_by_key(|(cause, (count, _))| (std::cmp::Reverse(*count), (*cause).clone()));
        for (cause, (count, differing)) in causes {
            writeln!(out, "| {count} | {differing} | {cause} |").unwrap();
        }
        out
    }
}

fn write_rows(out: &mut String, rows: &BTreeMap<String, Row>, name: &str) {
    writeln!(
        out,
        "| {name} | bodies | not imported | any value | lossy | wider | narrower | by the letter | not compared |"
    )
    .unwrap();
    out.push_str("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for (name, row) in rows.iter().filter(|(_, row)| row.bodies > 0) {
        write_row(out, name, row);
    }
}

fn write_row(out: &mut String, name: &str, row: &Row) {
    let Row {
        bodies,
        failed,
        any,
        lossy,
        wider,
        narrower,
        invalid,
        literal,
        ..
    } = row;
    writeln!(
        out,
        "| {name} | {bodies} | {failed} | {any} | {lossy} | {wider} | {narrower} | {literal} | {invalid} |"
    )
    .unwrap();
}
