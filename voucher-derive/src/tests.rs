//! What is written when it's right: each `tests/expand/*/input.rs` beside its `output.rs`. `BLESS=1` writes the latter.

#[cfg(feature = "definition-file")]
mod clock;
#[cfg(feature = "definition-file")]
mod closed;
#[cfg(feature = "definition-file")]
mod exclusive;
mod messages;
#[cfg(feature = "definition-file")]
mod mistake;

use crate::attr::Role;
use crate::{derive_enum, derive_fields};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use std::path::Path;
use syn::{DeriveInput, Item, parse_quote};

#[test]
#[cfg_attr(
    not(all(feature = "serde", feature = "pattern", feature = "definition-file")),
    ignore = "run it with --all-features"
)]
fn each_input_is_expanded_as_its_output_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/expand");
    let mut count = 0;
    for case in folder.read_dir().unwrap() {
        let case = case.unwrap().path();
        let input = std::fs::read_to_string(case.join("input.rs")).unwrap();
        let expanded = expanded(&input);
        let output = case.join("output.rs");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&output, &expanded).unwrap();
        }
        assert_eq!(
            std::fs::read_to_string(output).unwrap(),
            expanded,
            "{}",
            case.display()
        );
        count += 1;
    }
    assert_eq!(count, 5);
}

/// What the derives of a file write, in its order.
fn expanded(source: &str) -> String {
    let file = syn::parse_file(source).unwrap();
    let written: TokenStream = file.items.into_iter().map(written).collect();
    prettyplease::unparse(&syn::parse2(written).unwrap())
}

fn written(item: Item) -> TokenStream {
    let input = match item {
        Item::Struct(item) => DeriveInput::from(item),
        Item::Enum(item) => DeriveInput::from(item),
        _ => return TokenStream::new(),
    };
    match derive_of(&input) {
        Some(Derive::Fields(role)) => derive_fields(&input, role),
        Some(Derive::Enum) => derive_enum(&input),
        None => TokenStream::new(),
    }
}

enum Derive {
    Fields(Role),
    Enum,
}

/// Which of our derives the item names.
fn derive_of(input: &DeriveInput) -> Option<Derive> {
    let derives = input
        .attrs
        .iter()
        .filter(|one| one.path().is_ident("derive"));
    let derives: String = derives
        .map(|one| one.meta.to_token_stream().to_string())
        .collect();
    let known = [
        ("RavelinFields", Derive::Fields(Role::Part)),
        ("RavelinEvent", Derive::Fields(Role::Event)),
        ("RavelinEnum", Derive::Enum),
    ];
    let named = known.into_iter().find(|(name, _)| derives.contains(name));
    named.map(|(_, derive)| derive)
}

#[test]
fn all_mistakes_are_reported_beside_one_impl() {
    let input: DeriveInput = parse_quote! {
        #[ravelin(event = "vouchr", constant(currency = "ABC"))]
        struct Promo {
            #[ravelin(rename = "voucherCod")]
            code: String,
            #[ravelin(skp)]
            value: i64,
        }
    };
    let written = derive_fields(&input, Role::Event).to_string();
    // Two misspelt words are read as what was meant, so that the rest is checked: `value` is required and skipped, and
    // two other requirements have no source.
    assert_eq!(written.matches("compile_error").count(), 6);
    assert_eq!(written.matches("RavelinEvent for Promo").count(), 1);
}

/// What `syn` takes for a path and no expression is: each of these was once written out, and then nothing parsed.
#[test]
fn a_path_to_a_value_is_an_expression() {
    let paths: [syn::Path; 2] = [parse_quote!(Limit<u8>::MAX), parse_quote!(r#try::try)];
    for path in paths {
        let inputs: [DeriveInput; 3] = [
            parse_quote! {
                #[ravelin(event = "voucher/check", constant(threshold = #path))]
                struct Check { customer_id: u64 }
            },
            parse_quote! {
                #[ravelin(event = "voucher/check", check = #path)]
                struct Check { customer_id: u64 }
            },
            parse_quote! {
                #[ravelin(event = "voucher/check")]
                struct Check { #[ravelin(with = #path)] customer_id: u64 }
            },
        ];
        for input in inputs {
            let written = derive_fields(&input, Role::Event);
            assert_eq!(written.to_string().matches("compile_error").count(), 1);
            syn::parse2::<syn::File>(written).unwrap();
        }
    }
}

/// `where <T>::Name: …` is read as parameters of the clause's own, and so it is in a group that a `macro_rules!` hands on.
#[test]
fn a_bound_on_a_projection_may_stand_first() {
    let projection: TokenStream = parse_quote!(<T>::Name);
    let grouped = TokenTree::Group(Group::new(Delimiter::None, projection.clone()));
    for ty in [projection, grouped.into()] {
        let input: DeriveInput = parse_quote! {
            #[ravelin(event = "voucher")]
            struct Promo<T: Shop> { #[ravelin(custom)] shop: #ty }
        };
        for role in [Role::Event, Role::Part] {
            let written = derive_fields(&input, role);
            syn::parse2::<syn::File>(written).unwrap();
        }
    }
}

/// `Self` becomes `Promo::<'_>` where a const names it, and takes no second list.
#[test]
fn arguments_of_self_are_left_to_the_compiler() {
    let input: DeriveInput = parse_quote! {
        #[ravelin(event = "voucher", constant(value = Self::<u8>::VALUE))]
        struct Promo<'p> { currency: Self<u8>, #[ravelin(skip)] shop: &'p str }
    };
    for role in [Role::Event, Role::Part] {
        let written = derive_fields(&input, role);
        syn::parse2::<syn::File>(written).unwrap();
    }
}
