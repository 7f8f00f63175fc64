//! A rule that a value breaks, and where the value is.

use super::field::Field;
use super::violation_kind::{Rule, ViolationKind};
use crate::message::Message;
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::{self, Vec};
use core::fmt;
use core::slice;

/// A rule that a value breaks. The toolkit's messages never contain a value that the definition marks as sensitive. Messages
/// of the user's conversions and checks are passed on unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Violation {
    pointer: String,
    field: Option<Cow<'static, str>>,
    rule: Rule,
    message: String,
    expected: Option<Box<str>>,
    nearest: Option<&'static str>,
}

/// The rules that an event breaks, in the order of the definition; never empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::box_collection)] // one pointer, so that a `Result` is returned in a register: hot path, see benches/README.md
pub struct Violations(Box<Vec<Violation>>);

impl Violation {
    /// Returns a violation at a JSON Pointer of the body.
    #[must_use]
    pub fn new(pointer: String, rule: Rule, message: String) -> Self {
        Self {
            pointer,
            field: None,
            rule,
            message,
            expected: None,
            nearest: None,
        }
    }

    /// Returns a violation of a field's value.
    #[must_use]
    pub fn of(field: &Field, violation_kind: &ViolationKind<'_>) -> Self {
        let message = violation_kind.describe(Message::new(), field.sensitive);
        Self::new(field.pointer(), violation_kind.rule(), message.to_string())
    }

    /// Sets the Rust field that the value comes from: `Promo.currency`.
    #[must_use]
    pub fn from_field(mut self, field: impl Into<Cow<'static, str>>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Sets what the rule expects.
    #[cfg(feature = "check")]
    pub(crate) fn with_expected(mut self, expected: &Message) -> Self {
        self.expected = Some(expected.as_str().into());
        self
    }

    /// Sets the name that was probably meant.
    #[cfg(feature = "check")]
    pub(crate) fn with_nearest(mut self, nearest: Option<&'static str>) -> Self {
        self.nearest = nearest;
        self
    }

    /// Replaces the JSON Pointer.
    #[must_use]
    pub fn moved(mut self, pointer: String) -> Self {
        self.pointer = pointer;
        self
    }

    /// Returns the JSON Pointer (RFC 6901) of the value in the body: `/voucher/currency`.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Returns the Rust field that the value comes from: `Promo.currency`. `None` if there is none, as with the run-time
    /// validator.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// Returns the rule that the value breaks.
    #[must_use]
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// Returns what the rule expects, as a noun: `at least 2 characters`. The message contains it in other words. `None` if the
    /// violation is not from the run-time validator.
    #[must_use]
    pub fn expected(&self) -> Option<&str> {
        self.expected.as_deref()
    }

    /// Returns the name that was probably meant, if the member is not in the definition. The message contains it, too.
    #[must_use]
    pub fn nearest(&self) -> Option<&'static str> {
        self.nearest
    }

    /// Returns what was expected and what was found, without the JSON Pointer.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl Field {
    /// Returns the JSON Pointer of the field: `/voucher/voucherCode`, or an empty string for the body.
    #[must_use]
    pub fn pointer(&self) -> String {
        if self.is_body() {
            return String::new();
        }
        pointer(self.parent, self.name)
    }
}

/// Returns the JSON Pointer of a member: the pointer of its object, and the escaped name.
#[must_use]
pub fn pointer(parent: &str, name: &str) -> String {
    let mut pointer = String::with_capacity(parent.len() + name.len() + 1);
    pointer.push_str(parent);
    pointer.push('/');
    if !name.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
        pointer.push_str(name);
        return pointer;
    }
    for character in name.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            _ => pointer.push(character),
        }
    }
    pointer
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let location = match self.pointer.as_str() {
            "" => "body",
            pointer => pointer,
        };
        match &self.field {
            Some(field) => write!(out, "{location} ({field}): {}", self.message),
            None => write!(out, "{location}: {}", self.message),
        }
    }
}

impl core::error::Error for Violation {}

impl Violations {
    /// Returns the violations as an error, if there are any.
    ///
    /// # Errors
    /// There is at least one violation.
    pub fn check(violations: Vec<Violation>) -> Result<(), Self> {
        if violations.is_empty() {
            Ok(())
        } else {
            Err(Self(Box::new(violations)))
        }
    }

    /// Returns the first violation.
    #[must_use]
    pub fn first(&self) -> &Violation {
        &self.0[0]
    }

    /// Returns an iterator over the violations.
    pub fn iter(&self) -> slice::Iter<'_, Violation> {
        self.0.iter()
    }

    /// Returns the number of violations.
    #[must_use]
    #[allow(clippy::len_without_is_empty)] // never empty
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl From<Violation> for Violations {
    fn from(violation: Violation) -> Self {
        Self(Box::new(alloc::vec![violation]))
    }
}

impl Extend<Violation> for Violations {
    fn extend<V: IntoIterator<Item = Violation>>(&mut self, more: V) {
        self.0.extend(more);
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, violation) in self.0.iter().enumerate() {
            if at > 0 {
                out.write_str("\n")?;
            }
            violation.fmt(out)?;
        }
        Ok(())
    }
}

impl core::error::Error for Violations {}

impl<'v> IntoIterator for &'v Violations {
    type Item = &'v Violation;
    type IntoIter = slice::Iter<'v, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::pointer;

    #[test]
    fn a_pointer_is_escaped_as_in_rfc_6901() {
        assert_eq!(pointer("", "a"), "/a");
        assert_eq!(
            pointer("/voucher/custom", "a/b~c"),
            "/voucher/custom/a~1b~0c"
        );
        assert_eq!(pointer("", ""), "/");
    }
}
