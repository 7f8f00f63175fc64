//! Values without fields, elements or alternatives.

use crate::decimal::Decimal;
use crate::model::{Field, JsonType, Kind, NOT_AN_OBJECT, ViolationKind};
use alloc::string::ToString;
use serde_json::{Number, Value};

/// Returns whether a value has the JSON type of a field.
pub(super) fn has_type(field: &Field, value: &Value) -> bool {
    match (field.kind.json_type(), value) {
        (Some(JsonType::String), Value::String(_))
        | (Some(JsonType::Number), Value::Number(_))
        | (Some(JsonType::Bool), Value::Bool(_))
        | (Some(JsonType::Object), Value::Object(_))
        | (Some(JsonType::Array), Value::Array(_)) => true,
        (Some(JsonType::Integer), Value::Number(number)) => integer(number).is_some(),
        _ => false,
    }
}

/// Every member of a field definition is named, so that a new rule does not compile until it is checked here.
pub(super) fn check_value<'v>(field: &Field, value: &'v Value) -> Result<(), ViolationKind<'v>> {
    let Field {
        kind,
        // Rules of `check_text`; `values` also of `check_bool`.
        pattern: _,
        second_pattern: _,
        min_length: _,
        max_length: _,
        values: _,
        // Rules of `check_integer`.
        integers: _,
        min: _,
        max: _,
        multiple_of: _,
        fast_range: _,
        // Rules of `check_number`.
        bounds: _,
        // Rules of the object, and what is not a rule.
        name: _,
        rust_name: _,
        parent: _,
        key: _,
        status: _,
        evidence: _,
        is_timestamp: _,
        sensitive: _,
        deprecated: _,
        read_only: _,
        value_notes: _,
        description: _,
        source: _,
        // A rule of `check_field`.
        nullable: _,
    } = *field;
    check_kind(field, kind, value)
}

fn check_kind<'v>(field: &Field, kind: Kind, value: &'v Value) -> Result<(), ViolationKind<'v>> {
    let wrong = ViolationKind::Type {
        expected: kind.json(),
        found: noun(value),
    };
    match (kind.json_type(), value) {
        (None, _) => Ok(()),
        (Some(JsonType::Object), _) if matches!(kind, Kind::Custom) => match value {
            Value::Object(_) => Ok(()),
            _ => Err(ViolationKind::Object(NOT_AN_OBJECT)),
        },
        (_, Value::String(text)) => field.check_text(text, true),
        (_, Value::Bool(value)) => field.check_bool(*value),
        (Some(JsonType::Number), Value::Number(number)) => field.check_number(decimal(number)),
        (Some(JsonType::Integer), Value::Number(number)) => match integer(number) {
            Some(integer) => field.check_integer(integer?),
            None => Err(wrong),
        },
        (
            Some(JsonType::String | JsonType::Bool | JsonType::Object | JsonType::Array),
            Value::Number(_),
        )
        | (_, Value::Null | Value::Array(_) | Value::Object(_)) => Err(wrong),
    }
}

/// Returns the number as it is written. (`serde_json` keeps the text if it is built with `arbitrary_precision`, and a float
/// otherwise.) A number with more digits than 96 bits hold becomes the nearest float. `None` if that is infinite.
fn decimal(number: &Number) -> Option<Decimal> {
    let exact = Decimal::parse(&number.to_string());
    exact.or_else(|| Decimal::parse(&alloc::format!("{:e}", number.as_f64()?)))
}

/// Returns an integer as JSON Schema defines it, which includes `1.0`. `None` if the number has a fraction.
fn integer(number: &Number) -> Option<Result<i64, ViolationKind<'static>>> {
    const EDGE: f64 = 9_223_372_036_854_775_808.0;
    if let Some(integer) = number.as_i64() {
        return Some(Ok(integer));
    }
    let float = number.as_f64()?;
    if float % 1.0 != 0.0 {
        return None;
    }
    if float >= EDGE {
        return Some(Err(ViolationKind::Above {
            max: i64::MAX,
            found: None,
        }));
    }
    if float < -EDGE {
        return Some(Err(ViolationKind::Below {
            min: i64::MIN,
            found: None,
        }));
    }
    // Exact, because the float has no fraction and fits in 64 bits. `{:.0}` never writes an exponent.
    Some(Ok(alloc::format!("{float:.0}").parse().ok()?))
}

/// Returns the type of a value as a noun with its article.
pub(super) fn noun(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a bool",
        Value::Number(number) if integer(number).is_some() => "an integer",
        Value::Number(_) => "a number with a fraction",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
