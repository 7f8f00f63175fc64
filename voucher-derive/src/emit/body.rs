//! The body of `__write`: the parameters of the path, every field of the body in the order of the definition, and the
//! parameters of the query.

use super::conversion::emit_reference;
use super::names::{destination_path, field_path, unit_variant};
use super::write::{emit_custom, emit_field, emit_source};
use super::{exclusive, file_statics, group, parameters, type_info, write};
use crate::code_buffer::{Code, generated_span, generated_span_at};
use crate::index::ObjectIndex;
use crate::lower::{AmountLevel, Lowered, LoweredField, Source};
use crate::resolve::{Target, is_same_field_definition};
use crate::template::{Name, emit};
use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned;
use voucher_definition as definition;
use voucher_definition::Kind;

/// Writes every field definition that has a source, in the order of the definition.
///
/// ```text
/// // Output:
/// let __at = __encoder.path_parameter(__at, &__FIELD_0, |__encoder, __at| { … });
/// let __at = __encoder.now(__at, &__core::TIMESTAMP);
/// let __at = __encoder.open(__at, &__core::VOUCHER);
/// let __entity = __at;
/// let __at = <String as __core::Identifier<_>>::put(&self.code, __encoder, __at, &__core::VOUCHER_CODE);
/// let __at = __encoder.close(__entity, __at);
/// let __at = __encoder.query_parameter(__at, &__FIELD_1, |__encoder, __at| { … });
/// ```
pub(super) fn emit_body(lowered: &Lowered<'_>, code: &mut Code) {
    parameters::emit_path(lowered, code);
    emit_body_value(lowered, code);
    parameters::emit_query(lowered, code);
}

