//! Parses the values of keys.

use proc_macro2::{Ident, Span, TokenTree};
use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::token::Paren;
use syn::{Lit, LitStr, Path, PathArguments, Token, parenthesized};
use voucher_definition::suggest::nearest;

const EXPECTED_CONSTANT: &str =
    "expected a string, a number, a bool, `null`, or the path of a `const`";
const EXPECTED_NUMBER: &str = "expected a number";

/// The message for an integer of more than 64 bits.
pub(crate) const OUT_OF_RANGE: &str =
    "integer out of range: it must fit into 64 bits, with a sign; use a smaller one";

/// `field = value` in `constant(…)`.
#[derive(Clone)]
pub(crate) struct Constant {
    pub(crate) name: Ident,
    pub(crate) value: ConstantValue,
}

#[derive(Clone)]
pub(crate) enum ConstantValue {
    String(LitStr),
    Integer(i64, Span),
    Number(NumberLiteral, Span),
    Bool(syn::LitBool),
    Null(Span),
    Path(Path),
}

/// A float, or an integer that does not fit in 64 bits with a sign.
#[derive(Clone)]
pub(crate) struct NumberLiteral {
    /// The number as JSON.
    pub(crate) json: String,
    pub(crate) is_float: bool,
}

/// The value of a key that may have a string.
pub(crate) struct OptionalString {
    pub(crate) key_span: Span,
    pub(crate) string: Option<LitStr>,
}

/// `(min = …, max = …)`
pub(crate) struct Limits {
    pub(crate) min: Option<Integer>,
    pub(crate) max: Option<Integer>,
    pub(crate) span: Span,
}

/// An integer: the value of `min`, `max` or `value`.
#[derive(Clone, Copy)]
pub(crate) struct Integer {
    pub(crate) value: i64,
    pub(crate) span: Span,
}

pub(super) fn meta_error(meta: &ParseNestedMeta<'_>, message: &str) -> syn::Error {
    syn::Error::new_spanned(&meta.path, message)
}

/// Parses the value of `key = "string"`.
pub(super) fn parse_string(meta: &ParseNestedMeta<'_>, example: &str) -> syn::Result<LitStr> {
    let advice = || format!("write `{example}`");
    if !meta.input.peek(Token![=]) {
        return Err(meta_error(
            meta,
            &format!("expected a string literal; {}", advice()),
        ));
    }
    meta.input.parse::<Token![=]>()?;
    match meta.input.parse::<LitStr>() {
        Ok(string) if string.value().is_empty() => Err(syn::Error::new(
            string.span(),
            format!("expected a non-empty string; {}", advice()),
        )),
        Ok(string) if !string.suffix().is_empty() => Err(syn::Error::new(
            string.span(),
            format!("unexpected suffix `{}`; remove it", string.suffix()),
        )),
        Ok(string) => Ok(string),
        Err(error) => Err(syn::Error::new(
            error.span(),
            format!("expected a string literal; {}", advice()),
        )),
    }
}

/// Parses `key` or `key = "string"`.
pub(super) fn parse_optional_string(
    meta: &ParseNestedMeta<'_>,
    example: &str,
) -> syn::Result<OptionalString> {
    let key_span = meta.path.span();
    if meta.input.peek(Token![=]) || meta.input.peek(Paren) {
        let string = Some(parse_string(meta, example)?);
        return Ok(OptionalString { key_span, string });
    }
    let string = None;
    parse_flag(meta, example).map(|key_span| OptionalString { key_span, string })
}

/// Parses the value of `key = some::path`.
pub(super) fn parse_path(meta: &ParseNestedMeta<'_>, example: &str) -> syn::Result<Path> {
    if !meta.input.peek(Token![=]) {
        return Err(meta_error(
            meta,
            &format!("expected a path; write `{example}`"),
        ));
    }
    meta.input.parse::<Token![=]>()?;
    if meta.input.peek(LitStr) {
        let string = meta.input.parse::<LitStr>()?;
        let message = format!("expected a path, found a string; write `{example}`");
        return Err(syn::Error::new(string.span(), message));
    }
    if meta.input.peek(Token![*]) || meta.input.peek(Token![&]) {
        let message = "expected a path; the function receives a reference, so declare its parameter as one: `fn name(value: &T)`";
        return Err(meta.input.error(message));
    }
    let expected = format!("expected a path; write `{example}`");
    let path = meta.input.parse::<Path>();
    let path = path.map_err(|error| syn::Error::new(error.span(), &expected))?;
    check_path(&path, "a function", &expected)?;
    Ok(path)
}

