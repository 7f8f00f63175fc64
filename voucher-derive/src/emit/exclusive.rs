//! Mutually exclusive fields. If two are always present, an assertion fails the build. If two are present in a value,
//! the encoder reports a violation.

use super::conversion::{emit_conversion, emit_reference};
use super::names::{field_path, local};
use super::paths::FieldPath;
use super::trait_selection::{kind_path, result_kind_path};
use super::{paths, type_info};
use crate::code_buffer::{Code, generated_span, generated_span_at};
use crate::lower::{ExclusivePair, ExclusivePairs, Lowered, LoweredField};
use crate::resolve::is_same_field_definition;
use crate::template::emit;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use voucher_definition as definition;

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
    lowered: &Lowered<'_>,
    field_definition: &'static definition::Field,
    code: &mut Code,
) {
    let pairs = lowered.exclusive.in_struct.iter();
    for (before, _) in pairs.filter(|(_, later)| is_same_field_definition(later, field_definition))
    {
        let [one, other] = [before, field_definition].map(|field_definition| {
            let path = field_path(lowered, field_definition, generated_span());
            (path, emit_is_present(lowered, field_definition))
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
pub(super) fn emit_exclusive_with_parts(lowered: &Lowered<'_>, code: &mut Code) {
    let ExclusivePairs {
        with_parts, mapped, ..
    } = &lowered.exclusive;
    if with_parts.is_empty() {
        return;
    }
    let mut of_struct = Vec::new();
    for field_definition in mapped {
        let path = field_path(lowered, field_definition, generated_span());
        of_struct.push((path, emit_is_present(lowered, field_definition)));
    }
    let pairs = pair_paths(lowered, with_parts);
    let parts = emit_part_presences(lowered);
    emit!(code => __encoder.check_exclusive_across(&[#pairs], &[#of_struct], &[#parts]););
}

/// Returns, for each part, its mapping and a function that tells whether it has a value for a field.
///
/// ```text
/// // Output:
/// (<Buyer as __core::Part<_>>::MAPPING, &|__name| <Buyer as __core::Part<_>>::is_present(&self.buyer, __name))
/// ```
pub(super) fn emit_part_presences(lowered: &Lowered<'_>) -> Vec<TokenStream> {
    let parts = lowered.parts().map(|part| {
        let ty = &part.ty;
        let value = emit_reference(lowered, part, generated_span());
        let kind = quote_spanned!(part.generated_span=> <#ty as __core::Part<_>>);
        quote_spanned!(generated_span()=> (#kind::MAPPING, &|__name| #kind::is_present(#value, __name)))
    });
    parts.collect()
}

/// Returns the paths of these pairs.
fn pair_paths(lowered: &Lowered<'_>, pairs: &[ExclusivePair]) -> Vec<(FieldPath, FieldPath)> {
    let path = |field_definition| field_path(lowered, field_definition, generated_span());
    let mut paths = Vec::new();
    for (one, other) in pairs {
        paths.push((path(one), path(other)));
    }
    paths
}

/// Returns an expression: whether a field definition with a source has a value.
///
/// ```text
/// // Output:
/// <Option<u64> as __core::Identifier<_>>::is_present(&self.customer_id)
/// ```
pub(super) fn emit_is_present(
    lowered: &Lowered<'_>,
    field_definition: &'static definition::Field,
) -> TokenStream {
    let generated_span = generated_span();
    let field = lowered.field_of(field_definition);
    let Some((field, kind)) = field.and_then(|field| Some((field, field.kind.as_ref()?))) else {
        return quote_spanned!(generated_span=> true);
    };
    if field.sends_null() {
        return quote_spanned!(generated_span=> true);
    }
    let value = emit_reference(lowered, field, generated_span);
    let Some(with) = field.conversion else {
        let kind = kind_path(field, kind, generated_span);
        let ty = &field.ty;
        return quote_spanned!(generated_span=> <#ty as #kind>::is_present(#value));
    };
    // A conversion may return an `Option`. If it fails, there was a value.
    let (user_span, generated_span) = (with.span(), generated_span_at(with.span()));
    let kind = result_kind_path(field, kind, generated_span);
    let converted = local("value", field, user_span);
    let converted = quote_spanned!(user_span=> <_ as #kind>::is_present(&#converted));
    let [failed, none] = [true, false].map(|flag| quote_spanned!(generated_span=> #flag));
    emit_conversion(
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
pub(super) fn emit_is_present_function(lowered: &Lowered<'_>, code: &mut Code) {
    let groups = lowered.mapping.object.definition.exclusive;
    let is_in_group = |field_definition: &definition::Field| {
        groups
            .iter()
            .any(|group| group.contains(&field_definition.name))
    };
    let field_definitions = lowered.fields().filter_map(LoweredField::field_definition);
    let field_definitions: Vec<_> = field_definitions
        .filter(|field_definition| is_in_group(field_definition))
        .collect();
    if field_definitions.is_empty() || lowered.mapping.must_be_complete() {
        return;
    }
    emit!(code =>
        fn __is_present(&self, __name: &__core::str) -> __core::bool {
            match __name {
                #for (field_definition in field_definitions) {
                    #{field_definition.name} => #{emit_is_present(lowered, field_definition)},
                }
                _ => true,
            }
        }
    );
}

/// Returns assertions that no two mutually exclusive fields are both always present: those about concrete types, or all
/// others.
pub(super) fn emit_assertions(lowered: &Lowered<'_>, is_concrete: bool) -> Vec<TokenStream> {
    let mut assertions = Vec::new();
    for (first, later) in &lowered.exclusive.in_struct {
        let fields = [lowered.field_of(first), lowered.field_of(later)];
        let are_concrete = fields
            .iter()
            .flatten()
            .all(|field| field.are_values_concrete());
        if are_concrete == is_concrete {
            assertions.extend(emit_pair_assertion(lowered, first, later));
        }
    }
    assertions.extend(emit_part_assertions(lowered, is_concrete));
    assertions
}

/// Returns the assertion about two field definitions. It has the span of the field that maps the later one, or else of
/// the other.
///
/// ```text
/// // Output:
/// __core::assert_exclusive_pair(
///     <u64 as __core::Identifier<_>>::TYPE,
///     <Code as __core::Identifier<_>>::TYPE,
///     "customerId", "code",
/// )
/// ```
fn emit_pair_assertion(
    lowered: &Lowered<'_>,
    first: &'static definition::Field,
    later: &'static definition::Field,
) -> Option<TokenStream> {
    let field = lowered
        .field_of(later)
        .or_else(|| lowered.field_of(first))?;
    let user_span = field.user_span;
    let type_info = |field_definition| match lowered.field_of(field_definition) {
        Some(field) if field.has_error => None,
        Some(field) => type_info::emit_sent(lowered, field),
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
///
/// ```text
/// // Output:
/// __core::assert_exclusive(
///     &[(&__FIELD_1, &__FIELD_2)],
///     &[(&__FIELD_1, <u64 as __core::Identifier<_>>::TYPE)],
///     &[],
///     (<Buyer as __core::Part<_>>::TYPE, <Buyer as __core::Part<_>>::MAPPING),
/// )
/// ```
fn emit_part_assertions(lowered: &Lowered<'_>, is_concrete: bool) -> Vec<TokenStream> {
    let ExclusivePairs {
        with_parts, mapped, ..
    } = &lowered.exclusive;
    let mut fields = mapped
        .iter()
        .filter_map(|field_definition| lowered.field_of(field_definition));
    let are_concrete =
        fields.all(LoweredField::are_values_concrete) && lowered.are_parts_concrete();
    if with_parts.is_empty() || are_concrete != is_concrete {
        return Vec::new();
    }
    let generated_span = generated_span();
    let mut of_struct = Vec::new();
    for field_definition in mapped {
        let path = field_path(lowered, field_definition, generated_span);
        let type_info = lowered
            .field_of(field_definition)
            .and_then(|field| type_info::emit_sent(lowered, field))
            .unwrap_or_else(|| quote_spanned!(generated_span=> __core::TypeInfo::ACCEPTED));
        of_struct.push((path, type_info));
    }
    let pairs = pair_paths(lowered, with_parts);
    let (pairs, of_struct) = (emit!(=> &[#pairs]), emit!(=> &[#of_struct]));
    let mut before: Vec<TokenStream> = Vec::new();
    let mut assertions = Vec::new();
    for part in lowered.parts() {
        let ty = &part.ty;
        let kind = quote_spanned!(part.user_span=> <#ty as __core::Part<_>>);
        let of_part = quote_spanned!(part.user_span=> (#kind::TYPE, #kind::MAPPING));
        let arguments =
            quote_spanned!(part.user_span=> #pairs, #of_struct, &[#(#before),*], #of_part);
        assertions.push(paths::spanned_call(part, "assert_exclusive", &arguments));
        before.push(of_part);
    }
    assertions
}

/// Returns the groups of mutually exclusive fields of which the part maps at least one.
pub(super) fn groups_of_part(lowered: &Lowered<'_>) -> Vec<&'static [&'static str]> {
    let object = lowered.mapping.object.index;
    let mut groups = object.definition.exclusive.to_vec();
    groups.retain(|group| {
        let mut field_definitions = group.iter().filter_map(|name| object.field(name));
        field_definitions.any(|field_definition| lowered.mapping.has_source(field_definition))
    });
    groups
}

/// Returns what `schema()` needs to know about pairs of mutually exclusive fields.
pub(super) fn emit_schema_fields(lowered: &Lowered<'_>) -> Vec<TokenStream> {
    let generated_span = generated_span();
    let pairs = lowered.exclusive.in_struct.iter();
    let pairs = pairs.chain(&lowered.exclusive.with_parts);
    let schema_fields = pairs.map(|(one, other)| {
        let (one, other) = (
            field_path(lowered, one, generated_span),
            field_path(lowered, other, generated_span),
        );
        quote_spanned!(generated_span=> __core::SchemaField::exclusive(#one, #other))
    });
    schema_fields.collect()
}
