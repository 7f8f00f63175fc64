//! The names of kinds, in messages and in definition files.

use super::field::Kind;

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

    /// Returns the JSON type as a noun with its article.
    #[must_use]
    pub const fn json(self) -> &'static str {
        match self {
            Self::Text | Self::Identifier | Self::Currency | Self::Enum => "a string",
            Self::Integer | Self::Amount | Self::Time => "an integer",
            Self::Bool => "a bool",
            Self::Number => "a number",
            Self::Custom | Self::Object(_) => "an object",
            Self::Array(_) => "an array",
        }
    }
}
