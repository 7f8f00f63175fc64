//! Finds the field of a definition that an enum maps.

use super::object::MappedObject;
use super::select::{missing_alternative, select};
use crate::lookup::{parse_path, path_of, path_within};
use crate::report::quote_list;
use voucher_definition as definition;
use voucher_definition::Contents;
use voucher_definition::suggest::nearest;

/// A field, and where it is.
pub(crate) struct FieldPlace {
    /// Its definition, or that of an alternative, of an element, or of the values of a map.
    pub(crate) definition: &'static definition::Field,
    /// Its name in the attribute.
    pub(crate) name: String,
    /// Its path from the body.
    #[cfg_attr(not(feature = "definition-file"), allow(dead_code))]
    // only files have alternatives
    pub(crate) path: String,
    /// The name of the definition or object that contains it.
    pub(crate) parent: String,
}

/// What a field must have: its name in messages, and whether a field, or something in its arrays and maps, has it.
pub(crate) type Wanted = (&'static str, fn(&'static definition::Field) -> bool);

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
        let (_, is_wanted) = wanted;
        if let (false, Contents::Alternatives(one_of)) =
            (is_wanted(selected.field), selected.field.kind.contents())
        {
            return Err(missing_alternative(one_of, &selected.path, is_wanted));
        }
        Ok(Self {
            definition: selected.field,
            name: String::from(name),
            path: selected.path,
            parent,
        })
    }
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

/// Returns the field with this name if it has what is wanted, or if one of its alternatives has it.
fn find_wanted(
    field_definitions: &[&'static definition::Field],
    name: &str,
    parent: &str,
    (what, is_wanted): Wanted,
) -> Result<&'static definition::Field, String> {
    let candidates = field_definitions
        .iter()
        .filter(|field_definition| contains(field_definition, is_wanted));
    let names: Vec<_> = candidates
        .map(|field_definition| field_definition.name)
        .collect();
    let found = field_definitions
        .iter()
        .find(|field_definition| field_definition.name == name);
    let found = found.or_else(|| {
        field_definitions
            .iter()
            .find(|field_definition| field_definition.rust_name == name)
    });
    Err(match (found, nearest(name, &names), names.as_slice()) {
        (Some(field_definition), ..) if contains(field_definition, is_wanted) => {
            return Ok(field_definition);
        }
        (Some(field_definition), ..) => format!(
            "expected a field with {what}, but `{}` is {}; fields with {what}: {}",
            field_definition.name,
            field_definition.kind.noun(),
            quote_list(&names)
        ),
        (None, Some(near), _) => {
            format!("field `{name}` is not in `{parent}`; did you mean `{near}`?")
        }
        (None, None, []) => {
            format!("field `{name}` is not in `{parent}`, which has no field with {what}")
        }
        (None, None, _) => format!(
            "field `{name}` is not in `{parent}`; fields with {what}: `{}`",
            names.join("`, `")
        ),
    })
}

/// Whether a field has what is wanted, or one of its alternatives has it.
fn contains(
    field_definition: &'static definition::Field,
    is_wanted: fn(&'static definition::Field) -> bool,
) -> bool {
    is_wanted(field_definition)
        || match field_definition.kind.contents() {
            Contents::None | Contents::Fields(_) | Contents::Ancestor(_) => false,
            Contents::Elements(array) => contains(array.element, is_wanted),
            Contents::Values(map) => contains(map.value, is_wanted),
            Contents::Alternatives(one_of) => {
                let mut alternatives = one_of.alternatives.iter();
                alternatives.any(|alternative| contains(alternative.value, is_wanted))
            }
        }
}
