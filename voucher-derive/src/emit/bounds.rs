//! The impl's where-clause: bounds on the type parameters of the struct.

use crate::code_buffer::{Code, generated_span, generated_span_at};
use crate::impl_header::emit_impl_header;
use crate::lower::{
    KEY_TRAITS, Lowered, LoweredField, LoweredKind, for_each_ident, map_arguments, wrapper_argument,
};
use crate::resolve::Target;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Generics, Type, TypeParam, TypeParamBound, TypePath, WherePredicate, parse_quote};

/// Returns the generics of the struct. Their brackets get a generated span, because Clippy would otherwise report to
/// the user that [`emit_where`] repeats a bound.
fn marked_generics(lowered: &Lowered<'_>) -> Generics {
    let mut generics = lowered.mapping.input.generics.clone();
    let mark_generated = |span: &mut Span| *span = generated_span_at(*span);
    if let Some(bracket) = &mut generics.lt_token {
        bracket.spans.iter_mut().for_each(mark_generated);
    }
    if let Some(bracket) = &mut generics.gt_token {
        bracket.spans.iter_mut().for_each(mark_generated);
    }
    generics
}

/// Returns the struct's where-clause with a bound for each field whose type mentions a type parameter.
///
/// ```text
/// // Output:
/// where
///     T: __core::TextField
/// ```
fn emit_where(lowered: &Lowered<'_>) -> Option<TokenStream> {
    let mut generics = lowered.mapping.input.generics.clone();
    if generics.params.is_empty() && generics.where_clause.is_none() {
        return None;
    }
    for field in lowered.fields() {
        for bound in emit_bounds(lowered, field) {
            let predicates = &mut generics.make_where_clause().predicates;
            if !predicates.iter().any(|other| is_same_text(other, &bound)) {
                predicates.push(bound);
            }
        }
    }
    if let Some(clause) = &mut generics.where_clause {
        if clause
            .predicates
            .first()
            .is_some_and(starts_like_parameters)
        {
            clause.predicates.insert(0, parse_quote!(Self:));
        }
    }
    Some(generics.where_clause.to_token_stream())
}

/// Whether rustc would parse the start of a predicate as generic parameters: after `where`, it does so with the `<T>`
/// of `<T>::Name`.
fn starts_like_parameters(predicate: &WherePredicate) -> bool {
    let WherePredicate::Type(predicate) = predicate else {
        return false;
    };
    let mut ty = &predicate.bounded_ty;
    while let Type::Group(group) = ty {
        ty = &group.elem;
    }
    let is_projection =
        |path: &TypePath| path.qself.as_ref().is_some_and(|qself| qself.position == 0);
    predicate.lifetimes.is_none() && matches!(ty, Type::Path(path) if is_projection(path))
}

fn is_same_text(one: &impl ToTokens, other: &impl ToTokens) -> bool {
    one.to_token_stream().to_string() == other.to_token_stream().to_string()
}

/// Returns the bounds that a field's kind requires for the type parameters in its type: `T: TextField`,
/// `T::Name: TextField`, `BTreeMap<K, V>: CustomObject`. The bound of a `custom` or `extra` member is on its whole
/// type, `[T; N]: Serialize`, because serde does not implement it for all arrays.
fn emit_bounds(lowered: &Lowered<'_>, field: &LoweredField<'_>) -> Vec<WherePredicate> {
    let (ty, generics) = (field.input.ty, lowered.mapping.input.generics);
    let mut subjects = Subjects::default();
    match field.target {
        _ if field.conversion.is_some() => {}
        Target::Custom(..) | Target::Extra(..) if field.is_concrete() => {}
        Target::Custom(..) | Target::Extra(..) => subjects.values.push(ty.to_token_stream()),
        Target::Field(_) | Target::Part(_) | Target::Skip(_) => {
            let map_count = field.kind.as_ref().map_or(0, LoweredKind::map_count);
            subjects.find(ty, map_count, generics);
        }
    }
    let values = emit_bounds_by(accepted_traits(field), subjects.values, field, generics);
    let keys = emit_bounds_by(KEY_TRAITS, subjects.keys, field, generics);
    values.into_iter().chain(keys).collect()
}

