//! Mutually exclusive fields of which more than one may be sent.

use crate::attr::Role;
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

/// Returns the field definitions before this one that are mutually exclusive with it and that the struct sends.
fn exclusive_before(
    mapping: &Mapping<'_>,
    field_definition: &'static definition::Field,
) -> Vec<&'static definition::Field> {
    let objects = [mapping.definition.object(), mapping.object.definition].into_iter();
    let object = objects
        .filter(|object| !object.exclusive.is_empty())
        .find(|object| {
            object
                .fields
                .iter()
                .any(|other| is_same_field_definition(other, field_definition))
        });
    let field_definitions = object.into_iter().flat_map(|object| object.fields).copied();
    let before =
        field_definitions.take_while(|other| !is_same_field_definition(other, field_definition));
    before
        .filter(|other| mapping.are_exclusive(other, field_definition) && mapping.is_sent(other))
        .collect()
}

/// Returns every two mutually exclusive field definitions that the struct itself sends.
fn pairs_in_struct(mapping: &Mapping<'_>) -> Vec<ExclusivePair> {
    let mut pairs = Vec::new();
    if !mapping.has_exclusive_groups() {
        return pairs;
    }
    let mut objects = vec![mapping.object.definition];
    if mapping.input.role == Role::Event && mapping.definition.entity().is_some() {
        objects.insert(0, mapping.definition.object());
    }
    for field_definition in objects.into_iter().flat_map(|object| object.fields) {
        if mapping.is_sent(field_definition) {
            pairs.extend(
                exclusive_before(mapping, field_definition)
                    .into_iter()
                    .map(|before| (before, *field_definition)),
            );
        }
    }
    pairs
}

/// Returns every two mutually exclusive field definitions of which a part may send at least one.
fn pairs_with_parts(mapping: &Mapping<'_>) -> Vec<ExclusivePair> {
    let object = mapping.object.definition;
    let mut pairs = Vec::new();
    if object.exclusive.is_empty() || mapping.parts().all(|part| part.has_error) {
        return pairs;
    }
    for (index, later) in object.fields.iter().enumerate() {
        for first in object.fields.iter().take(index) {
            let are_both_mapped = mapping.has_source(first) && mapping.has_source(later);
            if !are_both_mapped && mapping.are_exclusive(first, later) {
                pairs.push((*first, *later));
            }
        }
    }
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
