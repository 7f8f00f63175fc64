//! Why a type of the standard library cannot be sent as a kind.
//!
//! `voucher-core` rejects the types with these messages. The derive reports them where the name of such a type is written at a
//! field.

use crate::message::Message;
use crate::model::{Field, Kind};

/// The messages about the types that do not fit a kind. A message is empty if the type fits, or if there is nothing to say
/// about it in particular.
#[derive(Clone, Copy, Debug)]
pub struct Mismatches {
    /// `bool`.
    pub bool: &'static str,
    /// Integers.
    pub integer: &'static str,
    /// `i128` and `u128`, if there is another message about them.
    pub wide_integer: &'static str,
    /// `f32` and `f64`.
    pub float: &'static str,
    /// `char`.
    pub char: &'static str,
    /// `String` and `str`.
    pub string: &'static str,
}

impl Mismatches {
    const NONE: Self = Self {
        bool: "",
        integer: "",
        wide_integer: "",
        float: "",
        char: "",
        string: "",
    };

    /// Returns the message about the type with this name, or `None` if there is none.
    #[must_use]
    #[inline]
    pub fn of(&self, type_name: &str) -> Option<&'static str> {
        let message = match type_name {
            "bool" => self.bool,
            "i128" | "u128" if !self.wide_integer.is_empty() => self.wide_integer,
            "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "u8" | "u16" | "u32" | "u64"
            | "u128" | "usize" => self.integer,
            "f32" | "f64" => self.float,
            "char" => self.char,
            "String" => self.string,
            _ => return None,
        };
        (!message.is_empty()).then_some(message)
    }
}

/// Returns the start of a message about the type of a field, or of what is in its arrays and maps.
#[must_use]
#[inline]
pub const fn about_contents(field: &Field) -> Message {
    about(field).push(match field.kind {
        Kind::Array(_) => " is an array; ",
        Kind::Map(_) => " is a map; ",
        _ => ": ",
    })
}

/// Returns the name of a field, as messages begin with it.
#[must_use]
#[inline]
pub const fn about(field: &Field) -> Message {
    if field.is_body() {
        return Message::new().push("the body");
    }
    if field.is_element() {
        return Message::new().push("the value");
    }
    Message::new().push("field ").quoted(field.name)
}

/// The types that are not sent as an amount.
pub const AMOUNT: Mismatches = Mismatches {
    bool: "expected an amount, found a bool; use an integer of minor units (pence, cents)",
    wide_integer: "expected an amount of at most 64 bits, found a wider integer; use `i64`",
    float: "expected an amount, found a float, which cannot represent every amount; use an integer of pence or cents, or `Decimal` (feature `rust_decimal`)",
    string: "expected an amount, found a string, which may be in pence or in pounds; use an integer of minor units, or `Decimal` (feature `rust_decimal`)",
    ..Mismatches::NONE
};

/// The types that are not sent as an array.
pub const ARRAY: Mismatches = Mismatches {
    bool: "expected an array, found a single value; use `Vec`, or `[T; 1]`",
    integer: "expected an array, found a single value; use `Vec`, or `[T; 1]`",
    float: "expected an array, found a single value; use `Vec`, or `[T; 1]`",
    string: "expected an array, found a string; use `Vec`, or `[T; 1]`",
    ..Mismatches::NONE
};

/// The types that are not sent as a bool.
pub const BOOL: Mismatches = Mismatches {
    integer: "expected a bool, found an integer; convert it with `#[ravelin(with = path)]`",
    float: "expected a bool, found a float; convert it with `#[ravelin(with = path)]`",
    string: "expected a bool, found a string; parse it first, or add `#[ravelin(with = path)]`",
    ..Mismatches::NONE
};

/// The types that are not sent as a currency.
pub const CURRENCY: Mismatches = Mismatches {
    bool: "expected a currency, found a bool; use `Currency`",
    integer: "expected a currency, found an integer; use `Currency` or a string of three letters",
    float: "expected a currency, found a float; use `Currency` or a string",
    char: "expected a currency, found a single `char`; use `Currency` or a string of three letters",
    ..Mismatches::NONE
};

/// The types that are not sent as a free object.
pub const CUSTOM: Mismatches = Mismatches {
    bool: "expected an object, found a bool; `#[ravelin(custom = \"key\")]` sends it as a member of `custom`",
    integer: "expected an object, found an integer; `#[ravelin(custom = \"key\")]` sends it as a member of `custom`",
    float: "expected an object, found a float; `#[ravelin(custom = \"key\")]` sends it as a member of `custom`",
    string: "expected an object, found a string; `#[ravelin(custom = \"key\")]` sends it as a member of `custom`",
    ..Mismatches::NONE
};

/// The types that are not sent as a date.
pub const DATE: Mismatches = Mismatches {
    bool: "expected a date, found a bool; use a string like `2026-11-28`",
    integer: "expected a date, found an integer; convert it to a string like `2026-11-28` with `#[ravelin(with = path)]`",
    float: "expected a date, found a float; use a string like `2026-11-28`",
    char: "expected a date, found a single `char`; use a string like `2026-11-28`",
    ..Mismatches::NONE
};

