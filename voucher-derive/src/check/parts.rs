//! The checks of parts: those that a struct flattens, and a struct that is one.

use crate::attr::Role;
use crate::report::Errors;
use crate::resolve::{Mapping, Target};
use quote::ToTokens;

/// Only an event flattens parts, and no part is a type parameter: the macro could not see its fields.
pub(super) fn check_parts(mapping: &Mapping<'_>, errors: &mut Errors) {
    for field in mapping.parts() {
        let Target::Part(span) = field.target else {
            continue;
        };
        let name = strip_references(field.input.ty)
            .to_token_stream()
            .to_string();
        let mut parameters = mapping.input.generics.type_params();
        let owner = name.split("::").next().unwrap_or_default().trim();
        if parameters.any(|parameter| parameter.ident == owner) {
            let message = format!(
                "cannot flatten the type parameter `{name}`: the macro cannot see its fields; flatten a type that derives `RavelinFields`"
            );
            errors.push_spanned(field.input.ty, message);
        } else if mapping.object.nested_path.is_some() {
            let message =
                "a nested object cannot flatten a part; map its fields in the struct itself";
            errors.push_at(span, message);
        } else if mapping.input.role == Role::Part {
            let message = "a part cannot flatten another part; flatten both in the event";
            errors.push_at(span, message);
        }
    }
}

/// Returns the type inside references, groups and parentheses.
fn strip_references(ty: &syn::Type) -> &syn::Type {
    match ty {
        syn::Type::Reference(reference) => strip_references(&reference.elem),
        syn::Type::Group(group) => strip_references(&group.elem),
        syn::Type::Paren(paren) => strip_references(&paren.elem),
        other => other,
    }
}

/// A part maps only fields of the entity.
pub(super) fn check_part_fields(mapping: &Mapping<'_>, errors: &mut Errors) {
    if mapping.must_be_complete() {
        return;
    }
    let fields = mapping
        .fields
        .iter()
        .filter_map(|field| Some((field.field_definition()?, field.input.target_span())));
    let constants = mapping.constants.iter();
    let constants =
        constants.map(|(field_definition, constant)| (*field_definition, constant.name.span()));
    for (field_definition, span) in fields.chain(constants) {
        if field_definition.parent != mapping.parent() || mapping.is_parameter(field_definition) {
            let message = format!(
                "`{}` is not a field of the entity, and a part maps only those; map it in the event",
                field_definition.name
            );
            errors.push_at(span, message);
        }
    }
}
