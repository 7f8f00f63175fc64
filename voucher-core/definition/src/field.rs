//! The rows of a definition, and what each asks of a value.

use crate::decimal::Decimal;
use crate::key::Key;
use crate::pattern::Pattern;
use crate::text::{Text, is_same};
use crate::time::{MAX_MILLIS, MIN_MILLIS, Unit};
use crate::violation_kind::ViolationKind;
use crate::{currency, shipped, table};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
    pub least: i64,
    /// The greatest integer, for integers and amounts.
    pub most: i64,
    /// The least number of characters, for text.
    pub least_length: u32,
    /// The greatest number of characters, for text; `u32::MAX` where there is none.
    pub most_length: u32,
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
    pub least: Option<Limit>,
    /// It is this or below.
    pub most: Option<Limit>,
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
        least: None,
        most: None,
        above: None,
        below: None,
        multiple_of: None,
    };

    /// Whether only one number is within.
    fn is_one(&self) -> bool {
        self.least.is_some() && self.least == self.most
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
    pub entry: &'static Field,
    /// The least number of entries.
    pub least: u32,
    /// The greatest number of entries; `u32::MAX` where there is none.
    pub most: u32,
}

/// One request of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Its path after the version: `voucher/check`.
    pub name: &'static str,
    /// The Rust module that holds its rows; of a definition file, what tells its text from any other.
    pub module: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path: `/v2/voucher/check`. A segment that begins with `:` is one of the [`parameters`](Self::parameters).
    pub path: &'static str,
    /// The fields that stand in the path and not in the body, in the order of the path.
    pub parameters: &'static [&'static Field],
    /// The request body.
    pub body: Object,
    /// What the request says, in one line.
    pub description: &'static str,
    /// The page that says so.
    pub source: &'static str,
}

impl Kind {
    /// The kind as a noun with its article, for errors.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Identifier => "an identifier",
            Self::Integer => "an integer",
            Self::Amount => "an amount",
            Self::Currency => "a currency",
            Self::Time => "a time",
            Self::Enum => "a listed value",
            Self::Bool => "a bool",
            Self::Number => "a number",
            Self::Custom | Self::Object(_) => "an object",
            Self::Array(_) => "an array",
        }
    }

    /// The kind as one word, as `x-ravelin-kind` has it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Identifier => "identifier",
            Self::Integer => "integer",
            Self::Amount => "amount",
            Self::Currency => "currency",
            Self::Time => "time",
            Self::Enum => "enum",
            Self::Bool => "bool",
            Self::Custom => "custom",
            Self::Number => "number",
            Self::Object(_) => "object",
            Self::Array(_) => "array",
        }
    }

    /// How to write a constant of the kind, for errors.
    #[must_use]
    pub const fn constant(self) -> &'static str {
        match self {
            Self::Text | Self::Identifier => "write a string: `\"…\"`",
            Self::Integer => "write an integer",
            Self::Amount => "write an integer of minor units (pence, cents)",
            Self::Currency => "write its code: `\"GBP\"`",
            Self::Time => "write an integer of milliseconds, or the path of a `Timestamp`",
            Self::Enum => "write one of the listed values: `\"…\"`",
            Self::Bool => "write `true` or `false`",
            Self::Number | Self::Custom | Self::Object(_) | Self::Array(_) => {
                "no constant is one, so map a field"
            }
        }
    }

    /// What JSON has for it, as a noun with its article.
    #[must_use]
    pub const fn json(self) -> &'static str {
        match self {
            Self::Text | Self::Identifier | Self::Currency | Self::Enum => "a string",
            Self::Integer | Self::Amount | Self::Time => "an integer",
            Self::Bool => "a bool",
            Self::Number => "a number",
            Self::Custom | Self::Object(_) => "an object",
            Self::Array(_) => "an array",
        }
    }
}

