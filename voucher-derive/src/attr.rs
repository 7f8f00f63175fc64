//! The words of `#[ravelin(…)]`, as they stand there. Nothing here knows the API.

use crate::report::Errors;
use proc_macro2::{Ident, Span, TokenTree};
use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::token::Paren;
use syn::{Attribute, Lit, LitStr, Meta, Path, PathArguments, Token, parenthesized};
use voucher_definition::suggest::nearest;

const STRUCT: Level = Level {
    name: "an event's struct",
    is_of_enum: false,
    words: &[
        "event",
        "definition",
        "timestamp",
        "constant",
        "optional",
        "check",
        "crate",
    ],
};
const PART: Level = Level {
    name: "a part's struct",
    is_of_enum: false,
    words: &[
        "event",
        "definition",
        "object",
        "constant",
        "optional",
        "check",
        "crate",
    ],
};
const FIELD: Level = Level {
    name: "a field",
    is_of_enum: false,
    words: &[
        "rename", "skip", "custom", "extra", "flatten", "required", "unix", "with", "unlisted",
        "pattern", "length", "range", "check",
    ],
};
const ENUM: Level = Level {
    name: "an enum",
    is_of_enum: true,
    words: &["event", "definition", "field", "crate"],
};
const VARIANT: Level = Level {
    name: "a variant",
    is_of_enum: true,
    words: &["rename"],
};
/// Keys of other derives, and what serves their purpose here.
const FOREIGN: [(&str, &str); 6] = [
    (
        "rename_all",
        "a field maps by its Rust name, `voucher_code` to `voucherCode`; remove it",
    ),
    ("skip_serializing_if", "`None` is never sent; remove it"),
    ("default", "an event is only written, never read; remove it"),
    ("serialize_with", "use `with`"),
    ("alias", "use `rename`"),
    ("regex", "use `pattern`"),
];
const LEVELS: [&Level; 5] = [&FIELD, &STRUCT, &PART, &ENUM, &VARIANT];

/// Where an attribute stands, and which words it may hold there.
struct Level {
    name: &'static str,
    is_of_enum: bool,
    words: &'static [&'static str],
}

/// What a struct derives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// `RavelinEvent`: a whole request.
    Event,
    /// `RavelinFields`: part of an entity.
    Part,
}

/// The words on a struct.
#[derive(Default)]
pub(crate) struct StructWords {
    pub(crate) event: Option<LitStr>,
    pub(crate) definition: Option<LitStr>,
    pub(crate) object: Option<LitStr>,
    pub(crate) now: Option<Span>,
    pub(crate) constants: Vec<Constant>,
    pub(crate) optional: Vec<Ident>,
    pub(crate) check: Option<Path>,
    pub(crate) krate: Option<Path>,
    /// Something could not be read, so what it would have said is unknown.
    pub(crate) is_broken: bool,
}

const DEFINITION: &str = "definition = \"definitions/order.json\"";
const WANTED: &str = "a constant is a string, an integer, a bool, or a path to a `const`";

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

