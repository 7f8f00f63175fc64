//! A schema that is being written, in order.

use crate::encode::JsonValue;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A schema that is being written, in order.
pub(super) struct Node(pub(super) Vec<(String, JsonValue)>);

impl Node {
    #[inline]
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    #[inline]
    pub(super) fn put(&mut self, name: &str, value: JsonValue) {
        self.0.push((name.to_string(), value));
    }

    #[inline]
    pub(super) fn string(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.put(name, string(value));
        }
    }

    #[inline]
    pub(super) fn strings(&mut self, name: &str, values: &[impl AsRef<str>]) {
        if !values.is_empty() {
            let values = values.iter().map(|value| string(value.as_ref()));
            self.put(name, JsonValue::Array(values.collect()));
        }
    }

    #[inline]
    pub(super) fn integers(&mut self, min: i64, max: i64) {
        self.string("type", "integer");
        self.put("minimum", JsonValue::Signed(min));
        self.put("maximum", JsonValue::Signed(max));
    }

    #[inline]
    pub(super) fn finish(self) -> JsonValue {
        JsonValue::Object(self.0)
    }
}

/// The members of an object schema.
#[derive(Default)]
pub(super) struct Members {
    pub(super) properties: Vec<(String, JsonValue)>,
    pub(super) required: Vec<String>,
    pub(super) dependent: Vec<(&'static str, Vec<&'static str>)>,
    pub(super) exclusive: Vec<[&'static str; 2]>,
    /// Whether other members are allowed.
    pub(super) is_open: bool,
}

impl Members {
    #[inline]
    pub(super) fn names(&self) -> Vec<String> {
        let names = self.properties.iter();
        names.map(|(name, _)| name.clone()).collect()
    }

    #[inline]
    pub(super) fn push(&mut self, name: String, schema: JsonValue, is_required: bool) {
        if is_required {
            self.required.push(name.clone());
        }
        self.properties.push((name, schema));
    }

    #[inline]
    pub(super) fn finish(self, node: &mut Node) {
        node.string("type", "object");
        node.strings("required", &self.required);
        let mut dependent = Node::new();
        for (name, others) in self.dependent {
            dependent.strings(name, &others);
        }
        if !dependent.0.is_empty() {
            node.put("dependentRequired", dependent.finish());
        }
        let exclusive = self.exclusive.iter().map(|names| {
            let (mut both, mut not) = (Node::new(), Node::new());
            both.strings("required", names);
            not.put("not", both.finish());
            not.finish()
        });
        let exclusive: Vec<_> = exclusive.collect();
        if !exclusive.is_empty() {
            node.put("allOf", JsonValue::Array(exclusive));
        }
        node.put("properties", JsonValue::Object(self.properties));
        node.put("additionalProperties", JsonValue::Bool(self.is_open));
    }
}

#[inline]
fn string(value: &str) -> JsonValue {
    JsonValue::String(value.to_string())
}
