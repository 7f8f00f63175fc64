//! The currency table agrees with the crate `iso_currency`.

use iso_currency::{Currency as Iso, IntoEnumIterator};
use std::collections::BTreeSet;
use voucher_definition::currency::{LISTED, WITHDRAWN, is_listed, is_withdrawn, minor_per_major};

/// Codes for which the tables disagree on the minor unit. Ravelin's value is used, because Ravelin interprets the amounts
/// (<https://developer.ravelin.com/merchant/guides/other-guides/currencies/>).
const OTHER_MULTIPLIER: &[(&str, u16, Option<u16>)] = &[
    // Ravelin lists no multiplier for these two units of account, so its default applies.
    ("CLF", 100, Some(10_000)),
    // ISO 4217 has centavos; Ravelin's table says 1.
    ("CVE", 1, Some(100)),
    // Five of the smaller unit make one of the larger: fifths have no decimal exponent.
    ("MGA", 5, Some(100)),
    ("MRU", 5, Some(100)),
    ("UYW", 100, Some(10_000)),
    // Metals, funds and test codes have no minor unit in ISO 4217, but Ravelin's default applies to them.
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

/// ISO 4217, List Three (historic denominations), `list-three.xml` as published on 2026-01-01 by SIX, the maintenance agency: each
/// code that List One of that day does not have, and when it was last withdrawn, quoted from the list.
const LIST_THREE: &[(&str, &str)] = &[
    ("ADP", "2003-07"),
    ("AFA", "2003-01"),
    ("ALK", "1989-12"),
    ("ANG", "2025-03"),
    ("AOK", "1991-03"),
    ("AON", "2000-02"),
    ("AOR", "2000-02"),
    ("ARA", "1992-01"),
    ("ARP", "1985-07"),
    ("ARY", "1989 to 1990"),
    ("ATS", "2002-03"),
    ("AYM", "2005-10"),
    ("AZM", "2005-12"),
    ("BAD", "1998-07"),
    ("BEC", "1990-03"),
    ("BEF", "2002-03"),
    ("BEL", "1990-03"),
    ("BGJ", "1989 to 1990"),
    ("BGK", "1989 to 1990"),
    ("BGL", "2003-11"),
    ("BGN", "2026-01"),
    ("BOP", "1987-02"),
    ("BRB", "1986-03"),
    ("BRC", "1989-02"),
    ("BRE", "1993-03"),
    ("BRN", "1990-03"),
    ("BRR", "1994-07"),
    ("BUK", "1990-02"),
    ("BYB", "2001-01"),
    ("BYR", "2017-01"),
    ("CHC", "2004-11"),
    ("CSD", "2006-10"),
    ("CSJ", "1989 to 1990"),
    ("CSK", "1993-03"),
    ("CUC", "2021-06"),
    ("CYP", "2008-01"),
    ("DDM", "1990-07 to 1990-09"),
    ("DEM", "2002-03"),
    ("ECS", "2000-09"),
    ("ECV", "2000-09"),
    ("EEK", "2011-01"),
    ("ESA", "1978 to 1981"),
    ("ESB", "1994-12"),
    ("ESP", "2002-03"),
    ("FIM", "2002-03"),
    ("FRF", "2002-03"),
    ("GEK", "1995-10"),
    ("GHC", "2008-01"),
    ("GHP", "2007-06"),
    ("GNE", "1989-12"),
    ("GNS", "1986-02"),
    ("GQE", "1986-06"),
    ("GRD", "2002-03"),
    ("GWE", "1978 to 1981"),
    ("GWP", "1997-05"),
    ("HRD", "1995-01"),
    ("HRK", "2023-01"),
    ("IEP", "2002-03"),
    ("ILP", "1978 to 1981"),
    ("ILR", "1989 to 1990"),
    ("ISJ", "1989 to 1990"),
    ("ITL", "2002-03"),
    ("LAJ", "1979-12"),
    ("LSM", "1985-05"),
    ("LTL", "2014-12"),
    ("LTT", "1993-07"),
    ("LUC", "1990-03"),
    ("LUF", "2002-03"),
    ("LUL", "1990-03"),
    ("LVL", "2014-01"),
    ("LVR", "1994-12"),
    ("MGF", "2004-12"),
    ("MLF", "1984-11"),
    ("MRO", "2017-12"),
    ("MTL", "2008-01"),
    ("MTP", "1983-06"),
    ("MVQ", "1989-12"),
    ("MXP", "1993-01"),
    ("MZE", "1978 to 1981"),
    ("MZM", "2006-06"),
    ("NIC", "1990-10"),
    ("NLG", "2002-03"),
    ("PEH", "1989 to 1990"),
    ("PEI", "1991-07"),
    ("PES", "1986-02"),
    ("PLZ", "1997-01"),
    ("PTE", "2002-03"),
    ("RHD", "1978 to 1981"),
    ("ROK", "1989 to 1990"),
    ("ROL", "2005-06"),
    ("RUR", "2004-01"),
    ("SDD", "2007-07"),
    ("SDP", "1998-06"),
    ("SIT", "2007-01"),
    ("SKK", "2009-01"),
    ("SLL", "2023-12"),
    ("SRG", "2003-12"),
    ("STD", "2017-12"),
    ("SUR", "1990-12"),
    ("TJR", "2001-04"),
    ("TMM", "2009-01"),
    ("TPE", "2002-11"),
    ("TRL", "2005-12"),
    ("UAK", "1996-09"),
    ("UGS", "1987-05"),
    ("UGW", "1989 to 1990"),
    ("USS", "2014-03"),
    ("UYN", "1989-12"),
    ("UYP", "1993-03"),
    ("VEB", "2008-01"),
    ("VEF", "2018-08"),
    ("VNC", "1989-1990"),
    ("XEU", "1999-01"),
    ("XFO", "2006-10"),
    ("XFU", "2013-11"),
    ("XRE", "1999-11"),
    ("YDD", "1991-09"),
    ("YUD", "1990-01"),
    ("YUM", "2003-07"),
    ("YUN", "1995-11"),
    ("ZAL", "1995-03"),
    ("ZMK", "2012-12"),
    ("ZRN", "1999-06"),
    ("ZRZ", "1994-02"),
    ("ZWC", "1989-12"),
    ("ZWD", "2008-08"),
    ("ZWL", "2024-09"),
    ("ZWN", "2006-09"),
    ("ZWR", "2009-06"),
];

#[test]
fn withdrawn_codes_are_those_of_iso_4217_list_three() {
    let theirs: Vec<&str> = LIST_THREE.iter().map(|(code, _)| *code).collect();
    assert_eq!(WITHDRAWN.as_slice(), theirs);
    for code in WITHDRAWN {
        assert!(!LISTED.contains(&code), "{code}");
        let bytes: [u8; 3] = code.as_bytes().try_into().unwrap();
        assert!(is_listed(bytes) && is_withdrawn(bytes), "{code}");
    }
}

/// The other table also contains codes that were withdrawn since it began.
#[test]
fn both_tables_have_the_same_codes() {
    let listed: BTreeSet<&str> = LISTED.into();
    let withdrawn: BTreeSet<&str> = WITHDRAWN.into();
    let theirs: BTreeSet<&str> = Iso::iter().map(|currency| currency.code()).collect();
    assert_eq!(LISTED.len(), 178);
    let only_ours: Vec<_> = listed.difference(&theirs).collect();
    assert_eq!(only_ours, Vec::<&&str>::new());
    let only_theirs: BTreeSet<_> = theirs.difference(&listed).copied().collect();
    assert!(only_theirs.is_subset(&withdrawn), "{only_theirs:?}");
}

#[test]
fn no_other_three_letters_are_a_code() {
    let letters = || b'A'..=b'Z';
    for code in
        letters().flat_map(|a| letters().flat_map(move |b| letters().map(move |c| [a, b, c])))
    {
        let string = std::str::from_utf8(&code).unwrap();
        let is_historic = LIST_THREE.iter().any(|(other, _)| *other == string);
        let is_known = is_historic || Iso::from_code(string).is_some();
        assert_eq!(is_listed(code), is_known, "{string}");
        assert_eq!(is_withdrawn(code), is_historic, "{string}");
    }
}

#[test]
fn the_minor_units_match_iso_4217_except_where_ravelin_differs() {
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
