//! Assertions about types that are used within themselves.

use super::{about, assert_field};
use crate::mapping::AncestorRules;
use crate::type_info::TypeInfo;
use voucher_definition::Field;
use voucher_definition::message::Message;

/// Fails the build if a type does not map the object that the field refers to. Only the digests of the objects are compared.
///
/// # Panics
/// At compile time, if it does not.
#[track_caller]
#[inline]
pub const fn assert_ancestor(
    type_info: TypeInfo,
    field: &'static Field,
    event: &str,
    is_required: bool,
    rules: &AncestorRules,
) {
    assert_field(type_info, field, event, is_required);
    if let Some(message) = ancestor_mismatch(type_info, field, rules) {
        panic!("{}", message.as_str());
    }
}

/// Returns why a type does not map the object that the field refers to.
#[must_use]
#[inline]
pub const fn ancestor_mismatch(
    type_info: TypeInfo,
    field: &Field,
    rules: &AncestorRules,
) -> Option<Message> {
    let AncestorRules { path, key, digest } = *rules;
    let message = about(field).push(" refers to ").quoted(path);
    let message = match type_info.details.ancestor {
        // Digest 0: the derive has failed and reported why.
        Some(object) if object.digest == digest || object.digest == 0 => return None,
        Some(object) => message.push(", and this type maps ").quoted(object.object),
        None if !type_info.details.mismatch.is_empty() => return None,
        None => message.push(", and this type is a part of an event"),
    };
    let message = message
        .push("; use the type that is derived with `")
        .push(key);
    Some(message.push(" = \"").push(path).push("\"`"))
}
