//! Members of `custom` and of `extra`.

use crate::lookup::dotted_path;
use crate::report::Errors;
use crate::resolve::{Mapping, Target};

/// A member that no row lists stands once, and is none that a row lists.
pub(super) fn check_members(mapping: &Mapping<'_>, errors: &mut Errors) {
    let mut seen: Vec<(bool, &str)> = Vec::new();
    for field in &mapping.fields {
        let (is_custom, key, span) = match &field.target {
            Target::Custom(key, span) => (true, key, *span),
            Target::Extra(key, span) => (false, key, *span),
            _ => continue,
        };
        let field_definitions = mapping.scope.object.fields.iter();
        let known = field_definitions
            .copied()
            .find(|field_definition| field_definition.name == *key);
        if let (false, Some(field_definition)) = (is_custom, known) {
            let advice = if mapping.has_source(field_definition) {
                String::from("it has a source already, so `#[ravelin(skip)]` this one")
            } else {
                format!("write `rename = \"{key}\"`")
            };
            let message = format!(
                "`extra` is for a field that `{}` does not know, and it knows `{key}`; {advice}",
                mapping.name()
            );
            errors.push_at(span, message);
        }
        if seen.contains(&(is_custom, key)) {
            let parent = if is_custom { "`custom`" } else { "the entity" };
            errors.push_at(
                span,
                format!("member `{key}` of {parent} is mapped twice; keep one"),
            );
        }
        seen.push((is_custom, key));
    }
}

/// A closed object accepts no member that its definition does not list.
pub(super) fn check_closed(mapping: &Mapping<'_>, errors: &mut Errors) {
    if !mapping.scope.object.is_closed {
        return;
    }
    let closed = match dotted_path(mapping.parent()) {
        parent if parent.is_empty() => format!("the body of `{}`", mapping.name()),
        parent => format!("`{parent}`"),
    };
    for field in &mapping.fields {
        let Target::Extra(key, _) = &field.target else {
            continue;
        };
        // Of a field that the definition lists, `check_keys` says what to do.
        if let (Some(span), None) = (
            field.input.keys.span("extra"),
            mapping.scope.object.field(key),
        ) {
            let message = format!(
                "{closed} accepts no other member (`additionalProperties: false`), so `extra` cannot add `{key}`; add it to the definition, or write `skip`"
            );
            errors.push_at(span, message);
        }
    }
}
