//! A body as JSON, or why it is none.

use super::{LONGEST_BODY, Refusal};
use ::http::StatusCode;
use core::fmt;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::format;
use std::string::String;
use std::vec::Vec;

pub(super) fn read(body: &[u8]) -> Result<Value, Refusal> {
    if body.len() > LONGEST_BODY {
        let message = format!(
            "a body of {} bytes is too long, at most {LONGEST_BODY} are read",
            body.len()
        );
        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, message));
    }
    let text = core::str::from_utf8(body).map_err(|error| {
        let message = format!("the body is no UTF-8 at byte {}", error.valid_up_to());
        Refusal::new(StatusCode::BAD_REQUEST, message)
    })?;
    let Unique(value) = serde_json::from_str(text).map_err(|error| {
        Refusal::new(
            StatusCode::BAD_REQUEST,
            format!("the body is no JSON: {error}"),
        )
    })?;
    Ok(value)
}

/// A value in which no object names a member twice: of two, readers disagree on which one counts.
struct Unique(Value);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AnyValue).map(Self)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Unique(value)) = from.next_element()? {
            list.push(value);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = from.next_key::<String>()? {
            if members.contains_key(&name) {
                return Err(A::Error::custom("an object names a member twice"));
            }
            let Unique(value) = from.next_value()?;
            members.insert(name, value);
        }
        Ok(members.into())
    }
}
