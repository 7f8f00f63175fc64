//! The codes of ISO 4217, and the API's own minor units.

use crate::message::Message;
use crate::pattern::{Mismatch, Pattern};

/// The codes of ISO 4217's list of active codes, as published on 2026-01-01.
pub const LISTED: [&str; 178] = [
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BHD",
    "BIF", "BMD", "BND", "BOB", "BOV", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF",
    "CHE", "CHF", "CHW", "CLF", "CLP", "CNY", "COP", "COU", "CRC", "CUP", "CVE", "CZK", "DJF",
    "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP",
    "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR",
    "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT",
    "LAK", "LBP", "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP",
    "MRU", "MUR", "MVR", "MWK", "MXN", "MXV", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR",
    "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB",
    "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN",
    "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH",
    "UGX", "USD", "USN", "UYI", "UYU", "UYW", "UZS", "VED", "VES", "VND", "VUV", "WST", "XAD",
    "XAF", "XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XCD", "XCG", "XDR", "XOF", "XPD", "XPF",
    "XPT", "XSU", "XTS", "XUA", "XXX", "YER", "ZAR", "ZMW", "ZWG",
];

/// The codes of ISO 4217's list of historic codes ("List Three", as published on 2026-01-01) that the active list does not
/// have. Older vouchers were made with them, so they are accepted.
pub const WITHDRAWN: [&str; 129] = [
    "ADP", "AFA", "ALK", "ANG", "AOK", "AON", "AOR", "ARA", "ARP", "ARY", "ATS", "AYM", "AZM",
    "BAD", "BEC", "BEF", "BEL", "BGJ", "BGK", "BGL", "BGN", "BOP", "BRB", "BRC", "BRE", "BRN",
    "BRR", "BUK", "BYB", "BYR", "CHC", "CSD", "CSJ", "CSK", "CUC", "CYP", "DDM", "DEM", "ECS",
    "ECV", "EEK", "ESA", "ESB", "ESP", "FIM", "FRF", "GEK", "GHC", "GHP", "GNE", "GNS", "GQE",
    "GRD", "GWE", "GWP", "HRD", "HRK", "IEP", "ILP", "ILR", "ISJ", "ITL", "LAJ", "LSM", "LTL",
    "LTT", "LUC", "LUF", "LUL", "LVL", "LVR", "MGF", "MLF", "MRO", "MTL", "MTP", "MVQ", "MXP",
    "MZE", "MZM", "NIC", "NLG", "PEH", "PEI", "PES", "PLZ", "PTE", "RHD", "ROK", "ROL", "RUR",
    "SDD", "SDP", "SIT", "SKK", "SLL", "SRG", "STD", "SUR", "TJR", "TMM", "TPE", "TRL", "UAK",
    "UGS", "UGW", "USS", "UYN", "UYP", "VEB", "VEF", "VNC", "XEU", "XFO", "XFU", "XRE", "YDD",
    "YUD", "YUM", "YUN", "ZAL", "ZMK", "ZRN", "ZRZ", "ZWC", "ZWD", "ZWL", "ZWN", "ZWR",
];

