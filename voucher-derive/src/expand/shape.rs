//! What the schema says of each field.

use super::way::Way;
use super::{assess, bound, expand_row, expand_row_of, expand_value, is_narrowed};
use crate::resolve::{Event, Mapped, Place};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use voucher_definition::Kind;

/// `const __SHAPES: &'static [__S] = &[__S::of(<u64 as __kind::Identifier<_>>::TYPE, 0, 1), …];` A const of an impl is
/// not evaluated until it is read.
pub(super) fn expand_shapes(event: &Event<'_>) -> TokenStream {
    let span = Span::mixed_site();
    let now = event.now().map(|(row, _)| {
        let place = assess::expand_place(event, row);
        quote_spanned!(span=> __S::row(#place).always())
    });
    let constants = event.constants.iter().map(|(row, constant)| {
        let span = constant.value.span().resolved_at(span);
        let place = assess::expand_place(event, row);
        let (row, value) = (expand_row(row, span), expand_value(constant));
        quote_spanned! {span=>
            __S::constant(#place, |__pen, __at| __kind::given(#value).put(__pen, __at, #row))
        }
    });
    let fields = event.fields.iter();
    let fields = fields.filter_map(|field| expand_shape(event, field));
    let check = event.input.words.check.as_ref().map(|check| {
        let check = path_text(check);
        quote_spanned!(span=> __S::whole(#check))
    });
    let shapes = now.into_iter().chain(constants).chain(fields).chain(check);
    quote_spanned!(span=> const __SHAPES: &'static [__S] = &[#(#shapes),*];)
}

fn expand_shape(event: &Event<'_>, field: &Mapped<'_>) -> Option<TokenStream> {
    if field.is_settled {
        return None;
    }
    let span = field.span().resolved_at(Span::mixed_site());
    let row = expand_row_of(event, field, span);
    let (shape, is_by) = match &field.place {
        Place::Skip(_) => return None,
        Place::Part(_) => {
            let ty = bound::expand_named(event, field.input.ty);
            let kind = quote_spanned!(span=> <#ty as __kind::Part<_>>);
            let shape = quote_spanned! {span=>
                __S::part(#kind::TYPE, #kind::SHARE, #kind::SHAPES)
            };
            (shape, false)
        }
        Place::Custom(..) | Place::Extra(..) => (quote_spanned!(span=> __S::member(#row)), false),
        Place::Row(_) => (expand_known(event, field)?, is_narrowed(field)),
    };
    let words = &field.input.words;
    let by = is_by.then(|| quote_spanned!(span=> .by(#row)));
    let always = words.required.map(|_| quote_spanned!(span=> .always()));
    let is_currency = field
        .row()
        .is_some_and(|row| matches!(row.kind, Kind::Currency));
    let unlisted = words.unlisted.filter(|_| is_currency);
    let unlisted = unlisted.map(|_| quote_spanned!(span=> .unlisted()));
    let checked = words.check.as_ref().map(|check| {
        let check = path_text(check);
        quote_spanned!(span=> .checked(#check))
    });
    Some(quote_spanned!(span=> #shape #by #always #unlisted #checked))
}

/// What is known of a field's type; nothing of what a conversion gives.
fn expand_known(event: &Event<'_>, field: &Mapped<'_>) -> Option<TokenStream> {
    let span = field.span().resolved_at(Span::mixed_site());
    let row = field.row()?;
    let place = assess::expand_place(event, row);
    if !assess::is_asked(event, field, row) {
        return Some(quote_spanned!(span=> __S::row(#place)));
    }
    let verdict = if bound::is_free(event, field.input.ty) {
        assess::expand_type(event, field)?
    } else {
        // As `__write` names it, so that a type that does not fit is told once.
        let (ty, way) = (
            bound::expand_named(event, field.input.ty),
            Way::of(event, field)?,
        );
        let kind = way.kind_of_unseen(span);
        quote_spanned!(span=> <#ty as #kind>::TYPE)
    };
    Some(quote_spanned!(span=> __S::of(#verdict, #place)))
}

/// A path as it would be written.
fn path_text(path: &syn::Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}
