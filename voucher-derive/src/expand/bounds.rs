//! What a struct's own type parameters have to be.

use super::kind_trait::KindTrait;
use super::type_name::{each_name, is_concrete_type, wrapped};
use crate::code_buffer::{Code, generated_span, generated_span_at};
use crate::resolve::{MappedField, Mapping, Target};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{
    GenericArgument, Generics, Type, TypeParam, TypeParamBound, TypePath, WherePredicate,
    parse_quote,
};

/// The struct's own parameters. Their brackets are marked as generated, or a linter would tell the author of a bound that
/// [`expand_where`] says it as well.
pub(super) fn marked_generics(mapping: &Mapping<'_>) -> Generics {
    let mut generics = mapping.input.generics.clone();
    let mark = |span: &mut Span| *span = generated_span_at(*span);
    if let Some(bracket) = &mut generics.lt_token {
        bracket.spans.iter_mut().for_each(mark);
    }
    if let Some(bracket) = &mut generics.gt_token {
        bracket.spans.iter_mut().for_each(mark);
    }
    generics
}

/// The struct's own where-clause, and a bound for each field whose type mentions a parameter.
pub(super) fn expand_where(mapping: &Mapping<'_>) -> Option<TokenStream> {
    let mut generics = mapping.input.generics.clone();
    if generics.params.is_empty() && generics.where_clause.is_none() {
        return None;
    }
    for field in &mapping.fields {
        for bound in expand_bounds(mapping, field) {
            let predicates = &mut generics.make_where_clause().predicates;
            if !predicates.iter().any(|known| is_same_text(known, &bound)) {
                predicates.push(bound);
            }
        }
    }
    if let Some(clause) = &mut generics.where_clause {
        if clause.predicates.first().is_some_and(reads_as_parameters) {
            clause.predicates.insert(0, parse_quote!(Self:));
        }
    }
    Some(generics.where_clause.to_token_stream())
}

/// Right behind `where`, the `<T>` of `<T>::Name` is read as parameters of the clause's own.
fn reads_as_parameters(predicate: &WherePredicate) -> bool {
    let WherePredicate::Type(predicate) = predicate else {
        return false;
    };
    let mut ty = &predicate.bounded_ty;
    while let Type::Group(group) = ty {
        ty = &group.elem;
    }
    let is_projection = |path: &TypePath| path.qself.as_ref().is_some_and(|it| it.position == 0);
    predicate.lifetimes.is_none() && matches!(ty, Type::Path(path) if is_projection(path))
}

fn is_same_text(one: &impl ToTokens, other: &impl ToTokens) -> bool {
    one.to_token_stream().to_string() == other.to_token_stream().to_string()
}

