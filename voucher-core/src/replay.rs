//! JSON text into any other serializer, in the order in which it stands there.

use alloc::string::String;
use core::cell::Cell;
use core::fmt;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

/// The name under which `serde_json` hands over a number as text, where it keeps them so.
const NUMBER: &str = "$serde_json::private::Number";

/// Replays a JSON text.
///
/// # Errors
/// The serializer's own.
pub(crate) fn replay<S: Serializer>(json: &[u8], to: S) -> Result<S::Ok, S::Error> {
    let mut from = serde_json::Deserializer::from_slice(json);
    Replay(Cell::new(Some(&mut from))).serialize(to)
}

/// A value that is still text, to be read when it is written.
struct Replay<D>(Cell<Option<D>>);

impl<'de, D: Deserializer<'de>> Serialize for Replay<D> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0.take() {
            Some(from) => from.deserialize_any(Forward(to)).map_err(S::Error::custom),
            None => Err(S::Error::custom("a value can be read once")),
        }
    }
}

/// What is read goes on at once.
struct Forward<S>(S);

impl<'de, S: Serializer> Visitor<'de> for Forward<S> {
    type Value = S::Ok;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON value")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<S::Ok, E> {
        self.0.serialize_bool(value).map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<S::Ok, E> {
        self.0.serialize_i64(value).map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<S::Ok, E> {
        self.0.serialize_u64(value).map_err(E::custom)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<S::Ok, E> {
        self.0.serialize_f64(value).map_err(E::custom)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<S::Ok, E> {
        self.0.serialize_str(value).map_err(E::custom)
    }

    fn visit_unit<E: de::Error>(self) -> Result<S::Ok, E> {
        self.0.serialize_unit().map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<S::Ok, A::Error> {
        let mut to = self
            .0
            .serialize_seq(from.size_hint())
            .map_err(de::Error::custom)?;
        while from.next_element_seed(Element(&mut to))?.is_some() {}
        to.end().map_err(de::Error::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<S::Ok, A::Error> {
        let mut key = from.next_key::<String>()?;
        if key.as_deref() == Some(NUMBER) {
            let digits: String = from.next_value()?;
            return number(&digits, self.0).map_err(de::Error::custom);
        }
        let mut to = self
            .0
            .serialize_map(from.size_hint())
            .map_err(de::Error::custom)?;
        while let Some(name) = key {
            to.serialize_key(&name).map_err(de::Error::custom)?;
            from.next_value_seed(Member(&mut to))?;
            key = from.next_key()?;
        }
        to.end().map_err(de::Error::custom)
    }
}

/// A number that was kept as text.
fn number<S: Serializer>(digits: &str, to: S) -> Result<S::Ok, S::Error> {
    if let Ok(value) = digits.parse() {
        return to.serialize_i64(value);
    }
    if let Ok(value) = digits.parse() {
        return to.serialize_u64(value);
    }
    to.serialize_f64(digits.parse().map_err(S::Error::custom)?)
}

struct Element<'s, S>(&'s mut S);

impl<'de, S: SerializeSeq> DeserializeSeed<'de> for Element<'_, S> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        let value = Replay(Cell::new(Some(from)));
        self.0.serialize_element(&value).map_err(de::Error::custom)
    }
}

struct Member<'s, S>(&'s mut S);

impl<'de, S: SerializeMap> DeserializeSeed<'de> for Member<'_, S> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        let value = Replay(Cell::new(Some(from)));
        self.0.serialize_value(&value).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::replay;
    use alloc::vec::Vec;
    use serde_json::Value;

    #[test]
    fn a_text_comes_out_as_it_went_in() {
        for text in [
            r#"{"b":1,"a":[-1,18446744073709551615,1.5,5e-324,0.1,1e300],"":{"é\n":null},"t":[true,false,[]]}"#,
            "[0.10000000000000001,123456789.12345679]",
            r#""\u0000""#,
        ] {
            let mut out = Vec::new();
            replay(text.as_bytes(), &mut serde_json::Serializer::new(&mut out)).unwrap();
            let theirs: Value = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::from_slice::<Value>(&out).unwrap(), theirs);
            assert_eq!(
                replay(text.as_bytes(), serde_json::value::Serializer).unwrap(),
                theirs
            );
        }
        let mut out = Vec::new();
        replay(
            br#"{"z":1,"a":{"y":2,"b":3}}"#,
            &mut serde_json::Serializer::new(&mut out),
        )
        .unwrap();
        assert_eq!(out, br#"{"z":1,"a":{"y":2,"b":3}}"#);
    }
}
