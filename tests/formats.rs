//! Strings with the formats `date-time`, `date` and `uuid` are written by types that fit, checked at run time and in constants, and
//! described by `schema()`.

use serde_json::{Value, json};
use std::borrow::Cow;
use std::fmt;
use std::time::{Duration, UNIX_EPOCH};
use uuid::Uuid;
use voucher_core::{
    DateField, DateTimeField, EnumField, RavelinEvent, Rule, TextField, Timestamp, UuidField,
    Violations,
};

const ID: Uuid = Uuid::from_u128(0x67e5_5044_10b1_426f_9247_bb68_0e5f_e0c8);
const ID_TEXT: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";
const NANOS: i128 = 1_512_828_988_826_999_999;

/// A booking with fields of any type.
#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/booking.json", timestamp = now)]
struct Booking<S, D, G> {
    id: Uuid,
    start: S,
    day: D,
    guest: G,
}

/// Returns the members of a booking.
fn members(
    start: impl DateTimeField,
    day: impl DateField,
    guest: impl UuidField,
) -> Result<Value, Violations> {
    let id = ID;
    let booking = Booking {
        id,
        start,
        day,
        guest,
    };
    booking.validate()?;
    let mut body: Value = serde_json::from_str(&booking.to_json()?).unwrap();
    body.as_object_mut().unwrap().remove("timestamp");
    Ok(body)
}

fn start(start: impl DateTimeField) -> String {
    let day = jiff::civil::date(2024, 2, 29);
    let body = members(start, day, ID).unwrap();
    assert_eq!(body["day"], "2024-02-29");
    assert_eq!(body["guest"], ID_TEXT);
    String::from(body["start"].as_str().unwrap())
}

fn day(day: impl DateField) -> Result<String, Rule> {
    let body = members(Timestamp::MIN, day, ID).map_err(|found| found.first().rule())?;
    Ok(String::from(body["day"].as_str().unwrap()))
}

#[test]
fn a_point_in_time_keeps_its_precision_and_its_offset() {
    let utc = "2017-12-09T14:16:28.826999999Z";
    let jiff = jiff::Timestamp::from_nanosecond(NANOS).unwrap();
    assert_eq!(start(jiff), utc);
    let tokyo = jiff::tz::TimeZone::fixed(jiff::tz::offset(9));
    let zoned = jiff.to_zoned_datetime(tokyo);
    assert_eq!(start(&zoned), "2017-12-09T23:16:28.826999999+09:00");

    let chrono = chrono::DateTime::from_timestamp_nanos(NANOS.try_into().unwrap());
    assert_eq!(start(chrono), utc);
    let west = chrono::FixedOffset::west_opt(12_600).unwrap();
    let fixed = chrono.with_timezone(&west);
    assert_eq!(
        start(Box::new(fixed)),
        "2017-12-09T10:46:28.826999999-03:30"
    );

    let time = time::OffsetDateTime::from_unix_timestamp_nanos(NANOS).unwrap();
    assert_eq!(start(time), utc);
    let offset = time::UtcOffset::from_hms(-3, -30, 0).unwrap();
    assert_eq!(
        start(time.to_offset(offset)),
        "2017-12-09T10:46:28.826999999-03:30"
    );

    let system = UNIX_EPOCH + Duration::from_nanos(NANOS.try_into().unwrap());
    assert_eq!(start(system), utc);
    let before = UNIX_EPOCH - Duration::from_nanos(1);
    assert_eq!(start(before), "1969-12-31T23:59:59.999999999Z");

    let ours = Timestamp::from_millis(1_512_828_988_826).unwrap();
    assert_eq!(start(ours), "2017-12-09T14:16:28.826Z");
    assert_eq!(
        start(Cow::Owned::<Timestamp>(Timestamp::MIN)),
        "1973-03-03T09:46:40Z"
    );
}

/// Every type writes what its crate reads again.
#[test]
fn a_written_point_in_time_is_the_same_in_each_crate() {
    for nanos in [0, 1, -1, NANOS, -NANOS, 1_000, 253_402_207_199_999_999_999] {
        let jiff = jiff::Timestamp::from_nanosecond(nanos).unwrap();
        for seconds in [0, 3_600, -3_600, 45_240, -12_600, 86_340, -86_340] {
            let offset = jiff::tz::Offset::from_seconds(seconds).unwrap();
            let zoned = jiff.to_zoned_datetime(jiff::tz::TimeZone::fixed(offset));
            let time = time::OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap();
            let offset = time::UtcOffset::from_whole_seconds(seconds).unwrap();
            let written = start(time.to_offset(offset));
            assert_eq!(start(zoned), written);
            assert_eq!(written.parse::<jiff::Timestamp>().unwrap(), jiff);
            let fixed = chrono::FixedOffset::east_opt(seconds).unwrap();
            if let Ok(nanos) = i64::try_from(nanos) {
                let chrono = chrono::DateTime::from_timestamp_nanos(nanos).with_timezone(&fixed);
                assert_eq!(start(chrono), written);
                assert_eq!(chrono::DateTime::parse_from_rfc3339(&written), Ok(chrono));
            }
        }
    }
}

