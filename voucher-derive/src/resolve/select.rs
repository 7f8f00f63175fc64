//! Follows the names of alternatives in a path.

use crate::lookup::{alternative_names, find_alternative};
use crate::report::quote_list;
use voucher_definition as definition;
use voucher_definition::Contents;
use voucher_definition::suggest::nearest;

/// What the names of alternatives select.
pub(super) struct Selected {
    /// The field definition of the alternative, or of the elements or values of its arrays and maps.
    pub(super) field: &'static definition::Field,
    /// The property that selects the alternative.
    pub(super) tag: Option<&'static definition::Field>,
    /// The maps around it since the last alternative, the outermost first.
    pub(super) maps: Vec<&'static definition::Map>,
    pub(super) pointer: String,
    pub(super) path: String,
}

/// Follows the names of alternatives from a field, at a JSON Pointer and a path, to an alternative. Elements of arrays and
/// values of maps need no name. Stops at alternatives without a name.
///
/// # Errors
/// The message about a name that is unknown or not needed.
pub(super) fn select(
    field: &'static definition::Field,
    pointer: String,
    path: String,
    names: &[&str],
) -> Result<Selected, String> {
    let mut names = names.iter().copied();
    let mut selected = Selected {
        field,
        tag: None,
        maps: Vec::new(),
        pointer,
        path,
    };
    loop {
        let (field, path) = (selected.field, &selected.path);
        selected = match field.kind.contents() {
            Contents::Elements(array) => selected.into_contents(array.element),
            Contents::Values(map) => {
                selected.maps.push(map);
                selected.into_contents(map.value)
            }
            Contents::Alternatives(one_of) => {
                let Some(name) = names.next() else {
                    return Ok(selected);
                };
                let index = find_alternative(one_of, name);
                let found = index.and_then(|index| one_of.alternatives.get(index));
                let Some(alternative) = found else {
                    return Err(unknown_alternative(one_of, path, name));
                };
                Selected {
                    field: alternative.value,
                    tag: alternative.tag(one_of.selector),
                    maps: Vec::new(),
                    path: format!("{path}[{name}]"),
                    pointer: selected.pointer,
                }
            }
            Contents::None | Contents::Fields(_) | Contents::Ancestor(_) => {
                return match names.next() {
                    None => Ok(selected),
                    Some(name) => Err(format!("`{path}` has no alternatives; remove `[{name}]`")),
                };
            }
        };
    }
}

impl Selected {
    /// Returns the elements of the array, or the values of the map.
    fn into_contents(self, field: &'static definition::Field) -> Self {
        Self {
            field,
            tag: None,
            maps: self.maps,
            pointer: self.pointer + "/*",
            path: self.path,
        }
    }
}

/// Returns the message about the missing name of an alternative. It lists the alternatives that are wanted.
pub(crate) fn missing_alternative(
    one_of: &'static definition::OneOf,
    path: &str,
    is_wanted: impl Fn(&'static definition::Field) -> bool,
) -> String {
    let names = alternative_names(one_of);
    let wanted = names.into_iter().zip(one_of.alternatives);
    let wanted = wanted.filter(|(_, alternative)| is_wanted(alternative.value));
    let wanted: Vec<_> = wanted.map(|(name, _)| name).collect();
    match wanted.as_slice() {
        [only] => format!("`{path}` has alternatives; did you mean `{path}[{only}]`?"),
        names => format!(
            "`{path}` has the alternatives {0}; add one in brackets, as in `{path}[{1}]`",
            quote_list(names),
            names.first().copied().unwrap_or_default()
        ),
    }
}

/// Returns the message about an unknown name of an alternative.
pub(crate) fn unknown_alternative(one_of: &definition::OneOf, path: &str, name: &str) -> String {
    let names = alternative_names(one_of);
    let advice = match nearest(name, &names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("expected one of {}", quote_list(&names)),
    };
    format!(
        "`{name}` is not an alternative of {}; {advice}",
        quote_path(path)
    )
}

/// Returns a path in backticks. That of the body is empty.
pub(super) fn quote_path(path: &str) -> String {
    if path.is_empty() {
        return String::from("the body");
    }
    format!("`{path}`")
}
