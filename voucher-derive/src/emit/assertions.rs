//! Compile-time assertions: consts that fail the build if a type does not suit its field, or if a required field is
//! missing.

use super::mismatch::MismatchTrait;
use super::names::{definition_path, destination_path, field_path};
use super::paths::{parenthesized, spanned_call};
use super::type_info::{emit_sent, emit_type_info};
use super::{currency, exclusive, group, member_rules, object_rules};
use crate::attr::{ConstantValue, Role};
use crate::code_buffer::Code;
use crate::lower::{Lowered, LoweredField, SentAs, Source, are_tokens_concrete, concrete_tokens};
use crate::resolve::is_same_field_definition;
use crate::template::emit;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use voucher_definition as definition;
use voucher_definition::Kind;

/// Writes the assertions about concrete types, next to the impl. `cargo check` evaluates them.
pub(super) fn emit_assertions(lowered: &Lowered<'_>, code: &mut Code) {
    for assertions in [
        emit_constant_assertions(lowered, true),
        emit_part_assertions_if(lowered, true),
        exclusive::emit_assertions(lowered, true),
        group::emit_assertions(lowered, true),
        currency::emit_assertions(lowered, true),
    ] {
        for assertion in assertions {
            emit!(code => const _: () = #assertion;);
        }
    }
    for field in lowered.fields() {
        if field.is_concrete() {
            for assertion in emit_field_assertions(lowered, field) {
                emit!(code => #assertion);
            }
        }
    }
}

/// Writes the assertions that mention type parameters, into `__write`. `cargo build` evaluates them when the event is
/// used.
pub(super) fn emit_deferred_assertions(lowered: &Lowered<'_>, code: &mut Code) {
    let mut assertions = emit_constant_assertions(lowered, false);
    assertions.extend(emit_part_assertions_if(lowered, false));
    #[cfg(feature = "definition-file")]
    assertions.extend(emit_generic_object_assertions(lowered));
    assertions.extend(exclusive::emit_assertions(lowered, false));
    assertions.extend(group::emit_assertions(lowered, false));
    assertions.extend(currency::emit_assertions(lowered, false));
    for assertion in assertions {
        emit!(code => const { #assertion };);
    }
}

/// Returns assertions that the values of constants given as paths are valid: those about concrete paths, or all others.
///
/// ```text
/// // Output:
/// __core::const_value(Self::KIND).check(&__core::VOUCHER_TYPE)
/// ```
fn emit_constant_assertions(lowered: &Lowered<'_>, is_concrete: bool) -> Vec<TokenStream> {
    let mut assertions = Vec::new();
    for source in &lowered.sources {
        let Source::Constant(destination, constant) = source else {
            continue;
        };
        let ConstantValue::Path(path) = &constant.value else {
            continue;
        };
        let value = path.to_token_stream();
        let field_definition = destination.field_definition();
        if field_definition.is_some_and(|field| matches!(field.kind, Kind::Custom))
            || are_tokens_concrete(lowered.mapping, &value) != is_concrete
        {
            continue;
        }
        let user_span = path.span();
        let value = concrete_tokens(lowered.mapping, &value);
        let arguments = parenthesized(
            path,
            destination_path(destination, user_span).to_token_stream(),
        );
        assertions.push(quote_spanned!(user_span=> __core::const_value(#value).check #arguments));
    }
    assertions
}

/// Returns the assertions about parts, if `is_concrete` tells whether all their types are concrete.
fn emit_part_assertions_if(lowered: &Lowered<'_>, is_concrete: bool) -> Vec<TokenStream> {
    if lowered.are_parts_concrete() == is_concrete {
        emit_part_assertions(lowered)
    } else {
        Vec::new()
    }
}

/// Returns the assertions about a field of a concrete type: that its type suits the field definition, and that it is an
/// `Option` if it has `required` or is in `optional(…)`.
///
/// ```text
/// // Output:
/// const _: () = __core::assert_type(<OrderId as __core::Identifier<_>>::TYPE, 0, 3, true);
/// const _: () = __core::assert_optional(<Option<Code> as __core::Identifier<_>>::TYPE, "required");
/// ```
fn emit_field_assertions(lowered: &Lowered<'_>, field: &LoweredField<'_>) -> Vec<TokenStream> {
    let Some(field_definition) = field.field_definition() else {
        return Vec::new();
    };
    let (user_span, keys) = (field.user_span, &field.input.keys);
    let forbids_option = field.forbids_option();
    // The type of a field with a conversion only must not be an `Option`, if a value is required.
    let checks_type = (field.conversion.is_none() || forbids_option) && !field.is_plain();
    let waiver = lowered
        .mapping
        .waived
        .iter()
        .find(|(other, _)| is_same_field_definition(other, field_definition));
    let waiver = waiver.filter(|_| field_definition.evidence.is_waivable());
    let optional_keys = [
        ("required", keys.required),
        ("optional", waiver.map(|(_, name)| name.span())),
    ];
    let optional_keys: Vec<_> = optional_keys
        .into_iter()
        .filter(|_| field_definition.is_required())
        .filter_map(|(key, key_span)| Some((key, key_span?)))
        .collect();
    if !checks_type && optional_keys.is_empty() {
        return Vec::new();
    }
    let Some(type_info) = emit_type_info(field) else {
        return Vec::new();
    };
    let type_assertion = checks_type.then(|| {
        let mismatch = MismatchTrait::of(lowered, field);
        let fitting = mismatch.as_ref().map(|mismatch| mismatch.type_info(field));
        let type_info = fitting.as_ref().unwrap_or(&type_info);
        let call = emit_assertion_call(lowered, field, field_definition, type_info, forbids_option);
        let assertion = quote_spanned!(user_span=> const _: () = #call;);
        match &mismatch {
            Some(mismatch) => mismatch.around(&assertion, field),
            None => assertion,
        }
    });
    let sent = emit_sent(lowered, field).filter(|_| field.is_conversion_concrete);
    let option_assertions = optional_keys.into_iter().filter_map(|(key, key_span)| {
        let sent = sent.as_ref()?;
        Some(quote_spanned!(key_span=> const _: () = __core::assert_optional(#sent, #key);))
    });
    type_assertion
        .into_iter()
        .chain(option_assertions)
        .collect()
}

/// Returns the call that asserts that a field's type suits its field definition, and that it maps the object in it.
///
/// ```text
/// // Output:
/// __core::assert_type(<OrderId as __core::Identifier<_>>::TYPE, 0, 3, true)
/// __core::assert_object(<Item as __core::Object<_>>::TYPE, &__FIELD_3, "order", true, &__core::ObjectRules::new(…))
/// ```
fn emit_assertion_call(
    lowered: &Lowered<'_>,
    field: &LoweredField<'_>,
    field_definition: &'static definition::Field,
    type_info: &TokenStream,
    forbids_option: bool,
) -> TokenStream {
    let user_span = field.user_span;
    let relaxed = field.destination.as_ref();
    let relaxed = relaxed.filter(|_| lowered.mapping.is_relaxed(field_definition));
    let path = match relaxed {
        Some(destination) => destination_path(destination, user_span),
        None => field_path(lowered, field_definition, user_span),
    };
    let name = lowered.mapping.name();
    let (function, rules) = member_rules::emit_assertion(lowered, field, field_definition);
    let rules = rules.map(|rules| quote_spanned!(user_span=> , #rules));
    let arguments = quote_spanned!(user_span=> #type_info, #path, #name, #forbids_option #rules);
    spanned_call(field, function, &arguments)
}

/// Returns the assertions about nested objects and alternatives whose types are not concrete.
#[cfg(feature = "definition-file")]
fn emit_generic_object_assertions(lowered: &Lowered<'_>) -> impl Iterator<Item = TokenStream> {
    lowered.fields().filter_map(|field| {
        let field_definition = field
            .field_definition()
            .filter(|field_definition| member_rules::has_members(field_definition))?;
        let is_generic = field.conversion.is_none() && !field.is_concrete();
        let kind = field.kind.as_ref().filter(|_| is_generic)?;
        let (ty, kind) = (
            &field.input.ty,
            super::paths::KindPath::unchecked(kind, field.user_span),
        );
        let type_info = quote_spanned!(field.user_span=> <#ty as #kind>::TYPE);
        Some(emit_assertion_call(
            lowered,
            field,
            field_definition,
            &type_info,
            false,
        ))
    })
}

/// Returns the members of the entity that the struct itself maps: the name of each, and whether it is in `custom`. Parts do not
/// map other fields.
fn own_members<'l>(lowered: &'l Lowered<'_>) -> Vec<(&'l str, bool)> {
    let mapping = lowered.mapping;
    let mut members = Vec::new();
    for destination in lowered.sources.iter().filter_map(Source::destination) {
        let is_member = match destination.sent_as {
            SentAs::Field(field_definition) => {
                field_definition.parent == mapping.parent()
                    && !mapping.is_parameter(field_definition)
            }
            SentAs::Custom | SentAs::Extra => true,
        };
        if is_member {
            let is_in_custom = matches!(destination.sent_as, SentAs::Custom);
            members.push((destination.name.as_str(), is_in_custom));
        }
    }
    if let Some((_, custom)) = lowered.custom_member() {
        members.push((custom.name, false));
    }
    members
}

/// Returns assertions that each part can be flattened, and that the struct and its parts map every required field.
///
/// ```text
/// // Output:
/// __core::assert_part(
///     <Money as __core::Part<_>>::TYPE,
///     <Money as __core::Part<_>>::MAPPING,
///     &__core::DEFINITION,
///     &__core::ObjectRules::new("", 42, &[("value", true, 43)]),
///     &[("voucherCode", false)], &[], &[],
/// )
/// __core::assert_complete("voucher", &[("voucherType", "voucher_type")], &[<Money as __core::Part<_>>::MAPPING])
/// ```
fn emit_part_assertions(lowered: &Lowered<'_>) -> Vec<TokenStream> {
    let mut assertions = Vec::new();
    let mut part_mappings: Vec<TokenStream> = Vec::new();
    let relaxed = lowered.mapping.relaxed.iter();
    let waived = lowered.mapping.waived.iter().chain(relaxed);
    let waived = waived.map(|(field_definition, _)| *field_definition);
    let waived = waived.chain(lowered.mapping.suggested.iter().copied());
    let waived: Vec<_> = waived
        .map(|field_definition| field_definition.rust_name)
        .collect();
    let definition = definition_path(lowered);
    for part in lowered.all_parts().filter(|part| !part.has_error) {
        let (user_span, ty) = (part.user_span, &part.ty);
        let own = own_members(lowered);
        let (own, rules) = (
            emit!(=> &[#own]),
            object_rules::emit_rules(lowered.mapping.object.definition, ""),
        );
        let kind = quote_spanned!(user_span=> <#ty as __core::Part<_>>);
        let arguments = quote_spanned! {user_span=>
            #kind::TYPE, #kind::MAPPING, #definition, #rules, #own, &[#(#part_mappings),*], &[#(#waived),*]
        };
        assertions.push(spanned_call(part, "assert_part", &arguments));
        part_mappings.push(quote_spanned!(user_span=> #kind::MAPPING));
    }
    if !part_mappings.is_empty() && lowered.mapping.input.role == Role::Event {
        assertions.extend(emit_complete(lowered, &part_mappings));
    }
    assertions
}

/// Returns the assertion that the parts map every required field that the struct itself does not map, if there is one.
fn emit_complete(lowered: &Lowered<'_>, part_mappings: &[TokenStream]) -> Option<TokenStream> {
    let mut required = Vec::new();
    for field_definition in lowered.mapping.missing() {
        if !lowered.mapping.is_parameter(field_definition) {
            required.push((field_definition.name, field_definition.rust_name));
        }
    }
    if required.is_empty() || lowered.mapping.has_unparsed_field {
        return None;
    }
    let user_span = lowered.mapping.input.ident.span();
    let (name, required) = (lowered.mapping.definition.name, emit!(=> &[#required]));
    Some(
        quote_spanned!(user_span=> __core::assert_complete(#name, #required, &[#(#part_mappings),*])),
    )
}
