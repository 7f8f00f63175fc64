//! A field, and the code-generation decisions about it.

use super::concrete::{are_tokens_concrete, lower_type};
use super::currency::{AmountLevel, amount_level};
use super::destination::Destination;
use super::kind::LoweredKind;
use super::mismatch::{Mismatch, mismatch_of};
use super::plain_type::is_option;
use super::selection::Selection;
use super::statics::Statics;
use crate::code_buffer::generated_span_at;
use crate::input::InputField;
use crate::pattern::Pattern;
use crate::resolve::{MappedField, Mapping, Target};
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use voucher_definition as definition;
use voucher_definition::Kind;
use voucher_definition::mismatch::about_contents;

/// A field, and the code-generation decisions about it.
pub(crate) struct LoweredField<'m> {
    pub(crate) input: &'m InputField<'m>,
    pub(crate) target: &'m Target,
    /// The index among the fields of the struct.
    pub(crate) index: usize,
    /// Where the field is sent. `None` for a part.
    pub(crate) destination: Option<Destination>,
    /// The kind, if the field itself is written and has no mistake.
    pub(crate) kind: Option<LoweredKind<'m>>,
    /// The compiled value of the key `pattern`.
    pub(crate) pattern: Option<&'m Pattern>,
    /// The user's function that converts the value: the key `with`.
    pub(crate) conversion: Option<&'m syn::Path>,
    /// A mistake in the field was reported, so nothing else is reported about it.
    pub(crate) has_error: bool,
    /// The type, as both a const item and the impl can name it.
    pub(crate) ty: TokenStream,
    pub(crate) fit: Fit,
    /// Why the type cannot be sent, if the macro knows that from its name.
    pub(crate) mismatch: Option<Mismatch>,
    /// Whether a const item next to the impl can name the conversion, or there is none.
    pub(crate) is_conversion_concrete: bool,
    pub(crate) presence: Presence,
    /// For a part: the last field definition of the same object that a field before it in the struct maps. The part is
    /// written after it, or before all others.
    pub(crate) follows: Option<&'static definition::Field>,
    /// Whether keys narrow or waive the rules of the definition, so that the field needs a separate field definition.
    pub(crate) is_narrowed: bool,
    /// Where the amounts in the field are, if it may have any that need a currency.
    pub(crate) amount: Option<AmountLevel>,
    /// The index of the type in the list `__TYPES`. Only a concrete type is in it, and only if a value of it is sent
    /// without a conversion.
    pub(crate) list_index: Option<usize>,
    /// What must be selected for the type, or for the result of a conversion.
    pub(crate) selection: Option<Selection<'m>>,
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
    /// Yes, and the type may be an `Option`: `None` is sent as `null`.
    Null,
    /// Yes, and the type may be an `Option`: the encoder reports `None`.
    Checked,
    /// Yes, and the type must not be an `Option`.
    Always,
}

/// Lowers the field after these.
pub(super) fn lower_field<'m>(
    mapping: &'m Mapping<'m>,
    statics: &Statics<'_>,
    before: &[LoweredField<'m>],
    index: usize,
    field: &'m MappedField<'m>,
) -> LoweredField<'m> {
    let keys = &field.input.keys;
    let kind = LoweredKind::of(mapping, field);
    let (is_concrete, ty) = lower_type(mapping, field.input.ty);
    let is_conversion_concrete = is_conversion_concrete(mapping, field);
    let presence = lower_presence(mapping, field);
    let field_definition = field.field_definition().filter(|_| !field.has_error);
    let is_listed = field_definition.is_some() && keys.with.is_none() && is_concrete;
    let listed_kind = kind.as_ref().filter(|_| is_listed);
    let fit = lower_fit(field, listed_kind, presence, is_concrete);
    let is_relaxed = field_definition.is_some_and(|it| mapping.is_relaxed(it));
    let is_narrowed =
        is_relaxed || keys.length.is_some() || keys.range.is_some() || field.pattern.is_some();
    let listed_before = before.iter().filter(|field| field.list_index.is_some());
    LoweredField {
        input: field.input,
        target: &field.target,
        index,
        mismatch: listed_kind
            .filter(|_| fit == Fit::Concrete)
            .and_then(|kind| mismatch_of(field.input.ty, kind)),
        destination: Destination::of_field(mapping, statics, &field.target, is_narrowed, index),
        selection: kind
            .as_ref()
            .filter(|_| is_concrete && is_conversion_concrete)
            .and_then(|kind| lower_selection(field, kind)),
        kind,
        pattern: field.pattern.as_ref(),
        conversion: keys.with.as_ref(),
        has_error: field.has_error,
        ty,
        follows: match field.target {
            Target::Part(_) => last_definition(mapping, before),
            Target::Field(_) | Target::Custom(..) | Target::Extra(..) | Target::Skip(_) => None,
        },
        is_conversion_concrete,
        presence,
        is_narrowed,
        amount: match fit {
            Fit::Plain { .. } => None,
            Fit::Concrete | Fit::Generic => field
                .field_definition()
                .and_then(|field_definition| amount_level(mapping, field_definition)),
        },
        fit,
        list_index: is_listed.then(|| listed_before.count()),
        user_span: field.user_span,
        generated_span: generated_span_at(field.user_span),
    }
}