/// Rows are written as sentences: `Field::new(…).required(Inferred).says("…", SOURCE)`.
impl Field {
    /// A row with what follows from its kind, optional until said otherwise.
    #[must_use]
    pub const fn new(
        name: &'static str,
        rust_name: &'static str,
        parent: &'static str,
        kind: Kind,
    ) -> Self {
        let (least, most) = match kind {
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
            least,
            most,
            least_length: matches!(kind, Kind::Identifier) as u32,
            most_length: u32::MAX,
            multiple_of: 1,
            fast_range: (least, most),
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
    pub const fn entry(array: &'static str, kind: Kind) -> Self {
        let mut entry = Self::new("*", "*", array, kind);
        entry.key = Key::entry();
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
    pub const fn range(mut self, least: i64, most: i64) -> Self {
        self.least = least;
        self.most = most;
        self.narrowed()
    }

    /// With what an encoder may take for granted.
    const fn narrowed(mut self) -> Self {
        self.fast_range = fast_range(self.least, self.most, self.multiple_of);
        self
    }

    /// With the least and the greatest number of characters.
    #[must_use]
    pub const fn lengths(mut self, least: u32, most: u32) -> Self {
        self.least_length = least;
        self.most_length = most;
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
    pub const fn says(mut self, description: &'static str, source: &'static str) -> Self {
        self.description = description;
        self.source = source;
        self
    }
}

/// What a row asks of a value. The macro asks for constants, the encoder for what its fast path did not take, the
/// dynamic check for every member.
impl Field {
    /// Checks whether everything within the field's object or array is sensitive.
    #[must_use]
    pub fn holds_sensitive(&self) -> bool {
        if let Kind::Array(Array { entry, .. }) = self.kind {
            return entry.sensitive || entry.holds_sensitive();
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

    /// Whether a text can be sent here. `listed` is whether a currency must be one of ISO 4217.
    ///
    /// # Errors
    /// What is wrong with it.
    pub const fn check_text<'v>(
        &self,
        text: &'v str,
        listed: bool,
    ) -> Result<(), ViolationKind<'v>> {
        match self.kind {
            Kind::Text | Kind::Identifier => self.check_spelt(text),
            Kind::Currency => {
                let code = if listed {
                    currency::parse(text)
                } else {
                    currency::parse_letters(text)
                };
                match code {
                    Ok(_) => Ok(()),
                    Err(violation_kind) => Err(ViolationKind::Currency(violation_kind)),
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
            _ => Err(ViolationKind::Type {
                expected: self.kind.json(),
                found: "a string",
            }),
        }
    }

    /// Whether a text keeps the rules that any text may have.
    const fn check_spelt(&self, text: &str) -> Result<(), ViolationKind<'static>> {
        if let Err(violation_kind) = self.check_length(text) {
            return Err(violation_kind);
        }
        match check_pattern(self.pattern, text) {
            Ok(()) => check_pattern(self.second_pattern, text),
            Err(violation_kind) => Err(violation_kind),
        }
    }

    /// Whether a text has as many characters as a text or identifier may have: the question of
    /// [`check_text`](Self::check_text) without its answer, asked of every value that is sent.
    #[inline]
    #[must_use]
    pub fn takes_length(&self, text: &str) -> bool {
        self.takes_any_of(text.len()) || self.count_length(text).is_ok()
    }

    /// Characters are counted only where the bytes leave it open.
    #[inline]
    const fn check_length(&self, text: &str) -> Result<(), ViolationKind<'static>> {
        if self.takes_any_of(text.len()) {
            return Ok(());
        }
        self.count_length(text)
    }

    /// Whether so many bytes are enough characters and not too many, whichever they are; if not, they have to be counted.
    #[inline]
    #[must_use]
    pub const fn takes_any_of(&self, bytes: usize) -> bool {
        let (least, most) = (self.least_length as usize, self.most_length as usize);
        bytes >= least * 4 && bytes <= most
    }

    #[inline(never)]
    const fn count_length(&self, text: &str) -> Result<(), ViolationKind<'static>> {
        let (least, most) = (self.least_length as usize, self.most_length as usize);
        let found = characters(text);
        if found < least {
            let least = self.least_length;
            return Err(ViolationKind::Short { least, found });
        }
        if found > most {
            let most = self.most_length;
            return Err(ViolationKind::Long { most, found });
        }
        Ok(())
    }

    /// Checks whether a string can be sent as this path parameter.
    ///
    /// # Errors
    /// The first rule of the field that the text breaks, or else what is wrong with the text as a path segment.
    pub const fn check_segment<'v>(&self, text: &'v str) -> Result<(), ViolationKind<'v>> {
        match self.check_text(text, true) {
            Ok(()) => check_segment(text),
            Err(violation_kind) => Err(violation_kind),
        }
    }

    /// Returns whether the generated code of a derive reads this field as a path parameter: its name is `:id` there.
    #[must_use]
    pub const fn is_parameter(&self) -> bool {
        matches!(self.name.as_bytes(), [b':', _, ..])
    }

    /// Whether an integer can be sent here: as text, where an identifier stands.
    ///
    /// # Errors
    /// What is wrong with it.
    pub const fn check_written(&self, integer: i64) -> Result<(), ViolationKind<'static>> {
        match self.kind {
            Kind::Identifier => self.check_spelt(Text::new().number(integer).as_str()),
            _ => self.check_integer(integer),
        }
    }

