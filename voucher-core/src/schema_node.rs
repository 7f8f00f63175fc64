//! A JSON Schema that is being written. Kinds write into it, and `schema` names the kinds, so neither module contains it.

use crate::encode::JsonValue;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A schema that is being written, in order.
pub(crate) struct Node(pub(crate) Vec<(String, JsonValue)>);

impl Node {
    #[inline]
    pub(crate) fn new() -> Self {
        Self(Vec::new())
    }

    #[inline]
    pub(crate) fn put(&mut self, name: &str, value: JsonValue) {
        self.0.push((name.to_string(), value));
    }

    #[inline]
    pub(crate) fn string(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.put(name, string(value));
        }
    }

    #[inline]
    pub(crate) fn strings(&mut self, name: &str, values: &[impl AsRef<str>]) {
        if !values.is_empty() {
            let values = values.iter().map(|value| string(value.as_ref()));
            self.put(name, JsonValue::Array(values.collect()));
        }
    }

    #[inline]
    pub(crate) fn integers(&mut self, min: i64, max: i64) {
        self.string("type", "integer");
        self.put("minimum", JsonValue::Signed(min));
        self.put("maximum", JsonValue::Signed(max));
    }

    /// Returns the schema of this value or `null`.
    #[inline]
    pub(crate) fn or_null(self) -> Self {
        let (mut null, mut either) = (Self::new(), Self::new());
        null.string("type", "null");
        let alternatives = [self.finish(), null.finish()];
        either.put("anyOf", JsonValue::Array(alternatives.into()));
        either
    }

    #[inline]
    pub(crate) fn finish(self) -> JsonValue {
        JsonValue::Object(self.0)
    }
}

#[inline]
fn string(value: &str) -> JsonValue {
    JsonValue::String(value.to_string())
}
