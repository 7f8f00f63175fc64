//! What the compiler knows about types: `TypeInfo` for the compile-time assertions, `SchemaInfo` for `schema()`.

use crate::constant::given;
use crate::encode::Encoder;
use crate::mapping::{ObjectMapping, PartMapping};
use voucher_definition::{Definition, Field};

/// What is known of a type that is wrong, and why. (No function: what stands behind the reference depends on the type, and
/// only a const of its own keeps that.)
macro_rules! rejected {
    ($why:expr) => {
        $crate::type_info::TypeInfo {
            needs_check: true,
            facts: &$crate::type_info::Facts::wrong($why),
            ..$crate::type_info::TypeInfo::RIGHT
        }
    };
}

pub(crate) use rejected;

/// What the compiler knows about a field's type. (What is seldom asked for stands behind a reference: the compiler looks
/// over each part of each `TypeInfo` of each struct, which is a fifteenth of its time where they are twenty instead of four.)
#[derive(Clone, Copy, Debug)]
pub struct TypeInfo {
    /// Whether a question about it has anything to ask: a const that looks at a flag costs the compiler a third of one that
    /// asks two lists for their lengths.
    pub(crate) needs_check: bool,
    /// Whether there may be no value.
    pub optional: bool,
    /// Whether the value can only be written with the event's currency.
    pub needs_currency: bool,
    /// The rest.
    pub(crate) facts: &'static Facts,
}

/// What is known of a type beside what every question asks.
#[cfg_attr(not(feature = "serde"), allow(dead_code))] // the schema alone reads all of it
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts {
    /// Why it cannot stand for the field; empty if it can.
    pub(crate) wrong: &'static str,
    /// Every value that an enum can hold.
    pub(crate) values: &'static [&'static str],
    /// Whether an identifier is an integer.
    pub(crate) is_integer: bool,
    /// The least and the greatest integer that the type can hold.
    pub(crate) range: (i64, i64),
    /// How many entries a list always has.
    pub(crate) count: Option<usize>,
    /// What a type with fields of its own maps.
    pub(crate) object: Option<(
        &'static PartMapping,
        Option<&'static ObjectMapping>,
        &'static SchemaInfo,
    )>,
}

impl Facts {
    pub(crate) const NONE: Self = Self {
        wrong: "",
        values: &[],
        is_integer: false,
        range: (i64::MIN, i64::MAX),
        count: None,
        object: None,
    };

    pub(crate) const fn wrong(why: &'static str) -> Self {
        Self {
            wrong: why,
            ..Self::NONE
        }
    }
}

impl TypeInfo {
    /// Any value of the type may be right; the program sees.
    pub(crate) const RIGHT: Self = Self {
        needs_check: false,
        optional: false,
        needs_currency: false,
        facts: &Facts::NONE,
    };

    /// There is a value: a constant.
    pub const ALWAYS: Self = Self::RIGHT;

    /// What is known of an entry, as what is known of an array of so many.
    pub(crate) const fn entry(self, count: Option<usize>) -> Facts {
        if self.optional {
            return Facts::wrong("an entry of an array is always there; leave out what is `None`");
        }
        Facts {
            count,
            ..*self.facts
        }
    }

    pub(crate) const fn optional(self) -> Self {
        const TWICE: TypeInfo = rejected!(
            "an `Option` within an `Option` says twice that there may be no value; use one"
        );
        if self.optional {
            return TWICE;
        }
        Self {
            optional: true,
            ..self
        }
    }
}

/// Everything that a type can send.
#[derive(Clone, Copy, Debug)]
pub struct SchemaInfo {
    /// What is known of the type of each field of which there is nothing else to say.
    pub types: &'static [TypeInfo],
    /// The row of each, by its place in the definition: `0 1 10`. One text is cheaper to compile than a list.
    pub rows: &'static str,
    /// Rows that have a value in every event, whatever the type says.
    pub always: &'static [usize],
    /// Rows with a constant text.
    pub texts: &'static [(usize, &'static str)],
    /// Rows with a constant integer.
    pub integers: &'static [(usize, i64)],
    /// Rows with a constant bool.
    pub bools: &'static [(usize, bool)],
    /// The other fields, and what stands beside the fields.
    pub others: &'static [SchemaField],
}

/// One row, or something that stands beside the rows.
#[derive(Clone, Copy, Debug)]
pub struct SchemaField {
    pub(crate) source: Source,
    /// The row's place in the definition.
    row: usize,
    /// The row, where it is none of a definition's own: a member, or one that the user narrowed.
    own: Option<&'static Field>,
    /// Whether there is a value in every event.
    pub(crate) is_always: bool,
    /// Whether a currency may be any three letters.
    pub(crate) is_unlisted: bool,
    /// The user's own function that is asked of the value; empty where there is none.
    pub(crate) check: &'static str,
}

