//! Flattened parts.

use crate::attr::Role;
use crate::report::Errors;
use crate::resolve::{Mapping, Target};
use quote::ToTokens;

/// What a type parameter maps cannot be known here, so it cannot be flattened.
pub(super) fn check_parts(mapping: &Mapping<'_>, errors: &mut Errors) {
    for field in mapping.parts() {
        let Target::Part(span) = field.target else {
            continue;
        };
        let name = innermost(field.input.ty).to_token_stream().to_string();
        let mut parameters = mapping.input.generics.type_params();
        let owner = name.split("::").next().unwrap_or_default().trim();
        if parameters.any(|parameter| parameter.ident == owner) {
            let message = format!(
                "cannot flatten the type parameter `{name}`: the macro cannot see its fields; flatten a type that derives `RavelinFields`"
            );
            errors.push_spanned(field.input.ty, message);
        } else if mapping.scope.object_path.is_some() {
            let message = "an object flattens no part; map its fields in the struct itself";
            errors.push_at(span, message);
        } else if mapping.input.role == Role::Part {
            let message = "a part flattens no other part; flatten both in the event";
            errors.push_at(span, message);
        }
    }
}

/// The type behind references, groups and parentheses.
pub(super) fn innermost(ty: &syn::Type) -> &syn::Type {
    match ty {
        syn::Type::Reference(reference) => innermost(&reference.elem),
        syn::Type::Group(group) => innermost(&group.elem),
        syn::Type::Paren(paren) => innermost(&paren.elem),
        other => other,
    }
}

/// A part maps the entity: what stands beside it is the event's.
pub(super) fn check_part_fields(mapping: &Mapping<'_>, errors: &mut Errors) {
    if mapping.must_be_complete() {
        return;
    }
    let fields = mapping.fields.iter().filter_map(|field| {
        let span = match &field.input.keys.target {
            Some(target) => target.span(),
            None => field.input.ident.span(),
        };
        Some((field.field_definition()?, span))
    });
    let constants = mapping.constants.iter();
    let constants =
        constants.map(|(field_definition, constant)| (*field_definition, constant.name.span()));
    for (field_definition, span) in fields.chain(constants) {
        if field_definition.parent != mapping.parent() || mapping.is_parameter(field_definition) {
            let message = format!(
                "`{}` is beside the entity, and a part maps only fields of the entity; map it in the event",
                field_definition.name
            );
            errors.push_at(span, message);
        }
    }
}
