//! JSON documents with members in the order in which they were added, and numbers as they are written.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// A JSON value.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// A value that is copied as it is.
    Value(Value),
    /// A number as it is written: `1.50`.
    Number(Box<RawValue>),
    Array(Vec<Node>),
    Object(Members),
}

/// The members of an object.
#[derive(Clone, Debug, Default)]
pub(crate) struct Members {
    members: Vec<(String, Node)>,
    /// The position of each member.
    positions: BTreeMap<String, usize>,
}

impl Node {
    pub(crate) fn string(text: &str) -> Self {
        Self::Value(text.into())
    }

    pub(crate) fn strings<'s>(strings: impl IntoIterator<Item = &'s str>) -> Self {
        Self::Array(strings.into_iter().map(Self::string).collect())
    }

    /// Returns a number as it is written; `null` if it is not a JSON number.
    pub(crate) fn number(text: &str) -> Self {
        match RawValue::from_string(text.into()) {
            Ok(raw) => Self::Number(raw),
            Err(_) => Self::Value(Value::Null),
        }
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

impl<T: Into<Value>> From<T> for Node {
    fn from(value: T) -> Self {
        Self::Value(value.into())
    }
}

impl From<Members> for Node {
    fn from(members: Members) -> Self {
        Self::Object(members)
    }
}

impl Members {
    /// Adds a member, or replaces the one with this name.
    pub(crate) fn put(&mut self, name: &str, value: impl Into<Node>) {
        let value = value.into();
        if let Some(position) = self.positions.get(name) {
            if let Some((_, old)) = self.members.get_mut(*position) {
                *old = value;
            }
            return;
        }
        self.positions.insert(name.into(), self.members.len());
        self.members.push((name.into(), value));
    }

    /// Adds a string, unless it is empty.
    pub(crate) fn put_text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.put(name, text);
        }
    }

    /// Adds `true` if it is.
    pub(crate) fn put_flag(&mut self, name: &str, is_set: bool) {
        if is_set {
            self.put(name, true);
        }
    }

    pub(crate) fn extend(&mut self, others: Self) {
        for (name, value) in others.members {
            self.put(&name, value);
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Node> {
        let position = self.positions.get(name)?;
        self.members.get(*position).map(|(_, value)| value)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.members
            .iter()
            .map(|(name, value)| (name.as_str(), value))
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Node)> {
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
            part.put(&name, value);
        }
        (first, others)
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::Number(raw) => raw.serialize(serializer),
            Self::Array(elements) => {
                let mut list = serializer.serialize_seq(Some(elements.len()))?;
                for element in elements {
                    list.serialize_element(element)?;
                }
                list.end()
            }
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.members.len()))?;
                for (name, value) in &members.members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Members, Node};

    #[test]
    fn members_keep_their_order_and_numbers_their_digits() {
        let mut members = Members::default();
        members.put("b", Node::number("1.50"));
        members.put("a", Node::strings(["x\"y"]));
        members.put_text("c", "");
        members.put_flag("d", true);
        members.put("b", Node::number("2e3"));
        let node = Node::from(members);
        assert_eq!(node.to_line(), r#"{"b":2e3,"a":["x\"y"],"d":true}"#);
        assert_eq!(
            node.to_document(),
            "{\n  \"b\": 2e3,\n  \"a\": [\n    \"x\\\"y\"\n  ],\n  \"d\": true\n}\n"
        );
    }
}
