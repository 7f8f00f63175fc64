//! The currency table beside the one of another house.

use iso_currency::{Currency as Iso, IntoEnumIterator};
use std::collections::BTreeSet;
use voucher_definition::currency::{LISTED, WITHDRAWN, is_listed, is_withdrawn, minor_per_major};

/// Codes that both know and count differently. Ravelin's table is shipped, as it is Ravelin that counts
/// (<https://developer.ravelin.com/merchant/guides/other-guides/currencies/>).
const OTHER_MULTIPLIER: &[(&str, u16, Option<u16>)] = &[
    // Ravelin names no other multiplier for these two units of account, so its rule for the rest holds.
    ("CLF", 100, Some(10_000)),
    // ISO 4217 has centavos; Ravelin's table says 1.
    ("CVE", 1, Some(100)),
    // Five of the smaller unit make one of the larger: fifths have no decimal exponent.
    ("MGA", 5, Some(100)),
    ("MRU", 5, Some(100)),
    ("UYW", 100, Some(10_000)),
    // Metals, funds and test codes: ISO 4217 gives them no minor unit, Ravelin's rule for the rest does.
    ("XAG", 100, None),
    ("XAU", 100, None),
    ("XBA", 100, None),
    ("XBB", 100, None),
    ("XBC", 100, None),
    ("XBD", 100, None),
    ("XDR", 100, None),
    ("XPD", 100, None),
    ("XPT", 100, None),
    ("XSU", 100, None),
    ("XTS", 100, None),
    ("XUA", 100, None),
    ("XXX", 100, None),
];

#[test]
fn both_tables_have_the_same_codes() {
    let ours: BTreeSet<&str> = LISTED.iter().chain(&WITHDRAWN).copied().collect();
    let theirs: BTreeSet<&str> = Iso::iter().map(|currency| currency.code()).collect();
    assert_eq!(LISTED.len(), 178);
    assert_eq!(
        ours.difference(&theirs).collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "only ours"
    );
    assert_eq!(
        theirs.difference(&ours).collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "only theirs"
    );
}

#[test]
fn any_other_three_letters_are_not_listed() {
    let letters = || b'A'..=b'Z';
    for code in
        letters().flat_map(|a| letters().flat_map(move |b| letters().map(move |c| [a, b, c])))
    {
        let text = std::str::from_utf8(&code).unwrap();
        assert_eq!(is_listed(code), Iso::from_code(text).is_some(), "{text}");
        assert_eq!(is_withdrawn(code), WITHDRAWN.contains(&text), "{text}");
    }
}

#[test]
fn the_multipliers_are_theirs_but_where_ravelin_counts_otherwise() {
    let mut found = Vec::new();
    for currency in Iso::iter() {
        let code: [u8; 3] = currency.code().as_bytes().try_into().unwrap();
        let theirs = currency
            .exponent()
            .map(|exponent| 10_u16.pow(exponent.into()));
        let ours = minor_per_major(code);
        if theirs != Some(ours) {
            found.push((currency.code(), ours, theirs));
        }
    }
    assert_eq!(found, OTHER_MULTIPLIER);
}
