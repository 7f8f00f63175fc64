//! Finds the field whose listed values an enum maps.

use crate::attr::EnumKeys;
use crate::lookup::innermost_element;
use crate::report::{Errors, quote_list};
use crate::resolve::{MappedObject, NamedDefinition, resolve_named};
use proc_macro2::{Ident, Span};
use syn::LitStr;
use voucher_definition as definition;
use voucher_definition::Kind;
use voucher_definition::suggest::nearest;

/// A field with listed values.
pub(super) struct EnumeratedField {
    /// The name in messages.
    pub(super) name: String,
    /// The name of the definition or object that contains it.
    pub(super) parent: String,
    /// Its definition, or that of its elements.
    pub(super) definition: &'static definition::Field,
}

impl EnumeratedField {
    /// Returns the field at a path. Reports a path to anything else.
    pub(super) fn resolve(
        definition: &'static definition::Definition,
        path: &LitStr,
        errors: &mut Errors,
    ) -> Option<Self> {
        let value = path.value();
        let (parent, name, field_definitions) = match value.rsplit_once('.') {
            _ if value.starts_with([':', '?']) => {
                let (mark, name) = value.split_at(1);
                let parameters = if mark == ":" {
                    definition.parameters
                } else {
                    definition.query
                };
                (String::from(definition.name), name, parameters.to_vec())
            }
            None => (
                String::from(definition.name),
                value.as_str(),
                fields_of(definition),
            ),
            Some((object, name)) => {
                let object = LitStr::new(object, path.span());
                let mapped = MappedObject::resolve(definition, &object, errors)?;
                (object.value(), name, mapped.definition.fields.to_vec())
            }
        };
        let found = find_enumerated(&field_definitions, name, path.span(), &parent, errors)?;
        Some(Self {
            name: String::from(name),
            parent,
            definition: found,
        })
    }

    /// Whether the listed values are integers. Otherwise, they are strings.
    pub(super) fn lists_integers(&self) -> bool {
        !matches!(self.definition.kind, Kind::Enum)
    }

    /// Lists the values that are not deprecated, each with its description: `` `1` (can wait), `2` and `3` ``.
    pub(super) fn list(&self) -> String {
        let integers = self.definition.integers.iter().map(ToString::to_string);
        let strings = self.definition.values.iter().map(ToString::to_string);
        let values: Vec<_> = if self.lists_integers() {
            integers.collect()
        } else {
            strings.collect()
        };
        let note = |value: &str| {
            let mut notes = self.definition.value_notes.iter();
            notes.find(|note| note.value == value)
        };
        let is_deprecated = |value: &String| note(value).is_some_and(|note| note.deprecated);
        let are_all_deprecated = values.iter().all(is_deprecated);
        let mut list: Vec<String> = Vec::new();
        for value in &values {
            if are_all_deprecated || !is_deprecated(value) {
                list.push(match note(value).map(|note| note.description) {
                    None | Some("") => format!("`{value}`"),
                    Some(description) => format!("`{value}` ({description})"),
                });
            }
        }
        match list.as_slice() {
            [others @ .., last] if !others.is_empty() => {
                format!("{} and {last}", others.join(", "))
            }
            _ => list.concat(),
        }
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

/// Returns the definition that the keys name, and the path to the field.
pub(super) fn resolve_keys<'k>(
    keys: &'k EnumKeys,
    ident: &Ident,
    errors: &mut Errors,
) -> Option<(NamedDefinition, &'k LitStr)> {
    const WRITE: &str = "`#[ravelin(event = \"voucher\", field = \"voucherType\")]`";
    if keys.status.has_conflict {
        return None;
    }
    let is_named = keys.event.is_some() || keys.definition.is_some();
    let (true, Some(path)) = (is_named, &keys.field) else {
        if !keys.status.is_broken {
            errors.push_spanned(
                ident,
                format!("expected the field whose values `{ident}` maps; add {WRITE}"),
            );
        }
        return None;
    };
    let found = resolve_named(keys.event.as_ref(), keys.definition.as_ref(), errors)?;
    Some((found, path))
}

/// Returns the field with this name if it is enumerated, or its elements if they are. Reports any other name.
fn find_enumerated(
    field_definitions: &[&'static definition::Field],
    name: &str,
    span: Span,
    parent: &str,
    errors: &mut Errors,
) -> Option<&'static definition::Field> {
    let enumerated = field_definitions
        .iter()
        .filter(|field_definition| is_enumerated(field_definition));
    let names: Vec<_> = enumerated
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
    let message = match (found, nearest(name, &names), names.as_slice()) {
        (Some(field_definition), ..) if is_enumerated(field_definition) => {
            return Some(innermost_element(field_definition));
        }
        (Some(field_definition), ..) => format!(
            "expected a field with listed values, but `{}` is {}; fields with listed values: {}",
            field_definition.name,
            field_definition.kind.noun(),
            quote_list(&names)
        ),
        (None, Some(near), _) => {
            format!("field `{name}` is not in `{parent}`; did you mean `{near}`?")
        }
        (None, None, []) => {
            format!("field `{name}` is not in `{parent}`, which has no field with listed values")
        }
        (None, None, _) => format!(
            "field `{name}` is not in `{parent}`; fields with listed values: `{}`",
            names.join("`, `")
        ),
    };
    errors.push_at(span, message);
    None
}

fn is_enumerated(field_definition: &'static definition::Field) -> bool {
    let field_definition = innermost_element(field_definition);
    match field_definition.kind {
        Kind::Enum => true,
        Kind::Integer => !field_definition.integers.is_empty(),
        Kind::Text
        | Kind::Identifier
        | Kind::Amount
        | Kind::Currency
        | Kind::Time
        | Kind::Bool
        | Kind::Custom
        | Kind::Number
        | Kind::DateTime
        | Kind::Date
        | Kind::Uuid
        | Kind::Any
        | Kind::Object(_)
        | Kind::Array(_)
        | Kind::Map(_)
        | Kind::OneOf(_)
        | Kind::Ancestor(_) => false,
    }
}
