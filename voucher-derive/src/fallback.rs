//! The stub impl that is emitted with an error, so that no further errors follow from a missing impl.

use crate::attr::Role;
use crate::core_path::CorePath;
use crate::impl_header::emit_impl_header;
use crate::template::emit;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::DeriveInput;

/// Returns the impl for a struct that could not be resolved.
pub(crate) fn emit_stub(input: &DeriveInput, role: Role, path: &CorePath) -> TokenStream {
    let (ident, generics) = (&input.ident, &input.generics);
    let bounds = generics.where_clause.to_token_stream();
    match role {
        Role::Event => emit!(=> const _: () = {
            #path.emit_use(None)
            #emit_impl_header("RavelinEvent", ident, generics, &bounds) {
                const __MAPPING: &'static __core::EventMapping = &__core::PartMapping::NONE.mapping;
                const __SCHEMA: &'static __core::SchemaInfo = &__core::SchemaInfo::NONE;

                fn __write(&self, _: &mut __core::Encoder<'_>) -> __core::usize { 0 }
            }
        };),
        Role::Part => emit!(=> const _: () = {
            #path.emit_use(None)
            #emit_impl_header("RavelinFields", ident, generics, &bounds) {
                const __PART: &'static __core::PartMapping = &__core::PartMapping::NONE;
                const __SCHEMA: &'static __core::SchemaInfo = &__core::SchemaInfo::NONE;
                const __OBJECT: __core::Option<&'static __core::ObjectMapping> =
                    __core::Some(&__core::ObjectMapping::UNKNOWN);

                fn __write(&self, _: &mut __core::Encoder<'_>, __at: __core::usize) -> __core::usize { __at }
            }
        };),
    }
}
