//! Checks values against the rules of a field definition.

use super::field::{Alternative, Array, Field, Kind, Map, Object, OneOf, Selector};
use super::kind::JsonType;
use super::violation_kind::ViolationKind;
use crate::const_str::is_same;
use crate::currency;
use crate::format::Format;
use crate::message::Message;
use crate::pattern::Pattern;
use crate::time::Unit;

/// Checks of values. The macro uses them for constants, the encoder for values that its fast path does not accept, and the
/// run-time validator for every member.
impl Field {
    /// Checks whether a string can be sent. `listed` is whether a currency must be listed in ISO 4217.
    ///
    /// # Errors
    /// The first rule that the string breaks.
    pub const fn check_text<'v>(
        &self,
        text: &'v str,
        listed: bool,
    ) -> Result<(), ViolationKind<'v>> {
        match self.kind {
            Kind::Text | Kind::Identifier => self.check_string_rules(text),
            Kind::DateTime => self.check_formatted(Format::DateTime, text),
            Kind::Date => self.check_formatted(Format::Date, text),
            Kind::Uuid => self.check_formatted(Format::Uuid, text),
            Kind::Any => Ok(()),
            Kind::OneOf(one_of) => match one_of.of_type(JsonType::String) {
                Some(field) => field.check_text(text, listed),
                None => Err(self.wrong_type("a string")),
            },
            Kind::Currency => {
                let code = if listed {
                    currency::parse(text)
                } else {
                    currency::parse_letters(text)
                };
                match code {
                    Ok(_) => Ok(()),
                    Err(error) => Err(ViolationKind::Currency(error)),
                }
            }
            Kind::Enum => {
                let mut at = 0;
                while at < self.values.len() {
                    if is_same(self.values[at], text) {
                        return Ok(());
                    }
                    at += 1;
                }
                Err(ViolationKind::Enum {
                    values: self.values,
                    found: text,
                })
            }
            Kind::Integer
            | Kind::Amount
            | Kind::Time
            | Kind::Bool
            | Kind::Custom
            | Kind::Number
            | Kind::Object(_)
            | Kind::Array(_)
            | Kind::Map(_)
            | Kind::Ancestor(_) => Err(self.wrong_type("a string")),
        }
    }

    /// Returns the violation of a value of another JSON type.
    pub(super) const fn wrong_type(&self, found: &'static str) -> ViolationKind<'static> {
        let expected = self.kind.json();
        ViolationKind::Type { expected, found }
    }

    /// Checks the format of a string, then its length and patterns.
    const fn check_formatted(
        &self,
        format: Format,
        text: &str,
    ) -> Result<(), ViolationKind<'static>> {
        match format.check(text) {
            Ok(()) => self.check_string_rules(text),
            Err(error) => Err(ViolationKind::Format(error)),
        }
    }

    /// Checks the length and the patterns of a string.
    const fn check_string_rules(&self, text: &str) -> Result<(), ViolationKind<'static>> {
        if let Err(violation_kind) = self.check_length(text) {
            return Err(violation_kind);
        }
        match check_pattern(self.pattern, text) {
            Ok(()) => check_pattern(self.second_pattern, text),
            Err(violation_kind) => Err(violation_kind),
        }
    }

    /// Returns whether a string has an accepted number of characters. Cheaper than [`check_text`](Self::check_text), which
    /// also returns what is wrong.
    #[inline]
    #[must_use]
    pub fn accepts_length(&self, text: &str) -> bool {
        self.accepts_byte_length(text.len()) || self.count_length(text).is_ok()
    }

    /// Checks the length of a string. Characters are only counted if the number of bytes does not decide.
    #[inline]
    const fn check_length(&self, text: &str) -> Result<(), ViolationKind<'static>> {
        if self.accepts_byte_length(text.len()) {
            return Ok(());
        }
        self.count_length(text)
    }

    /// Returns whether every string of this many bytes has an accepted number of characters. If not, they have to be counted.
    #[inline]
    #[must_use]
    pub const fn accepts_byte_length(&self, bytes: usize) -> bool {
        let (min, max) = (self.min_length as usize, self.max_length as usize);
        bytes >= min * 4 && bytes <= max
    }

    #[inline(never)]
    const fn count_length(&self, text: &str) -> Result<(), ViolationKind<'static>> {
        let (min, max) = (self.min_length as usize, self.max_length as usize);
        let found = characters(text);
        if found < min {
            let min = self.min_length;
            return Err(ViolationKind::TooShort { min, found });
        }
        if found > max {
            let max = self.max_length;
            return Err(ViolationKind::TooLong { max, found });
        }
        Ok(())
    }

    /// Checks whether a string can be sent as this path parameter.
    ///
    /// # Errors
    /// The first rule of the field that the string breaks, or else what is wrong with the string as a path segment.
    pub const fn check_segment<'v>(&self, text: &'v str) -> Result<(), ViolationKind<'v>> {
        match self.check_text(text, true) {
            Ok(()) => check_segment(text),
            Err(violation_kind) => Err(violation_kind),
        }
    }

    /// Checks whether an integer can be sent. For an identifier, it is converted to a string.
    ///
    /// # Errors
    /// The first rule that the value breaks.
    pub const fn check_converted_integer(
        &self,
        integer: i64,
    ) -> Result<(), ViolationKind<'static>> {
        if matches!(self.kind, Kind::Identifier) {
            return self.check_string_rules(Message::new().number(integer).as_str());
        }
        self.check_integer(integer)
    }

    /// Checks whether an integer can be sent. For a time, it is a number of milliseconds.
    ///
    /// # Errors
    /// The first rule that the integer breaks.
    pub const fn check_integer(&self, integer: i64) -> Result<(), ViolationKind<'static>> {
        match self.kind {
            Kind::Time => match Unit::Millis.to_millis(integer) {
                Ok(_) => Ok(()),
                Err(error) => Err(ViolationKind::Time(error)),
            },
            Kind::Any => Ok(()),
            Kind::OneOf(one_of) => match one_of.of_type(JsonType::Integer) {
                Some(field) => field.check_integer(integer),
                None => Err(self.wrong_type("an integer")),
            },
            Kind::Integer | Kind::Amount if self.min == self.max && integer != self.min => {
                Err(ViolationKind::ConstInteger(self.min))
            }
            Kind::Integer | Kind::Amount if integer < self.min => Err(ViolationKind::Below {
                min: self.min,
                found: Some(integer),
            }),
            Kind::Integer | Kind::Amount if integer > self.max => Err(ViolationKind::Above {
                max: self.max,
                found: Some(integer),
            }),
            Kind::Integer | Kind::Amount if integer % self.multiple_of != 0 => {
                Err(ViolationKind::NotMultiple {
                    of: self.multiple_of,
                    found: integer,
                })
            }
            Kind::Integer | Kind::Amount => self.check_listed_integer(integer),
            Kind::Text
            | Kind::Identifier
            | Kind::Currency
            | Kind::Enum
            | Kind::Bool
            | Kind::Custom
            | Kind::Number
            | Kind::DateTime
            | Kind::Date
            | Kind::Uuid
            | Kind::Object(_)
            | Kind::Array(_)
            | Kind::Map(_)
            | Kind::Ancestor(_) => Err(self.wrong_type("an integer")),
        }
    }

    /// Checks whether an integer is one of the listed values, if there are any.
    const fn check_listed_integer(&self, integer: i64) -> Result<(), ViolationKind<'static>> {
        let mut at = 0;
        while at < self.integers.len() {
            if self.integers[at] == integer {
                return Ok(());
            }
            at += 1;
        }
        if self.integers.is_empty() {
            return Ok(());
        }
        Err(ViolationKind::EnumInteger {
            values: self.integers,
            found: integer,
        })
    }

    /// Checks whether a bool can be sent.
    ///
    /// # Errors
    /// The rule that it breaks.
    pub const fn check_bool(&self, value: bool) -> Result<(), ViolationKind<'static>> {
        match self.kind {
            Kind::Bool => match self.values {
                [only] if is_same(only, "true") != value => Err(ViolationKind::Const(only)),
                _ => Ok(()),
            },
            Kind::Any => Ok(()),
            Kind::OneOf(one_of) => match one_of.of_type(JsonType::Bool) {
                Some(field) => field.check_bool(value),
                None => Err(self.wrong_type("a bool")),
            },
            Kind::Text
            | Kind::Identifier
            | Kind::Integer
            | Kind::Amount
            | Kind::Currency
            | Kind::Time
            | Kind::Enum
            | Kind::Custom
            | Kind::Number
            | Kind::DateTime
            | Kind::Date
            | Kind::Uuid
            | Kind::Object(_)
            | Kind::Array(_)
            | Kind::Map(_)
            | Kind::Ancestor(_) => Err(self.wrong_type("a bool")),
        }
    }
}

