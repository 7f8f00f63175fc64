//! Mutually exclusive fields. If two are always present, an assertion fails the build. If two are present in a value,
//! the encoder reports a violation.

use super::conversion::{emit_conversion, emit_reference};
use super::kind_trait::KindTrait;
use super::names::{field_path, local};
use super::paths::FieldPath;
use super::type_name::parts;
use super::{conversion, paths, trait_selection, type_name};
use crate::attr::Role;
use crate::code_buffer::{Code, generated_span, generated_span_at};
use crate::resolve::{MappedField, Mapping, is_same_field_definition};
use crate::template::emit;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use voucher_definition as definition;

/// Two mutually exclusive field definitions of one object, in its order.
type Pair = (&'static definition::Field, &'static definition::Field);

/// Returns the field definitions before this one that are mutually exclusive with it and that the struct sends.
fn exclusive_before(
    mapping: &Mapping<'_>,
    field_definition: &'static definition::Field,
) -> Vec<&'static definition::Field> {
    let objects = [&mapping.definition.body, mapping.object.definition].into_iter();
    let object = objects
        .filter(|object| !object.exclusive.is_empty())
        .find(|object| {
            object
                .fields
                .iter()
                .any(|other| is_same_field_definition(other, field_definition))
        });
    let field_definitions = object.into_iter().flat_map(|object| object.fields).copied();
    let before =
        field_definitions.take_while(|other| !is_same_field_definition(other, field_definition));
    before
        .filter(|other| mapping.are_exclusive(other, field_definition) && mapping.is_sent(other))
        .collect()
}

/// Returns every two mutually exclusive field definitions that the struct itself sends.
pub(super) fn pairs_in_struct(mapping: &Mapping<'_>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    if !mapping.has_exclusive_groups() {
        return pairs;
    }
    let mut objects = vec![mapping.object.definition];
    if mapping.input.role == Role::Event && mapping.definition.entity().is_some() {
        objects.insert(0, &mapping.definition.body);
    }
    for field_definition in objects.into_iter().flat_map(|object| object.fields) {
        if mapping.is_sent(field_definition) {
            pairs.extend(
                exclusive_before(mapping, field_definition)
                    .into_iter()
                    .map(|before| (before, *field_definition)),
            );
        }
    }
    pairs
}

/// Returns every two mutually exclusive field definitions of which a part may send at least one.
pub(super) fn pairs_with_parts(mapping: &Mapping<'_>) -> Vec<Pair> {
    let object = mapping.object.definition;
    let mut pairs = Vec::new();
    if object.exclusive.is_empty() || parts(mapping).next().is_none() {
        return pairs;
    }
    for (index, later) in object.fields.iter().enumerate() {
        for first in object.fields.iter().take(index) {
            let are_both_mapped = mapping.has_source(first) && mapping.has_source(later);
            if !are_both_mapped && mapping.are_exclusive(first, later) {
                pairs.push((*first, *later));
            }
        }
    }
    pairs
}

