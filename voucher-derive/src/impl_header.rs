//! The start of the impl that a derive generates.

use crate::code_buffer::Code;
use crate::template::{Name, emit};
use proc_macro2::{Ident, TokenStream};
use syn::Generics;

/// Writes everything before the braces.
///
/// ```text
/// // Output:
/// #[automatically_derived]
/// impl<'a, T> __core::RavelinEvent for Promo<'a, T> where T: __core::TextField
/// ```
pub(crate) fn emit_impl_header(
    name: &str,
    ident: &Ident,
    generics: &Generics,
    bounds: &TokenStream,
    code: &mut Code,
) {
    let name = Name(name);
    let (parameters, arguments, _) = generics.split_for_impl();
    emit!(code => #[automatically_derived] impl #parameters __core::#name for #ident #arguments #bounds);
}
