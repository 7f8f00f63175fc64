//! What the compiler is asked before there is a value: one const a question, where a const can name the type.

use super::conversion::expand_sent;
use super::kind_trait::Way;
use super::mapping::mapped_rows;
use super::names::{expand_definition, expand_row};
use super::paths::{parenthesized, spanned_call};
use super::type_info::{expand_type_info, is_expected, is_present};
use super::type_name::are_free;
use super::{currency, exclusive, object_rules, type_name};
use crate::attr::{ConstantValue, Role};
use crate::code_buffer::{Code, text_span};
use crate::lookup::within;
use crate::resolve::{Event, Mapped, is_same_row};
use proc_macro2::{Delimiter, Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use voucher_definition as definition;
use voucher_definition::{Evidence, Kind};

/// The questions that stand beside the impl: `cargo check` sees them.
pub(super) fn push_assertions(event: &Event<'_>, code: &mut Code) {
    code.push_tokens(expand_own(event).unwrap_or_default());
    for questions in [
        expand_constants(event, true),
        parts_if(event, true),
        exclusive::expand_assertions(event, true),
        currency::expand_assertions(event, true),
    ] {
        for question in questions {
            code.push("const _: () =");
            code.push_tokens(question);
            code.push(";");
        }
    }
    for field in &event.fields {
        if type_name::is_free_type(event, field) {
            for question in expand_assertion(event, field) {
                code.push_tokens(question);
            }
        }
    }
}

/// The questions that name the struct's own type parameters: `cargo build` sees them, where the event is used.
pub(super) fn push_deferred_assertions(event: &Event<'_>, code: &mut Code) {
    let mut questions = expand_constants(event, false);
    questions.extend(parts_if(event, false));
    questions.extend(expand_unnamed(event));
    questions.extend(exclusive::expand_assertions(event, false));
    questions.extend(currency::expand_assertions(event, false));
    for question in questions {
        let mut asked = Code::default();
        asked.push_tokens(question);
        code.push("const");
        code.push_group(Delimiter::Brace, asked);
        code.push(";");
    }
}

/// Whether each constant that is a path can stand for its field.
fn expand_constants(event: &Event<'_>, is_free: bool) -> Vec<TokenStream> {
    let mut questions = Vec::new();
    for (row, constant) in &event.constants {
        let ConstantValue::Path(path) = &constant.value else {
            continue;
        };
        let value = path.to_token_stream();
        if matches!(row.kind, Kind::Custom) || type_name::is_free(event, &value) != is_free {
            continue;
        }
        let span = path.span();
        let value = type_name::expand_named(event, &value);
        let row = parenthesized(path, expand_row(event, row, span).to_token_stream());
        questions.push(quote_spanned!(span=> __inner::given(#value).check #row));
    }
    questions
}

/// The questions about the parts, if consts can name the types of all of them, or if they cannot.
fn parts_if(event: &Event<'_>, is_free: bool) -> Vec<TokenStream> {
    if are_free(event) == is_free {
        expand_parts(event)
    } else {
        Vec::new()
    }
}

fn expand_assertion(event: &Event<'_>, field: &Mapped<'_>) -> Vec<TokenStream> {
    let Some(row) = field.row() else {
        return Vec::new();
    };
    let (span, words) = (field.span(), &field.input.words);
    let is_present = is_present(event, field);
    // What a conversion gives has another type; of the field's own only the `Option` matters.
    let is_asked = (words.with.is_none() || is_present) && !is_expected(event, field);
    let waiver = event
        .waived
        .iter()
        .find(|(other, _)| is_same_row(other, row));
    let waiver = waiver.filter(|_| row.evidence == Evidence::Inferred);
    let words = [
        ("required", words.required),
        ("optional", waiver.map(|(_, name)| name.span())),
    ];
    let words = words.into_iter().filter(|_| row.is_required());
    let words: Vec<_> = words
        .filter_map(|(word, span)| Some((word, span?)))
        .collect();
    if !is_asked && words.is_empty() {
        return Vec::new();
    }
    let Some(type_info) = expand_type_info(event, field) else {
        return Vec::new();
    };
    let asked = is_asked.then(|| {
        let call = expand_assertion_call(event, field, row, &type_info, is_present);
        quote_spanned!(span=> const _: () = #call;)
    });
    let sent = expand_sent(event, field).filter(|_| type_name::is_free_conversion(event, field));
    let words = words.into_iter().filter_map(|(word, span)| {
        let sent = sent.as_ref()?;
        Some(quote_spanned!(span=> const _: () = __inner::assert_optional(#sent, #word);))
    });
    asked.into_iter().chain(words).collect()
}

/// The question about a field: whether its type can stand for the row, and maps the object that this is or holds.
fn expand_assertion_call(
    event: &Event<'_>,
    field: &Mapped<'_>,
    row: &'static definition::Field,
    type_info: &TokenStream,
    is_present: bool,
) -> TokenStream {
    let span = field.span();
    let (mut function, place) = expand_place(event, row, span);
    let object = object_rules::expand_object(row).filter(|_| field.input.words.with.is_none());
    let object = object.map(|object| {
        function = "assert_object";
        quote_spanned!(span=> , #object)
    });
    let arguments = quote_spanned!(span=> #type_info, #place, #is_present #object);
    spanned_call(field, function, &arguments)
}

/// The questions about objects whose types no const item can name.
fn expand_unnamed(event: &Event<'_>) -> impl Iterator<Item = TokenStream> {
    event.fields.iter().filter_map(|field| {
        let row = field.row().filter(|row| within(row.kind).is_some())?;
        let is_asked = field.input.words.with.is_none() && !type_name::is_free_type(event, field);
        let kind = Way::of(event, field).filter(|_| is_asked)?;
        let (ty, kind) = (&field.input.ty, kind.kind_of_unseen(field.span()));
        let type_info = quote_spanned!(field.span()=> <#ty as #kind>::TYPE);
        Some(expand_assertion_call(event, field, row, &type_info, false))
    })
}

/// Who asks about a row, and where the row is found: by two numbers where it stands in a table of the toolkit's.
fn expand_place(
    event: &Event<'_>,
    row: &'static definition::Field,
    span: Span,
) -> (&'static str, TokenStream) {
    if event.file.is_some() {
        let (row, name) = (expand_row(event, row, span), event.name());
        return ("assert_field", quote_spanned!(span=> #row, #name));
    }
    let (definition, place) = event.definition.position_of(row);
    let place = [definition, place].map(Literal::usize_unsuffixed);
    ("assert_type", quote_spanned!(span=> #(#place),*))
}

/// A field that the API asks not to send any more: the compiler warns where it stands, as of any other thing that is old.
pub(super) fn push_deprecated(event: &Event<'_>, code: &mut Code) {
    for (at, field) in event.fields.iter().enumerate() {
        if let Some(row) = field.row().filter(|row| row.deprecated) {
            push_warning(event, row, at, field.input.ident.span(), code);
        }
    }
    for (at, (row, constant)) in event.constants.iter().enumerate() {
        if row.deprecated {
            let at = event.fields.len() + at;
            push_warning(event, row, at, constant.name.span(), code);
        }
    }
    if let Some((row, span)) = event.now().filter(|(row, _)| row.deprecated) {
        let at = event.fields.len() + event.constants.len();
        push_warning(event, row, at, span, code);
    }
}

fn push_warning(
    event: &Event<'_>,
    row: &definition::Field,
    at: usize,
    site: Span,
    code: &mut Code,
) {
    let mut name = format!("__old_{}", row.rust_name);
    // A parameter of the path may have the name of a field.
    if event.is_parameter(row) {
        name += &at.to_string();
    }
    let place = event.name();
    let mut note = format!("`{place}` asks not to send `{}` any more", row.name);
    if !row.description.is_empty() {
        note = format!("{note}: {}", row.description);
    }
    code.push(&format!(
        "#[deprecated(note = {note:?})] fn {name}() {{}} const _: fn() ="
    ));
    // Of what a derive wrote, the compiler keeps silent: the name has to be the user's.
    code.push_tokens(Ident::new(&name, site).into_token_stream());
    code.push(";");
}

/// The rows that the struct itself maps, for the questions about its parts.
fn expand_own(event: &Event<'_>) -> Option<TokenStream> {
    event.parts().find(|part| !part.has_error)?;
    let span = text_span();
    let rows = mapped_rows(event).map(|(row, _)| row);
    let custom = event.custom_member().map(|(_, row)| row);
    let now = event.now().map(|(row, _)| row);
    let others = custom.into_iter().chain(now);
    let rows = rows.chain(others.map(|row| expand_row(event, row, span)));
    let rules = object_rules::expand_rules(event.scope.object, "");
    Some(quote_spanned! {span=>
        const __OWN: &[&__inner::Field] = &[#(#rows),*];
        const __RULES: &__inner::ObjectRules = #rules;
    })
}

/// Whether each part fits, and whether the parts and the struct map all that is required.
fn expand_parts(event: &Event<'_>) -> Vec<TokenStream> {
    let mut questions = Vec::new();
    let mut part_mappings: Vec<TokenStream> = Vec::new();
    let waived = event.waived.iter().map(|(row, _)| *row);
    let waived = waived.chain(event.meant.iter().copied());
    let waived: Vec<_> = waived.map(|row| row.rust_name).collect();
    for part in event.parts().filter(|part| !part.has_error) {
        let span = part.span();
        let definition = expand_definition(event);
        let ty = type_name::expand_named_type(event, part);
        let kind = quote_spanned!(span=> <#ty as __inner::Part<_>>);
        let arguments = quote_spanned! {span=>
            #kind::TYPE, #kind::MAPPING, #definition, __RULES, __OWN, &[#(#part_mappings),*], &[#(#waived),*]
        };
        questions.push(spanned_call(part, "assert_part", &arguments));
        part_mappings.push(quote_spanned!(span=> #kind::MAPPING));
    }
    if !part_mappings.is_empty() && !event.is_partial && event.input.role == Role::Event {
        let span = event.input.ident.span();
        let definition = expand_definition(event);
        questions.push(quote_spanned! {span=>
            __inner::assert_complete(#definition, __OWN, &[#(#part_mappings),*], &[#(#waived),*])
        });
    }
    questions
}
