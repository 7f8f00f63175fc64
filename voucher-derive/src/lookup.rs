//! Finds objects and fields in a definition, and writes their paths.

use voucher_definition as definition;
use voucher_definition::{Contents, Kind};

/// Converts a JSON Pointer to a path: `/order/items/*` to `order.items`, and `/*/address` to `[].address`.
pub(crate) fn dotted_path(pointer: &str) -> String {
    let is_in_element = pointer == "/*" || pointer.starts_with("/*/");
    let element = is_in_element.then_some("[]");
    let names = pointer
        .split('/')
        .filter(|name| !name.is_empty() && *name != "*");
    element
        .into_iter()
        .chain(names)
        .collect::<Vec<_>>()
        .join(".")
}

/// Whether a request has no body, or one that is not an object.
pub(crate) fn is_without_object(definition: &definition::Definition) -> bool {
    definition.body.is_none_or(definition::Field::is_body)
}

/// Returns the field of an object with this name, in the API or in Rust.
pub(crate) fn find_field(
    object: &definition::Object,
    name: &str,
) -> Option<&'static definition::Field> {
    let mut by_name = object.fields.iter();
    let mut by_rust_name = object.fields.iter();
    let found = by_name.find(|field_definition| field_definition.name == name);
    found
        .or_else(|| by_rust_name.find(|field_definition| field_definition.rust_name == name))
        .copied()
}

/// Returns the object that a kind is, or that its arrays and maps contain. Also returns the number of arrays and maps around
/// it.
pub(crate) fn object_in(kind: Kind) -> Option<(&'static definition::Object, usize)> {
    match kind.contents() {
        // The objects of alternatives are found by the names of the alternatives.
        Contents::None | Contents::Alternatives(_) | Contents::Ancestor(_) => None,
        Contents::Fields(object) => Some((object, 0)),
        Contents::Elements(array) => {
            object_in(array.element.kind).map(|(object, depth)| (object, depth + 1))
        }
        Contents::Values(map) => {
            object_in(map.value.kind).map(|(object, depth)| (object, depth + 1))
        }
    }
}

/// Returns the definition of the elements or values of the innermost array or map, or the field definition itself if it is
/// neither.
pub(crate) fn innermost_element(
    field_definition: &'static definition::Field,
) -> &'static definition::Field {
    match field_definition.kind {
        Kind::Array(array) => innermost_element(array.element),
        Kind::Map(map) => innermost_element(map.value),
        _ => field_definition,
    }
}

/// Returns the path to the first object below this one, or array of objects, that has this name: `order.items`.
pub(crate) fn path_to_object(object: &definition::Object, name: &str) -> Option<String> {
    object.fields.iter().find_map(|field_definition| {
        let (object, _) = object_in(field_definition.kind)?;
        let found = find_field(object, name)
            .filter(|field_definition| object_in(field_definition.kind).is_some());
        match found {
            Some(found) => Some(dotted_path(&found.pointer())),
            None => path_to_object(object, name),
        }
    })
}

/// Returns the path to the first object, at any depth below this one, that has a field of this name.
pub(crate) fn path_to_parent(object: &definition::Object, name: &str) -> Option<String> {
    object.fields.iter().find_map(|field_definition| {
        let (inner, depth) = object_in(field_definition.kind)?;
        if find_field(inner, name).is_some() {
            return Some(dotted_path(
                &(field_definition.pointer() + &"/*".repeat(depth)),
            ));
        }
        path_to_parent(inner, name)
    })
}
