//! The rows of a definition.

use crate::const_str::is_same;
use crate::decimal::Decimal;
use crate::key::Key;
use crate::pattern::Pattern;
use crate::time::{MAX_MILLIS, MIN_MILLIS};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A name that the merchant gave: text that is not empty. The toolkit writes integers as text here.
    Identifier,
    /// An integer of 64 bits.
    Integer,
    /// Money in minor units: an integer of 64 bits.
    Amount,
    /// Three letters.
    Currency,
    /// Unix milliseconds.
    Time,
    /// One of the listed texts.
    Enum,
    /// `true` or `false`.
    Bool,
    /// Any JSON object.
    Custom,
    /// A number of any kind: a float, or an integer of 64 bits.
    Number,
    /// An object with fields of its own.
    Object(&'static Object),
    /// An array, each entry the same.
    Array(&'static Array),
}

/// How much the API wants a field (<https://developer.ravelin.com/merchant/api/endpoints/voucher>).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Where it is missing, the API returns an error.
    Required,
    /// Crucial for the quality of the answer, where there is something to say.
    Important,
    /// Extra.
    Optional,
    /// Not required; whether important or optional, no page says.
    Unknown,
}

/// Where a status comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// A page of the API states it.
    Documented,
    /// Read out of examples and the order of the pages; a user may waive it.
    Inferred,
}

/// One row: a field of a request body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// As it stands in the body: `voucherCode`.
    pub name: &'static str,
    /// As a Rust struct would name it: `voucher_code`.
    pub rust_name: &'static str,
    /// The JSON Pointer of the object that it stands in: empty for the body itself, else `/voucher`.
    pub parent: &'static str,
    /// The name as JSON text.
    pub key: Key,
    /// What it holds.
    pub kind: Kind,
    /// How much the API wants it.
    pub status: Status,
    /// Where the status comes from.
    pub evidence: Evidence,
    /// The pattern, for text.
    pub pattern: Option<Pattern>,
    /// A second one, which has to match as well: the user's own, where the definition has one.
    pub second_pattern: Option<Pattern>,
    /// The listed values, for an enum; for a bool `true` or `false`, where only that one is allowed.
    pub values: &'static [&'static str],
    /// The least integer, for integers and amounts. Where it is the greatest too, only that one is allowed.
    pub min: i64,
    /// The greatest integer, for integers and amounts.
    pub max: i64,
    /// The least number of characters, for text.
    pub min_length: u32,
    /// The greatest number of characters, for text; `u32::MAX` where there is none.
    pub max_length: u32,
    /// An integer must be a multiple of this; 1 where any is.
    pub multiple_of: i64,
    /// An integer between these two satisfies every rule; no integer does if the first is above the second. An encoder
    /// asks this alone, and the rest of the rules where the answer is no.
    pub fast_range: (i64, i64),
    /// What a number with or without a fraction may be.
    pub bounds: &'static Bounds,
    /// Whether it is the moment of the event itself: the envelope's `timestamp`.
    pub is_timestamp: bool,
    /// Whether the value must not be shown: money or a person can be found by it.
    pub sensitive: bool,
    /// Whether the API asks not to send it any more.
    pub deprecated: bool,
    /// What the field says, in one line.
    pub description: &'static str,
    /// The page that says so.
    pub source: &'static str,
}

/// A number as a file has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// The nearest float; finite.
    pub number: f64,
    /// The number as it is written, which is what values are compared with.
    pub text: &'static str,
}

impl Limit {
    /// The exact number; `None` if the text is not one.
    #[must_use]
    pub fn decimal(&self) -> Option<Decimal> {
        Decimal::parse(self.text)
    }
}

/// What a number with or without a fraction may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// It is this or above.
    pub min: Option<Limit>,
    /// It is this or below.
    pub max: Option<Limit>,
    /// It is above this.
    pub above: Option<Limit>,
    /// It is below this.
    pub below: Option<Limit>,
    /// It is a multiple of this.
    pub multiple_of: Option<Limit>,
}

// No limit is NaN.
impl Eq for Limit {}

impl Bounds {
    /// Any number.
    pub const ANY: Self = Self {
        min: None,
        max: None,
        above: None,
        below: None,
        multiple_of: None,
    };

    /// Whether only one number is within.
    pub(super) fn is_one(&self) -> bool {
        self.min.is_some() && self.min == self.max
    }
}

/// An object of a body: the body itself, or an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Object {
    /// Its fields, in the order of the page.
    pub fields: &'static [&'static Field],
    /// Groups of fields of which at most one may be sent.
    pub exclusive: &'static [&'static [&'static str]],
    /// Whether a member that is not listed is a violation.
    pub is_closed: bool,
}

/// An array of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Array {
    /// What each entry is: a row without a name. The rows of an object in it have `*` for the index in their parent:
    /// `/order/items/*`.
    pub element: &'static Field,
    /// The least number of entries.
    pub min: u32,
    /// The greatest number of entries; `u32::MAX` where there is none.
    pub max: u32,
}

