//! Moments, in milliseconds since 1970-01-01T00:00:00Z.

use core::fmt;
use core::str::FromStr;
use voucher_definition::message::Message;
use voucher_definition::time::{InvalidTime, MAX_MILLIS, MIN_MILLIS, Unit};

const MILLIS_PER_DAY: i64 = 86_400_000;

/// A moment that an event can name: 1973-03-03T09:46:40Z to 9999-12-31T23:59:59.999Z, in milliseconds since
/// 1970-01-01T00:00:00Z, the unit of the API.
///
/// Within this window a count of seconds, milliseconds, microseconds or nanoseconds of our days can only be read as what
/// it is, so a wrong unit is an error that names the right one.
///
/// ```
/// use voucher_core::Timestamp;
///
/// let moment = Timestamp::from_millis(1_512_828_988_826).unwrap();
/// assert_eq!(moment.to_string(), "2017-12-09T14:16:28.826Z");
/// assert_eq!("2017-12-09T15:16:28.826+01:00".parse(), Ok(moment));
///
/// let error = Timestamp::from_millis(1_512_828_988).unwrap_err();
/// assert!(error.to_string().ends_with("it looks like a count of seconds"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// A count or a text that is no moment of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimestampError(Why);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    Outside(InvalidTime),
    /// A moment, in milliseconds, that was no count.
    Moment(i64),
    /// At this byte something else was expected.
    Text(usize, &'static str),
}

impl Timestamp {
    /// 1973-03-03T09:46:40Z
    pub const MIN: Self = Self(MIN_MILLIS);
    /// 9999-12-31T23:59:59.999Z
    pub const MAX: Self = Self(MAX_MILLIS);

    /// The moment of the system's clock. A clock that stands outside of the window reads as the window's end.
    #[cfg(feature = "std")]
    #[must_use]
    pub fn now() -> Self {
        let now = std::time::SystemTime::now();
        Self(system_millis(now).clamp(MIN_MILLIS, MAX_MILLIS))
    }

    /// From seconds.
    ///
    /// # Errors
    /// Outside of the window; the error names the unit that the count looks like.
    pub const fn from_secs(count: i64) -> Result<Self, TimestampError> {
        Self::from_count(count, Unit::Seconds)
    }

    /// From milliseconds.
    ///
    /// # Errors
    /// Outside of the window; the error names the unit that the count looks like.
    pub const fn from_millis(count: i64) -> Result<Self, TimestampError> {
        Self::from_count(count, Unit::Millis)
    }

    /// From microseconds; parts of a millisecond are floored.
    ///
    /// # Errors
    /// Outside of the window; the error names the unit that the count looks like.
    pub const fn from_micros(count: i64) -> Result<Self, TimestampError> {
        Self::from_count(count, Unit::Micros)
    }

    /// From nanoseconds; parts of a millisecond are floored.
    ///
    /// # Errors
    /// Outside of the window; the error names the unit that the count looks like.
    pub const fn from_nanos(count: i64) -> Result<Self, TimestampError> {
        Self::from_count(count, Unit::Nanos)
    }

    /// A moment that is known to be one.
    pub(crate) const fn within(millis: i64) -> Self {
        Self(millis)
    }

    const fn from_count(count: i64, unit: Unit) -> Result<Self, TimestampError> {
        match unit.to_millis(count) {
            Ok(millis) => Ok(Self(millis)),
            Err(violation_kind) => Err(TimestampError(Why::Outside(violation_kind))),
        }
    }

    /// A moment that another type holds, in milliseconds: no count of which the unit could be wrong.
    pub(crate) const fn from_moment(millis: i64) -> Result<Self, TimestampError> {
        match Unit::Millis.to_millis(millis) {
            Ok(millis) => Ok(Self(millis)),
            Err(_) => Err(TimestampError(Why::Moment(millis))),
        }
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }
}

/// Milliseconds, floored, and saturated where 64 bits don't hold them.
#[cfg(feature = "std")]
fn system_millis(time: std::time::SystemTime) -> i64 {
    match time.duration_since(std::time::UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_millis()).unwrap_or(i64::MAX),
        Err(before) => {
            let nanos = before.duration().as_nanos().div_ceil(1_000_000);
            i64::try_from(nanos).map_or(i64::MIN, |millis| -millis)
        }
    }
}

