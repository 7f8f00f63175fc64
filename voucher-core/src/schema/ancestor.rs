//! References to a schema around a value, for definitions that contain themselves.
//!
//! The location of a schema is only known when the whole document is written. Until then, a reference has the digest of its
//! target.

use crate::encode::JsonValue;
use crate::schema_node::Node;
use crate::type_info::TypeInfo;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;
use voucher_definition::pointer;

/// The keyword of a reference whose target is not known yet: the digest of the target.
const REFERENCE: &str = "x-ravelin-reference";
/// The same for a target that is not the body. If it is not around the reference, any value is valid there.
const REFERENCE_WITHIN: &str = "x-ravelin-reference-within";
/// The path of the body, in an attribute.
const BODY: &str = ".";
/// The keyword of a possible target: its digest.
const TARGET: &str = "x-ravelin-target";

/// Writes a reference to the schema around this one that has a digest.
#[inline]
pub(super) fn reference(node: &mut Node, type_info: TypeInfo) {
    if let Some(mapping) = type_info.details.ancestor {
        let name = match mapping.object {
            BODY => REFERENCE,
            _ => REFERENCE_WITHIN,
        };
        node.put(name, JsonValue::Unsigned(mapping.digest));
    }
}

/// Writes a reference to the schema around this one that is marked with a number.
#[inline]
pub(super) fn reference_to(node: &mut Node, mark: u64) {
    node.put(REFERENCE, JsonValue::Unsigned(mark));
}

/// Marks a schema as one that schemas within it can refer to.
#[inline]
pub(super) fn target(node: &mut Node, digest: u64) {
    node.put(TARGET, JsonValue::Unsigned(digest));
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

/// Replaces the digests in a schema by references to their targets.
#[inline]
pub(super) fn link(mut schema: JsonValue) -> JsonValue {
    link_in(&mut schema, "", &mut Vec::new());
    schema
}

/// `targets` are the digests and JSON Pointers of the targets around the schema.
#[inline]
fn link_in(schema: &mut JsonValue, location: &str, targets: &mut Vec<(u64, String)>) {
    let JsonValue::Object(members) = schema else {
        return;
    };
    let count = targets.len();
    members.retain(|member| match member {
        (name, JsonValue::Unsigned(digest)) if name == TARGET => {
            targets.push((*digest, location.into()));
            false
        }
        (name, JsonValue::Unsigned(digest)) if name == REFERENCE_WITHIN => {
            targets.iter().any(|(target, _)| target == digest)
        }
        _ => true,
    });
    for (name, value) in members {
        let location = pointer(location, name);
        match (&**name, &mut *value) {
            (REFERENCE | REFERENCE_WITHIN, JsonValue::Unsigned(digest)) => {
                let target = targets.iter().rev().find(|(target, _)| target == digest);
                // The body itself is the only target that is not marked.
                let target = target.map_or("", |(_, location)| location);
                *name = "$ref".into();
                *value = JsonValue::String(fragment(target));
            }
            ("properties", JsonValue::Object(properties)) => {
                for (name, schema) in properties {
                    link_in(schema, &pointer(&location, name), targets);
                }
            }
            ("oneOf" | "anyOf" | "allOf", JsonValue::Array(schemas)) => {
                for (index, schema) in schemas.iter_mut().enumerate() {
                    link_in(schema, &format!("{location}/{index}"), targets);
                }
            }
            ("items" | "additionalProperties", schema) => link_in(schema, &location, targets),
            _ => {}
        }
    }
    targets.truncate(count);
}
