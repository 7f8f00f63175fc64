//! Numbers on which the toolkit and a JSON Schema validator differ.

use serde_json::Value;

/// Returns whether a value contains an integer that does not fit 64 bits.
pub(crate) fn is_wide(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_f64().is_some_and(|float| float.abs() > 9.2e18),
        Value::Array(entries) => entries.iter().any(is_wide),
        Value::Object(members) => members.values().any(is_wide),
        _ => false,
    }
}

/// Returns whether a 64-bit float can represent every integer in a value.
pub(crate) fn is_float(value: &Value) -> bool {
    const EDGE: u64 = 1 << 53;
    match value {
        Value::Number(number) => {
            let size = number.as_i64().map(i64::unsigned_abs).or(number.as_u64());
            size.is_none_or(|size| size <= EDGE)
        }
        Value::Array(entries) => entries.iter().all(is_float),
        Value::Object(members) => members.values().all(is_float),
        _ => true,
    }
}
