//! Types that are known to be wrong for a kind, and what to do instead.

use super::{
    Amount, Bool, Currency, Enum, Facts, Identifier, Integer, Number, Object, Seen, Text, Time,
    TypeInfo, Unix, Unlisted, Wrong,
};
use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

/// The types, and what is said of them; a reference to one is as wrong.
macro_rules! wrong {
    ($kind:ident $($(@[$($generics:tt)*])? $($type:ty)|+ => $why:expr;)*) => {
        $(wrong!(@each $kind [$($($generics)*)?] $why, $($type)+);)*
        wrong!(@one $kind [T: $kind<Wrong, W> + ?Sized,] T::TYPE.facts.wrong, &T);
    };
    (@each $kind:ident $generics:tt $why:expr, $($type:ty)+) => {
        $(wrong!(@one $kind $generics $why, $type);)+
    };
    (@one $kind:ident [$($generics:tt)*] $why:expr, $type:ty) => {
        #[diagnostic::do_not_recommend]
        impl<$($generics)* W: Seen> $kind<Wrong, W> for $type {
            const TYPE: TypeInfo = refused!($why);
        }
    };
}

wrong! { Text
    bool => "a bool is no text; `#[ravelin(with = bool::to_string)]` sends it as text";
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => "an integer is no text; `#[ravelin(with = ToString::to_string)]` sends it as text";
    f32 | f64 => "a float is no text; `#[ravelin(with = path)]` says how it is written";
    char => "a single `char` is no text; use `String`, or `#[ravelin(with = char::to_string)]`";
    @[T,] [T] | Vec<T> => "a list is no text, and bytes are none until they are decoded; use `String` (`String::from_utf8`)";
    @[T, const N: usize,] [T; N] => "an array is no text, and bytes are none until they are decoded; use `String` (`String::from_utf8`)";
}

wrong! { Identifier
    bool => "a bool names nothing; use text or an integer";
    i128 | u128 => "an identifier takes integers of at most 64 bits; `#[ravelin(with = ToString::to_string)]` sends a wider one as text";
    f32 | f64 => "a float is no name, as it has many spellings; use text or an integer";
    char => "a single `char` is no text; use `String`, or `#[ravelin(with = char::to_string)]`";
    @[T,] [T] | Vec<T> => "a list is no text, and bytes are none until they are decoded; use `String` (`String::from_utf8`, or hexadecimal)";
    @[T, const N: usize,] [T; N] => "an array is no text, and bytes are none until they are decoded; use `String` (`String::from_utf8`, or hexadecimal)";
}

wrong! { Integer
    bool => "a bool is no integer; `#[ravelin(with = path)]` says which one it stands for";
    i128 | u128 => "an integer has at most 64 bits here; use `i64`";
    f32 | f64 => "a float is no integer; use `u32` or `i64`";
    str | String => "text is no integer; parse it before, or `#[ravelin(with = path)]`";
}

wrong! { Number
    bool => "a bool is no number; `#[ravelin(with = path)]` says which one it stands for";
    i128 | u128 => "an integer has at most 64 bits here; use `i64` or `u64`";
    str | String => "text is no number; parse it before, or `#[ravelin(with = path)]`";
}

wrong! { Object
    bool => "a bool is no object; use a struct with `#[derive(RavelinFields)]`";
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => "an integer is no object; use a struct with `#[derive(RavelinFields)]`";
    f32 | f64 => "a float is no object; use a struct with `#[derive(RavelinFields)]`";
    str | String => "text is no object; use a struct with `#[derive(RavelinFields)]`";
    @[T,] [T] | Vec<T> => "a list is no object, and there is one here; use the struct itself";
    @[T, const N: usize,] [T; N] => "a list is no object, and there is one here; use the struct itself";
}

wrong! { Amount
    bool => "a bool is no money; use an integer of minor units (pence, cents)";
    i128 | u128 => "an amount has at most 64 bits; use `i64`";
    f32 | f64 => "a float cannot hold every amount, and the API takes minor units; use an integer of pence or cents, or `Decimal` (feature `rust_decimal`)";
    str | String => "text does not say whether it is pence or pounds; use an integer of minor units, or `Decimal` (feature `rust_decimal`)";
}

