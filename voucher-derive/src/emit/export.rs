//! The test that exports the schema of an event.

use super::mapping;
use crate::code_buffer::{Code, generated_span_at};
use crate::core_path::CorePath;
use crate::lower::Lowered;
use crate::template::{Name, emit};
use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::GenericParam;

/// Writes the test. It is an item of the user's module, because the test harness does not find tests inside a constant.
///
/// ```text
/// // Output:
/// #[cfg(test)]
/// #[::core::prelude::v1::test]
/// #[allow(non_snake_case)]
/// fn __ravelin_export_Promo() {
///     use ::voucher_core::__ as __core;
///     __core::export!(Promo, "Promo", "schemas/promo.json", [__core::FieldMapping::new("code", "/voucher/voucherCode"),]);
/// }
/// ```
pub(super) fn emit_export(lowered: &Lowered<'_>, core_path: &CorePath, code: &mut Code) {
    let input = lowered.mapping.input;
    let Some(path) = &input.keys.export else {
        return;
    };
    let parameters = &input.generics.params;
    if !parameters
        .iter()
        .all(|parameter| matches!(parameter, GenericParam::Lifetime(_)))
    {
        return;
    }
    let name = input.name();
    let function = format!("__ravelin_export_{name}");
    // rustc reports there that a feature is missing.
    let span = generated_span_at(path.span());
    let export = Ident::new("export", span);
    let (ident, arguments) = (input.ident, static_lifetimes(lowered));
    let names = emit!(=> [#mapping::emit_all_names(lowered)]);
    let call = quote_spanned!(span=> __core::#export!(#ident #arguments, #name, #path, #names););
    let allowed = crate::allowed_lints::emit_allowed(input.source);
    emit!(code =>
        #[cfg(test)]
        #[::core::prelude::v1::test]
        #[allow(non_snake_case)] // the name contains that of the type
        #allowed
        fn #{Name(&function)}() {
            #core_path.emit_use(None)
            #call
        }
    );
}

/// Returns the arguments of a struct with lifetimes: `<'static>`.
fn static_lifetimes(lowered: &Lowered<'_>) -> TokenStream {
    let input = lowered.mapping.input;
    let count = input.generics.lifetimes().count();
    if count == 0 {
        return TokenStream::new();
    }
    let span = generated_span_at(input.ident.span());
    let lifetimes = (0..count).map(|_| syn::Lifetime::new("'static", span));
    quote_spanned!(span=> <#(#lifetimes),*>)
}
