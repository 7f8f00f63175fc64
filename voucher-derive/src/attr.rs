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
    parse_alone, parse_constants, parse_crate, parse_limits, parse_names, parse_now, parse_path,
    parse_text,
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
