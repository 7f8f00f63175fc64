//! A time, or an integer with a unit that is sent as a time.

use super::value::value_of;
use super::{Direct, impl_kind, kind, rejected_types};
use crate::encode::Encoder;
#[cfg(feature = "serde")]
use crate::schema_node::Node;
use crate::type_info::TypeInfo;
use crate::{IntegerField, TimeField};
use alloc::string::String;
use core::time::Duration;
use voucher_definition::time::Unit;
use voucher_definition::{Field, mismatch};

kind! {
    /// A time.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a time",
        label = "expected a time",
        note = "a time is `Timestamp`, `SystemTime`, a point in time of jiff 1, chrono 0.4 or time 0.3 (features `jiff`, `chrono`, `time`), or a type that implements `voucher_core::TimeField`",
        note = "`#[ravelin(with = path)]` converts the whole field; `#[ravelin(skip)]` does not send it"
    )]
    Time()
}

impl_kind!(Time<Direct> for TimeField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    match value.timestamp() {
        Ok(time) => encoder.time(at, field, time),
        Err(error) => encoder.invalid_time(at, field, error),
    }
});

rejected_types! { Time
    bool => mismatch::TIME.bool;
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => mismatch::TIME.integer;
    f32 | f64 => mismatch::TIME.float;
    str | String => mismatch::TIME.string;
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

value_of! {
    /// Times.
    OfTime: Time
}

kind! {
    /// A time as an integer, in the unit of the key `unix`.
    #[diagnostic::on_unimplemented(
        message = "`unix` needs an integer, found `{Self}`",
        label = "expected an integer of at most 64 bits",
        note = "a type that is a time needs no unit; remove `unix`"
    )]
    Unix(unit: Unit)
}

impl_kind!(Unix<Direct> for IntegerField, TypeInfo::ACCEPTED, |value, encoder, at, field, unit: Unit| {
    // Not in the encoder: here the unit is a constant, so that no branch is left. Hot path; see `benches/README.md`.
    match (value.integer(), unit) {
        (Some(millis), Unit::Millis) => encoder.unix_millis(at, field, millis),
        (Some(count), _) => encoder.unix_time(at, field, count, unit),
        (None, _) => encoder.too_large(at, field),
    }
});

rejected_types! { Unix
    bool => mismatch::UNIX.bool;
    i128 | u128 => mismatch::UNIX.wide_integer;
    f32 | f64 => mismatch::UNIX.float;
    str | String => mismatch::UNIX.string;
    Duration => "`unix` needs an integer, found a `Duration`; add it to a `SystemTime`, and remove `unix`";
    crate::Timestamp => "a `Timestamp` needs no unit; remove `unix`";
}

#[cfg(feature = "std")]
rejected_types! { @one Unix [] "a `SystemTime` needs no unit; remove `unix`", std::time::SystemTime }

/// Writes the schema of a time.
#[cfg(feature = "serde")]
#[inline]
pub(crate) fn schema(node: &mut Node, field: &Field) {
    node.integers(field.min, field.max);
}

#[cfg(test)]
#[cfg(all(feature = "jiff", feature = "chrono", feature = "time"))]
mod tests {
    use super::Time;
    use crate::kind::{Checked, Rejected};

    fn message<T: Time<Rejected, Checked>>() -> &'static str {
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