/// The bounds that a field's kind puts on its type, where this mentions a parameter: `T: TextField`, `T::Name: TextField`,
/// `BTreeMap<K, V>: CustomObject`. A member of `custom` or `extra` is bound as a whole, `[T; N]: Serialize`, as serde
/// has no impl for every array.
fn expand_bounds(mapping: &Mapping<'_>, field: &MappedField<'_>) -> Vec<WherePredicate> {
    let (ty, generics) = (field.input.ty, mapping.input.generics);
    let mut subjects = Vec::new();
    match field.target {
        _ if field.input.keys.with.is_some() => {}
        Target::Custom(..) | Target::Extra(..) if is_concrete_type(mapping, field) => {}
        Target::Custom(..) | Target::Extra(..) => subjects.push(ty.to_token_stream()),
        Target::Field(_) | Target::Part(_) | Target::Skip(_) => {
            find_subjects(ty, generics, &mut subjects);
        }
    }
    let traits = traits_of(mapping, field);
    let Some(name) = traits.first() else {
        return Vec::new();
    };
    let field_span = field.generated_span();
    let name = Ident::new(name, generated_span());
    let bound = quote_spanned!(generated_span()=> __inner::#name);
    subjects
        .into_iter()
        .filter(|subject| !is_bound(subject, traits, generics))
        .filter_map(|subject| syn::parse2(quote_spanned!(field_span=> #subject: #bound)).ok())
        .collect()
}

/// The public traits by which a type can serve a field. A bound names the first one.
fn traits_of(mapping: &Mapping<'_>, field: &MappedField<'_>) -> &'static [&'static str] {
    match field.target {
        Target::Part(_) if !field.has_error => &["RavelinFields"],
        _ => KindTrait::of(mapping, field).map_or(&[], |kind_trait| kind_trait.traits()),
    }
}

/// Whether the struct's own bounds already say by which trait a subject serves its field, so that no other is added. For
/// `T`, this is another trait than the first: with both, the compiler could not tell which one is meant. For `List<T>`, a
/// name that may be an alias, it is any bound on `T` by one of the traits.
fn is_bound(subject: &TokenStream, traits: &[&str], generics: &Generics) -> bool {
    let others = traits.get(1..).unwrap_or_default();
    let mut is_bound = has_bound(generics, subject, others);
    each_name(subject.clone(), &mut |name| {
        let parameter = name.to_token_stream();
        let is_within = !is_same_text(&parameter, subject) && is_parameter(generics, name);
        is_bound |= is_within && has_bound(generics, &parameter, traits);
    });
    is_bound
}

/// Whether the struct asks a type for one of these traits.
fn has_bound(generics: &Generics, subject: &TokenStream, traits: &[&str]) -> bool {
    let is_named = |bound: &TypeParamBound| {
        let TypeParamBound::Trait(bound) = bound else {
            return false;
        };
        let last = bound.path.segments.last();
        last.is_some_and(|part| traits.iter().any(|name| part.ident == name))
    };
    let of_parameter = |parameter: &TypeParam| {
        is_same_text(&parameter.ident, subject) && parameter.bounds.iter().any(is_named)
    };
    let of_clause = |predicate: &WherePredicate| match predicate {
        WherePredicate::Type(predicate) => {
            is_same_text(&predicate.bounded_ty, subject) && predicate.bounds.iter().any(is_named)
        }
        _ => false,
    };
    let clause = generics.where_clause.iter();
    let mut predicates = clause.flat_map(|clause| &clause.predicates);
    generics.type_params().any(of_parameter) || predicates.any(of_clause)
}

/// The types that must serve a field, in a type that mentions parameters: `T` of `Option<&T>`, `T::Name`,
/// `<T as Shop>::Name`, `Line<P>` of `Vec<Line<P>>`. Only the name tells whether a type with arguments is a wrapper.
fn find_subjects(ty: &Type, generics: &Generics, found: &mut Vec<TokenStream>) {
    match ty {
        Type::Reference(reference) => find_subjects(&reference.elem, generics, found),
        Type::Slice(slice) => find_subjects(&slice.elem, generics, found),
        Type::Array(array) => find_subjects(&array.elem, generics, found),
        Type::Group(group) => find_subjects(&group.elem, generics, found),
        Type::Paren(paren) => find_subjects(&paren.elem, generics, found),
        Type::Tuple(tuple) => {
            for ty in &tuple.elems {
                find_subjects(ty, generics, found);
            }
        }
        Type::Path(path) => {
            let last = path.path.segments.last();
            if let Some(list) = last.and_then(wrapped) {
                for argument in &list.args {
                    if let GenericArgument::Type(ty) = argument {
                        find_subjects(ty, generics, found);
                    }
                }
                return;
            }
            // It never holds a value, so no bound helps: the compiler rejects it at the field.
            let is_phantom = last.is_some_and(|part| part.ident == "PhantomData");
            let mut is_subject = false;
            each_name(ty.to_token_stream(), &mut |name| {
                is_subject |= is_parameter(generics, name);
            });
            if is_subject && !is_phantom {
                found.push(ty.to_token_stream());
            }
        }
        _ => {}
    }
}

/// Whether a name is a type parameter of the struct's.
fn is_parameter(generics: &Generics, name: &Ident) -> bool {
    generics.type_params().any(|one| one.ident == *name)
}

pub(super) fn push_impl(name: &str, mapping: &Mapping<'_>, items: Code, code: &mut Code) {
    let generics = marked_generics(mapping);
    let bounds = expand_where(mapping).unwrap_or_default();
    code.push_impl(name, mapping.input.ident, &generics, bounds, items);
}
