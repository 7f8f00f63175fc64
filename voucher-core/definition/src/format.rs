//! The formats of JSON Schema that are checked: `date-time`, `date` and `uuid`.

use crate::calendar::Date;
use crate::const_str::character_at;
use crate::message::Message;

/// A value of the keyword `format` that is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A date and time with an offset, as in RFC 3339: `date-time` of its grammar.
    DateTime,
    /// A date, as in RFC 3339: `full-date` of its grammar.
    Date,
    /// A UUID in its hyphenated form, in any case.
    Uuid,
}

/// Why a string does not have a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InvalidFormat {
    /// The format.
    pub format: Format,
    /// Offset in bytes; the length of the string if it ends too early.
    pub at: usize,
    /// What is expected at that offset.
    pub expected: &'static str,
    /// What is at that offset.
    pub found: Found,
}

/// What was found instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Found {
    /// A character.
    Character(char),
    /// A number of two digits that is out of range.
    Number(i64),
    /// The end of the string.
    End,
}

impl Format {
    /// Returns the format as the keyword `format` has it.
    #[must_use]
    pub const fn keyword(self) -> &'static str {
        match self {
            Self::DateTime => "date-time",
            Self::Date => "date",
            Self::Uuid => "uuid",
        }
    }

    /// Returns a string that has the format.
    #[must_use]
    pub const fn example(self) -> &'static str {
        match self {
            Self::DateTime => "2026-11-28T10:00:00Z",
            Self::Date => "2026-11-28",
            Self::Uuid => "67e55044-10b1-426f-9247-bb680e5fe0c8",
        }
    }

    /// Checks whether a string has the format.
    ///
    /// # Errors
    /// The first offset at which it does not.
    pub const fn check(self, text: &str) -> Result<(), InvalidFormat> {
        match self {
            Self::DateTime => match date_time(text) {
                Ok(_) => Ok(()),
                Err(error) => Err(error),
            },
            Self::Date => match date(text) {
                Ok(_) => Ok(()),
                Err(error) => Err(error),
            },
            Self::Uuid => uuid(text),
        }
    }
}

/// Parses a `date-time` of RFC 3339, and returns its Unix time in milliseconds, rounded down. A leap second is the first
/// second of the next day.
///
/// # Errors
/// The first offset at which the string does not have the format. A leap second must be `23:59:60` in UTC.
pub const fn date_time(text: &str) -> Result<i64, InvalidFormat> {
    Reader::new(Format::DateTime, text).date_time(b"Tt", 60)
}

/// Parses a `date-time` like [`date_time`], but accepts a space instead of `T`, and no leap second, which Unix time does not
/// have.
///
/// # Errors
/// The first offset at which the string does not have the format.
pub const fn unix_date_time(text: &str) -> Result<i64, InvalidFormat> {
    Reader::new(Format::DateTime, text).date_time(b"Tt ", 59)
}

/// Parses a `full-date` of RFC 3339.
///
/// # Errors
/// The first offset at which the string does not have the format.
pub const fn date(text: &str) -> Result<Date, InvalidFormat> {
    let mut reader = Reader::new(Format::Date, text);
    match reader.date() {
        Ok(date) => match reader.end() {
            Ok(()) => Ok(date),
            Err(error) => Err(error),
        },
        Err(error) => Err(error),
    }
}

/// Checks whether a string is a UUID in its hyphenated form.
///
/// # Errors
/// The first offset at which it is not.
pub const fn uuid(text: &str) -> Result<(), InvalidFormat> {
    let mut reader = Reader::new(Format::Uuid, text);
    while reader.at < 36 {
        let byte = reader.peek();
        if matches!(reader.at, 8 | 13 | 18 | 23) {
            if !matches!(byte, Some(b'-')) {
                return Err(reader.error("`-`"));
            }
        } else if !matches!(byte, Some(b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F')) {
            return Err(reader.error("a hexadecimal digit"));
        }
        reader.at += 1;
    }
    reader.end()
}

/// A string, and the offset up to which it has been read.
struct Reader<'t> {
    format: Format,
    text: &'t str,
    at: usize,
}

/// `?`, which is not available in a const context.
macro_rules! try_const {
    ($result:expr) => {
        match $result {
            Ok(value) => value,
            Err(error) => return Err(error),
        }
    };
}

impl<'t> Reader<'t> {
    const fn new(format: Format, text: &'t str) -> Self {
        let at = 0;
        Self { format, text, at }
    }

