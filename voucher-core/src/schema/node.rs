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
    pub(super) fn text(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.put(name, text(value));
        }
    }

    #[inline]
    pub(super) fn texts(&mut self, name: &str, values: &[impl AsRef<str>]) {
        if !values.is_empty() {
            let values = values.iter().map(|value| text(value.as_ref()));
            self.put(name, JsonValue::Array(values.collect()));
        }
    }

    #[inline]
    pub(super) fn integers(&mut self, least: i64, most: i64) {
        self.text("type", "integer");
        self.put("minimum", JsonValue::Signed(least));
        self.put("maximum", JsonValue::Signed(most));
    }

    #[inline]
    pub(super) fn finish(self) -> JsonValue {
        JsonValue::Object(self.0)
    }
}

/// The members of an object.
#[derive(Default)]
pub(super) struct Members {
    pub(super) properties: Vec<(String, JsonValue)>,
    pub(super) required: Vec<String>,
    pub(super) dependent: Vec<(&'static str, Vec<&'static str>)>,
    pub(super) exclusive: Vec<[&'static str; 2]>,
    /// Whether there may be others.
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
        node.text("type", "object");
        node.texts("required", &self.required);
        let mut dependent = Node::new();
        for (name, fellows) in self.dependent {
            dependent.texts(name, &fellows);
        }
        if !dependent.0.is_empty() {
            node.put("dependentRequired", dependent.finish());
        }
        let exclusive = self.exclusive.iter().map(|names| {
            let (mut both, mut not) = (Node::new(), Node::new());
            both.texts("required", names);
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
fn text(text: &str) -> JsonValue {
    JsonValue::String(text.to_string())
}
