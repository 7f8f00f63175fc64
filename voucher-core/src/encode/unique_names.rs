//! The member names of an object, to find duplicates.

use alloc::string::String;
use serde_json::{Map, Value};

/// A set of names. It wraps the map type of `serde_json`, which is compiled there already: instantiating a set of our
/// own costs compile time.
#[derive(Debug, Default)]
pub(crate) struct UniqueNames(Map<String, Value>);

impl UniqueNames {
    /// Adds a name, and returns whether it is new.
    pub(crate) fn insert(&mut self, name: &str) -> bool {
        self.0.insert(String::from(name), Value::Null).is_none()
    }
}
