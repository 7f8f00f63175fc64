//! Translates schemas of the description into the sets of values that they accept.

mod alternatives;
mod annotation;
mod keyword;
mod object;
mod scalar;

pub(super) use annotation::one_line;

use super::document::{Document, Place, Unresolved};
use super::merge::Losses;
use super::report::{Outcome, Report};
use super::set::{Reference, Set};
use crate::json::{Json, join};
use std::collections::HashMap;
use std::rc::Rc;

/// The maximum depth of schemas that apply to the same value.
const MAX_DEPTH: usize = 48;

/// Translates schemas, and records what became of their keywords.
pub(super) struct Translator<'d> {
    pub(super) document: &'d Document,
    pub(super) report: Report,
    /// The JSON Pointers of keywords that are known to be lost. Of alternatives that they widen, several may accept an object.
    known_losses: Vec<String>,
    /// Whether only one of some alternatives may accept an object.
    pub(super) counts_alternatives: bool,
    /// The sets of schemas that are translated.
    sets: HashMap<usize, Rc<Set<'d>>>,
    /// The schemas that are being translated. They all apply to the same value.
    open: Vec<usize>,
}

impl<'d> Translator<'d> {
    pub(super) fn new(document: &'d Document, known_losses: Vec<String>) -> Self {
        Self {
            document,
            report: Report::default(),
            known_losses,
            counts_alternatives: false,
            sets: HashMap::new(),
            open: Vec::new(),
        }
    }

    pub(super) fn keep(&mut self, pointer: &str, keyword: &str) {
        self.report.add(&join(pointer, keyword), Outcome::Kept, "");
    }

    pub(super) fn translated(&mut self, pointer: &str, keyword: &str, note: impl Into<String>) {
        let pointer = join(pointer, keyword);
        self.report.add(&pointer, Outcome::Translated, note);
    }

    /// Reports a keyword that has no equivalent. If it is in another schema that applies to the same values, such as an
    /// alternative, the note names it.
    pub(super) fn lost(&mut self, pointer: &str, keyword: &str, note: impl Into<String>) {
        let own = join(pointer, keyword);
        if self.document.find(&own).is_some() {
            self.report.add(&own, Outcome::Lost, note);
        } else {
            let note = format!("`{keyword}`: {}", note.into());
            self.report.add(pointer, Outcome::Lost, note);
        }
    }

    pub(super) fn lost_all(&mut self, pointer: &str, losses: Losses) {
        for loss in losses {
            self.report.add(pointer, Outcome::Lost, loss);
        }
    }

    /// Returns the values that all of several schemas accept.
    pub(super) fn set_of_all(&mut self, places: &[Place<'d>]) -> Set<'d> {
        let mut set = Set::everything();
        for place in places {
            let mut losses = Losses::new();
            set = set.intersect(Set::clone(&self.set_of(place)), &mut losses);
            self.lost_all(&place.pointer, losses);
        }
        set
    }

    /// Returns the values that a schema accepts.
    pub(super) fn set_of(&mut self, place: &Place<'d>) -> Rc<Set<'d>> {
        if let Some(set) = self.sets.get(&place.id()) {
            return Rc::clone(set);
        }
        if self.open.contains(&place.id()) || self.open.len() == MAX_DEPTH {
            let note = "the schema refers to itself, or to too many others, for the same value; it accepts any value here";
            self.report.add(&place.pointer, Outcome::Lost, note);
            return Rc::new(Set::everything());
        }
        self.open.push(place.id());
        let set = Rc::new(self.translate(place));
        self.open.pop();
        self.sets.insert(place.id(), Rc::clone(&set));
        set
    }

    fn translate(&mut self, place: &Place<'d>) -> Set<'d> {
        match place.node {
            Json::Bool(true) => Set::everything(),
            Json::Bool(false) => Set::nothing(),
            Json::Object(_) => self.translate_object(place),
            other => {
                let note = format!(
                    "expected a schema, found {}; it accepts any value",
                    other.noun()
                );
                self.report.add(&place.pointer, Outcome::Lost, note);
                Set::everything()
            }
        }
    }

    fn translate_object(&mut self, place: &Place<'d>) -> Set<'d> {
        let mut set = Set::everything();
        let referred = self.referred(place);
        let ignores_siblings = referred.is_some() && self.document.dialect.ignores_siblings();
        let mut losses = Losses::new();
        if ignores_siblings {
            self.report_siblings(place);
        } else {
            set = self.own_rules(place);
        }
        if let Some(target) = referred.flatten() {
            set = set.intersect(target, &mut losses);
            self.lost_all(&join(&place.pointer, "$ref"), std::mem::take(&mut losses));
        }
        let mut notes = self.notes(place);
        if !ignores_siblings {
            set = self.intersect_all_of(place, set);
            set = self.intersect_alternatives(place, set);
            set = self.close_evaluated(place, set);
            self.report_unsupported(place);
        }
        notes.add(&set.notes);
        set.notes = notes;
        set
    }

    /// Returns the set of the target of `$ref`, if there is that keyword; `Some(None)` if it has no target.
    #[allow(clippy::option_option)] // no keyword, no target, a target
    fn referred(&mut self, place: &Place<'d>) -> Option<Option<Set<'d>>> {
        let keywords = ["$ref", "$dynamicRef", "$recursiveRef"];
        let mut references = keywords.iter().filter_map(|keyword| {
            let reference = place.node.get(keyword)?.as_str()?;
            Some((*keyword, reference))
        });
        let (keyword, reference) = references.next()?;
        let target = match self.document.resolve(&place.pointer, reference) {
            Ok(target) => target,
            Err(unresolved) => {
                let reason = match unresolved {
                    Unresolved::Outside => "leads out of the description",
                    Unresolved::Missing => "has no target",
                };
                let note = format!(
                    "the reference `{}` {reason}; any value is accepted",
                    reference.escape_debug()
                );
                self.lost(&place.pointer, keyword, note);
                return Some(None);
            }
        };
        if keyword == "$ref" {
            self.keep(&place.pointer, keyword);
        } else {
            self.translated(&place.pointer, keyword, "written as `$ref`");
        }
        let mut set = Set::clone(&self.set_of(&target));
        let is_nothing = set.is_nothing();
        set.target_notes = set.all_notes();
        set.notes = super::set::Notes::default();
        set.reference = (!is_nothing).then_some(Reference {
            target,
            or_null: false,
        });
        Some(Some(set))
    }

    fn intersect_all_of(&mut self, place: &Place<'d>, mut set: Set<'d>) -> Set<'d> {
        let Some(all_of) = place.child("allOf") else {
            return set;
        };
        self.translated(&place.pointer, "allOf", "merged into one schema");
        for schema in all_of.elements() {
            let mut losses = Losses::new();
            set = set.intersect(Set::clone(&self.set_of(&schema)), &mut losses);
            self.lost_all(&schema.pointer, losses);
        }
        set
    }
}
