//! The words of `#[ravelin(…)]`, as they stand there. Nothing here knows the API.

mod keys;
mod value;

pub(crate) use value::{Constant, ConstantValue, Limits};

use crate::report::Errors;
use keys::{ENUM, FIELD, PART, STRUCT, VARIANT};
use proc_macro2::{Ident, Span};
use syn::spanned::Spanned;
use syn::token::Paren;
use syn::{Attribute, LitStr, Path, Token};
use value::{
    parse_constants, parse_crate, parse_flag, parse_limits, parse_names, parse_now, parse_path,
    parse_string,
};

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
pub(crate) struct StructKeys {
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

/// The words on a field.
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
    pub(crate) is_broken: bool,
    /// Each word, and where it stands.
    said: Vec<(&'static str, Span)>,
}

/// The word that says where a field goes.
pub(crate) enum TargetKey {
    Rename(LitStr),
    Skip(Span),
    Custom(Span, Option<LitStr>),
    Extra(LitStr),
    Flatten(Span),
}

/// The words on an enum.
#[derive(Default)]
pub(crate) struct EnumKeys {
    pub(crate) event: Option<LitStr>,
    pub(crate) definition: Option<LitStr>,
    pub(crate) field: Option<LitStr>,
    pub(crate) krate: Option<Path>,
    pub(crate) is_broken: bool,
}

impl StructKeys {
    pub(crate) fn parse(attributes: &[Attribute], role: Role, errors: &mut Errors) -> Self {
        let level = match role {
            Role::Event => &STRUCT,
            Role::Part => &PART,
        };
        let mut keys = Self::default();
        keys.is_broken = level.parse(attributes, errors, &mut |word, meta| {
            match word {
                "event" => keys.event = Some(parse_string(meta, "event = \"voucher\"")?),
                "definition" => keys.definition = Some(parse_string(meta, DEFINITION)?),
                "object" => keys.object = Some(parse_string(meta, "object = \"order.items\"")?),
                "timestamp" => keys.now = Some(parse_now(meta)?),
                "constant" => keys.constants = parse_constants(meta)?,
                "optional" => keys.optional = parse_names(meta)?,
                "check" => keys.check = Some(parse_path(meta, "check = path::to::function")?),
                _ => keys.krate = Some(parse_crate(meta)?),
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
        keys.is_broken = FIELD.parse(attributes, errors, &mut |word, meta| {
            let span = (meta.path.get_ident()).map_or_else(|| meta.path.span(), Ident::span);
            match word {
                "rename" => {
                    targets.push(TargetKey::Rename(parse_string(
                        meta,
                        "rename = \"wireName\"",
                    )?));
                }
                "skip" => targets.push(TargetKey::Skip(parse_flag(meta)?)),
                "custom" if meta.input.peek(Token![=]) || meta.input.peek(Paren) => {
                    let key = parse_string(meta, "custom = \"key\"")?;
                    targets.push(TargetKey::Custom(span, Some(key)));
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
                "length" => keys.length = Some(parse_limits(meta, word)?),
                "range" => keys.range = Some(parse_limits(meta, word)?),
                "check" => keys.check = Some(parse_path(meta, "check = path::to::function")?),
                _ => keys.unlisted = Some(parse_flag(meta)?),
            }
            keys.said.push((word, span));
            Ok(())
        });
        keys.is_broken |= targets.len() > 1;
        keys.target = keys.single_target(targets, errors);
        keys
    }

    /// Where a word stands, if it is said.
    pub(crate) fn span(&self, word: &str) -> Option<Span> {
        let said = self.said.iter().find(|(one, _)| *one == word);
        said.map(|(_, span)| *span)
    }

    /// A field goes one way.
    fn single_target(&self, targets: Vec<TargetKey>, errors: &mut Errors) -> Option<TargetKey> {
        let mut targets = targets.into_iter();
        let first = targets.next()?;
        for other in targets {
            let (one, two) = (first.word(), other.word());
            let keys = format!("`{one}` and `{two}` both say where the field goes; keep one");
            errors.push_at(self.span(two).unwrap_or(other.span()), keys);
        }
        Some(first)
    }
}

impl EnumKeys {
    pub(crate) fn parse(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut keys = Self::default();
        keys.is_broken = ENUM.parse(attributes, errors, &mut |word, meta| {
            match word {
                "event" => keys.event = Some(parse_string(meta, "event = \"voucher\"")?),
                "definition" => keys.definition = Some(parse_string(meta, DEFINITION)?),
                "field" => keys.field = Some(parse_string(meta, "field = \"voucherType\"")?),
                _ => keys.krate = Some(parse_crate(meta)?),
            }
            Ok(())
        });
        keys
    }
}

/// `rename = "…"` on a variant, and whether something there could not be read.
pub(crate) fn parse_variant(
    attributes: &[Attribute],
    errors: &mut Errors,
) -> (Option<LitStr>, bool) {
    let mut rename = None;
    let is_broken = VARIANT.parse(attributes, errors, &mut |_, meta| {
        rename = Some(parse_string(meta, "rename = \"GENERAL\"")?);
        Ok(())
    });
    (rename, is_broken)
}

impl TargetKey {
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
