//! The formats `date-time`, `date` and `uuid` are checked as by the JSON Schema test suite, by the crate `jsonschema`, and by
//! jiff and the crate `uuid`, which also accept other forms. The strings are random: valid, or valid but for one or two
//! mistakes.

use jsonschema::Validator;
use regex::Regex;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use voucher_core::RavelinEvent;
use voucher_definition::format::{date, date_time};
use voucher_definition::{Definition, Format, read};
use voucher_judges::violations;

/// A generator of random numbers, the same in each run.
struct Random(u64);

impl Random {
    /// Returns a number below `end`, by the algorithm `SplitMix64`.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ mixed >> 31) % end as u64).unwrap()
    }

    fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// Returns a date that exists, or nearly does.
    fn date(&mut self) -> String {
        let any = self.below(10_000);
        let year = self.one_of(&[0, 4, 1900, 1970, 2000, 2023, 2024, 9999, any, any]);
        let month = self.one_of(&[1, 2, 2, 4, 6, 7, 9, 11, 12, 12, 0, 13]);
        let any = self.below(31) + 1;
        let day = self.one_of(&[28, 29, 30, 31, any, any, any, 1, 0, 32]);
        match self.below(20) {
            0 => format!("{year:04}{month:02}{day:02}"),
            1 => format!("+{year:06}-{month:02}-{day:02}"),
            _ => format!("{year:04}-{month:02}-{day:02}"),
        }
    }

    fn date_time(&mut self) -> String {
        let date = self.date();
        let separator = self.one_of(&["T", "T", "T", "T", "t", " "]);
        let (hour, minute) = (self.below(25), self.below(61));
        let (hour, minute) = self.one_of(&[(23, 59), (0, 29), (hour, minute)]);
        let any = self.below(60);
        let second = self.one_of(&[any, any, 0, 59, 60, 60, 61]);
        let digits = self.below(12);
        let fraction: String = (0..digits).map(|_| self.one_of(&['0', '5', '9'])).collect();
        let fraction = if fraction.is_empty() {
            fraction
        } else {
            format!("{}{fraction}", self.one_of(&[".", ".", ".", ","]))
        };
        let (offset_hour, offset_minute) = (self.below(26), self.below(61));
        let sign = self.one_of(&['+', '-']);
        let offset = self.one_of(&["Z", "z", "", "number", "number", "+00:30", "-00:00"]);
        let offset = match offset {
            "number" => format!("{sign}{offset_hour:02}:{offset_minute:02}"),
            _ => String::from(offset),
        };
        let annotation = self.one_of(&["", "", "", "", "", "[UTC]"]);
        format!("{date}{separator}{hour:02}:{minute:02}:{second:02}{fraction}{offset}{annotation}")
    }

    fn uuid(&mut self) -> String {
        let digits = |random: &mut Self, count: usize| -> String {
            let digits = b"0123456789abcdefABCDEF";
            (0..count)
                .map(|_| char::from(random.one_of(digits)))
                .collect()
        };
        let groups = [8, 4, 4, 4, 12].map(|count| digits(self, count));
        let separator = self.one_of(&["-", "-", "-", "-", "-", ""]);
        let uuid = groups.join(separator);
        let [before, after] =
            self.one_of(&[["", ""], ["", ""], ["", ""], ["{", "}"], ["urn:uuid:", ""]]);
        format!("{before}{uuid}{after}")
    }

    /// Returns a string of the format, with up to two mistakes.
    fn text(&mut self, format: Format) -> String {
        let mut text = match format {
            Format::DateTime => self.date_time(),
            Format::Date => self.date(),
            Format::Uuid => self.uuid(),
        };
        for _ in 0..self.one_of(&[0, 0, 0, 1, 1, 2]) {
            let mut characters: Vec<_> = text.chars().collect();
            let at = self.below(characters.len().max(1));
            let other = self.below(characters.len().max(1));
            let inserted = self.one_of(&[
                '0', '1', '2', '6', '9', 'a', 'F', 'g', '-', '+', ':', '.', ',', 'T', 'Z', ' ',
                '\n', '\0', '/', '\u{660}', '\u{2212}', '[',
            ]);
            match self.below(5) {
                0 => characters.insert(at, inserted),
                _ if characters.is_empty() => {}
                1 => characters[at] = inserted,
                2 => drop(characters.remove(at)),
                3 => characters.swap(at, other),
                _ => characters.truncate(at),
            }
            text = characters.into_iter().collect();
        }
        text
    }
}

