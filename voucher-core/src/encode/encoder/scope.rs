//! Parts and nested objects: whose fields are being written, and with which currency.

use super::{CurrencyState, Encoder, Scope};
use crate::mapping::PartMapping;
use crate::value::Currency;
use alloc::vec::Vec;
use voucher_definition::{Field, pointer};

/// What an encoder goes back to when a part or an object is written.
#[derive(Clone, Copy, Debug)]
pub struct Outer {
    scope: Scope,
    currency: CurrencyState,
    violations: usize,
}

impl Encoder<'_> {
    /// From here on, a part is written.
    #[must_use]
    pub fn enter(&mut self, part_mapping: &'static PartMapping) -> Outer {
        self.enter_scope(Scope::Part(part_mapping))
    }

    /// The part is written.
    pub fn leave(&mut self, outer: Outer) {
        let scope = core::mem::replace(&mut self.scope, outer.scope);
        if let Scope::Part(part_mapping) = scope {
            if !self.has_no_violations_since(outer.violations) {
                // A part may have been made for another definition, whose entity has another name.
                let to = self.mapping.definition.entity_pointer();
                self.move_violations(outer.violations, part_mapping.pointer(), to);
            }
        }
    }

    /// From here on, an object within the body is written, which is the field's value, and which its struct knows at this
    /// JSON Pointer.
    #[must_use]
    pub fn enter_object(
        &mut self,
        part_mapping: &'static PartMapping,
        pointer: &'static str,
        field: &'static Field,
    ) -> Outer {
        let is_sensitive = self.is_hidden(field) || field.has_sensitive_content();
        self.enter_scope(Scope::Object(part_mapping, pointer, is_sensitive))
    }

    /// The object is written, which is the field's value. A currency of its own is not that of what stands around it.
    pub fn leave_object(&mut self, outer: Outer, field: &'static Field) {
        let scope = core::mem::replace(&mut self.scope, outer.scope);
        self.currency = outer.currency;
        if let Scope::Object(_, from, _) = scope {
            if !self.has_no_violations_since(outer.violations) {
                let to = pointer(field.parent, field.name);
                self.move_violations(outer.violations, from, &to);
            }
        }
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

    /// Reads the event's currency ahead, for the amounts that need it.
    pub fn read_currency(&mut self, read: impl FnOnce(&mut Encoder<'_>)) {
        let mut out = Vec::new();
        let mut encoder = Encoder::dry(&mut out, self.mapping);
        read(&mut encoder);
        match encoder.currency {
            _ if encoder.violations.is_some() => self.currency = CurrencyState::Invalid,
            // An object without a currency of its own has the one of what stands around it.
            CurrencyState::Unknown => {}
            currency => self.currency = currency,
        }
    }

    /// The event's currency, where it was read.
    #[must_use]
    pub fn event_currency(&self) -> Option<Currency> {
        match self.currency {
            CurrencyState::Valid(currency) => Some(currency),
            CurrencyState::Unknown | CurrencyState::Invalid => None,
        }
    }
}