/// Checks that a path can name a value. `syn` parses it like the path of a type, in which the `::` before `<` is
/// optional and the keyword `try` is allowed.
fn check_path(path: &Path, noun: &str, expected: &str) -> syn::Result<()> {
    for part in &path.segments {
        let name = &part.ident;
        if name == "try" {
            return Err(syn::Error::new(name.span(), expected));
        }
        if let PathArguments::AngleBracketed(list) = &part.arguments {
            if list.colon2_token.is_none() {
                let message =
                    format!("expected `::` before `<` in the path of {noun}; write `{name}::<…>`");
                return Err(syn::Error::new(list.lt_token.span, message));
            }
        }
    }
    Ok(())
}

/// Parses `crate = path`, the path of a crate or module.
pub(super) fn parse_crate(meta: &ParseNestedMeta<'_>, example: &str) -> syn::Result<Path> {
    let path = parse_path(meta, example)?;
    let is_plain = path
        .segments
        .iter()
        .all(|part| part.arguments.is_none() && part.ident != "Self");
    if is_plain {
        return Ok(path);
    }
    let message = format!("expected the path of a crate or module; write `{example}`");
    Err(syn::Error::new_spanned(path, message))
}

/// Parses a key without a value.
pub(super) fn parse_flag(meta: &ParseNestedMeta<'_>, _: &str) -> syn::Result<Span> {
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
        .error(format!("`{name}` takes no value; remove what follows it")))
}

/// Parses `timestamp = now`.
pub(super) fn parse_now(meta: &ParseNestedMeta<'_>, example: &str) -> syn::Result<Span> {
    let expected = format!("expected `now`; write `{example}`, or map a field to `timestamp`");
    if !meta.input.peek(Token![=]) {
        return Err(meta_error(meta, &expected));
    }
    meta.input.parse::<Token![=]>()?;
    match meta.input.call(Ident::parse_any) {
        Ok(name) if name == "now" => Ok(name.span()),
        Ok(name) => Err(syn::Error::new(name.span(), expected)),
        Err(error) => Err(syn::Error::new(error.span(), expected)),
    }
}

/// Parses `optional(field, …)`.
pub(super) fn parse_names(meta: &ParseNestedMeta<'_>, example: &str) -> syn::Result<Vec<Ident>> {
    let expected = format!("expected a list of fields; write `{example}` with their Rust names");
    if !meta.input.peek(Paren) {
        return Err(meta_error(meta, &expected));
    }
    let list;
    parenthesized!(list in meta.input);
    let names = parse_list(&list, |list| {
        let name = list.call(Ident::parse_any);
        name.map_err(|error| syn::Error::new(error.span(), &expected))
    })?;
    if names.is_empty() {
        return Err(meta_error(meta, &expected));
    }
    Ok(names)
}

/// Parses a list separated by commas. Stops at the first mistake and skips the rest of the list.
fn parse_list<T>(
    list: ParseStream<'_>,
    parse: impl Fn(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<Vec<T>> {
    let mut elements = Vec::new();
    while !list.is_empty() {
        let element = parse(list).and_then(|element| {
            if list.is_empty() || list.peek(Token![,]) {
                return Ok(element);
            }
            Err(list.error("unexpected token; separate elements with commas"))
        });
        match element {
            Ok(element) => elements.push(element),
            Err(error) => {
                while list.parse::<TokenTree>().is_ok() {}
                return Err(error);
            }
        }
        list.parse::<Option<Token![,]>>()?;
    }
    Ok(elements)
}

/// Parses `constant(field = value, …)`.
pub(super) fn parse_constants(
    meta: &ParseNestedMeta<'_>,
    example: &str,
) -> syn::Result<Vec<Constant>> {
    let expected =
        format!("expected a list of constants; write `{example}` with the Rust names of fields");
    if !meta.input.peek(Paren) {
        return Err(meta_error(meta, &expected));
    }
    let list;
    parenthesized!(list in meta.input);
    let constants = parse_list(&list, Constant::parse)?;
    if constants.is_empty() {
        return Err(meta_error(meta, &expected));
    }
    Ok(constants)
}

impl OptionalString {
    /// Returns the span of the string, or else of the key.
    pub(crate) fn span(&self) -> Span {
        match &self.string {
            Some(string) => string.span(),
            None => self.key_span,
        }
    }
}

impl Constant {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any).map_err(|error| {
            syn::Error::new(
                error.span(),
                "expected the Rust name of a field; write `constant(field = value)`",
            )
        })?;
        if !input.peek(Token![=]) {
            let message = format!("expected a value; write `constant({name} = value)`");
            return Err(syn::Error::new(name.span(), message));
        }
        input.parse::<Token![=]>()?;
        let value = ConstantValue::parse(input)?;
        let is_complete = input.is_empty() || input.peek(Token![,]) || input.peek(Ident::peek_any);
        if !is_complete {
            let message = format!("{EXPECTED_CONSTANT}; define a `const` with this value");
            return Err(input.error(message));
        }
        Ok(Self { name, value })
    }
}

