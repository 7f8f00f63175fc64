//! Which Rust types fit which kinds.

use voucher_definition::{Field, Kind};

/// Groups of Rust types, as a set of bits.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Types(u16);

impl Types {
    const STRING: Self = Self(1);
    const INTEGER: Self = Self(1 << 1);
    const FLOAT: Self = Self(1 << 2);
    const BOOL: Self = Self(1 << 3);
    const CURRENCY: Self = Self(1 << 4);
    const AMOUNT: Self = Self(1 << 5);
    /// `Timestamp`, `SystemTime` and those of other crates.
    const TIME: Self = Self(1 << 6);
    const DATE: Self = Self(1 << 7);
    const UUID: Self = Self(1 << 8);
    /// Enums with `RavelinEnum`.
    const ENUM: Self = Self(1 << 9);
    /// Maps of any values.
    const MAP: Self = Self(1 << 10);
    /// Any other type with `Serialize`.
    const SERIALIZE: Self = Self(1 << 11);
    /// Types with `RavelinFields` or `RavelinOneOf`, lists and maps: they only fit what they were written for.
    const STRUCTURED: Self = Self(1 << 12);

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// Returns the types that programs use for a kind.
fn usual(field: &Field) -> Types {
    match field.kind {
        Kind::Text => Types::STRING,
        Kind::Identifier => Types::STRING.and(Types::INTEGER),
        Kind::Integer if !field.integers.is_empty() => Types::INTEGER.and(Types::ENUM),
        Kind::Integer => Types::INTEGER,
        Kind::Amount => Types::INTEGER.and(Types::AMOUNT),
        Kind::Currency => Types::STRING.and(Types::CURRENCY),
        Kind::Time => Types::TIME,
        Kind::Enum => Types::STRING.and(Types::ENUM),
        Kind::Bool => Types::BOOL,
        Kind::Custom => Types::MAP,
        Kind::Number => Types::FLOAT.and(Types::INTEGER),
        Kind::DateTime => Types::STRING.and(Types::TIME),
        Kind::Date => Types::STRING.and(Types::DATE),
        Kind::Uuid => Types::STRING.and(Types::UUID),
        Kind::Any => Types::SERIALIZE,
        Kind::Object(_) | Kind::Array(_) | Kind::Map(_) | Kind::OneOf(_) | Kind::Ancestor(_) => {
            Types::STRUCTURED
        }
    }
}

/// Returns the types that fit a kind.
fn fitting(field: &Field) -> Types {
    match field.kind {
        Kind::Text => Types::STRING.and(Types::UUID),
        Kind::Identifier => usual(field).and(Types::UUID),
        Kind::Any => {
            let scalars = Types::STRING.and(Types::INTEGER).and(Types::FLOAT);
            let scalars = scalars.and(Types::BOOL).and(Types::UUID);
            scalars.and(Types::MAP).and(Types::SERIALIZE)
        }
        Kind::OneOf(one_of) => {
            let values = one_of.alternatives.iter();
            values.fold(Types(0), |types, alternative| {
                types.and(fitting(alternative.value))
            })
        }
        _ => usual(field),
    }
}

/// Checks whether the types that programs use for the old field fit the new one.
pub(super) fn fits(old: &Field, new: &Field) -> bool {
    let usual = usual(old);
    usual != Types::STRUCTURED && fitting(new).contains(usual)
}
