//! Parts and nested objects: the object that the current fields belong to, and the currency that applies there.

use super::{CurrencyState, Encoder, Scope};
use crate::mapping::PartMapping;
use crate::value::Currency;
use alloc::vec::Vec;
use voucher_definition::{Field, MAX_LEVELS};

/// The state to restore after a part or nested object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outer {
    scope: Scope,
    currency: CurrencyState,
    violations: usize,
}

impl Encoder<'_> {
    /// Enters a part: the next fields belong to it.
    #[must_use]
    pub(crate) fn enter_part(&mut self, part_mapping: &'static PartMapping) -> Outer {
        self.enter_scope(Scope::Part(part_mapping))
    }

    /// Leaves a part.
    pub(crate) fn leave_part(&mut self, outer: Outer) {
        let scope = core::mem::replace(&mut self.scope, outer.scope);
        if let Scope::Part(part_mapping) = scope {
            if !self.has_no_violations_since(outer.violations) {
                // The part may be derived for another definition, whose entity has another name.
                let to = self.mapping.definition.entity_pointer();
                self.move_violations(outer.violations, part_mapping.pointer(), to);
            }
        }
    }

    /// Enters the nested object that is the value of `field`. `pointer` is its JSON Pointer in the definition that its
    /// struct was derived for.
    #[must_use]
    pub(crate) fn enter_object(
        &mut self,
        part_mapping: &'static PartMapping,
        pointer: &'static str,
        field: &'static Field,
    ) -> Outer {
        let is_sensitive = self.is_hidden(field) || field.has_sensitive_content();
        self.enter_scope(Scope::Object(part_mapping, pointer, is_sensitive))
    }

    /// Leaves the nested object that is the value of `field`. The object's currency does not apply outside it.
    pub(crate) fn leave_object(&mut self, outer: Outer, field: &'static Field) {
        let scope = core::mem::replace(&mut self.scope, outer.scope);
        self.currency = outer.currency;
        if let Scope::Object(_, from, _) = scope {
            if !self.has_no_violations_since(outer.violations) {
                let to = field.pointer();
                self.move_violations(outer.violations, from, &to);
            }
        }
    }

    /// Enters a value with the definition of a value around it. Returns whether it may be nested here.
    #[must_use]
    pub(crate) fn enter_ancestor(&mut self) -> bool {
        // The value that is nested in itself is one level, too.
        let is_allowed = self.ancestors + 1 < MAX_LEVELS;
        self.ancestors += u32::from(is_allowed);
        is_allowed
    }

    /// Leaves a value with the definition of a value around it.
    pub(crate) fn leave_ancestor(&mut self) {
        self.ancestors -= 1;
    }

    fn enter_scope(&mut self, scope: Scope) -> Outer {
        let outer = Outer {
            scope: self.scope,
            currency: self.currency,
            violations: self.violation_count(),
        };
        self.scope = scope;
        outer
    }

    /// Reads the currency before the fields are written, for the amounts that need it.
    pub fn read_currency(&mut self, read: impl FnOnce(&mut Encoder<'_>)) {
        let mut out = Vec::new();
        let mut encoder = Encoder::validate_only(&mut out, self.mapping);
        read(&mut encoder);
        match encoder.currency {
            _ if encoder.violations.is_some() => self.currency = CurrencyState::Invalid,
            // An object without a currency uses that of the object around it.
            CurrencyState::Unknown => {}
            currency => self.currency = currency,
        }
    }

    /// Returns the event's currency, if it has been read and is valid.
    #[must_use]
    pub(crate) fn event_currency(&self) -> Option<Currency> {
        match self.currency {
            CurrencyState::Valid(currency) => Some(currency),
            CurrencyState::Unknown | CurrencyState::Invalid => None,
        }
    }
}
