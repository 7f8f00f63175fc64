//! Exact decimal numbers. Floats would get some comparisons wrong: 0.07 is a multiple of 0.01, and 9007199254740993 is above
//! 9007199254740992.

use core::cmp::Ordering;

/// The maximum exponent of an accepted number. That of a float is below 350.
const MAX_EXPONENT: i32 = 400;

/// The maximum digits of an accepted number: 96 bits, as in the crate `rust_decimal`. Ten times as much fits in 128 bits.
const MAX_DIGITS: u128 = (1 << 96) - 1;

/// An exact decimal number whose digits fit in 96 bits: a float in its shortest form, an integer of 64 bits, or a decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    is_negative: bool,
    /// The digits without trailing zeros.
    digits: u128,
    /// The power of ten that the digits are multiplied by; 0 if they are 0.
    exponent: i32,
}

impl Decimal {
    const ZERO: Self = Self {
        is_negative: false,
        digits: 0,
        exponent: 0,
    };

    /// Parses a JSON number. `None` if it is not one, or if its digits do not fit in 96 bits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (is_negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let (digits, zeros) = parse_digits(whole.bytes().chain(fraction.bytes()))?;
        if whole.is_empty() || digits == 0 {
            return (!whole.is_empty()).then_some(Self::ZERO);
        }
        let exponent = exponent.parse::<i32>().ok()?;
        let exponent = exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?;
        let exponent = exponent.checked_add(i32::try_from(zeros).ok()?)?;
        (exponent.abs() <= MAX_EXPONENT).then_some(Self {
            is_negative,
            digits,
            exponent,
        })
    }

    /// Returns the number without its fraction, and whether it has one. `None` if the integer does not fit in 64 bits.
    #[must_use]
    pub fn truncated(self) -> Option<(i64, bool)> {
        let power = 10_u128.checked_pow(self.exponent.unsigned_abs());
        let (whole, has_fraction) = match power {
            Some(power) if self.exponent >= 0 => (self.digits.checked_mul(power)?, false),
            // Digits without trailing zeros are not divisible by a power of ten.
            Some(power) => (self.digits / power, true),
            None if self.exponent >= 0 => return None,
            None => (0, true),
        };
        let whole = i128::try_from(whole).ok()?;
        let integer = if self.is_negative { -whole } else { whole };
        Some((i64::try_from(integer).ok()?, has_fraction))
    }

    /// Returns whether the number has no fraction.
    #[must_use]
    pub fn is_integer(self) -> bool {
        self.exponent >= 0
    }

    /// Returns whether the number is above 0.
    #[must_use]
    pub fn is_positive(self) -> bool {
        self.signum() > 0
    }

    /// Returns whether the number is below 0.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.signum() < 0
    }

    /// Returns whether the number is an integer times another one. Only 0 is a multiple of 0.
    #[must_use]
    pub fn is_multiple_of(self, of: Self) -> bool {
        if self.digits == 0 || of.digits == 0 {
            return self.digits == 0;
        }
        let Ok(zeros) = u32::try_from(self.exponent - of.exponent) else {
            // Digits without trailing zeros are not divisible by a power of ten.
            return false;
        };
        let mut rest = self.digits % of.digits;
        for _ in 0..zeros {
            rest = rest * 10 % of.digits;
        }
        rest == 0
    }

    fn signum(self) -> i8 {
        match (self.digits, self.is_negative) {
            (0, _) => 0,
            (_, true) => -1,
            (_, false) => 1,
        }
    }

    /// Compares the absolute values of two numbers that are not 0.
    fn compare_absolute(self, other: Self) -> Ordering {
        // The power of ten of the first digit.
        let first = |one: Self| i64::from(one.digits.ilog10()) + i64::from(one.exponent);
        first(self).cmp(&first(other)).then_with(|| {
            // Append zeros to the number with fewer digits, until both have the same exponent. It then has at most 29 digits.
            let aligned = |one: Self, exponent: i32| {
                let zeros = (one.exponent - exponent).unsigned_abs();
                one.digits * 10_u128.pow(zeros)
            };
            let last = self.exponent.min(other.exponent);
            aligned(self, last).cmp(&aligned(other, last))
        })
    }
}

/// Parses digits, and returns their number without trailing zeros, and how many zeros follow.
fn parse_digits(mut bytes: impl Iterator<Item = u8>) -> Option<(u128, u32)> {
    let (mut digits, mut zeros) = (0_u64, 0_u32);
    while let Some(byte) = bytes.next() {
        match byte {
            b'0' => zeros += 1,
            b'1'..=b'9' if digits == 0 => (digits, zeros) = ((byte - b'0').into(), 0),
            b'1'..=b'9' => {
                let power = 10_u64.checked_pow(zeros + 1);
                let shifted = power.and_then(|power| digits.checked_mul(power));
                match shifted.and_then(|shifted| shifted.checked_add((byte - b'0').into())) {
                    Some(longer) => (digits, zeros) = (longer, 0),
                    None => return parse_more_digits((digits.into(), zeros), byte, bytes),
                }
            }
            _ => return None,
        }
    }
    Some((digits.into(), zeros))
}

