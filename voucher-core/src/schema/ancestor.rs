//! References to the schema of a type, for definitions that contain themselves.
//!
//! The location of a schema is only known when the whole document is written. Until then, a reference has a number that marks
//! its target. If no schema around a reference is its target, the type gets a schema in `$defs`.

use super::Remarks;
use crate::encode::JsonValue;
use crate::schema_node::Node;
use crate::type_info::{Itself, TypeInfo};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Write;
use voucher_definition::{Field, pointer};

/// The keyword of a reference whose target is not known yet: the number of the target.
const REFERENCE: &str = "x-ravelin-reference";
/// The keyword of a possible target: its number.
const TARGET: &str = "x-ravelin-target";
/// The path of the body, in an attribute.
const BODY: &str = ".";

/// The types that a schema refers to.
#[derive(Default)]
pub(super) struct References(Vec<Reference>);

pub(super) struct Reference {
    /// The number of the target.
    number: u64,
    /// The path of what the type is derived for.
    path: &'static str,
    /// The field that has a value of the type.
    pub(super) field: &'static Field,
    pub(super) itself: Itself,
}

impl References {
    #[inline]
    pub(super) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// Writes a reference to the schema of a type.
#[inline]
pub(super) fn reference(node: &mut Node, field: &'static Field, type_info: TypeInfo) -> Remarks {
    let details = type_info.details;
    let (Some(mapping), Some(itself)) = (details.ancestor, details.itself) else {
        return Remarks::default();
    };
    let itself = itself();
    let number = number_of(itself);
    reference_to(node, number);
    let reference = Reference {
        number,
        path: mapping.object,
        field,
        itself,
    };
    Remarks {
        references: References([reference].into()),
        ..Remarks::default()
    }
}

/// Writes a reference to the schema around this one that is marked with a number.
#[inline]
pub(super) fn reference_to(node: &mut Node, number: u64) {
    node.put(REFERENCE, JsonValue::Unsigned(number));
}

/// Marks the schema of a type as one that schemas within it can refer to.
#[inline]
pub(super) fn target(node: &mut Node, type_info: TypeInfo) {
    if let Some(itself) = type_info.details.itself {
        mark_as(node, number_of(itself()));
    }
}

/// Marks a schema as one that schemas within it can refer to.
#[inline]
pub(super) fn mark_as(node: &mut Node, number: u64) {
    node.put(TARGET, JsonValue::Unsigned(number));
}

/// Returns the number of a type: the FNV-1a hash of its name. The addresses that mark definitions are smaller.
#[inline]
fn number_of(itself: Itself) -> u64 {
    let bytes = itself.name.bytes();
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash | 1 << 63
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

/// Replaces the numbers in schemas by references to their targets.
#[derive(Default)]
pub(super) struct Linker {
    pub(super) references: References,
    /// The types with a schema in `$defs`: their number, and the name there.
    defined: Vec<(u64, String)>,
}

impl Linker {
    /// Returns a reference to the type in `$defs` with an index, and its name there.
    #[inline]
    pub(super) fn definition(&self, index: usize) -> Option<(&Reference, String)> {
        let (number, name) = self.defined.get(index)?;
        Some((self.find(*number)?, name.clone()))
    }

    #[inline]
    fn find(&self, number: u64) -> Option<&Reference> {
        let mut references = self.references.0.iter();
        references.find(|reference| reference.number == number)
    }

    #[inline]
    pub(super) fn link(&mut self, node: Node, location: &str) -> Node {
        let mut members = node.0;
        self.link_members(&mut members, location, &mut Vec::new());
        Node(members)
    }

    /// `targets` are the numbers and JSON Pointers of the targets around the schema.
    #[inline]
    fn link_in(
        &mut self,
        schema: &mut JsonValue,
        location: &str,
        targets: &mut Vec<(u64, String)>,
    ) {
        if let JsonValue::Object(members) = schema {
            self.link_members(members, location, targets);
        }
    }

    fn link_members(
        &mut self,
        members: &mut Vec<(String, JsonValue)>,
        location: &str,
        targets: &mut Vec<(u64, String)>,
    ) {
        let count = targets.len();
        members.retain(|(name, value)| match value {
            JsonValue::Unsigned(number) if name == TARGET => {
                targets.push((*number, location.into()));
                false
            }
            _ => true,
        });
        for (name, value) in members {
            let location = pointer(location, name);
            match (&**name, &mut *value) {
                (REFERENCE, JsonValue::Unsigned(number)) => {
                    let target = self.locate(*number, targets);
                    *name = "$ref".into();
                    *value = JsonValue::String(fragment(&target));
                }
                ("properties", JsonValue::Object(properties)) => {
                    for (name, schema) in properties {
                        self.link_in(schema, &pointer(&location, name), targets);
                    }
                }
                ("oneOf" | "anyOf" | "allOf", JsonValue::Array(schemas)) => {
                    for (index, schema) in schemas.iter_mut().enumerate() {
                        self.link_in(schema, &format!("{location}/{index}"), targets);
                    }
                }
                ("items" | "additionalProperties", schema) => {
                    self.link_in(schema, &location, targets);
                }
                _ => {}
            }
        }
        targets.truncate(count);
    }

    /// Returns the JSON Pointer of a target: around the reference, or in `$defs`.
    fn locate(&mut self, number: u64, targets: &[(u64, String)]) -> String {
        let mut around = targets.iter().rev();
        if let Some((_, location)) = around.find(|(target, _)| *target == number) {
            return location.clone();
        }
        let mut defined = self.defined.iter();
        if let Some((_, name)) = defined.find(|(target, _)| *target == number) {
            return pointer("/$defs", name);
        }
        let path = self.find(number).map_or(BODY, |reference| reference.path);
        let path = if path == BODY { "body" } else { path };
        let is_taken = |name: &str| self.defined.iter().any(|(_, taken)| taken == name);
        let mut name = path.to_string();
        let mut count = 1;
        while is_taken(&name) {
            count += 1;
            name = format!("{path}-{count}");
        }
        let location = pointer("/$defs", &name);
        self.defined.push((number, name));
        location
    }
}
