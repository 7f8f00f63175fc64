//! The impl of `RavelinFields`, for a part of an entity or for a nested object.

use super::body::{emit_entity, emit_struct_check};
use super::bounds::emit_impl;
use super::mapping::{emit_named, emit_new_mapping, mapped_paths};
use super::names::field_path;
use super::{assertions, conversion, currency, exclusive, schema, type_info, type_name, write};
use crate::code_buffer::{Code, generated_span};
use crate::resolve::{Mapping, Target};
use proc_macro2::Delimiter;
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
///     const __PART: … = &PartMapping { mapping: EventMapping { … }, always: &[true, true], digests: &[…], … };
///     const __SCHEMA: … = &SchemaInfo::of(&__TYPES, "2 3");
///     fn __write(&self, __encoder: …, __at: usize) -> usize { … }
///     fn __read_currency(&self, __encoder: …) { … }
/// }
/// ```
pub(super) fn emit_part(mapping: &Mapping<'_>, code: &mut Code) {
    let mut items = Code::default();
    emit_part_mapping(mapping, &mut items);
    schema::emit_schema_info(mapping, &mut items);
    emit_object_mapping(mapping, &mut items);

    let mut body = Code::default();
    assertions::emit_deferred_assertions(mapping, &mut body);
    let (before, after) = emit_struct_check(mapping);
    body.push_tokens(before.unwrap_or_default());
    emit_entity(mapping, mapping.object.definition.fields, &mut body);
    body.push_tokens(after.unwrap_or_default());
    body.push("__at");
    items.push(
        "fn __write(&self, __encoder: &mut __core::Encoder<'_>, __at: __core::usize) -> __core::usize",
    );
    items.push_group(Delimiter::Brace, body);

    exclusive::emit_is_present_function(mapping, &mut items);
    if let Some(call) = write::emit_currency(mapping) {
        let mut body = Code::default();
        body.push("let __at = __encoder.start();");
        body.push_tokens(call);
        items.push("fn __read_currency(&self, __encoder: &mut __core::Encoder<'_>)");
        items.push_group(Delimiter::Brace, body);
    }
    emit_impl("RavelinFields", mapping, items, code);
}

/// Writes the `PartMapping`: what the part maps, for assertions about the event that flattens it.
fn emit_part_mapping(mapping: &Mapping<'_>, code: &mut Code) {
    let mut part_mapping = Code::default();
    part_mapping.push("mapping: __core::EventMapping { names: &[");
    emit_mapped(mapping, &mut part_mapping);
    part_mapping.push("], ..");
    emit_new_mapping(mapping, "", &mut part_mapping);
    part_mapping.push("}, always: &");
    let mut always = Code::default();
    emit_always(mapping, &mut always);
    part_mapping.push_group(Delimiter::Bracket, always);
    part_mapping.push(&format!(", digests: &{:?},", digests(mapping)));
    let groups = list_groups(&exclusive_groups(mapping));
    part_mapping.push(&format!("exclusive: {groups}, needs_currency: "));
    part_mapping.push_tokens(currency::emit_needs_currency(mapping));
    part_mapping.push(", lacks_currency: ");
    part_mapping.push_tokens(currency::emit_lacks_currency(mapping));
    code.push("const __PART: &'static __core::PartMapping = &__core::PartMapping");
    code.push_group(Delimiter::Brace, part_mapping);
    code.push(";");
}

/// Writes `(&__FIELD_0, "Money.value"),` for each field definition that the part maps.
fn emit_mapped(mapping: &Mapping<'_>, code: &mut Code) {
    let struct_name = mapping.input.name();
    for (path, name) in mapped_paths(mapping) {
        emit_named(&path, &format!("{struct_name}.{name}"), code);
    }
    // Members of `custom` count as `custom` itself, because no other struct may map it as well.
    if let Some((member, field_definition)) = mapping.custom_member() {
        let path = field_path(mapping, field_definition, generated_span());
        emit_named(&path, &format!("{struct_name}.{}", member.input.name), code);
    }
}

/// Returns the groups of mutually exclusive fields of which the part maps at least one.
fn exclusive_groups(mapping: &Mapping<'_>) -> Vec<&'static [&'static str]> {
    let mut groups = mapping.object.definition.exclusive.to_vec();
    groups.retain(|group| {
        let mut field_definitions = mapping.object.definition.fields.iter();
        field_definitions.any(|field_definition| {
            group.contains(&field_definition.name) && mapping.has_source(field_definition)
        })
    });
    groups
}

/// Returns the digest of each mapped field definition, by which the same field in another definition is recognized.
fn digests(mapping: &Mapping<'_>) -> Vec<u64> {
    let digest_of = |field_definition| mapping.object.definition.digest_of(field_definition);
    let mut digests = Vec::new();
    for (field_definition, _) in &mapping.constants {
        digests.push(digest_of(field_definition));
    }
    for field in &mapping.fields {
        match &field.target {
            Target::Skip(_) | Target::Part(_) => {}
            Target::Field(field_definition) => digests.push(digest_of(field_definition)),
            Target::Custom(..) => digests.push(definition::Field::DIGEST_IN_CUSTOM),
            Target::Extra(..) => digests.push(definition::Field::DIGEST_OF_EXTRA),
        }
    }
    digests.extend(
        mapping
            .custom_member()
            .map(|(_, field_definition)| digest_of(field_definition)),
    );
    digests
}

/// Writes, for each mapped field definition, whether it always has a value.
fn emit_always(mapping: &Mapping<'_>, code: &mut Code) {
    for _ in &mapping.constants {
        code.push("true,");
    }
    for field in &mapping.fields {
        if matches!(field.target, Target::Skip(_) | Target::Part(_)) {
            continue;
        }
        // If an assertion of the part fails for the field, or a mistake was reported, the event must not report it
        // again.
        let is_reported = |field_definition: &definition::Field| {
            field.has_error
                || mapping.must_be_present(field_definition)
                    && type_name::is_concrete_type(mapping, field)
        };
        let is_reported = field.field_definition().is_some_and(is_reported);
        let type_info = match field.input.keys.with {
            Some(_) => conversion::emit_sent(mapping, field),
            None => type_info::emit_type(mapping, field),
        };
        match type_info {
            _ if is_reported || field.input.keys.required.is_some() => code.push("true"),
            Some(type_info) => {
                code.push("!");
                code.push_tokens(type_info);
                code.push(".optional");
            }
            None => code.push("false"),
        }
        code.push(",");
    }
    if mapping.custom_member().is_some() {
        code.push("false,");
    }
}

/// Returns `&[&["customerId", "customer"]]`.
fn list_groups(groups: &[&[&str]]) -> String {
    let groups = groups.iter().map(|group| format!("&{group:?}"));
    format!("&[{}]", groups.collect::<Vec<_>>().join(","))
}

/// Writes what the mapping of a nested object says about the object.
fn emit_object_mapping(mapping: &Mapping<'_>, code: &mut Code) {
    let Some(path) = &mapping.object.nested_path else {
        return;
    };
    let (pointer, digest) = (&mapping.object.pointer, mapping.object.definition.digest());
    code.push(&format!(
        "const __OBJECT: __core::Option<&'static __core::ObjectMapping> = __core::Some(&__core::ObjectMapping {{
            object: {path:?},
            pointer: {pointer:?},
            digest: {digest},
        }});"
    ));
}
