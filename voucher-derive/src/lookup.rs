//! Finds objects and fields in a definition, and writes their paths.

mod alternatives;
mod ancestor;
mod path;

pub(crate) use alternatives::{alternative_names, find_alternative, one_of_in};
pub(crate) use ancestor::{Ancestor, ancestor, contains_itself};
pub(crate) use path::{Segment, parse_path};

use voucher_definition as definition;
use voucher_definition::{Contents, Kind};

/// What a path starts with if the body is an array: each of its elements.
pub(crate) const ELEMENT: &str = "[]";

/// The path to the body itself, for an object that contains itself.
pub(crate) const BODY: &str = ".";

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

/// Returns the path of a field that is not within an alternative.
pub(crate) fn path_of(field_definition: &definition::Field) -> String {
    match field_definition.kind {
        Kind::Array(_) | Kind::Map(_) if field_definition.is_body() => String::from(ELEMENT),
        _ => dotted_path(&field_definition.pointer()),
    }
}

/// Returns the path of a field of the object at a path.
pub(crate) fn path_within(object: &str, name: &str) -> String {
    match object {
        "" => String::from(name),
        object => format!("{object}.{name}"),
    }
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

/// Returns the objects in the value of a field, each with its path from the object at `path` that contains the field:
/// `order.items`, or `paymentMethod[card]` and `paymentMethod[paypal]`.
pub(crate) fn objects_in(
    field_definition: &definition::Field,
    path: &str,
) -> Vec<(String, &'static definition::Object)> {
    let mut objects = Vec::new();
    let path = if field_definition.is_body() {
        path_of(field_definition)
    } else {
        path_within(path, field_definition.name)
    };
    push_objects(field_definition.kind, path, &mut objects);
    objects
}

fn push_objects(
    kind: Kind,
    path: String,
    objects: &mut Vec<(String, &'static definition::Object)>,
) {
    match kind.contents() {
        Contents::None | Contents::Ancestor(_) => {}
        Contents::Fields(object) => objects.push((path, object)),
        Contents::Elements(array) => push_objects(array.element.kind, path, objects),
        Contents::Values(map) => push_objects(map.value.kind, path, objects),
        Contents::Alternatives(one_of) => {
            for (name, alternative) in alternative_names(one_of).iter().zip(one_of.alternatives) {
                push_objects(alternative.value.kind, format!("{path}[{name}]"), objects);
            }
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

/// Returns the path to the first object below the one at a path, or array of objects, that has this name: `order.items`.
pub(crate) fn path_to_object(
    object: &definition::Object,
    path: &str,
    name: &str,
) -> Option<String> {
    object.fields.iter().find_map(|field_definition| {
        let mut objects = objects_in(field_definition, path).into_iter();
        objects.find_map(|(path, object)| {
            let field_definition = find_field(object, name);
            let mut found = field_definition
                .into_iter()
                .flat_map(|found| objects_in(found, &path));
            match found.next() {
                Some((path, _)) => Some(path),
                None => path_to_object(object, &path, name),
            }
        })
    })
}

/// Returns the path to the first object, at any depth below the one at a path, that has a field of this name.
pub(crate) fn path_to_parent(
    object: &definition::Object,
    path: &str,
    name: &str,
) -> Option<String> {
    object.fields.iter().find_map(|field_definition| {
        let mut objects = objects_in(field_definition, path).into_iter();
        objects.find_map(|(path, object)| match find_field(object, name) {
            Some(_) => Some(path),
            None => path_to_parent(object, &path, name),
        })
    })
}

/// Adds the currencies in a field of the object at a path.
pub(crate) fn push_nested_currencies(
    field_definition: &definition::Field,
    path: &str,
    names: &mut Vec<String>,
) {
    for (path, object) in objects_in(field_definition, path) {
        for field_definition in object.fields {
            if matches!(field_definition.kind, Kind::Currency) {
                names.push(path_within(&path, field_definition.name));
            } else {
                push_nested_currencies(field_definition, &path, names);
            }
        }
    }
}
