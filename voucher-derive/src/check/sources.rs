//! The checks of sources: none is one too many.

use crate::attr::Role;
use crate::report::Errors;
use crate::resolve::{Mapping, Target, is_same_field_definition};
use proc_macro2::Span;
use voucher_definition as definition;

/// A field definition has one source: a field, a constant, or the clock.
pub(super) fn check_mapped_once(mapping: &Mapping<'_>, errors: &mut Errors) {
    let mut sources: Vec<(&definition::Field, String, Span)> = Vec::new();
    // If `timestamp` is not a time, `check_now` reports the clock.
    if let Some((field_definition, span)) = mapping
        .now()
        .filter(|(field_definition, _)| field_definition.kind.is_point_in_time())
    {
        sources.push((field_definition, String::from("`timestamp = now`"), span));
    }
    for (field_definition, constant) in &mapping.constants {
        let name = &constant.name;
        sources.push((field_definition, format!("`constant({name})`"), name.span()));
    }
    for field in &mapping.fields {
        let (ident, span) = (field.input.ident, field.input.target_span());
        // `check_body` reports two bodies.
        let field_definition = field.field_definition().filter(|it| !it.is_body());
        if let Some(field_definition) = field_definition {
            sources.push((field_definition, format!("field `{ident}`"), span));
        }
    }
    for (index, (field_definition, source, span)) in sources.iter().enumerate() {
        let mut before = sources.iter().take(index);
        if let Some((_, first, _)) =
            before.find(|(other, ..)| is_same_field_definition(other, field_definition))
        {
            let name = field_definition.name;
            let tag = mapping.object.tag.as_ref();
            let tag = tag.filter(|tag| is_same_field_definition(tag.definition, field_definition));
            let message = match tag {
                Some(tag) => format!(
                    "`{name}` of `{}` is always {}, so the derive writes it; remove {source}",
                    mapping.name(),
                    tag.value.source()
                ),
                None => format!("`{name}` is mapped twice, by {first} and {source}; remove one"),
            };
            errors.push_at(*span, message);
        }
    }
}

/// Constants, the clock and the entity are always sent, so no two of them are mutually exclusive. Whether a field is
/// always sent depends on its type, so generated code checks fields.
pub(super) fn check_mutually_exclusive(mapping: &Mapping<'_>, errors: &mut Errors) {
    let entity = mapping.entity_of_event();
    let entity = entity.map(|field_definition| (field_definition, "is the entity"));
    let now = mapping
        .now()
        .map(|(field_definition, _)| (field_definition, "is the time of sending"));
    for (field_definition, constant) in &mapping.constants {
        let name = field_definition.name;
        let mut before = mapping.constants.iter();
        let before = before.find(|(other, earlier)| {
            earlier.name.span().start() < constant.name.span().start()
                && mapping.are_exclusive(other, field_definition)
        });
        if let Some((other, _)) = before {
            let message = format!(
                "`{}` and `{name}` are mutually exclusive, but both are constants; remove one",
                other.name
            );
            errors.push_spanned(&constant.name, message);
        }
        let mut always = entity.into_iter().chain(now);
        if let Some((other, why)) =
            always.find(|(other, _)| mapping.are_exclusive(other, field_definition))
        {
            let message = format!(
                "`{0}` and `{name}` are mutually exclusive, but `{0}`, which {why}, is always sent; remove the constant",
                other.name
            );
            errors.push_spanned(&constant.name, message);
        }
    }
    if let (Some((entity, _)), Some((now, span))) = (entity, mapping.now()) {
        if mapping.are_exclusive(entity, now) {
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
        .filter(|field_definition| mapping.are_exclusive(custom, field_definition));
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
