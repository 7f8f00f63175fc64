//! What a struct's own type parameters have to be.

use crate::resolve::{Mapped, Place};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::{Generics, Type, WherePredicate};

/// The bounds that a field's kind puts on the parameters in its type: `T: TextField`, or `T::Name: TextField`. A member
/// is asked for as a whole, `[T; N]: Serialize`, as serde has no impl for every array.
pub(crate) fn expand_bounds(
    field: &Mapped<'_>,
    kind: &TokenStream,
    generics: &Generics,
) -> Vec<WherePredicate> {
    if field.input.words.with.is_some() {
        return Vec::new();
    }
    let span = field.span().resolved_at(Span::mixed_site());
    let ty = field.input.ty;
    let parameters = mentioned(ty, generics);
    let is_member = matches!(field.place, Place::Custom(..) | Place::Extra(..));
    let whole = !parameters.is_empty() && (is_member || is_projection(ty));
    let subjects: Vec<TokenStream> = if whole {
        vec![ty.to_token_stream()]
    } else {
        parameters
            .iter()
            .map(|name| quote_spanned!(name.span()=> #name))
            .collect()
    };
    subjects
        .into_iter()
        .filter_map(|subject| syn::parse2(quote_spanned!(span=> #subject: #kind)).ok())
        .collect()
}

/// Whether a const item could name the type: it has no parameters of its own.
pub(crate) fn is_free(ty: &Type, generics: &Generics) -> bool {
    let names = generics
        .params
        .iter()
        .filter_map(|parameter| match parameter {
            syn::GenericParam::Type(parameter) => Some(&parameter.ident),
            syn::GenericParam::Const(parameter) => Some(&parameter.ident),
            syn::GenericParam::Lifetime(_) => None,
        });
    let names: Vec<_> = names.collect();
    let mut is_free = true;
    // A type that binds lifetimes of its own (`for<'a>`) is left to the impl as well.
    each_name(ty.to_token_stream(), &mut |name| {
        is_free &= name != "for" && !names.contains(&name);
    });
    is_free
}

/// The type with every lifetime of the struct made `'static`, for a const item to name.
pub(crate) fn expand_static(ty: &Type) -> TokenStream {
    map_lifetimes(ty.to_token_stream())
}

fn mentioned(ty: &Type, generics: &Generics) -> Vec<Ident> {
    let mut found: Vec<Ident> = Vec::new();
    let names: Vec<_> = generics
        .type_params()
        .map(|parameter| &parameter.ident)
        .collect();
    each_name(ty.to_token_stream(), &mut |name| {
        if names.contains(&name) && !found.contains(name) {
            found.push(name.clone());
        }
    });
    found
}

/// `T::Name`, or `<T as Trait>::Name`
fn is_projection(ty: &Type) -> bool {
    match ty {
        Type::Group(group) => is_projection(&group.elem),
        Type::Paren(paren) => is_projection(&paren.elem),
        Type::Path(path) => {
            path.qself.is_some()
                || path.path.segments.len() > 1
                    && path
                        .path
                        .segments
                        .iter()
                        .all(|part| part.arguments.is_none())
        }
        _ => false,
    }
}

fn each_name(tokens: TokenStream, take: &mut impl FnMut(&Ident)) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => take(&name),
            TokenTree::Group(group) => each_name(group.stream(), take),
            _ => {}
        }
    }
}

/// A lifetime is a quote and a name; `'_` and `'static` come out as `'static` too.
fn map_lifetimes(tokens: TokenStream) -> TokenStream {
    let mut is_lifetime = false;
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Punct(punct) => {
            is_lifetime = punct.as_char() == '\'';
            TokenTree::Punct(punct)
        }
        TokenTree::Ident(name) if is_lifetime => {
            is_lifetime = false;
            TokenTree::Ident(Ident::new("static", name.span()))
        }
        TokenTree::Group(group) => {
            let mut mapped =
                proc_macro2::Group::new(group.delimiter(), map_lifetimes(group.stream()));
            mapped.set_span(group.span());
            TokenTree::Group(mapped)
        }
        other => other,
    });
    tokens.collect()
}
