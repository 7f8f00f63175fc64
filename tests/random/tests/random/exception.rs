//! Where the encoder and the validators may differ.

use crate::numbers::{is_float, is_wide};
use serde_json::Value;
use voucher_definition::{Contents, Definition};

/// Returns whether a violation is about a value with alternatives, or about something in it. The encoder checks the alternative that
/// the user chose. The run-time validator cannot know it: another alternative may accept the value, and if none does, it reports
/// the value as a whole.
pub(crate) fn has_alternatives(definition: &'static Definition, pointer: &str) -> bool {
    let mut levels = Vec::new();
    let mut contents = match definition.body {
        Some(body) => body.kind.contents(),
        None => return false,
    };
    for segment in pointer.split('/').skip(1) {
        if let Contents::Ancestor(distance) = contents {
            let level = levels.len().checked_sub(1 + distance as usize);
            let Some(level) = level else { return false };
            contents = levels[level];
            levels.truncate(level);
        }
        let inner = match contents {
            Contents::Alternatives(_) => return true,
            Contents::Fields(object) => {
                levels.push(contents);
                object.field(&segment.replace("~1", "/").replace("~0", "~"))
            }
            Contents::Elements(array) => Some(array.element),
            Contents::Values(map) => Some(map.value),
            Contents::Ancestor(_) | Contents::None => None,
        };
        let Some(inner) = inner else { return false };
        contents = inner.kind.contents();
    }
    matches!(contents, Contents::Alternatives(_))
}

/// Returns whether all numbers of a body are the same for a validator of JSON Schema. It computes multiples of large numbers with
/// floats, and compares integers with more than 53 bits as floats.
pub(crate) fn is_exact(body: &Value) -> bool {
    is_float(body) && !is_wide(body)
}
