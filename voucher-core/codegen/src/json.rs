//! JSON documents with members in the order in which they were added, and numbers as they are written.

use indexmap::IndexMap;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;
use serde_json::{Number, Value};
use std::cell::Cell;
use std::fmt::{self, Formatter};
use std::rc::Rc;

/// The maximum number of values in a document that is read.
pub(crate) const MAX_VALUES: usize = 8 << 20;
/// The maximum depth of nested arrays and objects in a document that is read. `serde_json` has a limit of 127.
pub(crate) const MAX_DEPTH: usize = 120;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    /// The number as it is written: `1.50`.
    Number(String),
    String(String),
    Array(Vec<Json>),
    Object(Object),
}

/// A JSON object with its members in the order of the document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Object {
    pub(crate) members: IndexMap<String, Json>,
    /// In a schema that is imported: the JSON Pointer of the source schema.
    pub(crate) source: Option<Rc<str>>,
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.members == other.members
    }
}

impl Object {
    pub(crate) fn get(&self, name: &str) -> Option<&Json> {
        self.members.get(name)
    }

    /// Adds a member, or replaces the one with this name.
    pub(crate) fn set(&mut self, name: impl Into<String>, value: impl Into<Json>) {
        self.members.insert(name.into(), value.into());
    }

    /// Adds a string, unless it is empty.
    pub(crate) fn set_text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.set(name, text);
        }
    }

    /// Adds `true` if it is.
    pub(crate) fn set_flag(&mut self, name: &str, is_set: bool) {
        if is_set {
            self.set(name, true);
        }
    }

    /// Removes a member, and keeps the order of the others.
    pub(crate) fn remove(&mut self, name: &str) -> Option<Json> {
        self.members.shift_remove(name)
    }

    pub(crate) fn extend(&mut self, others: Self) {
        self.members.extend(others.members);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.members
            .iter()
            .map(|(name, value)| (name.as_str(), value))
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Json)> {
        let members = self.members.iter_mut();
        members.map(|(name, value)| (name.as_str(), value))
    }

    /// Returns the members that satisfy a condition, and the others.
    pub(crate) fn partition(self, is_first: impl Fn(&str) -> bool) -> (Self, Self) {
        let (mut first, mut others) = (Self::default(), Self::default());
        for (name, value) in self.members {
            let part = if is_first(&name) {
                &mut first
            } else {
                &mut others
            };
            part.set(name, value);
        }
        (first, others)
    }
}

impl From<Value> for Json {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(value),
            Value::Number(number) => Self::Number(number.to_string()),
            Value::String(string) => Self::String(string),
            Value::Array(elements) => elements.into_iter().map(Self::from).collect(),
            Value::Object(members) => {
                let members = members.into_iter();
                let members = members.map(|(name, value)| (name, Self::from(value)));
                Self::Object(Object {
                    members: members.collect(),
                    source: None,
                })
            }
        }
    }
}

/// Converts values through `serde_json`.
macro_rules! from_values {
    ($($of:ty),*) => {
        $(impl From<$of> for Json {
            fn from(value: $of) -> Self {
                Self::from(Value::from(value))
            }
        })*
    };
}

from_values!(bool, i32, i64, u32, u64, usize, &str, String);

impl From<Object> for Json {
    fn from(value: Object) -> Self {
        Self::Object(value)
    }
}

impl From<Vec<Json>> for Json {
    fn from(value: Vec<Json>) -> Self {
        Self::Array(value)
    }
}

impl FromIterator<Json> for Json {
    fn from_iter<I: IntoIterator<Item = Json>>(elements: I) -> Self {
        Self::Array(elements.into_iter().collect())
    }
}

