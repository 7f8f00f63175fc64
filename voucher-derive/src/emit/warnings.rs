//! Warnings about requests and field definitions that should not be mapped, and about constants that should not be sent.

use crate::attr::{Constant, ConstantValue, Role};
use crate::code_buffer::Code;
use crate::lower::{Lowered, Source};
use crate::warning::{deprecation, emit_deprecated_value, emit_warning};
use proc_macro2::Span;
use syn::LitStr;
use voucher_definition as definition;

/// Makes rustc warn at the key that names a deprecated request, at each field, constant and clock that is not required and whose
/// field definition is deprecated or set by the API, and at each constant with a deprecated value.
pub(super) fn emit_warnings(lowered: &Lowered<'_>, code: &mut Code) {
    emit_of_request(lowered, code);
    for source in &lowered.sources {
        let Some(field_definition) = source.field_definition() else {
            continue;
        };
        emit_of_field(lowered, field_definition, source.name_span(), code);
        if let Source::Constant(_, constant) = source {
            emit_of_constant(lowered, field_definition, constant, code);
        }
    }
}

/// An event sends the request. A part or a nested object is sent by an event, which has the warning.
fn emit_of_request(lowered: &Lowered<'_>, code: &mut Code) {
    let (definition, input) = (lowered.mapping.definition, lowered.mapping.input);
    if !definition.deprecated || input.role != Role::Event {
        return;
    }
    let mut note = format!("the definition of `{}` deprecates it", definition.name);
    if !definition.description.is_empty() {
        note = format!("{note}: {}", definition.description);
    }
    let named = input.keys.event.as_ref().or(input.keys.definition.as_ref());
    let user_span = named.map_or(input.ident.span(), LitStr::span);
    emit_warning(definition.rust_path, &note, user_span, code);
}

fn emit_of_constant(
    lowered: &Lowered<'_>,
    field_definition: &definition::Field,
    constant: &Constant,
    code: &mut Code,
) {
    let value = match &constant.value {
        ConstantValue::String(string) => string.value(),
        ConstantValue::Integer(integer, _) => integer.to_string(),
        // These are not listed. For an enum's variant, the derive of the enum warns.
        ConstantValue::Number(..)
        | ConstantValue::Bool(_)
        | ConstantValue::Null(_)
        | ConstantValue::Path(_) => return,
    };
    let field = (lowered.mapping.name(), field_definition.name);
    let name = (field_definition.rust_name, constant.value.span());
    emit_deprecated_value(field_definition, &value, field, name, code);
}

fn emit_of_field(
    lowered: &Lowered<'_>,
    field_definition: &definition::Field,
    user_span: Span,
    code: &mut Code,
) {
    // What is required cannot be left out.
    if field_definition.is_required() {
        return;
    }
    let (parent, name) = (lowered.mapping.name(), field_definition.name);
    let note = if field_definition.deprecated {
        deprecation(parent, &format!("`{name}`"), field_definition.description)
    } else if field_definition.read_only {
        format!(
            "the API sets `{name}` of `{parent}` itself and ignores one that is sent; leave it out"
        )
    } else {
        return;
    };
    emit_warning(field_definition.rust_name, &note, user_span, code);
}
