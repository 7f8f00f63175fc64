//! The `ObjectRules` of an object: what a type must satisfy that maps its fields.

use crate::code_buffer::Code;
use crate::index::ObjectIndex;
use crate::template::{Name, emit};
use proc_macro2::TokenStream;
use voucher_definition as definition;

/// Returns, for each field of an object, its name, whether it is required, and its digest.
pub(super) fn field_rules(object: &definition::Object) -> Vec<(&'static str, bool, Name<String>)> {
    let fields = object.fields.iter().map(|field_definition| {
        (
            field_definition.name,
            field_definition.is_required(),
            digest(object.digest_of(field_definition)),
        )
    });
    fields.collect()
}

/// Returns the rules of an object.
///
/// ```text
/// // Output:
/// &__core::ObjectRules::new("order.items", 42, &[("sku", true, 43)]).closed()
/// ```
pub(super) fn emit_rules(object: &'static definition::Object, path: &str) -> TokenStream {
    let definition::Object {
        fields: _,
        exclusive,
        exactly_one,
        is_closed,
        // Only a struct that was derived for the object counts its members.
        min_members: _,
        max_members: _,
    } = *object;
    let fields = field_rules(object);
    emit!(=>
        &__core::ObjectRules::new(#path, #{digest(ObjectIndex::of(object).digest())}, &[#fields])
        #if (!exclusive.is_empty()) { .exclusive(#emit_groups(exclusive)) }
        #if (!exactly_one.is_empty()) { .exactly_one(#emit_groups(exactly_one)) }
        #if (is_closed) { .closed() }
    )
}

/// Returns `42u64`.
pub(super) fn digest(value: u64) -> Name<String> {
    Name(format!("{value}u64"))
}

/// Writes `&[&["customerId", "customer"]]`.
pub(super) fn emit_groups(groups: &[&[&str]], code: &mut Code) {
    emit!(code => &[#for ((index, group) in groups.iter().enumerate()) { #if (index > 0) { , } &[#group] }]);
}
