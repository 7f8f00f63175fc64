//! Field definitions. `Kind`, `Object` and `Array` contain field definitions in turn, so they are in the same file.

use crate::const_str::is_same;
use crate::decimal::Decimal;
use crate::key::Key;
use crate::pattern::Pattern;
use crate::time::{MAX_MILLIS, MIN_MILLIS};

/// The type of a field's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Text,
    /// A non-empty string that the merchant chose. The toolkit converts integers to strings here.
    Identifier,
    /// An integer of 64 bits.
    Integer,
    /// Money in minor units (pence, cents): an integer of 64 bits.
    Amount,
    /// A currency code of three letters.
    Currency,
    /// Unix milliseconds.
    Time,
    /// One of the listed strings.
    Enum,
    /// `true` or `false`.
    Bool,
    /// Any JSON object.
    Custom,
    /// A number: a float, or an integer of 64 bits.
    Number,
    /// An object with defined fields.
    Object(&'static Object),
    /// An array whose elements share one definition.
    Array(&'static Array),
}

/// How important a field is to the API (<https://developer.ravelin.com/merchant/api/endpoints/voucher>).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// The API rejects a body without it.
    Required,
    /// Not required, but crucial for the quality of the result.
    Important,
    /// Neither required nor important.
    Optional,
    /// Not required. The documentation does not say whether it is important.
    Unknown,
}

/// The evidence for a field's status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// The API's documentation states it.
    Documented,
    /// It is inferred from examples and from the order of the fields in the documentation. A user can waive it.
    Inferred,
}

/// A field definition: one property of a request body, or one parameter of its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name in the body: `voucherCode`.
    pub name: &'static str,
    /// The name in a Rust struct: `voucher_code`.
    pub rust_name: &'static str,
    /// The JSON Pointer of the object that contains it: empty for the body itself, else for example `/voucher`.
    pub parent: &'static str,
    /// The name as prepared JSON.
    pub key: Key,
    /// The type of its value.
    pub kind: Kind,
    /// How important it is to the API.
    pub status: Status,
    /// The evidence for the status.
    pub evidence: Evidence,
    /// The pattern of a string.
    pub pattern: Option<Pattern>,
    /// A second pattern that must also match: the user's, if the definition has one, too.
    pub second_pattern: Option<Pattern>,
    /// The listed values of an enum. For a bool, the only allowed value, if there is one.
    pub values: &'static [&'static str],
    /// The minimum of an integer or amount. If it equals the maximum, only that value is allowed.
    pub min: i64,
    /// The maximum of an integer or amount.
    pub max: i64,
    /// The minimum number of characters of a string.
    pub min_length: u32,
    /// The maximum number of characters of a string; `u32::MAX` if there is none.
    pub max_length: u32,
    /// The integer that a value must be a multiple of; 1 if there is no such rule.
    pub multiple_of: i64,
    /// The integers from the first to the second are valid. If the first is above the second, no integer is known to be
    /// valid. Hot path: the encoder checks the other rules only for an integer outside this range.
    pub fast_range: (i64, i64),
    /// The limits of a number.
    pub bounds: &'static Bounds,
    /// Whether it is the time of the event: the `timestamp` at the top level of the body.
    pub is_timestamp: bool,
    /// Whether violations must not show the value, because it identifies a person or is worth money.
    pub sensitive: bool,
    /// Whether the API asks not to send it anymore.
    pub deprecated: bool,
    /// What the field means, in one line.
    pub description: &'static str,
    /// The page that documents it.
    pub source: &'static str,
}

/// A limit of a number, as a definition file writes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// The nearest float; finite.
    pub number: f64,
    /// The number as it is written. Values are compared with it exactly.
    pub text: &'static str,
}

impl Limit {
    /// Returns the exact number; `None` if `text` is not a number.
    #[must_use]
    pub fn decimal(&self) -> Option<Decimal> {
        Decimal::parse(self.text)
    }
}

/// The limits of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The minimum.
    pub min: Option<Limit>,
    /// The maximum.
    pub max: Option<Limit>,
    /// The exclusive minimum.
    pub above: Option<Limit>,
    /// The exclusive maximum.
    pub below: Option<Limit>,
    /// The number that a value must be a multiple of.
    pub multiple_of: Option<Limit>,
}

// A limit is never NaN.
impl Eq for Limit {}

impl Bounds {
    /// No limits.
    pub const ANY: Self = Self {
        min: None,
        max: None,
        above: None,
        below: None,
        multiple_of: None,
    };

    /// Returns whether only one number is allowed.
    pub(super) fn is_one(&self) -> bool {
        self.min.is_some() && self.min == self.max
    }
}

