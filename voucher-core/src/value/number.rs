//! Numbers with or without a fraction.

use core::fmt;

/// A number as JSON has it: an integer, which is sent exactly, or a float, which is sent as the shortest text that stands
/// for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(Written);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Written {
    Signed(i64),
    Unsigned(u64),
    Single(f32),
    Double(f64),
}

macro_rules! from {
    ($($type:ty: $written:ident;)*) => {
        $(
            impl From<$type> for Number {
                fn from(number: $type) -> Self {
                    Self(Written::$written(number.into()))
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
    /// The nearest float.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // an integer that no float is exactly is as near to its limits
    pub fn as_f64(self) -> f64 {
        match self.0 {
            Written::Signed(number) => number as f64,
            Written::Unsigned(number) => number as f64,
            Written::Single(number) => number.into(),
            Written::Double(number) => number,
        }
    }
}

/// As JSON text; `NaN` and `inf` are none.
impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.as_f64().abs();
        let is_plain = size == 0.0 || (1e-5..1e16).contains(&size) || !size.is_finite();
        match self.0 {
            Written::Signed(number) => number.fmt(out),
            Written::Unsigned(number) => number.fmt(out),
            Written::Single(number) if is_plain => number.fmt(out),
            Written::Double(number) if is_plain => number.fmt(out),
            Written::Single(number) => fmt::LowerExp::fmt(&number, out),
            Written::Double(number) => fmt::LowerExp::fmt(&number, out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Number;
    use alloc::string::ToString;

    #[test]
    fn a_number_is_written_as_the_shortest_text() {
        assert_eq!(Number::from(0.1_f32).to_string(), "0.1");
        assert_eq!(Number::from(-2.470_891).to_string(), "-2.470891");
        assert_eq!(Number::from(1e300).to_string(), "1e300");
        assert_eq!(Number::from(5e-324).to_string(), "5e-324");
        assert_eq!(Number::from(1_500.0).to_string(), "1500");
        assert_eq!(Number::from(u64::MAX).to_string(), "18446744073709551615");
        assert_eq!(Number::from(i64::MIN).to_string(), "-9223372036854775808");
        assert_eq!(Number::from(0.0).to_string(), "0");
    }

    /// `serde_json` is the judge: what it reads is the float that was written.
    #[cfg(feature = "serde")]
    #[test]
    fn every_float_is_read_back_as_it_was() {
        let mut bits = 1_u64;
        for _ in 0..100_000 {
            bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let float = f64::from_bits(bits);
            if float.is_finite() {
                let text = Number::from(float).to_string();
                assert!(text.len() <= 26, "{text}");
                let read: f64 = serde_json::from_str(&text).unwrap();
                assert_eq!(read.to_bits(), float.to_bits(), "{text}");
            }
        }
    }
}
