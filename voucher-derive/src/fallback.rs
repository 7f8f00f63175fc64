//! The stub impl that is emitted with an error, so that no further errors follow from a missing impl.

use crate::attr::Role;
use crate::code_buffer::Code;
use crate::core_path::CorePath;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::DeriveInput;

/// Returns the impl for a struct that could not be resolved.
pub(crate) fn emit_stub(input: &DeriveInput, role: Role, path: &CorePath) -> TokenStream {
    const EVENT: &str = "
        const __MAPPING: &'static __core::EventMapping = &__core::EventMapping::new(&__core::voucher::DEFINITION, \"\");
        const __SCHEMA: &'static __core::SchemaInfo = &__core::SchemaInfo::NONE;

        fn __write(&self, _: &mut __core::Encoder<'_>) -> __core::usize { 0 }";
    const PART: &str = "
        const __PART: &'static __core::PartMapping = &__core::PartMapping::NONE;
        const __SCHEMA: &'static __core::SchemaInfo = &__core::SchemaInfo::NONE;
        const __OBJECT: __core::Option<&'static __core::ObjectMapping> =
            __core::Some(&__core::ObjectMapping::UNKNOWN);

        fn __write(&self, _: &mut __core::Encoder<'_>, __at: __core::usize) -> __core::usize {
            __at
        }";
    let (name, impl_items) = match role {
        Role::Event => ("RavelinEvent", EVENT),
        Role::Part => ("RavelinFields", PART),
    };
    let mut items = Code::default();
    items.push(impl_items);
    let mut code = Code::default();
    path.emit_use(None, &mut code);
    let bounds = input.generics.where_clause.to_token_stream();
    code.emit_impl(name, &input.ident, &input.generics, bounds, items);
    code.into_block(TokenStream::new())
}
