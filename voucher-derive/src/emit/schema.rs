//! The `SchemaInfo` of a struct: what `schema()` needs to know about each field.

use super::names::{emit_value, field_path, mapped_field_path};
use super::type_info;
use crate::attr::{Constant, ConstantValue};
use crate::code_buffer::{Code, generated_span, generated_span_at};
use crate::lower::{Lowered, LoweredField};
use crate::resolve::Target;
use crate::template::{Name, emit};
use quote::{ToTokens, quote_spanned};
use voucher_definition as definition;
use voucher_definition::Kind;

/// Writes the `SchemaInfo`.
///
/// ```text
/// // Output:
/// const __SCHEMA: &'static __core::SchemaInfo = &__core::SchemaInfo {
///     fields: &[
///         __core::SchemaField::now(&__core::TIMESTAMP),
///         __core::SchemaField::string(&__core::EVENT_TYPE, "promo-created"),
///         __core::SchemaField::of(&__core::VOUCHER_CODE, __TYPES[0]),
///         __core::SchemaField::member(&__NEW_FIELD_7),
///     ],
/// };
/// ```
pub(super) fn emit_schema_info(lowered: &Lowered<'_>, code: &mut Code) {
    let mapping = lowered.mapping;
    let now = mapping
        .now()
        .map(|(field_definition, _)| field_path(lowered, field_definition, generated_span()));
    let check = mapping.input.keys.check.as_ref().map(path_source);
    emit!(code => const __SCHEMA: &'static __core::SchemaInfo = &__core::SchemaInfo {
        fields: &[
            #if (let Some(now) = &now) { __core::SchemaField::now(#now), }
            #for ((field_definition, constant) in &mapping.constants) {
                #emit_constant(lowered, field_definition, constant)
            }
            #for (field in lowered.fields.iter().filter(|field| !field.has_error)) {
                #emit_field(lowered, field)
            }
            #emit_exclusive_pairs(lowered)
            #if (let Some(check) = &check) { __core::SchemaField::struct_check(#check), }
        ],
    };);
}

/// Writes the `SchemaField` of a constant.
fn emit_constant(
    lowered: &Lowered<'_>,
    field_definition: &'static definition::Field,
    constant: &Constant,
    code: &mut Code,
) {
    let path = field_path(lowered, field_definition, generated_span());
    let value = emit_value(constant);
    let function = match &constant.value {
        ConstantValue::String(_) => "string",
        ConstantValue::Integer(..) => "integer",
        ConstantValue::Bool(_) => "bool",
        ConstantValue::Path(_) => {
            let value_span = generated_span_at(constant.value.span());
            let write = quote_spanned!(value_span=> |__encoder, __at| __core::const_value(#value).put(__encoder, __at, #path));
            emit!(code => __core::SchemaField::const_value(#path, #write),);
            return;
        }
    };
    emit!(code => __core::SchemaField::#{Name(function)}(#path, #value),);
}

/// Writes the `SchemaField` of a field of the struct.
fn emit_field(lowered: &Lowered<'_>, field: &LoweredField<'_>, code: &mut Code) {
    let path = mapped_field_path(field, generated_span_at(field.input.ident.span()));
    match &field.target {
        Target::Skip(_) => {}
        Target::Part(_) => {
            let ty = &field.ty;
            let part = quote_spanned!(field.user_span=> <#ty as __core::Part<_>>);
            emit!(code => __core::SchemaField::part(#part::TYPE, #part::MAPPING, #part::SCHEMA),);
        }
        Target::Custom(..) | Target::Extra(..) => {
            emit!(code => __core::SchemaField::member(#path),);
        }
        Target::Field(field_definition) => {
            let keys = &field.input.keys;
            // Of the result of a conversion, only its presence is known, if it is required.
            let is_required =
                field_definition.is_required() && !lowered.mapping.is_waived(field_definition);
            let is_always = keys.required.is_some() || keys.with.is_some() && is_required;
            let is_unlisted =
                keys.unlisted.is_some() && matches!(field_definition.kind, Kind::Currency);
            let check = keys.check.as_ref().map(path_source);
            let type_info = type_info::emit_type(field).filter(|_| keys.with.is_none());
            if let Some(type_info) = type_info {
                emit!(code => __core::SchemaField::of(#path, #type_info));
            } else {
                emit!(code => __core::SchemaField::unknown(#path));
            }
            emit!(code =>
                #if (is_always) { .always() }
                #if (is_unlisted) { .unlisted() }
                #if (let Some(check) = &check) { .checked(#check) }
                ,
            );
        }
    }
}

/// Writes a `SchemaField` for every two fields of which at most one is sent.
fn emit_exclusive_pairs(lowered: &Lowered<'_>, code: &mut Code) {
    let pairs = lowered.exclusive.in_struct.iter();
    for (first, second) in pairs.chain(&lowered.exclusive.with_parts) {
        let first = field_path(lowered, first, generated_span());
        let second = field_path(lowered, second, generated_span());
        emit!(code => __core::SchemaField::exclusive(#first, #second),);
    }
}

/// Returns a path as the user writes it.
fn path_source(path: &syn::Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}
