//! Parsers of the values of keys.

use proc_macro2::{Ident, Span, TokenTree};
use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::token::Paren;
use syn::{Lit, LitStr, Path, PathArguments, Token, parenthesized};
use voucher_definition::suggest::nearest;

pub(super) const WANTED: &str =
    "a constant is a string, an integer, a bool, or a path to a `const`";

/// `field = value` in `constant(…)`.
pub(crate) struct Constant {
    pub(crate) name: Ident,
    pub(crate) value: ConstantValue,
}

pub(crate) enum ConstantValue {
    Text(LitStr),
    Integer(i64, Span),
    Bool(syn::LitBool),
    Path(Path),
}

/// `(min = …, max = …)`
pub(crate) struct Limits {
    pub(crate) min: Option<Limit>,
    pub(crate) max: Option<Limit>,
    pub(crate) span: Span,
}

/// One end of a range.
#[derive(Clone, Copy)]
pub(crate) struct Limit {
    pub(crate) value: i64,
    pub(crate) span: Span,
}

pub(super) fn meta_error(meta: &ParseNestedMeta<'_>, message: &str) -> syn::Error {
    syn::Error::new_spanned(&meta.path, message)
}

/// `word = "text"`
pub(super) fn parse_string(meta: &ParseNestedMeta<'_>, example: &str) -> syn::Result<LitStr> {
    let written = || format!("write `{example}`");
    if !meta.input.peek(Token![=]) {
        return Err(meta_error(
            meta,
            &format!("expected a string literal; {}", written()),
        ));
    }
    meta.input.parse::<Token![=]>()?;
    match meta.input.parse::<LitStr>() {
        Ok(text) if text.value().is_empty() => Err(syn::Error::new(
            text.span(),
            format!("the text is empty; {}", written()),
        )),
        Ok(text) if !text.suffix().is_empty() => Err(syn::Error::new(
            text.span(),
            format!(
                "a string literal has no suffix here; remove `{}`",
                text.suffix()
            ),
        )),
        Ok(text) => Ok(text),
        Err(error) => Err(syn::Error::new(
            error.span(),
            format!("expected a string literal; {}", written()),
        )),
    }
}

/// `word = some::path`
pub(super) fn parse_path(meta: &ParseNestedMeta<'_>, example: &str) -> syn::Result<Path> {
    if !meta.input.peek(Token![=]) {
        return Err(meta_error(
            meta,
            &format!("a path is missing; write `{example}`"),
        ));
    }
    meta.input.parse::<Token![=]>()?;
    if meta.input.peek(LitStr) {
        let text = meta.input.parse::<LitStr>()?;
        let message = format!("a path is expected here, without quotes; write `{example}`");
        return Err(syn::Error::new(text.span(), message));
    }
    if meta.input.peek(Token![*]) || meta.input.peek(Token![&]) {
        let message = "expected a path; the function receives a reference, so declare its parameter as one: `fn name(value: &T)`";
        return Err(meta.input.error(message));
    }
    let wanted = format!("a path is expected here; write `{example}`");
    let path = meta.input.parse::<Path>();
    let path = path.map_err(|error| syn::Error::new(error.span(), &wanted))?;
    check_path(&path, "a function", &wanted)?;
    Ok(path)
}

/// A path to a value: `syn` reads one to a type, where `::` may be left out before `<`, and takes the keyword `try`.
pub(super) fn check_path(path: &Path, noun: &str, wanted: &str) -> syn::Result<()> {
    for part in &path.segments {
        let name = &part.ident;
        if name == "try" {
            return Err(syn::Error::new(name.span(), wanted));
        }
        if let PathArguments::AngleBracketed(list) = &part.arguments {
            if list.colon2_token.is_none() {
                let message =
                    format!("`::` comes before `<` in a path to {noun}; write `{name}::<…>`");
                return Err(syn::Error::new(list.lt_token.span, message));
            }
        }
    }
    Ok(())
}