/// Rows are written as sentences: `Field::new(…).required(Inferred).documentation("…", SOURCE)`.
impl Field {
    /// A row with what follows from its kind, optional until said otherwise.
    #[must_use]
    pub const fn new(
        name: &'static str,
        rust_name: &'static str,
        parent: &'static str,
        kind: Kind,
    ) -> Self {
        let (min, max) = match kind {
            Kind::Time => (MIN_MILLIS, MAX_MILLIS),
            _ => (i64::MIN, i64::MAX),
        };
        Self {
            name,
            rust_name,
            parent,
            key: Key::new(name),
            kind,
            status: Status::Optional,
            evidence: Evidence::Documented,
            pattern: match kind {
                Kind::Currency => Some(Pattern::Currency),
                _ => None,
            },
            second_pattern: None,
            values: &[],
            min,
            max,
            min_length: matches!(kind, Kind::Identifier) as u32,
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

    /// An entry of the array at this JSON Pointer: `*` stands for its index.
    #[must_use]
    pub const fn element(array: &'static str, kind: Kind) -> Self {
        let mut entry = Self::new("*", "*", array, kind);
        entry.key = Key::element();
        entry
    }

    /// A member that no definition lists, put beside the ones it does.
    #[must_use]
    pub const fn member(name: &'static str, parent: &'static str) -> Self {
        Self::new(name, name, parent, Kind::Custom)
    }

    /// How much the API wants it, and where that is from.
    #[must_use]
    pub const fn status(mut self, status: Status, evidence: Evidence) -> Self {
        self.status = status;
        self.evidence = evidence;
        self
    }

    /// Required, and where that is from.
    #[must_use]
    pub const fn required(self, evidence: Evidence) -> Self {
        self.status(Status::Required, evidence)
    }

    /// With a pattern.
    #[must_use]
    pub const fn pattern(mut self, pattern: Pattern) -> Self {
        self.pattern = Some(pattern);
        self
    }

    /// With one more pattern.
    #[must_use]
    pub const fn and_pattern(mut self, pattern: Pattern) -> Self {
        match self.pattern {
            None => self.pattern = Some(pattern),
            Some(_) => self.second_pattern = Some(pattern),
        }
        self
    }

    /// With the values that are allowed.
    #[must_use]
    pub const fn values(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self
    }

    /// With the least and the greatest integer.
    #[must_use]
    pub const fn range(mut self, min: i64, max: i64) -> Self {
        self.min = min;
        self.max = max;
        self.narrowed()
    }

    /// With what an encoder may take for granted.
    const fn narrowed(mut self) -> Self {
        self.fast_range = fast_range(self.min, self.max, self.multiple_of);
        self
    }

    /// With the least and the greatest number of characters.
    #[must_use]
    pub const fn lengths(mut self, min: u32, max: u32) -> Self {
        self.min_length = min;
        self.max_length = max;
        self
    }

    /// With what an integer must be a multiple of.
    #[must_use]
    pub const fn multiple_of(mut self, multiple_of: i64) -> Self {
        self.multiple_of = multiple_of;
        self.narrowed()
    }

    /// With what a number may be.
    #[must_use]
    pub const fn bounds(mut self, bounds: &'static Bounds) -> Self {
        self.bounds = bounds;
        self
    }

    /// Not to be sent any more.
    #[must_use]
    pub const fn deprecated(mut self) -> Self {
        self.deprecated = true;
        self
    }

    /// Not to be shown.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// What it says, and the page.
    #[must_use]
    pub const fn documentation(mut self, description: &'static str, source: &'static str) -> Self {
        self.description = description;
        self.source = source;
        self
    }
}

impl Field {
    /// Checks whether everything within the field's object or array is sensitive.
    #[must_use]
    pub fn has_sensitive_content(&self) -> bool {
        if let Kind::Array(Array { element, .. }) = self.kind {
            return element.sensitive || element.has_sensitive_content();
        }
        matches!(self.kind, Kind::Object(object) if object.is_sensitive())
    }

    /// Whether two rows, of one definition or of two, are the same member of an entity.
    #[must_use]
    pub const fn is_namesake(&self, other: &Self) -> bool {
        is_same(self.name, other.name) && self.is_in_custom() == other.is_in_custom()
    }

    /// Whether it is a member of the free object `custom`.
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

    /// Whether a body without this field is refused.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        matches!(self.status, Status::Required)
    }

    /// Returns whether the generated code of a derive reads this field as a path parameter: its name is `:id` there.
    #[must_use]
    pub const fn is_parameter(&self) -> bool {
        matches!(self.name.as_bytes(), [b':', _, ..])
    }
}

/// The first and the last integer between which every one is valid; none is if the first is above the last.
const fn fast_range(min: i64, max: i64, multiple_of: i64) -> (i64, i64) {
    if multiple_of == 1 { (min, max) } else { (1, 0) }
}

impl Object {
    /// Checks whether every field is sensitive, as it is within a sensitive object.
    #[must_use]
    pub fn is_sensitive(&self) -> bool {
        !self.fields.is_empty() && self.fields.iter().all(|field| field.sensitive)
    }

    /// An object of these fields: any number of them at once, and the API may know more.
    #[must_use]
    pub const fn new(fields: &'static [&'static Field]) -> Self {
        Self {
            fields,
            exclusive: &[],
            is_closed: false,
        }
    }

    /// Whether at most one of two fields may be sent.
    #[must_use]
    pub fn excludes(&self, one: &str, other: &str) -> bool {
        let mut groups = self.exclusive.iter();
        one != other && groups.any(|group| group.contains(&one) && group.contains(&other))
    }

    /// The field of this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().copied().find(|field| field.name == name)
    }
}
