//! A broken rule, and where.

use super::field::Field;
use super::violation_kind::{Rule, ViolationKind};
use crate::message::Message;
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::{self, Vec};
use core::fmt;
use core::slice;

/// One broken rule. The toolkit's own words never show a value that the definition marks as sensitive; those of a user's
/// own conversion or check are passed on as they are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Violation {
    pointer: String,
    field: Option<Cow<'static, str>>,
    rule: Rule,
    text: String,
}

/// Every rule that an event breaks, in the definition's order; never empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::box_collection)] // one word: a verdict is returned in a register, which saves a check 55 instructions of 443
pub struct Violations(Box<Vec<Violation>>);

impl Violation {
    /// A broken rule at a place of the body.
    #[must_use]
    pub fn new(pointer: String, rule: Rule, text: String) -> Self {
        Self {
            pointer,
            field: None,
            rule,
            text,
        }
    }

    /// What is wrong with the value of a field.
    #[must_use]
    pub fn of(field: &Field, violation_kind: &ViolationKind<'_>) -> Self {
        let text = violation_kind.describe(Message::new(), field.sensitive);
        Self::new(
            pointer(field.parent, field.name),
            violation_kind.rule(),
            text.to_string(),
        )
    }

    /// With the Rust field that the value came from: `Promo.currency`.
    #[must_use]
    pub fn from_field(mut self, field: impl Into<Cow<'static, str>>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// At another place of the body.
    #[must_use]
    pub fn moved(mut self, pointer: String) -> Self {
        self.pointer = pointer;
        self
    }

    /// Where the value stands in the body, as JSON Pointer (RFC 6901): `/voucher/currency`.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The Rust field that the value came from: `Promo.currency`. `None` where there is none, as in a dynamic check.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// The rule that is broken.
    #[must_use]
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// What was expected, and where the value departs from it; without the place in the body.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.text
    }
}

/// The JSON Pointer of a member: its name escaped, behind its object's own pointer.
#[must_use]
pub fn pointer(parent: &str, name: &str) -> String {
    let mut pointer = String::with_capacity(parent.len() + name.len() + 1);
    pointer.push_str(parent);
    pointer.push('/');
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
        let place = match self.pointer.as_str() {
            "" => "body",
            pointer => pointer,
        };
        match &self.field {
            Some(field) => write!(out, "{place} ({field}): {}", self.text),
            None => write!(out, "{place}: {}", self.text),
        }
    }
}

impl core::error::Error for Violation {}

impl Violations {
    /// The violations, if there are any.
    ///
    /// # Errors
    /// There are some.
    pub fn check(violations: Vec<Violation>) -> Result<(), Self> {
        if violations.is_empty() {
            Ok(())
        } else {
            Err(Self(Box::new(violations)))
        }
    }

    /// The first one.
    #[must_use]
    pub fn first(&self) -> &Violation {
        &self.0[0]
    }

    /// One after the other.
    pub fn iter(&self) -> slice::Iter<'_, Violation> {
        self.0.iter()
    }

    /// How many.
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
    fn a_pointer_escapes_what_rfc_6901_says() {
        assert_eq!(pointer("", "a"), "/a");
        assert_eq!(
            pointer("/voucher/custom", "a/b~c"),
            "/voucher/custom/a~1b~0c"
        );
        assert_eq!(pointer("", ""), "/");
    }
}
