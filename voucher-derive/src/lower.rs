//! Makes every decision about the generated code, once for each field, so that the emitters only write.

mod concrete;
mod currency;
mod destination;
#[cfg(feature = "definition-file")]
mod exclusive;
mod field;
#[cfg(feature = "definition-file")]
mod group;
mod kind;
mod mismatch;
mod plain_type;
mod selection;
mod source;
mod static_path;
#[cfg_attr(
    not(feature = "definition-file"),
    path = "lower/without_files/statics.rs"
)]
mod statics;

#[cfg(feature = "definition-file")]
pub(crate) use concrete::without_lifetimes;
pub(crate) use concrete::{
    are_tokens_concrete, concrete_tokens, for_each_ident, map_arguments, wrapper_argument,
};
pub(crate) use currency::{AmountLevel, Currencies};
pub(crate) use destination::{Destination, SentAs};
#[cfg(feature = "definition-file")]
pub(crate) use exclusive::{ExclusivePair, ExclusivePairs};
pub(crate) use field::LoweredField;
#[cfg(feature = "definition-file")]
pub(crate) use group::CheckedGroup;
pub(crate) use kind::{ByType, Container, KEY_TRAITS, KindName, LoweredKind, ValueKind};
pub(crate) use selection::{Keys, Readings, Selection, Step, Subject};
pub(crate) use source::Source;
pub(crate) use static_path::StaticPath;
pub(crate) use statics::Statics;

use crate::resolve::{Mapping, Target, is_same_field_definition};
use field::lower_field;
#[cfg(feature = "definition-file")]
use group::checked_groups;
use voucher_definition as definition;

/// A struct, and the code-generation decisions about it.
pub(crate) struct Lowered<'m> {
    pub(crate) mapping: &'m Mapping<'m>,
    /// Everything that the struct sends: the clock, the constants, then its fields in their order.
    pub(crate) sources: Vec<Source<'m>>,
    /// See [`Mapping::written`].
    pub(crate) written: Vec<&'static definition::Field>,
    /// The object `custom`, if the definition has it.
    pub(crate) custom: Option<&'static definition::Field>,
    pub(crate) currencies: Currencies,
    #[cfg(feature = "definition-file")]
    pub(crate) exclusive: ExclusivePairs,
    #[cfg(feature = "definition-file")]
    pub(crate) groups: Vec<CheckedGroup>,
    pub(crate) statics: Statics<'m>,
}

pub(crate) fn lower<'m>(mapping: &'m Mapping<'m>) -> Lowered<'m> {
    let statics = Statics::new(mapping);
    let sources = lower_sources(mapping, &statics);
    Lowered {
        mapping,
        #[cfg(feature = "definition-file")]
        groups: checked_groups(mapping, &sources),
        sources,
        written: mapping.written(),
        custom: mapping.custom(),
        currencies: Currencies::new(mapping),
        #[cfg(feature = "definition-file")]
        exclusive: ExclusivePairs::new(mapping),
        statics,
    }
}

fn lower_sources<'m>(mapping: &'m Mapping<'m>, statics: &Statics<'m>) -> Vec<Source<'m>> {
    let mut sources = Vec::new();
    if let Some((field_definition, user_span)) = mapping.now() {
        let destination = Destination::of(mapping, statics, field_definition);
        sources.push(Source::Clock(destination, user_span));
    }
    for (field_definition, constant) in &mapping.constants {
        let destination = Destination::of(mapping, statics, field_definition);
        sources.push(Source::Constant(destination, constant));
    }
    let mut fields = Vec::new();
    for (index, field) in mapping.fields.iter().enumerate() {
        if !matches!(field.target, Target::Skip(_)) {
            fields.push(lower_field(mapping, statics, &fields, index, field));
        }
    }
    for field in fields {
        sources.push(match field.target {
            Target::Part(_) => Source::Part(field),
            Target::Field(_) | Target::Custom(..) | Target::Extra(..) | Target::Skip(_) => {
                Source::Field(field)
            }
        });
    }
    sources
}

impl<'m> Lowered<'m> {
    /// Returns the fields of the struct that are sent, parts included.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &LoweredField<'m>> {
        self.sources.iter().filter_map(Source::field)
    }

    /// Returns the source of a field definition, if it has one.
    pub(crate) fn source_of(&self, field_definition: &definition::Field) -> Option<&Source<'m>> {
        self.sources.iter().find(|source| {
            source
                .field_definition()
                .is_some_and(|other| is_same_field_definition(other, field_definition))
        })
    }

    /// Returns the field that maps to a field definition.
    #[cfg(feature = "definition-file")]
    pub(crate) fn field_of(
        &self,
        field_definition: &definition::Field,
    ) -> Option<&LoweredField<'m>> {
        self.source_of(field_definition)?.field()
    }

    /// Returns the fields with `flatten`.
    pub(crate) fn all_parts(&self) -> impl Iterator<Item = &LoweredField<'m>> {
        self.sources.iter().filter_map(|source| match source {
            Source::Part(part) => Some(part),
            Source::Clock(..) | Source::Constant(..) | Source::Field(_) => None,
        })
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
        self.fields().filter(|field| field.list_index.is_some())
    }

    /// Whether the call that writes a field needs no span of the user's but that of the type.
    pub(crate) fn is_simple(&self, field: &LoweredField<'_>) -> bool {
        field.is_plain() && field.input.keys.check.is_none() && !self.mapping.input.is_packed
    }

    /// Returns the fields with amounts that are sent without a conversion.
    pub(crate) fn known_amounts(&self) -> impl Iterator<Item = &LoweredField<'m>> {
        self.fields().filter(|field| field.is_known_amount())
    }

    /// Returns the first member of `custom`, and the field definition of `custom`.
    pub(crate) fn custom_member(&self) -> Option<(&LoweredField<'m>, &'static definition::Field)> {
        let mut fields = self.fields();
        let member = fields.find(|field| matches!(field.target, Target::Custom(..)))?;
        Some((member, self.custom?))
    }
}
