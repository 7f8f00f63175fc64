//! Each field next to the field definition that it maps to.

mod model;
mod named;
mod object;
mod report;

pub(crate) use model::{MappedField, Mapping, Target, is_same_field_definition};
pub(crate) use named::{Found, resolve_named};
pub(crate) use object::Scope;

use crate::attr::TargetKey;
use crate::code_buffer::generated_span_at;
use crate::input::{Input, InputField};
use crate::pattern::Pattern;
use crate::report::Errors;
use named::resolve_definition;
use proc_macro2::Span;
use std::cell::OnceCell;
use std::fmt::Display;
use syn::{LitStr, PathArguments, Type, TypePath, spanned::Spanned};
use voucher_definition::Kind;
use voucher_definition::time::Unit;

impl<'i> Mapping<'i> {
    /// `None` where the definition itself is not known; then nothing more can be said.
    pub(crate) fn resolve(input: &'i Input<'i>, errors: &mut Errors) -> Option<Self> {
        let (definition, file) = resolve_definition(input, errors)?;
        let scope = match &input.keys.object {
            Some(path) => Scope::resolve(definition, path, errors)?,
            None => Scope::entity(definition),
        };
        let mut mapping = Self {
            input,
            definition,
            file,
            scope,
            file_field_definitions: Vec::new(),
            fields: Vec::new(),
            constants: Vec::new(),
            waived: Vec::new(),
            suggested: Vec::new(),
            has_unparsed_field: input.keys.is_broken || !input.is_struct,
        };
        // What has a place takes it first, so that a suggestion is never a row that is taken.
        let mut unplaced = Vec::new();
        for field in &input.fields {
            mapping.has_unparsed_field |= field.keys.is_broken;
            match mapping.target(field) {
                Some(target) => mapping.take(field, target, errors),
                None => unplaced.push(field),
            }
        }
        for constant in &input.keys.constants {
            if let Some(field_definition) = mapping.find_ident(&constant.name) {
                mapping.constants.push((field_definition, constant));
            }
        }
        for name in &input.keys.optional {
            if let Some(field_definition) = mapping.find_ident(name) {
                mapping.waived.push((field_definition, name));
            }
        }
        // A clock that cannot be read into the body was meant for the entity's own `timestamp`.
        if input.keys.now.is_some() && mapping.now().is_none() {
            mapping
                .suggested
                .extend(mapping.scope.object.field("timestamp"));
        }
        mapping.report(&unplaced, errors);
        mapping.file_field_definitions = mapping.needed_field_definitions();
        Some(mapping)
    }

    /// Where a field goes, if its words or its name say so.
    fn target(&self, field: &InputField<'_>) -> Option<Target> {
        match &field.keys.target {
            Some(TargetKey::Skip(span)) => Some(Target::Skip(*span)),
            Some(TargetKey::Custom(span, None)) => Some(Target::Custom(field.name.clone(), *span)),
            Some(TargetKey::Custom(_, Some(key))) => Some(Target::Custom(key.value(), key.span())),
            Some(TargetKey::Extra(name)) => Some(Target::Extra(name.value(), name.span())),
            Some(TargetKey::Flatten(span)) => Some(Target::Part(*span)),
            Some(TargetKey::Rename(name)) => self.find_wire(&name.value()).map(Target::Field),
            None => self.find(&field.name).map(Target::Field),
        }
    }

    fn take(&mut self, field: &'i InputField<'i>, target: Target, errors: &mut Errors) {
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
        let is_feature_off = target.needs_serde().is_some() && !cfg!(feature = "serde");
        let user_span = span_of(field.ty);
        self.fields.push(MappedField {
            input: field,
            target,
            unit: unit.flatten(),
            pattern,
            has_error: keys.is_broken
                || self.scope.object_path.is_some() && keys.span("flatten").is_some()
                || matches!(unit, Some(None))
                || is_feature_off
                || is_mut_ref(field.ty),
            user_span,
            generated_span: generated_span_at(user_span),
            named: OnceCell::new(),
            expected: OnceCell::new(),
        });
    }
}

/// The unit, or `None` where it is reported that there is none.
fn resolve_unit(unit: &LitStr, errors: &mut Errors) -> Option<Unit> {
    let name = unit.value();
    let found = Unit::ALL.into_iter().find(|unit| unit.symbol() == name);
    if found.is_none() {
        let lower = name.to_lowercase();
        let suggested = Unit::ALL.into_iter().find(|unit| {
            lower == unit.symbol() || unit.name().starts_with(&lower) && lower.len() > 1
        });
        let message: &dyn Display = match &suggested {
            Some(unit) => &format!(
                "`unix` knows no `{name}`; did you mean `{}`?",
                unit.symbol()
            ),
            None => &format!("`unix` knows no `{name}`; use `s`, `ms`, `us` or `ns`"),
        };
        errors.push_at(unit.span(), message);
    }
    found
}

/// Where a type stands. A plain path knows its first and its last word; any other type would first be written down.
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
        PathArguments::AngleBracketed(within) => within.gt_token.span(),
        PathArguments::Parenthesized(_) => return ty.span(),
    };
    first.join(last).unwrap_or(first)
}

/// `&mut T`
pub(crate) fn is_mut_ref(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => reference.mutability.is_some(),
        Type::Group(group) => is_mut_ref(&group.elem),
        Type::Paren(paren) => is_mut_ref(&paren.elem),
        _ => false,
    }
}

/// What has a `length` and a `pattern`.
pub(crate) fn is_string_like(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Identifier)
}
