//! Times in milliseconds since 1970-01-01T00:00:00Z.

use core::fmt;
use core::str::FromStr;
use voucher_definition::Date;
use voucher_definition::format::{self, InvalidFormat};
use voucher_definition::message::Message;
use voucher_definition::time::{InvalidTime, MAX_MILLIS, MIN_MILLIS, Unit};

const MILLIS_PER_DAY: i64 = 86_400_000;

/// A time in milliseconds since 1970-01-01T00:00:00Z, which is the unit of the API.
///
/// The accepted range is 1973-03-03T09:46:40Z to 9999-12-31T23:59:59.999Z. In this range, a present-day time in one
/// unit (seconds, milliseconds, microseconds or nanoseconds) is not a valid time in another unit, so a wrong unit is an
/// error, which names the right unit.
///
/// ```
/// use voucher_core::Timestamp;
///
/// let time = Timestamp::from_millis(1_512_828_988_826).unwrap();
/// assert_eq!(time.to_string(), "2017-12-09T14:16:28.826Z");
/// assert_eq!("2017-12-09T15:16:28.826+01:00".parse(), Ok(time));
///
/// let error = Timestamp::from_millis(1_512_828_988).unwrap_err();
/// assert!(error.to_string().ends_with("it looks like a count of seconds"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// Why an integer, string or other value is not a [`Timestamp`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimestampError(Cause);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    /// An integer that is out of range, perhaps because its unit is wrong.
    Count(InvalidTime),
    /// A time outside the accepted range, in milliseconds, from a type that knows its unit.
    OutOfRange(i64),
    /// A string that is not in the format of RFC 3339.
    Syntax(InvalidFormat),
}

impl Timestamp {
    /// The earliest accepted time: 1973-03-03T09:46:40Z.
    pub const MIN: Self = Self(MIN_MILLIS);
    /// The latest accepted time: 9999-12-31T23:59:59.999Z.
    pub const MAX: Self = Self(MAX_MILLIS);

    /// Returns the time of the system's clock, clamped to the accepted range.
    #[cfg(feature = "std")]
    #[must_use]
    pub fn now() -> Self {
        let now = std::time::SystemTime::now();
        Self(system_millis(now).clamp(MIN_MILLIS, MAX_MILLIS))
    }

    /// Creates a time from seconds since 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// Returns an error outside the accepted range. It names the unit that the integer looks like.
    pub const fn from_secs(count: i64) -> Result<Self, TimestampError> {
        Self::from_count(count, Unit::Seconds)
    }

    /// Creates a time from milliseconds since 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// Returns an error outside the accepted range. It names the unit that the integer looks like.
    pub const fn from_millis(count: i64) -> Result<Self, TimestampError> {
        Self::from_count(count, Unit::Millis)
    }

    /// Creates a time from microseconds since 1970-01-01T00:00:00Z, rounding down to milliseconds.
    ///
    /// # Errors
    /// Returns an error outside the accepted range. It names the unit that the integer looks like.
    pub const fn from_micros(count: i64) -> Result<Self, TimestampError> {
        Self::from_count(count, Unit::Micros)
    }

    /// Creates a time from nanoseconds since 1970-01-01T00:00:00Z, rounding down to milliseconds.
    ///
    /// # Errors
    /// Returns an error outside the accepted range. It names the unit that the integer looks like.
    pub const fn from_nanos(count: i64) -> Result<Self, TimestampError> {
        Self::from_count(count, Unit::Nanos)
    }

    /// Creates a time from milliseconds that are known to be in range.
    pub(crate) const fn from_valid_millis(millis: i64) -> Self {
        Self(millis)
    }

    const fn from_count(count: i64, unit: Unit) -> Result<Self, TimestampError> {
        match unit.to_millis(count) {
            Ok(millis) => Ok(Self(millis)),
            Err(violation_kind) => Err(TimestampError(Cause::Count(violation_kind))),
        }
    }

    /// Creates a time from the milliseconds of another time type. Unlike an integer of the user, they cannot have the
    /// wrong unit.
    pub(crate) const fn from_exact_millis(millis: i64) -> Result<Self, TimestampError> {
        match Unit::Millis.to_millis(millis) {
            Ok(millis) => Ok(Self(millis)),
            Err(_) => Err(TimestampError(Cause::OutOfRange(millis))),
        }
    }

    /// Returns the milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }
}

/// Returns a time in milliseconds, rounded down and saturated to the range of `i64`.
#[cfg(feature = "std")]
fn system_millis(time: std::time::SystemTime) -> i64 {
    match time.duration_since(std::time::UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_millis()).unwrap_or(i64::MAX),
        Err(before) => {
            let millis = before.duration().as_nanos().div_ceil(1_000_000);
            i64::try_from(millis).map_or(i64::MIN, |millis| -millis)
        }
    }
}

/// Converts a time, rounding down to milliseconds.
#[cfg(feature = "std")]
impl TryFrom<std::time::SystemTime> for Timestamp {
    type Error = TimestampError;

    fn try_from(time: std::time::SystemTime) -> Result<Self, TimestampError> {
        Self::from_exact_millis(system_millis(time))
    }
}

