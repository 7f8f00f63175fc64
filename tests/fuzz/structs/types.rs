//! Types and generics.

use super::{Maker, group, read};
use proc_macro2::{Delimiter, TokenStream};
use quote::quote;

/// The maximum nesting depth of types.
const DEEPEST: usize = 6;

pub(super) const LEAVES: &[&str] = &[
    "i64",
    "String",
    "u64",
    "bool",
    "Currency",
    "Timestamp",
    "T",
    "U",
    "Self",
    "&'a str",
    "&'static str",
    "T::Name",
    "<T as Shop>::Name",
    "<T>::Name",
    "<Self as Shop>::Name",
    "Self::Name",
    "Self<T>",
    "<[T; N] as Shop<'a, U>>::Name<'a>",
    "T::Name::Other",
    "Promo",
    "Promo<'a, T>",
    "Promo::<'_>",
    "Wrapper<Name = T>",
    "Wrapper<'a, 'static, T, N, { N + 1 }, -1, Name<'a>: Shop>",
    "[u8; N]",
    "[u8; { N + 1 }]",
    "[u8; { 'out: loop { break 'out 1 } }]",
    "[u8; <T as Shop>::COUNT]",
    "[u8; Self::COUNT]",
    "[u8; size_of::<Self>()]",
    "[Self; 2 + 1 << 3]",
    "Sized<{ let a = |b: &'a Self| b; 3 }>",
    "()",
    "!",
    "_",
    "*const T",
    "*mut Self",
    "dyn Shop",
    "dyn Shop<T> + 'a + Send",
    "dyn for<'x> Fn(&'x T) -> Self",
    "dyn 'a + ?Sized + Shop",
    "(dyn Shop + 'a)",
    "Shop + Send",
    "impl Shop<Name = T> + 'a",
    "impl use<'a, T> Shop",
    "fn(T) -> Self",
    "fn(self: u8, &'a T, _: U) -> !",
    "for<'x> fn(&'x T) -> &'x Self",
    "unsafe extern \"C\" fn(u8, ...)",
    "Fn(T) -> U",
    "any!()",
    "any!{ 'a Self T self $x }",
    "::a::any![T, 'b']",
    "::std::string::String",
    "crate::a::B",
    "self::super::C",
    "r#type::r#fn<r#T>",
    "'a",
    "&",
    "typeof(1)",
    "struct { a: T }",
    "&'r#a T",
];

pub(super) const PARAMETERS: &[&str] = &[
    "T",
    "'a",
    "'b: 'a",
    "const N: usize",
    "U: Shop<Name = T>",
    "T: ?Sized + 'a",
    "T = i64",
    "T: Clone = Vec<Self>",
    "const N: usize = 2",
    "const N: usize = { 1 + 1 }",
    "const N: isize = -1",
    "const C: char = 'c'",
    "T: for<'x> Fn(&'x u8) -> U",
    "#[cfg(any())] T",
    "#[ravelin(skip)] 'a",
    "#[doc = \"x\"] const N: [u8; 2]",
    "T: ~const Shop",
    "T: const Shop",
    "T:",
    "'static",
    "r#T",
    "r#fn: Shop",
    "__Voucher",
];

pub(super) const PREDICATES: &[&str] = &[
    "T: Clone",
    "T: 'a",
    "'a: 'b",
    "'a:",
    "T:",
    "T::Name: Shop",
    "<T as Shop>::Name: Sized + ?Sized",
    "for<'x> &'x T: Shop<'x>",
    "for<'x> for<'y> T: Shop",
    "[T; N]: Sized",
    "Self: Sized",
    "Self::Name: 'static",
    "[(); { N + 1 }]:",
    "fn(T) -> U: Copy",
    "dyn Shop + 'a: Send",
    "any!(): Shop",
];

impl Maker<'_> {
    pub(super) fn ty(&mut self) -> TokenStream {
        let is_leaf = self.depth >= DEEPEST || self.below(2) == 0;
        if is_leaf {
            let leaf = self.pick(LEAVES);
            return self.maybe_grouped(leaf);
        }
        self.depth += 1;
        let ty = self.composite();
        self.depth -= 1;
        self.maybe_grouped(ty)
    }

    fn composite(&mut self) -> TokenStream {
        let way = self.below(24);
        let ty = self.ty();
        match way {
            0 => quote!(Option<#ty>),
            1 => quote!(&#ty),
            2 => quote!(&'a #ty),
            3 => quote!(&mut #ty),
            4 => quote!(&'a mut #ty),
            5 => quote!(Box<#ty>),
            6 => quote!(::std::rc::Rc<#ty>),
            7 => quote!(Cow<'a, #ty>),
            8 => quote!([#ty; 4]),
            9 => quote!([#ty]),
            10 => quote!((#ty)),
            11 => quote!((#ty,)),
            12 => {
                let types = self.many(4, &quote!(,), Self::ty);
                quote!((#ty, #types))
            }
            13 => group(Delimiter::None, ty),
            14 => quote!(Vec::<#ty>),
            15 => quote!(BTreeMap<String, #ty>),
            16 => {
                let other = self.ty();
                quote!(fn(#ty) -> #other)
            }
            17 => quote!(for<'x> fn(&'x #ty)),
            18 => {
                let other = self.ty();
                quote!(<#ty as Shop<#other>>::Name)
            }
            19 => quote!(dyn Shop<Name = #ty> + 'a),
            20 => quote!(*const #ty),
            21 => quote!(any!(#ty)),
            22 => quote!(#ty::Name),
            _ => {
                let noise = self.noise();
                quote!(#ty #noise)
            }
        }
    }

    pub(super) fn generics(&mut self) -> TokenStream {
        if self.below(2) == 0 {
            return TokenStream::new();
        }
        let parameters = self.many(5, &quote!(,), |maker| maker.pick(PARAMETERS));
        quote!(<#parameters>)
    }

    pub(super) fn bounds(&mut self) -> TokenStream {
        if self.below(4) < 3 {
            return TokenStream::new();
        }
        let predicates = self.many(4, &read(","), |maker| {
            if maker.rarely(4) {
                let (ty, bound) = (maker.ty(), maker.ty());
                return quote!(#ty: #bound);
            }
            maker.pick(PREDICATES)
        });
        quote!(where #predicates)
    }
}
