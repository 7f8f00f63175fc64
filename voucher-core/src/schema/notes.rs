//! What the API says about listed values, added to a schema.

use crate::encode::JsonValue;
use crate::schema_node::Node;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use voucher_definition::ValueNote;

/// Replaces the `enum` of a value, or of the values in its arrays and maps, by a `oneOf` with a `const` for each value and
/// what the notes say about it. Values differ, so a validator accepts the same ones.
#[inline]
pub(super) fn add_notes(schema: &mut Vec<(String, JsonValue)>, notes: &[ValueNote]) {
    for (name, value) in schema {
        match (name.as_str(), &mut *value) {
            ("enum", JsonValue::Array(values)) if has_note(values, notes) => {
                let values = core::mem::take(values).into_iter();
                let values = values.map(|value| with_note(value, notes)).collect();
                *name = "oneOf".to_string();
                *value = JsonValue::Array(values);
            }
            ("items" | "additionalProperties", JsonValue::Object(inner)) => {
                add_notes(inner, notes);
            }
            // A value or `null`.
            ("anyOf", JsonValue::Array(alternatives)) => {
                for alternative in alternatives {
                    if let JsonValue::Object(inner) = alternative {
                        add_notes(inner, notes);
                    }
                }
            }
            _ => {}
        }
    }
}

#[inline]
fn has_note(values: &[JsonValue], notes: &[ValueNote]) -> bool {
    values.iter().any(|value| find_note(value, notes).is_some())
}

/// Returns a schema that only accepts this value.
#[inline]
fn with_note(value: JsonValue, notes: &[ValueNote]) -> JsonValue {
    let note = find_note(&value, notes).copied();
    let mut schema = Node::new();
    schema.put("const", value);
    if let Some(note) = note {
        schema.string("description", note.description);
        if note.deprecated {
            schema.put("deprecated", JsonValue::Bool(true));
        }
    }
    schema.finish()
}

#[inline]
fn find_note<'n>(value: &JsonValue, notes: &'n [ValueNote]) -> Option<&'n ValueNote> {
    let value = match value {
        JsonValue::String(string) => string.clone(),
        JsonValue::Signed(integer) => integer.to_string(),
        _ => return None,
    };
    notes.iter().find(|note| note.value == value)
}