/// Formats the time as RFC 3339 in UTC, with milliseconds: `2017-12-09T14:16:28.826Z`.
impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Date { year, month, day } = Date::from_days(self.0.div_euclid(MILLIS_PER_DAY));
        let millis = self.0.rem_euclid(MILLIS_PER_DAY);
        let (hour, minute) = (millis / 3_600_000, millis / 60_000 % 60);
        let (second, milli) = (millis / 1_000 % 60, millis % 1_000);
        write!(
            out,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z"
        )
    }
}

/// Parses RFC 3339 with any offset, rounding down to milliseconds. A space instead of `T` is accepted. A leap second (`:60`)
/// is rejected, since Unix time has none.
impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(string: &str) -> Result<Self, TimestampError> {
        match format::unix_date_time(string) {
            Ok(millis) => Self::from_exact_millis(millis),
            Err(error) => Err(TimestampError(Cause::Syntax(error))),
        }
    }
}

impl fmt::Display for TimestampError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Cause::Count(violation_kind) => violation_kind.describe(Message::new()).fmt(out),
            Cause::OutOfRange(MAX_MILLIS..) => {
                out.write_str("expected a time up to 9999-12-31T23:59:59.999Z, found a later one")
            }
            Cause::OutOfRange(millis) => {
                out.write_str(
                    "expected a time from 1973-03-03T09:46:40Z on, found an earlier one",
                )?;
                if *millis >= 0 {
                    out.write_str("; were seconds read as milliseconds?")?;
                }
                Ok(())
            }
            Cause::Syntax(error) => error.describe(Message::new(), false).fmt(out),
        }
    }
}

impl core::error::Error for TimestampError {}

/// Serializes as an integer of milliseconds.
#[cfg(feature = "serde")]
impl serde::Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(self.0)
    }
}

/// Deserializes from an integer of milliseconds.
#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let millis = i64::deserialize(from)?;
        Self::from_millis(millis).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn the_accepted_range_is_as_documented() {
        assert_eq!(Timestamp::MIN.to_string(), "1973-03-03T09:46:40.000Z");
        assert_eq!(Timestamp::MAX.to_string(), "9999-12-31T23:59:59.999Z");
        assert_eq!(Timestamp::MAX.to_string().parse(), Ok(Timestamp::MAX));
    }

    #[test]
    fn a_string_is_parsed_or_its_first_wrong_byte_reported() {
        let time = Timestamp::from_millis(1_512_828_988_826).unwrap();
        for string in [
            "2017-12-09T14:16:28.826Z",
            "2017-12-09t14:16:28.8269999999999z",
            "2017-12-09 14:16:28.826+00:00",
            "2017-12-09T16:46:28.826+02:30",
            "2017-12-08T23:16:28.826-15:00",
        ] {
            assert_eq!(string.parse(), Ok(time), "{string}");
        }
        for (string, at) in [
            ("2017", 4),
            ("2017-13-09T14:16:28Z", 5),
            ("2017-02-29T14:16:28Z", 8),
            ("2017-12-09X14:16:28Z", 10),
            ("2017-12-09T24:16:28Z", 11),
            ("2017-12-09T14:16:60Z", 17),
            ("2017-12-09T14:16:28.Z", 20),
            ("2017-12-09T14:16:28", 19),
            ("2017-12-09T14:16:28+1:00", 21),
            ("2017-12-09T14:16:28Z ", 20),
            ("+2017-12-09T14:16:28Z", 0),
        ] {
            let error = string.parse::<Timestamp>().unwrap_err();
            assert!(
                error
                    .to_string()
                    .contains(&alloc::format!(" byte {at}, found")),
                "{string}: {error}"
            );
        }
        assert!("1970-01-01T00:00:00Z".parse::<Timestamp>().is_err());
    }

    #[test]
    fn only_a_time_soon_after_1970_may_be_seconds_read_as_milliseconds() {
        for (string, is_seconds) in [
            ("1969-12-31T23:59:59.999Z", false),
            ("1970-01-01T00:00:00Z", true),
            ("1970-01-18T12:13:48.988Z", true),
        ] {
            let error = string.parse::<Timestamp>().unwrap_err().to_string();
            assert!(error.contains("found an earlier one"), "{error}");
            let has_advice = error.ends_with("; were seconds read as milliseconds?");
            assert_eq!(has_advice, is_seconds, "{string}: {error}");
        }
    }

    #[cfg(feature = "std")]
    #[test]
    fn a_system_time_is_rounded_down_and_never_wraps() {
        use std::time::{Duration, UNIX_EPOCH};
        let time = UNIX_EPOCH + Duration::from_nanos(1_512_828_988_826_999_999);
        assert_eq!(
            Timestamp::try_from(time).map(Timestamp::as_millis),
            Ok(1_512_828_988_826)
        );
        assert_eq!(system_millis(UNIX_EPOCH - Duration::from_nanos(1)), -1);
        if let Some(far) = UNIX_EPOCH.checked_add(Duration::from_secs(i64::MAX as u64)) {
            assert!(Timestamp::try_from(far).is_err());
        }
    }
}
