//! What the compiler is asked before there is a value: one const a question, where a const can name the type.

use super::way::Way;
use super::{bound, expand_row, mapped_rows};
use crate::attr::{ConstantValue, Role};
use crate::resolve::{Event, Mapped, Place, is_same_row};
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::spanned::Spanned;
use voucher_definition as definition;
use voucher_definition::{Evidence, Kind};

/// The questions that stand beside the impl: `cargo check` sees them.
pub(super) fn expand_assessments(event: &Event<'_>) -> TokenStream {
    let span = Span::mixed_site();
    let fields = event.fields.iter();
    let fields = fields.filter(|field| bound::is_free(event, field.input.ty));
    let fields = fields.map(|field| expand_assessment(event, field));
    let others = expand_constants(event, true).chain(parts_if(event, true));
    let others = others.map(|question| quote_spanned!(span=> const _: () = #question;));
    let own = expand_own(event).into_iter();
    own.chain(others).chain(fields).collect()
}

/// The questions that name the struct's own type parameters: `cargo build` sees them, where the event is used.
pub(super) fn expand_asked(event: &Event<'_>) -> TokenStream {
    let span = Span::mixed_site();
    let questions = expand_constants(event, false).chain(parts_if(event, false));
    questions
        .map(|question| quote_spanned!(span=> const { #question };))
        .collect()
}

/// Whether each constant that is a path can stand for its field.
fn expand_constants<'e>(
    event: &'e Event<'_>,
    is_free: bool,
) -> impl Iterator<Item = TokenStream> + 'e {
    let constants = event.constants.iter();
    constants.filter_map(move |(row, constant)| {
        let ConstantValue::Path(path) = &constant.value else {
            return None;
        };
        if matches!(row.kind, Kind::Custom) {
            return None;
        }
        let span = path.span();
        let (row, value) = (expand_row(row, span), bound::expand_named(event, path));
        let row = parenthesized(path, row);
        let question = quote_spanned!(span=> __kind::given(#value).check #row);
        (bound::is_free(event, path) == is_free).then_some(question)
    })
}

/// The questions about the parts, if consts can name the types of all of them, or if they cannot.
fn parts_if(event: &Event<'_>, is_free: bool) -> Vec<TokenStream> {
    if are_free(event) == is_free {
        expand_parts(event)
    } else {
        Vec::new()
    }
}

fn expand_assessment(event: &Event<'_>, field: &Mapped<'_>) -> TokenStream {
    let (Some(row), Some(verdict)) = (field.row(), expand_type(event, field)) else {
        return TokenStream::new();
    };
    let (span, words) = (field.span(), &field.input.words);
    let place = expand_place(event, row);
    let is_present = has_to_be_present(event, field, row);
    let asked = is_asked(event, field, row).then(|| {
        let arguments = quote_spanned!(span=> #verdict, #place, #is_present);
        let call = spanned_call(field, &format_ident!("assess", span = span), &arguments);
        quote_spanned!(span=> const _: () = #call;)
    });
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
    let words = words.filter_map(|(word, span)| {
        let span = span?;
        Some(quote_spanned!(span=> const _: () = __kind::assess_optional(#verdict, #word);))
    });
    asked.into_iter().chain(words).collect()
}

/// Whether the compiler is asked about the field. What a conversion gives has another type; of the field's own only the
/// `Option` matters.
pub(super) fn is_asked(event: &Event<'_>, field: &Mapped<'_>, row: &definition::Field) -> bool {
    field.input.words.with.is_none() || has_to_be_present(event, field, row)
}

fn has_to_be_present(event: &Event<'_>, field: &Mapped<'_>, row: &definition::Field) -> bool {
    let is_meant = event.meant.iter().any(|meant| is_same_row(meant, row));
    let is_waived = event.is_waived(row) || field.input.words.required.is_some();
    row.is_required() && !is_waived && !is_meant
}

/// The place of a row as two numbers.
pub(super) fn expand_place(event: &Event<'_>, row: &definition::Field) -> TokenStream {
    let (definition, row) = event.definition.place_of(row);
    let place = [definition, row].map(Literal::usize_unsuffixed);
    quote_spanned!(Span::mixed_site()=> #(#place),*)
}

/// What is known of a field's type: `<i64 as __kind::Amount<_>>::TYPE`.
pub(super) fn expand_type(event: &Event<'_>, field: &Mapped<'_>) -> Option<TokenStream> {
    let (span, ty) = (field.span(), bound::expand_named(event, field.input.ty));
    field.row()?;
    let kind = Way::of(event, field)?.kind(span);
    Some(if field.input.words.with.is_some() {
        quote_spanned!(span=> __inner::Inside::<#ty>::__TYPE)
    } else {
        quote_spanned!(span=> <#ty as #kind>::TYPE)
    })
}

/// Whether a const item can name the type of every part.
fn are_free(event: &Event<'_>) -> bool {
    let mut parts = event.parts();
    parts.all(|part| bound::is_free(event, part.input.ty))
}

/// The rows that the struct itself maps, for the questions about its parts.
fn expand_own(event: &Event<'_>) -> Option<TokenStream> {
    event.parts().find(|part| !part.is_settled)?;
    let span = Span::mixed_site();
    let rows = mapped_rows(event).map(|(row, _)| row);
    let is_member = |field: &Mapped<'_>| matches!(field.place, Place::Custom(..));
    let custom = event.definition.custom();
    let custom = custom.filter(|_| event.fields.iter().any(is_member));
    let now = event.now().map(|(row, _)| row);
    let others = custom.into_iter().chain(now);
    let rows = rows.chain(others.map(|row| expand_row(row, span)));
    Some(quote_spanned! {span=>
        const __OWN: &[&__inner::Field] = &[#(#rows),*];
    })
}

/// Whether each part fits, and whether the parts and the struct map all that is required.
fn expand_parts(event: &Event<'_>) -> Vec<TokenStream> {
    let mut questions = Vec::new();
    let mut shares: Vec<TokenStream> = Vec::new();
    let waived = event.waived.iter().map(|(row, _)| *row);
    let waived = waived.chain(event.meant.iter().copied());
    let waived: Vec<_> = waived.map(|row| row.rust_name).collect();
    for part in event.parts().filter(|part| !part.is_settled) {
        let span = part.span();
        let ty = bound::expand_named(event, part.input.ty);
        let kind = quote_spanned!(span=> <#ty as __kind::Part<_>>);
        let arguments = quote_spanned! {span=>
            #kind::TYPE, #kind::SHARE, &__row::DEFINITION, __OWN, &[#(#shares),*], &[#(#waived),*]
        };
        let function = format_ident!("assess_part", span = span);
        questions.push(spanned_call(part, &function, &arguments));
        shares.push(quote_spanned!(span=> #kind::SHARE));
    }
    if !shares.is_empty() && !event.is_partial && event.input.role == Role::Event {
        let span = event.input.ident.span();
        questions.push(quote_spanned! {span=>
            __kind::assess_complete(&__row::DEFINITION, __OWN, &[#(#shares),*], &[#(#waived),*])
        });
    }
    questions
}

/// A call that reaches over the field's whole type: its path stands at the type's first token, its parentheses at the
/// last.
fn spanned_call(field: &Mapped<'_>, function: &Ident, arguments: &TokenStream) -> TokenStream {
    let group = parenthesized(field.input.ty, arguments.clone());
    quote_spanned!(field.span()=> __kind::#function #group)
}

/// Arguments whose parentheses stand at the last of some tokens.
fn parenthesized(tokens: &impl ToTokens, arguments: TokenStream) -> Group {
    let mut group = Group::new(Delimiter::Parenthesis, arguments);
    if let Some(last) = tokens.to_token_stream().into_iter().last() {
        group.set_span(last.span());
    }
    group
}