/// Parts of a millisecond are floored.
#[cfg(feature = "std")]
impl TryFrom<std::time::SystemTime> for Timestamp {
    type Error = TimestampError;

    fn try_from(time: std::time::SystemTime) -> Result<Self, TimestampError> {
        Self::from_moment(system_millis(time))
    }
}

/// A date of the Gregorian calendar. Years begin in March here, so that a leap day is a year's last.
#[derive(Clone, Copy)]
struct Date {
    year: i64,
    month: i64,
    day: i64,
}

impl Date {
    /// The date of a day counted from 1970-01-01, for any day of the years 0 to 9999.
    const fn from_days(days: i64) -> Self {
        // 400 years have 146 097 days; the first of these cycles begins on 0000-03-01, 719 468 days before 1970.
        let days = days + 719_468;
        let (cycle, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        // March to July, August to December, January and February: months of 31, 30, 31, 30, 31 days.
        let month = (5 * day + 2) / 153;
        let is_next = month >= 10;
        Self {
            year: cycle * 400 + year + is_next as i64,
            month: if is_next { month - 9 } else { month + 3 },
            day: day - (153 * month + 2) / 5 + 1,
        }
    }

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

/// RFC 3339, with milliseconds, in UTC: `2017-12-09T14:16:28.826Z`.
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

/// RFC 3339, with any offset; parts of a millisecond are floored. A leap second (`:60`) is refused, as a count of Unix
/// time has none.
impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        let mut reader = Reader {
            text: text.as_bytes(),
            at: 0,
        };
        let millis = reader.moment().map_err(TimestampError)?;
        Self::from_moment(millis)
    }
}

/// A text of RFC 3339, and how far it is read.
struct Reader<'t> {
    text: &'t [u8],
    at: usize,
}

impl Reader<'_> {
    fn moment(&mut self) -> Result<i64, Why> {
        let mut date = Date {
            year: self.number(4, 0, 9999, "a year of four digits")?,
            month: 1,
            day: 1,
        };
        self.one_of(b"-", "`-`")?;
        date.month = self.number(2, 1, 12, "a month, 01 to 12,")?;
        self.one_of(b"-", "`-`")?;
        date.day = self.number(2, 1, date.days_in_month(), "a day of that month")?;
        self.one_of(b"Tt ", "`T`")?;
        let hour = self.number(2, 0, 23, "an hour, 00 to 23,")?;
        self.one_of(b":", "`:`")?;
        let minute = self.number(2, 0, 59, "a minute, 00 to 59,")?;
        self.one_of(b":", "`:`")?;
        let second = self.number(2, 0, 59, "a second, 00 to 59,")?;
        let milli = self.fraction()?;
        let offset = self.offset()?;
        if self.at < self.text.len() {
            return Err(self.expected("the end"));
        }
        let seconds = date.days() * 86_400 + hour * 3_600 + minute * 60 + second;
        Ok((seconds - offset * 60) * 1_000 + milli)
    }

    fn number(
        &mut self,
        digits: usize,
        least: i64,
        most: i64,
        what: &'static str,
    ) -> Result<i64, Why> {
        let mut number = 0;
        for at in self.at..self.at + digits {
            match self.text.get(at) {
                Some(digit @ b'0'..=b'9') => number = number * 10 + i64::from(digit - b'0'),
                _ => return Err(self.expected(what)),
            }
        }
        if number < least || number > most {
            return Err(self.expected(what));
        }
        self.at += digits;
        Ok(number)
    }

    fn one_of(&mut self, bytes: &[u8], what: &'static str) -> Result<u8, Why> {
        match self.text.get(self.at) {
            Some(byte) if bytes.contains(byte) => {
                self.at += 1;
                Ok(*byte)
            }
            _ => Err(self.expected(what)),
        }
    }

    /// Milliseconds of a fraction, if there is one.
    fn fraction(&mut self) -> Result<i64, Why> {
        if self.text.get(self.at) != Some(&b'.') {
            return Ok(0);
        }
        self.at += 1;
        let mut milli = self.number(1, 0, 9, "a digit")? * 100;
        let mut weight = 10;
        while let Some(digit @ b'0'..=b'9') = self.text.get(self.at) {
            milli += i64::from(digit - b'0') * weight;
            weight /= 10;
            self.at += 1;
        }
        Ok(milli)
    }

    /// Minutes east of UTC.
    fn offset(&mut self) -> Result<i64, Why> {
        let sign = match self.one_of(b"Zz+-", "`Z` or an offset")? {
            b'+' => 1,
            b'-' => -1,
            _ => return Ok(0),
        };
        let hours = self.number(2, 0, 23, "an hour, 00 to 23,")?;
        self.one_of(b":", "`:`")?;
        let minutes = self.number(2, 0, 59, "a minute, 00 to 59,")?;
        Ok(sign * (hours * 60 + minutes))
    }

    fn expected(&self, what: &'static str) -> Why {
        Why::Text(self.at, what)
    }
}

