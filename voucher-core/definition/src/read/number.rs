//! Reads a schema of `"type": "integer"` or `"type": "number"`.

use super::json::{Json, Member, parse_integer};
use super::keyword::applies_to;
use super::listed::Listed;
use super::mistake::quoted;
use super::owned::{OwnedField, OwnedKind};
use super::schema::{Keywords, Reader};
use crate::decimal::Decimal;
use crate::model::JsonType;
use crate::model::Kind;
use crate::time::{MAX_MILLIS, MIN_MILLIS};
use alloc::format;
use alloc::rc::Rc;

/// The keywords that limit a number, in the order of [`OwnedBounds`](super::owned::OwnedBounds).
const LIMITS: [&str; 5] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
];

impl<'t> Reader<'t> {
    pub(super) fn read_integer(
        &mut self,
        keywords: &Keywords<'t>,
        listed: Option<&Listed<'t>>,
        field: &mut OwnedField,
    ) -> OwnedKind {
        let kinds = [Kind::Integer, Kind::Amount, Kind::Time];
        let kind = self.kind(keywords, &kinds).unwrap_or(Kind::Integer);
        if kind == Kind::Time {
            self.read_time(keywords, field);
            return OwnedKind::Scalar(kind);
        }
        for keyword in ["minimum", "exclusiveMinimum"] {
            let bound = keywords.get(keyword).and_then(|it| self.bound(it, 1));
            field.min = bound.map_or(field.min, |bound| bound.max(field.min));
        }
        for keyword in ["maximum", "exclusiveMaximum"] {
            let bound = keywords.get(keyword).and_then(|it| self.bound(it, -1));
            field.max = bound.map_or(field.max, |bound| bound.min(field.max));
        }
        if let Some(member) = keywords.get("multipleOf") {
            field.multiple_of = self.integer(member).unwrap_or(1);
            if field.multiple_of < 1 {
                self.reject_value(member, "a number above 0");
                field.multiple_of = 1;
            }
        }
        match listed {
            Some(listed) if listed.is_const() => self.read_integer_const(listed.member, field),
            Some(listed) => self.read_listed_integers(listed, field),
            None => {}
        }
        self.check_range(keywords, field.min > field.max);
        OwnedKind::Scalar(kind)
    }

    /// Reads a time, which has its own range and no other rule.
    fn read_time(&mut self, keywords: &Keywords<'t>, field: &mut OwnedField) {
        (field.min, field.max) = (MIN_MILLIS, MAX_MILLIS);
        for member in keywords.assertions() {
            let is_implied = match (&*member.name, &member.node.value) {
                ("type" | "format", _) => true,
                ("minimum", Json::Number(number)) => parse_integer(number) == Some(MIN_MILLIS),
                ("maximum", Json::Number(number)) => parse_integer(number) == Some(MAX_MILLIS),
                _ => false,
            };
            if !is_implied && applies_to(&member.name, JsonType::Integer) {
                let message = format!(
                    "`{}` does not apply to a time, which is always from {MIN_MILLIS} to {MAX_MILLIS}; remove it",
                    member.name
                );
                self.reject(member, message);
            }
        }
    }

    /// Reads the `const` of an integer, which becomes a range of one integer.
    fn read_integer_const(&mut self, member: &'t Member, field: &mut OwnedField) {
        let Some(only) = self.integer(member) else {
            return;
        };
        if only < field.min || only > field.max || only % field.multiple_of != 0 {
            let message = "the value breaks another rule of this field, so no value is valid";
            self.reject(member, message);
        }
        (field.min, field.max) = (only, only);
    }

    /// Reads the `enum` of an integer.
    fn read_listed_integers(&mut self, listed: &Listed<'t>, field: &mut OwnedField) {
        for number in &listed.numbers {
            let Some(integer) = parse_integer(number) else {
                let message = format!("{} is not an integer of 64 bits; remove it", quoted(number));
                self.reject(listed.member, message);
                continue;
            };
            if integer < field.min || integer > field.max || integer % field.multiple_of != 0 {
                let message = format!(
                    "{integer} breaks another rule of this field, so it is never valid; remove it"
                );
                self.reject(listed.member, message);
            }
            field.integers.push(integer);
        }
        (field.min, field.max, field.multiple_of) = (i64::MIN, i64::MAX, 1);
    }

