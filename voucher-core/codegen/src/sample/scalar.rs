//! Values without fields, elements or alternatives.

use super::automaton::{Automaton, Strings};
use super::number::{Steps, float_edges};
use crate::random::Random;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::rc::Rc;
use voucher_definition::currency::{LISTED, WITHDRAWN};
use voucher_definition::time::{MAX_MILLIS, MIN_MILLIS};
use voucher_definition::{Field, Kind};

/// A sample has no longer string, unless it has to.
const LONG: usize = 4096;

/// How often a random value is tried.
const ATTEMPTS: usize = 64;

/// Generates values of scalar fields. What it knows about a field is stored.
#[derive(Debug, Default)]
pub(crate) struct Scalars {
    /// The strings of each field, by its address.
    strings: HashMap<usize, Option<Strings>>,
    /// The values at the limits of each field, by its address.
    edges: HashMap<usize, Rc<[Value]>>,
}

/// Returns the address of a field, which identifies it.
pub(crate) fn address(field: &Field) -> usize {
    core::ptr::from_ref(field).addr()
}

impl Scalars {
    /// Returns a value that is easy to read.
    pub(crate) fn typical(&mut self, field: &'static Field, random: &mut Random) -> Option<Value> {
        let candidates: Vec<Value> = match field.kind {
            Kind::Text | Kind::Identifier => return self.typical_string(field, random),
            Kind::Integer | Kind::Amount => {
                Steps::of_integer(field).small(random).into_iter().collect()
            }
            Kind::Number => {
                let steps = Steps::of_number(field.bounds);
                steps
                    .and_then(|steps| steps.small(random))
                    .into_iter()
                    .collect()
            }
            Kind::Currency => vec!["GBP".into()],
            Kind::Time => vec![recent(random).into()],
            Kind::Enum => {
                let is_deprecated = |value: &str| {
                    let mut notes = field.value_notes.iter();
                    notes.any(|note| note.value == value && note.deprecated)
                };
                let values = field.values.iter().filter(|value| !is_deprecated(value));
                values.take(1).map(|value| (*value).into()).collect()
            }
            Kind::Custom => vec![json!({"key": "value"})],
            Kind::Any => vec!["any value".into()],
            Kind::DateTime | Kind::Date | Kind::Uuid => {
                self.random(field, random).into_iter().collect()
            }
            Kind::Bool
            | Kind::Object(_)
            | Kind::Array(_)
            | Kind::Map(_)
            | Kind::OneOf(_)
            | Kind::Ancestor(_) => Vec::new(),
        };
        let found = candidates
            .into_iter()
            .find(|value| field.check(value).is_ok());
        found.or_else(|| self.edges(field, random).first().cloned())
    }

    fn typical_string(&mut self, field: &'static Field, random: &mut Random) -> Option<Value> {
        let name = match field.name {
            "" | "*" => "value",
            name => name,
        };
        let number = random.range(100, 999);
        let string = if name.to_lowercase().contains("email") {
            format!("ada{number}@example.com")
        } else {
            format!("{name}-{number}")
        };
        let string = Value::String(string);
        if field.check(&string).is_ok() {
            return Some(string);
        }
        let (min, max) = lengths(field);
        let strings = self.strings(field)?;
        let length = strings
            .first_length(min.max(8)..=max.min(40))
            .or_else(|| strings.first_length((min.max(1)..=max.min(8)).rev()))
            .or_else(|| strings.first_length(min..=max.min(min + LONG)))?;
        let string = strings.string(length, true, random)?.into();
        field.check(&string).is_ok().then_some(string)
    }

    /// Returns the strings that the patterns of a field accept.
    pub(crate) fn strings(&mut self, field: &'static Field) -> Option<&mut Strings> {
        let strings = self.strings.entry(address(field)).or_insert_with(|| {
            let patterns = field.pattern.into_iter().chain(field.second_pattern);
            let automaton = Automaton::new(&patterns.collect::<Vec<_>>())?;
            Some(Strings::new(automaton, true))
        });
        strings.as_mut()
    }

    /// Returns the values at the limits of a field, all listed values, and strings that programs often get wrong.
    pub(crate) fn edges(&mut self, field: &'static Field, random: &mut Random) -> Rc<[Value]> {
        if let Some(edges) = self.edges.get(&address(field)) {
            return Rc::clone(edges);
        }
        let mut edges: Vec<Value> = Vec::new();
        for edge in self.possible_edges(field, random) {
            if !edges.contains(&edge) && field.check(&edge).is_ok() {
                edges.push(edge);
            }
        }
        let edges: Rc<[Value]> = edges.into();
        self.edges.insert(address(field), Rc::clone(&edges));
        edges
    }

