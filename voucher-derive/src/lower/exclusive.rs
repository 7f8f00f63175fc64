//! Mutually exclusive fields of which more than one may be sent.

use crate::index::ObjectIndex;
use crate::resolve::{Mapping, is_same_field_definition};
use voucher_definition as definition;

/// Two mutually exclusive field definitions of one object, in its order.
pub(crate) type ExclusivePair = (&'static definition::Field, &'static definition::Field);

/// The pairs that must be checked.
pub(crate) struct ExclusivePairs {
    /// Those that the struct itself sends.
    pub(crate) in_struct: Vec<ExclusivePair>,
    /// Those of which a part may send at least one.
    pub(crate) with_parts: Vec<ExclusivePair>,
    /// The field definitions of `with_parts` that the struct itself maps.
    pub(crate) mapped: Vec<&'static definition::Field>,
}

impl ExclusivePairs {
    pub(super) fn new(mapping: &Mapping<'_>) -> Self {
        let with_parts = pairs_with_parts(mapping);
        Self {
            in_struct: pairs_in_struct(mapping),
            mapped: mapped_in_struct(mapping, &with_parts),
            with_parts,
        }
    }
}

/// Returns every two mutually exclusive field definitions that the struct itself sends.
fn pairs_in_struct(mapping: &Mapping<'_>) -> Vec<ExclusivePair> {
    let mut objects = vec![mapping.object.index];
    if mapping.entity_of_event().is_some() {
        objects.insert(0, mapping.index.body);
    }
    let mut pairs = Vec::new();
    for object in objects {
        let mut sent = object.exclusive.clone();
        sent.retain(|field_definition| mapping.is_sent(field_definition));
        pairs.extend(pairs_of(object, &sent));
    }
    pairs
}

/// Returns every two mutually exclusive field definitions among some of an object.
fn pairs_of(
    object: &ObjectIndex,
    field_definitions: &[&'static definition::Field],
) -> Vec<ExclusivePair> {
    let mut pairs = Vec::new();
    for (index, later) in field_definitions.iter().enumerate() {
        for first in field_definitions.iter().take(index) {
            if object.definition.excludes(first.name, later.name) {
                pairs.push((*first, *later));
            }
        }
    }
    pairs
}

/// Returns every two mutually exclusive field definitions of which a part may send at least one.
fn pairs_with_parts(mapping: &Mapping<'_>) -> Vec<ExclusivePair> {
    if mapping.parts().all(|part| part.has_error) {
        return Vec::new();
    }
    let object = mapping.object.index;
    let mut pairs = pairs_of(object, &object.exclusive);
    pairs.retain(|(first, later)| !mapping.has_source(first) || !mapping.has_source(later));
    pairs
}

/// Returns the field definitions of these pairs that the struct itself maps.
fn mapped_in_struct(
    mapping: &Mapping<'_>,
    pairs: &[ExclusivePair],
) -> Vec<&'static definition::Field> {
    let mut mapped: Vec<&definition::Field> = Vec::new();
    for field_definition in pairs.iter().flat_map(|(one, other)| [*one, *other]) {
        if mapping.has_source(field_definition)
            && !mapped
                .iter()
                .any(|other| is_same_field_definition(other, field_definition))
        {
            mapped.push(field_definition);
        }
    }
    mapped
}
