//! The impl beside an error, so that one mistake stays one error.

use crate::attr::Role;
use crate::path::CorePath;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::DeriveInput;

/// An event, or a part of one, of which nothing is known.
pub(crate) fn expand_stub(input: &DeriveInput, role: Role, core: &CorePath) -> TokenStream {
    let (span, ident) = (Span::mixed_site(), &input.ident);
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    let plan = quote_spanned! {span=>
        __voucher::__::Plan::new(&__voucher::__::voucher::DEFINITION, "")
    };
    let stub = match role {
        Role::Event => quote_spanned! {span=>
            impl #generics __voucher::RavelinEvent for #ident #arguments #bounds {
                const __PLAN: &'static __voucher::__::Plan = &#plan;
                const __SHAPES: &'static __voucher::__::Shapes = &__voucher::__::Shapes::NONE;

                fn __write(&self, _: &mut __voucher::__::Pen<'_>) -> __voucher::__::usize {
                    0
                }
            }
        },
        Role::Part => quote_spanned! {span=>
            impl #generics __voucher::RavelinFields for #ident #arguments #bounds {
                const __SHARE: &'static __voucher::__::Share = &__voucher::__::Share {
                    plan: #plan,
                    always: &[],
                    needs_currency: false,
                };
                const __SHAPES: &'static __voucher::__::Shapes = &__voucher::__::Shapes::NONE;
                const __WHOLE: __voucher::__::Option<&'static __voucher::__::Whole> =
                    __voucher::__::Some(&__voucher::__::Whole::UNKNOWN);

                fn __write(
                    &self,
                    _: &mut __voucher::__::Pen<'_>,
                    __at: __voucher::__::usize,
                ) -> __voucher::__::usize {
                    __at
                }
            }
        },
    };
    let imported = core.expand_use();
    quote_spanned! {span=>
        const _: () = {
            #imported

            #[automatically_derived]
            #stub
        };
    }
}
