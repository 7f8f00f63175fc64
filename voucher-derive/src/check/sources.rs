//! Field definitions with two sources, and mutually exclusive fields that are both always sent.

use crate::attr::Role;
use crate::report::Errors;
use crate::resolve::{Mapping, Target, is_same_field_definition};
use proc_macro2::Span;
use voucher_definition as definition;
use voucher_definition::Kind;

/// A row has one source: a field, a constant, or the clock.
pub(super) fn check_mapped_once(mapping: &Mapping<'_>, errors: &mut Errors) {
    let mut sources: Vec<(&definition::Field, String, Span)> = Vec::new();
    // Of a `timestamp` that is not a time, the clock is the mistake and not a second source.
    if let Some((field_definition, span)) = mapping
        .now()
        .filter(|(field_definition, _)| matches!(field_definition.kind, Kind::Time))
    {
        sources.push((field_definition, String::from("`timestamp = now`"), span));
    }
    for (field_definition, constant) in &mapping.constants {
        let name = &constant.name;
        sources.push((field_definition, format!("`constant({name})`"), name.span()));
    }
    for field in &mapping.fields {
        let ident = field.input.ident;
        let span = match &field.input.keys.target {
            Some(target) => target.span(),
            None => ident.span(),
        };
        if let Some(field_definition) = field.field_definition() {
            sources.push((field_definition, format!("field `{ident}`"), span));
        }
    }
    for (at, (field_definition, source, span)) in sources.iter().enumerate() {
        let mut before = sources.iter().take(at);
        if let Some((_, first, _)) =
            before.find(|(other, ..)| is_same_field_definition(other, field_definition))
        {
            let name = field_definition.name;
            let message = format!("`{name}` is mapped twice, by {first} and {source}; keep one");
            errors.push_at(*span, message);
        }
    }
}

/// Two constants that exclude each other are both always there, and so are the clock and the entity. (Of fields, the compiler
/// knows.)
pub(super) fn check_mutually_exclusive(mapping: &Mapping<'_>, errors: &mut Errors) {
    let entity = mapping
        .definition
        .entity()
        .filter(|_| mapping.input.role == Role::Event);
    let entity = entity.map(|(field_definition, _)| (field_definition, "is the entity"));
    let now = mapping
        .now()
        .map(|(field_definition, _)| (field_definition, "is the clock's"));
    for (field_definition, constant) in &mapping.constants {
        let name = field_definition.name;
        let mut before = mapping.constants.iter();
        let before = before.find(|(other, one)| {
            one.name.span().start() < constant.name.span().start()
                && mapping.are_exclusive(other, field_definition)
        });
        if let Some((other, _)) = before {
            let message = format!(
                "`{}` and `{name}` exclude each other, and both are constants; keep one",
                other.name
            );
            errors.push_spanned(&constant.name, message);
        }
        let mut always = entity.into_iter().chain(now);
        if let Some((other, why)) =
            always.find(|(other, _)| mapping.are_exclusive(other, field_definition))
        {
            let message = format!(
                "`{0}` and `{name}` are mutually exclusive, and `{0}`, which {why}, is always sent; remove the constant",
                other.name
            );
            errors.push_spanned(&constant.name, message);
        }
    }
    if let (Some((entity, _)), Some((now, span))) = (entity, mapping.now()) {
        if mapping.are_exclusive(entity, now) {
            let (one, other) = (entity.name, now.name);
            let message = format!(
                "`{one}` and `{other}` are mutually exclusive, and the entity `{one}` is always sent; remove `timestamp = now`"
            );
            errors.push_at(span, message);
        }
    }
}

/// Whether a member of `custom` is sent, only its serializer knows: so `custom` excludes no field that may be sent beside it.
pub(super) fn check_exclusive_custom(mapping: &Mapping<'_>, errors: &mut Errors) {
    let Some((member, custom)) = mapping.custom_member() else {
        return;
    };
    let has_unparsed_field =
        mapping.input.role == Role::Part && mapping.scope.object_path.is_none();
    let is_open = has_unparsed_field || mapping.parts().next().is_some();
    let field_definitions = mapping.scope.object.fields.iter();
    let mut field_definitions = field_definitions
        .filter(|field_definition| mapping.are_exclusive(custom, field_definition));
    let other =
        field_definitions.find(|field_definition| is_open || mapping.is_sent(field_definition));
    if let (Target::Custom(_, span), Some(other)) = (&member.target, other) {
        let message = format!(
            "`custom` and `{}` are mutually exclusive, and whether a member of `custom` is sent is not known before; map `custom` as a whole",
            other.name
        );
        errors.push_at(*span, message);
    }
}