    /// Whether an integer can be sent here; a time is a count of milliseconds.
    ///
    /// # Errors
    /// What is wrong with it.
    pub const fn check_integer(&self, integer: i64) -> Result<(), ViolationKind<'static>> {
        match self.kind {
            Kind::Time => match Unit::Millis.to_millis(integer) {
                Ok(_) => Ok(()),
                Err(violation_kind) => Err(ViolationKind::Time(violation_kind)),
            },
            Kind::Integer | Kind::Amount if self.least == self.most && integer != self.least => {
                Err(ViolationKind::OtherInteger(self.least))
            }
            Kind::Integer | Kind::Amount if integer < self.least => Err(ViolationKind::Below {
                least: self.least,
                found: Some(integer),
            }),
            Kind::Integer | Kind::Amount if integer > self.most => Err(ViolationKind::Above {
                most: self.most,
                found: Some(integer),
            }),
            Kind::Integer | Kind::Amount if integer % self.multiple_of != 0 => {
                Err(ViolationKind::Multiple {
                    of: self.multiple_of,
                    found: integer,
                })
            }
            Kind::Integer | Kind::Amount => Ok(()),
            _ => Err(ViolationKind::Type {
                expected: self.kind.json(),
                found: "an integer",
            }),
        }
    }

    /// Whether a number can be sent here, with a fraction or without one; `None` is a number that is not finite.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check_number(&self, number: Option<Decimal>) -> Result<(), ViolationKind<'static>> {
        let expected = self.kind.json();
        if !matches!(self.kind, Kind::Number) {
            let found = "a number with a fraction";
            return Err(ViolationKind::Type { expected, found });
        }
        let Some(number) = number else {
            let found = "a number that is not finite";
            return Err(ViolationKind::Type { expected, found });
        };
        let bounds = self.bounds;
        let outside = |side, limit: Option<Limit>, is_within: fn(&Decimal, &Decimal) -> bool| {
            let is_right = |limit: &Limit| {
                let exact = limit.decimal();
                exact.is_some_and(|exact| is_within(&number, &exact))
            };
            let broken = limit.filter(|limit| !is_right(limit));
            broken.map_or(Ok(()), |limit| {
                let limit = limit.text;
                Err(ViolationKind::Outside { side, limit })
            })
        };
        if let (Some(only), true) = (bounds.least, bounds.is_one()) {
            outside("", Some(only), Decimal::eq).map_err(|_| ViolationKind::Other(only.text))?;
        }
        outside("below", bounds.least, Decimal::ge)?;
        outside("above", bounds.most, Decimal::le)?;
        outside("not above", bounds.above, Decimal::gt)?;
        outside("not below", bounds.below, Decimal::lt)?;
        outside("no multiple of", bounds.multiple_of, |number, of| {
            number.is_multiple_of(*of)
        })
    }

    /// Whether `true` or `false` can be sent here.
    ///
    /// # Errors
    /// What is wrong with it.
    pub const fn check_bool(&self, value: bool) -> Result<(), ViolationKind<'static>> {
        match (self.kind, self.values) {
            (Kind::Bool, [only]) if is_same(only, "true") != value => {
                Err(ViolationKind::Other(only))
            }
            (Kind::Bool, _) => Ok(()),
            _ => Err(ViolationKind::Type {
                expected: self.kind.json(),
                found: "a bool",
            }),
        }
    }
}

