//! Whether a number is a multiple of another, as they are written: 0.07 is one of 0.01, though no float is.

use crate::text::Text;
use core::fmt::Write;

/// Whether one finite number, in its shortest decimal form, is a whole number of times the other.
pub(crate) fn is_multiple(number: f64, of: f64) -> bool {
    let (Some((digits, exponent)), Some((of_digits, of_exponent))) = (decimal(number), decimal(of))
    else {
        return false;
    };
    if digits == 0 || of_digits == 0 {
        return digits == 0;
    }
    let Ok(zeros) = u32::try_from(exponent - of_exponent) else {
        // The digits end with no zero, so no power of ten divides them.
        return false;
    };
    // A float has at most 17 digits, so no product is beyond 128 bits.
    let of_digits = u128::from(of_digits);
    let mut rest = u128::from(digits) % of_digits;
    for _ in 0..zeros {
        rest = rest * 10 % of_digits;
    }
    rest == 0
}

/// The digits of a number without zeros at their end, and the power of ten that they are times.
fn decimal(number: f64) -> Option<(u64, i32)> {
    let mut text = Text::new();
    write!(text, "{:e}", number.abs()).ok()?;
    let (mantissa, exponent) = text.as_str().split_once('e')?;
    let mut exponent: i32 = exponent.parse().ok()?;
    let (mut digits, mut is_behind) = (0_u64, false);
    for byte in mantissa.bytes() {
        if byte == b'.' {
            is_behind = true;
            continue;
        }
        digits = digits
            .checked_mul(10)?
            .checked_add(u64::from(byte - b'0'))?;
        exponent -= i32::from(is_behind);
    }
    while digits != 0 && digits % 10 == 0 {
        digits /= 10;
        exponent += 1;
    }
    Some((digits, exponent))
}

#[cfg(test)]
mod tests {
    use super::is_multiple;

    #[test]
    fn multiples_go_by_the_decimal_form() {
        for (number, of, wanted) in [
            (0.07, 0.01, true),
            (0.075, 0.01, false),
            (0.0075, 0.0001, true),
            (0.007_51, 0.0001, false),
            (4.5, 1.5, true),
            (35.0, 1.5, false),
            (-4.5, 1.5, true),
            (0.0, 0.3, true),
            (12_391_239_123.0, 1e-8, true),
            (1e308, 0.123_456_789, false),
            (1e308, 0.5, true),
            (1e308, 3.0, false),
            (3e300, 3.0, true),
            (f64::MAX, f64::MIN_POSITIVE, false),
            (1e-308, 1e300, false),
            (2.5, 25.0, false),
            (f64::NAN, 1.0, false),
            (f64::INFINITY, 1.0, false),
        ] {
            assert_eq!(is_multiple(number, of), wanted, "{number} {of}");
        }
    }
}
