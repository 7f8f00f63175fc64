//! Groups of fields of which exactly one is sent, as far as that has to be checked.

use super::source::Source;
use crate::resolve::{Mapping, RequiredGroup, is_same_field_definition, required_groups};
use voucher_definition as definition;

/// A group whose fields may all be absent from a value.
pub(crate) struct CheckedGroup {
    pub(crate) group: RequiredGroup,
    /// The field definitions that the struct itself maps.
    pub(crate) mapped: Vec<&'static definition::Field>,
    /// Whether parts may map others.
    pub(crate) has_parts: bool,
}

/// Returns the groups that must be checked. A field that always has a value satisfies its group.
pub(super) fn checked_groups(mapping: &Mapping<'_>, sources: &[Source<'_>]) -> Vec<CheckedGroup> {
    let mut checked = Vec::new();
    for group in required_groups(mapping) {
        let mut field_definitions = group.field_definitions.iter();
        if field_definitions.any(|field_definition| is_always(mapping, sources, field_definition)) {
            continue;
        }
        let mut mapped = group.field_definitions.clone();
        mapped.retain(|field_definition| mapping.has_source(field_definition));
        let has_parts = !group.is_of_envelope && mapping.parts().next().is_some();
        // A part with a mistake may map any field. If nothing maps one, that was reported.
        let has_error = has_parts && mapping.parts().any(|part| part.has_error);
        if !has_error && (has_parts || !mapped.is_empty()) {
            checked.push(CheckedGroup {
                group,
                mapped,
                has_parts,
            });
        }
    }
    checked
}

/// Whether the macro knows that a field definition always has a value.
fn is_always(
    mapping: &Mapping<'_>,
    sources: &[Source<'_>],
    field_definition: &definition::Field,
) -> bool {
    let mut sources = sources.iter();
    let source = sources.find(|source| {
        source
            .field_definition()
            .is_some_and(|other| is_same_field_definition(other, field_definition))
    });
    match source {
        Some(Source::Clock(..) | Source::Constant(..)) => true,
        Some(Source::Field(field) | Source::Part(field)) => field.plain_option() == Some(false),
        // The entity is always sent.
        None => mapping.is_sent(field_definition),
    }
}
