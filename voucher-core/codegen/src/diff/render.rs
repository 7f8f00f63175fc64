//! Prints the changes.

use super::{Change, Diff, Level};
use crate::exported::Location;
use crate::github::{Annotation, Severity};
use serde_json::{Value, json};
use std::fmt::Write;
use std::str::FromStr;

impl Diff {
    /// Returns the changes as text, by level.
    ///
    /// ```
    /// use voucher_codegen::diff::diff;
    /// use voucher_definition::Definition;
    ///
    /// let order = Definition::find("order").expect("ships");
    /// assert_eq!(diff(order, order).text(), "POST /v2/order: no differences\n");
    /// ```
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("{}: {}\n", self.request, self.summary());
        for level in Level::ALL {
            let mut changes = self
                .changes
                .iter()
                .filter(|change| change.level == level)
                .peekable();
            if changes.peek().is_some() {
                let _ = writeln!(text, "\n{} {}", level.number(), level.meaning());
            }
            for change in changes {
                change.push_text(&mut text);
            }
        }
        text
    }

    /// Returns the number of changes of each level, as one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let counts = Level::ALL
            .into_iter()
            .map(|level| (self.count(level), level));
        let counts = counts.filter(|(count, _)| *count > 0);
        let counts: Vec<_> = counts
            .map(|(count, level)| format!("{count} {}", level.name()))
            .collect();
        let types = match self.types {
            Some(0) => "; no exported type sends the request",
            _ => "",
        };
        if counts.is_empty() {
            return format!("no differences{types}");
        }
        format!("{}{types}", counts.join(", "))
    }

    /// Returns the changes as JSON.
    ///
    /// ```
    /// use voucher_codegen::diff::diff;
    /// use voucher_definition::Definition;
    ///
    /// let order = Definition::find("order").expect("ships");
    /// assert_eq!(diff(order, order).json()["changes"], serde_json::json!([]));
    /// ```
    #[must_use]
    pub fn json(&self) -> Value {
        let counts = Level::ALL
            .into_iter()
            .map(|level| (level.name().to_owned(), json!(self.count(level))));
        let changes: Vec<_> = self.changes.iter().map(Change::json).collect();
        let counts: serde_json::Map<_, _> = counts.collect();
        json!({ "request": self.request, "types": self.types, "counts": counts, "changes": changes })
    }

    /// Returns the changes as commands that make GitHub annotate files: the exported types, or else a definition file.
    ///
    /// ```
    /// use voucher_codegen::diff::diff;
    /// use voucher_definition::Definition;
    ///
    /// let order = Definition::find("order").expect("ships");
    /// assert_eq!(diff(order, order).github(Some("order.json")), "");
    /// ```
    #[must_use]
    pub fn github(&self, definition_file: Option<&str>) -> String {
        let mut commands = String::new();
        for change in &self.changes {
            let severity = match change.level {
                Level::Compile | Level::Reject => Severity::Error,
                Level::New => Severity::Warning,
                Level::Documentation => Severity::Notice,
            };
            let mut annotate = |file, message: &str| {
                let title = change.level.meaning();
                let annotation = Annotation {
                    severity,
                    file,
                    place: None,
                    title,
                    message,
                };
                let _ = writeln!(commands, "{annotation}");
            };
            let message = format!("{}\n{}", change.headline(), change.advice);
            if change.locations.is_empty() {
                annotate(definition_file, &message);
            }
            for location in &change.locations {
                annotate(Some(&location.file), &format!("{location}: {message}"));
            }
        }
        commands
    }
}

impl Change {
    /// Returns what has changed, as one line: ``order.price: maximum: 100 -> 10; rejects 100``.
    #[must_use]
    pub fn headline(&self) -> String {
        let Self {
            rule,
            before,
            after,
            ..
        } = self;
        let place = if self.path.is_empty() {
            "the request"
        } else {
            &*self.path
        };
        let quote = |prose: &String| match *rule {
            "description" => format!("{prose:?}"),
            _ => prose.clone(),
        };
        let (before, after) = (before.as_ref().map(quote), after.as_ref().map(quote));
        let change = match (before, after) {
            (Some(before), Some(after)) => format!("{before} -> {after}"),
            (Some(before), None) => format!("removed ({before})"),
            (None, Some(after)) => format!("added ({after})"),
            (None, None) => "changed".to_owned(),
        };
        let example = match &self.example {
            Some(example) if self.level <= Level::Reject => format!("; rejects {example}"),
            _ => String::new(),
        };
        let line = format!("{place}: {rule} {change}{example}");
        // Descriptions of others may contain anything, also what a terminal would obey.
        line.replace(char::is_control, " ")
    }

    fn push_text(&self, text: &mut String) {
        let _ = writeln!(text, "  {}\n    {}", self.headline(), self.advice);
        for location in &self.locations {
            let _ = writeln!(text, "    {location}");
        }
    }

    fn json(&self) -> Value {
        let locations = self.locations.iter().map(Location::json);
        let example = self.example.as_ref();
        let example = example.map(|example| Value::from_str(example).unwrap_or_default());
        json!({
            "level": self.level.number(),
            "name": self.level.name(),
            "rule": self.rule,
            "path": self.path,
            "pointer": self.pointer,
            "before": self.before,
            "after": self.after,
            "example": example,
            "advice": self.advice,
            "types": locations.collect::<Vec<_>>(),
        })
    }
}
