//! Without definition files: each field of a table is in the body or in the entity, and contains no other fields.

use voucher_definition as definition;

/// Converts a JSON Pointer to a path: `/voucher/expiry` to `voucher.expiry`.
pub(crate) fn dotted_path(pointer: &str) -> String {
    pointer.trim_start_matches('/').replace('/', ".")
}

/// Whether a request has no body, or one that is not an object.
pub(crate) fn is_without_object(_: &definition::Definition) -> bool {
    false
}

/// Returns the definition of the elements of an array. No field is one.
pub(crate) fn innermost_element(
    field_definition: &'static definition::Field,
) -> &'static definition::Field {
    field_definition
}

/// Returns the path to the first nested object that has a field of this name. No table has nested objects.
pub(crate) fn path_to_parent(_: &definition::Object, _: &str, _: &str) -> Option<String> {
    None
}

/// Adds the paths of the currencies within a field. No amount contains any.
pub(crate) fn push_nested_currencies(_: &definition::Field, _: &str, _: &mut Vec<String>) {}