/// The rows of a body, those of the entity where it stands. (One type, compiled here: an iterator put together of others is
/// compiled once more by each that asks.)
#[derive(Clone, Debug)]
struct Rows {
    entity: Option<&'static Object>,
    body: core::slice::Iter<'static, &'static Field>,
    within: core::slice::Iter<'static, &'static Field>,
}

impl Iterator for Rows {
    type Item = &'static Field;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.within.next() {
                return Some(row);
            }
            let row = self.body.next()?;
            match (row.kind, self.entity) {
                (Kind::Object(_), Some(entity)) => self.within = entity.fields.iter(),
                _ => return Some(row),
            }
        }
    }
}

/// Checks whether a string can be a segment of a path. URL libraries remove `.` and `..` from a path, so a request with one
/// would arrive somewhere else, and an empty segment names nothing.
///
/// # Errors
/// The text is empty, `.` or `..`.
pub const fn check_segment(text: &str) -> Result<(), ViolationKind<'static>> {
    match text.as_bytes() {
        [] => Err(ViolationKind::Short { least: 1, found: 0 }),
        b"." | b".." => Err(ViolationKind::DotSegment),
        _ => Ok(()),
    }
}

/// (Out of the way of [`Pattern::matches`], which is to stand within the encoder: it is asked there first.)
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