    /// Reads a date and time with an offset up to the end of the string, and returns its Unix time in milliseconds.
    const fn date_time(
        &mut self,
        separators: &[u8],
        max_second: i64,
    ) -> Result<i64, InvalidFormat> {
        let date = try_const!(self.date());
        try_const!(self.one_of(separators, "`T`"));
        let hour = try_const!(self.hour());
        try_const!(self.one_of(b":", "`:`"));
        let minute = try_const!(self.minute());
        try_const!(self.one_of(b":", "`:`"));
        let second_at = self.at;
        let expected = if max_second == 60 {
            "a second (00 to 59, or 60 at 23:59 UTC)"
        } else {
            "a second (00 to 59)"
        };
        let second = try_const!(self.number(2, 0, max_second, expected));
        let milli = try_const!(self.fraction());
        let offset = try_const!(self.offset());
        try_const!(self.end());
        let minutes = hour * 60 + minute - offset;
        if second == 60 && minutes.rem_euclid(MINUTES_PER_DAY) != MINUTES_PER_DAY - 1 {
            return Err(self.out_of_range(second_at, second, expected));
        }
        let seconds = (date.days() * MINUTES_PER_DAY + minutes) * 60 + second;
        Ok(seconds * 1_000 + milli)
    }

    const fn date(&mut self) -> Result<Date, InvalidFormat> {
        let year = try_const!(self.number(4, 0, 9999, "a year of four digits"));
        try_const!(self.one_of(b"-", "`-`"));
        let month = try_const!(self.number(2, 1, 12, "a month (01 to 12)"));
        try_const!(self.one_of(b"-", "`-`"));
        let mut date = Date {
            year,
            month,
            day: 1,
        };
        date.day = try_const!(self.number(2, 1, date.days_in_month(), "a day of that month"));
        Ok(date)
    }

    const fn hour(&mut self) -> Result<i64, InvalidFormat> {
        self.number(2, 0, 23, "an hour (00 to 23)")
    }

    const fn minute(&mut self) -> Result<i64, InvalidFormat> {
        self.number(2, 0, 59, "a minute (00 to 59)")
    }

    /// Reads the fraction of a second, if there is one, and returns it in milliseconds.
    const fn fraction(&mut self) -> Result<i64, InvalidFormat> {
        if !matches!(self.peek(), Some(b'.')) {
            return Ok(0);
        }
        self.at += 1;
        let mut milli = try_const!(self.number(1, 0, 9, "a digit")) * 100;
        let mut weight = 10;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            milli += (digit - b'0') as i64 * weight;
            weight /= 10;
            self.at += 1;
        }
        Ok(milli)
    }

    /// Reads an offset, and returns it in minutes east of UTC.
    const fn offset(&mut self) -> Result<i64, InvalidFormat> {
        let sign = match try_const!(self.one_of(b"Zz+-", "`Z` or an offset like `+01:00`")) {
            b'+' => 1,
            b'-' => -1,
            _ => return Ok(0),
        };
        let hour = try_const!(self.hour());
        try_const!(self.one_of(b":", "`:`"));
        let minute = try_const!(self.minute());
        Ok(sign * (hour * 60 + minute))
    }

    /// Reads a number with this many digits.
    const fn number(
        &mut self,
        digits: usize,
        min: i64,
        max: i64,
        expected: &'static str,
    ) -> Result<i64, InvalidFormat> {
        let (start, mut number) = (self.at, 0);
        while self.at < start + digits {
            match self.peek() {
                Some(digit @ b'0'..=b'9') => number = number * 10 + (digit - b'0') as i64,
                _ if self.at == start => return Err(self.error(expected)),
                _ => return Err(self.error("a digit")),
            }
            self.at += 1;
        }
        if number < min || number > max {
            return Err(self.out_of_range(start, number, expected));
        }
        Ok(number)
    }

    /// Reads one of these bytes.
    const fn one_of(&mut self, bytes: &[u8], expected: &'static str) -> Result<u8, InvalidFormat> {
        if let Some(found) = self.peek() {
            let mut at = 0;
            while at < bytes.len() {
                if bytes[at] == found {
                    self.at += 1;
                    return Ok(found);
                }
                at += 1;
            }
        }
        Err(self.error(expected))
    }

    /// Checks whether the string has been read.
    const fn end(&self) -> Result<(), InvalidFormat> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.error("the end of the string")),
        }
    }

    const fn peek(&self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        if self.at < bytes.len() {
            Some(bytes[self.at])
        } else {
            None
        }
    }

    #[cold]
    const fn error(&self, expected: &'static str) -> InvalidFormat {
        InvalidFormat {
            format: self.format,
            at: self.at,
            expected,
            found: match character_at(self.text, self.at) {
                Some(character) => Found::Character(character),
                None => Found::End,
            },
        }
    }

    #[cold]
    const fn out_of_range(&self, at: usize, number: i64, expected: &'static str) -> InvalidFormat {
        InvalidFormat {
            format: self.format,
            at,
            expected,
            found: Found::Number(number),
        }
    }
}