/// Returns bounds by the first of these traits.
fn emit_bounds_by(
    traits: &[&str],
    subjects: Vec<TokenStream>,
    field: &LoweredField<'_>,
    generics: &Generics,
) -> Vec<WherePredicate> {
    let Some(name) = traits.first() else {
        return Vec::new();
    };
    let field_span = field.generated_span;
    let name = Ident::new(name, generated_span());
    let bound = quote_spanned!(generated_span()=> __core::#name);
    subjects
        .into_iter()
        .filter(|subject| !is_bound(subject, traits, generics))
        .filter_map(|subject| syn::parse2(quote_spanned!(field_span=> #subject: #bound)).ok())
        .collect()
}

/// Returns the field traits that a field accepts. A bound uses the first one.
fn accepted_traits(field: &LoweredField<'_>) -> &'static [&'static str] {
    match field.target {
        Target::Part(_) if !field.has_error => &["RavelinFields"],
        _ => field
            .kind
            .as_ref()
            .map_or(&[], |kind| kind.name.field_traits()),
    }
}

/// Whether the struct already has a bound that makes a type suit its field, so that no other is added. For a parameter
/// `T`, that is a bound by another trait than the first: with two, rustc could not infer which one to use. For
/// `List<T>`, which may be an alias, it is a bound on `T` by any of the traits.
fn is_bound(subject: &TokenStream, traits: &[&str], generics: &Generics) -> bool {
    let others = traits.get(1..).unwrap_or_default();
    let mut is_bound = has_bound(generics, subject, others);
    for_each_ident(subject.clone(), &mut |name| {
        let parameter = name.to_token_stream();
        let is_inside = !is_same_text(&parameter, subject) && is_parameter(generics, name);
        is_bound |= is_inside && has_bound(generics, &parameter, traits);
    });
    is_bound
}

/// Whether the struct has a bound on a type by one of these traits.
fn has_bound(generics: &Generics, subject: &TokenStream, traits: &[&str]) -> bool {
    let is_by_trait = |bound: &TypeParamBound| {
        let TypeParamBound::Trait(bound) = bound else {
            return false;
        };
        let last = bound.path.segments.last();
        last.is_some_and(|part| traits.iter().any(|name| part.ident == name))
    };
    let of_parameter = |parameter: &TypeParam| {
        is_same_text(&parameter.ident, subject) && parameter.bounds.iter().any(is_by_trait)
    };
    let of_clause = |predicate: &WherePredicate| match predicate {
        WherePredicate::Type(predicate) => {
            is_same_text(&predicate.bounded_ty, subject) && predicate.bounds.iter().any(is_by_trait)
        }
        _ => false,
    };
    let clause = generics.where_clause.iter();
    let mut predicates = clause.flat_map(|clause| &clause.predicates);
    generics.type_params().any(of_parameter) || predicates.any(of_clause)
}

/// The types that need a bound inside a type that mentions type parameters: `T` in `Option<&T>`, `T::Name`,
/// `<T as Shop>::Name`, `Line<P>` in `Vec<Line<P>>`. Wrappers and maps are recognized by their names.
#[derive(Default)]
struct Subjects {
    values: Vec<TokenStream>,
    /// The keys of maps.
    keys: Vec<TokenStream>,
}

impl Subjects {
    /// Adds those in a type, which may be in wrappers and `map_count` maps.
    fn find(&mut self, ty: &Type, map_count: usize, generics: &Generics) {
        match ty {
            Type::Reference(reference) => self.find(&reference.elem, map_count, generics),
            Type::Slice(slice) => self.find(&slice.elem, map_count, generics),
            Type::Array(array) => self.find(&array.elem, map_count, generics),
            Type::Group(group) => self.find(&group.elem, map_count, generics),
            Type::Paren(paren) => self.find(&paren.elem, map_count, generics),
            Type::Tuple(tuple) => {
                for ty in &tuple.elems {
                    self.find(ty, map_count, generics);
                }
            }
            Type::Path(path) => {
                let last = path.path.segments.last();
                if let Some(ty) = last.and_then(wrapper_argument) {
                    return self.find(ty, map_count, generics);
                }
                let map = last.and_then(map_arguments).filter(|_| map_count > 0);
                if let Some((key, value)) = map {
                    let mut of_key = Self::default();
                    of_key.find(key, 0, generics);
                    self.keys.extend(of_key.values);
                    return self.find(value, map_count - 1, generics);
                }
                // No field trait is implemented for it, so rustc rejects it at the field, whatever the bound.
                let is_phantom = last.is_some_and(|part| part.ident == "PhantomData");
                let mut is_subject = false;
                for_each_ident(ty.to_token_stream(), &mut |name| {
                    is_subject |= is_parameter(generics, name);
                });
                if is_subject && !is_phantom {
                    self.values.push(ty.to_token_stream());
                }
            }
            _ => {}
        }
    }
}

/// Whether a name is a type parameter of the struct.
fn is_parameter(generics: &Generics, name: &Ident) -> bool {
    generics
        .type_params()
        .any(|parameter| parameter.ident == *name)
}

/// Writes the start of the impl of a trait for the struct.
pub(super) fn emit_header(name: &str, lowered: &Lowered<'_>, code: &mut Code) {
    let generics = marked_generics(lowered);
    let bounds = emit_where(lowered).unwrap_or_default();
    emit_impl_header(name, lowered.mapping.input.ident, &generics, &bounds, code);
}