/// The definition of an object: the body, or an object within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Object {
    /// Its fields, in the order of the documentation.
    pub fields: &'static [&'static Field],
    /// Groups of mutually exclusive fields: at most one of each group is sent.
    pub exclusive: &'static [&'static [&'static str]],
    /// Whether a member that is not in `fields` is a violation.
    pub is_closed: bool,
}

/// The definition of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Array {
    /// The definition of each element. It has no name. In the pointers of what it contains, the index is `*`:
    /// `/order/items/*`.
    pub element: &'static Field,
    /// The minimum number of elements.
    pub min: u32,
    /// The maximum number of elements; `u32::MAX` if there is none.
    pub max: u32,
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
        let (min, max, pattern, min_length) = match kind {
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
            | Kind::Object(_)
            | Kind::Array(_) => (i64::MIN, i64::MAX, None, 0),
        };
        Self {
            name,
            rust_name,
            parent,
            key: Key::new(name),
            kind,
            status: Status::Optional,
            evidence: Evidence::Documented,
            pattern,
            second_pattern: None,
            values: &[],
            min,
            max,
            min_length,
            max_length: u32::MAX,
            multiple_of: 1,
            fast_range: (min, max),
            bounds: &Bounds::ANY,
            is_timestamp: matches!(kind, Kind::Time)
                && parent.is_empty()
                && is_same(name, "timestamp"),
            sensitive: false,
            deprecated: false,
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
    pub const fn required(self, evidence: Evidence) -> Self {
        self.status(Status::Required, evidence)
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

    /// Sets the minimum and maximum of an integer.
    #[must_use]
    pub const fn range(mut self, min: i64, max: i64) -> Self {
        self.min = min;
        self.max = max;
        self.with_fast_range()
    }

    const fn with_fast_range(mut self) -> Self {
        self.fast_range = fast_range(self.min, self.max, self.multiple_of);
        self
    }

    /// Sets the minimum and maximum number of characters.
    #[must_use]
    pub const fn lengths(mut self, min: u32, max: u32) -> Self {
        self.min_length = min;
        self.max_length = max;
        self
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

impl Field {
    /// Returns whether everything in the field's object or array is sensitive.
    #[must_use]
    pub fn has_sensitive_content(&self) -> bool {
        if let Kind::Array(Array { element, .. }) = self.kind {
            return element.sensitive || element.has_sensitive_content();
        }
        matches!(self.kind, Kind::Object(object) if object.is_sensitive())
    }

    /// Returns whether two field definitions, of one definition or of two, define the same member of an entity.
    #[must_use]
    pub const fn is_namesake(&self, other: &Self) -> bool {
        is_same(self.name, other.name) && self.is_in_custom() == other.is_in_custom()
    }

    /// Returns whether the field is a member of the free object `custom`.
    const fn is_in_custom(&self) -> bool {
        let (parent, custom) = (self.parent.as_bytes(), b"/custom");
        let mut at = 0;
        while at < custom.len() && at < parent.len() {
            if parent[parent.len() - 1 - at] != custom[custom.len() - 1 - at] {
                return false;
            }
            at += 1;
        }
        at == custom.len()
    }

    /// Returns whether the API rejects a body without the field.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        matches!(self.status, Status::Required)
    }

    /// Returns whether the field is a path parameter in generated code, where its name is `:id`.
    #[must_use]
    pub const fn is_parameter(&self) -> bool {
        matches!(self.name.as_bytes(), [b':', _, ..])
    }
}

/// Returns a range in which every integer is valid. It is empty, with the first integer above the second, if not every
/// integer from `min` to `max` is.
const fn fast_range(min: i64, max: i64, multiple_of: i64) -> (i64, i64) {
    if multiple_of == 1 { (min, max) } else { (1, 0) }
}

impl Object {
    /// Returns whether every field is sensitive, as in a sensitive object.
    #[must_use]
    pub fn is_sensitive(&self) -> bool {
        !self.fields.is_empty() && self.fields.iter().all(|field| field.sensitive)
    }

    /// Returns an open object without mutually exclusive fields.
    #[must_use]
    pub const fn new(fields: &'static [&'static Field]) -> Self {
        Self {
            fields,
            exclusive: &[],
            is_closed: false,
        }
    }

    /// Returns whether two fields are mutually exclusive.
    #[must_use]
    pub fn excludes(&self, one: &str, other: &str) -> bool {
        let mut groups = self.exclusive.iter();
        one != other && groups.any(|group| group.contains(&one) && group.contains(&other))
    }

    /// Returns the field with this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().copied().find(|field| field.name == name)
    }
}