/// Writes the body: its fields, or the field that maps it.
fn emit_body_value(lowered: &Lowered<'_>, code: &mut Code) {
    if let Some(body) = lowered.mapping.body_field() {
        return emit_field_definition(lowered, body, code);
    }
    let body = lowered.mapping.index.body;
    let Some((entity, object)) = lowered.mapping.index.entity else {
        emit_entity(lowered, body, code);
        return;
    };
    let read_currency = write::emit_currency_first(lowered, AmountLevel::Envelope);
    emit!(code => #read_currency #group::emit_count_start(lowered, body));
    let (before, after): (Vec<_>, Vec<_>) =
        written_in(body, lowered).partition(|it| body.position(it) < body.position(entity));
    for field_definition in before {
        emit_field_definition(lowered, field_definition, code);
    }
    let path = field_path(lowered, entity, generated_span());
    // The entity may have read its own currency, so the one of the envelope is read again.
    emit!(code =>
        let __at = __encoder.open(__at, #path);
        let __entity = __at;
        #emit_entity(lowered, object)
        let __at = __encoder.close(__entity, __at);
        #exclusive::emit_exclusive(lowered, entity)
        #read_currency
    );
    for field_definition in after {
        emit_field_definition(lowered, field_definition, code);
    }
    group::emit_groups(lowered, true, code);
    group::emit_count_end(lowered, body, code);
}

/// Returns the field definitions of an object that the struct writes.
fn written_in(
    object: &ObjectIndex,
    lowered: &Lowered<'_>,
) -> impl Iterator<Item = &'static definition::Field> {
    let written = lowered.written.iter().copied();
    written.filter(|field_definition| object.position(field_definition).is_some())
}

/// Writes the fields of the entity, with each part at the position of its field in the struct, and then the `extra`
/// members.
pub(super) fn emit_entity(lowered: &Lowered<'_>, object: &ObjectIndex, code: &mut Code) {
    let read_currency = write::emit_currency_first(lowered, AmountLevel::Object);
    emit!(code => #read_currency #group::emit_count_start(lowered, object));
    let has_parts = lowered.all_parts().next().is_some();
    if has_parts {
        emit_parts(lowered, None, code);
    }
    for field_definition in written_in(object, lowered) {
        emit_field_definition(lowered, field_definition, code);
        if has_parts {
            emit_parts(lowered, Some(field_definition), code);
        }
    }
    for field in lowered.fields() {
        if matches!(field.target, Target::Extra(..)) {
            emit!(code => #{emit_field(lowered, field)});
        }
    }
    exclusive::emit_exclusive_with_parts(lowered, code);
    group::emit_groups(lowered, false, code);
    group::emit_count_end(lowered, object, code);
}

/// Writes one field definition, if it has a source, and the checks of mutually exclusive fields.
fn emit_field_definition(
    lowered: &Lowered<'_>,
    field_definition: &'static definition::Field,
    code: &mut Code,
) {
    match lowered.source_of(field_definition) {
        Some(Source::Field(field)) if lowered.is_simple(field) => {
            emit_simple_write(lowered, field, code);
        }
        source => {
            // The only constant of a free object is `null`.
            let is_constant = matches!(source, Some(Source::Constant(..)));
            let source = if matches!(field_definition.kind, Kind::Custom) && !is_constant {
                emit_custom(lowered, field_definition)
            } else {
                emit_source(lowered, field_definition)
            };
            let Some(source) = source else {
                return;
            };
            emit!(code => #source);
        }
    }
    exclusive::emit_exclusive(lowered, field_definition, code);
}

/// Writes a field of a plain type, without a `check`.
///
/// ```text
/// // Output:
/// let __at = <u64 as __core::Identifier<_>>::put(&self.customer_id, __encoder, __at, &__core::CUSTOMER_ID);
/// let __at = <i64 as __core::Integer<_>>::put(&self.price, __encoder, __at, __field_2);
/// ```
fn emit_simple_write(lowered: &Lowered<'_>, field: &LoweredField<'_>, code: &mut Code) {
    let put = Name(field.put_function());
    let name = Name(field.input.ident.to_string());
    let definition = file_statics::field_name(lowered, field).map(Name);
    let path = field.destination.as_ref().filter(|_| definition.is_none());
    let path = path.map(|destination| destination_path(destination, generated_span()));
    let unit = field.kind.as_ref().and_then(|kind| kind.unit);
    let unit = unit.map(unit_variant).map(Name);
    emit!(code =>
        let __at = #type_info::emit_type_as_kind(field)::#{put}(
            &self.#name, __encoder, __at, #definition #path #if (let Some(unit) = unit) { , __core::Unit::#unit }
        );
    );
}

/// Writes the parts that follow a field in the struct, or those before all fields.
///
/// ```text
/// // Output:
/// let __at = <Money as __core::Part<_>>::put(&self.worth, __encoder, __at);
/// ```
fn emit_parts(
    lowered: &Lowered<'_>,
    field_definition: Option<&definition::Field>,
    code: &mut Code,
) {
    for part in lowered.parts() {
        let is_here = match (part.follows, field_definition) {
            (Some(before), Some(field_definition)) => {
                is_same_field_definition(before, field_definition)
            }
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if is_here {
            let ty = &part.ty;
            let value = emit_reference(lowered, part, part.generated_span);
            emit!(code => #{quote_spanned! {part.generated_span=>
                let __at = <#ty as __core::Part<_>>::put(#value, __encoder, __at);
            }});
        }
    }
}

/// Returns what the struct's `check` needs before and after the fields are written. It runs only if every field is
/// valid.
///
/// ```text
/// // Output:
/// let __violations = __encoder.violation_count();
/// …
/// if __encoder.has_no_violations_since(__violations) {
///     let __value = self;
///     <_ as __core::CheckResult>::report_on_struct(Self::check(__value), __encoder, "Promo");
/// }
/// ```
pub(super) fn emit_struct_check(
    lowered: &Lowered<'_>,
) -> (Option<TokenStream>, Option<TokenStream>) {
    let Some(check) = &lowered.mapping.input.keys.check else {
        return (None, None);
    };
    let name = lowered.mapping.input.name();
    let self_ident = Ident::new("self", generated_span());
    let user_span = check.span();
    let generated_span = generated_span_at(user_span);
    let (value, encoder) = (
        Ident::new("__value", user_span),
        Ident::new("__encoder", generated_span),
    );
    let kind = quote_spanned!(generated_span=> __core::CheckResult);
    let reported =
        quote_spanned!(user_span=> <_ as #kind>::report_on_struct(#check(#value), #encoder, #name));
    let before = quote_spanned!(generated_span=> let __violations = __encoder.violation_count(););
    let after = quote_spanned! {generated_span=>
        if __encoder.has_no_violations_since(__violations) {
            let #value = #self_ident;
            #reported;
        }
    };
    (Some(before), Some(after))
}
