//! What follows from a kind alone: its names in messages and in definition files, its JSON type, and its contents.

use super::field::{Array, Kind, Object};

/// A JSON type: a value of the keyword `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonType {
    String,
    Integer,
    Number,
    Bool,
    Object,
    Array,
}

/// The field definitions inside a value.
#[derive(Clone, Copy, Debug)]
pub enum Contents {
    /// There are none.
    None,
    /// The fields of an object.
    Fields(&'static Object),
    /// The elements of an array.
    Elements(&'static Array),
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
            Self::Custom | Self::Object(_) => "an object",
            Self::Array(_) => "an array",
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
            Self::Object(_) => "object",
            Self::Array(_) => "array",
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
            Self::Number | Self::Custom | Self::Object(_) | Self::Array(_) => {
                "constants of this kind are not supported; map a field instead"
            }
        }
    }

    /// Returns the JSON type of a value.
    pub(crate) const fn json_type(self) -> JsonType {
        match self {
            Self::Text | Self::Identifier | Self::Currency | Self::Enum => JsonType::String,
            Self::Integer | Self::Amount | Self::Time => JsonType::Integer,
            Self::Bool => JsonType::Bool,
            Self::Number => JsonType::Number,
            Self::Custom | Self::Object(_) => JsonType::Object,
            Self::Array(_) => JsonType::Array,
        }
    }

    /// Returns the JSON type as a noun with its article.
    #[must_use]
    pub const fn json(self) -> &'static str {
        match self.json_type() {
            JsonType::String => "a string",
            JsonType::Integer => "an integer",
            JsonType::Bool => "a bool",
            JsonType::Number => "a number",
            JsonType::Object => "an object",
            JsonType::Array => "an array",
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
            | Self::Number => Contents::None,
            Self::Object(object) => Contents::Fields(object),
            Self::Array(array) => Contents::Elements(array),
        }
    }
}