/// Continues where the digits no longer fit in 64 bits. Most numbers need no arithmetic of 128 bits.
#[cold]
fn parse_more_digits(
    (mut digits, mut zeros): (u128, u32),
    first: u8,
    bytes: impl Iterator<Item = u8>,
) -> Option<(u128, u32)> {
    for byte in core::iter::once(first).chain(bytes) {
        match byte {
            b'0' => zeros += 1,
            b'1'..=b'9' => {
                let shifted = digits.checked_mul(10_u128.checked_pow(zeros + 1)?)?;
                digits = shifted.checked_add((byte - b'0').into())?;
                zeros = 0;
            }
            _ => return None,
        }
    }
    (digits <= MAX_DIGITS).then_some((digits, zeros))
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.signum()
            .cmp(&other.signum())
            .then_with(|| match self.signum() {
                0 => Ordering::Equal,
                1 => self.compare_absolute(*other),
                _ => other.compare_absolute(*self),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;
    use std::cmp::Ordering;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn numbers_that_are_equal_are_equal_however_they_are_written() {
        for same in [
            &["0", "-0", "0.000", "0e9", "-0.0e-9"][..],
            &["1", "1.0", "10e-1", "0.1E+1", "100e-2"],
            &["-1500", "-1.5e3", "-1500.000"],
            &["18446744073709551615", "18446744073709551615.0"],
            &["1e20", "100000000000000000000", "0.00000000000000000001e40"],
            &["5e-324", "0.0005e-320"],
        ] {
            for text in same {
                assert_eq!(decimal(text), decimal(same[0]), "{text}");
                assert_eq!(decimal(text).cmp(&decimal(same[0])), Ordering::Equal);
            }
        }
    }

    #[test]
    fn an_invalid_or_too_large_number_is_none() {
        for text in [
            "",
            "-",
            ".5",
            "NaN",
            "inf",
            "-inf",
            "1e",
            "1e2.5",
            "1 ",
            "+1",
            "1e401",
            "1e-401",
            "1e99999999999",
            "79228162514264337593543950336",
            "0.79228162514264337593543950336",
            "1234567890123456789012345678901234567890",
            "18446744073709551616x",
        ] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_compared_exactly() {
        let order = [
            "-1e300",
            "-18446744073709551615",
            "-9007199254740993",
            "-9007199254740992",
            "-0.1000000000000000055",
            "-0.1",
            "-5e-324",
            "0",
            "5e-324",
            "0.0999999",
            "0.1",
            "0.10000000149011612",
            "1",
            "9",
            "10",
            "9007199254740992",
            "9007199254740992.5",
            "9007199254740993",
            "18446744073709551614",
            "18446744073709551615",
            "18446744073709551615.000000001",
            "18446744073709551616",
            "2e19",
            "7.9228162514264337593543950334e28",
            "79228162514264337593543950335",
            "8e28",
            "1e300",
        ];
        for (at, one) in order.iter().enumerate() {
            for (other_at, other) in order.iter().enumerate() {
                let found = decimal(one).cmp(&decimal(other));
                assert_eq!(found, at.cmp(&other_at), "{one} {other}");
            }
        }
    }

    #[test]
    fn a_number_is_truncated_to_an_integer_of_64_bits() {
        for (text, expected) in [
            ("0", Some((0, false))),
            ("-2.50", Some((-2, true))),
            ("1e-400", Some((0, true))),
            ("9007199254740992.5", Some((9_007_199_254_740_992, true))),
            ("9007199254740993.0", Some((9_007_199_254_740_993, false))),
            ("9223372036854775807", Some((i64::MAX, false))),
            ("-9223372036854775808", Some((i64::MIN, false))),
            ("9223372036854775808", None),
            ("9223372036854775807.1234567890", Some((i64::MAX, true))),
            ("0.79228162514264337593543950335", Some((0, true))),
            ("7.9228162514264337593543950335", Some((7, true))),
            ("79228162514264337593543950335", None),
            ("7922816251426433759354395033500000000000", None),
            ("1e19", None),
            ("-1e300", None),
        ] {
            assert_eq!(decimal(text).truncated(), expected, "{text}");
        }
    }

    #[test]
    fn multiples_are_checked_in_decimal() {
        for (number, of, expected) in [
            ("0.07", "0.01", true),
            ("0.075", "0.01", false),
            ("0.0075", "0.0001", true),
            ("0.00751", "0.0001", false),
            ("4.5", "1.5", true),
            ("35", "1.5", false),
            ("-4.5", "1.5", true),
            ("0", "0.3", true),
            ("12391239123", "1e-8", true),
            ("1e308", "0.123456789", false),
            ("1e308", "0.5", true),
            ("1e308", "3", false),
            ("3e300", "3", true),
            ("1.7976931348623157e308", "2.2250738585072014e-308", false),
            ("1e-308", "1e300", false),
            ("2.5", "25", false),
            ("9007199254740993", "3", true),
            ("9007199254740993", "2", false),
            ("18446744073709551615", "18446744073709551615", true),
            ("1", "0", false),
            ("79228162514264337593543950335", "5", true),
            (
                "79228162514264337593543950335e300",
                "79228162514264337593543950335",
                true,
            ),
            ("792281625142643375935439503.35", "0.01", true),
            ("79228162514264337593543950.335", "0.01", false),
            ("1e300", "79228162514264337593543950335", false),
        ] {
            let (number, of) = (decimal(number), decimal(of));
            assert_eq!(number.is_multiple_of(of), expected, "{number:?} {of:?}");
        }
    }
}
