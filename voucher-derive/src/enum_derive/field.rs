//! Finds the field whose listed values an enum maps.

use crate::attr::EnumKeys;
use crate::lookup::innermost_element;
use crate::report::Errors;
#[cfg(feature = "definition-file")]
use crate::resolve::{ALTERNATIVES, is_enumerated};
use crate::resolve::{
    FieldPlace, LISTED_VALUES, NamedDefinition, has_listed_keys, has_values, resolve_named,
};
use proc_macro2::Ident;
use syn::LitStr;
use voucher_definition as definition;
use voucher_definition::Kind;

/// What follows the path of a map in the name of its keys.
const KEYS: &str = "[keys]";

/// A field with listed values.
pub(super) struct EnumeratedField {
    /// The name in messages.
    pub(super) name: String,
    /// The name of the definition or object that contains it.
    pub(super) parent: String,
    /// Its definition, or that of its elements, values or keys.
    pub(super) definition: &'static definition::Field,
}

impl EnumeratedField {
    /// Returns the field at a path. Reports a path to anything else.
    pub(super) fn resolve(
        definition: &'static definition::Definition,
        path: &LitStr,
        errors: &mut Errors,
    ) -> Option<Self> {
        let name = path.value();
        if let Some(map) = name.strip_suffix(KEYS) {
            let place = FieldPlace::find(definition, map, ("listed keys", has_listed_keys));
            if let Some((keys, place)) =
                place.ok().and_then(|place| Some((keys_of(&place)?, place)))
            {
                return Some(Self::of(place, keys));
            }
        }
        match FieldPlace::find(definition, &name, LISTED_VALUES) {
            Ok(place) => {
                let innermost = innermost_element(place.definition);
                let keys = keys_of(&place).filter(|_| !has_values(innermost));
                Some(Self::of(place, keys.unwrap_or(innermost)))
            }
            Err(message) => {
                errors.push_at(path.span(), message);
                None
            }
        }
    }

    /// Reports a field that has alternatives instead of listed values. Returns whether it does.
    #[cfg(feature = "definition-file")]
    pub(super) fn check_alternatives(
        definition: &'static definition::Definition,
        path: &LitStr,
        errors: &mut Errors,
    ) -> bool {
        let name = path.value();
        let place = FieldPlace::find(definition, &name, ALTERNATIVES).ok();
        let is_one_of = place.is_some_and(|place| lists_nothing(place.definition));
        if is_one_of {
            let message = format!(
                "`{name}` has alternatives, not listed values; derive `RavelinOneOf` instead of `RavelinEnum`"
            );
            errors.push_at(path.span(), message);
        }
        is_one_of
    }

    fn of(place: FieldPlace, definition: &'static definition::Field) -> Self {
        Self {
            name: place.name,
            parent: place.parent,
            definition,
        }
    }

    /// Whether the listed values are amounts.
    pub(super) fn lists_amounts(&self) -> bool {
        matches!(self.definition.kind, Kind::Amount)
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

/// Whether neither a field nor any of its alternatives lists values.
#[cfg(feature = "definition-file")]
fn lists_nothing(field_definition: &'static definition::Field) -> bool {
    let innermost = innermost_element(field_definition);
    match innermost.kind {
        _ if is_enumerated(field_definition) => false,
        Kind::OneOf(one_of) => {
            let mut alternatives = one_of.alternatives.iter();
            alternatives.all(|alternative| lists_nothing(alternative.value))
        }
        _ => true,
    }
}

/// Returns the keys of the outermost map whose keys are listed.
fn keys_of(place: &FieldPlace) -> Option<&'static definition::Field> {
    let mut keys = place.maps.iter().map(|map| map.key);
    keys.find(|key| has_values(key))
}
