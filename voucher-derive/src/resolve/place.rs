//! Finds the field of a definition that an enum maps.

use super::object::MappedObject;
use super::select::{Selected, missing_alternative, select};
use super::wanted::{Wanted, find_wanted};
use crate::lookup::{BODY, ELEMENT, parse_path, path_of, path_within};
use voucher_definition as definition;
use voucher_definition::Contents;

/// A field, and where it is.
pub(crate) struct FieldPlace {
    /// Its definition, or that of an alternative, of an element, or of the values of a map.
    pub(crate) definition: &'static definition::Field,
    /// The maps around that, the outermost first.
    pub(crate) maps: Vec<&'static definition::Map>,
    /// Its name in the attribute.
    pub(crate) name: String,
    /// Its path from the body.
    pub(crate) path: String,
    /// The name of the definition or object that contains it.
    pub(crate) parent: String,
}

impl FieldPlace {
    /// Returns the field at a path that has what is wanted.
    ///
    /// # Errors
    /// The message about a path to anything else.
    pub(crate) fn find(
        definition: &'static definition::Definition,
        path: &str,
        wanted: Wanted,
    ) -> Result<Self, String> {
        if let Some(body) = body_at(definition, path) {
            return Self::in_body(definition, body, wanted);
        }
        let Some(last) = parse_path(path)?.pop() else {
            return Err(String::from("expected the path of a field"));
        };
        let object = path.strip_suffix(last.source).unwrap_or_default();
        let (mut name, of_definition) = (last.name, String::from(definition.name));
        let (parent, object, field_definitions) = match object.strip_suffix('.') {
            None if name.starts_with([':', '?']) => {
                let parameters = if name.starts_with(':') {
                    definition.parameters
                } else {
                    definition.query
                };
                name = name.get(1..).unwrap_or_default();
                (of_definition, None, parameters.to_vec())
            }
            None => (of_definition, None, fields_of(definition)),
            Some(object) => {
                let mapped = MappedObject::find(definition, object)?;
                let fields = mapped.definition.fields.to_vec();
                (String::from(object), Some(mapped), fields)
            }
        };
        let found = find_wanted(&field_definitions, name, &parent, wanted)?;
        let path = match object {
            Some(object) => path_within(&object.path, found.name),
            None => path_of(found),
        };
        let selected = select(found, found.pointer(), path, &last.alternatives)?;
        Self::of(selected, name, parent, wanted)
    }

    /// Returns the body, or what its arrays and maps contain.
    fn in_body(
        definition: &'static definition::Definition,
        body: &'static definition::Field,
        wanted: Wanted,
    ) -> Result<Self, String> {
        let parent = String::from(definition.name);
        let found = find_wanted(&[body], body.name, &parent, wanted)?;
        let selected = select(found, found.pointer(), path_of(found), &[])?;
        Self::of(selected, found.rust_name, parent, wanted)
    }

    fn of(selected: Selected, name: &str, parent: String, wanted: Wanted) -> Result<Self, String> {
        let (_, is_wanted) = wanted;
        if let (false, Contents::Alternatives(one_of)) =
            (is_wanted(selected.field), selected.field.kind.contents())
        {
            return Err(missing_alternative(one_of, &selected.path, is_wanted));
        }
        Ok(Self {
            definition: selected.field,
            maps: selected.maps,
            name: String::from(name),
            path: selected.path,
            parent,
        })
    }
}

/// Returns the body if it is not an object, and if the path is that of an object in its place: `.`, or `[]` for its elements or
/// values.
fn body_at(definition: &definition::Definition, path: &str) -> Option<&'static definition::Field> {
    let body = definition.body.filter(|body| body.is_body())?;
    let has_elements = matches!(
        body.kind.contents(),
        Contents::Elements(_) | Contents::Values(_)
    );
    (path == BODY || path == ELEMENT && has_elements).then_some(body)
}

/// Returns the fields that an event maps: those of the body, or the body itself, and the parameters.
fn fields_of(definition: &definition::Definition) -> Vec<&'static definition::Field> {
    let body = definition.body.filter(|body| body.is_body());
    let parameters = definition
        .parameters
        .iter()
        .chain(definition.query)
        .copied();
    body.into_iter()
        .chain(definition.fields())
        .chain(parameters)
        .collect()
}
