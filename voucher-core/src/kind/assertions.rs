//! The questions that a free `const _` asks of a field's type, and the sentences that fail the build. Hardly any is asked of
//! a running program: each is `#[inline]`, and so in the code of none.

mod currency;
mod exclusive;
mod object;
mod part;

pub(crate) use currency::assert_converted;
pub use currency::{assert_currency, lacks_currency};
pub use exclusive::{assert_exclusive, assert_exclusive_pair};
pub use object::{assert_object, object_mismatch};
pub use part::{assert_complete, assert_part};

use crate::type_info::TypeInfo;
use voucher_definition::const_str::is_same;
use voucher_definition::message::Message;
use voucher_definition::{Definition, Evidence, Field, Kind};

/// Fails the build if no value of the type fits the field, or if a required value may be absent. The field is given by its
/// position, two small numbers: naming its definition makes the compiler measurably slower.
///
/// # Panics
/// At compile time, where that is so.
#[track_caller]
#[inline]
pub const fn assert_type(type_info: TypeInfo, definition: usize, row: usize, is_present: bool) {
    if type_info.needs_check || (is_present && type_info.optional) {
        let (definition, field) = Definition::field_at(definition, row);
        assert_field(type_info, field, definition.name, is_present);
    }
}

/// The same of types that are written as ones that fit: `String`, `Option<i64>`. A user may have given such a name to
/// another type, so each is asked as well; but as hardly anybody has, one question serves for all of them. `marks` says of
/// each type how it is written: `!` as one with a value always, `?` as an `Option`, `.` in another way, which has a question of
/// its own.
///
/// # Panics
/// At compile time, where a type is not what its name says.
#[track_caller]
#[must_use]
pub const fn assert_plain_types<const N: usize>(
    marks: &str,
    types: [TypeInfo; N],
) -> [TypeInfo; N] {
    let mut at = 0;
    while at < N {
        let (type_info, mark) = (types[at], marks.as_bytes()[at]);
        let is_other = type_info.needs_check || type_info.needs_currency;
        assert!(
            mark == b'.' || !is_other && (mark == b'?' || !type_info.optional),
            "a local type shadows `String`, `bool`, `Option` or a number type; rename it"
        );
        at += 1;
    }
    types
}

/// Fails the build if no value of the type fits the field, or if a required value may be absent.
///
/// # Panics
/// At compile time, if that is so.
#[track_caller]
#[inline]
pub const fn assert_field(type_info: TypeInfo, field: &Field, event: &str, is_present: bool) {
    if !type_info.details.mismatch.is_empty() {
        let text = about(field).push(match field.kind {
            Kind::Array(_) => " is an array; ",
            _ => ": ",
        });
        panic!("{}", text.push(type_info.details.mismatch).as_str());
    }
    if let (Kind::Array(array), Some(count)) = (field.kind, type_info.details.count) {
        if let Err(fault) = array.check_count(count) {
            let text = about(field).push(": wrong array length: ");
            let text = fault.describe(text, false);
            panic!("{}", text.push("; use a list of another length").as_str());
        }
    }
    let mut at = 0;
    while at < type_info.details.values.len() {
        let listed = listed(field);
        if !has_name(listed, type_info.details.values[at]) {
            let text = Message::new()
                .quoted(type_info.details.values[at])
                .push(" is not a listed value of ");
            let text = text.quoted(field.name).push(" in ").quoted(event);
            let text = text.push(", which lists ").names(listed);
            panic!(
                "{}",
                text.push("; use an enum that holds no other").as_str()
            );
        }
        at += 1;
    }
    if is_present && type_info.optional {
        let text = about(field).push(" is required, and an `Option` may be `None`; ");
        let text = match field.evidence {
            Evidence::Documented => text.push("take the value itself, or"),
            Evidence::Inferred => text
                .push("take the value itself, add `optional(")
                .push(field.rust_name)
                .push(")` to the struct, or"),
        };
        panic!(
            "{}",
            text.push(" add `required` to make `None` a violation")
                .as_str()
        );
    }
}

/// Fails the build where a word is for an `Option` and there is none.
///
/// # Panics
/// At compile time, where there is none.
#[track_caller]
#[inline]
pub const fn assert_optional(type_info: TypeInfo, word: &str) {
    if !type_info.optional && type_info.details.mismatch.is_empty() {
        let text = Message::new()
            .quoted(word)
            .push(" is for an `Option`, and this field always has a value; ");
        panic!("{}", text.push("remove the word").as_str());
    }
}

/// What a field lists, or each entry of it.
#[inline]
const fn listed(field: &Field) -> &'static [&'static str] {
    match field.kind {
        Kind::Array(array) => listed(array.element),
        _ => field.values,
    }
}

#[inline]
const fn about(field: &Field) -> Message {
    Message::new().push("field ").quoted(field.name)
}

/// Whether one of the rows has the name of this one. (Entities keep names apart from those of the envelope.)
#[inline]
const fn maps(rows: &[&Field], row: &Field) -> bool {
    let mut at = 0;
    while at < rows.len() {
        if row.is_namesake(rows[at]) {
            return true;
        }
        at += 1;
    }
    false
}

/// Checks whether a list of names has this one.
const fn has_name(names: &[&str], name: &str) -> bool {
    let mut at = 0;
    while at < names.len() {
        if is_same(names[at], name) {
            return true;
        }
        at += 1;
    }
    false
}
