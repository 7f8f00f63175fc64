//! Values that break one rule of a field.

use super::Mutation;
use crate::random::Random;
use crate::sample::{Automaton, Steps, Strings, lengths};
use serde_json::{Value, json};
use voucher_definition::time::{MAX_MILLIS, MIN_MILLIS};
use voucher_definition::{Field, JsonType, Kind, Limit, Rule};

/// Values of which each breaks the same rule, perhaps together with others: the first one that breaks only this rule is used.
pub(super) struct Wrong {
    pub(super) mutation: Mutation,
    pub(super) rule: Rule,
    pub(super) values: Vec<Value>,
}

impl Wrong {
    fn new(mutation: Mutation, rule: Rule, values: impl IntoIterator<Item = Value>) -> Self {
        Self {
            mutation,
            rule,
            values: values.into_iter().collect(),
        }
    }
}

/// A longer string is not generated.
const MAX_LENGTH: usize = 1 << 20;

/// Returns a value of another JSON type, and `null`.
pub(super) fn wrong_types(field: &Field) -> Vec<Wrong> {
    let rule = match field.kind {
        Kind::Any => return Vec::new(),
        Kind::Custom => Rule::Object,
        _ => Rule::Type,
    };
    // What programs send by mistake comes first.
    let values = match field.kind.json_type() {
        Some(JsonType::Integer) => vec![json!("7"), json!(true)],
        Some(JsonType::Number) => vec![json!("7.5"), json!(true)],
        Some(JsonType::Bool) => vec![json!("true"), json!(1)],
        Some(JsonType::Array) => vec![json!({}), json!("a,b")],
        Some(JsonType::Object) => vec![json!([]), json!("{}")],
        Some(JsonType::String) => vec![json!(7), json!(["a"])],
        None => [
            json!("a"),
            json!(7),
            json!(true),
            json!([]),
            json!({}),
            json!(7.5),
        ]
        .into(),
    };
    let mut wrong = vec![Wrong::new(Mutation::Type, rule, values)];
    if !field.nullable {
        wrong.push(Wrong::new(Mutation::Null, rule, [Value::Null]));
    }
    wrong
}

/// Returns values of the same JSON type that break the other rules of a field. `value` is a valid one.
pub(super) fn wrong_values(field: &Field, value: &Value, random: &mut Random) -> Vec<Wrong> {
    match field.kind {
        Kind::Text | Kind::Identifier => wrong_strings(field, random),
        Kind::DateTime | Kind::Date | Kind::Uuid => wrong_formats(field, value),
        Kind::Currency => vec![
            Wrong::new(
                Mutation::Pattern,
                Rule::Pattern,
                [json!("GB1"), json!("POUND")],
            ),
            Wrong::new(Mutation::Currency, Rule::Currency, [json!("ABC")]),
        ],
        Kind::Enum => vec![unlisted(field)],
        Kind::Bool => {
            let values = [true, false].map(Value::from);
            vec![Wrong::new(Mutation::Unlisted, Rule::Const, values)]
        }
        Kind::Integer | Kind::Amount => wrong_integers(field, value),
        Kind::Time => wrong_times(value),
        Kind::Number => wrong_numbers(field, value),
        Kind::Custom
        | Kind::Any
        | Kind::Object(_)
        | Kind::Array(_)
        | Kind::Map(_)
        | Kind::OneOf(_)
        | Kind::Ancestor(_) => Vec::new(),
    }
}

fn unlisted(field: &Field) -> Wrong {
    let rule = match field.values {
        [_] => Rule::Const,
        _ => Rule::Enum,
    };
    let first = field.values.first().copied().unwrap_or_default();
    let other_case = if first.to_lowercase() == first {
        first.to_uppercase()
    } else {
        first.to_lowercase()
    };
    let values = [other_case, format!("{first}-x"), "unlisted".into()];
    let values = values
        .into_iter()
        .filter(|value| !field.values.contains(&value.as_str()));
    Wrong::new(Mutation::Unlisted, rule, values.map(Value::String))
}

