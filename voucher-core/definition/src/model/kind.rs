//! What follows from a kind alone: its names in messages and in definition files, its JSON type, and its contents.

use super::field::{Array, Field, Kind, Map, Object, OneOf};
use crate::format::Format;

/// A JSON type: a value of the keyword `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonType {
    /// `string`
    String,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `boolean`
    Bool,
    /// `object`
    Object,
    /// `array`
    Array,
}

impl JsonType {
    /// Returns the type as a noun with its article.
    pub(crate) const fn noun(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::Bool => "a bool",
            Self::Object => "an object",
            Self::Array => "an array",
        }
    }
}

/// The maximum number of values within each other that have the same definition.
pub const MAX_LEVELS: u32 = 64;

/// The field definitions inside a value.
#[derive(Clone, Copy, Debug)]
pub enum Contents {
    /// There are none.
    None,
    /// The fields of an object.
    Fields(&'static Object),
    /// The elements of an array.
    Elements(&'static Array),
    /// The values of a map.
    Values(&'static Map),
    /// The alternatives of a value.
    Alternatives(&'static OneOf),
    /// Those of a value around it; see [`Kind::Ancestor`].
    Ancestor(u32),
}

impl Kind {
    /// Returns the kind as a noun with its article, for messages.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Identifier => "an identifier",
            Self::Integer => "an integer",
            Self::Amount => "an amount",
            Self::Currency => "a currency",
            Self::Time => "a time",
            Self::Enum => "a listed value",
            Self::Bool => "a bool",
            Self::Number => "a number",
            Self::DateTime => "a date and time",
            Self::Date => "a date",
            Self::Uuid => "a UUID",
            Self::Any => "any value",
            Self::Custom | Self::Object(_) => "an object",
            Self::Array(_) => "an array",
            Self::Map(_) => "a map",
            Self::OneOf(one_of) => one_of.noun,
            Self::Ancestor(_) => "a value of the type around it",
        }
    }

    /// Returns the kind as `x-ravelin-kind` has it.
    #[must_use]
    pub const fn keyword(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Identifier => "identifier",
            Self::Integer => "integer",
            Self::Amount => "amount",
            Self::Currency => "currency",
            Self::Time => "time",
            Self::Enum => "enum",
            Self::Bool => "bool",
            Self::Custom => "custom",
            Self::Number => "number",
            Self::DateTime => "date-time",
            Self::Date => "date",
            Self::Uuid => "uuid",
            Self::Any => "any",
            Self::Object(_) => "object",
            Self::Array(_) => "array",
            Self::Map(_) => "map",
            Self::OneOf(_) => "one-of",
            Self::Ancestor(_) => "ancestor",
        }
    }

    /// Returns how to write a constant of the kind, for messages.
    #[must_use]
    pub const fn constant(self) -> &'static str {
        match self {
            Self::Text | Self::Identifier => "write a string: `\"…\"`",
            Self::Integer => "write an integer",
            Self::Amount => "write an integer of minor units (pence, cents)",
            Self::Currency => "write its code: `\"GBP\"`",
            Self::Time => "write an integer of milliseconds, or the path of a `Timestamp`",
            Self::Enum => "write one of the listed values: `\"…\"`",
            Self::Bool => "write `true` or `false`",
            Self::DateTime => {
                "write a string: `\"2026-11-28T10:00:00Z\"`, or the path of a `Timestamp`"
            }
            Self::Date => "write a string: `\"2026-11-28\"`",
            Self::Uuid => "write a string: `\"67e55044-10b1-426f-9247-bb680e5fe0c8\"`",
            Self::Number => "write a number",
            Self::OneOf(one_of) if one_of.has_scalar() => "write one of these",
            Self::Custom
            | Self::Any
            | Self::Object(_)
            | Self::Array(_)
            | Self::Map(_)
            | Self::OneOf(_)
            | Self::Ancestor(_) => "constants of this kind are not supported; map a field instead",
        }
    }

    /// Returns the format of a string of the kind.
    #[must_use]
    pub const fn format(self) -> Option<Format> {
        match self {
            Self::DateTime => Some(Format::DateTime),
            Self::Date => Some(Format::Date),
            Self::Uuid => Some(Format::Uuid),
            Self::Text
            | Self::Identifier
            | Self::Integer
            | Self::Amount
            | Self::Currency
            | Self::Time
            | Self::Enum
            | Self::Bool
            | Self::Custom
            | Self::Number
            | Self::Any
            | Self::Object(_)
            | Self::Array(_)
            | Self::Map(_)
            | Self::OneOf(_)
            | Self::Ancestor(_) => None,
        }
    }

    /// Returns whether a value is a point in time, such as the current time.
    #[must_use]
    pub const fn is_point_in_time(self) -> bool {
        matches!(self, Self::Time | Self::DateTime)
    }

    /// Returns the JSON type of a value; `None` if it may have several.
    #[must_use]
    pub const fn json_type(self) -> Option<JsonType> {
        match self {
            Self::Text
            | Self::Identifier
            | Self::Currency
            | Self::Enum
            | Self::DateTime
            | Self::Date
            | Self::Uuid => Some(JsonType::String),
            Self::Integer | Self::Amount | Self::Time => Some(JsonType::Integer),
            Self::Bool => Some(JsonType::Bool),
            Self::Number => Some(JsonType::Number),
            Self::Custom | Self::Object(_) | Self::Map(_) | Self::Ancestor(_) => {
                Some(JsonType::Object)
            }
            Self::Array(_) => Some(JsonType::Array),
            Self::Any | Self::OneOf(_) => None,
        }
    }

    /// Returns the JSON type as a noun with its article.
    #[must_use]
    pub const fn json(self) -> &'static str {
        match self.json_type() {
            Some(json_type) => json_type.noun(),
            None => self.noun(),
        }
    }

    /// Returns the field definitions inside a value.
    #[must_use]
    pub const fn contents(self) -> Contents {
        match self {
            Self::Text
            | Self::Identifier
            | Self::Integer
            | Self::Amount
            | Self::Currency
            | Self::Time
            | Self::Enum
            | Self::Bool
            | Self::Custom
            | Self::Number
            | Self::DateTime
            | Self::Date
            | Self::Uuid
            | Self::Any => Contents::None,
            Self::Object(object) => Contents::Fields(object),
            Self::Array(array) => Contents::Elements(array),
            Self::Map(map) => Contents::Values(map),
            Self::OneOf(one_of) => Contents::Alternatives(one_of),
            Self::Ancestor(distance) => Contents::Ancestor(distance),
        }
    }
}

impl Field {
    /// Returns whether everything in the field's object or array is sensitive.
    #[must_use]
    pub fn has_sensitive_content(&self) -> bool {
        let is_sensitive = |field: &Self| field.sensitive || field.has_sensitive_content();
        match self.kind.contents() {
            Contents::None | Contents::Ancestor(_) => false,
            Contents::Fields(object) => object.is_sensitive(),
            Contents::Elements(array) => is_sensitive(array.element),
            Contents::Values(map) => is_sensitive(map.value),
            Contents::Alternatives(one_of) => {
                let mut alternatives = one_of.alternatives.iter();
                alternatives.all(|alternative| is_sensitive(alternative.value))
            }
        }
    }
}