/// The first and the last integer between which every one is valid; none is if the first is above the last.
pub(crate) const fn fast_range(least: i64, most: i64, multiple_of: i64) -> (i64, i64) {
    if multiple_of == 1 {
        (least, most)
    } else {
        (1, 0)
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
    /// Whether there can be so many entries.
    ///
    /// # Errors
    /// What is wrong with their number.
    pub const fn check_count(&self, found: usize) -> Result<(), ViolationKind<'static>> {
        let (least, most) = (self.least, self.most);
        if found < least as usize {
            return Err(ViolationKind::Few { least, found });
        }
        if found > most as usize {
            return Err(ViolationKind::Many { most, found });
        }
        Ok(())
    }
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

impl Definition {
    /// A request as generated code has it: what is known of the body stands with the struct that maps it.
    #[must_use]
    pub const fn new(
        name: &'static str,
        module: &'static str,
        method: &'static str,
        path: &'static str,
        fields: &'static [&'static Field],
    ) -> Self {
        Self {
            name,
            module,
            method,
            path,
            parameters: &[],
            body: Object::new(fields),
            description: "",
            source: "",
        }
    }

    /// The definition that ships under this name: a table of the toolkit's own, or by feature `json` a file of
    /// [`SHIPPED`](crate::SHIPPED), which is read once.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        let mut tables = table::DEFINITIONS.into_iter();
        let table = tables.find(|definition| definition.name == name);
        table.or_else(|| shipped::find(name))
    }

    /// The definition of the request that goes to this path: `/v2/supplier/42/labels`. As with [`find`](Self::find), the
    /// files count by feature `json`.
    #[must_use]
    pub fn at(path: &str) -> Option<&'static Self> {
        let mut tables = table::DEFINITIONS.into_iter();
        let table = tables.find(|definition| definition.is_at(path));
        table.or_else(|| shipped::at(path))
    }

    /// Whether a request of this definition goes to this path. Where the definition has a parameter, any segment may stand
    /// that is not empty, `.` or `..`.
    #[must_use]
    pub fn is_at(&self, path: &str) -> bool {
        let mut segments = path.split('/');
        let mut own = self.path.split('/');
        let all = own.by_ref().all(|own| {
            segments.next().is_some_and(|segment| {
                own == segment || own.starts_with(':') && check_segment(segment).is_ok()
            })
        });
        all && segments.next().is_none()
    }

    /// The field that holds the entity: the only object of the body with fields of its own, where it is required. A flat body
    /// has none; of several objects none is the entity, and each is mapped as a whole, as is one that may be absent.
    #[must_use]
    pub const fn entity(&self) -> Option<(&'static Field, &'static Object)> {
        let (mut at, mut found) = (0, None);
        while at < self.body.fields.len() {
            if let Kind::Object(object) = self.body.fields[at].kind {
                if found.is_some() {
                    return None;
                }
                found = Some((self.body.fields[at], object));
            }
            at += 1;
        }
        match found {
            Some((row, _)) if row.is_required() => found,
            _ => None,
        }
    }

    /// Every field that an event maps, envelope and entity, in the order in which they are written.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> + Clone + use<> {
        Rows {
            entity: self.entity().map(|(_, object)| object),
            body: self.body.fields.iter(),
            within: [].iter(),
        }
    }

    /// The place of a row: that of the definition among those that ship, and its own among the [`fields`](Self::fields).
    #[must_use]
    pub fn place_of(&self, row: &Field) -> (usize, usize) {
        let mut definitions = table::DEFINITIONS.iter();
        let definition = definitions.position(|other| other.name == self.name);
        let mut rows = self.fields();
        let row = rows.position(|other| other.parent == row.parent && other.name == row.name);
        (definition.unwrap_or_default(), row.unwrap_or_default())
    }

    /// The definition and the row at a place; a place of none is the first.
    #[must_use]
    pub const fn row_at(definition: usize, row: usize) -> (&'static Self, &'static Field) {
        let definition = table::DEFINITIONS[definition % table::DEFINITIONS.len()];
        let is_entity = definition.entity().is_some();
        let (rows, mut rest, mut at) = (definition.body.fields, row, 0);
        while at < rows.len() {
            let within: &[&Field] = match rows[at].kind {
                Kind::Object(object) if is_entity => object.fields,
                _ => &[rows[at]],
            };
            if rest < within.len() {
                return (definition, within[rest]);
            }
            rest -= within.len();
            at += 1;
        }
        (definition, rows[0])
    }

    /// The JSON Pointer of the entity; empty where the body is flat.
    #[must_use]
    pub const fn entity_pointer(&self) -> &'static str {
        match self.entity_rows() {
            [first, ..] => first.parent,
            [] => "",
        }
    }

    /// The field of the entity (of the body, where that is flat) that has this name.
    #[must_use]
    pub const fn entity_row(&self, name: &str) -> Option<&'static Field> {
        let rows = self.entity_rows();
        let mut at = 0;
        while at < rows.len() {
            if is_same(rows[at].name, name) {
                return Some(rows[at]);
            }
            at += 1;
        }
        None
    }

    /// The fields of the entity, or of a flat body.
    #[must_use]
    pub const fn entity_rows(&self) -> &'static [&'static Field] {
        match self.entity() {
            Some((_, entity)) => entity.fields,
            None => self.body.fields,
        }
    }

    /// The free object `custom`, where the definition has one.
    #[must_use]
    pub fn custom(&self) -> Option<&'static Field> {
        self.fields()
            .find(|field| field.name == "custom" && matches!(field.kind, Kind::Custom))
    }
}