fn wrong_strings(field: &Field, random: &mut Random) -> Vec<Wrong> {
    let (min, max) = lengths(field);
    let patterns: Vec<_> = field
        .pattern
        .into_iter()
        .chain(field.second_pattern)
        .collect();
    let automaton = Automaton::new(&patterns);
    let mut matching = automaton
        .clone()
        .map(|automaton| Strings::new(automaton, true));
    let mut wrong = Vec::new();
    // A string of the wrong length that matches the pattern, or any.
    let mut of_length = |lengths: &[usize], random: &mut Random| -> Vec<Value> {
        let strings = lengths
            .iter()
            .filter_map(|length| matching.as_mut()?.string(*length, true, random));
        let any = lengths.iter().map(|length| "a".repeat(*length));
        strings.chain(any).map(Value::String).collect()
    };
    if min > 0 && min <= MAX_LENGTH {
        let values = of_length(&[min - 1, 0], random);
        wrong.push(Wrong::new(Mutation::TooShort, Rule::Length, values));
    }
    if max < MAX_LENGTH {
        let values = of_length(&[max + 1, max + 2, max + 3], random);
        wrong.push(Wrong::new(Mutation::TooLong, Rule::Length, values));
    }
    if let (Some(automaton), false) = (automaton, patterns.is_empty()) {
        let mut other = Strings::new(automaton, false);
        let lengths = min.max(1)..=max.min(min.saturating_add(64));
        let length = other
            .first_length(lengths)
            .or_else(|| other.has(min).then_some(min));
        let plain = length.and_then(|length| other.string(length, true, random));
        let any = length.and_then(|length| other.string(length, false, random));
        let values = plain.into_iter().chain(any).map(Value::String);
        wrong.push(Wrong::new(Mutation::Pattern, Rule::Pattern, values));
    }
    wrong
}

fn wrong_formats(field: &Field, value: &Value) -> Vec<Wrong> {
    let formats: &[&str] = match field.kind {
        Kind::DateTime => &["2026-11-28T10:00:00", "2026-02-30T10:00:00Z", "yesterday"],
        Kind::Date => &["2026-02-30", "28/11/2026", "yesterday"],
        _ => &["67e5504410b1426f9247bb680e5fe0c8", "not-a-uuid"],
    };
    let formats = formats.iter().map(|text| Value::from(*text));
    let mut wrong = vec![Wrong::new(Mutation::Format, Rule::Format, formats)];
    // Strings with the format, one of which may break another rule.
    let others = match field.kind {
        Kind::DateTime => vec![
            "2026-11-28T10:00:00Z".into(),
            "1999-12-31T23:59:59.5+01:00".into(),
            format!("2026-11-28T10:00:00.{}Z", "0".repeat(200)),
        ],
        Kind::Date => vec!["2026-11-28".into(), "1999-12-31".into()],
        _ => vec![
            "67e55044-10b1-426f-9247-bb680e5fe0c8".into(),
            "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6".into(),
        ],
    };
    let others: Vec<_> = others
        .into_iter()
        .map(Value::String)
        .filter(|other| other != value)
        .collect();
    for (mutation, rule) in [
        (Mutation::TooShort, Rule::Length),
        (Mutation::TooLong, Rule::Length),
        (Mutation::Pattern, Rule::Pattern),
    ] {
        let is_possible = match mutation {
            Mutation::TooShort => field.min_length > 0,
            Mutation::TooLong => field.max_length < u32::MAX,
            _ => field.pattern.is_some(),
        };
        let (min, max) = lengths(field);
        let others = others.iter().filter(|other| {
            let length = other.as_str().map_or(0, |text| text.chars().count());
            match mutation {
                Mutation::TooShort => length < min,
                Mutation::TooLong => length > max,
                _ => true,
            }
        });
        if is_possible {
            wrong.push(Wrong::new(mutation, rule, others.cloned()));
        }
    }
    wrong
}

