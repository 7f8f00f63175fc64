//! Compares what is not a rule.

use super::{Changes, Draft, Effect, Level, Place};
use voucher_definition::{Definition, Field, ValueNote};

impl Changes {
    pub(super) fn request_documentation(&mut self, old: &Definition, new: &Definition) {
        let place = Place::default();
        self.deprecated(&place, old.deprecated, new.deprecated, Effect::Request);
        self.flag(&place, "partial", old.is_partial, new.is_partial);
        self.prose(&place, "description", old.description, new.description);
        self.prose(&place, "source", old.source, new.source);
    }

    /// Compares what is not a rule of a field.
    pub(super) fn documentation(&mut self, place: &Place, old: &Field, new: &Field) {
        self.deprecated(place, old.deprecated, new.deprecated, Effect::Mapped);
        if old.read_only != new.read_only {
            let level = if new.read_only {
                Level::New
            } else {
                Level::Documentation
            };
            let draft = Draft::new(level, "read-only", place);
            let draft = draft.before(yes(old.read_only)).after(yes(new.read_only));
            let advice = if new.read_only {
                "stop sending the field, because the API sets it itself; a type that maps it gets a warning"
            } else {
                "the API no longer ignores the field"
            };
            self.push(draft, Effect::Mapped, advice);
        }
        self.flag(place, "sensitive", old.sensitive, new.sensitive);
        self.prose(place, "description", old.description, new.description);
        self.prose(place, "source", old.source, new.source);
        self.value_notes(place, old.value_notes, new.value_notes);
    }

    fn deprecated(&mut self, place: &Place, old: bool, new: bool, effect: Effect) {
        if old == new {
            return;
        }
        let level = if new {
            Level::New
        } else {
            Level::Documentation
        };
        let draft = Draft::new(level, "deprecated", place)
            .before(yes(old))
            .after(yes(new));
        let advice = if new {
            "stop sending it; a type that maps it gets a warning"
        } else {
            "it can be used again"
        };
        self.push(draft, effect, advice);
    }

    pub(super) fn flag(&mut self, place: &Place, rule: &'static str, old: bool, new: bool) {
        if old != new {
            let draft = Draft::new(Level::Documentation, rule, place);
            self.push(
                draft.before(yes(old)).after(yes(new)),
                Effect::Wish,
                "nothing to do",
            );
        }
    }

    fn prose(&mut self, place: &Place, rule: &'static str, old: &str, new: &str) {
        if old != new {
            let some = |prose: &str| (!prose.is_empty()).then(|| prose.to_owned());
            let draft = Draft::new(Level::Documentation, rule, place);
            self.push(
                draft.change(some(old), some(new)),
                Effect::Wish,
                "nothing to do",
            );
        }
    }

    /// Compares what is known about listed values. A value that is new or removed is a separate change.
    fn value_notes(&mut self, place: &Place, old: &[ValueNote], new: &[ValueNote]) {
        let find = |notes: &[ValueNote], value: &str| {
            notes.iter().find(|note| note.value == value).copied()
        };
        let names = old
            .iter()
            .chain(new.iter().filter(|note| find(old, note.value).is_none()));
        for ValueNote { value, .. } in names {
            let (before, after) = (find(old, value), find(new, value));
            if before == after {
                continue;
            }
            let is_deprecated = |note: Option<ValueNote>| note.is_some_and(|note| note.deprecated);
            let is_new = is_deprecated(after) && !is_deprecated(before);
            let level = if is_new {
                Level::New
            } else {
                Level::Documentation
            };
            let draft = Draft::new(level, "listed value", place);
            let describe = |note: Option<ValueNote>| {
                let ValueNote {
                    value,
                    description,
                    deprecated,
                } = note?;
                let deprecated = if deprecated { ", deprecated" } else { "" };
                Some(format!("`{value}`: {description}{deprecated}"))
            };
            let advice = if is_new {
                "stop sending the value; a constant or a variant that maps it gets a warning"
            } else {
                "nothing to do"
            };
            self.push(
                draft.change(describe(before), describe(after)),
                Effect::Wish,
                advice,
            );
        }
    }
}

fn yes(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}
