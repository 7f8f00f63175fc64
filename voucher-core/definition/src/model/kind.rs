//! What a kind is called, in errors and in definition files.

use super::field::Kind;

impl Kind {
    /// The kind as a noun with its article, for errors.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Text => "text",
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

    /// The kind as one word, as `x-ravelin-kind` has it.
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

    /// How to write a constant of the kind, for errors.
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
                "no constant is one, so map a field"
            }
        }
    }

    /// What JSON has for it, as a noun with its article.
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
