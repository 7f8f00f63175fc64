//! Timestamps as integers: their accepted range, and which unit a wrong one seems to be in.
//!
//! The API expects Unix milliseconds (and accepts nanoseconds), but its older pages and other clients use seconds. The
//! accepted range is chosen so that a present-day time in one unit is never in the range of another.

use crate::message::Message;

/// 1973-03-03T09:46:40Z, the earliest time that an event can have.
pub const MIN_MILLIS: i64 = 100_000_000_000;
/// 9999-12-31T23:59:59.999Z, the latest time that an event can have.
pub const MAX_MILLIS: i64 = 253_402_300_799_999;

/// The unit of a count since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// `"s"`
    Seconds,
    /// `"ms"`, the unit of the API
    Millis,
    /// `"us"`
    Micros,
    /// `"ns"`
    Nanos,
}

/// A timestamp outside the accepted range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InvalidTime {
    /// The count since 1970-01-01T00:00:00Z.
    pub count: i64,
    /// The unit of the count.
    pub unit: Unit,
}

impl Unit {
    /// Every unit, coarsest first.
    pub const ALL: [Self; 4] = [Self::Seconds, Self::Millis, Self::Micros, Self::Nanos];

    /// Returns `s`, `ms`, `us` or `ns`.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Seconds => "s",
            Self::Millis => "ms",
            Self::Micros => "us",
            Self::Nanos => "ns",
        }
    }

    /// Returns `seconds`, `milliseconds`, `microseconds` or `nanoseconds`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Seconds => "seconds",
            Self::Millis => "milliseconds",
            Self::Micros => "microseconds",
            Self::Nanos => "nanoseconds",
        }
    }

    /// Converts a count of this unit to milliseconds, rounding down.
    ///
    /// # Errors
    /// [`InvalidTime`], if the result is not within [`MIN_MILLIS`] to [`MAX_MILLIS`].
    #[inline]
    pub const fn to_millis(self, count: i64) -> Result<i64, InvalidTime> {
        let millis = match self {
            Self::Seconds => count.saturating_mul(1_000),
            Self::Millis => count,
            Self::Micros => count.div_euclid(1_000),
            Self::Nanos => count.div_euclid(1_000_000),
        };
        if millis < MIN_MILLIS || millis > MAX_MILLIS {
            return Err(InvalidTime { count, unit: self });
        }
        Ok(millis)
    }
}

impl InvalidTime {
    /// Returns the unit in which the count would be a time between 1973 and 5138. The ranges of the units do not overlap.
    #[must_use]
    pub const fn looks_like(&self) -> Option<Unit> {
        match self.count {
            100_000_000..100_000_000_000 => Some(Unit::Seconds),
            100_000_000_000..100_000_000_000_000 => Some(Unit::Millis),
            100_000_000_000_000..100_000_000_000_000_000 => Some(Unit::Micros),
            100_000_000_000_000_000.. => Some(Unit::Nanos),
            _ => None,
        }
    }

    /// Appends what is wrong: `1512828988 milliseconds is before 1973-03-03T09:46:40Z, …; it looks like a count of seconds`.
    #[must_use]
    pub const fn describe(&self, message: Message) -> Message {
        let message = message.number(self.count).push(" ").push(self.unit.name());
        let message = if self.count < self.unit.min() {
            message.push(" is before 1973-03-03T09:46:40Z, the earliest accepted time")
        } else {
            message.push(" is after 9999-12-31T23:59:59.999Z, the latest accepted time")
        };
        match self.looks_like() {
            Some(unit) if unit as u8 != self.unit as u8 => message
                .push("; it looks like a count of ")
                .push(unit.name()),
            _ => message,
        }
    }
}

impl Unit {
    /// Returns the smallest accepted count of this unit.
    const fn min(self) -> i64 {
        match self {
            Self::Seconds => MIN_MILLIS / 1_000,
            Self::Millis => MIN_MILLIS,
            Self::Micros => MIN_MILLIS * 1_000,
            Self::Nanos => MIN_MILLIS * 1_000_000,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_accepted_range_includes_both_ends() {
        for (count, inside) in [
            (MIN_MILLIS - 1, false),
            (MIN_MILLIS, true),
            (MAX_MILLIS, true),
            (MAX_MILLIS + 1, false),
            (i64::MIN, false),
            (i64::MAX, false),
            (0, false),
        ] {
            assert_eq!(Unit::Millis.to_millis(count).is_ok(), inside, "{count}");
        }
        assert_eq!(
            Unit::Seconds.to_millis(i64::MAX),
            Err(InvalidTime {
                count: i64::MAX,
                unit: Unit::Seconds
            })
        );
        assert_eq!(
            Unit::Nanos.to_millis(1_512_828_988_826_999_999),
            Ok(1_512_828_988_826)
        );
    }

    #[test]
    fn a_count_in_another_unit_is_recognized() {
        let counts = [
            1_512_828_988,
            1_512_828_988_826,
            1_512_828_988_826_000,
            1_512_828_988_826_000_000,
        ];
        for (count, unit) in counts.into_iter().zip(Unit::ALL) {
            assert_eq!(
                InvalidTime {
                    count,
                    unit: Unit::Millis
                }
                .looks_like(),
                Some(unit)
            );
        }
        assert_eq!(
            InvalidTime {
                count: -1,
                unit: Unit::Millis
            }
            .looks_like(),
            None
        );
    }

    #[test]
    fn the_message_says_before_or_after() {
        let message = |count, unit| {
            alloc::string::ToString::to_string(
                &InvalidTime { count, unit }.describe(Message::new()),
            )
        };
        assert_eq!(
            message(1_512_828_988, Unit::Millis),
            "1512828988 milliseconds is before 1973-03-03T09:46:40Z, the earliest accepted time; \
             it looks like a count of seconds"
        );
        assert!(message(1_512_828_988_826, Unit::Seconds).contains(" is after 9999"));
        assert!(message(-5, Unit::Nanos).contains(" is before 1973"));
        assert!(message(i64::MAX, Unit::Millis).contains(" is after 9999"));
        assert!(message(1_512_828_988_826, Unit::Nanos).contains(" is before 1973"));
    }
}
