//! Fields whose values or keys are listed, for `RavelinEnum`.

use super::wanted::Wanted;
use crate::lookup::innermost_element;
use voucher_definition as definition;
use voucher_definition::Kind;

/// What a field must have for an enum with `RavelinEnum`.
pub(crate) const LISTED_VALUES: Wanted = ("listed values", is_enumerated);

/// Whether a field, its elements or its values are listed, or the keys of a map in it.
pub(crate) fn is_enumerated(field_definition: &'static definition::Field) -> bool {
    has_values(innermost_element(field_definition)) || has_listed_keys(field_definition)
}

/// Whether the keys of a map in a field are listed.
pub(crate) fn has_listed_keys(field_definition: &'static definition::Field) -> bool {
    match field_definition.kind {
        Kind::Map(map) => has_values(map.key) || has_listed_keys(map.value),
        Kind::Array(array) => has_listed_keys(array.element),
        _ => false,
    }
}

/// Whether a field lists values.
pub(crate) fn has_values(field_definition: &definition::Field) -> bool {
    match field_definition.kind {
        Kind::Enum => true,
        Kind::Integer | Kind::Amount => !field_definition.integers.is_empty(),
        Kind::Text
        | Kind::Identifier
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
