//! A date, which is sent as a string.

use super::field_traits::{at_most_one_trait, field_trait, several_traits};
use super::value::value_of;
use super::{AsText, Direct, kind, rejected_types};
use crate::encode::Encoder;
use crate::type_info::TypeInfo;
use crate::{DateField, TextField};
use alloc::vec::Vec;
use voucher_definition::{Field, mismatch};

kind! {
    /// A date.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a date",
        label = "expected a date",
        note = "a date is a date of jiff 1, chrono 0.4 or time 0.3 (features `jiff`, `chrono`, `time`), a string like `2026-11-28`, or a type that implements `voucher_core::DateField`",
        note = "`#[ravelin(with = path)]` converts the whole field; `#[ravelin(skip)]` does not send it"
    )]
    Date()
}

/// Which field traits of a date a type implements.
#[derive(Debug)]
pub enum DateTraits<const DATE: bool, const TEXT: bool> {}

at_most_one_trait! {
    DateTraits<false, false>;
    DateTraits<true, false>;
    DateTraits<false, true>;
}

several_traits! {
    DateTraits<true, true>: Direct, "its type implements both `DateField` and `TextField`; remove the impl of `TextField`";
}

field_trait!(Date<Direct> for DateField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    encoder.written_formatted(at, field, &|out| value.date(out), "DateField")
});

field_trait!(Date<AsText> for TextField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    encoder.formatted(at, field, value.text())
});

rejected_types! { Date
    bool => mismatch::DATE.bool;
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => mismatch::DATE.integer;
    f32 | f64 => mismatch::DATE.float;
    char => mismatch::DATE.char;
    crate::Timestamp => "a `Timestamp` is a point in time, whose date depends on a time zone; convert it to a string like `2026-11-28` with `#[ravelin(with = path)]`";
    @[T,] [T] | Vec<T> => "expected a date, found a list; use a string like `2026-11-28`";
    @[T, const N: usize,] [T; N] => "expected a date, found an array; use a string like `2026-11-28`";
}

#[cfg(feature = "std")]
rejected_types! { @one Date [] "a `SystemTime` is a point in time, whose date depends on a time zone; convert it to a string like `2026-11-28` with `#[ravelin(with = path)]`", std::time::SystemTime }

#[cfg(feature = "jiff")]
rejected_types! { @one Date [] "a `Timestamp` is a point in time, whose date depends on a time zone; use `jiff::civil::Date`, or convert it with `#[ravelin(with = path)]`", jiff::Timestamp }

#[cfg(feature = "jiff")]
rejected_types! { @one Date [] "expected a date, found a date and time; use `jiff::civil::Date` (`zoned.date()`), or convert it with `#[ravelin(with = path)]`", jiff::ZonedDateTime }

#[cfg(feature = "jiff")]
rejected_types! { @one Date [] "expected a date, found a date and time; use `jiff::civil::Date` (`date_time.date()`), or convert it with `#[ravelin(with = path)]`", jiff::civil::DateTime }

#[cfg(feature = "chrono")]
rejected_types! { @one Date [Z: chrono::TimeZone,] "expected a date, found a date and time; use `NaiveDate` (`date_time.date_naive()`), or convert it with `#[ravelin(with = path)]`", chrono::DateTime<Z> }

#[cfg(feature = "chrono")]
rejected_types! { @one Date [] "expected a date, found a date and time; use `NaiveDate` (`date_time.date()`), or convert it with `#[ravelin(with = path)]`", chrono::NaiveDateTime }

#[cfg(feature = "time")]
rejected_types! { @one Date [] "expected a date, found a date and time; use `time::Date` (`date_time.date()`), or convert it with `#[ravelin(with = path)]`", time::OffsetDateTime }

#[cfg(feature = "time")]
rejected_types! { @one Date [] "expected a date, found a date and time; use `time::Date` (`date_time.date()`), or convert it with `#[ravelin(with = path)]`", time::PrimitiveDateTime }

value_of! {
    /// Dates.
    OfDate: Date
}

#[cfg(test)]
#[cfg(all(feature = "jiff", feature = "chrono", feature = "time"))]
mod tests {
    use super::Date;
    use crate::kind::{Checked, Rejected};

    fn message<T: Date<Rejected, Checked>>() -> &'static str {
        T::TYPE.details.mismatch
    }

    #[test]
    fn types_with_a_time_are_rejected_with_the_type_to_use() {
        for (message, advice) in [
            (message::<jiff::Timestamp>(), "`jiff::civil::Date`"),
            (message::<jiff::ZonedDateTime>(), "`zoned.date()`"),
            (message::<jiff::civil::DateTime>(), "`date_time.date()`"),
            (
                message::<chrono::DateTime<chrono::Utc>>(),
                "`date_time.date_naive()`",
            ),
            (message::<&chrono::NaiveDateTime>(), "`NaiveDate`"),
            (message::<time::OffsetDateTime>(), "`time::Date`"),
            (message::<time::PrimitiveDateTime>(), "`time::Date`"),
        ] {
            assert!(message.contains(advice), "{message}");
        }
    }
}
