//! What is written for rust-analyzer. `tests/editor` tests what rust-analyzer shows of it.

use crate::attr::Role;
use crate::core_path::CorePath;
use crate::editor::{Names, report_mismatches};
use crate::input::Input;
use crate::lower;
use crate::report::Errors;
use crate::resolve;

/// Returns the code for a struct, and the mismatches that are reported, each with the source that it underlines.
fn editor(source: &str) -> (String, Vec<(String, String)>) {
    let input = syn::parse_str(source).unwrap();
    let mut ignored = Errors::new();
    let input = Input::parse(&input, Role::Event, &mut ignored);
    let mapping = resolve::resolve(&input, &mut ignored);
    let _ = ignored.finish();
    let core = CorePath::new(input.keys.krate.as_ref());
    let tokens = Names::of_struct(&input, mapping.as_ref(), &core).emit();
    syn::parse2::<syn::File>(tokens.clone()).unwrap();
    let mut errors = Errors::new();
    if let Some(mapping) = &mapping {
        report_mismatches(&lower::lower(mapping), &mut errors);
    }
    let found = errors.finish().err().into_iter().flatten();
    let found = found.map(|error| {
        let underlined = error.span().source_text().unwrap_or_default();
        (error.to_string(), underlined)
    });
    (tokens.to_string(), found.collect())
}

#[test]
fn half_typed_keys_become_paths() {
    let (code, _) = editor(
        "#[ravelin(event = \"voucher\", con, crate = other::core, 3)] struct Promo {
            #[ravelin()] a: u8,
            #[ravelin(rename = \"voucherCode\" ren, , uni = , b::c)] b: u8,
        }",
    );
    assert!(code.contains("use other :: core as __voucher"), "{code}");
    assert!(
        code.contains("use __item_keys :: { event as _ , con as _ , crate_ as _ , }"),
        "{code}"
    );
    assert!(
        code.contains("use __member_keys :: { rename as _ , uni as _ , b as _ , }"),
        "{code}"
    );
}

#[test]
fn each_name_of_a_field_definition_becomes_a_path_to_its_docs() {
    let (code, _) = editor(
        "#[ravelin(event = \"voucher\", constant(event_type = \"a\", curr), optional(expiry))] struct Promo {
            #[ravelin(rename = \"voucherCode\")] code: String,
        }",
    );
    assert!(
        code.contains("use __fields :: { event_type as _ , curr as _ , expiry as _ , }"),
        "{code}"
    );
    assert!(
        code.contains("use __fields :: { voucher_code as _ , }"),
        "{code}"
    );
    assert!(
        code.contains("use __voucher :: __ :: voucher :: { VOUCHER_CODE as _ , }"),
        "{code}"
    );
    let docs = "`voucher.expiry`: time, unknown (inferred)\\n\\nwhen the voucher expires";
    assert!(code.contains(docs), "{code}");
}

#[test]
fn keys_are_paths_even_if_the_definition_is_unknown() {
    let (code, _) = editor("#[ravelin(timestamp)] struct Promo { #[ravelin(skip)] a: u8 }");
    assert!(code.contains("{ timestamp as _ , }"), "{code}");
    assert!(code.contains("{ skip as _ , }"), "{code}");
}

#[test]
fn only_the_name_of_a_type_that_does_not_suit_its_field_is_reported() {
    let (_, found) = editor(
        "#[ravelin(event = \"voucher\", timestamp = now)] struct Promo {
            voucher_code: bool,
            value: Option<f64>,
            referral_value: my::f64,
            currency: String,
            creation_time: u64,
            #[ravelin(with = convert)] expiry: bool,
            referrer_id: f64<u8>,
        }",
    );
    let found: Vec<_> = found
        .iter()
        .map(|(message, at)| (message.as_str(), at.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (
                "field `voucherCode`: expected an identifier, found a bool; use a string or an integer",
                "bool"
            ),
            (
                "field `value`: expected an amount, found a float, which cannot represent every amount; use an integer of pence or cents, or `Decimal` (feature `rust_decimal`)",
                "f64"
            ),
            (
                "field `creationTime`: expected a time, found an integer without a unit; add `#[ravelin(unix = \"s\")]`, `\"ms\"`, `\"us\"` or `\"ns\"`",
                "u64"
            ),
        ]
    );
}