    fn possible_edges(&mut self, field: &'static Field, random: &mut Random) -> Vec<Value> {
        let strings = |strings: &[&str]| strings.iter().map(|string| (*string).into()).collect();
        match field.kind {
            Kind::Text | Kind::Identifier => self.edge_strings(field, random),
            Kind::Integer | Kind::Amount => {
                let mut edges = Steps::of_integer(field).edges();
                edges.extend(field.integers.iter().map(|integer| Value::from(*integer)));
                edges
            }
            Kind::Number => {
                let steps = Steps::of_number(field.bounds);
                let mut edges = steps.map(|steps| steps.edges()).unwrap_or_default();
                edges.extend(float_edges(field.bounds));
                edges
            }
            Kind::Currency => strings(&["GBP", "gbp", "JPY", "DEM"]),
            Kind::Time => vec![MIN_MILLIS.into(), MAX_MILLIS.into()],
            Kind::Enum => strings(field.values),
            Kind::Bool => vec![true.into(), false.into()],
            Kind::DateTime => strings(&[
                "2026-11-28T10:00:00Z",
                "2024-02-29T23:59:59.999999999+14:00",
                "1970-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
            ]),
            Kind::Date => strings(&["2026-11-28", "2024-02-29", "1970-01-01", "9999-12-31"]),
            Kind::Uuid => strings(&[
                "67e55044-10b1-426f-9247-bb680e5fe0c8",
                "00000000-0000-0000-0000-000000000000",
                "67E55044-10B1-426F-9247-BB680E5FE0C8",
            ]),
            Kind::Custom => vec![json!({}), json!({"a": [1, null], "": {"b": "é"}})],
            Kind::Any => vec![
                json!("any value"),
                json!(0),
                json!(-1.5),
                json!(true),
                json!([]),
                json!({"a": [null]}),
            ],
            Kind::Object(_)
            | Kind::Array(_)
            | Kind::Map(_)
            | Kind::OneOf(_)
            | Kind::Ancestor(_) => Vec::new(),
        }
    }

    fn edge_strings(&mut self, field: &'static Field, random: &mut Random) -> Vec<Value> {
        let (min, max) = lengths(field);
        let mut edges = Vec::new();
        let Some(strings) = self.strings(field) else {
            return edges;
        };
        let shortest = strings.first_length(min..=max.min(min + LONG));
        let longest = match max {
            ..=LONG => strings.first_length((min..=max).rev()),
            _ => None,
        };
        for length in shortest.into_iter().chain(longest) {
            edges.extend(strings.string(length, false, random).map(Value::String));
        }
        edges.extend(["\"\\/\u{8}\u{c}\r\n\t", "0", " é 😀 ", "null"].map(Value::from));
        edges
    }

    /// Returns any value of a field.
    pub(crate) fn random(&mut self, field: &'static Field, random: &mut Random) -> Option<Value> {
        for _ in 0..ATTEMPTS {
            let value = match field.kind {
                Kind::Text | Kind::Identifier => self.random_string(field, random)?,
                Kind::Integer | Kind::Amount if !field.integers.is_empty() => {
                    (*random.one(field.integers)?).into()
                }
                Kind::Integer | Kind::Amount => Steps::of_integer(field).any(random)?,
                Kind::Number => Steps::of_number(field.bounds)?.any(random)?,
                Kind::Currency => {
                    let is_listed = random.below(8) > 0;
                    let list = if is_listed { &LISTED[..] } else { &WITHDRAWN };
                    (*random.one(list)?).into()
                }
                Kind::Time => random.range(MIN_MILLIS, MAX_MILLIS).into(),
                Kind::DateTime => date_time(random).into(),
                Kind::Date => date(random).into(),
                Kind::Uuid => uuid(random).into(),
                Kind::Enum
                | Kind::Bool
                | Kind::Custom
                | Kind::Any
                | Kind::Object(_)
                | Kind::Array(_)
                | Kind::Map(_)
                | Kind::OneOf(_)
                | Kind::Ancestor(_) => {
                    let edges = self.edges(field, random);
                    return random.one(&edges).cloned();
                }
            };
            if field.check(&value).is_ok() {
                return Some(value);
            }
        }
        None
    }

    fn random_string(&mut self, field: &'static Field, random: &mut Random) -> Option<Value> {
        let (min, max) = lengths(field);
        let wanted = min + random.below(24);
        let is_plain = random.below(3) > 0;
        let strings = self.strings(field)?;
        let length = strings
            .first_length(wanted..=max.min(wanted + 64))
            .or_else(|| strings.first_length((min..=wanted.min(max)).rev()))?;
        strings.string(length, is_plain, random).map(Value::String)
    }
}

/// Returns the minimum and maximum length of a string.
pub(crate) fn lengths(field: &Field) -> (usize, usize) {
    let length = |length| usize::try_from(length).unwrap_or(usize::MAX);
    (length(field.min_length), length(field.max_length))
}

/// Returns a point in time from 2023 to 2027, in milliseconds.
fn recent(random: &mut Random) -> i64 {
    random.range(1_700_000_000_000, 1_800_000_000_000)
}

fn date(random: &mut Random) -> String {
    let (year, month) = (random.range(1990, 2037), random.range(1, 12));
    format!("{year}-{month:02}-{:02}", random.range(1, 28))
}

fn date_time(random: &mut Random) -> String {
    let date = date(random);
    let (hour, minute) = (random.range(0, 23), random.range(0, 59));
    let second = random.range(0, 59);
    let fraction = match random.below(4) {
        0 => format!(".{:03}", random.range(0, 999)),
        1 => format!(".{}", random.range(0, 9)),
        _ => String::new(),
    };
    let offset = match random.below(3) {
        0 => format!("+{:02}:30", random.range(0, 13)),
        1 => format!("-{:02}:00", random.range(1, 12)),
        _ => "Z".into(),
    };
    format!("{date}T{hour:02}:{minute:02}:{second:02}{fraction}{offset}")
}

/// Returns a UUID of version 4.
fn uuid(random: &mut Random) -> String {
    let (high, low) = (random.next(), random.next());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:x}{:03x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xfff,
        8 + (low >> 62),
        low >> 48 & 0xfff,
        low & 0xffff_ffff_ffff
    )
}
