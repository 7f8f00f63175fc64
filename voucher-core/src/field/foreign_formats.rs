//! The field traits of types of other crates that are sent as strings with a format, each behind its feature.

#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
use super::{DateField, DateTimeField};
#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
use crate::value::PointInTime;
#[cfg(any(
    feature = "jiff",
    feature = "chrono",
    feature = "time",
    feature = "uuid"
))]
use core::fmt::{Display, Formatter, Result};

#[cfg(feature = "jiff")]
#[diagnostic::do_not_recommend]
impl DateTimeField for jiff::Timestamp {
    fn date_time(&self, out: &mut Formatter<'_>) -> Result {
        PointInTime::from_nanos(self.as_nanosecond(), 0).fmt(out)
    }
}

/// With its offset, and without the name of its time zone.
#[cfg(feature = "jiff")]
#[diagnostic::do_not_recommend]
impl DateTimeField for jiff::ZonedDateTime {
    fn date_time(&self, out: &mut Formatter<'_>) -> Result {
        let nanos = jiff::ZonedDateTime::timestamp(self).as_nanosecond();
        PointInTime::from_nanos(nanos, self.offset().seconds()).fmt(out)
    }
}

/// With its offset. A leap second is written as such.
#[cfg(feature = "chrono")]
#[diagnostic::do_not_recommend]
impl<Z: chrono::TimeZone> DateTimeField for chrono::DateTime<Z> {
    fn date_time(&self, out: &mut Formatter<'_>) -> Result {
        let point = PointInTime {
            seconds: self.timestamp(),
            nanos: self.timestamp_subsec_nanos(),
            offset: chrono::Offset::fix(self.offset()).local_minus_utc(),
        };
        point.fmt(out)
    }
}

/// With its offset.
#[cfg(feature = "time")]
#[diagnostic::do_not_recommend]
impl DateTimeField for time::OffsetDateTime {
    fn date_time(&self, out: &mut Formatter<'_>) -> Result {
        let nanos = self.unix_timestamp_nanos();
        PointInTime::from_nanos(nanos, self.offset().whole_seconds()).fmt(out)
    }
}

#[cfg(feature = "jiff")]
#[diagnostic::do_not_recommend]
impl DateField for jiff::civil::Date {
    fn date(&self, out: &mut Formatter<'_>) -> Result {
        let (year, month, day) = (self.year(), self.month(), self.day());
        write!(out, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(feature = "chrono")]
#[diagnostic::do_not_recommend]
impl DateField for chrono::NaiveDate {
    fn date(&self, out: &mut Formatter<'_>) -> Result {
        use chrono::Datelike;
        let (year, month, day) = (self.year(), self.month(), self.day());
        write!(out, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(feature = "time")]
#[diagnostic::do_not_recommend]
impl DateField for time::Date {
    fn date(&self, out: &mut Formatter<'_>) -> Result {
        let (year, month, day) = (self.year(), u8::from(self.month()), self.day());
        write!(out, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(feature = "uuid")]
#[diagnostic::do_not_recommend]
impl super::UuidField for uuid::Uuid {
    fn uuid(&self, out: &mut Formatter<'_>) -> Result {
        self.fmt(out)
    }
}
