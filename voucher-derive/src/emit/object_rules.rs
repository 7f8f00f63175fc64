//! The `ObjectRules` of an object: what a type that maps it must satisfy.

use crate::code_buffer::Code;
use crate::lookup::{dotted_path, object_in};
use crate::template::{Name, emit};
use proc_macro2::TokenStream;
use voucher_definition as definition;

/// Returns the rules of the object that a field definition is, or that its arrays contain.
pub(super) fn emit_object(field_definition: &'static definition::Field) -> Option<TokenStream> {
    let (object, depth) = object_in(field_definition.kind)?;
    let path = dotted_path(&(field_definition.pointer() + &"/*".repeat(depth)));
    Some(emit_rules(object, &path))
}

/// Returns the rules of an object.
///
/// ```text
/// // Output:
/// &__core::ObjectRules::new("order.items", 42, &[("sku", true, 43)]).closed()
/// ```
pub(super) fn emit_rules(object: &definition::Object, path: &str) -> TokenStream {
    let definition::Object {
        fields,
        exclusive,
        exactly_one,
        is_closed,
    } = *object;
    let fields = fields.iter().map(|field_definition| {
        let digest = digest(object.digest_of(field_definition));
        (
            field_definition.name,
            field_definition.is_required(),
            digest,
        )
    });
    let fields: Vec<_> = fields.collect();
    emit!(=>
        &__core::ObjectRules::new(#path, #{digest(object.digest())}, &[#fields])
        #if (!exclusive.is_empty()) { .exclusive(#emit_groups(exclusive)) }
        #if (!exactly_one.is_empty()) { .exactly_one(#emit_groups(exactly_one)) }
        #if (is_closed) { .closed() }
    )
}

/// Returns `42u64`.
fn digest(value: u64) -> Name<String> {
    Name(format!("{value}u64"))
}

/// Writes `&[&["customerId", "customer"]]`.
pub(super) fn emit_groups(groups: &[&[&str]], code: &mut Code) {
    emit!(code => &[#for ((index, group) in groups.iter().enumerate()) { #if (index > 0) { , } &[#group] }]);
}
