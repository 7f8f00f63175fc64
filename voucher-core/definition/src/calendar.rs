//! Dates in the Gregorian calendar.

/// A date in the Gregorian calendar, in the years 0 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// 0 to 9999
    pub year: i64,
    /// 1 to 12
    pub month: i64,
    /// 1 to 31
    pub day: i64,
}

impl Date {
    /// Returns the date of a day counted from 1970-01-01.
    ///
    /// The computation counts years from March, so that a leap day is the last day of a year.
    #[must_use]
    pub const fn from_days(days: i64) -> Self {
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
    #[must_use]
    pub const fn days(self) -> i64 {
        let year = self.year - (self.month < 3) as i64;
        let month = (self.month + 9) % 12;
        let (cycle, year) = (year.div_euclid(400), year.rem_euclid(400));
        let day = 365 * year + year / 4 - year / 100 + (153 * month + 2) / 5 + self.day - 1;
        cycle * 146_097 + day - 719_468
    }

    /// Returns the number of days of the date's month.
    #[must_use]
    pub const fn days_in_month(self) -> i64 {
        let is_leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        match self.month {
            2 => 28 + is_leap as i64,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn days_and_dates_convert_to_each_other() {
        let date = |year, month, day| Date { year, month, day };
        assert_eq!(Date::from_days(0), date(1970, 1, 1));
        let (first, last) = (date(0, 1, 1).days(), date(9999, 12, 31).days());
        assert_eq!((first, last), (-719_528, 2_932_896));
        let mut expected = date(0, 1, 1);
        for days in first..=last {
            let found = Date::from_days(days);
            assert_eq!((found, found.days()), (expected, days));
            expected.day += 1;
            if expected.day > expected.days_in_month() {
                (expected.month, expected.day) = (expected.month + 1, 1);
            }
            if expected.month > 12 {
                (expected.year, expected.month) = (expected.year + 1, 1);
            }
        }
    }
}
