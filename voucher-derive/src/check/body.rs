//! The checks of the body as a whole, which only matters if it is not an object.

use crate::attr::Role;
use crate::report::Errors;
use crate::resolve::Mapping;

/// One field has the key `body`, if the body is not an object. `check_required` reports a body that no field maps.
pub(super) fn check_body(mapping: &Mapping<'_>, errors: &mut Errors) {
    let mut first = None;
    for field in &mapping.fields {
        let Some(span) = field.input.keys.body else {
            continue;
        };
        let (ident, name) = (field.input.ident, mapping.name());
        let message = if mapping.body_field().is_some() {
            let Some(first) = first else {
                first = Some(ident);
                continue;
            };
            format!(
                "duplicate `body`, on `{first}` and `{ident}`; a request has one body, so remove one"
            )
        } else if mapping.input.role == Role::Part {
            String::from(
                "`body` is the whole body of a request, but this struct maps fields in it; remove `body`",
            )
        } else if mapping.definition.body.is_none() {
            format!(
                "`{name}` has no body; remove `body` to send `{ident}` as the parameter of this name, or write `skip`"
            )
        } else {
            format!(
                "the body of `{name}` is an object, whose fields this struct maps; remove `body` to send `{ident}` as the field of this name"
            )
        };
        errors.push_at(span, message);
    }
}
