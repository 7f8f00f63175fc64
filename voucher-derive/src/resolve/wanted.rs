//! Finds a field by its name and by what it must have.

use crate::report::quote_list;
use voucher_definition as definition;
use voucher_definition::Contents;
use voucher_definition::suggest::nearest;

/// What a field must have: its name in messages, and whether a field, or something in its arrays and maps, has it.
pub(crate) type Wanted = (&'static str, fn(&'static definition::Field) -> bool);

/// Returns the field with this name if it has what is wanted, or if one of its alternatives has it.
pub(super) fn find_wanted(
    field_definitions: &[&'static definition::Field],
    name: &str,
    parent: &str,
    (what, is_wanted): Wanted,
) -> Result<&'static definition::Field, String> {
    let candidates = field_definitions
        .iter()
        .filter(|field_definition| contains(field_definition, is_wanted));
    let names: Vec<_> = candidates.map(|candidate| name_of(candidate)).collect();
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
            name_of(field_definition),
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

/// Returns the name of a field in an attribute.
fn name_of(field_definition: &definition::Field) -> &'static str {
    #[cfg(feature = "definition-file")]
    if field_definition.is_body() {
        return field_definition.rust_name;
    }
    field_definition.name
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