/// The words on a field.
#[derive(Default)]
pub(crate) struct FieldWords {
    pub(crate) target: Option<Target>,
    pub(crate) required: Option<Span>,
    pub(crate) unix: Option<LitStr>,
    pub(crate) with: Option<Path>,
    pub(crate) unlisted: Option<Span>,
    pub(crate) pattern: Option<LitStr>,
    pub(crate) length: Option<Limits>,
    pub(crate) range: Option<Limits>,
    pub(crate) check: Option<Path>,
    pub(crate) is_broken: bool,
    /// Each word, and where it stands.
    said: Vec<(&'static str, Span)>,
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

/// The word that says where a field goes.
pub(crate) enum Target {
    Rename(LitStr),
    Skip(Span),
    Custom(Span, Option<LitStr>),
    Extra(LitStr),
    Flatten(Span),
}

/// The words on an enum.
#[derive(Default)]
pub(crate) struct EnumWords {
    pub(crate) event: Option<LitStr>,
    pub(crate) definition: Option<LitStr>,
    pub(crate) field: Option<LitStr>,
    pub(crate) krate: Option<Path>,
    pub(crate) is_broken: bool,
}

impl StructWords {
    pub(crate) fn parse(attributes: &[Attribute], role: Role, errors: &mut Errors) -> Self {
        let level = match role {
            Role::Event => &STRUCT,
            Role::Part => &PART,
        };
        let mut words = Self::default();
        words.is_broken = level.parse(attributes, errors, &mut |word, meta| {
            match word {
                "event" => words.event = Some(parse_text(meta, "event = \"voucher\"")?),
                "definition" => words.definition = Some(parse_text(meta, DEFINITION)?),
                "object" => words.object = Some(parse_text(meta, "object = \"order.items\"")?),
                "timestamp" => words.now = Some(parse_now(meta)?),
                "constant" => words.constants = parse_constants(meta)?,
                "optional" => words.optional = parse_names(meta)?,
                "check" => words.check = Some(parse_path(meta, "check = path::to::function")?),
                _ => words.krate = Some(parse_crate(meta)?),
            }
            Ok(())
        });
        words
    }
}

impl FieldWords {
    pub(crate) fn parse(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut words = Self::default();
        let mut targets = Vec::new();
        words.is_broken = FIELD.parse(attributes, errors, &mut |word, meta| {
            let span = (meta.path.get_ident()).map_or_else(|| meta.path.span(), Ident::span);
            match word {
                "rename" => {
                    targets.push(Target::Rename(parse_text(meta, "rename = \"wireName\"")?));
                }
                "skip" => targets.push(Target::Skip(parse_alone(meta)?)),
                "custom" if meta.input.peek(Token![=]) || meta.input.peek(Paren) => {
                    let key = parse_text(meta, "custom = \"key\"")?;
                    targets.push(Target::Custom(span, Some(key)));
                }
                "custom" => targets.push(Target::Custom(parse_alone(meta)?, None)),
                "extra" => targets.push(Target::Extra(parse_text(meta, "extra = \"wireName\"")?)),
                "flatten" => targets.push(Target::Flatten(parse_alone(meta)?)),
                "required" => words.required = Some(parse_alone(meta)?),
                "unix" => words.unix = Some(parse_text(meta, "unix = \"ms\"")?),
                "with" => words.with = Some(parse_path(meta, "with = path::to::function")?),
                "pattern" => words.pattern = Some(parse_text(meta, "pattern = \"^[A-Z]+$\"")?),
                "length" => words.length = Some(parse_limits(meta, word)?),
                "range" => words.range = Some(parse_limits(meta, word)?),
                "check" => words.check = Some(parse_path(meta, "check = path::to::function")?),
                _ => words.unlisted = Some(parse_alone(meta)?),
            }
            words.said.push((word, span));
            Ok(())
        });
        words.is_broken |= targets.len() > 1;
        words.target = words.one_target(targets, errors);
        words
    }

    /// Where a word stands, if it is said.
    pub(crate) fn span(&self, word: &str) -> Option<Span> {
        let said = self.said.iter().find(|(one, _)| *one == word);
        said.map(|(_, span)| *span)
    }

    /// A field goes one way.
    fn one_target(&self, targets: Vec<Target>, errors: &mut Errors) -> Option<Target> {
        let mut targets = targets.into_iter();
        let first = targets.next()?;
        for other in targets {
            let (one, two) = (first.word(), other.word());
            let words = format!("`{one}` and `{two}` both say where the field goes; keep one");
            errors.push_at(self.span(two).unwrap_or(other.span()), words);
        }
        Some(first)
    }
}

impl EnumWords {
    pub(crate) fn parse(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut words = Self::default();
        words.is_broken = ENUM.parse(attributes, errors, &mut |word, meta| {
            match word {
                "event" => words.event = Some(parse_text(meta, "event = \"voucher\"")?),
                "definition" => words.definition = Some(parse_text(meta, DEFINITION)?),
                "field" => words.field = Some(parse_text(meta, "field = \"voucherType\"")?),
                _ => words.krate = Some(parse_crate(meta)?),
            }
            Ok(())
        });
        words
    }
}

/// `rename = "…"` on a variant, and whether something there could not be read.
pub(crate) fn parse_variant(
    attributes: &[Attribute],
    errors: &mut Errors,
) -> (Option<LitStr>, bool) {
    let mut rename = None;
    let is_broken = VARIANT.parse(attributes, errors, &mut |_, meta| {
        rename = Some(parse_text(meta, "rename = \"GENERAL\"")?);
        Ok(())
    });
    (rename, is_broken)
}

impl Target {
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Rename(_) => "rename",
            Self::Skip(_) => "skip",
            Self::Custom(..) => "custom",
            Self::Extra(_) => "extra",
            Self::Flatten(_) => "flatten",
        }
    }

    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Rename(text) | Self::Extra(text) => text.span(),
            Self::Skip(span) | Self::Custom(span, _) | Self::Flatten(span) => *span,
        }
    }
}

