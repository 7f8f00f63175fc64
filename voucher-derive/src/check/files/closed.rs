//! The check of `extra` members of an object that accepts no other members.

use crate::report::Errors;
use crate::resolve::{Mapping, Target};

/// `extra` adds no member to an object with `additionalProperties: false`.
pub(super) fn check_closed(mapping: &Mapping<'_>, errors: &mut Errors) {
    if !mapping.object.definition.is_closed {
        return;
    }
    let closed = match mapping.object.path.as_str() {
        "" => format!("the body of `{}`", mapping.name()),
        path => format!("`{path}`"),
    };
    for field in &mapping.fields {
        let Target::Extra(key, _) = &field.target else {
            continue;
        };
        // If the object defines the member, `check_members` reports it.
        if let (Some(span), None) = (
            field.input.keys.target_key_span(),
            mapping.object.index.field(key),
        ) {
            let message = format!(
                "{closed} accepts no other members (`additionalProperties: false`), so `extra` cannot add `{key}`; add it to the definition, or use `skip`"
            );
            errors.push_at(span, message);
        }
    }
}