/// Parses `length(min = 1, max = 40)`, `range(min = -5)`.
pub(super) fn parse_limits(meta: &ParseNestedMeta<'_>, example: &str) -> syn::Result<Limits> {
    let write = format!("write `{example}`, or only one of the two");
    let error = |span: Span, message: &str| syn::Error::new(span, format!("{message}; {write}"));
    if !meta.input.peek(Paren) {
        return Err(error(meta.path.span(), "expected limits"));
    }
    let list;
    let parens = parenthesized!(list in meta.input);
    let mut limits = Limits {
        min: None,
        max: None,
        span: parens.span.join(),
    };
    for (name, limit) in parse_list(&list, |list| parse_limit(list, &error))? {
        let limit_of_name = if name == "min" {
            &mut limits.min
        } else {
            &mut limits.max
        };
        if limit_of_name.is_some() {
            return Err(error(name.span(), &format!("duplicate `{name}`")));
        }
        *limit_of_name = Some(limit);
    }
    if limits.min.is_none() && limits.max.is_none() {
        return Err(error(limits.span, "expected limits"));
    }
    Ok(limits)
}

/// Parses `min = 1` or `max = 40`. `error` adds what to write to a message.
fn parse_limit(
    input: ParseStream<'_>,
    error: &dyn Fn(Span, &str) -> syn::Error,
) -> syn::Result<(Ident, Integer)> {
    let name = input.call(Ident::parse_any);
    let name = name.map_err(|other| error(other.span(), "expected `min` or `max`"))?;
    if name != "min" && name != "max" {
        let near = nearest(&name.to_string(), &["min", "max"]);
        let message = format!("unknown limit `{name}`");
        return Err(match near {
            Some(near) => {
                syn::Error::new(name.span(), format!("{message}; did you mean `{near}`?"))
            }
            None => error(name.span(), &message),
        });
    }
    if !input.peek(Token![=]) {
        return Err(error(
            name.span(),
            &format!("expected a value for `{name}`"),
        ));
    }
    input.parse::<Token![=]>()?;
    let (value, span) =
        parse_signed(input).map_err(|other| error(other.span(), &other.to_string()))?;
    Ok((name, Integer { value, span }))
}

/// Parses `value = 3`.
pub(super) fn parse_listed_integer(
    meta: &ParseNestedMeta<'_>,
    example: &str,
) -> syn::Result<Integer> {
    if !meta.input.peek(Token![=]) {
        let message = format!("expected an integer; write `{example}`");
        return Err(meta_error(meta, &message));
    }
    meta.input.parse::<Token![=]>()?;
    if meta.input.peek(LitStr) {
        let string = meta.input.parse::<LitStr>()?;
        let write = match string.value().parse::<i64>() {
            Ok(integer) => format!("value = {integer}"),
            Err(_) => format!("rename = {:?}", string.value()),
        };
        let message = format!("expected an integer, found a string; write `{write}`");
        return Err(syn::Error::new(string.span(), message));
    }
    if !meta.input.peek(syn::LitInt) && !meta.input.peek(Token![-]) {
        let message = format!("expected an integer; write `{example}`");
        return Err(meta.input.error(message));
    }
    let (value, span) = parse_signed(meta.input)?;
    Ok(Integer { value, span })
}

