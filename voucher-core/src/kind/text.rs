//! A string.

use super::field_traits::{at_most_one_trait, field_trait, several_traits};
use super::value::value_of;
use super::{AsDisplay, Direct, kind, rejected_types};
use crate::encode::{Displayed, Encoder};
use crate::type_info::TypeInfo;
use crate::{DisplayField, TextField};
use alloc::vec::Vec;
use voucher_definition::{Field, mismatch};
#[cfg(feature = "serde")]
use {crate::encode::JsonValue, crate::schema_node::Node};

kind! {
    /// A string.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a string",
        label = "expected a string",
        note = "a string is `String`, `&str`, `Cow<str>`, `Box<str>`, or a type that implements `voucher_core::TextField` or `voucher_core::DisplayField`",
        note = "`#[ravelin(with = path)]` converts the whole field; `#[ravelin(skip)]` does not send it"
    )]
    Text()
}

/// Which field traits of a string a type implements.
#[derive(Debug)]
pub enum TextTraits<const TEXT: bool, const DISPLAY: bool> {}

at_most_one_trait! {
    TextTraits<false, false>;
    TextTraits<true, false>;
    TextTraits<false, true>;
}

several_traits! {
    TextTraits<true, true>: Direct, "its type implements both `TextField` and `DisplayField`; remove the impl of `DisplayField`";
}

field_trait!(Text<Direct> for TextField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    encoder.string(at, field, value.text())
});

field_trait!(Text<AsDisplay> for DisplayField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    encoder.display(at, field, &Displayed(value))
});

rejected_types! { Text
    bool => mismatch::TEXT.bool;
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => mismatch::TEXT.integer;
    f32 | f64 => mismatch::TEXT.float;
    char => mismatch::TEXT.char;
    @[T,] [T] | Vec<T> => "expected a string, found a list; decode bytes first: use `String` (`String::from_utf8`)";
    @[T, const N: usize,] [T; N] => "expected a string, found an array; decode bytes first: use `String` (`String::from_utf8`)";
}

value_of! {
    /// Strings.
    OfText: Text
}

/// Writes the schema of a string.
#[cfg(feature = "serde")]
#[inline]
pub(crate) fn schema(node: &mut Node, field: &Field) {
    schema_with(node, field, None);
}

/// Writes the schema of a string that also matches another pattern.
#[cfg(feature = "serde")]
#[inline]
pub(super) fn schema_with(node: &mut Node, field: &Field, pattern: Option<&'static str>) {
    node.string("type", "string");
    if field.min_length > 0 {
        node.put("minLength", JsonValue::Unsigned(field.min_length.into()));
    }
    if field.max_length < u32::MAX {
        node.put("maxLength", JsonValue::Unsigned(field.max_length.into()));
    }
    let patterns = [field.pattern, field.second_pattern];
    let patterns = patterns.iter().flatten().map(|pattern| pattern.source());
    let mut patterns: Vec<_> = patterns.chain(pattern).collect();
    if let Some(first) = (!patterns.is_empty()).then(|| patterns.remove(0)) {
        node.string("pattern", first);
    }
    if !patterns.is_empty() {
        let others = patterns.into_iter().map(|pattern| {
            let mut node = Node::new();
            node.string("pattern", pattern);
            node.finish()
        });
        node.put("allOf", JsonValue::Array(others.collect()));
    }
}