impl fmt::Display for TimestampError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Why::Outside(violation_kind) => violation_kind.describe(Message::new()).fmt(out),
            Why::Moment(MAX_MILLIS..) => out.write_str(
                "a moment after 9999-12-31T23:59:59.999Z, the last one an event can name",
            ),
            Why::Moment(millis) => {
                out.write_str(
                    "a moment before 1973-03-03T09:46:40Z, the first one an event can name",
                )?;
                if *millis >= 0 {
                    out.write_str("; was a count of seconds read as milliseconds?")?;
                }
                Ok(())
            }
            Why::Text(at, what) => write!(
                out,
                "no time of RFC 3339: {what} must stand at byte {at}, as in `2017-12-09T14:16:28.826Z`"
            ),
        }
    }
}

impl core::error::Error for TimestampError {}

/// As integer milliseconds.
#[cfg(feature = "serde")]
impl serde::Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(self.0)
    }
}

/// From integer milliseconds.
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
    fn a_day_is_its_date_and_back() {
        for days in MIN_MILLIS / MILLIS_PER_DAY..=MAX_MILLIS / MILLIS_PER_DAY {
            let date = Date::from_days(days);
            assert_eq!(date.days(), days);
            assert!((1..=date.days_in_month()).contains(&date.day), "{days}");
        }
    }

    #[test]
    fn the_window_is_shown_as_its_docs_say() {
        assert_eq!(Timestamp::MIN.to_string(), "1973-03-03T09:46:40.000Z");
        assert_eq!(Timestamp::MAX.to_string(), "9999-12-31T23:59:59.999Z");
        assert_eq!(Timestamp::MAX.to_string().parse(), Ok(Timestamp::MAX));
    }

    #[test]
    fn a_text_is_read_or_its_first_wrong_byte_named() {
        let moment = Timestamp::from_millis(1_512_828_988_826).unwrap();
        for text in [
            "2017-12-09T14:16:28.826Z",
            "2017-12-09t14:16:28.8269999999999z",
            "2017-12-09 14:16:28.826+00:00",
            "2017-12-09T16:46:28.826+02:30",
            "2017-12-08T23:16:28.826-15:00",
        ] {
            assert_eq!(text.parse(), Ok(moment), "{text}");
        }
        for (text, at) in [
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
            let error = text.parse::<Timestamp>().unwrap_err();
            assert!(
                error.to_string().contains(&alloc::format!("byte {at},")),
                "{text}: {error}"
            );
        }
        assert!("1970-01-01T00:00:00Z".parse::<Timestamp>().is_err());
    }

    #[cfg(feature = "std")]
    #[test]
    fn a_system_time_is_floored_and_never_wraps() {
        use std::time::{Duration, UNIX_EPOCH};
        let moment = UNIX_EPOCH + Duration::from_nanos(1_512_828_988_826_999_999);
        assert_eq!(
            Timestamp::try_from(moment).map(Timestamp::as_millis),
            Ok(1_512_828_988_826)
        );
        assert_eq!(system_millis(UNIX_EPOCH - Duration::from_nanos(1)), -1);
        if let Some(far) = UNIX_EPOCH.checked_add(Duration::from_secs(i64::MAX as u64)) {
            assert!(Timestamp::try_from(far).is_err());
        }
    }
}
