//! Finds objects and fields in a definition, and writes their paths.

use voucher_definition as definition;
use voucher_definition::{Kind, pointer};

/// `/order/items/*` as `order.items`
pub(crate) fn dotted_path(pointer: &str) -> String {
    let names = pointer
        .split('/')
        .filter(|name| !name.is_empty() && *name != "*");
    names.collect::<Vec<_>>().join(".")
}

/// The field of an object that has this name, in the API or in Rust.
pub(crate) fn find(object: &definition::Object, name: &str) -> Option<&'static definition::Field> {
    let mut field_definitions = object.fields.iter();
    let field_definition = field_definitions.find(|field_definition| field_definition.name == name);
    field_definition
        .or_else(|| {
            object
                .fields
                .iter()
                .find(|field_definition| field_definition.rust_name == name)
        })
        .copied()
}

/// The object that a kind is or holds, and in how many arrays it stands.
pub(crate) fn within(kind: Kind) -> Option<(&'static definition::Object, usize)> {
    match kind {
        Kind::Object(object) => Some((object, 0)),
        Kind::Array(array) => within(array.element.kind).map(|(object, depth)| (object, depth + 1)),
        _ => None,
    }
}

/// The row of what stands in an array, however deep; a row that is none is its own.
pub(crate) fn innermost(
    field_definition: &'static definition::Field,
) -> &'static definition::Field {
    match field_definition.kind {
        Kind::Array(array) => innermost(array.element),
        _ => field_definition,
    }
}

/// Returns the path to the first object below this one, or array of objects, that has this name: `order.items`.
pub(crate) fn path_of(object: &definition::Object, name: &str) -> Option<String> {
    object.fields.iter().find_map(|field_definition| {
        let (object, _) = within(field_definition.kind)?;
        let found =
            find(object, name).filter(|field_definition| within(field_definition.kind).is_some());
        match found {
            Some(found) => Some(dotted_path(&pointer(found.parent, found.name))),
            None => path_of(object, name),
        }
    })
}

/// The path to the first object within this one, however deep, that has a field of this name.
pub(crate) fn place_of(object: &definition::Object, name: &str) -> Option<String> {
    object.fields.iter().find_map(|field_definition| {
        let (within, depth) = within(field_definition.kind)?;
        if find(within, name).is_some() {
            return Some(dotted_path(
                &(pointer(field_definition.parent, field_definition.name) + &"/*".repeat(depth)),
            ));
        }
        place_of(within, name)
    })
}