wrong! { Currency
    bool => "a bool is no currency; use `Currency`";
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => "a currency is a code of three letters, no number; use `Currency`, or text";
    f32 | f64 => "a float is no currency; use `Currency`, or text";
    char => "a currency has three letters; use `Currency`, or text";
    @[T,] [T] | Vec<T> => "a list is no text, and bytes are none until they are decoded; use `Currency`, or text";
    @[T, const N: usize,] [T; N] => "an array is no text until it is decoded; use `Currency`, or text";
}

wrong! { Unlisted
    bool => "a bool is no currency; use `Currency`";
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => "a currency is a code of three letters, no number; use `Currency`, or text";
    f32 | f64 => "a float is no currency; use `Currency`, or text";
}

wrong! { Time
    bool => "a bool is no time; use `Timestamp` or `SystemTime`";
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => "an integer does not say its unit; add `#[ravelin(unix = \"s\")]`, `\"ms\"`, `\"us\"` or `\"ns\"`";
    f32 | f64 => "a float says neither its unit nor its exact moment; use `Timestamp` or `SystemTime`";
    str | String => "text may be written in many ways; parse it into a `Timestamp` (RFC 3339) before, or `#[ravelin(with = path)]`";
    Duration => "a `Duration` is how long, not when; add it to a `SystemTime`";
}

#[cfg(feature = "std")]
wrong! { @one Time [] "an `Instant` has no date; use `SystemTime`", std::time::Instant }

wrong! { Unix
    bool => "`unix` is the unit of an integer, and a bool is none; use `i64`";
    i128 | u128 => "`unix` takes an integer of at most 64 bits; use `i64`";
    f32 | f64 => "`unix` is the unit of an integer, and a float is none; use an integer of a finer unit";
    str | String => "`unix` is the unit of an integer, and text is none; parse it before";
    Duration => "a `Duration` is how long, not when; add it to a `SystemTime`, and remove `unix`";
    crate::Timestamp => "a `Timestamp` knows its unit; remove `unix`";
}

#[cfg(feature = "std")]
wrong! { @one Unix [] "a `SystemTime` knows its unit; remove `unix`", std::time::SystemTime }

wrong! { Enum
    bool => "a bool is no listed value; use an enum with `#[derive(RavelinEnum)]`";
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => "an integer is no listed value; use an enum with `#[derive(RavelinEnum)]`";
    f32 | f64 => "a float is no listed value; use an enum with `#[derive(RavelinEnum)]`";
    char => "a single `char` is no listed value; use an enum with `#[derive(RavelinEnum)]`";
    @[T,] [T] | Vec<T> => "a list is no listed value; use an enum with `#[derive(RavelinEnum)]`";
}

wrong! { Bool
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => "an integer is no bool; `#[ravelin(with = path)]` says which ones are true";
    f32 | f64 => "a float is no bool; `#[ravelin(with = path)]` says which ones are true";
    str | String => "text is no bool; parse it before, or `#[ravelin(with = path)]`";
}

#[cfg(feature = "serde")]
mod open {
    use super::{Facts, Seen, String, TypeInfo, Vec, Wrong};
    use crate::kind::Custom;

    wrong! { Custom
        bool => "a bool is no object; `#[ravelin(custom = \"key\")]` sends it as a member of `custom`";
        i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
            => "an integer is no object; `#[ravelin(custom = \"key\")]` sends it as a member of `custom`";
        f32 | f64 => "a float is no object; `#[ravelin(custom = \"key\")]` sends it as a member of `custom`";
        str | String => "text is no object; `#[ravelin(custom = \"key\")]` sends it as a member of `custom`";
        @[T,] Vec<T> => "a list is no object; `#[ravelin(custom = \"key\")]` sends it as a member of `custom`";
    }
}
