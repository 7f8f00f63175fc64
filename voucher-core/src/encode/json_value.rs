//! A JSON value whose members keep their order.

use super::raw_token::keeps_number_text;
use super::unique_names::UniqueNames;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// The name of the struct with which `serde_json` passes on a number as text, with its feature `arbitrary_precision`.
const NUMBER: &str = "$serde_json::private::Number";

/// A JSON value. Duplicate members are an error, since readers disagree on which one counts.
#[derive(Debug)]
pub(crate) enum JsonValue {
    Null,
    Bool(bool),
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    String(String),
    Array(Vec<JsonValue>),
    Object(Vec<(String, JsonValue)>),
}

impl JsonValue {
    /// Parses JSON. Each float is the one nearest to its text. `serde_json` alone guarantees that only with its feature
    /// `float_roundtrip`, which takes long to compile.
    pub(crate) fn parse(json: &str) -> serde_json::Result<Self> {
        let mut value: Self = serde_json::from_str(json)?;
        value.parse_floats(&mut Numbers(json));
        Ok(value)
    }

    /// Parses the floats of a value again. `numbers` are those of its text, from the start of this value on.
    fn parse_floats(&mut self, numbers: &mut Numbers<'_>) {
        match self {
            Self::Null | Self::Bool(_) | Self::String(_) => {}
            Self::Signed(_) | Self::Unsigned(_) => drop(numbers.next()),
            Self::Float(value) => {
                if let Some(exact) = numbers.next().and_then(|number| number.parse().ok()) {
                    *value = exact;
                }
            }
            Self::Array(values) => {
                for value in values {
                    value.parse_floats(numbers);
                }
            }
            Self::Object(members) => {
                for (_, value) in members {
                    value.parse_floats(numbers);
                }
            }
        }
    }
}

/// The numbers in valid JSON, in order.
struct Numbers<'j>(&'j str);

impl<'j> Iterator for Numbers<'j> {
    type Item = &'j str;

    fn next(&mut self) -> Option<&'j str> {
        let (mut is_in_string, mut is_escaped) = (false, false);
        let start = self.0.bytes().position(|byte| {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = is_in_string,
                b'"' => is_in_string = !is_in_string,
                b'-' | b'0'..=b'9' => return !is_in_string,
                _ => {}
            }
            false
        })?;
        let rest = self.0.get(start..)?;
        let length = rest.bytes().position(|byte| {
            !byte.is_ascii_digit() && !matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E')
        });
        let (number, after) = rest.split_at_checked(length.unwrap_or(rest.len()))?;
        self.0 = after;
        Some(number)
    }
}

