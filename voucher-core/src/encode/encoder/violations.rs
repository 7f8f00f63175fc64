//! Reports violations.

use super::{Encoder, Scope};
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Display;
use voucher_definition::message::Message;
use voucher_definition::{Field, Rule, Violation, ViolationKind, Violations};

/// Violations that the user's functions and generated code report.
impl Encoder<'_> {
    /// Reports the error that the user's conversion or check returned for a field.
    #[must_use]
    pub(crate) fn reject_field(
        &mut self,
        at: usize,
        field: &'static Field,
        error: &dyn Display,
    ) -> usize {
        let message = error.to_string();
        self.report(at, field, Rule::Check, message)
    }

    /// Reports a type that does not fit the field. Outside generic structs, the build has failed before.
    #[must_use]
    pub fn type_mismatch(&mut self, at: usize, field: &'static Field, message: &str) -> usize {
        self.report(at, field, Rule::Type, String::from(message))
    }

    /// Returns the number of violations so far.
    #[must_use]
    pub fn violation_count(&mut self) -> usize {
        self.violations.as_ref().map_or(0, Violations::len)
    }

    /// Checks whether there are as many violations as `before`. Only then does the user's check run.
    #[must_use]
    pub fn has_no_violations_since(&mut self, before: usize) -> bool {
        self.violation_count() == before
    }

    /// Reports the error that the user's check returned for the event or part with the Rust name `name`.
    pub(crate) fn reject_struct(&mut self, name: &'static str, error: &dyn Display) {
        let pointer = match self.scope {
            Scope::Event => "",
            Scope::Part(part_mapping) | Scope::Object(part_mapping, _) => part_mapping.pointer,
        };
        let violation = Violation::new(pointer.into(), Rule::Check, error.to_string());
        self.push_violation(violation.from_field(name));
    }
}

/// Violations that the encoder reports, and their JSON Pointers.
impl Encoder<'_> {
    /// Reports a value that breaks a rule of its field. Nothing is written for it.
    #[cold]
    pub(super) fn reject(
        &mut self,
        at: usize,
        field: &'static Field,
        violation_kind: &ViolationKind<'_>,
    ) -> usize {
        let message = violation_kind
            .describe(Message::new(), self.is_hidden(field))
            .to_string();
        self.report(at, field, violation_kind.rule(), message)
    }

    /// Checks whether violations of a field must not show its value. A part or struct may be used in a definition that
    /// it was not derived for, where everything is sensitive.
    pub(super) fn is_hidden(&self, field: &'static Field) -> bool {
        field.sensitive
            || match self.scope {
                Scope::Event => false,
                Scope::Part(_) => self
                    .mapping
                    .definition
                    .entity_fields()
                    .iter()
                    .all(|field| field.sensitive),
                Scope::Object(_, is_sensitive) => is_sensitive,
            }
    }

    /// Reports a string, and writes it: a body with violations is only sent if the caller wants it nevertheless.
    #[cold]
    pub(super) fn reject_string(&mut self, at: usize, field: &'static Field, value: &str) -> usize {
        if let Err(violation_kind) = field.check_text(value, true) {
            self.reject(at, field, &violation_kind);
        }
        self.put_string::<false>(at, field, value)
    }

    /// Writes an integer outside the field's `fast_range`, and reports it if it breaks a rule.
    #[cold]
    pub(super) fn check_integer(
        &mut self,
        at: usize,
        field: &'static Field,
        integer: i64,
    ) -> usize {
        if let Err(violation_kind) = field.check_integer(integer) {
            self.reject(at, field, &violation_kind);
        }
        self.put_integer(at, field, integer)
    }

    /// Reports a violation of a field, and returns `at`.
    #[cold]
    pub(super) fn report(
        &mut self,
        at: usize,
        field: &'static Field,
        rule: Rule,
        message: String,
    ) -> usize {
        let violation = Violation::new(field.pointer(), rule, message);
        self.push_violation(match self.source_name(field) {
            Some(name) => violation.from_field(name),
            None => violation,
        });
        at
    }

    pub(super) fn push_violation(&mut self, violation: Violation) {
        match &mut self.violations {
            Some(violations) => violations.extend([violation]),
            None => self.violations = Some(violation.into()),
        }
    }

    /// Returns the Rust field behind a field definition of the current scope.
    pub(super) fn source_name(&self, field: &'static Field) -> Option<Cow<'static, str>> {
        match self.scope {
            Scope::Event => self.mapping.name(field),
            Scope::Part(part_mapping) | Scope::Object(part_mapping, _) => part_mapping.name(field),
        }
    }

    /// Replaces the JSON Pointer prefix `from` by `to` in the violations from number `since` on.
    #[cold]
    pub(super) fn move_violations(&mut self, since: usize, from: &str, to: &str) {
        for violation in self.take_violations_since(since) {
            let rest = violation.pointer().strip_prefix(from);
            let rest = rest.filter(|rest| rest.is_empty() || rest.starts_with('/'));
            self.push_violation(match rest.map(|rest| String::from(to) + rest) {
                Some(pointer) => violation.moved(pointer),
                None => violation,
            });
        }
    }

    /// Removes and returns the violations from number `since` on.
    #[cold]
    pub(super) fn take_violations_since(&mut self, since: usize) -> Vec<Violation> {
        let Some(violations) = self.violations.take() else {
            return Vec::new();
        };
        let mut before: Vec<_> = violations.into_iter().collect();
        let found = before.split_off(since.min(before.len()));
        self.violations = Violations::check(before).err();
        found
    }
}
