//! Types that are known not to fit a kind, with a message that says what to use instead.

use super::{
    Amount, Bool, Currency, Enum, Identifier, Integer, IsChecked, Number, Object, Rejected, Text,
    Time, Unix, Unlisted,
};
use crate::type_info::{TypeInfo, rejected};
use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

/// Rejects types, and references to them.
macro_rules! rejected_types {
    ($kind:ident $($(@[$($generics:tt)*])? $($type:ty)|+ => $message:expr;)*) => {
        $(rejected_types!(@each $kind [$($($generics)*)?] $message, $($type)+);)*
        rejected_types!(@one $kind [T: $kind<Rejected, W> + ?Sized,] T::TYPE.details.mismatch, &T);
    };
    (@each $kind:ident $generics:tt $message:expr, $($type:ty)+) => {
        $(rejected_types!(@one $kind $generics $message, $type);)+
    };
    (@one $kind:ident [$($generics:tt)*] $message:expr, $type:ty) => {
        #[diagnostic::do_not_recommend]
        impl<$($generics)* W: IsChecked> $kind<Rejected, W> for $type {
            const TYPE: TypeInfo = rejected!($message);
        }
    };
}

rejected_types! { Text
    bool => "expected a string, found a bool; `#[ravelin(with = bool::to_string)]` sends it as a string";
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => "expected a string, found an integer; `#[ravelin(with = ToString::to_string)]` sends it as a string";
    f32 | f64 => "expected a string, found a float; format it with `#[ravelin(with = path)]`";
    char => "expected a string, found a single `char`; use `String`, or `#[ravelin(with = char::to_string)]`";
    @[T,] [T] | Vec<T> => "expected a string, found a list; decode bytes first: use `String` (`String::from_utf8`)";
    @[T, const N: usize,] [T; N] => "expected a string, found an array; decode bytes first: use `String` (`String::from_utf8`)";
}

rejected_types! { Identifier
    bool => "expected an identifier, found a bool; use a string or an integer";
    i128 | u128 => "expected an integer of at most 64 bits, found a wider one; `#[ravelin(with = ToString::to_string)]` sends a wider one as a string";
    f32 | f64 => "expected an identifier, found a float, which can be written in many ways; use a string or an integer";
    char => "expected a string, found a single `char`; use `String`, or `#[ravelin(with = char::to_string)]`";
    @[T,] [T] | Vec<T> => "expected a string, found a list; decode bytes first: use `String` (`String::from_utf8`, or hexadecimal)";
    @[T, const N: usize,] [T; N] => "expected a string, found an array; decode bytes first: use `String` (`String::from_utf8`, or hexadecimal)";
}

rejected_types! { Integer
    bool => "expected an integer, found a bool; convert it with `#[ravelin(with = path)]`";
    i128 | u128 => "expected an integer of at most 64 bits, found a wider one; use `i64`";
    f32 | f64 => "expected an integer, found a float; use `u32` or `i64`";
    str | String => "expected an integer, found a string; parse it first, or add `#[ravelin(with = path)]`";
}

rejected_types! { Number
    bool => "expected a number, found a bool; convert it with `#[ravelin(with = path)]`";
    i128 | u128 => "expected an integer of at most 64 bits, found a wider one; use `i64` or `u64`";
    str | String => "expected a number, found a string; parse it first, or add `#[ravelin(with = path)]`";
}

rejected_types! { Object
    bool => "expected an object, found a bool; use a struct with `#[derive(RavelinFields)]`";
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => "expected an object, found an integer; use a struct with `#[derive(RavelinFields)]`";
    f32 | f64 => "expected an object, found a float; use a struct with `#[derive(RavelinFields)]`";
    str | String => "expected an object, found a string; use a struct with `#[derive(RavelinFields)]`";
    @[T,] [T] | Vec<T> => "expected one object, found a list; use the struct itself";
    @[T, const N: usize,] [T; N] => "expected one object, found a list; use the struct itself";
}

rejected_types! { Amount
    bool => "expected an amount, found a bool; use an integer of minor units (pence, cents)";
    i128 | u128 => "expected an amount of at most 64 bits, found a wider integer; use `i64`";
    f32 | f64 => "expected an amount, found a float, which cannot represent every amount; use an integer of pence or cents, or `Decimal` (feature `rust_decimal`)";
    str | String => "expected an amount, found a string, which may be in pence or in pounds; use an integer of minor units, or `Decimal` (feature `rust_decimal`)";
}

rejected_types! { Currency
    bool => "expected a currency, found a bool; use `Currency`";
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => "expected a currency, found an integer; use `Currency` or a string of three letters";
    f32 | f64 => "expected a currency, found a float; use `Currency` or a string";
    char => "expected a currency, found a single `char`; use `Currency` or a string of three letters";
    @[T,] [T] | Vec<T> => "expected a currency, found a list; use `Currency` or a string";
    @[T, const N: usize,] [T; N] => "expected a currency, found an array; use `Currency` or a string";
}

rejected_types! { Unlisted
    bool => "expected a currency, found a bool; use `Currency`";
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => "expected a currency, found an integer; use `Currency` or a string of three letters";
    f32 | f64 => "expected a currency, found a float; use `Currency` or a string";
}