impl Level {
    /// Calls `take` for each known word; every other mistake is reported here. Says whether there was one.
    fn parse(
        &self,
        attributes: &[Attribute],
        errors: &mut Errors,
        take: &mut dyn FnMut(&'static str, &ParseNestedMeta<'_>) -> syn::Result<()>,
    ) -> bool {
        let mut seen = Vec::new();
        let mut is_broken = false;
        for attribute in attributes
            .iter()
            .filter(|one| one.path().is_ident("ravelin"))
        {
            if let Err(error) = is_list(attribute) {
                errors.push(error);
                is_broken = true;
                continue;
            }
            let parsed = attribute.parse_nested_meta(|meta| {
                let (word, is_known) = self.word(&meta, &seen, errors);
                is_broken |= !is_known;
                let taken = match word {
                    Some(word) if seen.contains(&word) => {
                        is_broken = true;
                        Err(meta_error(
                            &meta,
                            &format!("duplicate key `{word}`; remove one"),
                        ))
                    }
                    Some(word) => {
                        seen.push(word);
                        take(word, &meta).and_then(|()| is_at_end(word, meta.input))
                    }
                    None => Ok(()),
                };
                if let Err(error) = taken {
                    is_broken = true;
                    errors.push(error);
                }
                skip_rest(meta.input);
                Ok(())
            });
            if let Err(error) = parsed {
                is_broken = true;
                let words = format!("a word is expected here; {}", self.listed(&seen));
                errors.push_at(error.span(), words);
            }
        }
        is_broken
    }

    /// The word that stands there, or the one that was meant; an unknown word is reported.
    fn word(
        &self,
        meta: &ParseNestedMeta<'_>,
        seen: &[&str],
        errors: &mut Errors,
    ) -> (Option<&'static str>, bool) {
        let name = meta
            .path
            .get_ident()
            .map(ToString::to_string)
            .unwrap_or_default();
        if let Some(word) = self.words.iter().find(|word| **word == name) {
            return (Some(word), true);
        }
        let other = |is_same: bool| {
            let is_other = |level: &&Level| {
                (level.is_of_enum == self.is_of_enum) == is_same
                    && level.words.contains(&name.as_str())
            };
            LEVELS.into_iter().find(is_other)
        };
        if let Some(level) = other(true).or_else(|| other(false)) {
            let advice = if level.is_of_enum == self.is_of_enum {
                "move it there"
            } else {
                "remove it"
            };
            let words = format!(
                "`{name}` is a word of {}, and this is {}; {advice}",
                level.name, self.name
            );
            errors.push_spanned(&meta.path, words);
            return (None, false);
        }
        if let Some((_, advice)) = FOREIGN.into_iter().find(|(key, _)| *key == name) {
            errors.push_spanned(&meta.path, format!("unknown key `{name}`: {advice}"));
            return (None, false);
        }
        let words = if name.is_empty() {
            String::from("a word of `ravelin` is one name")
        } else {
            format!("unknown word `{name}`")
        };
        let near = nearest(&name, &self.free(seen));
        let words = match near {
            Some(near) => format!("{words}; did you mean `{near}`?"),
            None => format!("{words}; {}", self.listed(seen)),
        };
        errors.push_spanned(&meta.path, words);
        (near, near.is_some())
    }

    fn listed(&self, seen: &[&str]) -> String {
        let free = self.free(seen);
        format!("the words of {} are `{}`", self.name, free.join("`, `"))
    }

    /// The words that are not said yet.
    fn free(&self, seen: &[&str]) -> Vec<&'static str> {
        let free = self.words.iter().copied();
        free.filter(|word| !seen.contains(word)).collect()
    }
}

fn meta_error(meta: &ParseNestedMeta<'_>, words: &str) -> syn::Error {
    syn::Error::new_spanned(&meta.path, words)
}