/// Parses an integer, which may be negative.
fn parse_signed(input: ParseStream<'_>) -> syn::Result<(i64, Span)> {
    if !input.peek(Token![-]) {
        let integer = parse_digits(input)?;
        return Ok((parse_integer(&integer, "")?, integer.span()));
    }
    let minus = input.parse::<Token![-]>()?;
    let integer = parse_digits(input)?;
    Ok((parse_integer(&integer, "-")?, minus.span()))
}

fn parse_digits(input: ParseStream<'_>) -> syn::Result<syn::LitInt> {
    let digits = input.parse::<syn::LitInt>();
    digits.map_err(|error| syn::Error::new(error.span(), "expected an integer"))
}

impl ConstantValue {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Token![-]) {
            let minus = input.parse::<Token![-]>()?;
            return match input.parse::<Lit>() {
                Ok(literal @ (Lit::Int(_) | Lit::Float(_))) => {
                    Self::parse_number(&literal, "-", minus.span())
                }
                Ok(other) => Err(syn::Error::new(other.span(), EXPECTED_NUMBER)),
                Err(error) => Err(syn::Error::new(error.span(), EXPECTED_NUMBER)),
            };
        }
        if !input.peek(Lit) {
            let path = input.parse::<Path>();
            let path =
                path.map_err(|error: syn::Error| syn::Error::new(error.span(), EXPECTED_CONSTANT))?;
            check_path(&path, "a `const`", EXPECTED_CONSTANT)?;
            if path.is_ident("null") {
                return Ok(Self::Null(path.span()));
            }
            return Ok(Self::Path(path));
        }
        match input.parse::<Lit>()? {
            Lit::Str(string) => Ok(Self::String(string)),
            Lit::Bool(bool) => Ok(Self::Bool(bool)),
            literal => Self::parse_number(&literal, "", literal.span()),
        }
    }

    /// Converts a literal that is an integer or a float.
    fn parse_number(literal: &Lit, sign: &str, span: Span) -> syn::Result<Self> {
        let (digits, is_float) = match literal {
            Lit::Int(integer) => {
                check_suffix(integer.suffix(), literal.span())?;
                (integer.base10_digits(), false)
            }
            Lit::Float(float) => {
                check_suffix(float.suffix(), literal.span())?;
                (float.base10_digits(), true)
            }
            other => return Err(syn::Error::new(other.span(), EXPECTED_CONSTANT)),
        };
        if let (false, Ok(integer)) = (is_float, format!("{sign}{digits}").parse()) {
            return Ok(Self::Integer(integer, span));
        }
        let json = format!("{sign}{}", json_number(digits));
        Ok(Self::Number(NumberLiteral { json, is_float }, span))
    }

    pub(crate) fn span(&self) -> Span {
        match self {
            Self::String(string) => string.span(),
            Self::Integer(_, span) | Self::Number(_, span) | Self::Null(span) => *span,
            Self::Bool(bool) => bool.span(),
            Self::Path(path) => path.span(),
        }
    }
}

/// Returns a Rust number without a sign as JSON, which has no leading zeros and no point without digits after it.
fn json_number(digits: &str) -> String {
    let (mantissa, exponent) = match digits.find(['e', 'E']) {
        Some(at) => digits.split_at(at),
        None => (digits, ""),
    };
    let mantissa = mantissa.strip_suffix('.').unwrap_or(mantissa);
    let without_zeros = mantissa.trim_start_matches('0');
    let zero = if without_zeros.starts_with(|first: char| first.is_ascii_digit()) {
        ""
    } else {
        "0"
    };
    format!("{zero}{without_zeros}{exponent}")
}

fn parse_integer(integer: &syn::LitInt, sign: &str) -> syn::Result<i64> {
    check_suffix(integer.suffix(), integer.span())?;
    let value = format!("{sign}{}", integer.base10_digits()).parse();
    value.map_err(|_| syn::Error::new(integer.span(), OUT_OF_RANGE))
}

fn check_suffix(suffix: &str, span: Span) -> syn::Result<()> {
    if suffix.is_empty() {
        return Ok(());
    }
    let message =
        format!("unexpected suffix `{suffix}`: the definition determines the type; remove it");
    Err(syn::Error::new(span, message))
}
