//! Times in milliseconds since 1970-01-01T00:00:00Z.

use core::fmt;
use core::str::FromStr;
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
    /// What was expected at this byte of a string.
    Syntax(usize, &'static str),
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

/// A date in the Gregorian calendar.
#[derive(Clone, Copy)]
struct Date {
    year: i64,
    month: i64,
    day: i64,
}

impl Date {
    /// Returns the date of a day counted from 1970-01-01, for the years 0 to 9999.
    ///
    /// The computation counts years from March, so that a leap day is the last day of a year.
    const fn from_days(days: i64) -> Self {
        // 400 years are a cycle of 146 097 days. The first one starts on 0000-03-01, 719 468 days before 1970.
        let days = days + 719_468;
        let (cycle, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        // From March on, the lengths of the months repeat every five months: 31, 30, 31, 30, 31 days.
        let month = (5 * day + 2) / 153;
        let is_next = month >= 10;
        Self {
            year: cycle * 400 + year + is_next as i64,
            month: if is_next { month - 9 } else { month + 3 },
            day: day - (153 * month + 2) / 5 + 1,
        }
    }

    /// Returns the number of days since 1970-01-01.
    const fn days(self) -> i64 {
        let year = self.year - (self.month < 3) as i64;
        let month = (self.month + 9) % 12;
        let (cycle, year) = (year.div_euclid(400), year.rem_euclid(400));
        let day = 365 * year + year / 4 - year / 100 + (153 * month + 2) / 5 + self.day - 1;
        cycle * 146_097 + day - 719_468
    }

    const fn days_in_month(self) -> i64 {
        let is_leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        match self.month {
            2 => 28 + is_leap as i64,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
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

/// Parses RFC 3339 with any offset, rounding down to milliseconds. A leap second (`:60`) is rejected, since Unix time
/// has none.
impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(string: &str) -> Result<Self, TimestampError> {
        let mut reader = Reader {
            bytes: string.as_bytes(),
            at: 0,
        };
        let millis = reader.millis().map_err(TimestampError)?;
        Self::from_exact_millis(millis)
    }
}

/// A string in the format of RFC 3339, and the position up to which it has been read.
struct Reader<'s> {
    bytes: &'s [u8],
    at: usize,
}

impl Reader<'_> {
    /// Reads a time, and returns it in milliseconds.
    fn millis(&mut self) -> Result<i64, Cause> {
        let mut date = Date {
            year: self.number(4, 0, 9999, "a year of four digits")?,
            month: 1,
            day: 1,
        };
        self.one_of(b"-", "`-`")?;
        date.month = self.number(2, 1, 12, "a month (01 to 12)")?;
        self.one_of(b"-", "`-`")?;
        date.day = self.number(2, 1, date.days_in_month(), "a day of that month")?;
        self.one_of(b"Tt ", "`T`")?;
        let hour = self.number(2, 0, 23, "an hour (00 to 23)")?;
        self.one_of(b":", "`:`")?;
        let minute = self.number(2, 0, 59, "a minute (00 to 59)")?;
        self.one_of(b":", "`:`")?;
        let second = self.number(2, 0, 59, "a second (00 to 59)")?;
        let milli = self.fraction()?;
        let offset = self.offset()?;
        if self.at < self.bytes.len() {
            return Err(self.error("the end"));
        }
        let seconds = date.days() * 86_400 + hour * 3_600 + minute * 60 + second;
        Ok((seconds - offset * 60) * 1_000 + milli)
    }

    /// Reads a number with this many digits.
    fn number(
        &mut self,
        digits: usize,
        min: i64,
        max: i64,
        expected: &'static str,
    ) -> Result<i64, Cause> {
        let mut number = 0;
        for at in self.at..self.at + digits {
            match self.bytes.get(at) {
                Some(digit @ b'0'..=b'9') => number = number * 10 + i64::from(digit - b'0'),
                _ => return Err(self.error(expected)),
            }
        }
        if number < min || number > max {
            return Err(self.error(expected));
        }
        self.at += digits;
        Ok(number)
    }

    /// Reads one of these bytes.
    fn one_of(&mut self, bytes: &[u8], expected: &'static str) -> Result<u8, Cause> {
        match self.bytes.get(self.at) {
            Some(byte) if bytes.contains(byte) => {
                self.at += 1;
                Ok(*byte)
            }
            _ => Err(self.error(expected)),
        }
    }

    /// Reads the fraction of a second, if there is one, and returns it in milliseconds.
    fn fraction(&mut self) -> Result<i64, Cause> {
        if self.bytes.get(self.at) != Some(&b'.') {
            return Ok(0);
        }
        self.at += 1;
        let mut milli = self.number(1, 0, 9, "a digit")? * 100;
        let mut weight = 10;
        while let Some(digit @ b'0'..=b'9') = self.bytes.get(self.at) {
            milli += i64::from(digit - b'0') * weight;
            weight /= 10;
            self.at += 1;
        }
        Ok(milli)
    }

    /// Reads an offset, and returns it in minutes east of UTC.
    fn offset(&mut self) -> Result<i64, Cause> {
        let sign = match self.one_of(b"Zz+-", "`Z` or an offset")? {
            b'+' => 1,
            b'-' => -1,
            _ => return Ok(0),
        };
        let hours = self.number(2, 0, 23, "an hour (00 to 23)")?;
        self.one_of(b":", "`:`")?;
        let minutes = self.number(2, 0, 59, "a minute (00 to 59)")?;
        Ok(sign * (hours * 60 + minutes))
    }

    /// Returns the error for an unexpected byte.
    fn error(&self, expected: &'static str) -> Cause {
        Cause::Syntax(self.at, expected)
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
            Cause::Syntax(at, expected) => write!(
                out,
                "expected {expected} at byte {at} of an RFC 3339 time like `2017-12-09T14:16:28.826Z`"
            ),
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
    fn days_and_dates_convert_to_each_other() {
        for days in MIN_MILLIS / MILLIS_PER_DAY..=MAX_MILLIS / MILLIS_PER_DAY {
            let date = Date::from_days(days);
            assert_eq!(date.days(), days);
            assert!((1..=date.days_in_month()).contains(&date.day), "{days}");
        }
    }

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
            ("", 0),
            ("2017", 4),
            ("2017-13-09T14:16:28Z", 5),
            ("2017-02-29T14:16:28Z", 8),
            ("2017-12-09X14:16:28Z", 10),
            ("2017-12-09T24:16:28Z", 11),
            ("2017-12-09T14:16:60Z", 17),
            ("2017-12-09T14:16:28.Z", 20),
            ("2017-12-09T14:16:28", 19),
            ("2017-12-09T14:16:28+1:00", 20),
            ("2017-12-09T14:16:28Z ", 20),
            ("+2017-12-09T14:16:28Z", 0),
        ] {
            let error = string.parse::<Timestamp>().unwrap_err();
            assert!(
                error.to_string().contains(&alloc::format!("byte {at} ")),
                "{string}: {error}"
            );
        }
        assert!("1970-01-01T00:00:00Z".parse::<Timestamp>().is_err());
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