#[test]
fn a_leap_second_of_chrono_is_written_as_one() {
    let time = chrono::NaiveDate::from_ymd_opt(1998, 12, 31).unwrap();
    let time = time.and_hms_milli_opt(23, 59, 59, 1_500).unwrap().and_utc();
    assert_eq!(start(time), "1998-12-31T23:59:60.5Z");
}

#[test]
fn dates_of_each_crate_are_written() {
    assert_eq!(day(jiff::civil::date(5, 1, 2)), Ok("0005-01-02".into()));
    let date = chrono::NaiveDate::from_ymd_opt(9_999, 12, 31).unwrap();
    assert_eq!(day(date), Ok("9999-12-31".into()));
    let date = time::Date::from_calendar_date(2024, time::Month::February, 29).unwrap();
    assert_eq!(day(date), Ok("2024-02-29".into()));
    for outside in [chrono::NaiveDate::MAX, chrono::NaiveDate::MIN] {
        assert_eq!(day(outside), Err(Rule::Format));
    }
    assert_eq!(day(jiff::civil::Date::MIN), Err(Rule::Format));
}

/// Any string of the user.
struct Newtype(Option<&'static str>);

impl Newtype {
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0.ok_or(fmt::Error)?)
    }
}

impl DateTimeField for Newtype {
    fn date_time(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(out)
    }
}

impl DateField for Newtype {
    fn date(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(out)
    }
}

impl UuidField for Newtype {
    fn uuid(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(out)
    }
}

#[test]
fn what_a_newtype_writes_is_checked() {
    let newtype = |text| Newtype(Some(text));
    let upper = "67E55044-10B1-426F-9247-BB680E5FE0C8";
    let body = members(
        newtype("2026-11-28t10:00:00z"),
        newtype("2026-11-28"),
        newtype(upper),
    );
    let expected = json!({ "start": "2026-11-28t10:00:00z", "day": "2026-11-28", "guest": upper });
    assert_eq!(body.unwrap(), expected);
    let body = members(newtype("2026-11-28"), newtype("28.11.2026"), newtype(""));
    assert_eq!(
        body.unwrap_err().to_string(),
        "/start (Booking.start): expected `T` at byte 10, found the end of the string; write it like `2026-11-28T10:00:00Z`\n\
         /day (Booking.day): expected a digit at byte 2, found `.`; write it like `2026-11-28`\n\
         /guest (Booking.guest): expected a hexadecimal digit, found an empty string; write it like \
         `67e55044-10b1-426f-9247-bb680e5fe0c8`"
    );
    let violations = members(Newtype(None), Newtype(None), Newtype(None)).unwrap_err();
    let expected = ["DateTimeField", "DateField", "UuidField"];
    for (violation, expected) in violations.iter().zip(expected) {
        assert_eq!(violation.rule(), Rule::Check);
        let message = format!("its `{expected}` returned an error, so the string cannot be sent");
        assert_eq!(violation.message(), message);
    }
    assert_eq!(violations.len(), 3);
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/booking.json")]
struct Texts<'t, T: TextField> {
    id: &'t str,
    timestamp: String,
    start: Option<Cow<'t, str>>,
    #[ravelin(with = lower)]
    day: &'t str,
    guest: Box<str>,
    birthday: Option<T>,
    moments: Vec<String>,
    days: [&'t str; 2],
    guests: Option<&'t [Uuid]>,
    email: Option<String>,
    short: Option<Timestamp>,
}

fn lower(text: &&str) -> String {
    text.to_lowercase()
}

fn as_strings<'t>() -> Texts<'t, &'t str> {
    Texts {
        id: ID_TEXT,
        timestamp: "2017-12-09T15:16:28.8269999+01:00".into(),
        start: None,
        day: "2026-11-28",
        guest: ID_TEXT.into(),
        birthday: Some("1999-12-31"),
        moments: vec!["2026-11-28T10:00:00Z".into()],
        days: ["2026-11-28", "2026-11-29"],
        guests: Some(&[ID]),
        email: Some("not checked".into()),
        short: Timestamp::from_secs(1_512_828_988).ok(),
    }
}

#[test]
fn strings_are_checked_and_sent_unchanged() {
    let json = as_strings().to_json().unwrap();
    assert_eq!(
        serde_json::from_str::<Value>(&json).unwrap(),
        json!({
            "timestamp": "2017-12-09T15:16:28.8269999+01:00", "day": "2026-11-28", "guest": ID_TEXT, "birthday": "1999-12-31",
            "moments": ["2026-11-28T10:00:00Z"], "days": ["2026-11-28", "2026-11-29"], "guests": [ID_TEXT],
            "email": "not checked", "short": "2017-12-09T14:16:28Z",
        })
    );
    let wrong = Texts {
        id: "7",
        start: Some("yesterday".into()),
        birthday: Some("1999-12-32"),
        moments: vec!["2026-11-28T10:00:00Z".into(), "2026-11-28T24:00:00Z".into()],
        days: ["2026-11-28", "2026-02-29"],
        short: Some(Timestamp::MAX),
        ..as_strings()
    };
    assert_eq!(
        wrong.validate().unwrap_err().to_string(),
        "/:id (Texts.id): expected a hexadecimal digit at byte 1, found the end of the string; write it like \
         `67e55044-10b1-426f-9247-bb680e5fe0c8`\n\
         /start (Texts.start): expected a year of four digits at byte 0, found `y`; write it like `2026-11-28T10:00:00Z`\n\
         /birthday (Texts.birthday): expected a day of that month at byte 8; write it like `2026-11-28`\n\
         /moments/1 (Texts.moments): expected an hour (00 to 23) at byte 11, found `24`; write it like `2026-11-28T10:00:00Z`\n\
         /days/1 (Texts.days): expected a day of that month at byte 8, found `29`; write it like `2026-11-28`\n\
         /short (Texts.short): expected at most 20 characters, found 24"
    );
}

