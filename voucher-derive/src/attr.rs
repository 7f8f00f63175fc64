//! Parses the keys of `#[ravelin(…)]`. Nothing here knows the API.

mod keys;
mod value;

pub(crate) use value::{Constant, ConstantValue, Limits};

use crate::report::Errors;
use keys::{ENUM, FIELD, PART, STRUCT, VARIANT};
use proc_macro2::{Ident, Span};
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::token::Paren;
use syn::{Attribute, LitStr, Path, Token};
use value::{
    meta_error, parse_constants, parse_crate, parse_flag, parse_limits, parse_names, parse_now,
    parse_path, parse_string,
};

/// Which derive a struct uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// `RavelinEvent`: the struct is a request.
    Event,
    /// `RavelinFields`: the struct is a part of an entity, or a nested object.
    Part,
}

/// The keys on a struct.
#[derive(Default)]
pub(crate) struct StructKeys {
    pub(crate) event: Option<LitStr>,
    pub(crate) definition: Option<LitStr>,
    pub(crate) object: Option<LitStr>,
    pub(crate) now: Option<Span>,
    pub(crate) constants: Vec<Constant>,
    pub(crate) optional: Vec<Ident>,
    pub(crate) check: Option<Path>,
    pub(crate) krate: Option<Path>,
    /// Some key could not be parsed, so its value is unknown.
    pub(crate) is_broken: bool,
}

const DEFINITION: &str = "definition = \"definitions/order.json\"";

/// The keys on a field.
#[derive(Default)]
pub(crate) struct FieldKeys {
    pub(crate) target: Option<TargetKey>,
    pub(crate) required: Option<Span>,
    pub(crate) unix: Option<LitStr>,
    pub(crate) with: Option<Path>,
    pub(crate) unlisted: Option<Span>,
    pub(crate) pattern: Option<LitStr>,
    pub(crate) length: Option<Limits>,
    pub(crate) range: Option<Limits>,
    pub(crate) check: Option<Path>,
    /// Some key could not be parsed, so its value is unknown.
    pub(crate) is_broken: bool,
    /// The span of each key that is present.
    spans: Vec<(&'static str, Span)>,
}

/// The key that decides where a field is sent.
pub(crate) enum TargetKey {
    Rename(LitStr),
    Skip(Span),
    Custom(Span, Option<LitStr>),
    Extra(LitStr),
    Flatten(Span),
}

/// The keys on an enum.
#[derive(Default)]
pub(crate) struct EnumKeys {
    pub(crate) event: Option<LitStr>,
    pub(crate) definition: Option<LitStr>,
    pub(crate) field: Option<LitStr>,
    pub(crate) krate: Option<Path>,
    /// Some key could not be parsed, so its value is unknown.
    pub(crate) is_broken: bool,
}

impl StructKeys {
    pub(crate) fn parse(attributes: &[Attribute], role: Role, errors: &mut Errors) -> Self {
        let level = match role {
            Role::Event => &STRUCT,
            Role::Part => &PART,
        };
        let mut keys = Self::default();
        keys.is_broken = level.parse(attributes, errors, &mut |key, meta| {
            match key {
                "event" => keys.event = Some(parse_string(meta, "event = \"voucher\"")?),
                "definition" => keys.definition = Some(parse_string(meta, DEFINITION)?),
                "object" => keys.object = Some(parse_string(meta, "object = \"order.items\"")?),
                "timestamp" => keys.now = Some(parse_now(meta)?),
                "constant" => keys.constants = parse_constants(meta)?,
                "optional" => keys.optional = parse_names(meta)?,
                "check" => keys.check = Some(parse_path(meta, "check = path::to::function")?),
                "crate" => keys.krate = Some(parse_crate(meta)?),
                _ => return Err(unparsed(meta)),
            }
            Ok(())
        });
        keys
    }
}

impl FieldKeys {
    pub(crate) fn parse(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut keys = Self::default();
        let mut targets = Vec::new();
        keys.is_broken = FIELD.parse(attributes, errors, &mut |key, meta| {
            let span = (meta.path.get_ident()).map_or_else(|| meta.path.span(), Ident::span);
            match key {
                "rename" => {
                    targets.push(TargetKey::Rename(parse_string(
                        meta,
                        "rename = \"wireName\"",
                    )?));
                }
                "skip" => targets.push(TargetKey::Skip(parse_flag(meta)?)),
                "custom" if meta.input.peek(Token![=]) || meta.input.peek(Paren) => {
                    let member = parse_string(meta, "custom = \"key\"")?;
                    targets.push(TargetKey::Custom(span, Some(member)));
                }
                "custom" => targets.push(TargetKey::Custom(parse_flag(meta)?, None)),
                "extra" => targets.push(TargetKey::Extra(parse_string(
                    meta,
                    "extra = \"wireName\"",
                )?)),
                "flatten" => targets.push(TargetKey::Flatten(parse_flag(meta)?)),
                "required" => keys.required = Some(parse_flag(meta)?),
                "unix" => keys.unix = Some(parse_string(meta, "unix = \"ms\"")?),
                "with" => keys.with = Some(parse_path(meta, "with = path::to::function")?),
                "pattern" => keys.pattern = Some(parse_string(meta, "pattern = \"^[A-Z]+$\"")?),
                "length" => keys.length = Some(parse_limits(meta, key)?),
                "range" => keys.range = Some(parse_limits(meta, key)?),
                "check" => keys.check = Some(parse_path(meta, "check = path::to::function")?),
                "unlisted" => keys.unlisted = Some(parse_flag(meta)?),
                _ => return Err(unparsed(meta)),
            }
            keys.spans.push((key, span));
            Ok(())
        });
        keys.is_broken |= targets.len() > 1;
        keys.target = keys.single_target(targets, errors);
        keys
    }

