//! The field traits of types of other crates, each behind its feature.

#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
use super::TimeField;
#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
use crate::{Timestamp, TimestampError};

#[cfg(feature = "jiff")]
#[diagnostic::do_not_recommend]
impl TimeField for jiff::Timestamp {
    fn timestamp(&self) -> Result<Timestamp, TimestampError> {
        // `as_millisecond` rounds towards zero, which is up before 1970.
        let is_rounded_up = self.as_nanosecond() % 1_000_000 < 0;
        Timestamp::from_exact_millis(self.as_millisecond() - i64::from(is_rounded_up))
    }
}

#[cfg(feature = "jiff")]
#[diagnostic::do_not_recommend]
impl TimeField for jiff::ZonedDateTime {
    fn timestamp(&self) -> Result<Timestamp, TimestampError> {
        TimeField::timestamp(&jiff::ZonedDateTime::timestamp(self))
    }
}

#[cfg(feature = "chrono")]
#[diagnostic::do_not_recommend]
impl<Z: chrono::TimeZone> TimeField for chrono::DateTime<Z> {
    fn timestamp(&self) -> Result<Timestamp, TimestampError> {
        Timestamp::from_exact_millis(self.timestamp_millis())
    }
}

#[cfg(feature = "time")]
#[diagnostic::do_not_recommend]
impl TimeField for time::OffsetDateTime {
    fn timestamp(&self) -> Result<Timestamp, TimestampError> {
        let millis = self.unix_timestamp_nanos().div_euclid(1_000_000);
        Timestamp::from_exact_millis(i64::try_from(millis).unwrap_or(if millis < 0 {
            i64::MIN
        } else {
            i64::MAX
        }))
    }
}

/// The UUID in its hyphenated form.
#[cfg(feature = "uuid")]
#[diagnostic::do_not_recommend]
impl super::DisplayField for uuid::Uuid {
    fn display(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        core::fmt::Display::fmt(self, out)
    }
}

macro_rules! try_from {
    ($($feature:literal $type:ty;)*) => {
        $(
            /// Converts a time, rounding down to milliseconds.
            #[cfg(feature = $feature)]
            impl TryFrom<$type> for Timestamp {
                type Error = TimestampError;

                fn try_from(time: $type) -> Result<Self, TimestampError> {
                    TimeField::timestamp(&time)
                }
            }
        )*
    };
}

try_from! {
    "jiff" jiff::Timestamp;
    "jiff" jiff::ZonedDateTime;
    "chrono" chrono::DateTime<chrono::Utc>;
    "chrono" chrono::DateTime<chrono::FixedOffset>;
    "time" time::OffsetDateTime;
}
