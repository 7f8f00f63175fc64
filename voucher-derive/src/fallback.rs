//! The impl beside an error, so that one mistake stays one error.

use crate::attr::Role;
use crate::code_buffer::Code;
use crate::core_path::CorePath;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::DeriveInput;

/// An event, or a part of one, of which nothing is known.
pub(crate) fn expand_stub(input: &DeriveInput, role: Role, path: &CorePath) -> TokenStream {
    const EVENT: &str = "
        const __MAPPING: &'static __inner::EventMapping = &__inner::EventMapping::new(&__inner::voucher::DEFINITION, \"\");
        const __SCHEMA: &'static __inner::SchemaInfo = &__inner::SchemaInfo::NONE;

        fn __write(&self, _: &mut __inner::Encoder<'_>) -> __inner::usize { 0 }";
    const PART: &str = "
        const __PART: &'static __inner::PartMapping = &__inner::PartMapping::NONE;
        const __SCHEMA: &'static __inner::SchemaInfo = &__inner::SchemaInfo::NONE;
        const __OBJECT: __inner::Option<&'static __inner::ObjectMapping> =
            __inner::Some(&__inner::ObjectMapping::UNKNOWN);

        fn __write(&self, _: &mut __inner::Encoder<'_>, __at: __inner::usize) -> __inner::usize {
            __at
        }";
    let (name, text) = match role {
        Role::Event => ("RavelinEvent", EVENT),
        Role::Part => ("RavelinFields", PART),
    };
    let mut items = Code::default();
    items.push(text);
    let mut code = Code::default();
    path.push_use(None, &mut code);
    let bounds = input.generics.where_clause.to_token_stream();
    code.push_impl(name, &input.ident, &input.generics, bounds, items);
    code.into_block(TokenStream::new())
}
