//! Parts and nested objects: the object that the current fields belong to, and the currency that applies there.

use super::{CurrencyState, Encoder, Scope};
use crate::mapping::PartMapping;
use crate::value::Currency;
use alloc::vec::Vec;

/// The state to restore after a part or nested object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outer {
    pub(super) scope: Scope,
    #[cfg_attr(not(feature = "definition-file"), allow(dead_code))] // only objects have their own
    pub(super) currency: CurrencyState,
    pub(super) violations: usize,
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
                self.move_violations(outer.violations, part_mapping.pointer, to);
            }
        }
    }

    pub(super) fn enter_scope(&mut self, scope: Scope) -> Outer {
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
            _ if encoder.violations.is_some() => self.currency = CurrencyState::INVALID,
            // An object without a currency uses that of the object around it.
            CurrencyState::UNKNOWN => {}
            currency => self.currency = currency,
        }
    }

    /// Returns the event's currency, if it has been read and is valid.
    #[must_use]
    pub(crate) fn event_currency(&self) -> Option<Currency> {
        self.currency.currency()
    }
}
