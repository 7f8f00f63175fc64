//! Field types as generated code names them.

use crate::resolve::{MappedField, Mapping};
use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::{
    AngleBracketedGenericArguments, GenericArgument, GenericParam, PathArguments, PathSegment, Type,
};

/// The types that the field traits pass through: whatever serves a field does so in one of these, too. `Vec` is among them
/// for the elements of an array; for any other field, the compiler rejects it.
pub(super) const WRAPPERS: [&str; 6] = ["Option", "Vec", "Box", "Rc", "Arc", "Cow"];

/// The arguments of a wrapper: `<T>` of `Box<T>`.
pub(super) fn wrapped(part: &PathSegment) -> Option<&AngleBracketedGenericArguments> {
    let is_wrapper = WRAPPERS.iter().any(|name| part.ident == name);
    match &part.arguments {
        PathArguments::AngleBracketed(list) if is_wrapper => Some(list),
        _ => None,
    }
}

/// Whether a const item could name a field's type.
pub(super) fn is_concrete_type(mapping: &Mapping<'_>, field: &MappedField<'_>) -> bool {
    concrete_type(mapping, field).0
}

/// Whether a const item could name a field's conversion, if it has one.
pub(super) fn is_concrete_conversion(mapping: &Mapping<'_>, field: &MappedField<'_>) -> bool {
    let with = field.input.keys.with.as_ref();
    with.is_none_or(|with| is_concrete(mapping, &with.to_token_stream()))
}

/// Whether a const item can name the type of every part.
pub(super) fn are_concrete(mapping: &Mapping<'_>) -> bool {
    let mut parts = mapping.parts();
    parts.all(|part| is_concrete_type(mapping, part))
}

/// The parts of which nothing wrong is said, each beside its type.
pub(super) fn parts<'e, 'i>(
    mapping: &'e Mapping<'i>,
) -> impl Iterator<Item = (&'e TokenStream, &'e MappedField<'i>)> {
    let parts = mapping.parts().filter(|part| !part.has_error);
    parts.map(|part| (field_type(mapping, part), part))
}

/// A field's type as a const item and the impl can both name it.
pub(super) fn field_type<'m>(mapping: &Mapping<'_>, field: &'m MappedField<'_>) -> &'m TokenStream {
    &concrete_type(mapping, field).1
}

/// Both answers, found once: each word of a type is a question to the compiler, unless it is a plain path.
pub(super) fn concrete_type<'m>(
    mapping: &Mapping<'_>,
    field: &'m MappedField<'_>,
) -> &'m (bool, TokenStream) {
    field.concrete_type.get_or_init(|| {
        let tokens = field.input.ty.to_token_stream();
        if mapping.input.generics.params.is_empty() && is_plain_path(field.input.ty) {
            return (true, tokens);
        }
        let is_concrete = is_concrete(mapping, &tokens);
        (is_concrete, expand_concrete(mapping, &tokens))
    })
}

/// Whether a type is names alone, none of which means the struct itself: `Option<String>`.
pub(super) fn is_plain_path(ty: &Type) -> bool {
    let Type::Path(path) = ty else {
        return false;
    };
    let is_plain = |part: &PathSegment| match &part.arguments {
        PathArguments::None => part.ident != "Self",
        PathArguments::AngleBracketed(list) => list.args.iter().all(|argument| match argument {
            GenericArgument::Type(ty) => is_plain_path(ty),
            _ => false,
        }),
        PathArguments::Parenthesized(_) => false,
    };
    path.qself.is_none() && path.path.segments.iter().all(is_plain)
}

/// Whether a const item could name what these tokens name: nothing of it is a parameter of the struct's.
pub(super) fn is_concrete(mapping: &Mapping<'_>, tokens: &TokenStream) -> bool {
    let mut names = Vec::new();
    for parameter in &mapping.input.generics.params {
        match parameter {
            GenericParam::Type(parameter) => names.push(parameter.ident.to_string()),
            GenericParam::Const(parameter) => names.push(parameter.ident.to_string()),
            GenericParam::Lifetime(_) => {}
        }
    }
    let mut is_concrete = true;
    // A type that binds lifetimes of its own (`for<'a>`) is left to the impl as well, and so is `Self` of a generic struct.
    each_name(tokens.clone(), &mut |name| {
        let name = name.to_string();
        is_concrete &=
            name != "for" && !names.contains(&name) && (name != "Self" || names.is_empty());
    });
    is_concrete
}

/// Tokens as a const item and the impl can both name them, so that the compiler says the same of both: lifetimes are left
/// to it, and `Self` is the struct.
pub(super) fn expand_concrete(mapping: &Mapping<'_>, tokens: &TokenStream) -> TokenStream {
    if !is_concrete(mapping, tokens) {
        return tokens.clone();
    }
    let ident = mapping.input.ident;
    let count = mapping.input.generics.lifetimes().count();
    let lifetimes = vec![quote_spanned!(ident.span()=> '_,); count];
    let this = if lifetimes.is_empty() {
        ident.to_token_stream()
    } else {
        quote_spanned!(ident.span()=> #ident::<#(#lifetimes)*>)
    };
    map_names(tokens.clone(), &this)
}

pub(super) fn each_name(tokens: TokenStream, take: &mut impl FnMut(&Ident)) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => take(&name),
            TokenTree::Group(group) => each_name(group.stream(), take),
            _ => {}
        }
    }
}

/// A lifetime is a quote and a name.
pub(super) fn map_names(tokens: TokenStream, this: &TokenStream) -> TokenStream {
    let mut is_lifetime = false;
    let mut mapped = TokenStream::new();
    let mut rest = tokens.into_iter();
    while let Some(token) = rest.next() {
        match token {
            TokenTree::Ident(name) if is_lifetime => {
                is_lifetime = false;
                let kept = if name == "static" { "static" } else { "_" };
                mapped.extend([TokenTree::Ident(Ident::new(kept, name.span()))]);
            }
            TokenTree::Ident(name) if name == "Self" => {
                // `Self::<T>` is a mistake that the compiler tells; a second list of arguments would not parse.
                let count = if takes_arguments(&rest) {
                    1
                } else {
                    usize::MAX
                };
                mapped.extend(this.clone().into_iter().take(count).map(|mut part| {
                    part.set_span(name.span());
                    part
                }));
            }
            TokenTree::Group(group) => {
                is_lifetime = false;
                let mut inner = Group::new(group.delimiter(), map_names(group.stream(), this));
                inner.set_span(group.span());
                mapped.extend([TokenTree::Group(inner)]);
            }
            other => {
                is_lifetime = matches!(&other, TokenTree::Punct(punct) if punct.as_char() == '\'');
                mapped.extend([other]);
            }
        }
    }
    mapped
}

/// Whether `<` or `::<` follows.
pub(super) fn takes_arguments(rest: &(impl Iterator<Item = TokenTree> + Clone)) -> bool {
    let is = |token: &TokenTree, wanted| matches!(token, TokenTree::Punct(punct) if punct.as_char() == wanted);
    let next = rest.clone().find(|token| !is(token, ':'));
    next.is_some_and(|token| is(&token, '<'))
}