/// Writes the checks, after a field is written, that no field before it that is mutually exclusive with it has a value
/// too.
///
/// ```text
/// // Output:
/// __encoder.check_exclusive(
///     (&__FIELD_1, <Option<u64> as __core::Identifier<_>>::is_present(&self.customer_id)),
///     (&__FIELD_2, true),
/// );
/// ```
pub(super) fn emit_exclusive(
    mapping: &Mapping<'_>,
    field_definition: &'static definition::Field,
    code: &mut Code,
) {
    for before in exclusive_before(mapping, field_definition) {
        let [one, other] = [before, field_definition].map(|field_definition| {
            let path = field_path(mapping, field_definition, generated_span());
            (path, emit_is_present(mapping, field_definition))
        });
        emit!(code => __encoder.check_exclusive(#one, #other););
    }
}

/// Writes the check across the struct and its parts.
///
/// ```text
/// // Output:
/// __encoder.check_exclusive_across(
///     &[(&__FIELD_1, &__FIELD_2)],
///     &[(&__FIELD_1, <Option<u64> as __core::Identifier<_>>::is_present(&self.customer_id))],
///     &[(<Buyer as __core::Part<_>>::MAPPING, &|__name| <Buyer as __core::Part<_>>::is_present(&self.buyer, __name))],
/// );
/// ```
pub(super) fn emit_exclusive_with_parts(mapping: &Mapping<'_>, code: &mut Code) {
    let pairs = pairs_with_parts(mapping);
    if pairs.is_empty() {
        return;
    }
    let of_struct = mapped_in_struct(mapping, &pairs)
        .into_iter()
        .map(|field_definition| {
            let path = field_path(mapping, field_definition, generated_span());
            (path, emit_is_present(mapping, field_definition))
        });
    let of_struct: Vec<_> = of_struct.collect();
    let pairs = pair_paths(mapping, &pairs);
    let parts = parts(mapping).map(|(ty, part)| {
        let value = emit_reference(mapping, part, generated_span());
        let kind = quote_spanned!(part.generated_span()=> <#ty as __core::Part<_>>);
        quote_spanned!(generated_span()=> (#kind::MAPPING, &|__name| #kind::is_present(#value, __name)))
    });
    let parts: Vec<_> = parts.collect();
    emit!(code => __encoder.check_exclusive_across(&[#pairs], &[#of_struct], &[#parts]););
}

/// Returns the paths of these pairs.
fn pair_paths(mapping: &Mapping<'_>, pairs: &[Pair]) -> Vec<(FieldPath, FieldPath)> {
    let path = |field_definition| field_path(mapping, field_definition, generated_span());
    let pairs = pairs.iter();
    pairs.map(|(one, other)| (path(one), path(other))).collect()
}

/// Returns the field definitions of these pairs that the struct itself maps.
fn mapped_in_struct(mapping: &Mapping<'_>, pairs: &[Pair]) -> Vec<&'static definition::Field> {
    let mut mapped: Vec<&definition::Field> = Vec::new();
    for field_definition in pairs.iter().flat_map(|(one, other)| [*one, *other]) {
        if mapping.has_source(field_definition)
            && !mapped
                .iter()
                .any(|other| is_same_field_definition(other, field_definition))
        {
            mapped.push(field_definition);
        }
    }
    mapped
}

/// Returns an expression: whether a field definition with a source has a value.
fn emit_is_present(
    mapping: &Mapping<'_>,
    field_definition: &'static definition::Field,
) -> TokenStream {
    let generated_span = generated_span();
    let field = mapping.field_of(field_definition);
    let Some((field, kind_trait)) =
        field.and_then(|field| Some((field, KindTrait::of(mapping, field)?)))
    else {
        return quote_spanned!(generated_span=> true);
    };
    let value = emit_reference(mapping, field, generated_span);
    let Some(with) = &field.input.keys.with else {
        let kind = trait_selection::kind_path(mapping, field, &kind_trait, generated_span);
        let ty = type_name::field_type(mapping, field);
        return quote_spanned!(generated_span=> <#ty as #kind>::is_present(#value));
    };
    // A conversion may return an `Option`. If it fails, there was a value.
    let (user_span, generated_span) = (with.span(), generated_span_at(with.span()));
    let kind = kind_trait.unchecked_path(generated_span);
    let converted = local("value", mapping, field, user_span);
    let converted = quote_spanned!(user_span=> <_ as #kind>::is_present(&#converted));
    let [failed, none] = [true, false].map(|flag| quote_spanned!(generated_span=> #flag));
    emit_conversion(
        mapping,
        field,
        &with.to_token_stream(),
        &value,
        [&converted, &failed, &none],
    )
}

/// Writes the function that tells whether a part has a value for a mutually exclusive field, by its name in the API.
///
/// ```text
/// // Output:
/// fn __is_present(&self, __name: &__core::str) -> __core::bool {
///     match __name {
///         "customerId" => <Option<u64> as __core::Identifier<_>>::is_present(&self.customer_id),
///         _ => true,
///     }
/// }
/// ```
pub(super) fn emit_is_present_function(mapping: &Mapping<'_>, code: &mut Code) {
    let groups = mapping.object.definition.exclusive;
    let is_in_group = |field_definition: &definition::Field| {
        groups
            .iter()
            .any(|group| group.contains(&field_definition.name))
    };
    let field_definitions = mapping
        .fields
        .iter()
        .filter_map(MappedField::field_definition);
    let field_definitions: Vec<_> = field_definitions
        .filter(|field_definition| is_in_group(field_definition))
        .collect();
    if field_definitions.is_empty() || mapping.must_be_complete() {
        return;
    }
    emit!(code =>
        fn __is_present(&self, __name: &__core::str) -> __core::bool {
            match __name {
                #for (field_definition in field_definitions) {
                    #{field_definition.name} => #{emit_is_present(mapping, field_definition)},
                }
                _ => true,
            }
        }
    );
}

/// Returns assertions that no two mutually exclusive fields are both always present: those about concrete types, or all
/// others.
pub(super) fn emit_assertions(mapping: &Mapping<'_>, is_concrete: bool) -> Vec<TokenStream> {
    let mut assertions = Vec::new();
    for (first, later) in pairs_in_struct(mapping) {
        let fields = [mapping.field_of(first), mapping.field_of(later)];
        let are_concrete = fields
            .iter()
            .flatten()
            .all(|field| is_concrete_field(mapping, field));
        if are_concrete == is_concrete {
            assertions.extend(emit_pair_assertion(mapping, first, later));
        }
    }
    assertions.extend(emit_part_assertions(mapping, is_concrete));
    assertions
}

/// Whether a field's type and its conversion are concrete.
fn is_concrete_field(mapping: &Mapping<'_>, field: &MappedField<'_>) -> bool {
    type_name::is_concrete_type(mapping, field) && type_name::is_concrete_conversion(mapping, field)
}

/// Returns the assertion about two field definitions. It has the span of the field that maps the later one, or else of
/// the other.
fn emit_pair_assertion(
    mapping: &Mapping<'_>,
    first: &'static definition::Field,
    later: &'static definition::Field,
) -> Option<TokenStream> {
    let field = mapping
        .field_of(later)
        .or_else(|| mapping.field_of(first))?;
    let user_span = field.user_span();
    let type_info = |field_definition| match mapping.field_of(field_definition) {
        Some(field) if field.has_error => None,
        Some(field) => conversion::emit_sent(mapping, field),
        None => Some(quote_spanned!(user_span=> __core::TypeInfo::ACCEPTED)),
    };
    let (one, other) = (type_info(first)?, type_info(later)?);
    let names = [first.name, later.name];
    let arguments = quote_spanned!(user_span=> #one, #other, #(#names),*);
    Some(paths::spanned_call(
        field,
        "assert_exclusive_pair",
        &arguments,
    ))
}

/// Returns the assertions across the struct and its parts.
fn emit_part_assertions(mapping: &Mapping<'_>, is_concrete: bool) -> Vec<TokenStream> {
    let pairs = pairs_with_parts(mapping);
    let of_struct = mapped_in_struct(mapping, &pairs);
    let mut fields = of_struct
        .iter()
        .filter_map(|field_definition| mapping.field_of(field_definition));
    let are_concrete = fields.all(|field| is_concrete_field(mapping, field))
        && type_name::are_parts_concrete(mapping);
    if pairs.is_empty() || are_concrete != is_concrete {
        return Vec::new();
    }
    let generated_span = generated_span();
    let of_struct = of_struct.into_iter().map(|field_definition| {
        let path = field_path(mapping, field_definition, generated_span);
        let type_info = mapping
            .field_of(field_definition)
            .and_then(|field| conversion::emit_sent(mapping, field));
        let type_info = type_info
            .unwrap_or_else(|| quote_spanned!(generated_span=> __core::TypeInfo::ACCEPTED));
        (path, type_info)
    });
    let of_struct: Vec<_> = of_struct.collect();
    let pairs = pair_paths(mapping, &pairs);
    let (pairs, of_struct) = (emit!(=> &[#pairs]), emit!(=> &[#of_struct]));
    let mut before: Vec<TokenStream> = Vec::new();
    let mut assertions = Vec::new();
    for (ty, part) in parts(mapping) {
        let kind = quote_spanned!(part.user_span()=> <#ty as __core::Part<_>>);
        let of_part = quote_spanned!(part.user_span()=> (#kind::TYPE, #kind::MAPPING));
        let arguments =
            quote_spanned!(part.user_span()=> #pairs, #of_struct, &[#(#before),*], #of_part);
        assertions.push(paths::spanned_call(part, "assert_exclusive", &arguments));
        before.push(of_part);
    }
    assertions
}
