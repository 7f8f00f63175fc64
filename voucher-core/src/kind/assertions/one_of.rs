//! Assertions about alternatives: whether a type that was derived for one of them, or for all, fits a field.

use super::advice::without_advice;
use super::ancestor::ancestor_mismatch;
use super::object::object_mismatch;
use super::{about, assert_field};
use crate::mapping::{ElementRules, ObjectMapping, ObjectRules, OneOfRules};
use crate::type_info::{Alternatives, OneOfMapping, TypeInfo};
use voucher_definition::message::Message;
use voucher_definition::{Field, JsonType};

/// Fails the build if a type fits none of the field's alternatives.
///
/// # Panics
/// At compile time, if it does not.
#[track_caller]
#[inline]
pub const fn assert_one_of(
    type_info: TypeInfo,
    field: &'static Field,
    event: &str,
    is_required: bool,
    rules: &OneOfRules,
) {
    assert_field(type_info, field, event, is_required);
    if let Some(message) = one_of_mismatch(type_info, field, rules) {
        panic!("{}", message.as_str());
    }
}

/// Fails the build if the value of a variant does not fit its alternative, which is at `path`, or may be absent.
///
/// # Panics
/// At compile time, if that is the case.
#[track_caller]
#[inline]
pub const fn assert_variant(type_info: TypeInfo, path: &str) {
    assert!(
        !type_info.is_optional(),
        "the value of a variant is always present; use the type in the `Option` itself"
    );
    if !type_info.details.mismatch.is_empty() {
        let message = Message::new().push("alternative ").quoted(path).push(": ");
        let message = message.push(without_advice(type_info.details.mismatch));
        let message = message.push("; use another type in the variant");
        panic!("{}", message.as_str());
    }
}

/// Returns why a type fits none of the field's alternatives. For the result of a conversion, this is checked at run time.
#[must_use]
#[inline]
pub const fn one_of_mismatch(
    type_info: TypeInfo,
    field: &Field,
    rules: &OneOfRules,
) -> Option<Message> {
    match type_info.details.alternatives {
        Some(Alternatives::Enum(mapping)) => enum_mismatch(mapping, field, rules),
        Some(Alternatives::Type(JsonType::Object, type_info)) => {
            // The objects in a map are its values.
            match type_info.details.element {
                Some(_) => elements_mismatch(*type_info, field, rules.values),
                None => objects_mismatch(*type_info, field, rules.objects),
            }
        }
        Some(Alternatives::Type(JsonType::Array, type_info)) => {
            elements_mismatch(*type_info, field, rules.elements)
        }
        Some(
            Alternatives::None
            | Alternatives::Type(
                JsonType::String | JsonType::Integer | JsonType::Number | JsonType::Bool,
                _,
            ),
        )
        | None => None,
    }
}

/// Returns why a list or a map does not fit: its elements or values do not.
const fn elements_mismatch(
    type_info: TypeInfo,
    field: &Field,
    rules: ElementRules,
) -> Option<Message> {
    match rules {
        ElementRules::None => None,
        ElementRules::Object(rules) => object_mismatch(type_info, field, rules),
        ElementRules::OneOf(rules) => one_of_mismatch(type_info, field, rules),
        ElementRules::Ancestor(rules) => ancestor_mismatch(type_info, field, &rules),
    }
}

/// Returns why an enum does not fit: it was derived for a field with other alternatives.
const fn enum_mismatch(
    mapping: &OneOfMapping,
    field: &Field,
    rules: &OneOfRules,
) -> Option<Message> {
    // Digest 0: the derive has failed and reported why.
    if mapping.digest == rules.digest || mapping.digest == 0 {
        return None;
    }
    let message = about(field).push(": expected an enum for the alternatives of ");
    let message = message.quoted(rules.path).push(", found one for ");
    let message = message.quoted(mapping.path);
    let message = message.push("; use an enum that is derived with `field = \"");
    Some(message.push(rules.path).push("\"`"))
}

/// Returns why a struct fits none of these objects.
const fn objects_mismatch(
    type_info: TypeInfo,
    field: &Field,
    objects: &[&ObjectRules],
) -> Option<Message> {
    let Some((_, mapping, _)) = type_info.details.object else {
        return None;
    };
    if let [rules] = objects {
        return object_mismatch(type_info, field, rules);
    }
    let mut message = about(field).push(": expected a type for one of the objects ");
    let mut index = 0;
    while index < objects.len() {
        if let Some(ObjectMapping { digest, .. }) = mapping {
            if *digest == objects[index].digest || *digest == 0 {
                return None;
            }
        }
        message = message.push(if index > 0 { ", " } else { "" });
        message = message.quoted(objects[index].path);
        index += 1;
    }
    let message = match mapping {
        Some(mapping) => message.push(", found one for ").quoted(mapping.object),
        None => message.push(", found a part of an event"),
    };
    Some(message.push("; derive it with `object = \"…\"`"))
}
