//! Field definitions. `Kind`, `Object` and `Array` contain field definitions in turn, so they are in the same file.

use crate::const_str::is_same;
use crate::key::Key;
use crate::pattern::Pattern;

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
    /// A string with a date, a time and an offset from UTC, as in RFC 3339: `2026-11-28T10:00:00Z`.
    DateTime,
    /// A string with a date: `2026-11-28`.
    Date,
    /// A string with a UUID: `67e55044-10b1-426f-9247-bb680e5fe0c8`.
    Uuid,
    /// Any JSON value.
    Any,
    /// An object with defined fields.
    Object(&'static Object),
    /// An array whose elements share one definition.
    Array(&'static Array),
    /// An object with any keys, whose values share one definition.
    Map(&'static Map),
    /// A value of one of several alternatives.
    OneOf(&'static OneOf),
    /// The same as a value around this one, so that a definition can contain itself. The number selects among the objects and
    /// alternatives around it, from the inside out: 0 is the nearest one.
    Ancestor(u32),
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
    /// Public clients of the API send the field; no page documents it. A user can waive it.
    Client,
}

impl Evidence {
    /// Returns whether a user can waive a requirement with this evidence.
    #[must_use]
    pub const fn is_waivable(self) -> bool {
        match self {
            Self::Documented => false,
            Self::Inferred | Self::Client => true,
        }
    }
}

/// A field definition: one property of a request body, or one parameter of its path or query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // each is an independent keyword of a definition file
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
    /// Whether the value may be `null`.
    pub nullable: bool,
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
    /// The listed values of an integer, if only those are allowed.
    pub integers: &'static [i64],
    /// What is known about some of the listed values.
    pub value_notes: &'static [ValueNote],
    /// The minimum of an integer or amount. If it equals the maximum, only that value is allowed.
    pub min: i64,
    /// The maximum of an integer or amount.
    pub max: i64,
    /// The minimum number of characters of a string.
    pub min_length: u32,
    /// The maximum number of characters of a string; `u32::MAX` if there is none.
    pub max_length: u32,
    /// The integer that a value must be a multiple of; 1 without such a rule.
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
    /// Whether the API sets the value itself and ignores one that is sent.
    pub read_only: bool,
    /// What the field means, in one line.
    pub description: &'static str,
    /// The page that documents it.
    pub source: &'static str,
}

/// What the API's documentation says about one listed value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueNote {
    /// The listed value. An integer is written in decimal.
    pub value: &'static str,
    /// What the value means, in one line.
    pub description: &'static str,
    /// Whether the API asks not to send it anymore.
    pub deprecated: bool,
}

/// A limit of a number, as a definition file writes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// The nearest float; finite.
    pub number: f64,
    /// The number as it is written. Values are compared with it exactly.
    pub text: &'static str,
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
}

/// The definition of an object: the body, or an object within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Object {
    /// Its fields, in the order of the documentation.
    pub fields: &'static [&'static Field],
    /// Groups of mutually exclusive fields: at most one of each group is sent.
    pub exclusive: &'static [&'static [&'static str]],
    /// Those groups of mutually exclusive fields of which exactly one field is sent. Each is in `exclusive`, too.
    pub exactly_one: &'static [&'static [&'static str]],
    /// Whether a member that is not in `fields` is a violation.
    pub is_closed: bool,
    /// The minimum number of members, whether they are in `fields` or not.
    pub min_members: u32,
    /// The maximum number of members; `u32::MAX` if there is none.
    pub max_members: u32,
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
    /// Whether no two elements may be equal.
    pub unique: bool,
}

/// The definition of a map: an object with any keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Map {
    /// The definition of each key: a string. It has no name.
    pub key: &'static Field,
    /// The definition of each value. It has no name. In the pointers of what it contains, the key is `*`: `/prices/*`.
    pub value: &'static Field,
    /// The minimum number of members.
    pub min: u32,
    /// The maximum number of members; `u32::MAX` if there is none.
    pub max: u32,
}

/// The definition of a value that has several alternatives. There is at most one for each JSON type other than objects, so
/// the type of a value selects its alternative; among several objects, the `selector` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OneOf {
    /// The alternatives, in the order of the definition.
    pub alternatives: &'static [Alternative],
    /// How the alternative of an object is found.
    pub selector: Selector,
    /// The JSON types of the alternatives as a noun, for messages: `a string or an integer`.
    pub noun: &'static str,
}

/// How the alternative of an object is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selector {
    /// There is at most one alternative for objects.
    Type,
    /// By the value of this required property, which has other values in each alternative for objects.
    Tag(&'static str),
    /// Not at all: an object is valid if any alternative accepts it.
    Any,
    /// Not at all: an object is valid if exactly one alternative accepts it.
    One,
}

impl Selector {
    /// Returns whether every alternative for objects has to be tried.
    #[must_use]
    pub const fn tries_each(self) -> bool {
        match self {
            Self::Any | Self::One => true,
            Self::Type | Self::Tag(_) => false,
        }
    }
}

/// One alternative of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// Its name, as in `object = "paymentMethod[card]"`.
    pub name: &'static str,
    /// The definition of the value. It has the name and location of the field that has the alternatives.
    pub value: &'static Field,
}

impl Field {
    /// Returns whether two field definitions, of one definition or of two, define the same member of an entity.
    #[must_use]
    pub const fn is_namesake(&self, other: &Self) -> bool {
        is_same(self.name, other.name) && self.is_in_custom() == other.is_in_custom()
    }

    /// Returns whether the field is a member of the free object `custom`.
    #[must_use]
    pub const fn is_in_custom(&self) -> bool {
        is_custom(self.parent)
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

    /// Returns whether the field is a query parameter in generated code, where its name is `?limit`.
    #[must_use]
    pub const fn is_query_parameter(&self) -> bool {
        matches!(self.name.as_bytes(), [b'?', _, ..])
    }

    /// Returns whether the field is each element of an array, or each key or value of a map.
    #[must_use]
    pub const fn is_element(&self) -> bool {
        is_same(self.name, "*")
    }

    /// Returns whether the field is a body that is not an object. A member with an empty name has a key.
    #[must_use]
    pub const fn is_body(&self) -> bool {
        self.name.is_empty() && self.key.padded().1 == 0
    }
}

/// Returns whether a JSON Pointer is that of an object `custom`.
#[must_use]
pub const fn is_custom(pointer: &str) -> bool {
    let (pointer, custom) = (pointer.as_bytes(), b"/custom");
    let mut at = 0;
    while at < custom.len() && at < pointer.len() {
        if pointer[pointer.len() - 1 - at] != custom[custom.len() - 1 - at] {
            return false;
        }
        at += 1;
    }
    at == custom.len()
}

impl Object {
    /// An open object without fields.
    pub const EMPTY: Self = Self::new(&[]);

    /// Returns whether every field is sensitive, as in a sensitive object.
    #[inline]
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
            exactly_one: &[],
            is_closed: false,
            min_members: 0,
            max_members: u32::MAX,
        }
    }

    /// Returns whether the number of members is limited.
    #[must_use]
    pub const fn has_limits(&self) -> bool {
        self.min_members > 0 || self.max_members < u32::MAX
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
