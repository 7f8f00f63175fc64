//! Groups of fields of which exactly one is sent. If neither the struct nor its parts map one, an assertion fails the
//! build. If all are absent from a value, the encoder reports a violation.

use super::exclusive::{emit_is_present, emit_part_presences};
use super::names::field_path;
use super::paths::FieldPath;
use crate::code_buffer::{Code, generated_span};
use crate::index::ObjectIndex;
use crate::lower::{CheckedGroup, Lowered};
use crate::template::{Name, emit};
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

/// Writes what counts the members of an object, if their number is limited. They are counted after they are written.
///
/// ```text
/// // Output:
/// let __counted = __at;
/// let __at = __encoder.start_members(__at);
/// …
/// let __at = __encoder.end_members(__counted, __at, "/customer", 1u32, 4294967295u32);
/// ```
pub(super) fn emit_count_start(lowered: &Lowered<'_>, object: &ObjectIndex, code: &mut Code) {
    if has_limits(lowered, object) {
        let name = Name(count_name(lowered, object));
        emit!(code => let #name = __at; let __at = __encoder.start_members(__at););
    }
}

/// Writes what counts the members after all of them are written.
pub(super) fn emit_count_end(lowered: &Lowered<'_>, object: &ObjectIndex, code: &mut Code) {
    if has_limits(lowered, object) {
        let name = Name(count_name(lowered, object));
        let (pointer, min, max) = limits(lowered, object);
        emit!(code => let __at = __encoder.end_members(#name, __at, #pointer, #min, #max););
    }
}

/// Whether a struct counts the members of an object. A part leaves that to the event that flattens it.
fn has_limits(lowered: &Lowered<'_>, object: &ObjectIndex) -> bool {
    lowered.mapping.must_be_complete() && object.definition.has_limits()
}

/// Returns the JSON Pointer of an object, and the minimum and maximum number of its members.
fn limits<'l>(lowered: &'l Lowered<'_>, object: &ObjectIndex) -> (&'l str, u32, u32) {
    let mapping = lowered.mapping;
    let is_mapped = std::ptr::eq(object.definition, mapping.object.definition);
    let pointer = if is_mapped {
        &mapping.object.pointer
    } else {
        ""
    };
    let definition::Object {
        min_members,
        max_members,
        ..
    } = *object.definition;
    (pointer, min_members, max_members)
}

/// Returns the name of the position before the members. Those of the entity are among those of the body.
fn count_name(lowered: &Lowered<'_>, object: &ObjectIndex) -> &'static str {
    if std::ptr::eq(object.definition, lowered.mapping.object.definition) {
        "__counted"
    } else {
        "__counted_in_body"
    }
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
///     &[&__FIELD_1],
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
        let mapped = paths(lowered, &checked.mapped);
        let (fields, mapped) = (emit!(=> &[#fields]), emit!(=> &[#mapped]));
        let mappings = emit!(=> &[#mappings]);
        assertions.push(
            quote_spanned!(user_span=> __core::assert_exactly_one(#name, #fields, #mapped, #mappings)),
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
    let mut counted = vec![lowered.mapping.object.index];
    if lowered.mapping.entity_of_event().is_some() {
        counted.push(lowered.mapping.index.body);
    }
    for object in counted
        .into_iter()
        .filter(|object| has_limits(lowered, object))
    {
        let (pointer, min, max) = limits(lowered, object);
        schema_fields.push(emit!(=> __core::SchemaField::members(#pointer, #min, #max)));
    }
    schema_fields
}
