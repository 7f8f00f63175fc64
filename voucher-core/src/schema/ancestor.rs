//! References to a schema around a value, for definitions that contain themselves.
//!
//! The location of a schema is only known when the whole document is written. Until then, a reference has the number of
//! objects and alternatives between it and its target.

use crate::encode::JsonValue;
use crate::schema_node::Node;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;
use voucher_definition::pointer;

/// The keyword of a reference whose target is not known yet.
const DISTANCE: &str = "x-ravelin-distance";

/// Writes a reference to a schema around this one.
#[inline]
pub(super) fn ancestor(node: &mut Node, distance: u32) {
    node.put(DISTANCE, JsonValue::Unsigned(distance.into()));
}

/// Returns a JSON Pointer as the fragment of a URI.
#[inline]
fn fragment(pointer: &str) -> String {
    let mut fragment = String::from("#");
    for byte in pointer.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/$".contains(&byte) {
            fragment.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(fragment, "%{byte:02X}");
        }
    }
    fragment
}

/// Replaces the distances in a schema by references to their targets.
#[inline]
pub(super) fn link(mut schema: JsonValue) -> JsonValue {
    link_in(&mut schema, "", &mut Vec::new());
    schema
}

/// `levels` are the JSON Pointers of the objects and alternatives around the schema.
#[inline]
fn link_in(schema: &mut JsonValue, location: &str, levels: &mut Vec<String>) {
    let JsonValue::Object(members) = schema else {
        return;
    };
    let mut names = members.iter().map(|(name, _)| name.as_str());
    let is_level = names.any(|name| name == "properties" || name == "oneOf");
    if is_level {
        levels.push(location.into());
    }
    for (name, value) in members {
        let location = pointer(location, name);
        match (&**name, &mut *value) {
            (DISTANCE, JsonValue::Unsigned(distance)) => {
                let distance = usize::try_from(*distance).unwrap_or_default();
                let target = levels.iter().rev().nth(distance);
                *name = "$ref".into();
                *value = JsonValue::String(fragment(target.map_or("", String::as_str)));
            }
            ("properties", JsonValue::Object(properties)) => {
                for (name, schema) in properties {
                    link_in(schema, &pointer(&location, name), levels);
                }
            }
            ("oneOf" | "anyOf" | "allOf", JsonValue::Array(schemas)) => {
                for (index, schema) in schemas.iter_mut().enumerate() {
                    link_in(schema, &format!("{location}/{index}"), levels);
                }
            }
            ("items" | "additionalProperties", schema) => link_in(schema, &location, levels),
            _ => {}
        }
    }
    if is_level {
        levels.pop();
    }
}
