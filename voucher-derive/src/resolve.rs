//! Finds the definition of a struct and the field definition of each field.

#[cfg(feature = "definition-file")]
mod group;
mod listed;
mod model;
mod named;
mod object;
#[cfg(feature = "definition-file")]
mod one_of;
#[cfg_attr(
    not(feature = "definition-file"),
    path = "resolve/without_files/parameters.rs"
)]
mod parameters;
#[cfg_attr(
    not(feature = "definition-file"),
    path = "resolve/without_files/place.rs"
)]
mod place;
mod report;
#[cfg(feature = "definition-file")]
mod select;
mod wanted;

#[cfg(feature = "definition-file")]
pub(crate) use group::{RequiredGroup, required_groups};
#[cfg(feature = "definition-file")]
pub(crate) use listed::is_enumerated;
pub(crate) use listed::{LISTED_VALUES, has_listed_keys, has_values};
pub(crate) use model::{MappedField, Mapping, Target, is_same_field_definition};
pub(crate) use named::{NamedDefinition, resolve_named};
#[cfg(feature = "definition-file")]
pub(crate) use object::about_body;
pub(crate) use object::{MappedObject, no_entity_message};
#[cfg(feature = "definition-file")]
pub(crate) use one_of::{
    ALTERNATIVES, Content, MappedVariant, OneOfField, OneOfMapping, resolve_one_of,
};
pub(crate) use place::FieldPlace;

use crate::attr::{Feature, Role, TargetKey};
use crate::index::DefinitionIndex;
use crate::input::{Input, InputField};
use crate::pattern::Pattern;
use crate::report::Errors;
use named::resolve_definition;
use proc_macro2::Span;
use std::fmt::Display;
use syn::{LitStr, PathArguments, Type, TypePath, spanned::Spanned};
use voucher_definition::Kind;
use voucher_definition::time::Unit;

/// Resolves a struct. Returns `None` if its definition or object is unknown, because nothing else can be resolved then.
pub(crate) fn resolve<'i>(input: &'i Input<'i>, errors: &mut Errors) -> Option<Mapping<'i>> {
    let (definition, file) = resolve_definition(input, errors)?;
    let object = match &input.keys.object {
        Some(path) => MappedObject::resolve(definition, path, errors)?,
        None => MappedObject::entity(definition),
    };
    let has_no_object = input.role == Role::Part && input.keys.object.is_none();
    if let Some(message) = no_entity_message(definition).filter(|_| has_no_object) {
        errors.push_spanned(input.ident, message);
        return None;
    }
    let mut mapping = Mapping {
        input,
        definition,
        index: DefinitionIndex::of(definition),
        file,
        object,
        fields: Vec::new(),
        constants: Vec::new(),
        mapped: Vec::new(),
        waived: Vec::new(),
        relaxed: Vec::new(),
        suggested: Vec::new(),
        has_unparsed_field: input.keys.status.is_broken || !input.is_struct,
    };
    // Names that exist are resolved before any suggestion is made, so that no suggestion is a field that is mapped
    // already.
    let mut unresolved = Vec::new();
    for field in &input.fields {
        let is_misplaced_body = field.keys.body.is_some() && mapping.body_field().is_none();
        mapping.has_unparsed_field |= field.keys.status.is_broken || is_misplaced_body;
        match resolve_target(&mapping, field) {
            Some(target) => {
                let mapped = resolve_field(&mapping, field, target, errors);
                mapping.fields.push(mapped);
            }
            None => unresolved.push(field),
        }
    }
    if let Some(message) = mapping.other_object(&unresolved) {
        errors.push_spanned(input.ident, message);
        return None;
    }
    mapping.push_constants();
    mapping.waived = mapping.find_idents(&input.keys.optional);
    mapping.relaxed = mapping.find_idents(&input.keys.relaxed);
    mapping.collect_mapped();
    // `check_now` reports a clock without a `timestamp` in the body. The `timestamp` of the entity is then not missing
    // as well.
    if input.keys.now.is_some() && mapping.now().is_none() {
        let timestamp = mapping.object.index.field("timestamp");
        mapping.suggested.extend(timestamp);
    }
    mapping.report_unknown_names(&unresolved, errors);
    Some(mapping)
}