/// `crate = path`, of a module: without generics.
pub(super) fn parse_crate(meta: &ParseNestedMeta<'_>) -> syn::Result<Path> {
    const EXAMPLE: &str = "crate = path::to::voucher_core";
    let path = parse_path(meta, EXAMPLE)?;
    let is_plain = path
        .segments
        .iter()
        .all(|part| part.arguments.is_none() && part.ident != "Self");
    if is_plain {
        return Ok(path);
    }
    let message = format!("the path of a crate or module is expected here; write `{EXAMPLE}`");
    Err(syn::Error::new_spanned(path, message))
}

/// A word without a value.
pub(super) fn parse_flag(meta: &ParseNestedMeta<'_>) -> syn::Result<Span> {
    if meta.input.is_empty() || meta.input.peek(Token![,]) {
        return Ok(meta.path.span());
    }
    let name = meta
        .path
        .get_ident()
        .map(ToString::to_string)
        .unwrap_or_default();
    Err(meta
        .input
        .error(format!("`{name}` has no value; remove what follows it")))
}

/// `timestamp = now`
pub(super) fn parse_now(meta: &ParseNestedMeta<'_>) -> syn::Result<Span> {
    const WRITE: &str = "write `timestamp = now`, or map a field to `timestamp`";
    if !meta.input.peek(Token![=]) {
        return Err(meta_error(meta, WRITE));
    }
    meta.input.parse::<Token![=]>()?;
    match meta.input.call(Ident::parse_any) {
        Ok(name) if name == "now" => Ok(name.span()),
        Ok(name) => Err(syn::Error::new(name.span(), WRITE)),
        Err(error) => Err(syn::Error::new(error.span(), WRITE)),
    }
}

/// `optional(field, …)`
pub(super) fn parse_names(meta: &ParseNestedMeta<'_>) -> syn::Result<Vec<Ident>> {
    const WRITE: &str = "write `optional(field, …)` with the fields' Rust names";
    if !meta.input.peek(Paren) {
        return Err(meta_error(meta, WRITE));
    }
    let list;
    parenthesized!(list in meta.input);
    let names = parse_list(&list, |list| {
        let name = list.call(Ident::parse_any);
        name.map_err(|error| syn::Error::new(error.span(), WRITE))
    })?;
    if names.is_empty() {
        return Err(meta_error(meta, WRITE));
    }
    Ok(names)
}

/// Everything between the commas. After a mistake, the rest is read over: the list is one word's, and that word is wrong.
pub(super) fn parse_list<T>(
    list: ParseStream<'_>,
    parse: impl Fn(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<Vec<T>> {
    let mut all = Vec::new();
    while !list.is_empty() {
        let one = parse(list).and_then(|one| {
            if list.is_empty() || list.peek(Token![,]) {
                return Ok(one);
            }
            Err(list.error("unexpected here; entries are separated by commas"))
        });
        match one {
            Ok(one) => all.push(one),
            Err(error) => {
                while list.parse::<TokenTree>().is_ok() {}
                return Err(error);
            }
        }
        list.parse::<Option<Token![,]>>()?;
    }
    Ok(all)
}

/// `constant(field = value, …)`
pub(super) fn parse_constants(meta: &ParseNestedMeta<'_>) -> syn::Result<Vec<Constant>> {
    const WRITE: &str = "write `constant(field = value, …)` with the fields' Rust names";
    if !meta.input.peek(Paren) {
        return Err(meta_error(meta, WRITE));
    }
    let list;
    parenthesized!(list in meta.input);
    let constants = parse_list(&list, Constant::parse)?;
    if constants.is_empty() {
        return Err(meta_error(meta, WRITE));
    }
    Ok(constants)
}

impl Constant {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any).map_err(|error| {
            syn::Error::new(
                error.span(),
                "a field's Rust name is expected here; write `constant(field = value)`",
            )
        })?;
        if !input.peek(Token![=]) {
            let message = format!("a value is missing; write `constant({name} = value)`");
            return Err(syn::Error::new(name.span(), message));
        }
        input.parse::<Token![=]>()?;
        let value = ConstantValue::parse(input)?;
        let must_be_complete =
            input.is_empty() || input.peek(Token![,]) || input.peek(Ident::peek_any);
        if !must_be_complete {
            let message = format!("{WANTED}; name a `const` of this value");
            return Err(input.error(message));
        }
        Ok(Self { name, value })
    }
}