const CASES: usize = 300_000;

/// Returns random strings, the same for each test.
fn strings(format: Format) -> impl Iterator<Item = String> {
    let mut random = Random(format as u64);
    (0..CASES).map(move |_| random.text(format))
}

#[test]
fn the_crate_jsonschema_agrees_on_every_string() {
    for format in [Format::DateTime, Format::Date, Format::Uuid] {
        let schema = json!({ "type": "string", "format": format.keyword() });
        let options = jsonschema::options().should_validate_formats(true);
        let theirs: Validator = options.build(&schema).unwrap();
        let mut valid = 0;
        for text in strings(format) {
            let ours = format.check(&text).is_ok();
            let text = Value::from(text);
            assert_eq!(ours, theirs.is_valid(&text), "{text}");
            valid += usize::from(ours);
        }
        // Enough of both.
        assert!(
            (CASES / 20..CASES * 2 / 3).contains(&valid),
            "{format:?}: {valid}"
        );
    }
}

#[derive(RavelinEvent)]
#[ravelin(definition = "../definitions/kinds.json")]
struct Kinds<'k> {
    date_time: Option<&'k str>,
    date: Option<&'k str>,
    uuids: [&'k str; 1],
}

#[test]
fn the_encoder_and_the_run_time_validator_agree_on_every_string() {
    let file = include_bytes!("../../definitions/kinds.json");
    let definition: &Definition = read(file).unwrap().leak();
    let id = Format::Uuid.example();
    for format in [Format::DateTime, Format::Date, Format::Uuid] {
        for text in strings(format).take(CASES / 10) {
            let of = |other: Format| (other == format).then_some(&*text);
            let kinds = Kinds {
                date_time: of(Format::DateTime),
                date: of(Format::Date),
                uuids: [of(Format::Uuid).unwrap_or(id)],
            };
            let name = match format {
                Format::DateTime => "dateTime",
                Format::Date => "date",
                Format::Uuid => "uuids",
            };
            let mut body = json!({ "uuids": [id] });
            body[name] = if name == "uuids" {
                json!([text])
            } else {
                json!(text)
            };
            match kinds.to_json() {
                Ok(json) => assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), body),
                Err(found) => {
                    let expected = violations(definition.check(&body));
                    assert_eq!(violations(Err(found)), expected, "{text}");
                    continue;
                }
            }
            assert!(definition.check(&body).is_ok(), "{text}");
        }
    }
}

/// Why a string that jiff accepts does not have the format, and a pattern of such strings.
const JIFF_ACCEPTS: [(&str, &str); 9] = [
    ("a space instead of `T`", r"^[-+0-9]+ "),
    ("an annotation with a time zone", r"\[.*\]$"),
    ("a comma instead of a point", r","),
    ("any leap second", r":60"),
    (
        "a year of six digits with a sign",
        r"^[-+]\d{6}-?\d\d-?\d\d",
    ),
    ("a date without hyphens", r"^\d{8}"),
    (
        "a time without seconds, or without colons",
        r"^[-+0-9]+[Tt ]\d\d(:\d\d)?([^:]|$)",
    ),
    (
        "an offset without minutes, without a colon or with seconds",
        r"[-+]\d\d(\d\d|:\d\d:.*)?(\[.*)?$",
    ),
    ("an offset of 24 or 25 hours", r"[-+]2[45]"),
];

