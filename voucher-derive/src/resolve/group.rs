//! Groups of fields of which exactly one is sent.

use super::model::Mapping;
use crate::index::ObjectIndex;
use voucher_definition as definition;

/// A group of fields of which exactly one is sent.
pub(crate) struct RequiredGroup {
    pub(crate) names: &'static [&'static str],
    pub(crate) field_definitions: Vec<&'static definition::Field>,
    /// Whether the fields are next to the entity, so that no part maps them.
    pub(crate) is_of_envelope: bool,
}

/// Returns the groups that a struct has to satisfy. A part leaves that to the event that flattens it.
pub(crate) fn required_groups(mapping: &Mapping<'_>) -> Vec<RequiredGroup> {
    let mut groups = Vec::new();
    if !mapping.must_be_complete() {
        return groups;
    }
    if mapping.entity_of_event().is_some() {
        push_groups(mapping.index.body, true, &mut groups);
    }
    push_groups(mapping.object.index, false, &mut groups);
    groups
}

fn push_groups(object: &ObjectIndex, is_of_envelope: bool, groups: &mut Vec<RequiredGroup>) {
    for names in object.definition.exactly_one {
        let field_definitions = names.iter().filter_map(|name| object.field(name));
        groups.push(RequiredGroup {
            names,
            field_definitions: field_definitions.collect(),
            is_of_envelope,
        });
    }
}
