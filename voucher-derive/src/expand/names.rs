//! The names by which generated code refers to field definitions, to the definition and to its own variables.

use super::paths::FieldPath;
use crate::attr::{Constant, ConstantValue};
use crate::code_buffer::{Code, generated_span_at};
use crate::resolve::{MappedField, Mapping, Target, is_same_field_definition};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::ToTokens;
use voucher_definition as definition;

pub(super) fn file_static_name(at: usize) -> String {
    format!("__FIELD_{at}")
}

pub(super) fn new_static_name(at: usize) -> String {
    format!("__ROW_{at}")
}

pub(super) fn own_pattern(at: usize) -> String {
    format!("__PATTERN_{at}")
}

/// Which of the struct's fields it is.
pub(super) fn position(mapping: &Mapping<'_>, field: &MappedField<'_>) -> usize {
    let mut fields = mapping.fields.iter();
    let at = fields.position(|other| std::ptr::eq(other, field));
    at.unwrap_or_default()
}

pub(super) fn is_narrowed(field: &MappedField<'_>) -> bool {
    let keys = &field.input.keys;
    keys.length.is_some() || keys.range.is_some() || field.pattern.is_some()
}

/// The row of a table, or of a file's.
pub(super) fn field_path(
    mapping: &Mapping<'_>,
    field_definition: &definition::Field,
    span: Span,
) -> FieldPath {
    let mut field_definitions = mapping.file_field_definitions.iter();
    let own = field_definitions.position(|other| is_same_field_definition(other, field_definition));
    let name = match own {
        Some(at) => file_static_name(at),
        None => field_definition.rust_name.to_uppercase(),
    };
    FieldPath {
        is_in_table: own.is_none(),
        name,
        span,
    }
}

/// The row of a field: the definition's, or one that was made for it.
pub(super) fn field_path_of(
    mapping: &Mapping<'_>,
    field: &MappedField<'_>,
    span: Span,
) -> FieldPath {
    match field.target {
        Target::Field(field_definition) if !is_narrowed(field) => {
            field_path(mapping, field_definition, span)
        }
        _ => FieldPath {
            is_in_table: false,
            name: new_static_name(position(mapping, field)),
            span,
        },
    }
}

pub(super) fn definition_text(mapping: &Mapping<'_>) -> &'static str {
    if mapping.file.is_some() {
        "&__DEFINITION"
    } else {
        "&__inner::DEFINITION"
    }
}

pub(super) fn expand_definition(mapping: &Mapping<'_>) -> TokenStream {
    let mut code = Code::default();
    code.push(definition_text(mapping));
    code.finish()
}

/// `__value_3`: a local beside the user's path. A linter takes it for the user's own, so no name is bound twice in one place.
pub(super) fn local(
    name: &str,
    mapping: &Mapping<'_>,
    field: &MappedField<'_>,
    user_span: Span,
) -> Ident {
    let name = format!("__{name}_{}", position(mapping, field));
    Ident::new(&name, user_span)
}

/// A constant's value. A literal is marked as generated, as a linter would otherwise read it as the user's own expression, with
/// a suffix that the user did not write.
pub(super) fn expand_value(constant: &Constant) -> TokenStream {
    let generated_span = generated_span_at(constant.value.span());
    let mut literal = match &constant.value {
        ConstantValue::String(text) => Literal::string(&text.value()),
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
