//! The checks of `custom` and `extra` members.

use crate::report::Errors;
use crate::resolve::{Mapping, Target};

/// A member is mapped once, and `extra` adds only members that the object does not define.
pub(super) fn check_members(mapping: &Mapping<'_>, errors: &mut Errors) {
    let mut seen: Vec<(bool, &str)> = Vec::new();
    for field in &mapping.fields {
        let (is_custom, key, span) = match &field.target {
            Target::Custom(key, span) => (true, key, *span),
            Target::Extra(key, span) => (false, key, *span),
            Target::Field(_) | Target::Part(_) | Target::Skip(_) => continue,
        };
        let known = mapping.object.index.field(key);
        if let (false, Some(field_definition)) = (is_custom, known) {
            let advice = if mapping.has_source(field_definition) {
                String::from("it already has a source, so add `#[ravelin(skip)]` here")
            } else {
                format!("write `rename = \"{key}\"`")
            };
            let message = format!(
                "`extra` adds a field that `{}` does not define, but it defines `{key}`; {advice}",
                mapping.name()
            );
            errors.push_at(span, message);
        }
        if seen.contains(&(is_custom, key)) {
            let parent = if is_custom { "`custom`" } else { "the entity" };
            errors.push_at(
                span,
                format!("duplicate member `{key}` of {parent}; remove one"),
            );
        }
        seen.push((is_custom, key));
    }
}
