//! The names by which generated code refers to field definitions, to the definition and to its own variables.

use super::paths::Row;
use crate::attr::{Constant, ConstantValue};
use crate::code_buffer::{Code, text_span};
use crate::resolve::{Event, Mapped, Place, is_same_row};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::ToTokens;
use voucher_definition as definition;

pub(super) fn row_name(at: usize) -> String {
    format!("__FIELD_{at}")
}

pub(super) fn new_row_name(at: usize) -> String {
    format!("__ROW_{at}")
}

pub(super) fn own_pattern(at: usize) -> String {
    format!("__PATTERN_{at}")
}

/// Which of the struct's fields it is.
pub(super) fn position(event: &Event<'_>, field: &Mapped<'_>) -> usize {
    let mut fields = event.fields.iter();
    let at = fields.position(|other| std::ptr::eq(other, field));
    at.unwrap_or_default()
}

pub(super) fn is_narrowed(field: &Mapped<'_>) -> bool {
    let words = &field.input.words;
    words.length.is_some() || words.range.is_some() || field.pattern.is_some()
}

/// The row of a table, or of a file's.
pub(super) fn expand_row(event: &Event<'_>, row: &definition::Field, span: Span) -> Row {
    let mut rows = event.file_rows.iter();
    let own = rows.position(|other| is_same_row(other, row));
    let name = match own {
        Some(at) => row_name(at),
        None => row.rust_name.to_uppercase(),
    };
    Row {
        is_in_table: own.is_none(),
        name,
        span,
    }
}

/// The row of a field: the definition's, or one that was made for it.
pub(super) fn expand_row_of(event: &Event<'_>, field: &Mapped<'_>, span: Span) -> Row {
    match field.place {
        Place::Row(row) if !is_narrowed(field) => expand_row(event, row, span),
        _ => Row {
            is_in_table: false,
            name: new_row_name(position(event, field)),
            span,
        },
    }
}

pub(super) fn definition_text(event: &Event<'_>) -> &'static str {
    if event.file.is_some() {
        "&__DEFINITION"
    } else {
        "&__inner::DEFINITION"
    }
}

pub(super) fn expand_definition(event: &Event<'_>) -> TokenStream {
    let mut code = Code::default();
    code.push(definition_text(event));
    code.finish()
}

/// `__value_3`: a local beside the user's path. A linter takes it for the user's own, so no name is bound twice in one place.
pub(super) fn local(name: &str, event: &Event<'_>, field: &Mapped<'_>, site: Span) -> Ident {
    let name = format!("__{name}_{}", position(event, field));
    Ident::new(&name, site)
}

/// A constant's value. A literal is marked as generated, as a linter would otherwise read it as the user's own expression, with
/// a suffix that the user did not write.
pub(super) fn expand_value(constant: &Constant) -> TokenStream {
    let span = constant.value.span().resolved_at(text_span());
    let mut literal = match &constant.value {
        ConstantValue::Text(text) => Literal::string(&text.value()),
        ConstantValue::Integer(integer, _) => Literal::i64_suffixed(*integer),
        ConstantValue::Bool(bool) => {
            let bool = Ident::new(&bool.value.to_string(), span);
            return bool.to_token_stream();
        }
        ConstantValue::Path(path) => return path.to_token_stream(),
    };
    literal.set_span(span);
    literal.to_token_stream()
}
