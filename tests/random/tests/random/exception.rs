//! Where the encoder and the validators may differ.

use crate::numbers::{is_float, is_wide};
use serde_json::Value;
use voucher_definition::{Contents, Definition};

/// Returns the JSON Pointer of the outermost value with alternatives on the way to a violation.
///
/// In such a value, the encoder checks the alternative that the user chose. The run-time validator cannot know it: another
/// alternative may accept the value, and if none does, the violations are those of another one, or of the value as a whole.
pub(crate) fn outermost_alternatives<'p>(
    definition: &'static Definition,
    pointer: &'p str,
) -> Option<&'p str> {
    let mut levels = Vec::new();
    let mut contents = definition.body?.kind.contents();
    let ends = pointer.match_indices('/').map(|(index, _)| index).skip(1);
    let mut end = 0;
    for (segment, next) in pointer.split('/').skip(1).zip(ends.chain([pointer.len()])) {
        if let Contents::Ancestor(distance) = contents {
            let level = levels.len().checked_sub(1 + distance as usize)?;
            contents = *levels.get(level)?;
            levels.truncate(level);
        }
        let inner = match contents {
            Contents::Alternatives(_) => return pointer.get(..end),
            Contents::Fields(object) => {
                levels.push(contents);
                object.field(&segment.replace("~1", "/").replace("~0", "~"))?
            }
            Contents::Elements(array) => array.element,
            Contents::Values(map) => map.value,
            Contents::Ancestor(_) | Contents::None => return None,
        };
        contents = inner.kind.contents();
        end = next;
    }
    matches!(contents, Contents::Alternatives(_)).then_some(pointer)
}

/// Returns whether all numbers of a body are the same for a validator of JSON Schema. It computes multiples of large numbers with
/// floats, and compares integers with more than 53 bits as floats.
pub(crate) fn is_exact(body: &Value) -> bool {
    is_float(body) && !is_wide(body)
}

/// Returns whether a definition file has values that JSON Schema cannot describe, such as currencies. It accepts more of them.
pub(crate) fn has_kinds(file: &str) -> bool {
    file.contains("x-ravelin-kind")
}
