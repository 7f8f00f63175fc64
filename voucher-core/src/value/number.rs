//! Integers, floats and decimals.

use core::fmt::{self, Write};

/// A JSON number: an integer, which is sent exactly, a float, which is sent as its shortest decimal, or a `Decimal` (feature
/// `rust_decimal`), which is sent exactly, with its trailing zeros.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(Repr);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Repr {
    Signed(i64),
    Unsigned(u64),
    Single(f32),
    Double(f64),
    #[cfg(feature = "rust_decimal")]
    Decimal(rust_decimal::Decimal),
}

macro_rules! from {
    ($($type:ty: $variant:ident;)*) => {
        $(
            impl From<$type> for Number {
                fn from(number: $type) -> Self {
                    Self(Repr::$variant(number.into()))
                }
            }
        )*
    };
}

from! {
    i8: Signed;
    i16: Signed;
    i32: Signed;
    i64: Signed;
    u8: Unsigned;
    u16: Unsigned;
    u32: Unsigned;
    u64: Unsigned;
    f32: Single;
    f64: Double;
}

/// Converts a decimal, which is sent exactly: 19.90 as `19.90`.
#[cfg(feature = "rust_decimal")]
impl From<rust_decimal::Decimal> for Number {
    fn from(number: rust_decimal::Decimal) -> Self {
        Self(Repr::Decimal(number))
    }
}

impl Number {
    /// Returns the nearest `f64`.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // the nearest float is what is documented
    pub fn as_f64(self) -> f64 {
        match self.0 {
            Repr::Signed(number) => number as f64,
            Repr::Unsigned(number) => number as f64,
            Repr::Single(number) => number.into(),
            Repr::Double(number) => number,
            #[cfg(feature = "rust_decimal")]
            Repr::Decimal(_) => NumberString::from(self)
                .as_str()
                .parse()
                .unwrap_or(f64::NAN),
        }
    }
}

/// A number as JSON.
#[derive(Default)]
pub(crate) struct NumberString {
    bytes: [u8; 32],
    length: usize,
}

impl NumberString {
    pub(crate) fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        core::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl From<Number> for NumberString {
    fn from(number: Number) -> Self {
        let mut string = Self::default();
        // Every number fits: a decimal has at most 29 digits, a sign and a point.
        let _ = write!(string, "{number}");
        string
    }
}

impl Write for NumberString {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        let end = self.length + piece.len();
        let room = self.bytes.get_mut(self.length..end);
        room.ok_or(fmt::Error)?.copy_from_slice(piece.as_bytes());
        self.length = end;
        Ok(())
    }
}

/// Formats the number as JSON, except for `NaN` and infinities, which JSON cannot represent.
impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Repr::Signed(number) => number.fmt(out),
            Repr::Unsigned(number) => number.fmt(out),
            Repr::Single(number) if is_plain(number.into()) => number.fmt(out),
            Repr::Double(number) if is_plain(number) => number.fmt(out),
            Repr::Single(number) => fmt::LowerExp::fmt(&number, out),
            Repr::Double(number) => fmt::LowerExp::fmt(&number, out),
            #[cfg(feature = "rust_decimal")]
            Repr::Decimal(number) => number.fmt(out),
        }
    }
}

/// Returns whether a float is written without an exponent.
fn is_plain(number: f64) -> bool {
    let magnitude = number.abs();
    magnitude == 0.0 || (1e-5..1e16).contains(&magnitude) || !magnitude.is_finite()
}

#[cfg(test)]
mod tests {
    use super::Number;
    use alloc::string::ToString;

    #[test]
    fn numbers_are_written_as_their_shortest_decimal() {
        assert_eq!(Number::from(0.1_f32).to_string(), "0.1");
        assert_eq!(Number::from(-2.470_891).to_string(), "-2.470891");
        assert_eq!(Number::from(1e300).to_string(), "1e300");
        assert_eq!(Number::from(5e-324).to_string(), "5e-324");
        assert_eq!(Number::from(1_500.0).to_string(), "1500");
        assert_eq!(Number::from(u64::MAX).to_string(), "18446744073709551615");
        assert_eq!(Number::from(i64::MIN).to_string(), "-9223372036854775808");
        assert_eq!(Number::from(0.0).to_string(), "0");
    }

    #[cfg(feature = "rust_decimal")]
    #[test]
    fn decimals_are_written_exactly_and_converted_to_the_nearest_float() {
        for (text, float) in [
            ("19.90", 19.9),
            ("0.00", 0.0),
            ("-0.10", -0.1),
            ("100", 100.0),
            ("9007199254740993", 9_007_199_254_740_992.0),
            (
                "79228162514264337593543950335",
                79_228_162_514_264_337_593_543_950_335.0,
            ),
            ("-7.9228162514264337593543950335", -7.922_816_251_426_433_5),
            ("-0.0000000000000000000000000001", -1e-28),
        ] {
            let decimal: rust_decimal::Decimal = text.parse().unwrap();
            let number = Number::from(decimal);
            assert_eq!(number.to_string(), text);
            assert_eq!(super::NumberString::from(number).as_str(), text);
            assert_eq!(number.as_f64().to_bits(), f64::to_bits(float), "{text}");
        }
    }

    /// `serde_json` must read the float that was written.
    #[cfg(feature = "serde")]
    #[test]
    fn floats_are_unchanged_after_a_round_trip() {
        let mut bits = 1_u64;
        for _ in 0..100_000 {
            bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let float = f64::from_bits(bits);
            if float.is_finite() {
                let json = Number::from(float).to_string();
                assert!(json.len() <= 26, "{json}");
                let read: f64 = json.parse().unwrap();
                assert_eq!(read.to_bits(), float.to_bits(), "{json}");
            }
        }
    }
}
