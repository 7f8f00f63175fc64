//! Finds what a field refers to that has the definition of a value around it.

use super::alternatives::alternative_names;
use super::{BODY, path_within};
use voucher_definition as definition;
use voucher_definition::{Contents, Kind};

/// An object, or a value with alternatives, that contains a field which refers to it.
#[derive(Clone)]
pub(crate) struct Ancestor {
    pub(crate) contents: Contents,
    /// Its path: `category`, or `payment[card]`.
    pub(crate) path: String,
}

impl Ancestor {
    /// Returns the digest of its object, or of its alternatives.
    pub(crate) fn digest(&self) -> u64 {
        match self.contents {
            Contents::Fields(object) => object.digest(),
            Contents::Alternatives(one_of) => one_of.digest(),
            // Nothing else is a level.
            Contents::None
            | Contents::Elements(_)
            | Contents::Values(_)
            | Contents::Ancestor(_) => 0,
        }
    }
}

/// Returns what a field refers to, if it has the definition of a value around it.
pub(crate) fn ancestor(
    definition: &definition::Definition,
    field_definition: &definition::Field,
) -> Option<Ancestor> {
    let Kind::Ancestor(distance) = field_definition.kind else {
        let inner = match field_definition.kind.contents() {
            Contents::Elements(array) => array.element,
            Contents::Values(map) => map.value,
            Contents::None
            | Contents::Fields(_)
            | Contents::Alternatives(_)
            | Contents::Ancestor(_) => return None,
        };
        return ancestor(definition, inner);
    };
    let mut levels = Vec::new();
    find_levels(
        definition.body?,
        String::new(),
        field_definition,
        &mut levels,
    );
    let index = levels
        .len()
        .checked_sub(usize::try_from(distance).ok()? + 1)?;
    let mut found = levels.swap_remove(index);
    if found.path.is_empty() {
        found.path = BODY.into();
    }
    Some(found)
}

/// Whether an alternative contains the same alternatives again, without an object between them: as an array of itself does.
pub(crate) fn contains_itself(
    alternative: &definition::Alternative,
    one_of: &definition::OneOf,
    definition: &definition::Definition,
) -> bool {
    ancestor(definition, alternative.value).is_some_and(|found| match found.contents {
        Contents::Alternatives(found) => std::ptr::eq(found, one_of),
        _ => false,
    })
}

/// Finds the objects and alternatives around a field, from the outside in. `path` is that of `around`. Returns whether the
/// field is found.
fn find_levels(
    around: &'static definition::Field,
    path: String,
    field_definition: &definition::Field,
    levels: &mut Vec<Ancestor>,
) -> bool {
    let contents = around.kind.contents();
    let inner: Vec<(&definition::Field, String)> = match contents {
        Contents::None | Contents::Ancestor(_) => return false,
        Contents::Elements(array) => vec![(array.element, path.clone())],
        Contents::Values(map) => vec![(map.value, path.clone())],
        Contents::Fields(object) => {
            let fields = object.fields.iter();
            let fields = fields.map(|field| (*field, path_within(&path, field.name)));
            fields.collect()
        }
        Contents::Alternatives(one_of) => {
            let names = alternative_names(one_of);
            let alternatives = names.iter().zip(one_of.alternatives);
            let alternatives = alternatives
                .map(|(name, alternative)| (alternative.value, format!("{path}[{name}]")));
            alternatives.collect()
        }
    };
    let is_level = matches!(contents, Contents::Fields(_) | Contents::Alternatives(_));
    if is_level {
        levels.push(Ancestor { contents, path });
    }
    for (field, path) in inner {
        let is_found = std::ptr::eq(field, field_definition);
        if is_found || find_levels(field, path, field_definition, levels) {
            return true;
        }
    }
    if is_level {
        levels.pop();
    }
    false
}