/// How many minor units make one major unit, where it is not 100.
///
/// This is Ravelin's own table (<https://developer.ravelin.com/merchant/guides/other-guides/currencies/>); it differs
/// from ISO 4217 for CVE, CLF, UYW, MGA and MRU.
pub const MULTIPLIERS: [(u16, &[&str]); 3] = [
    (
        1,
        &[
            "BIF", "CLP", "CVE", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX",
            "UYI", "VND", "VUV", "XAF", "XOF", "XPF",
        ],
    ),
    (5, &["MGA", "MRU"]),
    (1000, &["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]),
];

/// A text that is no currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InvalidCurrency {
    /// Not three letters.
    Letters {
        /// Where the pattern fails.
        mismatch: Mismatch,
        /// How many letters there are, where there is nothing else.
        letters: Option<usize>,
    },
    /// Three letters that ISO 4217 never listed, in upper case.
    Unlisted([u8; 3]),
}

/// One bit for each code of three letters: a row for the first two, five bits each, and the third within.
struct Bits([u32; 1_024]);

impl Bits {
    const fn of(lists: &[&[&str]]) -> Self {
        let mut bits = [0; 1_024];
        let mut list = 0;
        while list < lists.len() {
            let mut at = 0;
            while at < lists[list].len() {
                let code = lists[list][at].as_bytes();
                let code = word([code[0], code[1], code[2]]);
                bits[row(code)] |= 1 << (code >> 16 & 31);
                at += 1;
            }
            list += 1;
        }
        Self(bits)
    }

    /// The lower five bits of a byte are a letter's place, whichever its case; the others say that it is a letter.
    #[inline]
    const fn has(&self, code: [u8; 3]) -> bool {
        let code = word(code);
        code & 0xe0_e0_e0 == 0x40_40_40 && self.0[row(code)] >> (code >> 16 & 31) & 1 == 1
    }
}

#[inline]
const fn word([first, second, third]: [u8; 3]) -> u32 {
    u32::from_le_bytes([first, second, third, 0])
}

#[inline]
const fn row(code: u32) -> usize {
    (code & 31 | code >> 3 & 31 << 5) as usize
}

static KNOWN: Bits = Bits::of(&[&LISTED, &WITHDRAWN]);

/// Whether ISO 4217 lists the code, or did; upper case only.
#[inline]
#[must_use]
pub const fn is_listed(code: [u8; 3]) -> bool {
    KNOWN.has(code)
}

/// Whether the code was listed once and is no longer.
#[must_use]
pub const fn is_withdrawn(code: [u8; 3]) -> bool {
    has(&WITHDRAWN, code)
}

/// How many minor units make one major unit, in the API's own reckoning.
#[must_use]
pub const fn minor_per_major(code: [u8; 3]) -> u16 {
    let mut row = 0;
    while row < MULTIPLIERS.len() {
        let (multiplier, codes) = MULTIPLIERS[row];
        if has(codes, code) {
            return multiplier;
        }
        row += 1;
    }
    100
}

const fn has(list: &[&str], code: [u8; 3]) -> bool {
    let mut at = 0;
    while at < list.len() {
        let other = list[at].as_bytes();
        if code[0] == other[0] && code[1] == other[1] && code[2] == other[2] {
            return true;
        }
        at += 1;
    }
    false
}

/// The upper-case code that a text names, in whatever case, if ISO 4217 lists it or did: the question of [`parse`] without
/// its answer, asked of every text that is sent.
#[inline]
#[must_use]
pub fn find(text: &str) -> Option<[u8; 3]> {
    let [first, second, third] = *text.as_bytes() else {
        return None;
    };
    let code = [first & UPPER, second & UPPER, third & UPPER];
    KNOWN.has(code).then_some(code)
}

/// Without the bit that tells the cases apart, lower case is upper case, and nothing else becomes a letter.
const UPPER: u8 = !0x20;

/// The upper-case code that a text names, in whatever case; only the pattern is asked for.
///
/// # Errors
/// [`InvalidCurrency::Letters`]
#[inline]
pub const fn parse_letters(text: &str) -> Result<[u8; 3], InvalidCurrency> {
    if let [first, second, third] = *text.as_bytes() {
        let code = [first & UPPER, second & UPPER, third & UPPER];
        let [first, second, third] = code;
        if first.is_ascii_uppercase() && second.is_ascii_uppercase() && third.is_ascii_uppercase() {
            return Ok(code);
        }
    }
    Err(letters_fault(text))
}

/// The upper-case code that a text names, in whatever case, if ISO 4217 lists it or did.
///
/// # Errors
/// [`InvalidCurrency`]
#[inline]
pub const fn parse(text: &str) -> Result<[u8; 3], InvalidCurrency> {
    match parse_letters(text) {
        Ok(code) if is_listed(code) => Ok(code),
        Ok(code) => Err(InvalidCurrency::Unlisted(code)),
        Err(violation_kind) => Err(violation_kind),
    }
}

#[cold]
const fn letters_fault(text: &str) -> InvalidCurrency {
    let mismatch = match Pattern::Currency.check(text) {
        Err(mismatch) => mismatch,
        Ok(()) => Mismatch {
            at: 0,
            found: None,
            expected: "a letter must stand there",
            state: 0,
        },
    };
    let mut letters = 0;
    while letters < text.len() && text.as_bytes()[letters].is_ascii_alphabetic() {
        letters += 1;
    }
    InvalidCurrency::Letters {
        mismatch,
        letters: if letters == text.len() {
            Some(letters)
        } else {
            None
        },
    }
}

impl InvalidCurrency {
    /// ``no ISO 4217 code `ABC` ``
    #[must_use]
    pub const fn describe(&self, text: Message) -> Message {
        match self {
            Self::Unlisted(code) => match core::str::from_utf8(code) {
                Ok(code) => text.push("no ISO 4217 code ").quoted(code),
                Err(_) => text.push("no ISO 4217 code"),
            },
            Self::Letters {
                letters: Some(0), ..
            } => text.push("empty, a currency has 3 letters"),
            Self::Letters {
                letters: Some(1), ..
            } => text.push("1 letter, a currency has 3"),
            Self::Letters {
                letters: Some(letters),
                ..
            } => text.count(*letters).push(" letters, a currency has 3"),
            Self::Letters { mismatch, .. } => {
                let text = text.push("three letters expected, found ");
                let text = match mismatch.found {
                    Some(found) => text.character(found),
                    None => text.push("the end"),
                };
                text.push(" at byte ").count(mismatch.at)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn only_listed_codes_are_listed() {
        let mut count = 0;
        for first in 0..=255 {
            for second in b'@'..=b'[' {
                for third in b'@'..=b'[' {
                    let code = [first, second, third];
                    let listed = core::str::from_utf8(&code)
                        .is_ok_and(|code| LISTED.contains(&code) || WITHDRAWN.contains(&code));
                    assert_eq!(is_listed(code), listed, "{code:?}");
                    if let Ok(code) = core::str::from_utf8(&code) {
                        assert_eq!(find(code), parse(code).ok(), "{code:?}");
                        let lower = code.to_ascii_lowercase();
                        assert_eq!(find(&lower), parse(&lower).ok(), "{lower:?}");
                    }
                    count += usize::from(listed);
                }
            }
        }
        assert_eq!(count, 178 + 129);
    }

    #[test]
    fn any_case_is_taken() {
        assert_eq!(parse("gbp"), Ok(*b"GBP"));
        assert_eq!(parse("Gbp"), Ok(*b"GBP"));
        assert_eq!(parse("abc"), Err(InvalidCurrency::Unlisted(*b"ABC")));
        assert_eq!(parse_letters("xbt"), Ok(*b"XBT"));
    }

    #[test]
    fn a_fault_says_what_is_there() {
        for (text, wanted) in [
            ("GB", "2 letters, a currency has 3"),
            ("", "empty, a currency has 3 letters"),
            ("POUND", "5 letters, a currency has 3"),
            ("G1P", "three letters expected, found `1` at byte 1"),
            ("GBP ", "three letters expected, found a space at byte 3"),
            ("ABC", "no ISO 4217 code `ABC`"),
        ] {
            let violation_kind = parse(text).unwrap_err();
            assert_eq!(violation_kind.describe(Message::new()).to_string(), wanted);
        }
    }

    #[test]
    fn multipliers_are_those_of_the_api() {
        for (code, multiplier) in [
            ("USD", 100),
            ("JPY", 1),
            ("MRU", 5),
            ("CVE", 1),
            ("KWD", 1000),
            ("CLF", 100),
        ] {
            let code = code.as_bytes();
            assert_eq!(minor_per_major([code[0], code[1], code[2]]), multiplier);
        }
    }
}
