//! The check of fields that are sent as members, for a body that is not an object.

use crate::report::Errors;
use crate::resolve::{Mapping, Target, about_body};

/// `extra` and `flatten` need an object: a body that is one.
pub(super) fn check_needs_object(mapping: &Mapping<'_>, errors: &mut Errors) {
    if mapping.has_object() {
        return;
    }
    let about = about_body(mapping.definition);
    for field in &mapping.fields {
        let message = match &field.target {
            Target::Extra(name, _) => {
                format!("{about}, so `extra` cannot add the member `{name}`; write `skip`")
            }
            Target::Part(_) => {
                format!("{about}, so `flatten` cannot add fields to it; write `skip`")
            }
            Target::Skip(_) | Target::Field(_) | Target::Custom(..) => continue,
        };
        if let Some(span) = field.input.keys.target_key_span() {
            errors.push_at(span, message);
        }
    }
}
