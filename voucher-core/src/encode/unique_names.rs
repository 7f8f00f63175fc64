//! The names that an object has so far.

use alloc::string::String;
use serde_json::{Map, Value};

/// UniqueNames, each once. (A map of `serde_json`, which is compiled there; a set of our own would be a tenth of all that this crate
/// gives the compiler to do.)
#[derive(Debug, Default)]
pub(crate) struct UniqueNames(Map<String, Value>);

impl UniqueNames {
    /// Whether the name is new.
    pub(crate) fn insert(&mut self, name: &str) -> bool {
        self.0.insert(String::from(name), Value::Null).is_none()
    }
}
