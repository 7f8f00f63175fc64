//! Which field of a struct feeds which field definition: plain data that the derives write.

use alloc::borrow::Cow;
use voucher_definition::const_str::is_same;
use voucher_definition::{Definition, Field, voucher};

/// What the encoder knows of a type before it sees a value.
#[derive(Debug)]
pub struct EventMapping {
    /// The definition that the type maps onto.
    pub definition: &'static Definition,
    /// The Rust field behind each mapped row, looked up only for a violation.
    pub names: &'static [(&'static Field, &'static str)],
    /// The same for rows of the definition, in its order, behind the type's own name: `Check,customer_id,,code`. One text
    /// is cheaper to compile than a list; a row without a field has an empty place in it.
    pub rows: &'static str,
}

impl EventMapping {
    /// A mapping that names the fields behind rows of the definition.
    #[must_use]
    pub const fn new(definition: &'static Definition, rows: &'static str) -> Self {
        Self {
            definition,
            names: &[],
            rows,
        }
    }

    /// The Rust field behind a row.
    #[cold]
    pub(crate) fn name(&self, field: &'static Field) -> Option<Cow<'static, str>> {
        let mut names = self.names.iter();
        if let Some((_, name)) = names.find(|(row, _)| core::ptr::eq(*row, field)) {
            return Some(Cow::Borrowed(name));
        }
        let (own, rows) = self.rows.split_once(',')?;
        let mut rows = self.definition.fields().zip(rows.split(','));
        let (_, name) = rows.find(|(row, _)| core::ptr::eq(*row, field))?;
        (!name.is_empty()).then(|| Cow::Owned([own, ".", name].concat()))
    }
}

/// What a part maps of an entity, or a struct of an object within the body.
#[derive(Debug)]
pub struct PartMapping {
    /// Its definition, and each row with the Rust field behind it.
    pub mapping: EventMapping,
    /// For each row, whether there is always a value.
    pub always: &'static [bool],
    /// For each row, the digest of its definition, or what a member has that the definition does not list.
    pub digests: &'static [u64],
    /// The groups of mutually exclusive fields in its object of which it maps at least one.
    pub exclusive: &'static [&'static [&'static str]],
    /// Whether an amount of it needs a currency, which it may have itself.
    pub needs_currency: bool,
    /// Whether an amount of it needs a currency that nothing in it can supply.
    pub lacks_currency: bool,
}

/// The rules of an object that a type has to satisfy which was derived for another one.
#[derive(Clone, Copy, Debug)]
pub struct ObjectRules {
    /// Its path as the attribute has it: `order.items`. Empty for the entity.
    pub path: &'static str,
    /// The digest of its definition.
    pub digest: u64,
    /// Each field: its name, whether it is required, and the digest of its definition.
    pub fields: &'static [(&'static str, bool, u64)],
    /// The groups of mutually exclusive fields.
    pub exclusive: &'static [&'static [&'static str]],
    /// Whether it accepts no other member.
    pub is_closed: bool,
}

impl ObjectRules {
    /// The rules of an open object without mutually exclusive fields.
    #[must_use]
    pub const fn new(
        path: &'static str,
        digest: u64,
        fields: &'static [(&'static str, bool, u64)],
    ) -> Self {
        Self {
            path,
            digest,
            fields,
            exclusive: &[],
            is_closed: false,
        }
    }

    /// Adds the groups of mutually exclusive fields.
    #[must_use]
    pub const fn exclusive(mut self, groups: &'static [&'static [&'static str]]) -> Self {
        self.exclusive = groups;
        self
    }

    /// Accepts no other member.
    #[must_use]
    pub const fn closed(mut self) -> Self {
        self.is_closed = true;
        self
    }

    /// Returns the digest of the field with this name.
    #[must_use]
    pub const fn digest_of(&self, name: &str) -> Option<u64> {
        let mut at = 0;
        while at < self.fields.len() {
            let (field, _, digest) = self.fields[at];
            if is_same(field, name) {
                return Some(digest);
            }
            at += 1;
        }
        None
    }
}

/// An object within the body, which one struct maps as a whole.
#[derive(Clone, Copy, Debug)]
pub struct ObjectMapping {
    /// Its path as the attribute says it: `order.items`.
    pub object: &'static str,
    /// Its JSON Pointer; `*` stands for an index: `/order/items/*`.
    pub pointer: &'static str,
    /// What tells it from an object with other fields or other rules.
    pub digest: u64,
}

impl ObjectMapping {
    /// What is wrong with it is said at its derive.
    pub const UNKNOWN: Self = Self {
        object: "",
        pointer: "",
        digest: 0,
    };
}

/// A row that a part maps.
#[derive(Clone, Copy, Debug)]
pub struct Mapped {
    /// The Rust field.
    pub name: &'static str,
    /// Whether there is always a value.
    pub is_always: bool,
}

impl PartMapping {
    /// A type that maps nothing.
    pub const NONE: Self = Self {
        mapping: EventMapping::new(&voucher::DEFINITION, ""),
        always: &[],
        digests: &[],
        exclusive: &[],
        needs_currency: false,
        lacks_currency: false,
    };

    /// Returns the digest of the row at this place.
    #[must_use]
    pub const fn digest(&self, at: usize) -> u64 {
        if at < self.digests.len() {
            self.digests[at]
        } else {
            Field::DIGEST_IN_CUSTOM
        }
    }

    /// The JSON Pointer of the entity that a part maps.
    #[must_use]
    pub const fn pointer(&self) -> &'static str {
        self.mapping.definition.entity_pointer()
    }

    /// How the part maps a row, if it does.
    #[must_use]
    pub const fn find(&self, row: &Field) -> Option<Mapped> {
        let mut at = 0;
        while at < self.mapping.names.len() {
            let (mapped, name) = self.mapping.names[at];
            if row.is_namesake(mapped) {
                let is_always = self.always[at];
                return Some(Mapped { name, is_always });
            }
            at += 1;
        }
        None
    }
}
