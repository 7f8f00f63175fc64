//! All fields of a definition, with their places.

use crate::diff::{Place, Step};
use voucher_definition::{Contents, Definition, Field};

/// Calls a function with each field of a definition and its place, in the order of the definition. The function returns
/// whether the fields inside the value are visited, too.
pub(crate) fn each_field(
    definition: &'static Definition,
    visit: &mut impl FnMut(&Place, &'static Field) -> bool,
) {
    let request = Place::default();
    for field in definition.parameters {
        visit_field(&request.then(Step::Parameter(field.name)), field, visit);
    }
    for field in definition.query {
        visit_field(&request.then(Step::Query(field.name)), field, visit);
    }
    if let Some(body) = definition.body {
        let place = request.then(Step::Body);
        match body.kind.contents() {
            Contents::Fields(_) => visit_contents(&place, body, visit),
            _ => visit_field(&place, body, visit),
        }
    }
}

fn visit_field(
    place: &Place,
    field: &'static Field,
    visit: &mut impl FnMut(&Place, &'static Field) -> bool,
) {
    if visit(place, field) {
        visit_contents(place, field, visit);
    }
}

fn visit_contents(
    place: &Place,
    field: &'static Field,
    visit: &mut impl FnMut(&Place, &'static Field) -> bool,
) {
    match field.kind.contents() {
        Contents::None | Contents::Ancestor(_) => {}
        Contents::Fields(object) => {
            for field in object.fields {
                visit_field(&place.then(Step::Member(field.name)), field, visit);
            }
        }
        Contents::Elements(array) => {
            visit_contents(&place.then(Step::Element), array.element, visit);
        }
        Contents::Values(map) => visit_contents(&place.then(Step::Value), map.value, visit),
        Contents::Alternatives(one_of) => {
            for alternative in one_of.alternatives {
                let step = Step::Alternative(alternative, one_of.selector);
                visit_contents(&place.then(step), alternative.value, visit);
            }
        }
    }
}

/// Returns whether a value contains fields.
pub(crate) fn has_fields(field: &Field) -> bool {
    match field.kind.contents() {
        Contents::None | Contents::Ancestor(_) => false,
        Contents::Fields(object) => !object.fields.is_empty(),
        Contents::Elements(array) => has_fields(array.element),
        Contents::Values(map) => has_fields(map.value),
        Contents::Alternatives(one_of) => {
            let mut alternatives = one_of.alternatives.iter();
            alternatives.any(|alternative| has_fields(alternative.value))
        }
    }
}
