//! Checks numbers with a fraction against the rules of a field definition.

use super::field::{Bounds, Field, Kind, Limit};
use super::kind::JsonType;
use super::violation_kind::ViolationKind;
use crate::const_str::is_same;
use crate::decimal::Decimal;

impl Limit {
    /// Returns the exact number; `None` if `text` is not a number.
    #[must_use]
    pub fn decimal(&self) -> Option<Decimal> {
        Decimal::parse(self.text)
    }

    /// Returns whether a float is written as this limit. Each decimal of at most 15 digits is written like its nearest float;
    /// for a longer one, the answer is `false`.
    #[allow(clippy::float_cmp)] // the same float
    const fn is_exactly(&self, number: f64) -> bool {
        number == self.number && self.text.len() <= 15
    }
}

impl Bounds {
    /// Returns whether only one number is allowed.
    const fn is_one(&self) -> bool {
        match (self.min, self.max) {
            (Some(min), Some(max)) => is_same(min.text, max.text),
            _ => false,
        }
    }
}

impl Field {
    /// Checks whether a number can be sent, with or without a fraction. `None` is a number that is not finite.
    ///
    /// # Errors
    /// The first rule that the number breaks.
    pub fn check_number(&self, number: Option<Decimal>) -> Result<(), ViolationKind<'static>> {
        match self.of_numbers() {
            Some(field) if matches!(field.kind, Kind::Any) => Ok(()),
            Some(field) => field.check_bounds(number),
            None => Err(self.wrong_type("a number with a fraction")),
        }
    }

    /// Checks whether a float can be sent, at compile time. A float that equals a limit of more than 15 digits is accepted, and
    /// so is any multiple: only [`check_number`](Self::check_number) compares exactly.
    ///
    /// # Errors
    /// The first rule that the number breaks.
    pub const fn check_float(&self, number: f64) -> Result<(), ViolationKind<'static>> {
        match self.of_numbers() {
            Some(field) if !number.is_finite() => {
                Err(field.wrong_type("a number that is not finite"))
            }
            Some(field) if matches!(field.kind, Kind::Any) => Ok(()),
            Some(field) => field.check_float_bounds(number),
            None => Err(self.wrong_type("a float")),
        }
    }

    /// Returns the field definition whose rules apply to numbers with a fraction, which may be that of an alternative.
    const fn of_numbers(&self) -> Option<&Self> {
        match self.kind {
            Kind::Number | Kind::Any => Some(self),
            Kind::OneOf(one_of) => match one_of.of_type(JsonType::Number) {
                Some(field) => field.of_numbers(),
                None => None,
            },
            Kind::Text
            | Kind::Identifier
            | Kind::Integer
            | Kind::Amount
            | Kind::Currency
            | Kind::Time
            | Kind::Enum
            | Kind::Bool
            | Kind::Custom
            | Kind::DateTime
            | Kind::Date
            | Kind::Uuid
            | Kind::Object(_)
            | Kind::Array(_)
            | Kind::Map(_)
            | Kind::Ancestor(_) => None,
        }
    }

    /// Checks whether an integer can be sent as a number, at compile time, as far as [`check_float`](Self::check_float) does.
    ///
    /// # Errors
    /// The first rule that the number breaks.
    #[allow(clippy::cast_precision_loss)] // rounding keeps the order, and what it makes equal is accepted
    pub const fn check_integer_as_number(
        &self,
        integer: i64,
    ) -> Result<(), ViolationKind<'static>> {
        self.check_float(integer as f64)
    }

    /// Compares floats, which is exact where they differ: the order of two decimals is that of the nearest floats.
    #[allow(clippy::float_cmp)] // the same float
    const fn check_float_bounds(&self, number: f64) -> Result<(), ViolationKind<'static>> {
        let Bounds {
            min,
            max,
            above,
            below,
            multiple_of: _,
        } = *self.bounds;
        let (expected, limit) = match (min, max, above, below) {
            (Some(only), _, _, _) if self.bounds.is_one() && number != only.number => {
                return Err(ViolationKind::Const(only.text));
            }
            (Some(limit), _, _, _) if number < limit.number => ("at least", limit),
            (_, Some(limit), _, _) if number > limit.number => ("at most", limit),
            (_, _, Some(limit), _) if number < limit.number || limit.is_exactly(number) => {
                ("more than", limit)
            }
            (_, _, _, Some(limit)) if number > limit.number || limit.is_exactly(number) => {
                ("less than", limit)
            }
            _ => return Ok(()),
        };
        let limit = limit.text;
        Err(ViolationKind::OutOfBounds { expected, limit })
    }

    fn check_bounds(&self, number: Option<Decimal>) -> Result<(), ViolationKind<'static>> {
        let Some(number) = number else {
            return Err(self.wrong_type("a number that is not finite"));
        };
        let bounds = self.bounds;
        let check = |expected, limit: Option<Limit>, is_valid: fn(&Decimal, &Decimal) -> bool| {
            let Some(limit) = limit else {
                return Ok(());
            };
            if limit
                .decimal()
                .is_some_and(|exact| is_valid(&number, &exact))
            {
                return Ok(());
            }
            let limit = limit.text;
            Err(ViolationKind::OutOfBounds { expected, limit })
        };
        if let (Some(only), true) = (bounds.min, bounds.is_one()) {
            check("", Some(only), Decimal::eq).map_err(|_| ViolationKind::Const(only.text))?;
        }
        check("at least", bounds.min, Decimal::ge)?;
        check("at most", bounds.max, Decimal::le)?;
        check("more than", bounds.above, Decimal::gt)?;
        check("less than", bounds.below, Decimal::lt)?;
        check("a multiple of", bounds.multiple_of, |number, of| {
            number.is_multiple_of(*of)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    const fn limit(number: f64, text: &'static str) -> Limit {
        Limit { number, text }
    }

    static BOUNDS: [Bounds; 6] = [
        Bounds {
            min: Some(limit(0.1, "0.1")),
            max: Some(limit(3.0, "3.0")),
            ..Bounds::ANY
        },
        Bounds {
            above: Some(limit(0.1, "0.1")),
            below: Some(limit(3.0, "3")),
            ..Bounds::ANY
        },
        Bounds {
            above: Some(limit(0.1, "0.1000000000000000055")),
            ..Bounds::ANY
        },
        Bounds {
            max: Some(limit(9_007_199_254_740_992.0, "9007199254740993")),
            ..Bounds::ANY
        },
        Bounds {
            min: Some(limit(0.1, "0.1")),
            max: Some(limit(0.1, "0.1")),
            ..Bounds::ANY
        },
        Bounds {
            min: Some(limit(0.1, "0.1")),
            multiple_of: Some(limit(0.5, "0.5")),
            ..Bounds::ANY
        },
    ];

    #[test]
    fn the_check_of_a_float_agrees_with_the_exact_one_except_where_only_digits_decide() {
        let numbers = [
            -1e300,
            -0.1,
            0.0,
            0.099_999_999_999_999_99,
            0.1,
            0.100_000_000_000_000_02,
            0.5,
            3.0,
            3.000_000_000_000_000_4,
            9_007_199_254_740_992.0,
            9_007_199_254_740_994.0,
            1e300,
        ];
        let mut differences = 0;
        for bounds in &BOUNDS {
            let mut field = Field::new("n", "n", "", Kind::Number);
            field.bounds = bounds;
            for number in numbers {
                let exact = field.check_number(Decimal::parse(&alloc::format!("{number:e}")));
                let by_float = field.check_float(number);
                if by_float != exact {
                    assert_eq!(by_float, Ok(()), "{number}");
                    let has_digits = bounds.multiple_of.is_some() || (number - 0.1).abs() < 1e-20;
                    assert!(has_digits, "{number} {exact:?}");
                    differences += 1;
                }
            }
        }
        // 0.1 itself, and the numbers above it that are not multiples of 0.5.
        assert_eq!(differences, 4);
    }

    #[test]
    fn an_integer_is_a_number_whatever_its_size() {
        let mut field = Field::new("n", "n", "", Kind::Number);
        field.bounds = &BOUNDS[3];
        for integer in [i64::MIN, -1, 9_007_199_254_740_993] {
            assert_eq!(field.check_integer_as_number(integer), Ok(()));
        }
        let violation = field.check_integer_as_number(i64::MAX).unwrap_err();
        assert!(matches!(
            violation,
            ViolationKind::OutOfBounds {
                expected: "at most",
                ..
            }
        ));
        assert_eq!(
            violation
                .describe(crate::message::Message::new(), false)
                .as_str()
                .to_string(),
            "expected at most 9007199254740993"
        );
    }

    #[test]
    fn a_float_that_is_not_finite_is_rejected_wherever_numbers_are_accepted() {
        for kind in [Kind::Number, Kind::Any] {
            let field = Field::new("n", "n", "", kind);
            for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
                assert!(field.check_float(number).is_err());
            }
        }
    }
}
