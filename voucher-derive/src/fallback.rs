//! The impl beside an error, so that one mistake stays one error.

use crate::path::CorePath;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::DeriveInput;

/// An event of which nothing is known.
pub(crate) fn expand_stub(input: &DeriveInput, core: &CorePath) -> TokenStream {
    let ident = &input.ident;
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    quote_spanned! {Span::mixed_site()=>
        const _: () = {
            use #core as __voucher;

            #[automatically_derived]
            impl #generics __voucher::RavelinEvent for #ident #arguments #bounds {
                const ENDPOINT: __voucher::Endpoint = __voucher::Endpoint::of(&__voucher::__::voucher::DEFINITION);
                const PLAN: &'static __voucher::__::Plan = &__voucher::__::Plan {
                    definition: &__voucher::__::voucher::DEFINITION,
                    names: &[],
                };

                fn write(&self, _: &mut __voucher::__::Pen<'_>) -> __voucher::__::usize {
                    0
                }
            }
        };
    }
}
