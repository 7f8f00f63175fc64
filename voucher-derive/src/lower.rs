//! Makes every decision about the generated code, once for each field, so that the emitters only write.

mod concrete;
mod currency;
mod exclusive;
mod kind;
mod plain_type;
mod selection;
mod statics;

pub(crate) use concrete::{
    are_tokens_concrete, concrete_tokens, for_each_ident, wrapper_arguments,
};
pub(crate) use currency::{AmountLevel, Currencies};
pub(crate) use exclusive::{ExclusivePair, ExclusivePairs};
pub(crate) use kind::{KindName, LoweredKind};

use crate::code_buffer::generated_span_at;
use crate::input::InputField;
use crate::pattern::Pattern;
use crate::resolve::{MappedField, Mapping, Target, is_same_field_definition};
use concrete::lower_type;
use plain_type::is_option;
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::Type;
use voucher_definition as definition;

/// A struct, and the code-generation decisions about it.
pub(crate) struct Lowered<'m> {
    pub(crate) mapping: &'m Mapping<'m>,
    /// The fields of the struct, in its order.
    pub(crate) fields: Vec<LoweredField<'m>>,
    pub(crate) currencies: Currencies,
    pub(crate) exclusive: ExclusivePairs,
    /// The field definitions of the file that the generated code contains.
    pub(crate) file_field_definitions: Vec<&'static definition::Field>,
}

/// A field, and the code-generation decisions about it.
pub(crate) struct LoweredField<'m> {
    pub(crate) input: &'m InputField<'m>,
    pub(crate) target: &'m Target,
    /// The index among the fields of the struct.
    pub(crate) index: usize,
    /// The kind, if the field itself is written and has no mistake.
    pub(crate) kind: Option<LoweredKind<'m>>,
    /// The compiled value of the key `pattern`.
    pub(crate) pattern: Option<&'m Pattern>,
    /// A mistake in the field was reported, so nothing else is reported about it.
    pub(crate) has_error: bool,
    /// The type, as both a const item and the impl can name it.
    pub(crate) ty: TokenStream,
    pub(crate) fit: Fit,
    /// Whether a const item next to the impl can name the conversion, or there is none.
    pub(crate) is_conversion_concrete: bool,
    pub(crate) presence: Presence,
    /// Whether keys narrow the rules of the definition, so that the field needs a field definition of its own.
    pub(crate) is_narrowed: bool,
    /// Where the amounts in the field are, if it may have any that need a currency.
    pub(crate) amount: Option<AmountLevel>,
    /// The index of the type in the list `__TYPES`. Only a concrete type is in it, and only if a value of it is sent
    /// without a conversion.
    pub(crate) list_index: Option<usize>,
    /// The user's type in the type, if its kind accepts several field traits, so that one of them must be selected.
    pub(crate) selected_type: Option<&'m Type>,
    /// The span of the type, for errors that rustc reports there.
    pub(crate) user_span: Span,
    /// The span of the type, for generated tokens.
    pub(crate) generated_span: Span,
}

/// Where it is known that a type suits its field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// In the macro: it is a plain type. Another type may have its name, so one assertion checks all plain types.
    Plain { is_option: bool },
    /// In a const item next to the impl, which can name the type: it is *concrete*.
    Concrete,
    /// Only in the impl: the type mentions a type parameter.
    Generic,
}

/// Whether a field must have a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// No: the API does not require it, or `optional(…)` says so.
    Optional,
    /// Yes, and the type may be an `Option`: the encoder reports `None`.
    Checked,
    /// Yes, and the type must not be an `Option`.
    Always,
}

pub(crate) fn lower<'m>(mapping: &'m Mapping<'m>) -> Lowered<'m> {
    let mut fields = Vec::new();
    let mut listed_count = 0;
    for field in &mapping.fields {
        fields.push(lower_field(mapping, fields.len(), field, &mut listed_count));
    }
    Lowered {
        mapping,
        fields,
        currencies: Currencies::new(mapping),
        exclusive: ExclusivePairs::new(mapping),
        file_field_definitions: statics::needed_field_definitions(mapping),
    }
}