rejected_types! { Time
    bool => "expected a time, found a bool; use `Timestamp` or `SystemTime`";
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => "expected a time, found an integer without a unit; add `#[ravelin(unix = \"s\")]`, `\"ms\"`, `\"us\"` or `\"ns\"`";
    f32 | f64 => "expected a time, found a float; use `Timestamp` or `SystemTime`";
    str | String => "expected a time, found a string; parse it into a `Timestamp` first (RFC 3339), or add `#[ravelin(with = path)]`";
    Duration => "expected a time, found a `Duration`; add it to a `SystemTime`";
}

#[cfg(feature = "std")]
rejected_types! { @one Time [] "expected a time, found an `Instant`, which has no date; use `SystemTime`", std::time::Instant }

#[cfg(feature = "jiff")]
rejected_types! { @one Time [] "a civil `DateTime` has no time zone, so it is not a point in time; use `jiff::Timestamp`, or convert it with `#[ravelin(with = path)]`", jiff::civil::DateTime }
#[cfg(feature = "jiff")]
rejected_types! { @one Time [] "a `Date` is a whole day, not a point in time; use `jiff::Timestamp`, or convert it with `#[ravelin(with = path)]`", jiff::civil::Date }

#[cfg(feature = "chrono")]
rejected_types! { @one Time [] "a `NaiveDateTime` has no time zone, so it is not a point in time; use `DateTime<Utc>` (`naive.and_utc()`), or convert it with `#[ravelin(with = path)]`", chrono::NaiveDateTime }
#[cfg(feature = "chrono")]
rejected_types! { @one Time [] "a `NaiveDate` is a whole day, not a point in time; use `DateTime<Utc>`, or convert it with `#[ravelin(with = path)]`", chrono::NaiveDate }

#[cfg(feature = "time")]
rejected_types! { @one Time [] "a `PrimitiveDateTime` has no offset, so it is not a point in time; use `OffsetDateTime` (`date_time.assume_utc()`), or convert it with `#[ravelin(with = path)]`", time::PrimitiveDateTime }
#[cfg(feature = "time")]
rejected_types! { @one Time [] "a `Date` is a whole day, not a point in time; use `OffsetDateTime`, or convert it with `#[ravelin(with = path)]`", time::Date }

rejected_types! { Unix
    bool => "`unix` needs an integer, found a bool; use `i64`";
    i128 | u128 => "`unix` needs an integer of at most 64 bits, found a wider one; use `i64`";
    f32 | f64 => "`unix` needs an integer, found a float; use an integer of a finer unit";
    str | String => "`unix` needs an integer, found a string; parse it first";
    Duration => "`unix` needs an integer, found a `Duration`; add it to a `SystemTime`, and remove `unix`";
    crate::Timestamp => "a `Timestamp` needs no unit; remove `unix`";
}

#[cfg(feature = "std")]
rejected_types! { @one Unix [] "a `SystemTime` needs no unit; remove `unix`", std::time::SystemTime }

rejected_types! { Enum
    bool => "expected a listed value, found a bool; use an enum with `#[derive(RavelinEnum)]`";
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => "expected a listed value, found an integer; use an enum with `#[derive(RavelinEnum)]`";
    f32 | f64 => "expected a listed value, found a float; use an enum with `#[derive(RavelinEnum)]`";
    char => "expected a listed value, found a single `char`; use an enum with `#[derive(RavelinEnum)]`";
    @[T,] [T] | Vec<T> => "expected a listed value, found a list; use an enum with `#[derive(RavelinEnum)]`";
}

rejected_types! { Bool
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => "expected a bool, found an integer; convert it with `#[ravelin(with = path)]`";
    f32 | f64 => "expected a bool, found a float; convert it with `#[ravelin(with = path)]`";
    str | String => "expected a bool, found a string; parse it first, or add `#[ravelin(with = path)]`";
}

#[cfg(feature = "serde")]
mod custom {
    use super::{IsChecked, Rejected, String, TypeInfo, Vec, rejected};
    use crate::kind::Custom;

    rejected_types! { Custom
        bool => "expected an object, found a bool; `#[ravelin(custom = \"key\")]` sends it as a member of `custom`";
        i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
            => "expected an object, found an integer; `#[ravelin(custom = \"key\")]` sends it as a member of `custom`";
        f32 | f64 => "expected an object, found a float; `#[ravelin(custom = \"key\")]` sends it as a member of `custom`";
        str | String => "expected an object, found a string; `#[ravelin(custom = \"key\")]` sends it as a member of `custom`";
        @[T,] Vec<T> => "expected an object, found a list; `#[ravelin(custom = \"key\")]` sends it as a member of `custom`";
    }
}

#[cfg(all(test, feature = "jiff", feature = "chrono", feature = "time"))]
mod tests {
    use super::Time;

    fn message<T: Time<super::Rejected, super::super::Checked>>() -> &'static str {
        T::TYPE.details.mismatch
    }

    #[test]
    fn dates_and_times_without_a_zone_are_rejected_with_the_type_to_use() {
        for (message, advice) in [
            (message::<jiff::civil::DateTime>(), "`jiff::Timestamp`"),
            (message::<jiff::civil::Date>(), "`jiff::Timestamp`"),
            (message::<chrono::NaiveDateTime>(), "`naive.and_utc()`"),
            (message::<&chrono::NaiveDate>(), "`DateTime<Utc>`"),
            (
                message::<time::PrimitiveDateTime>(),
                "`date_time.assume_utc()`",
            ),
            (message::<time::Date>(), "`OffsetDateTime`"),
        ] {
            assert!(message.contains(advice), "{message}");
        }
    }
}
