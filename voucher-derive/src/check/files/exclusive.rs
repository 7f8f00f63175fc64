//! The checks of mutually exclusive fields.

use crate::attr::Role;
use crate::index::ObjectIndex;
use crate::report::Errors;
use crate::resolve::{Mapping, Target, is_same_field_definition};
use voucher_definition as definition;

/// Constants, the clock and the entity are always sent, so no two of them are mutually exclusive. Whether a field is
/// always sent depends on its type, so generated code checks fields.
pub(super) fn check_mutually_exclusive(mapping: &Mapping<'_>, errors: &mut Errors) {
    let entity = mapping.entity_of_event();
    let entity = entity.map(|field_definition| (field_definition, "is the entity"));
    let now = mapping
        .now()
        .map(|(field_definition, _)| (field_definition, "is the time of sending"));
    for (index, (field_definition, constant)) in mapping.constants.iter().enumerate() {
        let name = field_definition.name;
        let mut before = mapping.constants.iter().take(index);
        let before = before.find(|(other, _)| are_exclusive(mapping, other, field_definition));
        if let Some((other, _)) = before {
            let message = format!(
                "`{}` and `{name}` are mutually exclusive, but both are constants; remove one",
                other.name
            );
            errors.push_spanned(&constant.name, message);
        }
        let mut always = entity.into_iter().chain(now);
        if let Some((other, why)) =
            always.find(|(other, _)| are_exclusive(mapping, other, field_definition))
        {
            let message = format!(
                "`{0}` and `{name}` are mutually exclusive, but `{0}`, which {why}, is always sent; remove the constant",
                other.name
            );
            errors.push_spanned(&constant.name, message);
        }
    }
    if let (Some((entity, _)), Some((now, span))) = (entity, mapping.now()) {
        if are_exclusive(mapping, entity, now) {
            let (one, other) = (entity.name, now.name);
            let message = format!(
                "`{one}` and `{other}` are mutually exclusive, but the entity `{one}` is always sent; remove `timestamp = now`"
            );
            errors.push_at(span, message);
        }
    }
}

/// A member of `custom` is not mapped if `custom` and another field that may be sent are mutually exclusive: only the
/// member's serializer knows whether the member, and with it `custom`, is sent.
pub(super) fn check_exclusive_custom(mapping: &Mapping<'_>, errors: &mut Errors) {
    let Some((member, custom)) = mapping.custom_member() else {
        return;
    };
    let is_part = mapping.input.role == Role::Part && mapping.object.nested_path.is_none();
    let has_other_sources = is_part || mapping.parts().next().is_some();
    let field_definitions = mapping.object.index.exclusive.iter();
    let mut field_definitions = field_definitions
        .filter(|field_definition| are_exclusive(mapping, custom, field_definition));
    let other = field_definitions
        .find(|field_definition| has_other_sources || mapping.is_sent(field_definition));
    if let (Target::Custom(_, span), Some(other)) = (&member.target, other) {
        let message = format!(
            "`custom` and `{}` are mutually exclusive, but the macro cannot know whether a member of `custom` is sent; map `custom` to one field",
            other.name
        );
        errors.push_at(*span, message);
    }
}

/// Whether two field definitions are mutually exclusive, so that at most one of them may be sent.
fn are_exclusive(
    mapping: &Mapping<'_>,
    one: &definition::Field,
    other: &definition::Field,
) -> bool {
    let is_grouped = |object: &ObjectIndex, field_definition: &definition::Field| {
        let mut fields = object.exclusive.iter();
        fields.any(|other| is_same_field_definition(other, field_definition))
    };
    let mut objects = [mapping.index.body, mapping.object.index].into_iter();
    objects.any(|object| {
        is_grouped(object, one)
            && is_grouped(object, other)
            && object.definition.excludes(one.name, other.name)
    })
}
