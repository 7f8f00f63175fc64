//! Structs and enums that are nearly right: names of the definitions, words of `ravelin`, any types and generics.

mod types;
mod words;

use arbitrary::Unstructured;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

pub(crate) fn input(bytes: &[u8]) -> TokenStream {
    Maker {
        bytes: Unstructured::new(bytes),
        depth: 0,
    }
    .input()
}

/// Takes its choices from the bytes; where those have run out, the first of each.
struct Maker<'b> {
    bytes: Unstructured<'b>,
    /// How deep the type or value that is being made stands inside others.
    depth: usize,
}

/// Where words stand.
#[derive(Clone, Copy)]
enum Level {
    Struct,
    Field,
    Enum,
    Variant,
}

/// Names of fields: the definitions', in Rust and in the API, and others.
const NAMES: &[&str] = &[
    "timestamp",
    "voucher_code",
    "value",
    "currency",
    "creation_time",
    "referrer_id",
    "expiry",
    "referral_value",
    "voucher_type",
    "custom",
    "voucher",
    "event_type",
    "customer_id",
    "depth",
    "threshold",
    "voucher_redemption",
    "customer",
    "payment_method_id",
    "redemption_time",
    "success",
    "failure_source",
    "failure_reason",
    "voucherCode",
    "creationTime",
    "eventType",
    "customerId",
    "paymentMethodId",
    "curency",
    "code",
    "created_at",
    "voucher_cod",
    "other",
    "campaign",
    "r#value",
    "r#type",
    "r#fn",
    "r#currency",
    "__pen",
    "__at",
    "__value",
    "__voucher",
    "größe",
    "ǅ",
    "値段",
    "_rest",
];

const VARIANTS: &[&str] = &[
    "General",
    "Staff",
    "Referral",
    "Reactivation",
    "GENERAL",
    "REFERRAL",
    "general",
    "r#STAFF",
    "Refferal",
    "GeNeRaL",
    "Other",
    "r#fn",
    "Größe",
    "ǅ",
    "İ",
    "ﬀ",
    "__",
    "X1",
];

const TYPE_NAMES: &[&str] = &[
    "Promo",
    "T",
    "r#type",
    "__voucher",
    "Größe",
    "r#Promo",
    "Timestamp",
];

impl Maker<'_> {
    fn below(&mut self, count: usize) -> usize {
        let most = count.saturating_sub(1);
        self.bytes.int_in_range(0..=most).unwrap_or_default()
    }

    fn pick(&mut self, texts: &[&str]) -> TokenStream {
        let at = self.below(texts.len());
        read(texts.get(at).copied().unwrap_or_default())
    }

    /// One in `count`; never where the bytes have run out.
    fn rarely(&mut self, count: usize) -> bool {
        self.below(count) + 1 == count && count > 1
    }

    /// What a `macro_rules!` hands on stands in a group without delimiters.
    fn maybe_grouped(&mut self, tokens: TokenStream) -> TokenStream {
        if self.rarely(12) {
            return group(Delimiter::None, tokens);
        }
        tokens
    }

    fn many(
        &mut self,
        most: usize,
        separator: &TokenStream,
        one: impl Fn(&mut Self) -> TokenStream,
    ) -> TokenStream {
        let count = self.below(most + 1);
        let mut tokens = TokenStream::new();
        for at in 0..count {
            tokens.extend(one(self));
            if at + 1 < count || self.rarely(2) {
                tokens.extend(separator.clone());
            }
        }
        tokens
    }

    fn input(&mut self) -> TokenStream {
        let shape = self.below(16);
        let level = if shape >= 11 && shape < 14 {
            Level::Enum
        } else {
            Level::Struct
        };
        let attributes = self.attributes(level);
        let name = self.pick(TYPE_NAMES);
        let name = self.maybe_grouped(name);
        let (generics, bounds) = (self.generics(), self.bounds());
        match shape {
            0..11 => {
                let fields = self.many(9, &quote!(,), Self::field);
                quote!(#attributes struct #name #generics #bounds { #fields })
            }
            11..14 => {
                let variants = self.many(6, &quote!(,), Self::variant);
                quote!(#attributes enum #name #generics #bounds { #variants })
            }
            14 => {
                let fields = self.many(3, &quote!(,), Self::field);
                quote!(#attributes union #name #generics #bounds { #fields })
            }
            _ if self.rarely(2) => quote!(#attributes struct #name #generics #bounds;),
            _ => {
                let fields = self.many(3, &quote!(,), Self::unnamed);
                quote!(#attributes struct #name #generics (#fields) #bounds;)
            }
        }
    }

    fn field(&mut self) -> TokenStream {
        let attributes = self.attributes(Level::Field);
        let visibility = self.visibility();
        let name = self.pick(NAMES);
        let ty = self.ty();
        let default = self.rarely(24).then(|| {
            let value = self.literal();
            quote!(= #value)
        });
        quote!(#attributes #visibility #name: #ty #default)
    }

    fn unnamed(&mut self) -> TokenStream {
        let (attributes, visibility) = (self.attributes(Level::Field), self.visibility());
        let ty = self.ty();
        quote!(#attributes #visibility #ty)
    }

    fn variant(&mut self) -> TokenStream {
        let attributes = self.attributes(Level::Variant);
        let name = self.pick(VARIANTS);
        let fields = match self.below(10) {
            8 => {
                let fields = self.many(2, &quote!(,), Self::unnamed);
                quote!((#fields))
            }
            9 => {
                let fields = self.many(2, &quote!(,), Self::field);
                quote!({ #fields })
            }
            _ => TokenStream::new(),
        };
        let value = self.rarely(8).then(|| {
            let value = self.literal();
            quote!(= #value)
        });
        quote!(#attributes #name #fields #value)
    }

    fn visibility(&mut self) -> TokenStream {
        self.pick(&[
            "",
            "pub",
            "",
            "pub(crate)",
            "pub(in crate::a)",
            "pub(super)",
        ])
    }

    fn attributes(&mut self, level: Level) -> TokenStream {
        let mut attributes = TokenStream::new();
        // A struct without words names no event, and says little else.
        if matches!(level, Level::Struct | Level::Enum) && !self.rarely(8) {
            let event = self.event();
            let field = matches!(level, Level::Enum).then(|| quote!(, field = "voucherType"));
            let now = self.rarely(3).then(|| quote!(, timestamp = now));
            attributes.extend(quote!(#[ravelin(event = #event #field #now)]));
        }
        for _ in 0..self.below(3) {
            attributes.extend(self.attribute(level));
        }
        attributes
    }

    fn event(&mut self) -> TokenStream {
        let event = self.pick(&[
            "\"voucher\"",
            "\"voucher/check\"",
            "\"paymentmethod/voucher\"",
            "\"vouchr\"",
            "\"/v2/voucher\"",
            "r#\"voucher\"#",
            "\"\"",
        ]);
        self.maybe_grouped(event)
    }
}

fn group(delimiter: Delimiter, tokens: TokenStream) -> TokenStream {
    TokenTree::Group(Group::new(delimiter, tokens)).into()
}

/// The texts here are all tokens; one that is not would be none.
fn read(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{NAMES, TYPE_NAMES, VARIANTS, input, read};
    use syn::DeriveInput;

    #[test]
    fn no_bytes_are_a_struct() {
        syn::parse2::<DeriveInput>(input(&[])).unwrap();
    }

    #[test]
    fn each_name_is_one_token() {
        for name in NAMES.iter().chain(VARIANTS).chain(TYPE_NAMES) {
            assert_eq!(read(name).into_iter().count(), 1, "{name}");
        }
    }
}
