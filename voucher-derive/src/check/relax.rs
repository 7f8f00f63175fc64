//! The checks of `relax`.

use crate::report::Errors;
use crate::resolve::{Mapping, is_same_field_definition};
use voucher_definition as definition;
use voucher_definition::Kind;

/// `relax(…)` names fields of a definition that ships, each with a rule that can be waived.
pub(super) fn check_relax(mapping: &Mapping<'_>, errors: &mut Errors) {
    for (index, (_, name)) in mapping.relaxed.iter().enumerate() {
        if let Some(message) = find_mistake(mapping, index) {
            errors.push_spanned(name, message);
        }
    }
}

/// Whether a name in `relax(…)`, by its index, waives something, so that rustc warns about it.
pub(crate) fn is_relax_valid(mapping: &Mapping<'_>, index: usize) -> bool {
    let Some((field_definition, _)) = mapping.relaxed.get(index) else {
        return false;
    };
    let mut fields = mapping.fields.iter();
    // `check_required_key` reports it.
    let is_required = fields.any(|field| {
        let mapped = field.field_definition();
        field.input.keys.required.is_some()
            && mapped.is_some_and(|mapped| is_same_field_definition(mapped, field_definition))
    });
    !is_required && find_mistake(mapping, index).is_none()
}

/// Returns the message for a name in `relax(…)`, by its index, if it is a mistake.
fn find_mistake(mapping: &Mapping<'_>, index: usize) -> Option<String> {
    let (field_definition, name) = mapping.relaxed.get(index)?;
    let is_same = |other: &definition::Field| is_same_field_definition(other, field_definition);
    let mut before = mapping.relaxed.iter().take(index);
    let mut constants = mapping.constants.iter();
    Some(if before.any(|(other, _)| is_same(other)) {
        format!("duplicate `{name}` in `relax`; remove one")
    } else if mapping.input.keys.definition.is_some() {
        format!(
            "`relax` waives a rule of a definition that ships; change the rules of `{name}` in the definition file"
        )
    } else if mapping.waived.iter().any(|(other, _)| is_same(other)) {
        format!("`{name}` is in `relax`, which includes `optional`; remove it from `optional`")
    } else if constants.any(|(other, _)| is_same(other)) {
        format!("`{name}` is a constant, which is checked at compile time; map a field to it")
    } else if mapping.now().is_some_and(|(now, _)| is_same(now)) {
        format!("`timestamp = now` always sends a valid `{name}`; remove it from `relax`")
    } else if !has_rules(field_definition) {
        let api = mapping.name();
        let advice = match field_definition.kind {
            Kind::Currency => "`unlisted` on the field accepts any three letters",
            _ => "remove it from `relax`",
        };
        format!("`{api}` has no rule for `{name}` that `relax` waives; {advice}")
    } else {
        return None;
    })
}

/// Whether a field definition has a rule that can be waived.
fn has_rules(field_definition: &definition::Field) -> bool {
    let relaxed = definition::Field {
        value_notes: field_definition.value_notes,
        ..field_definition.relaxed()
    };
    relaxed != *field_definition
}