    /// Reads the `const` or `enum` of a number: one number, or integers.
    fn read_listed_numbers(
        &mut self,
        listed: &Listed<'t>,
        keywords: &Keywords<'t>,
        field: &mut OwnedField,
    ) -> OwnedKind {
        if listed.is_const() {
            self.kind(keywords, &[Kind::Number]);
            self.read_number_const(listed.member, keywords, field);
            return OwnedKind::Scalar(Kind::Number);
        }
        let fraction = listed
            .numbers
            .iter()
            .find(|number| parse_integer(number).is_none());
        if let Some(number) = fraction {
            let message = format!(
                "an `enum` of numbers may only have integers, found {}; write `minimum` and `maximum`, or a `const`",
                quoted(number)
            );
            self.reject(listed.member, message);
            return OwnedKind::Scalar(Kind::Number);
        }
        self.read_integer(keywords, Some(listed), field)
    }

    /// Reports an empty range.
    fn check_range(&mut self, keywords: &Keywords<'t>, is_empty: bool) {
        let bounds = ["maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"];
        let mut members = bounds.iter().filter_map(|bound| keywords.get(bound));
        if let Some(member) = members.next().filter(|_| is_empty) {
            self.reject(member, "the range is empty, so no value is valid");
        }
    }

    fn integer(&mut self, member: &'t Member) -> Option<i64> {
        let (_, number) = self.number(member)?;
        let integer = parse_integer(number);
        if integer.is_none() {
            self.reject_value(member, "an integer of 64 bits");
        }
        integer
    }

    /// Returns the first integer within a bound. `inward` is 1 for a lower bound and -1 for an upper one.
    fn bound(&mut self, member: &'t Member, inward: i64) -> Option<i64> {
        let (number, _) = self.number(member)?;
        let Some((towards_zero, has_fraction)) = number.truncated() else {
            let message = "this bound is outside the range of 64-bit integers; remove it";
            self.reject(member, message);
            return None;
        };
        let is_inside = if has_fraction {
            number.is_negative() == (inward > 0)
        } else {
            !member.name.starts_with("exclusive")
        };
        let bound = towards_zero.checked_add(if is_inside { 0 } else { inward });
        if bound.is_none() {
            self.reject(member, "no integer of 64 bits is in this range");
        }
        bound
    }

    pub(super) fn read_number(
        &mut self,
        keywords: &Keywords<'t>,
        listed: Option<&Listed<'t>>,
        field: &mut OwnedField,
    ) -> OwnedKind {
        if let Some(listed) = listed {
            return self.read_listed_numbers(listed, keywords, field);
        }
        self.kind(keywords, &[Kind::Number]);
        let limits = LIMITS.map(|keyword| self.number(keywords.get(keyword)?));
        field.bounds = limits.map(|limit| limit.map(|(_, text)| Rc::clone(text)));
        let [min, max, above, below, multiple_of] =
            limits.map(|limit| limit.map(|(number, _)| number));
        if let (Some(multiple_of), Some(member)) = (multiple_of, keywords.get("multipleOf")) {
            if !multiple_of.is_positive() {
                self.reject_value(member, "a number above 0");
            }
        }
        let is_greater = |from: Option<Decimal>, to: Option<Decimal>| {
            from.zip(to).is_some_and(|(from, to)| from > to)
        };
        let is_greater_or_equal = |from: Option<Decimal>, to: Option<Decimal>| {
            from.zip(to).is_some_and(|(from, to)| from >= to)
        };
        let is_empty = is_greater(min, max)
            || is_greater_or_equal(above, below)
            || is_greater_or_equal(above, max)
            || is_greater_or_equal(min, below);
        self.check_range(keywords, is_empty);
        OwnedKind::Scalar(Kind::Number)
    }

    /// Reads the `const` of a number, which becomes a minimum and an equal maximum.
    fn read_number_const(
        &mut self,
        member: &'t Member,
        keywords: &Keywords<'t>,
        field: &mut OwnedField,
    ) {
        let Some((_, text)) = self.number(member) else {
            return;
        };
        let mut others = LIMITS.iter().filter_map(|keyword| keywords.get(keyword));
        if let Some(other) = others.next() {
            let message = format!("`{}` has no effect beside `const`; remove it", other.name);
            self.reject(other, message);
        }
        let only = Some(Rc::clone(text));
        field.bounds = [only.clone(), only, None, None, None];
    }
}
