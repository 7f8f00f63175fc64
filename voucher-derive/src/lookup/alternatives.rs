//! The alternatives of a field, by name.

use voucher_definition as definition;
use voucher_definition::{Contents, Kind};

/// Returns the alternatives of a kind, or of the elements or values in its arrays and maps. Also returns the number of
/// arrays and maps around them.
pub(crate) fn one_of_in(kind: Kind) -> Option<(&'static definition::OneOf, usize)> {
    match kind.contents() {
        Contents::None | Contents::Fields(_) | Contents::Ancestor(_) => None,
        Contents::Elements(array) => {
            one_of_in(array.element.kind).map(|(one_of, depth)| (one_of, depth + 1))
        }
        Contents::Values(map) => {
            one_of_in(map.value.kind).map(|(one_of, depth)| (one_of, depth + 1))
        }
        Contents::Alternatives(one_of) => Some((one_of, 0)),
    }
}

/// Returns the names of all alternatives.
pub(crate) fn alternative_names(one_of: &definition::OneOf) -> Vec<&'static str> {
    let alternatives = one_of.alternatives.iter();
    alternatives.map(|alternative| alternative.name).collect()
}

/// Returns the index of the alternative with this name.
pub(crate) fn find_alternative(one_of: &definition::OneOf, name: &str) -> Option<usize> {
    let mut alternatives = one_of.alternatives.iter();
    alternatives.position(|alternative| alternative.name == name)
}
