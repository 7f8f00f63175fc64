//! A point in time with the precision and the offset of a type of another crate, as it is written.

use core::fmt;
use voucher_definition::Date;

const NANOS_PER_SECOND: u32 = 1_000_000_000;
const SECONDS_PER_DAY: i64 = 86_400;

/// A point in time, which `Display` writes in the format of RFC 3339: with `Z` in UTC, and without a fraction of zero. A year
/// outside 0 to 9999 is written in a way that is not in this format.
pub(crate) struct PointInTime {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub(crate) seconds: i64,
    /// From 1 000 000 000 on, they are in the leap second that follows the second.
    pub(crate) nanos: u32,
    /// Seconds east of UTC. RFC 3339 has no seconds of an offset, so they are added to the time instead.
    pub(crate) offset: i32,
}

impl PointInTime {
    /// Returns the point in time of nanoseconds since 1970-01-01T00:00:00Z.
    #[cfg(any(feature = "std", feature = "jiff", feature = "time"))]
    pub(crate) fn from_nanos(nanos: i128, offset: i32) -> Self {
        let seconds = nanos.div_euclid(NANOS_PER_SECOND.into());
        let saturated = if nanos < 0 { i64::MIN } else { i64::MAX };
        Self {
            seconds: i64::try_from(seconds).unwrap_or(saturated),
            nanos: u32::try_from(nanos.rem_euclid(NANOS_PER_SECOND.into())).unwrap_or_default(),
            offset,
        }
    }
}

impl fmt::Display for PointInTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let offset = self.offset / 60;
        let local = self.seconds.saturating_add(i64::from(offset) * 60);
        let Date { year, month, day } = Date::from_days(local.div_euclid(SECONDS_PER_DAY));
        let second = local.rem_euclid(SECONDS_PER_DAY);
        let (hour, minute) = (second / 3_600, second / 60 % 60);
        let second = second % 60 + i64::from(self.nanos / NANOS_PER_SECOND);
        write!(
            out,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
        )?;
        let (mut fraction, mut digits) = (self.nanos % NANOS_PER_SECOND, 9);
        if fraction > 0 {
            while fraction % 10 == 0 {
                (fraction, digits) = (fraction / 10, digits - 1);
            }
            write!(out, ".{fraction:0digits$}")?;
        }
        if offset == 0 {
            return out.write_str("Z");
        }
        let sign = if offset < 0 { '-' } else { '+' };
        let offset = offset.unsigned_abs();
        write!(out, "{sign}{:02}:{:02}", offset / 60, offset % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::PointInTime;
    use alloc::string::ToString;
    use voucher_definition::format::date_time;

    #[test]
    fn a_point_in_time_is_written_as_rfc_3339() {
        for (seconds, nanos, offset, expected) in [
            (0, 0, 0, "1970-01-01T00:00:00Z"),
            (-1, 999_999_999, 0, "1969-12-31T23:59:59.999999999Z"),
            (1_512_828_988, 826_000_000, 0, "2017-12-09T14:16:28.826Z"),
            (
                1_512_828_988,
                1,
                3_600,
                "2017-12-09T15:16:28.000000001+01:00",
            ),
            (1_512_828_988, 0, -12_600, "2017-12-09T10:46:28-03:30"),
            (-62_167_219_200, 0, 0, "0000-01-01T00:00:00Z"),
            (253_402_300_799, 0, 0, "9999-12-31T23:59:59Z"),
            // A leap second.
            (
                915_148_799,
                1_500_000_000,
                3_600,
                "1999-01-01T00:59:60.5+01:00",
            ),
            // An offset with seconds, as before time zones.
            (-2_000_000_000, 0, 1_172, "1906-08-16T20:45:40+00:19"),
            (-2_000_000_000, 0, -75, "1906-08-16T20:25:40-00:01"),
            (-2_000_000_000, 0, -59, "1906-08-16T20:26:40Z"),
        ] {
            let point = PointInTime {
                seconds,
                nanos,
                offset,
            };
            let written = point.to_string();
            assert_eq!(written, expected);
            let millis = seconds * 1_000 + i64::from(nanos / 1_000_000);
            assert_eq!(date_time(&written), Ok(millis), "{written}");
        }
    }

    #[test]
    fn a_year_outside_the_format_is_not_in_the_format() {
        for seconds in [-62_167_219_201, 253_402_300_800, i64::MIN, i64::MAX] {
            for offset in [0, 86_399, -86_399] {
                let point = PointInTime {
                    seconds,
                    nanos: 0,
                    offset,
                };
                let written = point.to_string();
                let is_outside = offset == 0 || seconds.unsigned_abs() > 1 << 60;
                assert!(!is_outside || date_time(&written).is_err(), "{written}");
            }
        }
    }
}