/// Returns where a field is sent, or `None` if its name is unknown.
fn resolve_target(mapping: &Mapping<'_>, field: &InputField<'_>) -> Option<Target> {
    match field.keys.target() {
        Some(TargetKey::Skip(span)) => Some(Target::Skip(span)),
        Some(TargetKey::Custom(custom)) => {
            let key = custom.string.as_ref().map(LitStr::value);
            let key = key.unwrap_or_else(|| field.name.clone());
            Some(Target::Custom(key, custom.span()))
        }
        Some(TargetKey::Extra(name)) => Some(Target::Extra(name.value(), name.span())),
        Some(TargetKey::Flatten(span)) => Some(Target::Part(span)),
        // `check_body` reports the key if the body is another one.
        Some(TargetKey::Body(span)) => Some(match mapping.body_field() {
            Some(body) => Target::Field(body),
            None => Target::Skip(span),
        }),
        Some(TargetKey::Rename(name)) => mapping.find_api_name(&name.value()).map(Target::Field),
        None => mapping.find(&field.name).map(Target::Field),
    }
}

fn resolve_field<'i>(
    mapping: &Mapping<'_>,
    field: &'i InputField<'i>,
    target: Target,
    errors: &mut Errors,
) -> MappedField<'i> {
    let keys = &field.keys;
    let unit = keys.unix.as_ref().map(|unit| resolve_unit(unit, errors));
    let pattern = match (&keys.pattern, &target) {
        (Some(pattern), Target::Field(field_definition))
            if is_string_like(field_definition.kind) =>
        {
            Pattern::compile(pattern, Some(field_definition), errors)
        }
        _ => None,
    };
    let is_feature_off = target.needs_serde() && !Feature::Serde.is_enabled();
    let is_misplaced = match &target {
        Target::Skip(_) => keys.body.is_some(),
        Target::Part(_) | Target::Extra(..) => !mapping.has_object(),
        Target::Field(_) | Target::Custom(..) => false,
    };
    // `check_mapped_once` reports it.
    let tag = mapping.object.tag.as_ref();
    let is_tag = match &target {
        Target::Field(field) => {
            tag.is_some_and(|tag| is_same_field_definition(tag.definition(), field))
        }
        _ => false,
    };
    MappedField {
        input: field,
        target,
        unit: unit.flatten(),
        pattern,
        has_error: keys.status.is_broken
            || mapping.object.nested_path.is_some() && keys.flatten.is_some()
            || is_misplaced
            || is_tag
            || matches!(unit, Some(None))
            || is_feature_off
            || is_mut_ref(field.ty),
        user_span: span_of(field.ty),
    }
}

/// Returns the unit with this name. Reports an unknown one.
fn resolve_unit(unit: &LitStr, errors: &mut Errors) -> Option<Unit> {
    let name = unit.value();
    let found = Unit::ALL.into_iter().find(|unit| unit.symbol() == name);
    if found.is_none() {
        let lower = name.to_lowercase();
        let suggested = Unit::ALL.into_iter().find(|unit| {
            lower == unit.symbol() || unit.name().starts_with(&lower) && lower.len() > 1
        });
        let message: &dyn Display = match &suggested {
            Some(unit) => &format!("unknown unit `{name}`; did you mean `{}`?", unit.symbol()),
            None => &format!("unknown unit `{name}`; use `s`, `ms`, `us` or `ns`"),
        };
        errors.push_at(unit.span(), message);
    }
    found
}

/// Returns the span of a type. `Spanned` would convert it to tokens first, which a plain path does not need.
fn span_of(ty: &Type) -> Span {
    let Type::Path(TypePath { attrs, qself, path }) = ty else {
        return ty.span();
    };
    let is_plain = attrs.is_empty() && qself.is_none() && path.leading_colon.is_none();
    let (true, Some(first), Some(last)) = (is_plain, path.segments.first(), path.segments.last())
    else {
        return ty.span();
    };
    let first = first.ident.span();
    let last = match &last.arguments {
        PathArguments::None => last.ident.span(),
        PathArguments::AngleBracketed(arguments) => arguments.gt_token.span(),
        PathArguments::Parenthesized(_) => return ty.span(),
    };
    first.join(last).unwrap_or(first)
}

/// Whether a type is a `&mut` reference.
pub(crate) fn is_mut_ref(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => reference.mutability.is_some(),
        Type::Group(group) => is_mut_ref(&group.elem),
        Type::Paren(paren) => is_mut_ref(&paren.elem),
        _ => false,
    }
}

/// Whether `length` and `pattern` apply to a kind.
pub(crate) fn is_string_like(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Identifier)
}
