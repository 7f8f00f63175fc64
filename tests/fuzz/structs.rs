//! Nearly valid structs and enums: names from the definitions, keys of `ravelin`, any types and generics.

mod keys;
mod types;

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

/// Makes choices from the input bytes. When they run out, it chooses the first option.
struct Maker<'b> {
    bytes: Unstructured<'b>,
    /// The nesting depth of the type or value that is being generated.
    depth: usize,
}

/// The item on which keys are.
#[derive(Clone, Copy)]
enum Level {
    Struct,
    Field,
    Enum,
    Variant,
}

/// Names of fields: from the definitions, in Rust and in the API, and others.
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
    "__encoder",
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

/// The required fields of each event, except its timestamp.
const REQUIRED: &[(&str, &[&str])] = &[
    (
        "voucher",
        &["voucher_code", "value", "currency", "creation_time"],
    ),
    ("voucher/check", &["customer_id"]),
    (
        "paymentmethod/voucher",
        &[
            "payment_method_id",
            "voucher_code",
            "redemption_time",
            "success",
            "value",
            "currency",
            "voucher_type",
        ],
    ),
];

/// Fields that fit every event.
const MEMBERS: &[&str] = &[
    "#[ravelin(skip)] depth",
    "#[ravelin(skip)] _rest",
    "#[ravelin(extra = \"größe\")] größe",
    "#[ravelin(extra = \"a\", with = convert)] a",
    "#[ravelin(extra = \"b\", check = T::check::<Self>)] b",
    "#[ravelin(flatten)] money",
    "#[ravelin(flatten)] r#type",
    "timestamp",
];

/// Fields that fit every event with an object `custom`.
const CUSTOM: &[&str] = &[
    "custom",
    "#[ravelin(custom)] campaign",
    "#[ravelin(custom = \"r#fn\", with = a::b)] r#fn",
    "#[ravelin(custom = \"值\", check = check)] r#as",
    "expiry",
    "referrer_id",
    "#[ravelin(unix = \"ns\", check = check)] expiry",
];

/// Keys that fit a required field.
const FITTING: &[&str] = &[
    "",
    "#[ravelin(required)]",
    "#[ravelin(with = a::b::<'a, T, 3>)]",
    "#[ravelin(with = Self::convert, required)]",
    "#[ravelin(check = ::a::b)]",
    "#[ravelin(check = a, with = T::b)] #[ravelin(required)] /// Text.\n",
];

/// Keys that fit every event.
const WHOLE: &[&str] = &[
    "",
    ", check = Self::check",
    ", crate = crate",
    ", crate = ::a::b, check = a::<T>::b",
    ", constant(event_type = \"a\")",
];

impl Maker<'_> {
    fn below(&mut self, count: usize) -> usize {
        let most = count.saturating_sub(1);
        self.bytes.int_in_range(0..=most).unwrap_or_default()
    }

    fn pick(&mut self, sources: &[&str]) -> TokenStream {
        let at = self.below(sources.len());
        read(sources.get(at).copied().unwrap_or_default())
    }

    /// Returns `true` with a probability of one in `count`, but never when the bytes have run out.
    fn rarely(&mut self, count: usize) -> bool {
        self.below(count) + 1 == count && count > 1
    }

    /// Puts tokens into a group without delimiters, as `macro_rules!` does.
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
        element: impl Fn(&mut Self) -> TokenStream,
    ) -> TokenStream {
        let count = self.below(most + 1);
        let mut tokens = TokenStream::new();
        for at in 0..count {
            tokens.extend(element(self));
            if at + 1 < count || self.rarely(2) {
                tokens.extend(separator.clone());
            }
        }
        tokens
    }

    fn input(&mut self) -> TokenStream {
        let shape = self.below(24);
        if shape >= 16 {
            return self.complete();
        }
        let level = if (11..14).contains(&shape) {
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

    /// Generates a struct with all required fields of its event, with any types.
    fn complete(&mut self) -> TokenStream {
        let at = self.below(REQUIRED.len());
        let Some((event, names)) = REQUIRED.get(at) else {
            return TokenStream::new();
        };
        let keys = self.pick(WHOLE);
        let now = (!self.rarely(8)).then(|| quote!(, timestamp = now));
        let name = self.pick(TYPE_NAMES);
        let (generics, bounds) = (self.generics(), self.bounds());
        let mut fields = TokenStream::new();
        for name in *names {
            let (keys, name, ty) = (self.pick(FITTING), read(name), self.ty());
            fields.extend(quote!(#keys #name: #ty,));
        }
        let others = if *event == "voucher/check" {
            MEMBERS
        } else {
            CUSTOM
        };
        fields.extend(self.many(4, &quote!(,), |maker| {
            let others = if maker.rarely(2) { MEMBERS } else { others };
            let (name, ty) = (maker.pick(others), maker.ty());
            quote!(#name: #ty)
        }));
        quote! {
            #[ravelin(event = #event #now #keys)]
            struct #name #generics #bounds { #fields }
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
        // A struct without keys only has the error that the event is missing.
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

/// Parses a source string of this module, which always consists of tokens.
fn read(source: &str) -> TokenStream {
    source.parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{CUSTOM, FITTING, MEMBERS, NAMES, TYPE_NAMES, VARIANTS, WHOLE, input, read};
    use proc_macro2::TokenStream;
    use syn::DeriveInput;

    #[test]
    fn no_bytes_still_give_a_struct() {
        syn::parse2::<DeriveInput>(input(&[])).unwrap();
    }

    #[test]
    fn each_name_is_one_token_and_each_string_is_tokens() {
        for name in NAMES.iter().chain(VARIANTS).chain(TYPE_NAMES) {
            assert_eq!(read(name).into_iter().count(), 1, "{name}");
        }
        for source in [CUSTOM, FITTING, MEMBERS, WHOLE].into_iter().flatten() {
            assert!(source.parse::<TokenStream>().is_ok(), "{source}");
        }
    }
}