/// `length(min = 1, max = 40)`, `range(min = -5)`
pub(super) fn parse_limits(meta: &ParseNestedMeta<'_>, word: &str) -> syn::Result<Limits> {
    let write = format!("write `{word}(min = 1, max = 40)`, or one of the two");
    let error = |span, message: &str| syn::Error::new(span, format!("{message}; {write}"));
    if !meta.input.peek(Paren) {
        return Err(error(meta.path.span(), "limits are missing"));
    }
    let list;
    let parens = parenthesized!(list in meta.input);
    let mut limits = Limits {
        min: None,
        max: None,
        span: parens.span.join(),
    };
    let entries = parse_list(&list, |list| {
        let name = list.call(Ident::parse_any);
        let name = name.map_err(|wrong| error(wrong.span(), "`min` or `max` is expected here"))?;
        if name != "min" && name != "max" {
            let near = nearest(&name.to_string(), &["min", "max"]);
            let near = near.map(|near| format!(", did you mean `{near}`?"));
            let message = format!("`{word}` has no `{name}`{}", near.unwrap_or_default());
            return Err(error(name.span(), &message));
        }
        if !list.peek(Token![=]) {
            return Err(error(name.span(), &format!("`{name}` has no value")));
        }
        list.parse::<Token![=]>()?;
        let (value, span) =
            parse_signed(list).map_err(|wrong| error(wrong.span(), &wrong.to_string()))?;
        Ok((name, Limit { value, span }))
    });
    for (name, limit) in entries? {
        let place = if name == "min" {
            &mut limits.min
        } else {
            &mut limits.max
        };
        if place.is_some() {
            return Err(error(name.span(), &format!("duplicate `{name}`")));
        }
        *place = Some(limit);
    }
    if limits.min.is_none() && limits.max.is_none() {
        return Err(error(limits.span, "limits are missing"));
    }
    Ok(limits)
}

/// An integer, negative too.
pub(super) fn parse_signed(input: ParseStream<'_>) -> syn::Result<(i64, Span)> {
    if !input.peek(Token![-]) {
        let integer = parse_digits(input)?;
        return Ok((parse_integer(&integer, "")?, integer.span()));
    }
    let minus = input.parse::<Token![-]>()?;
    let integer = parse_digits(input)?;
    Ok((parse_integer(&integer, "-")?, minus.span()))
}

pub(super) fn parse_digits(input: ParseStream<'_>) -> syn::Result<syn::LitInt> {
    let digits = input.parse::<syn::LitInt>();
    digits.map_err(|error| syn::Error::new(error.span(), "an integer is expected here"))
}

impl ConstantValue {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Token![-]) {
            let signed = parse_signed(input);
            return signed.map(|(value, span)| Self::Integer(value, span));
        }
        if !input.peek(Lit) {
            let path = input.parse();
            let path = path.map_err(|error: syn::Error| syn::Error::new(error.span(), WANTED))?;
            check_path(&path, "a `const`", WANTED)?;
            return Ok(Self::Path(path));
        }
        match input.parse::<Lit>()? {
            Lit::Str(text) => Ok(Self::Text(text)),
            Lit::Int(integer) => {
                parse_integer(&integer, "").map(|value| Self::Integer(value, integer.span()))
            }
            Lit::Bool(bool) => Ok(Self::Bool(bool)),
            other => Err(syn::Error::new(other.span(), WANTED)),
        }
    }

    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Text(text) => text.span(),
            Self::Integer(_, span) => *span,
            Self::Bool(bool) => bool.span(),
            Self::Path(path) => path.span(),
        }
    }
}

pub(super) fn parse_integer(integer: &syn::LitInt, sign: &str) -> syn::Result<i64> {
    if !integer.suffix().is_empty() {
        let message = format!(
            "the field knows its own type; remove `{}`",
            integer.suffix()
        );
        return Err(syn::Error::new(integer.span(), message));
    }
    let value = format!("{sign}{}", integer.base10_digits()).parse();
    value.map_err(|_| {
        syn::Error::new(
            integer.span(),
            "above what an integer of 64 bits holds; use a smaller one",
        )
    })
}