/// Returns what must be selected for what a field of a kind sends.
fn lower_selection<'m>(
    field: &'m MappedField<'m>,
    kind: &LoweredKind<'_>,
) -> Option<Selection<'m>> {
    match field.input.keys.with {
        Some(_) => Selection::of_result(kind),
        None => Selection::of(field.input.ty, kind),
    }
}

/// Returns the last field definition of the struct's object that these fields map.
fn last_definition(
    mapping: &Mapping<'_>,
    before: &[LoweredField<'_>],
) -> Option<&'static definition::Field> {
    let field_definitions = before
        .iter()
        .rev()
        .filter_map(LoweredField::field_definition);
    let mut of_object =
        field_definitions.filter(|field_definition| field_definition.parent == mapping.parent());
    of_object.next()
}

/// Returns where it is known that a type suits its field. `kind` is `None` if the type cannot be plain.
fn lower_fit(
    field: &MappedField<'_>,
    kind: Option<&LoweredKind<'_>>,
    presence: Presence,
    is_concrete: bool,
) -> Fit {
    match kind.and_then(|kind| is_option(field.input.ty, kind)) {
        Some(is_option) if !is_option || presence != Presence::Always => Fit::Plain { is_option },
        _ if is_concrete => Fit::Concrete,
        _ => Fit::Generic,
    }
}

fn lower_presence(mapping: &Mapping<'_>, field: &MappedField<'_>) -> Presence {
    match field.field_definition() {
        Some(field_definition) if mapping.must_be_present(field_definition) => {
            if field.input.keys.required.is_some() || mapping.is_suggested(field_definition) {
                Presence::Checked
            } else if field_definition.nullable || matches!(field_definition.kind, Kind::Any) {
                Presence::Null
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

impl LoweredField<'_> {
    /// Returns the field definition that the field maps to.
    pub(crate) fn field_definition(&self) -> Option<&'static definition::Field> {
        self.target.field_definition()
    }

    /// Whether `schema()` needs nothing about the field but its type.
    pub(crate) fn needs_only_type(&self) -> bool {
        let keys = &self.input.keys;
        !self.sends_null()
            && keys.required.is_none()
            && keys.unlisted.is_none()
            && self.conversion.is_none()
            && keys.check.is_none()
    }

    /// Whether the field has amounts and is sent without a conversion.
    pub(crate) fn is_known_amount(&self) -> bool {
        self.amount.is_some() && self.conversion.is_none()
    }

    /// Whether const items next to the impl can name what the field sends: its type, and its conversion.
    #[cfg(feature = "definition-file")]
    pub(crate) fn are_values_concrete(&self) -> bool {
        self.is_concrete() && self.is_conversion_concrete
    }

    /// Returns the message about a type that cannot be sent. It is the one that `voucher_core` has for the type.
    pub(crate) fn mismatch_message(&self) -> Option<String> {
        let message = about_contents(self.field_definition()?).push(self.mismatch.as_ref()?.reason);
        Some(message.as_str().to_owned())
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

    /// Whether `None` is sent as `null`.
    pub(crate) fn sends_null(&self) -> bool {
        self.presence == Presence::Null
    }

    /// Returns the name of the function that writes the value, if it needs no conversion.
    pub(crate) fn put_function(&self) -> &'static str {
        // For a concrete type without `required`, an assertion checks that there is always a value.
        let is_unchecked = self.input.keys.required.is_some() || !self.is_concrete();
        match self.presence {
            Presence::Null => "put_or_null",
            Presence::Checked | Presence::Always if is_unchecked => "put_required",
            Presence::Optional | Presence::Checked | Presence::Always => "put",
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
