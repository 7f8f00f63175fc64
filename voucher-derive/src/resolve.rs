//! Each field next to the field definition that it maps to.

mod model;
mod named;
mod object;
mod report;

pub(crate) use model::{Event, Mapped, Place, is_same_row};
pub(crate) use named::{Found, resolve_named};
pub(crate) use object::Scope;

use crate::attr::Target;
use crate::code_buffer::text_span;
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

impl<'i> Event<'i> {
    /// `None` where the definition itself is not known; then nothing more can be said.
    pub(crate) fn resolve(input: &'i Input<'i>, errors: &mut Errors) -> Option<Self> {
        let (definition, file) = resolve_definition(input, errors)?;
        let scope = match &input.words.object {
            Some(path) => Scope::resolve(definition, path, errors)?,
            None => Scope::entity(definition),
        };
        let mut event = Self {
            input,
            definition,
            file,
            scope,
            file_rows: Vec::new(),
            fields: Vec::new(),
            constants: Vec::new(),
            waived: Vec::new(),
            meant: Vec::new(),
            is_partial: input.words.is_broken || !input.is_struct,
        };
        // What has a place takes it first, so that a suggestion is never a row that is taken.
        let mut unplaced = Vec::new();
        for field in &input.fields {
            event.is_partial |= field.words.is_broken;
            match event.place(field) {
                Some(place) => event.take(field, place, errors),
                None => unplaced.push(field),
            }
        }
        for constant in &input.words.constants {
            if let Some(row) = event.find_ident(&constant.name) {
                event.constants.push((row, constant));
            }
        }
        for name in &input.words.optional {
            if let Some(row) = event.find_ident(name) {
                event.waived.push((row, name));
            }
        }
        // A clock that cannot be read into the body was meant for the entity's own `timestamp`.
        if input.words.now.is_some() && event.now().is_none() {
            event.meant.extend(event.scope.object.field("timestamp"));
        }
        event.report(&unplaced, errors);
        event.file_rows = event.needed_rows();
        Some(event)
    }

    /// Where a field goes, if its words or its name say so.
    fn place(&self, field: &InputField<'_>) -> Option<Place> {
        match &field.words.target {
            Some(Target::Skip(span)) => Some(Place::Skip(*span)),
            Some(Target::Custom(span, None)) => Some(Place::Custom(field.name.clone(), *span)),
            Some(Target::Custom(_, Some(key))) => Some(Place::Custom(key.value(), key.span())),
            Some(Target::Extra(name)) => Some(Place::Extra(name.value(), name.span())),
            Some(Target::Flatten(span)) => Some(Place::Part(*span)),
            Some(Target::Rename(name)) => self.find_wire(&name.value()).map(Place::Row),
            None => self.find(&field.name).map(Place::Row),
        }
    }

    fn take(&mut self, field: &'i InputField<'i>, place: Place, errors: &mut Errors) {
        let words = &field.words;
        let unit = words.unix.as_ref().map(|unit| resolve_unit(unit, errors));
        let pattern = match (&words.pattern, &place) {
            (Some(pattern), Place::Row(row)) if is_spelt(row.kind) => {
                Pattern::compile(pattern, Some(row), errors)
            }
            _ => None,
        };
        let is_off = place.needs_serde().is_some() && !cfg!(feature = "serde");
        let span = span_of(field.ty);
        self.fields.push(Mapped {
            input: field,
            place,
            unit: unit.flatten(),
            pattern,
            has_error: words.is_broken
                || self.scope.object_path.is_some() && words.span("flatten").is_some()
                || matches!(unit, Some(None))
                || is_off
                || is_exclusive(field.ty),
            span,
            site: span.resolved_at(text_span()),
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
        let meant = Unit::ALL.into_iter().find(|unit| {
            lower == unit.symbol() || unit.name().starts_with(&lower) && lower.len() > 1
        });
        let words: &dyn Display = match &meant {
            Some(unit) => &format!(
                "`unix` knows no `{name}`; did you mean `{}`?",
                unit.symbol()
            ),
            None => &format!("`unix` knows no `{name}`; use `s`, `ms`, `us` or `ns`"),
        };
        errors.push_at(unit.span(), words);
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
pub(crate) fn is_exclusive(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => reference.mutability.is_some(),
        Type::Group(group) => is_exclusive(&group.elem),
        Type::Paren(paren) => is_exclusive(&paren.elem),
        _ => false,
    }
}

/// What has a `length` and a `pattern`.
pub(crate) fn is_spelt(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Identifier)
}
