//! Annotations: descriptions and flags.

use super::super::document::Place;
use super::super::set::Notes;
use super::Translator;

/// The maximum length of a description, in characters.
const MAX_DESCRIPTION: usize = 400;

impl<'d> Translator<'d> {
    /// Returns the annotations of a schema.
    pub(super) fn notes(&mut self, place: &Place<'d>) -> Notes {
        let mut flag = |keyword| match place.node.get(keyword).and_then(super::Json::as_bool) {
            Some(value) => {
                self.keep(&place.pointer, keyword);
                value
            }
            None => false,
        };
        let (is_deprecated, is_read_only) = (flag("deprecated"), flag("readOnly"));
        let is_sensitive = place.node.str("format") == Some("password");
        Notes {
            description: self.description(place),
            is_deprecated,
            is_read_only,
            is_sensitive,
        }
    }

    fn description(&mut self, place: &Place<'d>) -> Option<String> {
        let source = place.node.str("description")?;
        let line = one_line(source);
        if line == source {
            self.keep(&place.pointer, "description");
        } else {
            self.translated(&place.pointer, "description", "shortened to one line");
        }
        (!line.is_empty()).then_some(line)
    }
}

/// Returns the first paragraph of a description in one line.
pub(in super::super) fn one_line(source: &str) -> String {
    let mut paragraphs = source.split("\n\n").map(|paragraph| {
        let words: Vec<_> = paragraph.split_whitespace().collect();
        words.join(" ")
    });
    let mut line = paragraphs
        .find(|paragraph| !paragraph.is_empty())
        .unwrap_or_default();
    line.retain(|one| !one.is_control());
    let Some((end, _)) = line.char_indices().nth(MAX_DESCRIPTION) else {
        return line;
    };
    let start = line.get(..end).unwrap_or_default();
    let sentence = start.rfind(". ").map(|at| at + 1);
    if let Some(at) = sentence.filter(|at| *at > MAX_DESCRIPTION / 2) {
        start.get(..at).unwrap_or_default().into()
    } else {
        let word = start.rfind(' ').unwrap_or(end);
        format!("{} …", start.get(..word).unwrap_or_default())
    }
}
