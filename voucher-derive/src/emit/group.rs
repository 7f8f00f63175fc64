//! Groups of fields of which exactly one is sent. If neither the struct nor its parts map one, an assertion fails the
//! build. If all are absent from a value, the encoder reports a violation.

use super::exclusive::{emit_is_present, emit_part_presences};
use super::names::field_path;
use super::paths::FieldPath;
use crate::code_buffer::{Code, generated_span};
use crate::lower::{CheckedGroup, Lowered};
use crate::template::emit;
use proc_macro2::TokenStream;
use quote::quote_spanned;
use voucher_definition as definition;

/// Writes the checks of the groups of the envelope, or of all others, after their fields are written.
///
/// ```text
/// // Output:
/// __encoder.check_exactly_one(
///     &__FIELD_1,
///     &["customerId", "customer"],
///     <Option<u64> as __core::Identifier<_>>::is_present(&self.customer_id),
/// );
/// __encoder.check_exactly_one_across(
///     &[&__FIELD_1, &__FIELD_2],
///     &["customerId", "customer"],
///     <Option<u64> as __core::Identifier<_>>::is_present(&self.customer_id),
///     &[(<Buyer as __core::Part<_>>::MAPPING, &|__name| <Buyer as __core::Part<_>>::is_present(&self.buyer, __name))],
/// );
/// ```
pub(super) fn emit_groups(lowered: &Lowered<'_>, is_of_envelope: bool, code: &mut Code) {
    let groups = lowered.groups.iter();
    for checked in groups.filter(|checked| checked.group.is_of_envelope == is_of_envelope) {
        let names = checked.group.names;
        let is_present = emit_any_present(lowered, checked);
        if checked.has_parts {
            let fields = paths(lowered, &checked.group.field_definitions);
            let parts = emit_part_presences(lowered);
            emit!(code => __encoder.check_exactly_one_across(&[#fields], &[#names], #is_present, &[#parts]););
        } else if let Some(field) = paths(lowered, &checked.mapped).first() {
            emit!(code => __encoder.check_exactly_one(#field, &[#names], #is_present););
        }
    }
}

/// Returns an expression: whether a field of a group that the struct itself maps has a value.
fn emit_any_present(lowered: &Lowered<'_>, checked: &CheckedGroup) -> TokenStream {
    let mapped = checked.mapped.iter();
    let mut present = mapped.map(|field_definition| emit_is_present(lowered, field_definition));
    let Some(first) = present.next() else {
        return quote_spanned!(generated_span()=> false);
    };
    present.fold(
        first,
        |any, other| quote_spanned!(generated_span()=> #any || #other),
    )
}

fn paths(
    lowered: &Lowered<'_>,
    field_definitions: &[&'static definition::Field],
) -> Vec<FieldPath> {
    let mut paths = Vec::new();
    for field_definition in field_definitions {
        paths.push(field_path(lowered, field_definition, generated_span()));
    }
    paths
}

/// Returns the assertions that the struct or one of its parts maps a field of each group. They have the span of the struct's
/// name.
///
/// ```text
/// // Output:
/// __core::assert_exactly_one(
///     "order",
///     &[&__FIELD_1, &__FIELD_2],
///     __MAPPED,
///     &[<Buyer as __core::Part<_>>::MAPPING],
/// )
/// ```
pub(super) fn emit_assertions(lowered: &Lowered<'_>, is_concrete: bool) -> Vec<TokenStream> {
    let mut assertions = Vec::new();
    if lowered.mapping.has_unparsed_field || lowered.are_parts_concrete() != is_concrete {
        return assertions;
    }
    let user_span = lowered.mapping.input.ident.span();
    let name = lowered.mapping.name();
    for checked in lowered.groups.iter().filter(|checked| checked.has_parts) {
        let mut mappings = Vec::new();
        for part in lowered.parts() {
            let ty = &part.ty;
            mappings.push(quote_spanned!(part.generated_span=> <#ty as __core::Part<_>>::MAPPING));
        }
        let fields = paths(lowered, &checked.group.field_definitions);
        let (fields, mappings) = (emit!(=> &[#fields]), emit!(=> &[#mappings]));
        assertions.push(
            quote_spanned!(user_span=> __core::assert_exactly_one(#name, #fields, __MAPPED, #mappings)),
        );
    }
    assertions
}

/// Returns the groups that a struct for a nested object satisfies, for places where another object is expected.
pub(super) fn satisfied_groups(lowered: &Lowered<'_>) -> &'static [&'static [&'static str]] {
    if lowered.mapping.object.nested_path.is_some() {
        lowered.mapping.object.definition.exactly_one
    } else {
        &[]
    }
}

/// Returns entries of the `SchemaInfo`: of each group, the names of the fields that may be sent.
///
/// ```text
/// // Output:
/// __core::SchemaField::any_of("/order", &["customerId", "customer"])
/// ```
pub(super) fn emit_schema_fields(lowered: &Lowered<'_>) -> Vec<TokenStream> {
    let mut schema_fields = Vec::new();
    for checked in &lowered.groups {
        let field_definitions = if checked.has_parts {
            &checked.group.field_definitions
        } else {
            &checked.mapped
        };
        if let Some(first) = field_definitions.first() {
            let names = field_definitions.iter();
            let names: Vec<_> = names
                .map(|field_definition| field_definition.name)
                .collect();
            schema_fields.push(emit!(=> __core::SchemaField::any_of(#{first.parent}, &[#names])));
        }
    }
    schema_fields
}
