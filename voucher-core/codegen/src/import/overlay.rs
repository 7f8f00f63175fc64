//! What users add to an imported definition.

use crate::json::{Json, Object};

/// Applies a JSON Merge Patch (RFC 7386).
pub(super) fn patch(target: &mut Json, overlay: &Json) {
    let Json::Object(overlay) = overlay else {
        *target = overlay.clone();
        return;
    };
    if target.as_object().is_none() {
        *target = Json::Object(Object::default());
    }
    let Some(object) = target.as_object_mut() else {
        return;
    };
    for (name, value) in &overlay.members {
        if *value == Json::Null {
            object.remove(name);
        } else {
            let member = object.members.entry(name.clone()).or_insert(Json::Null);
            patch(member, value);
        }
    }
}

/// The keywords that the import writes, and whose schemas are compared one by one.
const SCHEMAS: [&str; 2] = ["x-ravelin-parameters", "x-ravelin-query"];
/// The keywords that depend on the operation.
const OF_OPERATION: [&str; 2] = ["x-ravelin-path", "x-ravelin-method"];

/// Copies the `x-ravelin-…` keywords of an earlier version of the file that the new one does not have.
pub(super) fn preserve(new: &mut Json, old: &Json) {
    let is_same_request = OF_OPERATION
        .iter()
        .all(|keyword| new.get(keyword) == old.get(keyword));
    let is_same_command =
        new.get("$comment").is_some() && new.get("$comment") == old.get("$comment");
    if is_same_command && !is_same_request {
        let object = new.as_object_mut();
        if let (Some(object), true) = (object, has_same_parameters(old)) {
            for keyword in OF_OPERATION {
                if let Some(value) = old.get(keyword) {
                    object.set(keyword, value.clone());
                }
            }
        }
    }
    copy(new, old, false);
}

/// Returns whether a path has exactly the parameters that the file has.
fn has_same_parameters(file: &Json) -> bool {
    let path = file.str("x-ravelin-path").unwrap_or_default();
    let in_path = path
        .split('/')
        .filter(|segment| segment.starts_with(':'))
        .count();
    let declared = file.get("x-ravelin-parameters").and_then(Json::as_object);
    in_path == declared.map_or(0, |object| object.members.len())
}

fn copy(new: &mut Json, old: &Json, is_query: bool) {
    match (new, old) {
        (Json::Object(new), Json::Object(old)) => {
            for (name, value) in &old.members {
                let is_own = name.starts_with("x-ravelin-") && !OF_OPERATION.contains(&&**name);
                if is_own && !SCHEMAS.contains(&&**name) {
                    // That of a query parameter follows from the description.
                    let is_required = is_query
                        && name == "x-ravelin-status"
                        && value.as_str() == Some("required");
                    let is_name = name == "x-ravelin-rust-name";
                    if (new.get(name).is_none() || is_name) && !is_required {
                        new.set(name.as_str(), value.clone());
                    }
                } else if let Some(member) = new.members.get_mut(name) {
                    copy(member, value, is_query || name == "x-ravelin-query");
                }
            }
        }
        (Json::Array(new), Json::Array(old)) => {
            for (new, old) in new.iter_mut().zip(old) {
                copy(new, old, is_query);
            }
        }
        _ => {}
    }
}