/// Checks that each string belongs to a class, and that each class has a string.
fn check_classes(differences: &[String], classes: &[(&str, &str)]) {
    let classes = classes
        .iter()
        .map(|(class, pattern)| (*class, Regex::new(pattern).unwrap()));
    let classes: Vec<_> = classes.collect();
    let mut found = BTreeMap::new();
    for text in differences {
        let class = classes.iter().find(|(_, pattern)| pattern.is_match(text));
        let (class, _) = class.unwrap_or_else(|| panic!("{text:?} is in no class"));
        *found.entry(*class).or_insert(0) += 1;
    }
    assert_eq!(found.len(), classes.len(), "{found:?}");
}

/// Why jiff rejects a string that has the format, and a pattern of such strings.
const JIFF_REJECTS: [(&str, &str); 2] = [
    ("a fraction of more than nine digits", r"\.\d{10}"),
    // jiff's last time leaves room for offsets.
    ("the end of the year 9999", r"^9999-12-3"),
];

#[test]
fn jiff_reads_the_same_time_and_accepts_other_forms() {
    let (mut accepted, mut rejected) = (Vec::new(), Vec::new());
    for text in strings(Format::DateTime) {
        match (date_time(&text), text.parse::<jiff::Timestamp>()) {
            // jiff reads the second before a leap second, we read the one after it.
            (Ok(ours), Ok(theirs)) if text.contains(":60") => {
                assert_eq!(ours, millis(theirs) + 1_000, "{text}");
            }
            (Ok(ours), Ok(theirs)) => assert_eq!(ours, millis(theirs), "{text}"),
            (Ok(_), Err(_)) => rejected.push(text),
            (Err(_), Ok(_)) => accepted.push(text),
            (Err(_), Err(_)) => {}
        }
    }
    check_classes(&accepted, &JIFF_ACCEPTS);
    check_classes(&rejected, &JIFF_REJECTS);
}

/// Returns a time in milliseconds, rounded down.
fn millis(time: jiff::Timestamp) -> i64 {
    time.as_nanosecond()
        .div_euclid(1_000_000)
        .try_into()
        .unwrap()
}

/// jiff reads a date from a date and time, too.
const JIFF_ACCEPTS_DATES: [(&str, &str); 3] = [
    (
        "a year of six digits with a sign",
        r"^[-+]\d{6}-?\d\d-?\d\d",
    ),
    ("a date without hyphens", r"^\d{8}"),
    ("a date and time", r"^\d{4}-\d\d-\d\d[Tt ]"),
];

#[test]
fn jiff_reads_the_same_date_and_accepts_other_forms() {
    let mut differences = Vec::new();
    for text in strings(Format::Date).chain(strings(Format::DateTime)) {
        match (date(&text), text.parse::<jiff::civil::Date>()) {
            (Ok(ours), Ok(theirs)) => {
                let theirs = (
                    theirs.year().into(),
                    theirs.month().into(),
                    theirs.day().into(),
                );
                assert_eq!((ours.year, ours.month, ours.day), theirs, "{text}");
            }
            (Ok(_), Err(error)) => panic!("{text}: {error}"),
            (Err(_), Ok(_)) => differences.push(text),
            (Err(_), Err(_)) => {}
        }
    }
    check_classes(&differences, &JIFF_ACCEPTS_DATES);
}

/// The other forms that the crate `uuid` accepts.
const UUID_ACCEPTS: [(&str, &str); 3] = [
    ("without hyphens", r"^[0-9a-fA-F]{32}$"),
    ("in braces", r"^\{.*\}$"),
    ("a URN", r"^(?i)urn:uuid:"),
];

#[test]
fn the_crate_uuid_accepts_the_same_hyphenated_strings_and_other_forms() {
    let mut differences = Vec::new();
    for text in strings(Format::Uuid) {
        match (Format::Uuid.check(&text), uuid::Uuid::try_parse(&text)) {
            (Ok(()), Ok(uuid)) => assert_eq!(uuid.to_string(), text.to_lowercase()),
            (Ok(()), Err(error)) => panic!("{text}: {error}"),
            (Err(_), Ok(_)) => differences.push(text),
            (Err(_), Err(_)) => {}
        }
    }
    check_classes(&differences, &UUID_ACCEPTS);
}
