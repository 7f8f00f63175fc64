//! Currencies of ISO 4217.

use core::fmt;
use core::str::FromStr;
use voucher_definition::currency::{self as table, InvalidCurrency};
use voucher_definition::message::Message;

/// A currency: three upper-case letters.
///
/// There is a constant for each code in ISO 4217's lists of active and of historic codes, as published on 2026-01-01.
/// Strings are parsed in any case.
///
/// ```
/// use voucher_core::Currency;
///
/// assert_eq!("gbp".parse(), Ok(Currency::GBP));
/// assert_eq!(Currency::JPY.minor_per_major(), 1);
/// assert!("XBT".parse::<Currency>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// Why a string is not a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CurrencyError(InvalidCurrency);

impl Currency {
    /// Parses a code that ISO 4217 lists or used to list, in any case. Unlike `code.parse()`, it can be called in a
    /// constant.
    ///
    /// ```
    /// # use voucher_core::Currency;
    /// assert_eq!(Currency::new("gbp"), Ok(Currency::GBP));
    /// ```
    ///
    /// # Errors
    /// Returns an error if the code is not three letters, or if ISO 4217 does not list it.
    pub const fn new(code: &str) -> Result<Self, CurrencyError> {
        match table::parse(code) {
            Ok(code) => Ok(Self(code)),
            Err(violation_kind) => Err(CurrencyError(violation_kind)),
        }
    }

    /// Returns the currency of a literal. In a constant, it is checked at compile time.
    ///
    /// ```
    /// # use voucher_core::Currency;
    /// const OURS: Currency = Currency::literal("GBP");
    /// ```
    /// ```compile_fail
    /// # use voucher_core::Currency;
    /// const OURS: Currency = Currency::literal("GBPP");
    /// ```
    ///
    /// # Panics
    /// Panics if ISO 4217 does not list the code. For a code that is not a literal, use [`new`](Self::new).
    #[must_use]
    #[track_caller]
    pub const fn literal(code: &str) -> Self {
        match table::parse(code) {
            Ok(code) => Self(code),
            Err(violation_kind) => panic!("{}", violation_kind.describe(Message::new()).as_str()),
        }
    }

    /// Parses any three letters, in any case, whether ISO 4217 lists them or not. Fields with the key `unlisted` accept
    /// such a currency.
    ///
    /// # Errors
    /// Returns an error if the code is not three letters from A to Z.
    pub const fn unlisted(code: &str) -> Result<Self, CurrencyError> {
        match table::parse_letters(code) {
            Ok(code) => Ok(Self(code)),
            Err(violation_kind) => Err(CurrencyError(violation_kind)),
        }
    }

    /// Creates a currency from the bytes of its code, which are three letters in upper case.
    pub(crate) const fn from_letters(code: [u8; 3]) -> Self {
        Self(code)
    }

    /// Returns the bytes of the code.
    pub(crate) const fn letters(self) -> [u8; 3] {
        self.0
    }

    /// Returns the code, in upper case.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        match core::str::from_utf8(&self.0) {
            Ok(code) => code,
            Err(_) => "",
        }
    }

    /// Checks whether ISO 4217 lists the code or used to list it.
    #[must_use]
    pub const fn is_listed(self) -> bool {
        table::is_listed(self.0)
    }

    /// Checks whether ISO 4217 used to list the code and does not any more.
    #[must_use]
    pub const fn is_withdrawn(self) -> bool {
        table::is_withdrawn(self.0)
    }

    /// Returns the number of minor units in a major unit: 100, 1, 5 or 1000. These are the API's multipliers
    /// (<https://developer.ravelin.com/merchant/guides/other-guides/currencies/>), or 100 for a currency without one.
    #[must_use]
    pub const fn minor_per_major(self) -> u16 {
        table::minor_per_major(self.0)
    }
}

impl FromStr for Currency {
    type Err = CurrencyError;

    fn from_str(code: &str) -> Result<Self, CurrencyError> {
        Self::new(code)
    }
}

