//! Each `tests/expand/*/input.rs` expands to the `output.rs` next to it. `BLESS=1` rewrites the outputs.

#[cfg(feature = "definition-file")]
mod clock;
#[cfg(feature = "definition-file")]
mod closed;
mod editor;
#[cfg(feature = "definition-file")]
mod exclusive;
mod keys;
mod messages;
#[cfg(feature = "definition-file")]
mod mistake;

use crate::attr::Role;
#[cfg(feature = "definition-file")]
use crate::derive_one_of;
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
fn each_input_expands_to_its_output() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/expand");
    let mut count = 0;
    for case in folder.read_dir().unwrap() {
        let case = case.unwrap().path();
        let input = std::fs::read_to_string(case.join("input.rs")).unwrap();
        let expanded = expand_file(&input);
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
    assert_eq!(count, 6);
}

/// Returns what the derives in a file generate, in order.
fn expand_file(source: &str) -> String {
    let file = syn::parse_file(source).unwrap();
    let tokens: TokenStream = file.items.into_iter().map(expand_item).collect();
    prettyplease::unparse(&syn::parse2(tokens).unwrap())
}

fn expand_item(item: Item) -> TokenStream {
    let input = match item {
        Item::Struct(item) => DeriveInput::from(item),
        Item::Enum(item) => DeriveInput::from(item),
        _ => return TokenStream::new(),
    };
    match derive_of(&input) {
        Some(Derive::Fields(role)) => derive_fields(&input, role),
        Some(Derive::Enum) => derive_enum(&input),
        #[cfg(feature = "definition-file")]
        Some(Derive::OneOf) => derive_one_of(&input),
        None => TokenStream::new(),
    }
}

enum Derive {
    Fields(Role),
    Enum,
    #[cfg(feature = "definition-file")]
    OneOf,
}

/// Returns which of our derives an item has.
fn derive_of(input: &DeriveInput) -> Option<Derive> {
    let derives = input
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"));
    let derives: String = derives
        .map(|attribute| attribute.meta.to_token_stream().to_string())
        .collect();
    let known = [
        ("RavelinFields", Derive::Fields(Role::Part)),
        ("RavelinEvent", Derive::Fields(Role::Event)),
        ("RavelinEnum", Derive::Enum),
        #[cfg(feature = "definition-file")]
        ("RavelinOneOf", Derive::OneOf),
    ];
    let found = known.into_iter().find(|(name, _)| derives.contains(name));
    found.map(|(_, derive)| derive)
}

/// `#[diagnostic::on_unimplemented]` replaces a name in braces.
#[cfg(feature = "definition-file")]
#[test]
fn braces_in_the_name_of_a_field_are_in_the_message_about_its_type() {
    let schema = r#"{
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "x-ravelin-path": "/v2/braces",
        "type": "object",
        "properties": { "a{b}": { "type": "boolean" } }
    }"#;
    let file = mistake::DefinitionFile::new("braces", schema);
    let source =
        r#"#[ravelin(definition = "FILE")] struct Braces { #[ravelin(rename = "a{b}")] a: f64 }"#;
    let code = file.expand(source);
    assert!(
        code.contains("message = \"field `a{{b}}`: expected a bool"),
        "{code}"
    );
}

#[test]
fn all_mistakes_are_reported_with_one_impl() {
    let input: DeriveInput = parse_quote! {
        #[ravelin(event = "vouchr", constant(currency = "ABC"))]
        struct Promo {
            #[ravelin(rename = "voucherCod")]
            code: String,
            #[ravelin(skp)]
            value: i64,
        }
    };
    let output = derive_fields(&input, Role::Event).to_string();
    // The misspelled event and key are read as the suggested ones, so that the rest is checked: `value` is required but
    // skipped, and two other required fields have no source.
    assert_eq!(output.matches("compile_error").count(), 6);
    assert_eq!(output.matches("RavelinEvent for Promo").count(), 1);
}

#[test]
fn another_key_of_a_field_with_a_mistake_is_not_a_second_mistake() {
    let inputs: [DeriveInput; 2] = [
        parse_quote! {
            #[ravelin(event = "voucher/check")]
            struct Check { customer_id: u64, #[ravelin(body, unix = "s")] at: u64 }
        },
        parse_quote! {
            #[ravelin(event = "voucher/check")]
            struct Check { customer_id: u64, #[ravelin(skip, unix = 1)] at: u64 }
        },
    ];
    for input in inputs {
        let output = derive_fields(&input, Role::Event).to_string();
        assert_eq!(output.matches("compile_error").count(), 1, "{output}");
    }
}

#[cfg(not(feature = "pattern"))]
#[test]
fn a_key_whose_feature_is_off_names_the_feature() {
    let input: DeriveInput = parse_quote! {
        #[ravelin(event = "voucher/check")]
        struct Check { #[ravelin(pattern = "[a-z]+")] customer_id: String }
    };
    let output = derive_fields(&input, Role::Event).to_string();
    assert_eq!(output.matches("compile_error").count(), 1, "{output}");
    assert!(
        output.contains("`pattern` needs the feature `pattern` of `voucher-core`; enable it"),
        "{output}"
    );
}

/// `syn` parses these as paths, but they are not expressions. In the output, they would be syntax errors.
#[test]
fn a_path_that_is_not_an_expression_is_one_mistake() {
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
            let output = derive_fields(&input, Role::Event);
            assert_eq!(output.to_string().matches("compile_error").count(), 1);
            syn::parse2::<syn::File>(output).unwrap();
        }
    }
}

/// rustc parses the `<T>` of `where <T>::Name: …` as generic parameters, also in a group that a `macro_rules!` passes
/// on.
#[test]
fn a_bound_on_a_projection_can_come_first() {
    let projection: TokenStream = parse_quote!(<T>::Name);
    let grouped = TokenTree::Group(Group::new(Delimiter::None, projection.clone()));
    for ty in [projection, grouped.into()] {
        let input: DeriveInput = parse_quote! {
            #[ravelin(event = "voucher")]
            struct Promo<T: Shop> { #[ravelin(custom)] shop: #ty }
        };
        for role in [Role::Event, Role::Part] {
            let output = derive_fields(&input, role);
            syn::parse2::<syn::File>(output).unwrap();
        }
    }
}

/// In const items, `Self` becomes `Promo::<'_>`, which cannot have a second list of arguments.
#[test]
fn arguments_of_self_still_parse() {
    let input: DeriveInput = parse_quote! {
        #[ravelin(event = "voucher", constant(value = Self::<u8>::VALUE))]
        struct Promo<'p> { currency: Self<u8>, #[ravelin(skip)] shop: &'p str }
    };
    for role in [Role::Event, Role::Part] {
        let output = derive_fields(&input, role);
        syn::parse2::<syn::File>(output).unwrap();
    }
}
