//! Builds field definitions.

use super::field::{Bounds, Evidence, Field, Kind, Status};
use crate::const_str::is_same;
use crate::key::Key;
use crate::pattern::Pattern;
use crate::time::{MAX_MILLIS, MIN_MILLIS};

/// Returns the rules that a kind implies: the range of an integer, the pattern and the minimum length of a string.
const fn implied_rules(kind: Kind) -> (i64, i64, Option<Pattern>, u32) {
    match kind {
        Kind::Identifier => (i64::MIN, i64::MAX, None, 1),
        Kind::Currency => (i64::MIN, i64::MAX, Some(Pattern::Currency), 0),
        Kind::Time => (MIN_MILLIS, MAX_MILLIS, None, 0),
        Kind::Text
        | Kind::Integer
        | Kind::Amount
        | Kind::Enum
        | Kind::Bool
        | Kind::Custom
        | Kind::Number
        | Kind::DateTime
        | Kind::Date
        | Kind::Uuid
        | Kind::Any
        | Kind::Object(_)
        | Kind::Array(_)
        | Kind::Map(_)
        | Kind::OneOf(_)
        | Kind::Ancestor(_) => (i64::MIN, i64::MAX, None, 0),
    }
}

/// Builders: `Field::new(…).required(Evidence::Inferred).sensitive()`.
impl Field {
    /// Returns an optional field with the rules that its kind implies.
    #[must_use]
    pub const fn new(
        name: &'static str,
        rust_name: &'static str,
        parent: &'static str,
        kind: Kind,
    ) -> Self {
        let (min, max, pattern, min_length) = implied_rules(kind);
        Self {
            name,
            rust_name,
            parent,
            key: Key::new(name),
            kind,
            nullable: false,
            status: Status::Optional,
            evidence: Evidence::Documented,
            pattern,
            second_pattern: None,
            values: &[],
            integers: &[],
            value_notes: &[],
            min,
            max,
            min_length,
            max_length: u32::MAX,
            multiple_of: 1,
            fast_range: (min, max),
            bounds: &Bounds::ANY,
            is_timestamp: matches!(kind, Kind::Time | Kind::DateTime)
                && parent.is_empty()
                && is_same(name, "timestamp"),
            sensitive: false,
            deprecated: false,
            read_only: false,
            description: "",
            source: "",
        }
    }

    /// Returns the element of the array at a JSON Pointer.
    #[must_use]
    pub const fn element(array: &'static str, kind: Kind) -> Self {
        let mut element = Self::new("*", "*", array, kind);
        element.key = Key::element();
        element
    }

    /// Returns the required body of a request, if it is not an object.
    #[must_use]
    pub const fn body(kind: Kind) -> Self {
        let mut body = Self::new("", "body", "", kind).required(Evidence::Documented);
        body.key = Key::body();
        body
    }

    /// Returns a field for a member that the definition does not list.
    #[must_use]
    pub const fn member(name: &'static str, parent: &'static str) -> Self {
        Self::new(name, name, parent, Kind::Custom)
    }

    /// Sets the status and its evidence.
    #[must_use]
    pub const fn status(mut self, status: Status, evidence: Evidence) -> Self {
        self.status = status;
        self.evidence = evidence;
        self
    }

    /// Makes the field required.
    #[must_use]
    pub const fn required(mut self, evidence: Evidence) -> Self {
        self.status = Status::Required;
        self.evidence = evidence;
        self
    }

    /// Sets the pattern.
    #[must_use]
    pub const fn pattern(mut self, pattern: Pattern) -> Self {
        self.pattern = Some(pattern);
        self
    }

    /// Adds a pattern to the one that the field has, if any.
    #[must_use]
    pub const fn and_pattern(mut self, pattern: Pattern) -> Self {
        match self.pattern {
            None => self.pattern = Some(pattern),
            Some(_) => self.second_pattern = Some(pattern),
        }
        self
    }

    /// Sets the listed values.
    #[must_use]
    pub const fn values(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self
    }

    /// Sets the listed values of an integer.
    #[must_use]
    pub const fn integers(mut self, integers: &'static [i64]) -> Self {
        self.integers = integers;
        self.with_fast_range()
    }

    /// Allows `null`.
    #[must_use]
    pub const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }

    /// Sets the minimum and maximum of an integer.
    #[must_use]
    pub const fn range(mut self, min: i64, max: i64) -> Self {
        self.min = min;
        self.max = max;
        self.with_fast_range()
    }

    const fn with_fast_range(mut self) -> Self {
        self.fast_range = if self.multiple_of == 1 && self.integers.is_empty() {
            (self.min, self.max)
        } else {
            (1, 0)
        };
        self
    }

    /// Sets the minimum and maximum number of characters.
    #[must_use]
    pub const fn lengths(mut self, min: u32, max: u32) -> Self {
        self.min_length = min;
        self.max_length = max;
        self
    }

    /// Removes the rules that a user can waive: that the field is required, and those of its value. Its type stays, and so does what
    /// the type implies; a listed string becomes any string.
    #[must_use]
    pub const fn relaxed(mut self) -> Self {
        if matches!(self.kind, Kind::Enum) {
            self.kind = Kind::Text;
        }
        if matches!(self.status, Status::Required) {
            self.status = Status::Unknown;
        }
        let (min, max, pattern, min_length) = implied_rules(self.kind);
        self.pattern = pattern;
        self.second_pattern = None;
        self.values = &[];
        self.integers = &[];
        self.value_notes = &[];
        self.min = min;
        self.max = max;
        self.min_length = min_length;
        self.max_length = u32::MAX;
        self.multiple_of = 1;
        self.bounds = &Bounds::ANY;
        self.with_fast_range()
    }

    /// Sets the integer that a value must be a multiple of.
    #[must_use]
    pub const fn multiple_of(mut self, multiple_of: i64) -> Self {
        self.multiple_of = multiple_of;
        self.with_fast_range()
    }

    /// Sets the limits of a number.
    #[must_use]
    pub const fn bounds(mut self, bounds: &'static Bounds) -> Self {
        self.bounds = bounds;
        self
    }

    /// Marks the field as deprecated.
    #[must_use]
    pub const fn deprecated(mut self) -> Self {
        self.deprecated = true;
        self
    }

    /// Marks the value as one that the API sets itself.
    #[must_use]
    pub const fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }

    /// Marks the value as sensitive.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// Sets the description and the page that documents the field.
    #[must_use]
    pub const fn documentation(mut self, description: &'static str, source: &'static str) -> Self {
        self.description = description;
        self.source = source;
        self
    }
}