    /// Returns the span of a key, if it is present.
    pub(crate) fn span(&self, key: &str) -> Option<Span> {
        let found = self.spans.iter().find(|(other, _)| *other == key);
        found.map(|(_, span)| *span)
    }

    /// Returns the first of the keys that decide where a field is sent, and reports all others.
    fn single_target(&self, targets: Vec<TargetKey>, errors: &mut Errors) -> Option<TargetKey> {
        let mut targets = targets.into_iter();
        let first = targets.next()?;
        for other in targets {
            let (one, two) = (first.key(), other.key());
            let message = format!("`{one}` and `{two}` cannot be combined; remove one");
            errors.push_at(self.span(two).unwrap_or(other.span()), message);
        }
        Some(first)
    }
}

impl EnumKeys {
    pub(crate) fn parse(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut keys = Self::default();
        keys.is_broken = ENUM.parse(attributes, errors, &mut |key, meta| {
            match key {
                "event" => keys.event = Some(parse_string(meta, "event = \"voucher\"")?),
                "definition" => keys.definition = Some(parse_string(meta, DEFINITION)?),
                "field" => keys.field = Some(parse_string(meta, "field = \"voucherType\"")?),
                "crate" => keys.krate = Some(parse_crate(meta)?),
                _ => return Err(unparsed(meta)),
            }
            Ok(())
        });
        keys
    }
}

/// Parses `rename = "…"` on a variant. Also returns whether some key could not be parsed.
pub(crate) fn parse_variant(
    attributes: &[Attribute],
    errors: &mut Errors,
) -> (Option<LitStr>, bool) {
    let mut rename = None;
    let is_broken = VARIANT.parse(attributes, errors, &mut |key, meta| {
        match key {
            "rename" => rename = Some(parse_string(meta, "rename = \"GENERAL\"")?),
            _ => return Err(unparsed(meta)),
        }
        Ok(())
    });
    (rename, is_broken)
}

/// The error for a key that is in the list of its level, but that the parser does not handle.
fn unparsed(meta: &ParseNestedMeta<'_>) -> syn::Error {
    meta_error(
        meta,
        "bug: the derive does not parse this key; please report it",
    )
}

impl TargetKey {
    pub(crate) fn key(&self) -> &'static str {
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
            Self::Rename(name) | Self::Extra(name) => name.span(),
            Self::Skip(span) | Self::Custom(span, _) | Self::Flatten(span) => *span,
        }
    }
}