const MINUTES_PER_DAY: i64 = 24 * 60;

impl InvalidFormat {
    /// Appends what is wrong: ``expected `T` at byte 10, found a space; write it like `2026-11-28T10:00:00Z` ``. Of a sensitive
    /// value, only the offset is shown.
    #[must_use]
    pub const fn describe(&self, message: Message, sensitive: bool) -> Message {
        let message = message.push("expected ").push(self.expected);
        let message = match self.found {
            Found::End if self.at == 0 => message,
            _ => message.push(" at byte ").count(self.at),
        };
        let message = match self.found {
            Found::End if self.at == 0 => message.push(", found an empty string"),
            Found::End => message.push(", found the end of the string"),
            Found::Character(_) | Found::Number(_) if sensitive => message,
            Found::Character(found) => message.push(", found ").character(found),
            Found::Number(number) => {
                let message = message.push(", found `");
                let message = if number < 10 {
                    message.push("0")
                } else {
                    message
                };
                message.number(number).push("`")
            }
        };
        let message = message.push("; write it like `");
        message.push(self.format.example()).push("`")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::{String, ToString};

    fn message(format: Format, text: &str) -> String {
        match format.check(text) {
            Ok(()) => String::from("valid"),
            Err(error) => error.describe(Message::new(), false).to_string(),
        }
    }

    #[test]
    fn valid_strings_are_accepted() {
        for (format, strings) in [
            (
                Format::DateTime,
                &[
                    "0000-01-01T00:00:00Z",
                    "9999-12-31T23:59:59.999999999999z",
                    "2024-02-29t12:00:00-00:00",
                    "2000-02-29T12:00:00+23:59",
                    "1990-12-31T23:59:60Z",
                    "1990-12-31T15:59:60.5-08:00",
                    "1991-01-01T00:29:60+00:30",
                    "1963-06-19T08:30:06.283185Z",
                ][..],
            ),
            (
                Format::Date,
                &["0000-02-29", "9999-12-31", "2020-04-30", "2400-02-29"],
            ),
            (
                Format::Uuid,
                &[
                    "00000000-0000-0000-0000-000000000000",
                    "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
                    "F81D4FAE-7dec-F1D0-a765-00a0c91e6bf6",
                ],
            ),
        ] {
            assert_eq!(format.check(format.example()), Ok(()));
            for text in strings {
                assert_eq!(format.check(text), Ok(()), "{text}");
            }
        }
    }

    #[test]
    fn a_message_says_what_was_expected_and_found_at_which_byte() {
        for (format, text, expected) in [
            (
                Format::DateTime,
                "",
                "expected a year of four digits, found an empty string; write it like `2026-11-28T10:00:00Z`",
            ),
            (
                Format::DateTime,
                "2017-12-09 14:16:28Z",
                "expected `T` at byte 10, found a space; write it like `2026-11-28T10:00:00Z`",
            ),
            (
                Format::DateTime,
                "2017-12-09",
                "expected `T` at byte 10, found the end of the string; write it like `2026-11-28T10:00:00Z`",
            ),
            (
                Format::DateTime,
                "2017-12-09T14:16:60Z",
                "expected a second (00 to 59, or 60 at 23:59 UTC) at byte 17, found `60`; write it like `2026-11-28T10:00:00Z`",
            ),
            (
                Format::DateTime,
                "2017-12-09T14:16:28",
                "expected `Z` or an offset like `+01:00` at byte 19, found the end of the string; write it like `2026-11-28T10:00:00Z`",
            ),
            (
                Format::Date,
                "2017-00-09",
                "expected a month (01 to 12) at byte 5, found `00`; write it like `2026-11-28`",
            ),
            (
                Format::Date,
                "2017-12-09T14:16:28Z",
                "expected the end of the string at byte 10, found `T`; write it like `2026-11-28`",
            ),
            (
                Format::Uuid,
                "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
                "expected a hexadecimal digit at byte 0, found `{`; write it like `67e55044-10b1-426f-9247-bb680e5fe0c8`",
            ),
            (
                Format::Uuid,
                "f81d4fae7dec11d0a76500a0c91e6bf6",
                "expected `-` at byte 8, found `7`; write it like `67e55044-10b1-426f-9247-bb680e5fe0c8`",
            ),
        ] {
            assert_eq!(message(format, text), expected, "{text}");
        }
    }

    #[test]
    fn an_error_is_at_the_first_wrong_byte() {
        for (format, text, at) in [
            (Format::DateTime, "+2017-12-09T14:16:28Z", 0),
            (Format::DateTime, "2O17-12-09T14:16:28Z", 1),
            (Format::DateTime, "2017", 4),
            (Format::DateTime, "2017-1-09T14:16:28Z", 6),
            (Format::DateTime, "2017-13-09T14:16:28Z", 5),
            (Format::DateTime, "2017-02-29T14:16:28Z", 8),
            (Format::DateTime, "2017-12-09T24:16:28Z", 11),
            (Format::DateTime, "2017-12-09T23:58:60Z", 17),
            (Format::DateTime, "2017-12-09T23:59:60+00:01", 17),
            (Format::DateTime, "2017-12-09T23:59:61Z", 17),
            (Format::DateTime, "2017-12-09T14:16Z", 16),
            (Format::DateTime, "2017-12-09T14:16:28,5Z", 19),
            (Format::DateTime, "2017-12-09T14:16:28.Z", 20),
            (Format::DateTime, "2017-12-09T14:16:28.5", 21),
            (Format::DateTime, "2017-12-09T14:16:28+1:00", 21),
            (Format::DateTime, "2017-12-09T14:16:28+24:00", 20),
            (Format::DateTime, "2017-12-09T14:16:28+01:60", 23),
            (Format::DateTime, "2017-12-09T14:16:28+0100", 22),
            (Format::DateTime, "2017-12-09T14:16:28Z ", 20),
            (Format::DateTime, "2017-12-09T14:16:28Z[UTC]", 20),
            (Format::DateTime, "1963-06-1\u{9ea}T00:00:00Z", 9),
            (Format::Date, "", 0),
            (Format::Date, "1900-02-29", 8),
            (Format::Date, "2017-04-31", 8),
            (Format::Date, "2017-12-00", 8),
            (Format::Date, "20171209", 4),
            (Format::Date, "2017-12-09Z", 10),
            (Format::Date, "12017-12-09", 4),
            (Format::Date, "-2017-12-09", 0),
            (Format::Uuid, "f81d4fae-7dec-11d0-a765-00a0c91e6bf", 35),
            (Format::Uuid, "f81d4fae-7dec-11d0-a765-00a0c91e6bf6f", 36),
            (Format::Uuid, "f81d4fae-7dec-11d0-a765-00a0c91e6bfg", 35),
            (
                Format::Uuid,
                "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
                0,
            ),
        ] {
            assert_eq!(
                format.check(text).map_err(|error| error.at),
                Err(at),
                "{text}"
            );
        }
    }

    #[test]
    fn a_date_time_is_converted_to_utc_and_rounded_down() {
        for (text, millis) in [
            ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T23:59:59.9999Z", -1),
            ("1970-01-01T01:00:00.0019+01:00", 1),
            ("1969-12-31T23:59:60Z", 0),
            (
                "0000-01-01T00:00:00+23:59",
                -62_167_219_200_000 - 86_340_000,
            ),
            (
                "9999-12-31T23:59:59.999-23:59",
                253_402_300_799_999 + 86_340_000,
            ),
        ] {
            assert_eq!(date_time(text), Ok(millis), "{text}");
        }
        assert_eq!(unix_date_time("1970-01-01 00:00:00Z"), Ok(0));
        assert!(unix_date_time("1969-12-31T23:59:60Z").is_err());
    }

    #[test]
    fn of_a_sensitive_value_only_the_offset_is_shown() {
        for text in ["2017-12-x9", "2017-12-32"] {
            let error = date(text).unwrap_err();
            let message = error.describe(Message::new(), true).to_string();
            let expected = "expected a day of that month at byte 8; write it like `2026-11-28`";
            assert_eq!(message, expected);
        }
    }
}
