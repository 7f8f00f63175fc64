//! A derive that does little: it implements a constant with the number of fields.

use proc_macro::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, parse_macro_input};

#[proc_macro_derive(Little)]
pub fn little(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let fields = match &input.data {
        Data::Struct(data) => data.fields.len(),
        _ => 0,
    };
    let (ident, generics) = (&input.ident, &input.generics);
    let (generics, arguments, bounds) = generics.split_for_impl();
    quote! {
        impl #generics #ident #arguments #bounds {
            pub const FIELDS: usize = #fields;
        }
    }
    .into()
}
