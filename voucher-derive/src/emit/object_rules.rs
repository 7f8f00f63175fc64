//! The `ObjectRules` of an object: what a type that maps it must satisfy.

use crate::code_buffer::generated_span;
use crate::lookup::{dotted_path, object_in};
use proc_macro2::TokenStream;
use quote::quote_spanned;
use voucher_definition as definition;
use voucher_definition::pointer;

/// Returns the rules of the object that a field definition is, or that its arrays contain.
pub(super) fn emit_object(field_definition: &'static definition::Field) -> Option<TokenStream> {
    let (object, depth) = object_in(field_definition.kind)?;
    let path = dotted_path(
        &(pointer(field_definition.parent, field_definition.name) + &"/*".repeat(depth)),
    );
    Some(emit_rules(object, &path))
}

/// Returns `__core::ObjectRules::new("order.items", 42, &[("sku", true, 43)]).closed()`.
pub(super) fn emit_rules(object: &definition::Object, path: &str) -> TokenStream {
    let generated_span = generated_span();
    let definition::Object {
        fields,
        exclusive,
        is_closed,
    } = *object;
    let digest = object.digest();
    let fields = fields.iter().map(|field_definition| {
        let (name, is_required, digest) = (
            field_definition.name,
            field_definition.is_required(),
            object.digest_of(field_definition),
        );
        quote_spanned!(generated_span=> (#name, #is_required, #digest))
    });
    let groups = exclusive
        .iter()
        .map(|group| quote_spanned!(generated_span=> &[#(#group),*]));
    let exclusive = (!exclusive.is_empty())
        .then(|| quote_spanned!(generated_span=> .exclusive(&[#(#groups),*])));
    let closed = is_closed.then(|| quote_spanned!(generated_span=> .closed()));
    quote_spanned! {generated_span=>
        &__core::ObjectRules::new(#path, #digest, &[#(#fields),*]) #exclusive #closed
    }
}
