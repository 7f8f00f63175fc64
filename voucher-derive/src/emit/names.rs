//! Names in generated code: of field definitions, of the definition, of local variables, and the values of constants.

use super::paths::FieldPath;
use crate::attr::{Constant, ConstantValue};
use crate::code_buffer::{generated_span, generated_span_at};
use crate::lower::{Destination, Lowered, LoweredField};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use voucher_definition as definition;
use voucher_definition::time::Unit;

/// Returns the name of the static for the pattern of a field of the struct.
pub(super) fn pattern_static(index: usize) -> String {
    format!("__PATTERN_{index}")
}

/// Returns a reference to a field definition.
pub(super) fn field_path(
    lowered: &Lowered<'_>,
    field_definition: &definition::Field,
    span: Span,
) -> FieldPath {
    FieldPath {
        path: lowered.statics.path_of(field_definition),
        span,
    }
}

/// Returns a reference to the field definition that a value is sent as.
pub(super) fn destination_path(destination: &Destination, span: Span) -> FieldPath {
    FieldPath {
        path: destination.path.clone(),
        span,
    }
}

/// Returns a reference to the definition.
pub(super) fn definition_path(lowered: &Lowered<'_>) -> FieldPath {
    FieldPath {
        path: lowered.statics.definition_path(),
        span: generated_span(),
    }
}

/// Returns the name of a local variable next to a path of the user's: `__value_3`. It has the user's span, so Clippy
/// would report a name that shadows another one; the index makes it unique.
pub(super) fn local(name: &str, field: &LoweredField<'_>, user_span: Span) -> Ident {
    let name = format!("__{name}_{}", field.index);
    Ident::new(&name, user_span)
}

/// Returns the value of a constant. A literal gets a generated span. With the user's own span, Clippy would check it as
/// the user's code, and it has a suffix that the user did not write.
pub(super) fn emit_value(constant: &Constant) -> TokenStream {
    let generated_span = generated_span_at(constant.value.span());
    let mut literal = match &constant.value {
        ConstantValue::String(string) => Literal::string(&string.value()),
        ConstantValue::Integer(integer, _) => Literal::i64_suffixed(*integer),
        ConstantValue::Number(number, _) => {
            let mut json = Literal::string(&number.json);
            json.set_span(generated_span);
            return quote_spanned!(generated_span=> __core::ConstNumber(#json));
        }
        ConstantValue::Bool(bool) => {
            let bool = Ident::new(&bool.value.to_string(), generated_span);
            return bool.to_token_stream();
        }
        ConstantValue::Null(_) => return quote_spanned!(generated_span=> __core::Null),
        ConstantValue::Path(path) => return path.to_token_stream(),
    };
    literal.set_span(generated_span);
    literal.to_token_stream()
}

/// Returns the name of the variant of `Unit`.
pub(super) fn unit_variant(unit: Unit) -> &'static str {
    match unit {
        Unit::Seconds => "Seconds",
        Unit::Millis => "Millis",
        Unit::Micros => "Micros",
        Unit::Nanos => "Nanos",
    }
}
