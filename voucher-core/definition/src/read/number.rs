//! Reads a schema of `"type": "integer"` or `"type": "number"`.

use super::json::{Json, Member, parse_integer};
use super::keyword::{Type, asks};
use super::owned::{ModelKind, Row};
use super::schema::{Reader, Said};
use crate::decimal::Decimal;
use crate::model::Kind;
use crate::time::{MAX_MILLIS, MIN_MILLIS};
use alloc::format;
use alloc::rc::Rc;

impl<'t> Reader<'t> {
    pub(super) fn integer_row(&mut self, said: &Said<'t>, row: &mut Row) -> ModelKind {
        self.check_format(said, "int64");
        let kinds = [Kind::Integer, Kind::Amount, Kind::Time];
        let kind = self.kind(said, &kinds).unwrap_or(Kind::Integer);
        if kind == Kind::Time {
            self.time_row(said, row);
            return ModelKind::Plain(kind);
        }
        for keyword in ["minimum", "exclusiveMinimum"] {
            let edge = said.get(keyword).and_then(|member| self.edge(member, 1));
            row.min = edge.map_or(row.min, |edge| edge.max(row.min));
        }
        for keyword in ["maximum", "exclusiveMaximum"] {
            let edge = said.get(keyword).and_then(|member| self.edge(member, -1));
            row.max = edge.map_or(row.max, |edge| edge.min(row.max));
        }
        if let Some(member) = said.get("multipleOf") {
            row.multiple_of = self.integer(member).unwrap_or(1);
            if row.multiple_of < 1 {
                self.refuse(member, "`multipleOf` is above 0");
                row.multiple_of = 1;
            }
        }
        if let Some(member) = said.get("const") {
            self.only_integer(member, row);
        }
        self.check_some(said, row.min > row.max);
        ModelKind::Plain(kind)
    }

    /// A time has a range of its own, and no other rule.
    fn time_row(&mut self, said: &Said<'t>, row: &mut Row) {
        (row.min, row.max) = (MIN_MILLIS, MAX_MILLIS);
        for member in said.rules() {
            let is_own = match (&*member.name, &member.node.value) {
                ("type" | "format", _) => true,
                ("minimum", Json::Number(text)) => parse_integer(text) == Some(MIN_MILLIS),
                ("maximum", Json::Number(text)) => parse_integer(text) == Some(MAX_MILLIS),
                _ => false,
            };
            if !is_own && asks(&member.name, Type::Integer) {
                let name = &member.name;
                let words =
                    format!("a time is from {MIN_MILLIS} to {MAX_MILLIS}; leave `{name}` out");
                self.refuse(member, words);
            }
        }
    }

    /// The only integer is a range of one.
    fn only_integer(&mut self, member: &'t Member, row: &mut Row) {
        let Some(only) = self.integer(member) else {
            return;
        };
        if only < row.min || only > row.max || only % row.multiple_of != 0 {
            self.refuse(
                member,
                "the only value breaks another rule of the field, so no value can be sent",
            );
        }
        (row.min, row.max) = (only, only);
    }

    fn check_some(&mut self, said: &Said<'t>, is_none: bool) {
        let mut edges = ["maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"].into_iter();
        if let Some(member) = edges.find_map(|edge| said.get(edge)).filter(|_| is_none) {
            self.refuse(
                member,
                "no number is in this range, so no value can be sent",
            );
        }
    }

    fn integer(&mut self, member: &'t Member) -> Option<i64> {
        let (_, text) = self.number(member)?;
        let integer = parse_integer(text);
        if integer.is_none() {
            self.refuse_value(member, "an integer of 64 bits here");
        }
        integer
    }

    /// The first integer within an edge; `inward` is 1 from below and -1 from above.
    fn edge(&mut self, member: &'t Member, inward: i64) -> Option<i64> {
        let (number, _) = self.number(member)?;
        let Some((towards_zero, has_fraction)) = number.truncated() else {
            self.refuse(
                member,
                "an integer has 64 bits, and this is beyond; leave it out",
            );
            return None;
        };
        let is_inside = if has_fraction {
            number.is_negative() == (inward > 0)
        } else {
            !member.name.starts_with("exclusive")
        };
        let edge = towards_zero.checked_add(if is_inside { 0 } else { inward });
        if edge.is_none() {
            self.refuse(member, "no integer of 64 bits is in this range");
        }
        edge
    }

    pub(super) fn number_row(&mut self, said: &Said<'t>, row: &mut Row) -> ModelKind {
        self.check_format(said, "double float");
        self.kind(said, &[Kind::Number]);
        let keywords = [
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ];
        let limits = keywords.map(|keyword| self.number(said.get(keyword)?));
        row.bounds = limits.map(|limit| limit.map(|(_, text)| Rc::clone(text)));
        let [min, max, above, below, multiple] =
            limits.map(|limit| limit.map(|(number, _)| number));
        if let (Some(multiple), Some(member)) = (multiple, said.get("multipleOf")) {
            if !multiple.is_positive() {
                self.refuse(member, "`multipleOf` is above 0");
            }
        }
        if let Some(member) = said.get("const") {
            if let Some((_, text)) = self.number(member) {
                let mut others = keywords.iter().filter_map(|keyword| said.get(keyword));
                if let Some(other) = others.next() {
                    let words = format!(
                        "`{}` stands beside `const`, which says it all; leave it out",
                        other.name
                    );
                    self.refuse(other, words);
                }
                let only = Some(Rc::clone(text));
                row.bounds = [only.clone(), only, None, None, None];
            }
        }
        let is_beyond = |from: Option<Decimal>, to: Option<Decimal>| {
            from.zip(to).is_some_and(|(from, to)| from > to)
        };
        let is_at = |from: Option<Decimal>, to: Option<Decimal>| {
            from.zip(to).is_some_and(|(from, to)| from >= to)
        };
        let is_none =
            is_beyond(min, max) || is_at(above, below) || is_at(above, max) || is_at(min, below);
        self.check_some(said, is_none);
        ModelKind::Plain(Kind::Number)
    }
}