/// Where a row's value is from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source {
    /// A type of which this is known.
    Type(TypeInfo),
    /// Constants.
    Text(&'static str),
    Integer(i64),
    Bool(bool),
    /// A constant, by what writes it.
    Given(fn(&mut Encoder<'_>, usize) -> usize),
    /// A part's rows.
    Part(&'static PartMapping, &'static SchemaInfo),
    /// Any value, or none.
    Member,
    /// Two rows, of which at most one is sent.
    Exclusive(&'static Field, &'static Field),
    /// The whole event, or the whole part: only asked.
    StructCheck,
}

impl SchemaInfo {
    /// Of a type of which nothing is known.
    pub const NONE: Self = Self {
        types: &[],
        rows: "",
        always: &[],
        texts: &[],
        integers: &[],
        bools: &[],
        others: &[],
    };

    /// Of types of which there is nothing else to say.
    #[must_use]
    #[inline]
    pub const fn of(types: &'static [TypeInfo], rows: &'static str) -> Self {
        Self {
            types,
            rows,
            ..Self::NONE
        }
    }

    /// Each of them.
    #[inline]
    pub(crate) fn iter(&self) -> impl Iterator<Item = SchemaField> + use<> {
        let (always, texts, integers, bools) = (self.always, self.texts, self.integers, self.bools);
        let rows = self.rows.split(' ').filter_map(|row| row.parse().ok());
        let plain = self.types.iter().zip(rows);
        let plain = plain.map(|(type_info, row)| SchemaField::of(*type_info, row));
        plain
            .chain(always.iter().map(|row| SchemaField::row(*row).always()))
            .chain(
                texts
                    .iter()
                    .map(|(row, text)| SchemaField::constant(Source::Text(text), *row)),
            )
            .chain(
                integers
                    .iter()
                    .map(|(row, one)| SchemaField::constant(Source::Integer(*one), *row)),
            )
            .chain(
                bools
                    .iter()
                    .map(|(row, one)| SchemaField::constant(Source::Bool(*one), *row)),
            )
            .chain(self.others.iter().copied())
    }
}

impl SchemaField {
    #[inline]
    const fn new(source: Source, row: usize) -> Self {
        Self {
            source,
            row,
            own: None,
            is_always: false,
            is_unlisted: false,
            check: "",
        }
    }

    /// A value of a type; there is one in every event, unless the type is an `Option`.
    #[must_use]
    #[inline]
    pub const fn of(type_info: TypeInfo, row: usize) -> Self {
        let mut schema_field = Self::new(Source::Type(type_info), row);
        schema_field.is_always = !type_info.optional;
        schema_field
    }

    /// A value of which nothing is known, not even whether there is one.
    #[must_use]
    #[inline]
    pub const fn row(row: usize) -> Self {
        Self::new(Source::Type(TypeInfo::RIGHT), row)
    }

    #[inline]
    const fn constant(source: Source, row: usize) -> Self {
        Self::new(source, row).always()
    }

    /// A constant that a path names.
    #[must_use]
    #[inline]
    pub const fn given(row: usize, write: fn(&mut Encoder<'_>, usize) -> usize) -> Self {
        Self::constant(Source::Given(write), row)
    }

    /// A member that no definition lists. Whether it is a `None`, only its serializer knows.
    #[must_use]
    #[inline]
    pub const fn member(row: &'static Field) -> Self {
        Self::new(Source::Member, 0).by(row)
    }

    /// The rows of a part.
    #[must_use]
    #[inline]
    pub const fn part(
        type_info: TypeInfo,
        part: &'static PartMapping,
        schema_info: &'static SchemaInfo,
    ) -> Self {
        let mut whole = Self::new(Source::Part(part, schema_info), 0);
        whole.is_always = !type_info.optional;
        whole
    }

    /// Two rows, of which at most one is sent.
    #[must_use]
    #[inline]
    pub const fn exclusive(one: &'static Field, other: &'static Field) -> Self {
        Self::new(Source::Exclusive(one, other), 0)
    }

    /// The whole event, or the whole part, which a function of the user's is asked about.
    #[must_use]
    #[inline]
    pub const fn whole(check: &'static str) -> Self {
        Self::new(Source::StructCheck, 0).checked(check)
    }

    /// There is a value in every event.
    #[must_use]
    #[inline]
    pub const fn always(mut self) -> Self {
        self.is_always = true;
        self
    }

    /// By the rules of another row than the definition's.
    #[must_use]
    #[inline]
    pub const fn by(mut self, row: &'static Field) -> Self {
        self.own = Some(row);
        self
    }

    /// A currency of any three letters.
    #[must_use]
    #[inline]
    pub const fn unlisted(mut self) -> Self {
        self.is_unlisted = true;
        self
    }

    /// A function of the user's is asked about the value.
    #[must_use]
    #[inline]
    pub const fn checked(mut self, check: &'static str) -> Self {
        self.check = check;
        self
    }

    /// The row.
    #[inline]
    pub(crate) fn field(&self, definition: &Definition) -> Option<&'static Field> {
        self.own.or_else(|| definition.fields().nth(self.row))
    }
}

impl Source {
    /// Writes a constant; nothing, where there is none.
    #[inline]
    pub(crate) fn write(self, encoder: &mut Encoder<'_>, at: usize, row: &'static Field) -> usize {
        match self {
            Self::Text(text) => given(text).put(encoder, at, row),
            Self::Integer(integer) => given(integer).put(encoder, at, row),
            Self::Bool(bool) => given(bool).put(encoder, at, row),
            Self::Given(write) => write(encoder, at),
            Self::Type(_)
            | Self::Part(..)
            | Self::Member
            | Self::Exclusive(..)
            | Self::StructCheck => at,
        }
    }
}
