//! The impl of `RavelinFields`, for a part of an entity or for a nested object.

use super::body::{emit_entity, emit_struct_check};
use super::bounds::emit_header;
use super::names::definition_path;
use super::{
    assertions, currency, exclusive, file_statics, group, member_rules, object_rules, schema,
    type_info, write,
};
use crate::code_buffer::{Code, generated_span};
use crate::lower::{Destination, Lowered, SentAs, Source};
use crate::template::emit;
use proc_macro2::TokenStream;
use quote::quote_spanned;
use voucher_definition as definition;

/// Writes the impl.
///
/// ```text
/// // Input:
/// #[derive(RavelinFields)]
/// #[ravelin(event = "voucher")]
/// struct Money { value: i64, currency: Currency }
///
/// // Output:
/// impl __core::RavelinFields for Money {
///     const __PART: … = &PartMapping { mapping: EventMapping { … }, pointer: "/voucher", fields: &[PartField { … }, …], … };
///     const __SCHEMA: … = &SchemaInfo::of(&__TYPES, &["/voucher/value", "/voucher/currency"]);
///     fn __write(&self, __encoder: …, __at: usize) -> usize { … }
///     fn __read_currency(&self, __encoder: …) { … }
/// }
/// ```
pub(super) fn emit_part(lowered: &Lowered<'_>, code: &mut Code) {
    let (check_start, check_end) = emit_struct_check(lowered);
    let object = lowered.mapping.object.index;
    emit!(code => #emit_header("RavelinFields", lowered) {
        const __PART: &'static __core::PartMapping = &#emit_part_mapping(lowered);
        #schema::emit_schema_info(lowered)
        #member_rules::emit_object_mapping(lowered)
        fn __write(&self, __encoder: &mut __core::Encoder<'_>, __at: __core::usize) -> __core::usize {
            #assertions::emit_deferred_assertions(lowered)
            #check_start
            #file_statics::emit_field_names(lowered)
            #emit_entity(lowered, object)
            #check_end
            __at
        }
        #exclusive::emit_is_present_function(lowered)
        #if (let Some(call) = write::emit_currency(lowered)) {
            fn __read_currency(&self, __encoder: &mut __core::Encoder<'_>) {
                let __at = __encoder.start();
                #call
            }
        }
    });
}

/// Writes the `PartMapping`: what the part maps, for assertions about the event that flattens it.
fn emit_part_mapping(lowered: &Lowered<'_>, code: &mut Code) {
    let groups = exclusive::groups_of_part(lowered);
    let has_currency = lowered.currencies.of_object.is_some();
    let needs_currency = currency::emit_needs_currency(lowered);
    let lacks_currency = currency::emit_lacks_currency(lowered);
    let (definition, type_name) = (definition_path(lowered), lowered.mapping.input.name());
    emit!(code => __core::PartMapping {
        mapping: __core::EventMapping { definition: #definition, type_name: #type_name, renamed: &[] },
        pointer: #{lowered.mapping.parent()},
        fields: &[#emit_fields(lowered)],
        exclusive: #object_rules::emit_groups(&groups),
        exactly_one: #object_rules::emit_groups(group::satisfied_groups(lowered)),
        has_currency: #has_currency,
        needs_currency: #needs_currency,
        lacks_currency: #lacks_currency
    });
}

/// Writes a `PartField` for each field definition that the part maps.
///
/// ```text
/// // Output:
/// __core::PartField { name: "value", source: "Money.value", is_always: __TYPES[0].options == 0, digest: 42 },
/// ```
fn emit_fields(lowered: &Lowered<'_>, code: &mut Code) {
    for source in &lowered.sources {
        if let (Some(destination), Some(name)) = (source.destination(), source.name()) {
            let digest = digest(lowered, destination);
            let is_always = presence(lowered, source);
            emit_part_field(lowered, &destination.name, &name, &is_always, digest, code);
        }
    }
    // Members of `custom` count as `custom` itself, because no other struct may map it as well.
    if let Some((member, custom)) = lowered.custom_member() {
        let digest = lowered.mapping.object.definition.digest_of(custom);
        let is_always = quote_spanned!(generated_span()=> false);
        emit_part_field(
            lowered,
            custom.name,
            &member.input.name,
            &is_always,
            digest,
            code,
        );
    }
}

fn emit_part_field(
    lowered: &Lowered<'_>,
    name: &str,
    source: &str,
    is_always: &TokenStream,
    digest: u64,
    code: &mut Code,
) {
    let source = format!("{}.{source}", lowered.mapping.input.name());
    emit!(code => __core::PartField { name: #name, source: #source, is_always: #is_always, digest: #digest },);
}

/// Returns the digest of a field definition, by which the same field in another definition is recognized.
fn digest(lowered: &Lowered<'_>, destination: &Destination) -> u64 {
    match destination.sent_as {
        SentAs::Field(field_definition) => {
            let object = lowered.mapping.object.definition;
            object.digest_of(field_definition)
        }
        SentAs::Custom => definition::Field::DIGEST_IN_CUSTOM,
        SentAs::Extra => definition::Field::DIGEST_OF_EXTRA,
    }
}

/// Returns whether a source always has a value: `true`, `__TYPES[0].options == 0` or `false`.
fn presence(lowered: &Lowered<'_>, source: &Source<'_>) -> TokenStream {
    let generated_span = generated_span();
    let Some(field) = source.field() else {
        return quote_spanned!(generated_span=> true);
    };
    // If an assertion of the part fails for the field, or a mistake was reported, the event must not report it
    // again.
    let is_asserted = field.must_be_present() && field.is_concrete();
    let is_reported = field.field_definition().is_some() && (field.has_error || is_asserted);
    let type_info = match field.conversion {
        Some(_) => type_info::emit_sent(lowered, field),
        None => type_info::emit_type(field),
    };
    match type_info {
        _ if is_reported || field.sends_null() || field.input.keys.required.is_some() => {
            quote_spanned!(generated_span=> true)
        }
        Some(type_info) => quote_spanned!(generated_span=> #type_info.options == 0),
        None => quote_spanned!(generated_span=> false),
    }
}