#[test]
fn the_timestamp_is_the_time_of_the_event() {
    let millis = Timestamp::from_millis(1_512_828_988_826).unwrap();
    let prepared = as_strings().prepare().unwrap();
    assert_eq!(prepared.timestamp(), Some(millis));
    assert_eq!(prepared.path(), format!("/v2/booking/{ID_TEXT}"));
    assert!(prepared.backfill().is_ok());
    // A time that our own type cannot represent is sent, too.
    let early = Texts {
        timestamp: "1900-01-01T00:00:00Z".into(),
        ..as_strings()
    };
    assert_eq!(early.prepare().unwrap().timestamp(), None);

    let booking = Booking {
        id: ID,
        start: millis,
        day: jiff::civil::date(2017, 12, 9),
        guest: ID,
    };
    let mut body = Vec::new();
    booking.encode_at(&mut body, millis).unwrap();
    let body: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(body["timestamp"], "2017-12-09T14:16:28.826Z");
    let prepared = booking.prepare().unwrap();
    assert!(prepared.timestamp() > Some(millis) && prepared.is_now());
}

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/booking.json",
    constant(
        id = ID_TEXT,
        timestamp = TIME,
        day = FirstDay,
        guest = "67e55044-10b1-426f-9247-bb680e5fe0c8",
        start = START
    )
)]
struct Constants {
    #[ravelin(unix = "s")]
    short: Option<i64>,
}

/// An enum whose values are dates.
struct FirstDay;

impl EnumField for FirstDay {
    const VALUES: &'static [&'static str] = &["2024-02-29"];

    fn value(&self) -> &'static str {
        "2024-02-29"
    }
}

const TIME: Timestamp = Timestamp::MIN;
const START: &str = "1998-12-31T15:59:60-08:00";

#[test]
fn constants_are_strings_or_timestamps_and_an_integer_has_a_unit() {
    let constants = |short| Constants { short: Some(short) };
    let json = constants(1_512_828_988).to_json().unwrap();
    let body: Value = serde_json::from_str(&json).unwrap();
    let expected = json!({
        "timestamp": "1973-03-03T09:46:40Z", "day": "2024-02-29", "guest": ID_TEXT, "start": START,
        "short": "2017-12-09T14:16:28Z",
    });
    assert_eq!(body, expected);
    let violations = constants(1_512_828_988_826).validate().unwrap_err();
    assert_eq!(violations.first().rule(), Rule::Time);
}

#[test]
fn the_schema_has_the_formats() {
    let schema: Value = serde_json::from_str(&Texts::<&str>::schema()).unwrap();
    let date_time = json!({ "type": "string", "format": "date-time" });
    let properties = &schema["properties"];
    for (name, format) in [
        ("timestamp", "date-time"),
        ("day", "date"),
        ("guest", "uuid"),
    ] {
        assert_eq!(properties[name]["type"], "string");
        assert_eq!(properties[name]["format"], format);
    }
    assert_eq!(properties["moments"]["items"], date_time);
    assert_eq!(properties["short"]["maxLength"], 20);
    let constants: Value = serde_json::from_str(&Constants::schema()).unwrap();
    let constant = |name: &str| constants["properties"][name].clone();
    assert_eq!(constant("guest")["const"], ID_TEXT);
    assert_eq!(constant("timestamp")["const"], "1973-03-03T09:46:40Z");
}

#[test]
fn nothing_is_allocated() {
    #[derive(RavelinEvent)]
    #[ravelin(definition = "definitions/kinds.json")]
    struct Kinds<'k, S> {
        date_time: S,
        date: jiff::civil::Date,
        uuid: Uuid,
        date_times: [&'k str; 1],
    }
    let kinds = Kinds {
        date_time: jiff::Timestamp::UNIX_EPOCH,
        date: jiff::civil::date(2017, 12, 9),
        uuid: ID,
        date_times: ["2017-12-09T14:16:28.826999999+09:00"],
    };
    let mut out = Vec::with_capacity(8_192);
    kinds.encode(&mut out).unwrap();
    out.clear();
    let cost = allocation_counter::measure(|| {
        kinds.validate().unwrap();
        kinds.encode(&mut out).unwrap();
    });
    assert_eq!(cost.count_total, 0);
}