/// Checks whether a string can be a path segment. URL libraries remove `.` and `..` from a path, so the request would go
/// somewhere else.
///
/// # Errors
/// The string is empty, `.` or `..`.
pub const fn check_segment(text: &str) -> Result<(), ViolationKind<'static>> {
    match text.as_bytes() {
        [] => Err(ViolationKind::TooShort { min: 1, found: 0 }),
        b"." | b".." => Err(ViolationKind::DotSegment),
        _ => Ok(()),
    }
}

/// Checks whether a string matches. Not inlined: the encoder, which inlines [`Pattern::matches`], only calls this after a
/// mismatch.
#[cold]
#[inline(never)]
const fn check_pattern(pattern: Option<Pattern>, text: &str) -> Result<(), ViolationKind<'static>> {
    let Some(pattern) = pattern else {
        return Ok(());
    };
    match pattern.check(text) {
        Ok(()) => Ok(()),
        Err(mismatch) => Err(ViolationKind::Pattern { pattern, mismatch }),
    }
}

const fn characters(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() {
        count += (bytes[at] & 0xc0 != 0x80) as usize;
        at += 1;
    }
    count
}

impl Array {
    /// Checks the number of elements.
    ///
    /// # Errors
    /// The number is below the minimum or above the maximum.
    pub const fn check_count(&self, found: usize) -> Result<(), ViolationKind<'static>> {
        let (min, max) = (self.min, self.max);
        if found < min as usize {
            return Err(ViolationKind::TooFew { min, found });
        }
        if found > max as usize {
            return Err(ViolationKind::TooMany { max, found });
        }
        Ok(())
    }
}

