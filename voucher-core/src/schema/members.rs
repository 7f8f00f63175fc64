//! The schema of an object.

use crate::encode::JsonValue;
use crate::schema_node::Node;
use alloc::string::String;
use alloc::vec::Vec;

/// The members of an object schema.
#[derive(Default)]
pub(super) struct Members {
    pub(super) properties: Vec<(String, JsonValue)>,
    pub(super) required: Vec<String>,
    pub(super) dependent: Vec<(&'static str, Vec<&'static str>)>,
    pub(super) exclusive: Vec<[&'static str; 2]>,
    /// Groups of members of which at least one is present.
    pub(super) any_of: Vec<Vec<&'static str>>,
    /// The minimum and maximum number of members, if they are limited.
    pub(super) count: Option<(u32, u32)>,
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
        if let Some((min, max)) = self.count {
            if min > 0 {
                node.put("minProperties", JsonValue::Unsigned(min.into()));
            }
            if max < u32::MAX {
                node.put("maxProperties", JsonValue::Unsigned(max.into()));
            }
        }
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
        let any_of = self.any_of.iter().map(|names| {
            let required = names.iter().map(|name| {
                let mut required = Node::new();
                required.strings("required", &[name]);
                required.finish()
            });
            let mut any = Node::new();
            any.put("anyOf", JsonValue::Array(required.collect()));
            any.finish()
        });
        let rules: Vec<_> = exclusive.chain(any_of).collect();
        if !rules.is_empty() {
            node.put("allOf", JsonValue::Array(rules));
        }
        node.put("properties", JsonValue::Object(self.properties));
        node.put("additionalProperties", JsonValue::Bool(self.is_open));
    }
}
