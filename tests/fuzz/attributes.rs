//! Any tokens as the keys of `ravelin`.

use proc_macro2::TokenStream;
use quote::quote;

/// Returns the derive inputs, or `None` if the bytes are not tokens.
pub(crate) fn input(bytes: &[u8]) -> Option<TokenStream> {
    let (position, string) = bytes.split_first()?;
    let tokens: TokenStream = std::str::from_utf8(string).ok()?.parse().ok()?;
    let position = usize::from(*position);
    let positions = ITEMS.len() + FIELDS;
    let is_raw = position / positions % 4 == 3;
    let attribute = if is_raw {
        quote!(#[ravelin #tokens])
    } else {
        quote!(#[ravelin(#tokens)])
    };
    let position = position % positions;
    Some(match ITEMS.get(position) {
        Some(item) => item(&attribute),
        None => on_field(position - ITEMS.len(), &attribute),
    })
}

const ITEMS: [fn(&TokenStream) -> TokenStream; 9] = [
    |attribute| {
        quote! {
            #attribute
            struct Promo<'p, T> {
                timestamp: Timestamp,
                voucher_code: &'p str,
                value: T,
                currency: Currency,
                creation_time: Timestamp,
            }
        }
    },
    |attribute| {
        quote! {
            #[ravelin(event = "voucher", timestamp = now)]
            #attribute
            struct Promo<const N: usize = 2> {
                voucher_code: String,
                value: i64,
            }
        }
    },
    |attribute| {
        quote! {
            #[ravelin(event = "voucher/check")]
            #attribute
            struct Check { customer_id: u64, depth: Option<u8> }
        }
    },
    |attribute| {
        quote! {
            #attribute
            #[ravelin(event = "paymentmethod/voucher", crate = crate)]
            struct Redemption { timestamp: Timestamp, customer: Customer, #[ravelin(flatten)] money: Money }
        }
    },
    |attribute| quote!(#attribute enum Kind { General, Staff }),
    |attribute| {
        quote! {
            #[ravelin(event = "voucher")]
            #attribute
            enum Kind { General, #[ravelin(rename = "STAFF")] Inside, Reactivation }
        }
    },
    |attribute| {
        quote! {
            #[ravelin(event = "voucher", field = "voucherType")]
            enum Kind { #attribute General, #[ravelin(rename = "STAFF")] #attribute Inside, Referral }
        }
    },
    |attribute| quote!(#attribute struct Tuple(#attribute u8);),
    |attribute| quote!(#attribute union Both { #attribute value: i64, voucher_code: u64 }),
];

/// The number of choices of `on_field`: each of twelve fields, or all of them.
const FIELDS: usize = 13;

/// Adds the tokens to the field at an index, or to all fields, of a struct that is valid without them.
fn on_field(index: usize, attribute: &TokenStream) -> TokenStream {
    // The attributes that fields have instead, so that only the tokens can be wrong.
    let [none, custom, skip, flatten, rename] = [
        quote!(),
        quote!(#[ravelin(custom)]),
        quote!(#[ravelin(skip)]),
        quote!(#[ravelin(flatten)]),
        quote!(#[ravelin(rename = "referralValue")]),
    ];
    let on = |field: usize, other: &TokenStream| {
        let is_on = index == field || index + 1 == FIELDS;
        TokenStream::clone(if is_on { attribute } else { other })
    };
    let (time, code, value, currency) = (on(0, &none), on(1, &none), on(2, &none), on(3, &none));
    let (created, kind, whole, other) = (on(4, &none), on(5, &none), on(6, &none), on(7, &custom));
    let (part, generic, renamed) = (on(8, &flatten), on(9, &none), on(10, &rename));
    let exclusive = on(11, &skip);
    quote! {
        #[ravelin(event = "voucher")]
        struct Promo<'p, T: 'p + ?Sized> where T: Clone {
            #time timestamp: Timestamp,
            #code voucher_code: &'p str,
            #value value: i64,
            #currency currency: String,
            #created creation_time: Option<i64>,
            #kind voucher_type: Kind,
            #whole custom: Option<BTreeMap<String, T>>,
            #other other: Vec<Self>,
            #part money: &'p Money<T>,
            #generic referrer_id: Option<&'p T>,
            #renamed referral: &'p u64,
            #exclusive exclusive: &'p mut T,
        }
    }
}
