//! Names in generated code: of field definitions, of the definition, of local variables, and the values of constants.

use super::paths::FieldPath;
use crate::attr::{Constant, ConstantValue};
use crate::code_buffer::{generated_span, generated_span_at};
use crate::lower::{Lowered, LoweredField};
use crate::resolve::{Target, is_same_field_definition};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::ToTokens;
use voucher_definition as definition;
use voucher_definition::time::Unit;

/// Returns the name of the static for a field definition of a file.
pub(super) fn file_static(index: usize) -> String {
    format!("__FIELD_{index}")
}

/// Returns the name of the static for a field definition that is made for a field of the struct.
pub(super) fn new_static(index: usize) -> String {
    format!("__NEW_FIELD_{index}")
}

/// Returns the name of the static for the pattern of a field of the struct.
pub(super) fn pattern_static(index: usize) -> String {
    format!("__PATTERN_{index}")
}

/// Returns the path of a field definition: of a static in `voucher_core`, or of one for a definition file.
pub(super) fn field_path(
    lowered: &Lowered<'_>,
    field_definition: &definition::Field,
    span: Span,
) -> FieldPath {
    let mut field_definitions = lowered.file_field_definitions.iter();
    let index =
        field_definitions.position(|other| is_same_field_definition(other, field_definition));
    let name = match index {
        Some(index) => file_static(index),
        None => field_definition.rust_name.to_uppercase(),
    };
    FieldPath {
        is_in_core: index.is_none(),
        name,
        span,
    }
}

/// Returns the path of a field's field definition: that of the API definition, or the one that is made for the field.
pub(super) fn mapped_field_path(
    lowered: &Lowered<'_>,
    field: &LoweredField<'_>,
    span: Span,
) -> FieldPath {
    match field.target {
        Target::Field(field_definition) if !field.is_narrowed => {
            field_path(lowered, field_definition, span)
        }
        Target::Field(_)
        | Target::Custom(..)
        | Target::Extra(..)
        | Target::Part(_)
        | Target::Skip(_) => FieldPath {
            is_in_core: false,
            name: new_static(field.index),
            span,
        },
    }
}

/// Returns a reference to the definition.
pub(super) fn definition_path(lowered: &Lowered<'_>) -> FieldPath {
    FieldPath {
        is_in_core: lowered.mapping.file.is_none(),
        name: String::from(if lowered.mapping.file.is_some() {
            "__DEFINITION"
        } else {
            "DEFINITION"
        }),
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
        ConstantValue::Bool(bool) => {
            let bool = Ident::new(&bool.value.to_string(), generated_span);
            return bool.to_token_stream();
        }
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
