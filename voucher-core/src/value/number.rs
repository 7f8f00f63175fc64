//! Integers and floats.

use core::fmt;

/// A JSON number: an integer, which is sent exactly, or a float, which is sent as its shortest decimal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(Repr);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Repr {
    Signed(i64),
    Unsigned(u64),
    Single(f32),
    Double(f64),
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
        }
    }
}

/// Formats the number as JSON, except for `NaN` and infinities, which JSON cannot represent.
impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.as_f64().abs();
        let is_plain =
            magnitude == 0.0 || (1e-5..1e16).contains(&magnitude) || !magnitude.is_finite();
        match self.0 {
            Repr::Signed(number) => number.fmt(out),
            Repr::Unsigned(number) => number.fmt(out),
            Repr::Single(number) if is_plain => number.fmt(out),
            Repr::Double(number) if is_plain => number.fmt(out),
            Repr::Single(number) => fmt::LowerExp::fmt(&number, out),
            Repr::Double(number) => fmt::LowerExp::fmt(&number, out),
        }
    }
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
                let read: f64 = serde_json::from_str(&json).unwrap();
                assert_eq!(read.to_bits(), float.to_bits(), "{json}");
            }
        }
    }
}
