//! Compile-time assertions, which the derives call in a `const _`, and the messages that fail the build.
//!
//! Nearly all of them run only at compile time. They are `#[inline]`, so that no program contains them.

mod advice;
#[cfg(feature = "definition-file")]
mod ancestor;
mod contents;
mod currency;
mod exclusive;
#[cfg(feature = "definition-file")]
mod group;
mod object;
#[cfg(feature = "definition-file")]
mod one_of;
mod part;

#[cfg(feature = "definition-file")]
pub use ancestor::{ancestor_mismatch, assert_ancestor};
pub(crate) use currency::assert_converted;
pub use currency::{assert_currency, lacks_currency};
pub use exclusive::{assert_exclusive, assert_exclusive_pair};
#[cfg(feature = "definition-file")]
pub use group::assert_exactly_one;
pub use object::{assert_object, object_mismatch};
#[cfg(feature = "definition-file")]
pub use one_of::{assert_one_of, assert_variant, one_of_mismatch};
pub use part::{assert_complete, assert_part};

use crate::alternatives::of_type;
use crate::type_info::{Alternatives, TypeInfo};
use voucher_definition::const_str::is_same;
use voucher_definition::message::Message;
use voucher_definition::mismatch::{about, about_contents};
use voucher_definition::{Evidence, Field, Kind};

/// Returns what is known about a type that is written `String`, `i64` and so on.
///
/// # Panics
/// At compile time, if that is another type of the user with the same name.
#[track_caller]
#[must_use]
#[inline]
pub const fn plain(type_info: TypeInfo) -> TypeInfo {
    assert!(
        !type_info.needs_check && !type_info.needs_currency && !type_info.is_optional(),
        "a local type shadows `String`, `bool` or a number type; rename it"
    );
    type_info
}

/// Returns what is known about a type that is written `Option<String>`, `Option<i64>` and so on.
///
/// # Panics
/// At compile time, if that is another type of the user with the same name.
#[track_caller]
#[must_use]
#[inline]
pub const fn plain_option(type_info: TypeInfo) -> TypeInfo {
    assert!(
        !type_info.needs_check && !type_info.needs_currency,
        "a local type shadows `Option`, `String`, `bool` or a number type; rename it"
    );
    type_info
}

/// Fails the build if the type does not fit the field, or if a required value may be absent.
///
/// # Panics
/// At compile time, if that is the case.
#[track_caller]
#[inline]
pub const fn assert_field(
    type_info: TypeInfo,
    field: &'static Field,
    event: &str,
    is_required: bool,
) {
    let can_fail = type_info.needs_check || is_required && type_info.is_optional();
    if !can_fail {
        return;
    }
    if !type_info.details.mismatch.is_empty() {
        let message = about_contents(field);
        let message = match (type_info.details.alternatives, innermost(field).kind) {
            (Some(Alternatives::None), Kind::OneOf(one_of)) => {
                message.push("expected ").push(one_of.noun).push(", ")
            }
            _ => message,
        };
        let message = advice::push_mismatch(message, type_info, field);
        panic!("{}", message.as_str());
    }
    contents::assert_options(type_info, field);
    contents::assert_contents(type_info, field, event);
    if let Some(Alternatives::Type(json_type, type_info)) = type_info.details.alternatives {
        let alternative = of_type(innermost(field), json_type);
        assert_field(*type_info, alternative, event, false);
    }
    assert_listed(type_info, field, event);
    if is_required && type_info.is_optional() {
        let message = about(field).push(" is required, and an `Option` may be `None`; ");
        let message = message.push("use the value itself, ");
        let message = match field.evidence {
            Evidence::Documented => message,
            Evidence::Inferred | Evidence::Client => message
                .push("add `optional(")
                .push(field.rust_name)
                .push(")` to the struct, "),
        };
        let message = message.push("or add `required` to make `None` a violation");
        panic!("{}", message.as_str());
    }
}

/// Fails the build if the result of a conversion could be sent in several ways.
///
/// # Panics
/// At compile time, if that is the case.
#[track_caller]
#[inline]
pub const fn assert_result(type_info: TypeInfo, field: &'static Field) {
    let mismatch = type_info.details.mismatch;
    if !mismatch.is_empty() {
        let message = about_contents(field).push("in what `with` returns, ");
        panic!("{}", message.push(mismatch).as_str());
    }
}

/// Fails the build if an enum has a value that the field does not list.
#[track_caller]
#[inline]
const fn assert_listed(type_info: TypeInfo, field: &Field, event: &str) {
    let value = innermost(field);
    let (mut index, mut next) = (0, 0);
    while index < type_info.details.values.len() {
        let listed = position(value.values, type_info.details.values[index], next);
        if let Some(at) = listed {
            next = at + 1;
        } else {
            let message = Message::new().push("expected a value that ").quoted(event);
            let message = message.push(" lists for ").quoted(field.name);
            let message = message.push(" (").names(value.values).push("), found ");
            let message = message.quoted(type_info.details.values[index]);
            let message = message.push("; use an enum without other values");
            panic!("{}", message.as_str());
        }
        index += 1;
    }
    index = 0;
    while index < type_info.details.integers.len() {
        if let Err(violation_kind) = value.check_integer(type_info.details.integers[index]) {
            let message = Message::new().push("expected a value that ").quoted(event);
            let message = message.push(" accepts for ").quoted(field.name).push(": ");
            let message = violation_kind.describe(message, false);
            let message = message.push("; use an enum without other values");
            panic!("{}", message.as_str());
        }
        index += 1;
    }
}

/// Fails the build if an attribute key that applies only to an `Option` is on another type.
///
/// # Panics
/// At compile time, if that is the case.
#[track_caller]
#[inline]
pub const fn assert_optional(type_info: TypeInfo, key: &str) {
    if !type_info.is_optional() && type_info.details.mismatch.is_empty() {
        let message = Message::new()
            .quoted(key)
            .push(" needs an `Option`, and this field always has a value; ");
        let message = message.push("remove ").quoted(key);
        panic!("{}", message.as_str());
    }
}

/// Returns a field, or the definition of the values in its arrays and maps.
#[inline]
const fn innermost(field: &Field) -> &Field {
    match field.kind {
        Kind::Array(array) => innermost(array.element),
        Kind::Map(map) => innermost(map.value),
        _ => field,
    }
}

/// Returns the position of a name in a list. The search begins at `start`, so that it is short for names in the list's order:
/// an enum of a thousand values would otherwise take too long.
const fn position(names: &[&str], name: &str, start: usize) -> Option<usize> {
    let mut count = 0;
    while count < names.len() {
        let index = (start + count) % names.len();
        if is_same(names[index], name) {
            return Some(index);
        }
        count += 1;
    }
    None
}

/// Checks whether a list of names has this one.
const fn has_name(names: &[&str], name: &str) -> bool {
    let mut index = 0;
    while index < names.len() {
        if is_same(names[index], name) {
            return true;
        }
        index += 1;
    }
    false
}
