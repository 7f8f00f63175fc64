//! Dates are formatted and parsed as by jiff.

use voucher_core::{TimeField, Timestamp};
use voucher_definition::Date;

const DAY: i64 = 86_400_000;
/// The last time that jiff supports. It leaves room for offsets, so it does not cover the last day of 9999.
const LAST: i64 = 253_402_207_200_000;

#[test]
fn every_day_is_formatted_as_jiff_formats_it_and_parsed_back() {
    let (first, last) = (Timestamp::MIN.as_millis() / DAY, LAST / DAY);
    for day in first..=last {
        // A different time on each day: the step is coprime to the length of a day.
        let time = day * 7_654_321 % DAY;
        let millis =
            (day * DAY + time).clamp(Timestamp::MIN.as_millis(), Timestamp::MAX.as_millis());
        let ours = Timestamp::from_millis(millis).unwrap();
        let theirs = jiff::Timestamp::from_millisecond(millis).unwrap();
        let string = ours.to_string();
        assert_eq!(string, format!("{theirs:.3}"));
        assert_eq!(string.parse(), Ok(ours));
        assert_eq!(TimeField::timestamp(&theirs), Ok(ours));
    }
}

/// The calendar of jiff also has the last day, for which it has no `Timestamp`.
#[test]
fn every_day_of_ten_thousand_years_has_the_date_of_jiff() {
    let mut expected = jiff::civil::date(0, 1, 1);
    let mut days = -719_528;
    loop {
        let date = Date::from_days(days);
        let [year, month, day] = [
            expected.year(),
            expected.month().into(),
            expected.day().into(),
        ];
        assert_eq!(
            [date.year, date.month, date.day],
            [year, month, day].map(i64::from)
        );
        assert_eq!(date.days(), days);
        assert_eq!(date.days_in_month(), i64::from(expected.days_in_month()));
        // The first or the last moment of the day.
        let (millis, time) = match days % 2 {
            0 => (0, "00:00:00.000"),
            _ => (DAY - 1, "23:59:59.999"),
        };
        let string = format!("{expected}T{time}Z");
        match Timestamp::from_millis(days * DAY + millis) {
            Ok(timestamp) => {
                assert_eq!(timestamp.to_string(), string);
                assert_eq!(string.parse(), Ok(timestamp));
            }
            Err(_) => assert!(string.parse::<Timestamp>().is_err(), "{string}"),
        }
        match expected.tomorrow() {
            Ok(next) => expected = next,
            Err(_) => break,
        }
        days += 1;
    }
    assert_eq!(days, Timestamp::MAX.as_millis() / DAY);
}

/// jiff accepts more than RFC 3339: an offset without minutes or of a whole day, a time without seconds.
#[test]
fn any_time_is_parsed_as_jiff_parses_it() {
    let dates = [
        "2024-02-29",
        "2023-02-29",
        "1999-12-31",
        "2000-01-01",
        "2100-02-29",
        "9998-12-31",
        "2024-00-10",
        "2024-1-10",
    ];
    let times = &[
        "T00:00:00",
        "t23:59:59",
        " 12:30:15.5",
        "T12:30:15.123456789",
        "T24:00:00",
        "T12:60:00",
        "T12:30",
        "T12:30:15.",
    ];
    let zones = &[
        "Z", "z", "+00:00", "-00:00", "+23:59", "-12:30", "+24:00", "", "+05", "Zx",
    ];
    let mut read = 0;
    for string in dates.iter().flat_map(|date| {
        times
            .iter()
            .flat_map(move |time| zones.iter().map(move |zone| format!("{date}{time}{zone}")))
    }) {
        if let Ok(ours) = string.parse::<Timestamp>() {
            let theirs: jiff::Timestamp = string
                .parse()
                .unwrap_or_else(|error| panic!("{string}: {error}"));
            assert_eq!(TimeField::timestamp(&theirs), Ok(ours), "{string}");
            read += 1;
        } else if let (Ok(theirs), false) = (
            string.parse::<jiff::Timestamp>(),
            string.contains("+05") || string.contains("+24"),
        ) {
            let is_outside = TimeField::timestamp(&theirs).is_err();
            assert!(
                is_outside || string.contains("T12:30") && !string.contains("T12:30:"),
                "{string}"
            );
        }
    }
    assert_eq!(read, 4 * 4 * 6);
}
