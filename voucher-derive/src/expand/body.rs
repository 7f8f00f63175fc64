//! The body of `__write`: every field in the order of the definition.

use super::conversion::expand_reference;
use super::currency::Level;
use super::names::{expand_row, expand_row_of};
use super::write::{expand_custom, expand_field, expand_source};
use super::{exclusive, kind_trait, type_info, type_name, write};
use crate::code_buffer::{Code, text_span};
use crate::resolve::{Event, Mapped, Place, is_same_row};
use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned;
use voucher_definition as definition;
use voucher_definition::Kind;

/// The rows in the definition's order: each that has a source is one call.
pub(super) fn push_body(event: &Event<'_>, code: &mut Code) {
    for row in event.definition.parameters {
        code.push_tokens(expand_segment(event, row).unwrap_or_default());
    }
    let Some((entity, object)) = event.definition.entity() else {
        push_entity(event, event.definition.body.fields, code);
        return;
    };
    let ahead = write::expand_currency_first(event, Level::Envelope).unwrap_or_default();
    code.push_tokens(ahead.clone());
    for row in event.definition.body.fields {
        if !is_same_row(row, entity) {
            push_source(event, row, code);
            continue;
        }
        code.push("let __at = __encoder.open(__at, ");
        expand_row(event, row, text_span()).push_to(code);
        code.push("); let __entity = __at;");
        push_entity(event, object.fields, code);
        code.push("let __at = __encoder.close(__entity, __at);");
        for excluded in exclusive::expand_excluded(event, entity) {
            code.push_tokens(excluded);
        }
        code.push_tokens(ahead.clone());
    }
}

/// What stands in the path is written as a member is, but aside.
pub(super) fn expand_segment(
    event: &Event<'_>,
    row: &'static definition::Field,
) -> Option<TokenStream> {
    let span = text_span();
    let source = expand_source(event, row)?;
    let row = expand_row(event, row, span);
    Some(quote_spanned! {span=>
        let __at = __encoder.segment(__at, #row, |__encoder, __at| {
            #source
            __at
        });
    })
}

/// The rows of the entity, each part where it stands among them, and what no row lists.
pub(super) fn push_entity(event: &Event<'_>, rows: &[&'static definition::Field], code: &mut Code) {
    code.push_tokens(write::expand_currency_first(event, Level::Object).unwrap_or_default());
    let has_parts = event.parts().next().is_some();
    if has_parts {
        push_parts(event, None, code);
    }
    for row in rows {
        push_source(event, row, code);
        if has_parts {
            push_parts(event, Some(row), code);
        }
    }
    for field in &event.fields {
        if matches!(field.place, Place::Extra(..)) {
            code.push_tokens(expand_field(event, field).unwrap_or_default());
        }
    }
    code.push_tokens(exclusive::expand_across(event).unwrap_or_default());
}

pub(super) fn push_source(event: &Event<'_>, row: &'static definition::Field, code: &mut Code) {
    if !push_expected(event, row, code) {
        let source = match row.kind {
            Kind::Custom => expand_custom(event, row),
            _ => expand_source(event, row),
        };
        let Some(source) = source else {
            return;
        };
        code.push_tokens(source);
    }
    for excluded in exclusive::expand_excluded(event, row) {
        code.push_tokens(excluded);
    }
}

/// The call for a field whose type is written as one that fits.
pub(super) fn push_expected(event: &Event<'_>, row: &definition::Field, code: &mut Code) -> bool {
    let field = event.field_of(row);
    let is_text = |field: &&Mapped<'_>| field.input.words.check.is_none() && !event.input.is_packed;
    let field = field.filter(is_text);
    let Some(field) = field.filter(|field| type_info::is_expected(event, field)) else {
        return false;
    };
    code.push("let __at = <");
    type_info::push_as_kind(event, field, code);
    let is_asked = field.input.words.required.is_some() && event.is_requested(row);
    code.push(if is_asked {
        "<_>>::put_required"
    } else {
        "<_>>::put"
    });
    code.push("(&self.");
    code.push(&field.input.ident.to_string());
    code.push(", __encoder, __at, ");
    expand_row_of(event, field, text_span()).push_to(code);
    if let (Kind::Time, Some(unit)) = (row.kind, field.unit) {
        code.push(", __inner::Unit::");
        code.push(kind_trait::unit_name(unit));
    }
    code.push(");");
    true
}

/// The parts whose fields stand behind this row's, or before all.
pub(super) fn push_parts(event: &Event<'_>, row: Option<&definition::Field>, code: &mut Code) {
    let mut before: Option<&definition::Field> = None;
    for field in &event.fields {
        if let Some(row) = field.row().filter(|row| row.parent == event.parent()) {
            before = Some(row);
        }
        let is_here = match (before, row) {
            (Some(before), Some(row)) => is_same_row(before, row),
            (None, None) => true,
            _ => false,
        };
        if is_here && !field.has_error && matches!(field.place, Place::Part(_)) {
            let ty = type_name::expand_named_type(event, field);
            let value = expand_reference(event, field, field.site());
            code.push_tokens(quote_spanned! {field.site()=>
                let __at = <#ty as __inner::Part<_>>::put(#value, __encoder, __at);
            });
        }
    }
}

/// The struct's own check, and what has to be noted before its fields are written.
pub(super) fn expand_check(event: &Event<'_>) -> (Option<TokenStream>, Option<TokenStream>) {
    let Some(check) = &event.input.words.check else {
        return (None, None);
    };
    let span = check.span().resolved_at(text_span());
    let name = event.input.name();
    let (site, this) = (check.span(), Ident::new("self", text_span()));
    let (value, encoder) = (Ident::new("__value", site), Ident::new("__encoder", span));
    let kind = quote_spanned!(span=> __inner::CheckResult);
    let reported =
        quote_spanned!(site=> <_ as #kind>::report_on_struct(#check(#value), #encoder, #name));
    let from = quote_spanned!(span=> let __from = __encoder.violation_count(););
    let checked = quote_spanned! {span=>
        if __encoder.has_no_violations_since(__from) {
            let #value = #this;
            #reported;
        }
    };
    (Some(from), Some(checked))
}
