//! Finds duplicate members, with a tree that keeps all of them.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;

/// A value with the names of its members.
enum Tree {
    Object(Vec<(String, Self)>),
    Array(Vec<Self>),
    Other,
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Other)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Tree, E> {
        Ok(Tree::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Tree, E> {
        Ok(Tree::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Tree, E> {
        Ok(Tree::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Tree, E> {
        Ok(Tree::Other)
    }

    fn visit_str<E>(self, _: &str) -> Result<Tree, E> {
        Ok(Tree::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Tree, A::Error> {
        let mut array = Vec::new();
        while let Some(element) = elements.next_element()? {
            array.push(element);
        }
        Ok(Tree::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Tree, A::Error> {
        let mut object = Vec::new();
        while let Some(member) = members.next_entry()? {
            object.push(member);
        }
        Ok(Tree::Object(object))
    }
}

/// Returns the JSON Pointer of each name that an object has more than once.
pub(crate) fn duplicates(text: &[u8]) -> BTreeSet<String> {
    fn collect(tree: &Tree, pointer: &str, found: &mut BTreeSet<String>) {
        match tree {
            Tree::Object(members) => {
                for (index, (name, value)) in members.iter().enumerate() {
                    let escaped = name.replace('~', "~0").replace('/', "~1");
                    let pointer = format!("{pointer}/{escaped}");
                    if members[..index].iter().any(|(before, _)| before == name) {
                        found.insert(pointer.clone());
                    }
                    collect(value, &pointer, found);
                }
            }
            Tree::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    collect(element, &format!("{pointer}/{index}"), found);
                }
            }
            Tree::Other => {}
        }
    }
    let mut found = BTreeSet::new();
    if let Ok(tree) = serde_json::from_slice(text) {
        collect(&tree, "", &mut found);
    }
    found
}
