//! Violations: how they are reported, and where.

use super::{Encoder, Scope};
use crate::mapping::EventMapping;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Display;
use voucher_definition::message::Message;
use voucher_definition::{Field, Rule, Violation, ViolationKind, Violations, pointer};

/// Violations that generated code and the field traits report.
impl Encoder<'_> {
    /// A value that the user's own conversion or check refused.
    #[must_use]
    pub fn refused(&mut self, at: usize, field: &'static Field, why: &dyn Display) -> usize {
        let text = why.to_string();
        self.violation(at, field, Rule::Check, text)
    }

    /// A type that cannot stand for the field; the compiler has refused it before, except within a generic struct.
    #[must_use]
    pub fn type_mismatch(&mut self, at: usize, field: &'static Field, why: &str) -> usize {
        self.violation(at, field, Rule::Type, String::from(why))
    }

    /// How many violations there are so far.
    #[must_use]
    pub fn violation_count(&mut self) -> usize {
        self.violations.as_ref().map_or(0, Violations::len)
    }

    /// Whether there are no more violations than there were: only then is a check of the user's own asked.
    #[must_use]
    pub fn has_no_violations_since(&mut self, before: usize) -> bool {
        self.violation_count() == before
    }

    /// What the user's own check said of a whole event or part, which is called `name`.
    pub fn refused_whole(&mut self, name: &'static str, why: &dyn Display) {
        let place = match self.scope {
            Scope::Event => "",
            Scope::Part(part_mapping) => part_mapping.pointer(),
            Scope::Object(_, pointer, _) => pointer,
        };
        let violation = Violation::new(place.into(), Rule::Check, why.to_string());
        self.note(violation.from_field(name));
    }
}

/// What is wrong.
impl Encoder<'_> {
    #[cold]
    pub(super) fn reject(
        &mut self,
        at: usize,
        field: &'static Field,
        violation_kind: &ViolationKind<'_>,
    ) -> usize {
        let text = violation_kind
            .describe(Message::new(), self.is_hidden(field))
            .to_string();
        self.violation(at, field, violation_kind.rule(), text)
    }

    /// Whether a violation must not show the value. A struct that was made for one object may map another one, and a part
    /// another event, where everything is sensitive.
    pub(super) fn is_hidden(&self, field: &'static Field) -> bool {
        field.sensitive
            || match self.scope {
                Scope::Event => false,
                Scope::Part(_) => self
                    .mapping
                    .definition
                    .entity_fields()
                    .iter()
                    .all(|row| row.sensitive),
                Scope::Object(_, _, is_sensitive) => is_sensitive,
            }
    }

    #[cold]
    pub(super) fn wrong_text(&mut self, at: usize, field: &'static Field, text: &str) -> usize {
        match field.check_text(text, true) {
            Ok(()) => at,
            Err(violation_kind) => self.reject(at, field, &violation_kind),
        }
    }

    #[cold]
    pub(super) fn wrong_integer(
        &mut self,
        at: usize,
        field: &'static Field,
        integer: i64,
    ) -> usize {
        match field.check_integer(integer) {
            Ok(()) => self.put_integer(at, field, integer),
            Err(violation_kind) => self.reject(at, field, &violation_kind),
        }
    }

    #[cold]
    pub(super) fn violation(
        &mut self,
        at: usize,
        field: &'static Field,
        rule: Rule,
        text: String,
    ) -> usize {
        let violation = Violation::new(pointer(field.parent, field.name), rule, text);
        self.note(match self.mapping().name(field) {
            Some(name) => violation.from_field(name),
            None => violation,
        });
        at
    }

    pub(super) fn note(&mut self, violation: Violation) {
        match &mut self.violations {
            Some(violations) => violations.extend([violation]),
            None => self.violations = Some(violation.into()),
        }
    }

    /// What is known of whose fields are being written.
    pub(super) fn mapping(&self) -> &'static EventMapping {
        match self.scope {
            Scope::Event => self.mapping,
            Scope::Part(part_mapping) | Scope::Object(part_mapping, ..) => &part_mapping.mapping,
        }
    }

    /// Moves the violations that were found since then from one place to another.
    #[cold]
    pub(super) fn move_violations(&mut self, since: usize, from: &str, to: &str) {
        for violation in self.split_violations(since) {
            let rest = violation.pointer().strip_prefix(from);
            let rest = rest.filter(|rest| rest.is_empty() || rest.starts_with('/'));
            self.note(match rest.map(|rest| [to, rest].concat()) {
                Some(pointer) => violation.moved(pointer),
                None => violation,
            });
        }
    }

    /// Takes what was found since then.
    #[cold]
    pub(super) fn split_violations(&mut self, since: usize) -> Vec<Violation> {
        let mut before: Vec<_> = self.violations.take().into_iter().flatten().collect();
        let found = before.split_off(since.min(before.len()));
        self.violations = Violations::check(before).err();
        found
    }
}
