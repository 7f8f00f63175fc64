//! Counts of time: which ones are moments that an event can name, and which unit a wrong one looks like.
//!
//! The API takes Unix milliseconds (nanoseconds too) where its older pages, and every client before this one, sent
//! seconds. So a count is only taken within a window in which seconds, milliseconds, microseconds and nanoseconds of
//! our time cannot be mistaken for each other.

use crate::message::Message;

/// 1973-03-03T09:46:40Z, the first moment an event can name.
pub const MIN_MILLIS: i64 = 100_000_000_000;
/// 9999-12-31T23:59:59.999Z, the last moment an event can name.
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

/// A count that is no moment of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InvalidTime {
    /// The count as it was given.
    pub count: i64,
    /// The unit it was read in.
    pub unit: Unit,
}

impl Unit {
    /// Every unit, coarse to fine.
    pub const ALL: [Self; 4] = [Self::Seconds, Self::Millis, Self::Micros, Self::Nanos];

    /// `s`, `ms`, `us`, `ns`
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Seconds => "s",
            Self::Millis => "ms",
            Self::Micros => "us",
            Self::Nanos => "ns",
        }
    }

    /// `seconds`, `milliseconds`, `microseconds`, `nanoseconds`
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Seconds => "seconds",
            Self::Millis => "milliseconds",
            Self::Micros => "microseconds",
            Self::Nanos => "nanoseconds",
        }
    }

    /// The count in milliseconds, floored.
    ///
    /// # Errors
    /// The moment lies outside [`MIN_MILLIS`] to [`MAX_MILLIS`].
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
    /// The unit in which the count would be a moment between 1973 and 5138, if there is one. The four ranges are
    /// disjoint, so the answer is one.
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

    /// `1512828988 milliseconds is before 1973-03-03T09:46:40Z: it looks like seconds`
    #[must_use]
    pub const fn describe(&self, text: Message) -> Message {
        let text = text.number(self.count).push(" ").push(self.unit.name());
        let text = if self.count < self.unit.min() {
            text.push(" is before 1973-03-03T09:46:40Z, the first moment an event can name")
        } else {
            text.push(" is after 9999-12-31T23:59:59.999Z, the last moment an event can name")
        };
        match self.looks_like() {
            Some(unit) if unit as u8 != self.unit as u8 => {
                text.push("; it looks like a count of ").push(unit.name())
            }
            _ => text,
        }
    }
}

impl Unit {
    /// The first count in this unit that is a moment of an event.
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
    fn the_window_is_closed_on_both_sides() {
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
    fn each_unit_read_as_another_is_named() {
        let moment = [
            1_512_828_988,
            1_512_828_988_826,
            1_512_828_988_826_000,
            1_512_828_988_826_000_000,
        ];
        for (count, meant) in moment.into_iter().zip(Unit::ALL) {
            assert_eq!(
                InvalidTime {
                    count,
                    unit: Unit::Millis
                }
                .looks_like(),
                Some(meant)
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
    fn the_sentence_says_before_or_after() {
        let sentence = |count, unit| {
            alloc::string::ToString::to_string(
                &InvalidTime { count, unit }.describe(Message::new()),
            )
        };
        assert_eq!(
            sentence(1_512_828_988, Unit::Millis),
            "1512828988 milliseconds is before 1973-03-03T09:46:40Z, the first moment an event can name; \
             it looks like a count of seconds"
        );
        assert!(sentence(1_512_828_988_826, Unit::Seconds).contains(" is after 9999"));
        assert!(sentence(-5, Unit::Nanos).contains(" is before 1973"));
        assert!(sentence(i64::MAX, Unit::Millis).contains(" is after 9999"));
        assert!(sentence(1_512_828_988_826, Unit::Nanos).contains(" is before 1973"));
    }
}
