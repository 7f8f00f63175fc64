//! Checks numbers with a fraction against the rules of a field definition.

use super::field::{Bounds, Field, Kind, Limit};
use super::kind::JsonType;
use super::violation_kind::ViolationKind;
use crate::decimal::Decimal;

impl Limit {
    /// Returns the exact number; `None` if `text` is not a number.
    #[must_use]
    pub fn decimal(&self) -> Option<Decimal> {
        Decimal::parse(self.text)
    }
}

impl Bounds {
    /// Returns whether only one number is allowed.
    fn is_one(&self) -> bool {
        self.min.is_some() && self.min == self.max
    }
}

impl Field {
    /// Checks whether a number can be sent, with or without a fraction. `None` is a number that is not finite.
    ///
    /// # Errors
    /// The first rule that the number breaks.
    pub fn check_number(&self, number: Option<Decimal>) -> Result<(), ViolationKind<'static>> {
        match self.kind {
            Kind::Number => {}
            Kind::Any => return Ok(()),
            Kind::OneOf(one_of) => {
                return match one_of.of_type(JsonType::Number) {
                    Some(field) => field.check_number(number),
                    None => Err(self.wrong_type("a number with a fraction")),
                };
            }
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
            | Kind::Ancestor(_) => return Err(self.wrong_type("a number with a fraction")),
        }
        self.check_bounds(number)
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