/// The types that are not sent as a date and time.
pub const DATE_TIME: Mismatches = Mismatches {
    bool: "expected a date and time, found a bool; use `Timestamp`, `SystemTime` or a string",
    integer: "expected a date and time, found an integer without a unit; add `#[ravelin(unix = \"s\")]`, `\"ms\"`, `\"us\"` or `\"ns\"`",
    float: "expected a date and time, found a float; use `Timestamp`, `SystemTime` or a string",
    char: "expected a date and time, found a single `char`; use `Timestamp`, `SystemTime` or a string",
    ..Mismatches::NONE
};

/// The types that are not sent as a listed value.
pub const ENUM: Mismatches = Mismatches {
    bool: "expected a listed value, found a bool; use an enum with `#[derive(RavelinEnum)]`",
    integer: "expected a listed value, found an integer; use an enum with `#[derive(RavelinEnum)]`",
    float: "expected a listed value, found a float; use an enum with `#[derive(RavelinEnum)]`",
    char: "expected a listed value, found a single `char`; use an enum with `#[derive(RavelinEnum)]`",
    ..Mismatches::NONE
};

/// The types that are not sent as an identifier.
pub const IDENTIFIER: Mismatches = Mismatches {
    bool: "expected an identifier, found a bool; use a string or an integer",
    wide_integer: "expected an integer of at most 64 bits, found a wider one; `#[ravelin(with = ToString::to_string)]` sends a wider one as a string",
    float: "expected an identifier, found a float, which can be written in many ways; use a string or an integer",
    char: "expected a string, found a single `char`; use `String`, or `#[ravelin(with = char::to_string)]`",
    ..Mismatches::NONE
};

/// The types that are not sent as an integer.
pub const INTEGER: Mismatches = Mismatches {
    bool: "expected an integer, found a bool; convert it with `#[ravelin(with = path)]`",
    wide_integer: "expected an integer of at most 64 bits, found a wider one; use `i64`",
    float: "expected an integer, found a float; use `u32` or `i64`",
    string: "expected an integer, found a string; parse it first, or add `#[ravelin(with = path)]`",
    ..Mismatches::NONE
};

/// The types that are not sent as a map.
pub const MAP: Mismatches = Mismatches {
    bool: "expected a map, found a single value; use `BTreeMap<String, T>`",
    integer: "expected a map, found a single value; use `BTreeMap<String, T>`",
    float: "expected a map, found a single value; use `BTreeMap<String, T>`",
    string: "expected a map, found a string; use `BTreeMap<String, T>`",
    ..Mismatches::NONE
};

/// The types that are not sent as a number.
pub const NUMBER: Mismatches = Mismatches {
    bool: "expected a number, found a bool; convert it with `#[ravelin(with = path)]`",
    wide_integer: "expected an integer of at most 64 bits, found a wider one; use `i64` or `u64`",
    string: "expected a number, found a string; parse it first, or add `#[ravelin(with = path)]`",
    ..Mismatches::NONE
};

/// The types that are not sent as an object with fields.
pub const OBJECT: Mismatches = Mismatches {
    bool: "expected an object, found a bool; use a struct with `#[derive(RavelinFields)]`",
    integer: "expected an object, found an integer; use a struct with `#[derive(RavelinFields)]`",
    float: "expected an object, found a float; use a struct with `#[derive(RavelinFields)]`",
    string: "expected an object, found a string; use a struct with `#[derive(RavelinFields)]`",
    ..Mismatches::NONE
};

/// The types that are not sent as a string.
pub const TEXT: Mismatches = Mismatches {
    bool: "expected a string, found a bool; `#[ravelin(with = bool::to_string)]` sends it as a string",
    integer: "expected a string, found an integer; `#[ravelin(with = ToString::to_string)]` sends it as a string",
    float: "expected a string, found a float; format it with `#[ravelin(with = path)]`",
    char: "expected a string, found a single `char`; use `String`, or `#[ravelin(with = char::to_string)]`",
    ..Mismatches::NONE
};

/// The types that are not sent as a time.
pub const TIME: Mismatches = Mismatches {
    bool: "expected a time, found a bool; use `Timestamp` or `SystemTime`",
    integer: "expected a time, found an integer without a unit; add `#[ravelin(unix = \"s\")]`, `\"ms\"`, `\"us\"` or `\"ns\"`",
    float: "expected a time, found a float; use `Timestamp` or `SystemTime`",
    string: "expected a time, found a string; parse it into a `Timestamp` first (RFC 3339), or add `#[ravelin(with = path)]`",
    ..Mismatches::NONE
};

/// The types that are not sent as a time as an integer: the key `unix`.
pub const UNIX: Mismatches = Mismatches {
    bool: "`unix` needs an integer, found a bool; use `i64`",
    wide_integer: "`unix` needs an integer of at most 64 bits, found a wider one; use `i64`",
    float: "`unix` needs an integer, found a float; use an integer of a finer unit",
    string: "`unix` needs an integer, found a string; parse it first",
    ..Mismatches::NONE
};

/// The types that are not sent as a UUID.
pub const UUID: Mismatches = Mismatches {
    bool: "expected a UUID, found a bool; use `Uuid` (feature `uuid`) or a string",
    integer: "expected a UUID, found an integer; use `Uuid` (feature `uuid`; `Uuid::from_u128`) or a string",
    float: "expected a UUID, found a float; use `Uuid` (feature `uuid`) or a string",
    char: "expected a UUID, found a single `char`; use `Uuid` (feature `uuid`) or a string",
    ..Mismatches::NONE
};