fn wrong_integers(field: &Field, value: &Value) -> Vec<Wrong> {
    let steps = Steps::of_integer(field);
    let integer = value.as_i64().unwrap_or_default();
    let range = if field.min == field.max {
        Rule::Const
    } else {
        Rule::Range
    };
    // Without limits, the first integers beyond 64 bits are the mutation `Wide`.
    let before = steps.before().filter(|_| field.min > i64::MIN);
    let after = steps.after().filter(|_| field.max < i64::MAX);
    let mut wrong = vec![
        Wrong::new(Mutation::BelowMinimum, range, before),
        Wrong::new(Mutation::AboveMaximum, range, after),
    ];
    if field.multiple_of != 1 {
        let others = [integer.saturating_add(1), integer.saturating_sub(1)];
        wrong.push(Wrong::new(
            Mutation::NotMultiple,
            Rule::Range,
            others.map(Value::from),
        ));
    }
    if !field.integers.is_empty() {
        // Between the listed integers if possible, so that no other rule is broken.
        let near = field
            .integers
            .iter()
            .map(|integer| integer.saturating_add(1));
        let others = near.chain([0, 1, -1, i64::MAX, i64::MIN]);
        let others = others.filter(|other| !field.integers.contains(other));
        let values = others.map(Value::from);
        wrong.push(Wrong::new(Mutation::Unlisted, Rule::Enum, values));
    }
    wrong.push(fraction());
    wrong.push(wide());
    wrong
}

fn fraction() -> Wrong {
    Wrong::new(Mutation::Fraction, Rule::Type, [json!(20.5)])
}

fn wide() -> Wrong {
    Wrong::new(Mutation::Wide, Rule::Range, [json!(1_u64 << 63)])
}

fn wrong_times(value: &Value) -> Vec<Wrong> {
    let millis = value.as_i64().unwrap_or(1_800_000_000_000);
    let values = |values: [i64; 2]| values.map(Value::from);
    vec![
        Wrong::new(
            Mutation::Seconds,
            Rule::Time,
            values([millis / 1000, 1_800_000_000]),
        ),
        Wrong::new(Mutation::BelowMinimum, Rule::Time, [json!(MIN_MILLIS - 1)]),
        Wrong::new(Mutation::AboveMaximum, Rule::Time, [json!(MAX_MILLIS + 1)]),
        fraction(),
        wide(),
    ]
}

fn wrong_numbers(field: &Field, value: &Value) -> Vec<Wrong> {
    let bounds = field.bounds;
    let is_one = bounds.min.is_some() && bounds.min == bounds.max;
    let range = if is_one { Rule::Const } else { Rule::Range };
    let steps = Steps::of_number(bounds);
    let beside = |limit: Option<Limit>, by: f64| {
        let number = limit.map(|limit| limit.number + by * limit.number.abs().max(1.0));
        number.map(Value::from).filter(Value::is_number)
    };
    let mut wrong = Vec::new();
    for (mutation, limits, exact, by) in [
        (
            Mutation::BelowMinimum,
            [bounds.min, bounds.above],
            steps.and_then(|steps| steps.before()),
            -1.0,
        ),
        (
            Mutation::AboveMaximum,
            [bounds.max, bounds.below],
            steps.and_then(|steps| steps.after()),
            1.0,
        ),
    ] {
        if limits.iter().any(Option::is_some) {
            let floats = limits.into_iter().filter_map(|limit| beside(limit, by));
            let values = exact.into_iter().chain(floats);
            wrong.push(Wrong::new(mutation, range, values));
        }
    }
    if let Some(of) = bounds.multiple_of {
        let number = value.as_f64().unwrap_or_default();
        let others = [0.5, 0.1, 1.0 / 64.0, -0.5].map(|part| number + part * of.number);
        let others = others.map(Value::from).into_iter().filter(Value::is_number);
        wrong.push(Wrong::new(Mutation::NotMultiple, Rule::Range, others));
    }
    wrong
}