impl TryFrom<&str> for Currency {
    type Error = CurrencyError;

    fn try_from(code: &str) -> Result<Self, CurrencyError> {
        code.parse()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl CurrencyError {
    pub(crate) const fn violation_kind(self) -> InvalidCurrency {
        self.0
    }
}

impl fmt::Display for CurrencyError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.describe(Message::new()).fmt(out)
    }
}

impl core::error::Error for CurrencyError {}

/// Serializes as the code.
#[cfg(feature = "serde")]
impl serde::Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

/// Deserializes from a listed code, in any case.
#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Code;

        impl serde::de::Visitor<'_> for Code {
            type Value = Currency;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an ISO 4217 currency code")
            }

            fn visit_str<E: serde::de::Error>(self, code: &str) -> Result<Currency, E> {
                code.parse().map_err(E::custom)
            }
        }

        from.deserialize_str(Code)
    }
}

macro_rules! codes {
    ($($code:ident)*) => {
        /// A constant for each listed code.
        impl Currency {
            $(
                #[doc = concat!("`", stringify!($code), "`")]
                pub const $code: Self = Self::literal(stringify!($code));
            )*
        }

        #[cfg(test)]
        const CODES: &[&str] = &[$(stringify!($code)),*];
    };
}

codes! {
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD
    BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK
    DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF
    IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP
    LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD
    NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
    SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD
    TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XAG XAU XBA
    XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWG ADP AFA
    ALK ANG AOK AON AOR ARA ARP ARY ATS AYM AZM BAD BEC BEF BEL BGJ BGK BGL BGN BOP
    BRB BRC BRE BRN BRR BUK BYB BYR CHC CSD CSJ CSK CUC CYP DDM DEM ECS ECV EEK ESA
    ESB ESP FIM FRF GEK GHC GHP GNE GNS GQE GRD GWE GWP HRD HRK IEP ILP ILR ISJ ITL
    LAJ LSM LTL LTT LUC LUF LUL LVL LVR MGF MLF MRO MTL MTP MVQ MXP MZE MZM NIC NLG
    PEH PEI PES PLZ PTE RHD ROK ROL RUR SDD SDP SIT SKK SLL SRG STD SUR TJR TMM TPE
    TRL UAK UGS UGW USS UYN UYP VEB VEF VNC XEU XFO XFU XRE YDD YUD YUM YUN ZAL ZMK
    ZRN ZRZ ZWC ZWD ZWL ZWN ZWR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_code_has_its_constant() {
        let listed = table::LISTED.iter().chain(&table::WITHDRAWN);
        assert!(listed.eq(CODES));
        assert_eq!(Currency::HRK.as_str(), "HRK");
        for withdrawn in [Currency::HRK, Currency::ANG, Currency::DEM] {
            assert!(withdrawn.is_withdrawn() && withdrawn.is_listed());
        }
        // Their names or countries have changed, but the codes are active.
        for active in [Currency::EUR, Currency::RON, Currency::TRY, Currency::XCG] {
            assert!(!active.is_withdrawn());
        }
    }

    #[test]
    fn codes_are_parsed_in_any_case_and_shown_in_upper_case() {
        assert_eq!(
            Currency::try_from("gBp")
                .map(|code| alloc::format!("{code} {code:?} {code:>4}"))
                .unwrap(),
            "GBP GBP  GBP"
        );
    }

    #[test]
    fn unlisted_codes_need_their_own_constructor() {
        let error = "xbt".parse::<Currency>().unwrap_err();
        assert_eq!(
            alloc::string::ToString::to_string(&error),
            "`XBT` is not an ISO 4217 currency code"
        );
        let bitcoin = Currency::unlisted("xbt").unwrap();
        assert_eq!((bitcoin.as_str(), bitcoin.is_listed()), ("XBT", false));
        assert!(Currency::unlisted("X1T").is_err() && Currency::unlisted("XBTC").is_err());
    }
}