impl Serialize for JsonValue {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_unit(),
            Self::Bool(value) => to.serialize_bool(*value),
            Self::Signed(value) => to.serialize_i64(*value),
            Self::Unsigned(value) => to.serialize_u64(*value),
            Self::Float(value) => to.serialize_f64(*value),
            Self::String(value) => to.serialize_str(value),
            Self::Array(values) => to.collect_seq(values),
            Self::Object(members) => {
                let mut to = to.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    to.serialize_entry(name, value)?;
                }
                to.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for JsonValue {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = JsonValue;

    #[inline]
    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<JsonValue, E> {
        Ok(JsonValue::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<JsonValue, E> {
        Ok(JsonValue::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<JsonValue, E> {
        Ok(JsonValue::Unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<JsonValue, E> {
        Ok(JsonValue::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<JsonValue, E> {
        Ok(JsonValue::String(value.into()))
    }

    fn visit_unit<E: Error>(self) -> Result<JsonValue, E> {
        Ok(JsonValue::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<JsonValue, A::Error> {
        let mut elements = Vec::new();
        while let Some(value) = from.next_element()? {
            elements.push(value);
        }
        Ok(JsonValue::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<JsonValue, A::Error> {
        let (mut members, mut names) = (Vec::new(), UniqueNames::default());
        while let Some(name) = from.next_key::<String>()? {
            if !names.insert(&name) {
                return Err(A::Error::custom("duplicate member in an object"));
            }
            members.push((name, from.next_value()?));
        }
        match members.as_slice() {
            [(name, JsonValue::String(digits))] if name == NUMBER && keeps_number_text() => {
                number(digits)
            }
            _ => Ok(JsonValue::Object(members)),
        }
    }
}

/// Parses a number that was passed on as text.
fn number<E: Error>(digits: &str) -> Result<JsonValue, E> {
    let number = digits.parse().ok();
    let found = number.and_then(|number: serde_json::Number| {
        let signed = number.as_i64().map(JsonValue::Signed);
        let unsigned = || number.as_u64().map(JsonValue::Unsigned);
        let float = || number.as_f64().map(JsonValue::Float);
        signed.or_else(unsigned).or_else(float)
    });
    found.ok_or_else(|| E::custom("number out of range"))
}

#[cfg(test)]
mod tests {
    use super::{JsonValue, number};
    use alloc::string::ToString;
    use serde_json::Value;

    #[test]
    fn json_is_unchanged_after_a_round_trip() {
        for json in [
            r#"{"b":1,"a":[-1,18446744073709551615,1.5,5e-324,0.1,1e+300],"":{"é\n":null},"t":[true,false,[]]}"#,
            r#""\u0000""#,
            r#"{"z":1,"a":{"y":2,"b":3}}"#,
        ] {
            let value = JsonValue::parse(json).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
            let theirs: Value = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_value(&value).unwrap(), theirs);
        }
    }

    #[test]
    fn each_float_is_the_nearest_one() {
        let floats = [
            "1.5",
            "0.1",
            "-2.470891",
            "1.7976931348623157e308",
            "5e-324",
            "8.988465674311582E+307",
            "123456789.12345679",
            "31.245270191439438",
            "121.48791951161945",
            "100000000000000000000000",
            "-0",
            "-0.0",
        ];
        for (index, float) in floats.iter().enumerate() {
            // Digits in strings, keys and other numbers are not floats.
            let json = alloc::format!(
                r#"{{"1.5\"2":["3.5\\",{index},-7,true,null,{float}],"":{float},"a":{{"9":[[],{{}},{float}]}}}}"#
            );
            let JsonValue::Object(members) = JsonValue::parse(&json).unwrap() else {
                panic!("{json}");
            };
            let JsonValue::Array(elements) = &members[0].1 else {
                panic!("{json}");
            };
            let inner = alloc::format!("{:?}", members[2].1);
            let expected: f64 = float.parse().unwrap();
            for found in [&elements[5], &members[1].1] {
                let JsonValue::Float(found) = found else {
                    panic!("{json}: {found:?}");
                };
                assert_eq!(found.to_bits(), expected.to_bits(), "{json}");
            }
            assert!(
                inner.contains(&alloc::format!("Float({expected:?})")),
                "{inner}"
            );
        }
    }

    #[test]
    fn duplicate_members_are_rejected() {
        for json in [r#"{"a":1,"a":1}"#, r#"[{"":{"x":1,"\u0078":2}}]"#] {
            let error = serde_json::from_str::<JsonValue>(json).unwrap_err();
            assert!(error.to_string().contains("duplicate member"), "{error}");
        }
    }

    #[test]
    fn numbers_that_are_passed_on_as_text_are_parsed() {
        let parse = number::<serde_json::Error>;
        for (digits, json) in [
            ("-7", "-7"),
            ("18446744073709551615", "18446744073709551615"),
            ("20.0", "20.0"),
            ("2e1", "20.0"),
        ] {
            let json_of = |value| serde_json::to_string(&value).unwrap();
            assert_eq!(parse(digits).map(json_of).unwrap(), json);
        }
        assert!(parse("1e400").is_err() && parse("NaN").is_err());
    }

    /// Without `arbitrary_precision`, only an object can have this name.
    #[test]
    fn an_object_with_the_name_of_the_number_struct_is_an_object() {
        for json in [
            r#"{"$serde_json::private::Number":"7"}"#,
            r#"[{"a":{"$serde_json::private::Number":"1e400"}}]"#,
            r#"{"$serde_json::private::Number":"x"}"#,
        ] {
            let value: JsonValue = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
    }
}
