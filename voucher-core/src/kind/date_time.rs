//! A date and time with an offset from UTC, which is sent as a string.

use super::field_traits::{at_most_one_trait, field_trait, several_traits};
use super::value::value_of;
use super::{AsText, Direct, kind, rejected_types};
use crate::encode::Encoder;
use crate::type_info::TypeInfo;
use crate::{DateTimeField, TextField};
use alloc::vec::Vec;
use core::time::Duration;
use voucher_definition::{Field, mismatch};

kind! {
    /// A date and time with an offset from UTC.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a date and time",
        label = "expected a date and time with an offset",
        note = "a date and time is `Timestamp`, `SystemTime`, a point in time of jiff 1, chrono 0.4 or time 0.3 (features `jiff`, `chrono`, `time`), a string in the format of RFC 3339, or a type that implements `voucher_core::DateTimeField`",
        note = "`#[ravelin(with = path)]` converts the whole field; `#[ravelin(skip)]` does not send it"
    )]
    DateTime()
}

/// Which field traits of a date and time a type implements.
#[derive(Debug)]
pub enum DateTimeTraits<const DATE_TIME: bool, const TEXT: bool> {}

at_most_one_trait! {
    DateTimeTraits<false, false>;
    DateTimeTraits<true, false>;
    DateTimeTraits<false, true>;
}

several_traits! {
    DateTimeTraits<true, true>: Direct, "its type implements both `DateTimeField` and `TextField`; remove the impl of `TextField`";
}

field_trait!(DateTime<Direct> for DateTimeField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    encoder.written_formatted(at, field, &|out| value.date_time(out), "DateTimeField")
});

field_trait!(DateTime<AsText> for TextField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    encoder.formatted(at, field, value.text())
});

rejected_types! { DateTime
    bool => mismatch::DATE_TIME.bool;
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => mismatch::DATE_TIME.integer;
    f32 | f64 => mismatch::DATE_TIME.float;
    char => mismatch::DATE_TIME.char;
    Duration => "expected a date and time, found a `Duration`; add it to a `SystemTime`";
    @[T,] [T] | Vec<T> => "expected a date and time, found a list; use `Timestamp`, `SystemTime` or a string";
    @[T, const N: usize,] [T; N] => "expected a date and time, found an array; use `Timestamp`, `SystemTime` or a string";
}

#[cfg(feature = "std")]
rejected_types! { @one DateTime [] "expected a date and time, found an `Instant`, which has no date; use `SystemTime`", std::time::Instant }

#[cfg(feature = "jiff")]
rejected_types! { @one DateTime [] "a civil `DateTime` has no offset, so it is not a point in time; use `jiff::Timestamp` or `jiff::ZonedDateTime`, or convert it with `#[ravelin(with = path)]`", jiff::civil::DateTime }

#[cfg(feature = "jiff")]
rejected_types! { @one DateTime [] "a `Date` is a whole day, without a time; use `jiff::Timestamp` or `jiff::ZonedDateTime`, or convert it with `#[ravelin(with = path)]`", jiff::civil::Date }

#[cfg(feature = "chrono")]
rejected_types! { @one DateTime [] "a `NaiveDateTime` has no offset, so it is not a point in time; use `DateTime<Utc>` (`naive.and_utc()`), or convert it with `#[ravelin(with = path)]`", chrono::NaiveDateTime }

#[cfg(feature = "chrono")]
rejected_types! { @one DateTime [] "a `NaiveDate` is a whole day, without a time; use `DateTime<Utc>`, or convert it with `#[ravelin(with = path)]`", chrono::NaiveDate }

#[cfg(feature = "time")]
rejected_types! { @one DateTime [] "a `PrimitiveDateTime` has no offset, so it is not a point in time; use `OffsetDateTime` (`date_time.assume_utc()`), or convert it with `#[ravelin(with = path)]`", time::PrimitiveDateTime }

#[cfg(feature = "time")]
rejected_types! { @one DateTime [] "a `Date` is a whole day, without a time; use `OffsetDateTime`, or convert it with `#[ravelin(with = path)]`", time::Date }

value_of! {
    /// Dates with times.
    OfDateTime: DateTime
}

#[cfg(test)]
#[cfg(all(feature = "jiff", feature = "chrono", feature = "time"))]
mod tests {
    use super::DateTime;
    use crate::kind::{Checked, Rejected};

    fn message<T: DateTime<Rejected, Checked>>() -> &'static str {
        T::TYPE.details.mismatch
    }

    #[test]
    fn types_without_a_time_or_an_offset_are_rejected_with_the_type_to_use() {
        for (message, advice) in [
            (message::<jiff::civil::DateTime>(), "`jiff::Timestamp`"),
            (message::<jiff::civil::Date>(), "`jiff::ZonedDateTime`"),
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
