//! Makes every decision about the generated code, once for each field, so that the emitters only write.

mod concrete;
mod currency;
mod exclusive;
mod field;
mod kind;
mod plain_type;
mod selection;
mod statics;

pub(crate) use concrete::{are_tokens_concrete, concrete_tokens, for_each_ident, wrapper_argument};
pub(crate) use currency::{AmountLevel, Currencies};
pub(crate) use exclusive::{ExclusivePair, ExclusivePairs};
pub(crate) use field::{LoweredField, Presence};
pub(crate) use kind::{KindName, LoweredKind};
pub(crate) use statics::{StaticPath, Statics};

use crate::attr::Constant;
use crate::resolve::{Mapping, Target, is_same_field_definition};
use field::lower_field;
use proc_macro2::Span;
use voucher_definition as definition;

/// A struct, and the code-generation decisions about it.
pub(crate) struct Lowered<'m> {
    pub(crate) mapping: &'m Mapping<'m>,
    /// The fields of the struct, in its order.
    pub(crate) fields: Vec<LoweredField<'m>>,
    /// The object `custom`, if the definition has it.
    pub(crate) custom: Option<&'static definition::Field>,
    pub(crate) currencies: Currencies,
    pub(crate) exclusive: ExclusivePairs,
    pub(crate) statics: Statics<'m>,
}

/// Where the value of a field definition comes from.
pub(crate) enum Source<'l, 'm> {
    /// The clock: the key `timestamp = now`, with its span.
    Clock(Span),
    Constant(&'m Constant),
    Field(&'l LoweredField<'m>),
}

pub(crate) fn lower<'m>(mapping: &'m Mapping<'m>) -> Lowered<'m> {
    let statics = Statics::new(mapping);
    let mut fields = Vec::new();
    for field in &mapping.fields {
        fields.push(lower_field(mapping, &statics, &fields, field));
    }
    Lowered {
        mapping,
        fields,
        custom: mapping.custom(),
        currencies: Currencies::new(mapping),
        exclusive: ExclusivePairs::new(mapping),
        statics,
    }
}

impl<'m> Lowered<'m> {
    /// Returns the field that maps to a field definition.
    pub(crate) fn field_of(
        &self,
        field_definition: &definition::Field,
    ) -> Option<&LoweredField<'m>> {
        self.fields.iter().find(|field| {
            field
                .field_definition()
                .is_some_and(|other| is_same_field_definition(other, field_definition))
        })
    }

    /// Returns the fields with `flatten`.
    pub(crate) fn all_parts(&self) -> impl Iterator<Item = &LoweredField<'m>> {
        let is_part = |field: &&LoweredField<'_>| matches!(field.target, Target::Part(_));
        self.fields.iter().filter(is_part)
    }

    /// Returns the fields with `flatten` that have no mistakes.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &LoweredField<'m>> {
        self.all_parts().filter(|part| !part.has_error)
    }

    /// Whether const items next to the impl can name the types of all parts.
    pub(crate) fn are_parts_concrete(&self) -> bool {
        self.all_parts().all(LoweredField::is_concrete)
    }

    /// Returns the fields whose types are in the list `__TYPES`.
    pub(crate) fn listed_fields(&self) -> impl Iterator<Item = &LoweredField<'m>> {
        self.fields
            .iter()
            .filter(|field| field.list_index.is_some())
    }

    /// Whether the call that writes a field needs no span of the user's but that of the type.
    pub(crate) fn is_simple(&self, field: &LoweredField<'_>) -> bool {
        field.is_plain() && field.input.keys.check.is_none() && !self.mapping.input.is_packed
    }

    /// Returns the fields with amounts that are sent without a conversion.
    pub(crate) fn known_amounts(&self) -> impl Iterator<Item = &LoweredField<'m>> {
        self.fields.iter().filter(|field| field.is_known_amount())
    }

    /// Returns the first member of `custom`, and the field definition of `custom`.
    pub(crate) fn custom_member(&self) -> Option<(&LoweredField<'m>, &'static definition::Field)> {
        let mut fields = self.fields.iter();
        let member = fields.find(|field| matches!(field.target, Target::Custom(..)))?;
        Some((member, self.custom?))
    }

    /// Returns the source of a field definition, if it has one.
    pub(crate) fn source_of(&self, field_definition: &definition::Field) -> Option<Source<'_, 'm>> {
        let is_same = |other| is_same_field_definition(other, field_definition);
        if let Some((_, span)) = self.mapping.now().filter(|(now, _)| is_same(now)) {
            return Some(Source::Clock(span));
        }
        let mut constants = self.mapping.constants.iter();
        if let Some((_, constant)) = constants.find(|(other, _)| is_same(other)) {
            return Some(Source::Constant(constant));
        }
        self.field_of(field_definition).map(Source::Field)
    }
}
