//! A canonical form of JSON values: two values are equal if and only if their canonical forms are.

use alloc::string::String;
use core::fmt::Write;

/// Appends the canonical form of a JSON number: `1`, `1.0`, `10e-1` and `0.1e1` have the same.
pub fn push_number(out: &mut String, number: &str) {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    // An exponent beyond 64 bits belongs to 0, or to a number that cannot be compared exactly.
    let is_negative = exponent.starts_with('-');
    let exponent = exponent.trim_start_matches('+').parse::<i64>();
    let mut exponent = exponent.unwrap_or(if is_negative { i64::MIN } else { i64::MAX });
    let (sign, digits) = match mantissa.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", mantissa),
    };
    let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let length = i64::try_from(fraction.len()).unwrap_or(i64::MAX);
    exponent = exponent.saturating_sub(length);
    let start = out.len();
    out.push_str(sign);
    let first = out.len();
    let digits = integer.chars().chain(fraction.chars());
    out.extend(digits.skip_while(|digit| *digit == '0'));
    while out.len() > first && out.ends_with('0') {
        out.pop();
        exponent = exponent.saturating_add(1);
    }
    if out.len() == first {
        out.truncate(start);
        out.push('0');
    } else {
        // Writing to a string cannot fail.
        let _ = write!(out, "e{exponent}");
    }
}

/// Appends the canonical form of a value.
#[cfg(feature = "check")]
pub fn push_value(out: &mut String, value: &serde_json::Value) {
    use alloc::collections::BTreeMap;
    use alloc::string::ToString;
    use serde_json::Value;

    match value {
        Value::Null => out.push('n'),
        Value::Bool(true) => out.push('t'),
        Value::Bool(false) => out.push('f'),
        Value::Number(number) => push_number(out, &number.to_string()),
        Value::String(text) => push_string(out, text),
        Value::Array(elements) => {
            out.push('[');
            for element in elements {
                push_value(out, element);
                out.push(',');
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            let members: BTreeMap<_, _> = members.iter().collect();
            for (name, value) in members {
                push_string(out, name);
                push_value(out, value);
                out.push(',');
            }
            out.push('}');
        }
    }
}

/// Appends a string after its length, so that no other value begins with the same bytes.
#[cfg(feature = "check")]
fn push_string(out: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = write!(out, "{}\"", text.len());
    out.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(number: &str) -> String {
        let mut out = String::new();
        push_number(&mut out, number);
        out
    }

    #[test]
    fn equal_numbers_have_one_canonical_form() {
        for (canonical_form, numbers) in [
            (
                "1e0",
                &[
                    "1", "1.0", "1.000", "10e-1", "0.1e1", "0.01E+2", "1e0", "1e-0",
                ][..],
            ),
            ("-12e-1", &["-1.2", "-12e-1", "-0.12E1", "-1.20"]),
            ("12e2", &["1200", "1.2e3", "0.0012e6"]),
            (
                "0",
                &["0", "-0", "0.0", "-0.00", "0e9", "0e99999999999999999999"],
            ),
            ("1e9223372036854775807", &["1e99999999999999999999"]),
        ] {
            for number in numbers {
                assert_eq!(canonical(number), canonical_form, "{number}");
            }
        }
    }

    #[cfg(feature = "check")]
    #[test]
    fn values_are_equal_if_and_only_if_their_canonical_forms_are() {
        use serde_json::json;
        let groups = [
            &[json!(1), json!(1.0)][..],
            &[json!("1")],
            &[json!("1,")],
            &[json!([1]), json!([1.0])],
            &[json!([[1]])],
            &[json!([1, 1])],
            &[json!({"a": 1, "b": 2}), json!({"b": 2.0, "a": 1})],
            &[json!({"a": {"b": 1}})],
            &[json!({"a": null})],
            &[json!({"a": "n"})],
            &[json!(null)],
            &[json!("null")],
            &[json!(true)],
            &[json!(0), json!(-0.0)],
            &[json!(false)],
            &[json!([])],
            &[json!({})],
            &[json!("")],
        ];
        let form = |value: &serde_json::Value| {
            let mut out = String::new();
            push_value(&mut out, value);
            out
        };
        for (at, group) in groups.iter().enumerate() {
            for value in *group {
                for (other_at, others) in groups.iter().enumerate() {
                    for other in *others {
                        assert_eq!(
                            form(value) == form(other),
                            at == other_at,
                            "{value} {other}"
                        );
                    }
                }
            }
        }
    }
}
