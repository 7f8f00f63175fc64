//! Parses the keys of `#[ravelin(…)]`. Nothing here knows the API.

mod key;
mod parse;
mod table;
mod value;

pub(crate) use key::{Feature, Group, Key, Level, Values};
pub(crate) use parse::parse_keys;
#[cfg(test)]
#[cfg(feature = "definition-file")]
pub(crate) use table::table_of;
#[cfg(feature = "definition-file")]
pub(crate) use table::{AlternativeKeys, OneOfKeys};
pub(crate) use table::{EnumKeys, FieldKeys, StructKeys, VariantKeys};
pub(crate) use value::{Constant, ConstantValue, Integer, Limits, NumberLiteral, OUT_OF_RANGE};

use proc_macro2::Span;
use syn::LitStr;
use value::OptionalString;

/// Which derive a struct uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// `RavelinEvent`: the struct is a request.
    Event,
    /// `RavelinFields`: the struct is a part of an entity, or a nested object.
    Part,
}

/// The key that decides where a field is sent.
pub(crate) enum TargetKey<'k> {
    Rename(&'k LitStr),
    Skip(Span),
    Custom(&'k OptionalString),
    Extra(&'k LitStr),
    Flatten(Span),
    Body(Span),
}

impl Role {
    /// Returns what an attribute on the struct is written on.
    pub(crate) fn level(self) -> Level {
        match self {
            Self::Event => Level::Event,
            Self::Part => Level::Part,
        }
    }
}

impl FieldKeys {
    /// Returns the key that decides where the field is sent. Of several, only the first was stored.
    pub(crate) fn target(&self) -> Option<TargetKey<'_>> {
        let rename = self.rename.as_ref().map(TargetKey::Rename);
        rename
            .or(self.skip.map(TargetKey::Skip))
            .or(self.custom.as_ref().map(TargetKey::Custom))
            .or(self.extra.as_ref().map(TargetKey::Extra))
            .or(self.body.map(TargetKey::Body))
            .or(self.flatten.map(TargetKey::Flatten))
    }

    /// Returns the span of that key itself.
    #[cfg(feature = "definition-file")]
    pub(crate) fn target_key_span(&self) -> Option<Span> {
        let mut present = self.status.present.iter();
        let target = present.find(|(key, _)| key.group == Group::Target);
        target.map(|(_, span)| *span)
    }
}

impl TargetKey<'_> {
    /// Returns the span of the name that the key has as its value, or else of the key.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Rename(name) | Self::Extra(name) => name.span(),
            Self::Custom(custom) => custom.span(),
            Self::Skip(span) | Self::Flatten(span) | Self::Body(span) => *span,
        }
    }
}
