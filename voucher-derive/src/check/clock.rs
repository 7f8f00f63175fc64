//! The check of `timestamp = now`.

use crate::lookup::path_to_parent;
use crate::report::Errors;
use crate::resolve::Mapping;

/// `timestamp = now` requires a `timestamp` in the body, and that it is a time.
pub(super) fn check_now(mapping: &Mapping<'_>, errors: &mut Errors) {
    let Some(span) = mapping.input.keys.now else {
        return;
    };
    let name = mapping.name();
    let message = match (mapping.now(), timestamp_location(mapping)) {
        (Some((field_definition, _)), _) if field_definition.kind.is_point_in_time() => return,
        (Some((field_definition, _)), _) => {
            let noun = field_definition.kind.noun();
            let advice = if mapping.is_entity(field_definition.name) {
                "remove `timestamp = now`"
            } else {
                "map a field to `timestamp`"
            };
            format!(
                "`timestamp = now` sends a time, but the `timestamp` of `{name}` is {noun}; {advice}"
            )
        }
        (None, Some(location)) => format!(
            "`timestamp = now` sets the `timestamp` of the body, but `{name}` has it in {location}; map a field to it"
        ),
        (None, None) => format!("`{name}` has no timestamp; remove `timestamp = now`"),
    };
    errors.push_at(span, message);
}

/// Returns where the definition has a `timestamp`, if not in the body: in the entity, in the path, in the query, or in
/// a nested object.
fn timestamp_location(mapping: &Mapping<'_>) -> Option<String> {
    if mapping.object.index.field("timestamp").is_some() {
        return Some(format!("`{}`", mapping.object.path));
    }
    if mapping.find_marked(":timestamp").is_some() {
        return Some(String::from("the path"));
    }
    if mapping.find_marked("?timestamp").is_some() {
        return Some(String::from("the query"));
    }
    let path = path_to_parent(mapping.definition.object(), "", "timestamp")?;
    Some(format!("`{path}`"))
}
