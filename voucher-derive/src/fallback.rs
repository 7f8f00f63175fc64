//! The impl beside an error, so that one mistake stays one error.

use crate::attr::Role;
use crate::code::Code;
use crate::path::CorePath;
use proc_macro2::{Delimiter, TokenStream};
use quote::ToTokens;
use syn::DeriveInput;

/// An event, or a part of one, of which nothing is known.
pub(crate) fn expand_stub(input: &DeriveInput, role: Role, path: &CorePath) -> TokenStream {
    const EVENT: &str = "
        const __PLAN: &'static __inner::Plan = &__inner::Plan::new(&__inner::voucher::DEFINITION, \"\");
        const __SHAPES: &'static __inner::Shapes = &__inner::Shapes::NONE;

        fn __write(&self, _: &mut __inner::Pen<'_>) -> __inner::usize { 0 }";
    const PART: &str = "
        const __SHARE: &'static __inner::Share = &__inner::Share {
            plan: __inner::Plan::new(&__inner::voucher::DEFINITION, \"\"),
            always: &[],
            needs_currency: false,
        };
        const __SHAPES: &'static __inner::Shapes = &__inner::Shapes::NONE;
        const __WHOLE: __inner::Option<&'static __inner::Whole> =
            __inner::Some(&__inner::Whole::UNKNOWN);

        fn __write(&self, _: &mut __inner::Pen<'_>, __at: __inner::usize) -> __inner::usize {
            __at
        }";
    let (name, text) = match role {
        Role::Event => ("RavelinEvent", EVENT),
        Role::Part => ("RavelinFields", PART),
    };
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    let mut items = Code::default();
    items.push(text);
    let mut code = Code::default();
    path.push_use(None, &mut code);
    code.push("#[automatically_derived] impl");
    code.push_tokens(generics.to_token_stream());
    code.push(" __inner::");
    code.push(name);
    code.push(" for");
    code.push_tokens(input.ident.to_token_stream());
    code.push_tokens(arguments.to_token_stream());
    code.push_tokens(bounds.to_token_stream());
    code.push_group(Delimiter::Brace, items);
    let mut item = Code::default();
    item.push_block(code);
    item.finish()
}
