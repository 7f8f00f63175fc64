//! Finds the field whose listed values an enum maps.

use crate::attr::EnumKeys;
use crate::lookup::innermost_element;
use crate::report::Errors;
use crate::resolve::{FieldPlace, NamedDefinition, resolve_named};
use proc_macro2::Ident;
use syn::LitStr;
use voucher_definition as definition;
use voucher_definition::Kind;

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
        match FieldPlace::find(definition, &path.value(), ("listed values", is_enumerated)) {
            Ok(place) => Some(Self {
                name: place.name,
                parent: place.parent,
                definition: innermost_element(place.definition),
            }),
            Err(message) => {
                errors.push_at(path.span(), message);
                None
            }
        }
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
        let end = list.pop().unwrap_or_default();
        let others: Vec<_> = list.iter().map(String::as_str).collect();
        match others.as_slice() {
            [] => end,
            others => format!("{} and {end}", others.join(", ")),
        }
    }
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
