//! What became of each keyword of a description.

use crate::json::{Json, Object};
use indexmap::IndexMap;
use std::fmt::{self, Display, Formatter};

/// What became of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The definition has it.
    Kept,
    /// The definition has it in another form, or it restricts nothing.
    Translated,
    /// The definition accepts other values because of it, or the request is incomplete.
    Lost,
}

impl Outcome {
    /// Returns the name of the outcome: `kept`, `translated` or `lost`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Translated => "translated",
            Self::Lost => "lost",
        }
    }
}

/// What became of one keyword.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pointer: String,
    outcome: Outcome,
    note: String,
}

impl Entry {
    /// Returns the JSON Pointer of the keyword in the description.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Returns what became of the keyword.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Returns what changed, and why. Empty for a keyword that is kept as it is.
    #[must_use]
    pub fn note(&self) -> &str {
        &self.note
    }
}

/// Writes `lost /components/schemas/Order/not: …`.
impl Display for Entry {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let name = self.outcome.name();
        // A pointer may have any character.
        let pointer = self.pointer.escape_debug();
        write!(
            f,
            "{name} {}",
            if self.pointer.is_empty() {
                "/".to_string()
            } else {
                pointer.to_string()
            }
        )?;
        if !self.note.is_empty() {
            write!(f, ": {}", self.note)?;
        }
        Ok(())
    }
}

/// What became of each keyword of a description that an operation uses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub(super) operation: String,
    entries: IndexMap<String, Entry>,
}

impl Report {
    /// Returns the method and the path of the operation in the description: `POST /payments`.
    #[must_use]
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// Returns an iterator over the keywords, in the order in which they were translated.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// Returns the number of keywords with an outcome.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        let entries = self.entries();
        entries.filter(|entry| entry.outcome == outcome).count()
    }

    /// Returns the report as JSON: the `operation`, the number of keywords with each outcome, and `keywords`, each with `pointer`, `outcome` and
    /// `note`.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut report = Object::default();
        report.set("operation", self.operation.as_str());
        for outcome in [Outcome::Kept, Outcome::Translated, Outcome::Lost] {
            report.set(outcome.name(), self.count(outcome));
        }
        let keywords = self.entries().map(|entry| {
            let mut keyword = Object::default();
            keyword.set("pointer", entry.pointer.as_str());
            keyword.set("outcome", entry.outcome.name());
            keyword.set("note", entry.note.as_str());
            Json::from(keyword)
        });
        report.set("keywords", keywords.collect::<Json>());
        Json::from(report).to_document()
    }

    /// Returns the JSON Pointers of the keywords that are lost.
    pub(super) fn lost_pointers(&self) -> impl Iterator<Item = &String> {
        let entries = self.entries.values();
        let lost = entries.filter(|entry| entry.outcome == Outcome::Lost);
        lost.map(|entry| &entry.pointer)
    }

    /// Records what became of a keyword. A keyword that is used in several places has the worst outcome.
    pub(super) fn add(&mut self, pointer: &str, outcome: Outcome, note: impl Into<String>) {
        let new = || Entry {
            pointer: pointer.into(),
            outcome,
            note: String::new(),
        };
        let entry = self.entries.entry(pointer.into()).or_insert_with(new);
        if outcome > entry.outcome || entry.note.is_empty() && outcome == entry.outcome {
            entry.outcome = outcome;
            entry.note = note.into().replace(['\n', '\r'], " ");
        }
    }
}
