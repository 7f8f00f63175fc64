//! The types of fields as generated code names them.
//!
//! A type is *concrete* if a const item next to the impl can name it: it mentions no type or const parameter of the
//! struct. Assertions about concrete types are const items, which `cargo check` evaluates. All others are in `__write`,
//! where only `cargo build` evaluates them, when the event is used.

use crate::resolve::Mapping;
use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::{GenericArgument, GenericParam, Generics, PathArguments, PathSegment, Type};

/// The types that implement every field trait that their argument implements. Lists are among them for the elements of
/// arrays; rustc rejects them for any other field.
const WRAPPERS: [&str; 9] = [
    "Option", "Vec", "Box", "Rc", "Arc", "Cow", "VecDeque", "BTreeSet", "HashSet",
];

/// The lists of the standard library.
const LISTS: [&str; 4] = ["Vec", "VecDeque", "BTreeSet", "HashSet"];

/// The maps of the standard library. Their values fit a field that is a map.
const MAPS: [&str; 2] = ["BTreeMap", "HashMap"];

/// Returns the type inside a wrapper: `T` of `Box<T>`, or of `HashSet<T, S>`.
pub(crate) fn wrapper_argument(part: &PathSegment) -> Option<&Type> {
    let is_wrapper = WRAPPERS.iter().any(|name| part.ident == name);
    type_arguments(part).first().copied().filter(|_| is_wrapper)
}

/// Returns the type of the elements of a list: `T` of `Vec<T>`, or of `HashSet<T, S>`.
pub(super) fn list_argument(part: &PathSegment) -> Option<&Type> {
    let is_list = LISTS.iter().any(|name| part.ident == name);
    wrapper_argument(part).filter(|_| is_list)
}

/// Returns the types of the keys and values of a map: `K` and `V` of `HashMap<K, V, S>`.
pub(crate) fn map_arguments(part: &PathSegment) -> Option<(&Type, &Type)> {
    let is_map = MAPS.iter().any(|name| part.ident == name);
    match type_arguments(part).as_slice() {
        [key, value, ..] if is_map => Some((key, value)),
        _ => None,
    }
}

fn type_arguments(part: &PathSegment) -> Vec<&Type> {
    let mut types = Vec::new();
    if let PathArguments::AngleBracketed(list) = &part.arguments {
        for argument in &list.args {
            if let GenericArgument::Type(ty) = argument {
                types.push(ty);
            }
        }
    }
    types
}

/// Returns whether a type is concrete, and its tokens, as both a const item and the impl can name it.
pub(super) fn lower_type(mapping: &Mapping<'_>, ty: &Type) -> (bool, TokenStream) {
    let tokens = ty.to_token_stream();
    // Reading the tokens of a type that is not a simple path takes many calls to the compiler.
    if mapping.input.generics.params.is_empty() && is_simple_path(ty) {
        return (true, tokens);
    }
    let is_concrete = are_tokens_concrete(mapping, &tokens);
    (is_concrete, concrete_tokens(mapping, &tokens))
}

/// Whether a type consists only of names other than `Self`: `Option<String>`.
fn is_simple_path(ty: &Type) -> bool {
    let Type::Path(path) = ty else {
        return false;
    };
    let is_simple = |part: &PathSegment| match &part.arguments {
        PathArguments::None => part.ident != "Self",
        PathArguments::AngleBracketed(list) => list.args.iter().all(|argument| match argument {
            GenericArgument::Type(ty) => is_simple_path(ty),
            _ => false,
        }),
        PathArguments::Parenthesized(_) => false,
    };
    path.qself.is_none() && path.path.segments.iter().all(is_simple)
}

/// Whether tokens mention no type or const parameter of the struct.
pub(crate) fn are_tokens_concrete(mapping: &Mapping<'_>, tokens: &TokenStream) -> bool {
    let mut names = Vec::new();
    for parameter in &mapping.input.generics.params {
        match parameter {
            GenericParam::Type(parameter) => names.push(parameter.ident.to_string()),
            GenericParam::Const(parameter) => names.push(parameter.ident.to_string()),
            GenericParam::Lifetime(_) => {}
        }
    }
    let mut is_concrete = true;
    // Types with `for<'a>` count as not concrete, because their lifetimes cannot be elided, and so does `Self` of a
    // generic struct.
    for_each_ident(tokens.clone(), &mut |name| {
        let name = name.to_string();
        is_concrete &=
            name != "for" && !names.contains(&name) && (name != "Self" || names.is_empty());
    });
    is_concrete
}

/// Returns concrete tokens for use in a const item: without lifetimes, and with the struct's name for `Self`. The impl
/// uses the same tokens, so that rustc reports the same error for both, and shows it once.
pub(crate) fn concrete_tokens(mapping: &Mapping<'_>, tokens: &TokenStream) -> TokenStream {
    if !are_tokens_concrete(mapping, tokens) {
        return tokens.clone();
    }
    without_lifetimes(mapping.input.ident, mapping.input.generics, tokens)
}

/// Returns tokens without lifetimes, and with the name of an item for `Self`.
pub(crate) fn without_lifetimes(
    ident: &Ident,
    generics: &Generics,
    tokens: &TokenStream,
) -> TokenStream {
    let count = generics.lifetimes().count();
    let lifetimes = vec![quote_spanned!(ident.span()=> '_,); count];
    let self_type = if lifetimes.is_empty() {
        ident.to_token_stream()
    } else {
        quote_spanned!(ident.span()=> #ident::<#(#lifetimes)*>)
    };
    map_idents(tokens.clone(), &self_type)
}

/// Calls a function for each identifier, also in groups.
pub(crate) fn for_each_ident(tokens: TokenStream, visit: &mut impl FnMut(&Ident)) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => visit(&name),
            TokenTree::Group(group) => for_each_ident(group.stream(), visit),
            _ => {}
        }
    }
}

/// Replaces `Self` by a type and every lifetime but `'static` by `'_`. A lifetime is two tokens: a quote and a name.
fn map_idents(tokens: TokenStream, self_type: &TokenStream) -> TokenStream {
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
                // rustc reports the mistake `Self::<T>`. A second list of arguments would not even parse.
                let count = if are_arguments_next(&rest) {
                    1
                } else {
                    usize::MAX
                };
                mapped.extend(self_type.clone().into_iter().take(count).map(|mut part| {
                    part.set_span(name.span());
                    part
                }));
            }
            TokenTree::Group(group) => {
                is_lifetime = false;
                let mut inner =
                    Group::new(group.delimiter(), map_idents(group.stream(), self_type));
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
fn are_arguments_next(rest: &(impl Iterator<Item = TokenTree> + Clone)) -> bool {
    let is = |token: &TokenTree, char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == char);
    let next = rest.clone().find(|token| !is(token, ':'));
    next.is_some_and(|token| is(&token, '<'))
}