impl Map {
    /// Checks the number of members.
    ///
    /// # Errors
    /// The number is below the minimum or above the maximum.
    pub const fn check_count(&self, found: usize) -> Result<(), ViolationKind<'static>> {
        check_members(found, self.min, self.max)
    }
}

impl Object {
    /// Checks the number of members.
    ///
    /// # Errors
    /// The number is below the minimum or above the maximum.
    pub const fn check_count(&self, found: usize) -> Result<(), ViolationKind<'static>> {
        check_members(found, self.min_members, self.max_members)
    }
}

/// Checks the number of members of an object or map.
///
/// # Errors
/// The number is below the minimum or above the maximum.
pub const fn check_members(found: usize, min: u32, max: u32) -> Result<(), ViolationKind<'static>> {
    if found < min as usize {
        return Err(ViolationKind::TooFewMembers { min, found });
    }
    if found > max as usize {
        return Err(ViolationKind::TooManyMembers { max, found });
    }
    Ok(())
}

impl OneOf {
    /// Returns whether the last alternative accepts any string in the property that selects one (`defaultMapping`).
    #[must_use]
    pub fn has_default(&self) -> bool {
        let last = self.alternatives.last();
        let tag = last.and_then(|last| last.tag(self.selector));
        tag.is_some_and(|tag| matches!(tag.kind, Kind::Text | Kind::Identifier))
    }

    /// Returns whether a value may be something else than an object or an array.
    pub(crate) const fn has_scalar(&self) -> bool {
        self.of_type(JsonType::String).is_some()
            || self.of_type(JsonType::Integer).is_some()
            || self.of_type(JsonType::Number).is_some()
            || self.of_type(JsonType::Bool).is_some()
    }

    /// Returns the alternative with a JSON type.
    pub(crate) const fn of_type(&self, json_type: JsonType) -> Option<&'static Field> {
        let mut at = 0;
        while at < self.alternatives.len() {
            let field = self.alternatives[at].value;
            match field.kind.json_type() {
                Some(of) if of as u8 == json_type as u8 => return Some(field),
                _ => at += 1,
            }
        }
        None
    }
}

impl Alternative {
    /// Returns the property whose value selects the alternative.
    #[must_use]
    pub const fn tag(&self, selector: Selector) -> Option<&'static Field> {
        let (Selector::Tag(name), Kind::Object(object)) = (selector, self.value.kind) else {
            return None;
        };
        let mut at = 0;
        while at < object.fields.len() {
            if is_same(object.fields[at].name, name) {
                return Some(object.fields[at]);
            }
            at += 1;
        }
        None
    }
}