impl Json {
    pub(crate) fn strings<'s>(strings: impl IntoIterator<Item = &'s str>) -> Self {
        strings.into_iter().map(Self::from).collect()
    }

    /// Returns a number as it is written; `null` if it is not a JSON number.
    pub(crate) fn number(text: &str) -> Self {
        match RawValue::from_string(text.into()) {
            Ok(raw) => Self::Number(raw.get().into()),
            Err(_) => Self::Null,
        }
    }

    pub(crate) fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    pub(crate) fn as_object_mut(&mut self) -> Option<&mut Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    pub(crate) fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(elements) => Some(elements),
            _ => None,
        }
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(string) => Some(string),
            _ => None,
        }
    }

    pub(crate) fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        self.as_object()?.get(name)
    }

    /// Returns the string that a member has.
    pub(crate) fn str(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    pub(crate) fn is_true(&self, name: &str) -> bool {
        self.get(name).and_then(Self::as_bool) == Some(true)
    }

    /// Returns the value of a segment of a JSON Pointer.
    pub(crate) fn child(&self, segment: &str) -> Option<&Self> {
        match self {
            Self::Object(object) => object.get(segment),
            Self::Array(elements) => elements.get(segment.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// Returns the value of a segment of a JSON Pointer.
    pub(crate) fn child_mut(&mut self, segment: &str) -> Option<&mut Self> {
        match self {
            Self::Object(object) => object.members.get_mut(segment),
            Self::Array(elements) => elements.get_mut(segment.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// Returns what the value is, for messages.
    pub(crate) fn noun(&self) -> &'static str {
        match self {
            Self::Null => "`null`",
            Self::Bool(_) => "a bool",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// Parses a document. A name that an object has twice is a mistake. A float has the digits that identify it.
    pub(crate) fn parse(text: &str) -> serde_json::Result<Self> {
        let values = Cell::new(0);
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let reader = Reader {
            values: &values,
            depth: 0,
        };
        let value = reader.deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(value)
    }

    /// Returns the value as a document that is easy to read, with a line break at the end.
    pub(crate) fn to_document(&self) -> String {
        // Only a map with keys that are not strings, or a failing writer, is an error.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Returns the value without line breaks.
    pub(crate) fn to_line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(number) => match RawValue::from_string(number.clone()) {
                Ok(raw) => raw.serialize(serializer),
                Err(_) => serializer.serialize_unit(),
            },
            Self::String(string) => serializer.serialize_str(string),
            Self::Array(elements) => serializer.collect_seq(elements),
            Self::Object(object) => {
                let mut map = serializer.serialize_map(Some(object.members.len()))?;
                for (name, value) in &object.members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

/// Reads a value at a depth, and counts it.
#[derive(Clone, Copy)]
struct Reader<'c> {
    values: &'c Cell<usize>,
    depth: usize,
}

impl Reader<'_> {
    fn inner(self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self
        }
    }
}

/// Returns the message about a document that exceeds a limit.
pub(crate) fn too_large(is_too_deep: bool) -> String {
    if is_too_deep {
        format!("arrays and objects are nested more than {MAX_DEPTH} deep")
    } else {
        format!("there are more than {MAX_VALUES} values, counting every use of a YAML alias")
    }
}

/// Returns the message about a name that an object has twice.
pub(crate) fn duplicate(name: &str) -> String {
    format!("duplicate key `{}`; remove one", name.escape_debug())
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        self.values.set(self.values.get() + 1);
        if self.values.get() > MAX_VALUES || self.depth > MAX_DEPTH {
            return Err(D::Error::custom(too_large(self.depth > MAX_DEPTH)));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json, E> {
        let number = Number::from_f64(value);
        Ok(number.map_or(Json::Null, |number| Json::Number(number.to_string())))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Json, E> {
        Ok(Json::String(value.into()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Json, E> {
        Ok(Json::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Json, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = sequence.next_element_seed(self.inner())? {
            elements.push(element);
        }
        Ok(Json::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut object = Object::default();
        while let Some(name) = map.next_key::<String>()? {
            if object.members.contains_key(&name) {
                return Err(A::Error::custom(duplicate(&name)));
            }
            let value = map.next_value_seed(self.inner())?;
            object.members.insert(name, value);
        }
        Ok(Json::Object(object))
    }
}

/// Appends a segment to a JSON Pointer.
pub(crate) fn join(pointer: &str, segment: &str) -> String {
    let mut joined = String::with_capacity(pointer.len() + segment.len() + 1);
    joined.push_str(pointer);
    joined.push('/');
    for one in segment.chars() {
        match one {
            '~' => joined.push_str("~0"),
            '/' => joined.push_str("~1"),
            _ => joined.push(one),
        }
    }
    joined
}

/// Splits a JSON Pointer into its segments.
pub(crate) fn segments(pointer: &str) -> impl Iterator<Item = String> {
    let segments = pointer.split('/').skip(1);
    segments.map(|segment| segment.replace("~1", "/").replace("~0", "~"))
}

#[cfg(test)]
mod tests {
    use super::{Json, Object};

    #[test]
    fn members_keep_their_order_and_numbers_their_digits() {
        let mut object = Object::default();
        object.set("b", Json::number("1.50"));
        object.set("a", Json::strings(["x\"y"]));
        object.set_text("c", "");
        object.set_flag("d", true);
        object.set("b", Json::number("2e3"));
        let json = Json::from(object);
        assert_eq!(json.to_line(), r#"{"b":2e3,"a":["x\"y"],"d":true}"#);
        assert_eq!(
            json.to_document(),
            "{\n  \"b\": 2e3,\n  \"a\": [\n    \"x\\\"y\"\n  ],\n  \"d\": true\n}\n"
        );
    }

    #[test]
    fn a_document_is_read_in_its_order_and_without_duplicate_names() {
        let text = r#"{"b":[1,-2,0.1,18446744073709551615,1e3],"a":{"c":null,"d":"é\n"},"":false}"#;
        let json = Json::parse(text).unwrap();
        assert_eq!(json.to_line(), text.replace("1e3", "1000.0"));
        for (text, expected) in [
            (
                "{\n\"a\": 1, \"a\": 2}",
                "duplicate key `a`; remove one at line 2 column 11",
            ),
            ("[1] 2", "trailing characters at line 1 column 5"),
            ("[1", "EOF while parsing a list at line 1 column 2"),
        ] {
            assert_eq!(Json::parse(text).unwrap_err().to_string(), expected);
        }
        let deep = "[".repeat(122);
        let error = Json::parse(&deep).unwrap_err().to_string();
        assert!(error.starts_with("arrays and objects are nested more than 120 deep"));
    }
}
