//! The codes of ISO 4217, and Ravelin's minor units.

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
/// have. Older vouchers use them, so they are accepted.
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

/// The number of minor units per major unit, where it is not 100.
///
/// This is Ravelin's table (<https://developer.ravelin.com/merchant/guides/other-guides/currencies/>); it differs
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

/// Why a string is not a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InvalidCurrency {
    /// It does not have three letters.
    Letters {
        /// Where the string stops matching the pattern.
        mismatch: Mismatch,
        /// The number of letters, if the string has only letters.
        letters: Option<usize>,
    },
    /// The code, in upper case, was never listed in ISO 4217.
    Unlisted([u8; 3]),
}

/// A set of codes with one bit per code. The first two letters select the word, the third one the bit.
struct CodeSet([u32; 1_024]);

impl CodeSet {
    const fn of(lists: &[&[&str]]) -> Self {
        let mut bits = [0; 1_024];
        let mut list = 0;
        while list < lists.len() {
            let mut at = 0;
            while at < lists[list].len() {
                let code = lists[list][at].as_bytes();
                let code = pack([code[0], code[1], code[2]]);
                bits[index(code)] |= 1 << (code >> 16 & 31);
                at += 1;
            }
            list += 1;
        }
        Self(bits)
    }

    /// The lower five bits of an ASCII letter are its position in the alphabet, in either case; the upper three bits tell
    /// letters from other characters.
    #[inline]
    const fn has(&self, code: u32) -> bool {
        code & 0xe0_e0_e0 == 0x40_40_40 && self.0[index(code)] >> (code >> 16 & 31) & 1 == 1
    }
}

#[inline]
const fn pack([first, second, third]: [u8; 3]) -> u32 {
    u32::from_le_bytes([first, second, third, 0])
}

#[inline]
const fn index(code: u32) -> usize {
    (code & 31 | code >> 3 & 31 << 5) as usize
}

static KNOWN: CodeSet = CodeSet::of(&[&LISTED, &WITHDRAWN]);

/// Returns whether ISO 4217 lists the upper-case code, or listed it once.
#[inline]
#[must_use]
pub const fn is_listed(code: [u8; 3]) -> bool {
    KNOWN.has(pack(code))
}

/// Returns whether ISO 4217 has withdrawn the code.
#[must_use]
pub const fn is_withdrawn(code: [u8; 3]) -> bool {
    has(&WITHDRAWN, code)
}

/// Returns how many minor units Ravelin counts per major unit.
#[must_use]
pub const fn minor_per_major(code: [u8; 3]) -> u16 {
    let mut at = 0;
    while at < MULTIPLIERS.len() {
        let (multiplier, codes) = MULTIPLIERS[at];
        if has(codes, code) {
            return multiplier;
        }
        at += 1;
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

/// Returns the code in upper case if ISO 4217 lists it, or listed it once. Case is ignored. Cheaper than [`parse`], which
/// also returns what is wrong.
///
/// The code is the lower three bytes of the word, in little-endian order. Hot path: two loads and one mask, see
/// `benches/README.md`.
#[inline]
#[must_use]
pub fn find(text: &str) -> Option<u32> {
    let (front, &[third]) = text.as_bytes().split_first_chunk()? else {
        return None;
    };
    let code = u32::from(u16::from_le_bytes(*front)) | u32::from(third) << 16;
    let code = code & pack([UPPER; 3]);
    KNOWN.has(code).then_some(code)
}

/// Masks the bit in which an ASCII letter's cases differ. No character other than a letter becomes an upper-case one.
const UPPER: u8 = !0x20;

/// Returns any three letters in upper case, whether ISO 4217 lists them or not.
///
/// # Errors
/// [`InvalidCurrency::Letters`], if the string does not have three letters.
#[inline]
pub const fn parse_letters(text: &str) -> Result<[u8; 3], InvalidCurrency> {
    if let [first, second, third] = *text.as_bytes() {
        let code = [first & UPPER, second & UPPER, third & UPPER];
        let [first, second, third] = code;
        if first.is_ascii_uppercase() && second.is_ascii_uppercase() && third.is_ascii_uppercase() {
            return Ok(code);
        }
    }
    Err(invalid_letters(text))
}

/// Parses a code that ISO 4217 lists, or listed once, and returns it in upper case. Case is ignored.
///
/// # Errors
/// [`InvalidCurrency`], if the string is not such a code.
#[inline]
pub const fn parse(text: &str) -> Result<[u8; 3], InvalidCurrency> {
    match parse_letters(text) {
        Ok(code) if is_listed(code) => Ok(code),
        Ok(code) => Err(InvalidCurrency::Unlisted(code)),
        Err(error) => Err(error),
    }
}

#[cold]
const fn invalid_letters(text: &str) -> InvalidCurrency {
    let mismatch = match Pattern::Currency.check(text) {
        Err(mismatch) => mismatch,
        Ok(()) => Mismatch {
            at: 0,
            found: None,
            expected: "a letter",
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
    /// Appends what is wrong: `` `ABC` is not an ISO 4217 currency code ``.
    #[must_use]
    pub const fn describe(&self, message: Message) -> Message {
        match self {
            Self::Unlisted(code) => {
                let message = match core::str::from_utf8(code) {
                    Ok(code) => message.quoted(code),
                    Err(_) => message.push("this"),
                };
                message.push(" is not an ISO 4217 currency code")
            }
            Self::Letters {
                letters: Some(0), ..
            } => message.push("expected 3 letters, found an empty string"),
            Self::Letters {
                letters: Some(letters),
                ..
            } => message.push("expected 3 letters, found ").count(*letters),
            Self::Letters { mismatch, .. } => {
                let message = message.push("expected 3 letters, found ");
                let message = match mismatch.found {
                    Some(found) => message.character(found),
                    None => message.push("the end of the string"),
                };
                message.push(" at byte ").count(mismatch.at)
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
                        assert_eq!(find(code), parse(code).ok().map(pack), "{code:?}");
                        let lower = code.to_ascii_lowercase();
                        assert_eq!(find(&lower), parse(&lower).ok().map(pack), "{lower:?}");
                    }
                    count += usize::from(listed);
                }
            }
        }
        assert_eq!(count, 178 + 129);
    }

    #[test]
    fn any_case_is_accepted() {
        assert_eq!(parse("gbp"), Ok(*b"GBP"));
        assert_eq!(parse("Gbp"), Ok(*b"GBP"));
        assert_eq!(parse("abc"), Err(InvalidCurrency::Unlisted(*b"ABC")));
        assert_eq!(parse_letters("xbt"), Ok(*b"XBT"));
    }

    #[test]
    fn an_error_says_what_was_found() {
        for (text, expected) in [
            ("GB", "expected 3 letters, found 2"),
            ("", "expected 3 letters, found an empty string"),
            ("POUND", "expected 3 letters, found 5"),
            ("G1P", "expected 3 letters, found `1` at byte 1"),
            ("GBP ", "expected 3 letters, found a space at byte 3"),
            ("ABC", "`ABC` is not an ISO 4217 currency code"),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error.describe(Message::new()).to_string(), expected);
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