fn lower_field<'m>(
    mapping: &'m Mapping<'m>,
    index: usize,
    field: &'m MappedField<'m>,
    listed_count: &mut usize,
) -> LoweredField<'m> {
    let keys = &field.input.keys;
    let kind = LoweredKind::of(mapping, field);
    let (is_concrete, ty) = lower_type(mapping, field.input.ty);
    let presence = lower_presence(mapping, field);
    let is_listed = field.field_definition().is_some()
        && !field.has_error
        && keys.with.is_none()
        && is_concrete;
    let plain_option = kind
        .as_ref()
        .filter(|_| is_listed)
        .and_then(|kind| is_option(field.input.ty, kind))
        .filter(|is_option| !is_option || presence != Presence::Always);
    let selected_type = kind
        .as_ref()
        .and_then(|kind| selection::selected_type(field.input, kind));
    let amount = field
        .field_definition()
        .filter(|_| plain_option.is_none())
        .and_then(|field_definition| currency::amount_level(mapping, field_definition));
    LoweredField {
        input: field.input,
        target: &field.target,
        index,
        kind,
        pattern: field.pattern.as_ref(),
        has_error: field.has_error,
        ty,
        fit: match plain_option {
            Some(is_option) => Fit::Plain { is_option },
            None if is_concrete => Fit::Concrete,
            None => Fit::Generic,
        },
        is_conversion_concrete: is_conversion_concrete(mapping, field),
        presence,
        is_narrowed: keys.length.is_some() || keys.range.is_some() || field.pattern.is_some(),
        amount,
        list_index: is_listed.then(|| {
            *listed_count += 1;
            *listed_count - 1
        }),
        selected_type,
        user_span: field.user_span,
        generated_span: generated_span_at(field.user_span),
    }
}

fn lower_presence(mapping: &Mapping<'_>, field: &MappedField<'_>) -> Presence {
    match field.field_definition() {
        Some(field_definition) if mapping.must_be_present(field_definition) => {
            if field.input.keys.required.is_some() || mapping.is_suggested(field_definition) {
                Presence::Checked
            } else {
                Presence::Always
            }
        }
        _ => Presence::Optional,
    }
}

fn is_conversion_concrete(mapping: &Mapping<'_>, field: &MappedField<'_>) -> bool {
    let with = field.input.keys.with.as_ref();
    with.is_none_or(|with| are_tokens_concrete(mapping, &with.to_token_stream()))
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

    /// Returns the fields with amounts that are sent without a conversion.
    pub(crate) fn known_amounts(&self) -> impl Iterator<Item = &LoweredField<'m>> {
        self.fields.iter().filter(|field| field.is_known_amount())
    }

    /// Returns the first member of `custom`, and the field definition of `custom`.
    pub(crate) fn custom_member(&self) -> Option<(&LoweredField<'m>, &'static definition::Field)> {
        let mut fields = self.fields.iter();
        let member = fields.find(|field| matches!(field.target, Target::Custom(..)))?;
        Some((member, self.mapping.custom()?))
    }
}

impl LoweredField<'_> {
    /// Returns the field definition that the field maps to.
    pub(crate) fn field_definition(&self) -> Option<&'static definition::Field> {
        match self.target {
            Target::Field(field_definition) => Some(field_definition),
            Target::Skip(_) | Target::Custom(..) | Target::Extra(..) | Target::Part(_) => None,
        }
    }

    /// Whether the field has amounts and is sent without a conversion.
    pub(crate) fn is_known_amount(&self) -> bool {
        self.amount.is_some() && self.input.keys.with.is_none()
    }

    /// Whether const items next to the impl can name what the field sends: its type, and its conversion.
    pub(crate) fn are_values_concrete(&self) -> bool {
        self.is_concrete() && self.is_conversion_concrete
    }

    /// Whether a const item next to the impl can name the type.
    pub(crate) fn is_concrete(&self) -> bool {
        self.fit != Fit::Generic
    }

    /// Whether the type is plain, so that the assertion about all plain types is enough.
    pub(crate) fn is_plain(&self) -> bool {
        self.plain_option().is_some()
    }

    /// Returns whether a plain type is an `Option`, or `None` for any other type.
    pub(crate) fn plain_option(&self) -> Option<bool> {
        match self.fit {
            Fit::Plain { is_option } => Some(is_option),
            Fit::Concrete | Fit::Generic => None,
        }
    }

    pub(crate) fn must_be_present(&self) -> bool {
        self.presence != Presence::Optional
    }

    /// Whether the type must always have a value, so that it cannot be an `Option`.
    pub(crate) fn forbids_option(&self) -> bool {
        self.presence == Presence::Always
    }
}