fn is_list(attribute: &Attribute) -> syn::Result<()> {
    match &attribute.meta {
        Meta::List(list) if list.tokens.is_empty() => Err(syn::Error::new_spanned(
            list,
            "`ravelin` holds no words here; write one, or remove it",
        )),
        Meta::List(list) if matches!(list.delimiter, syn::MacroDelimiter::Paren(_)) => Ok(()),
        meta => Err(syn::Error::new_spanned(
            meta,
            "expected parentheses: write `#[ravelin(…)]`",
        )),
    }
}

fn is_at_end(word: &str, input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(());
    }
    let advice = if input.peek(Paren) {
        "remove the parentheses"
    } else {
        "words are separated by commas"
    };
    Err(input.error(format!("unexpected after `{word}`; {advice}")))
}

/// Goes on at the next word, whatever stands before it.
fn skip_rest(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        if input.parse::<TokenTree>().is_err() {
            break;
        }
    }
}

/// `word = "text"`
fn parse_text(meta: &ParseNestedMeta<'_>, example: &str) -> syn::Result<LitStr> {
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
fn parse_path(meta: &ParseNestedMeta<'_>, example: &str) -> syn::Result<Path> {
    if !meta.input.peek(Token![=]) {
        return Err(meta_error(
            meta,
            &format!("a path is missing; write `{example}`"),
        ));
    }
    meta.input.parse::<Token![=]>()?;
    if meta.input.peek(LitStr) {
        let text = meta.input.parse::<LitStr>()?;
        let words = format!("a path is expected here, without quotes; write `{example}`");
        return Err(syn::Error::new(text.span(), words));
    }
    let wanted = format!("a path is expected here; write `{example}`");
    let path = meta.input.parse::<Path>();
    let path = path.map_err(|error| syn::Error::new(error.span(), &wanted))?;
    check_path(&path, "a function", &wanted)?;
    Ok(path)
}

/// A path to a value: `syn` reads one to a type, where `::` may be left out before `<`, and takes the keyword `try`.
fn check_path(path: &Path, noun: &str, wanted: &str) -> syn::Result<()> {
    for part in &path.segments {
        let name = &part.ident;
        if name == "try" {
            return Err(syn::Error::new(name.span(), wanted));
        }
        if let PathArguments::AngleBracketed(list) = &part.arguments {
            if list.colon2_token.is_none() {
                let words =
                    format!("`::` comes before `<` in a path to {noun}; write `{name}::<…>`");
                return Err(syn::Error::new(list.lt_token.span, words));
            }
        }
    }
    Ok(())
}

/// `crate = path`, of a module: without generics.
fn parse_crate(meta: &ParseNestedMeta<'_>) -> syn::Result<Path> {
    const EXAMPLE: &str = "crate = path::to::voucher_core";
    let path = parse_path(meta, EXAMPLE)?;
    let is_plain = path
        .segments
        .iter()
        .all(|part| part.arguments.is_none() && part.ident != "Self");
    if is_plain {
        return Ok(path);
    }
    let words = format!("the path of a crate or module is expected here; write `{EXAMPLE}`");
    Err(syn::Error::new_spanned(path, words))
}

/// A word without a value.
fn parse_alone(meta: &ParseNestedMeta<'_>) -> syn::Result<Span> {
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
fn parse_now(meta: &ParseNestedMeta<'_>) -> syn::Result<Span> {
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
fn parse_names(meta: &ParseNestedMeta<'_>) -> syn::Result<Vec<Ident>> {
    const WRITE: &str = "write `optional(field, …)` with the fields' Rust names";
    if !meta.input.peek(Paren) {
        return Err(meta_error(meta, WRITE));
    }
    let list;
    parenthesized!(list in meta.input);
    let names = parse_all(&list, |list| {
        let name = list.call(Ident::parse_any);
        name.map_err(|error| syn::Error::new(error.span(), WRITE))
    })?;
    if names.is_empty() {
        return Err(meta_error(meta, WRITE));
    }
    Ok(names)
}

/// Everything between the commas. After a mistake, the rest is read over: the list is one word's, and that word is wrong.
fn parse_all<T>(
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
fn parse_constants(meta: &ParseNestedMeta<'_>) -> syn::Result<Vec<Constant>> {
    const WRITE: &str = "write `constant(field = value, …)` with the fields' Rust names";
    if !meta.input.peek(Paren) {
        return Err(meta_error(meta, WRITE));
    }
    let list;
    parenthesized!(list in meta.input);
    let constants = parse_all(&list, Constant::parse)?;
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
            let words = format!("a value is missing; write `constant({name} = value)`");
            return Err(syn::Error::new(name.span(), words));
        }
        input.parse::<Token![=]>()?;
        let value = ConstantValue::parse(input)?;
        let must_be_complete =
            input.is_empty() || input.peek(Token![,]) || input.peek(Ident::peek_any);
        if !must_be_complete {
            let words = format!("{WANTED}; name a `const` of this value");
            return Err(input.error(words));
        }
        Ok(Self { name, value })
    }
}

/// `length(min = 1, max = 40)`, `range(min = -5)`
fn parse_limits(meta: &ParseNestedMeta<'_>, word: &str) -> syn::Result<Limits> {
    let write = format!("write `{word}(min = 1, max = 40)`, or one of the two");
    let error = |span, words: &str| syn::Error::new(span, format!("{words}; {write}"));
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
    let entries = parse_all(&list, |list| {
        let name = list.call(Ident::parse_any);
        let name = name.map_err(|wrong| error(wrong.span(), "`min` or `max` is expected here"))?;
        if name != "min" && name != "max" {
            let near = nearest(&name.to_string(), &["min", "max"]);
            let near = near.map(|near| format!(", did you mean `{near}`?"));
            let words = format!("`{word}` has no `{name}`{}", near.unwrap_or_default());
            return Err(error(name.span(), &words));
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

fn parse_integer(integer: &syn::LitInt, sign: &str) -> syn::Result<i64> {
    if !integer.suffix().is_empty() {
        let words = format!(
            "the field knows its own type; remove `{}`",
            integer.suffix()
        );
        return Err(syn::Error::new(integer.span(), words));
    }
    let value = format!("{sign}{}", integer.base10_digits()).parse();
    value.map_err(|_| {
        syn::Error::new(
            integer.span(),
            "above what an integer of 64 bits holds; use a smaller one",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{FIELD, LEVELS, PART, STRUCT};
    use std::collections::BTreeSet;

    /// The keys of the first table below a heading.
    fn documented<'t>(text: &'t str, heading: &str) -> BTreeSet<&'t str> {
        let (_, section) = text.split_once(heading).unwrap();
        let lines = section.lines().map(|line| line.trim_start_matches("/// "));
        let rows = lines.skip_while(|line| !line.starts_with('|'));
        let rows = rows.take_while(|line| line.starts_with('|'));
        let cells = rows.filter_map(|row| row.split('|').nth(1));
        let code = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
        let keys = code.filter_map(|code| code.split(|one: char| !one.is_alphabetic()).next());
        keys.filter(|key| !key.is_empty()).collect()
    }

    #[test]
    fn the_tables_of_the_docs_have_every_key_and_no_other() {
        let of_struct: BTreeSet<_> = [STRUCT.words, PART.words].concat().into_iter().collect();
        let of_field: BTreeSet<_> = FIELD.words.iter().copied().collect();
        let readme = include_str!("../../README.md");
        assert_eq!(documented(readme, "\nOn the struct"), of_struct);
        assert_eq!(documented(readme, "\nOn a field"), of_field);
        let (rustdoc, object) = (include_str!("lib.rs"), BTreeSet::from(["object"]));
        let of_event = &of_struct - &object;
        assert_eq!(documented(rustdoc, "\n/// # On the struct"), of_event);
        assert_eq!(documented(rustdoc, "\n/// # On a field"), of_field);
    }

    /// `cargo clippy` denies every lint there.
    #[test]
    fn every_key_is_linted() {
        let mapped = include_str!("../../tests/users/linted/src/mapped.rs");
        let attributes = mapped.split("#[ravelin(").skip(1);
        let attributes = attributes.filter_map(|rest| rest.split(")]").next());
        let keys: Vec<_> = attributes
            .flat_map(|attribute| attribute.split(|one: char| !one.is_alphanumeric()))
            .collect();
        for key in LEVELS.iter().flat_map(|level| level.words) {
            assert!(keys.contains(key), "{key}");
        }
    }
}
