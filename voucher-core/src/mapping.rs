//! Which Rust field feeds which field definition: plain data that the derives write.

use alloc::borrow::Cow;
use voucher_definition::const_str::is_same;
use voucher_definition::{Definition, Field, voucher};

/// The mapping of an event.
#[derive(Debug)]
pub struct EventMapping {
    /// The definition of the event.
    pub definition: &'static Definition,
    /// Mapped field definitions, each with its Rust field: all of them for a part or object, and for an event those
    /// that `fields` cannot name. An event's names are read only to report a violation.
    pub names: &'static [(&'static Field, &'static str)],
    /// The Rust type, then the Rust field behind each field of the definition, in its order: `Check,customer_id,,code`.
    /// A field that is not mapped is empty. One string compiles faster than a list.
    pub fields: &'static str,
}

impl EventMapping {
    /// Creates a mapping onto the fields of a definition.
    #[must_use]
    pub const fn new(definition: &'static Definition, fields: &'static str) -> Self {
        Self {
            definition,
            names: &[],
            fields,
        }
    }

    /// Returns the Rust field behind a field definition.
    #[cold]
    pub(crate) fn name(&self, field: &'static Field) -> Option<Cow<'static, str>> {
        let mut names = self.names.iter();
        if let Some((_, name)) = names.find(|(mapped, _)| core::ptr::eq(*mapped, field)) {
            return Some(Cow::Borrowed(name));
        }
        let (type_name, names) = self.fields.split_once(',')?;
        let mut fields = self.definition.fields().zip(names.split(','));
        let (_, name) = fields.find(|(mapped, _)| core::ptr::eq(*mapped, field))?;
        (!name.is_empty()).then(|| Cow::Owned([type_name, ".", name].concat()))
    }
}

/// The mapping of a part, or of a nested object.
#[derive(Debug)]
pub struct PartMapping {
    /// The definition, and the Rust field behind each mapped field.
    pub mapping: EventMapping,
    /// Whether each mapped field always has a value.
    pub always: &'static [bool],
    /// The digest of each mapped field's definition, or a marker for a member that the definition does not list.
    pub digests: &'static [u64],
    /// The groups of mutually exclusive fields of which at least one is mapped.
    pub exclusive: &'static [&'static [&'static str]],
    /// Whether an amount needs a currency. The type may supply it itself.
    pub needs_currency: bool,
    /// Whether an amount needs a currency that the type does not supply.
    pub lacks_currency: bool,
}

/// The rules of an object, for types that were derived for another one.
#[derive(Clone, Copy, Debug)]
pub struct ObjectRules {
    /// The object's path as written in the attribute: `order.items`. Empty for the entity.
    pub path: &'static str,
    /// The digest of the object's definition.
    pub digest: u64,
    /// For each field: the name, whether it is required, and the digest of its definition.
    pub fields: &'static [(&'static str, bool, u64)],
    /// The groups of mutually exclusive fields.
    pub exclusive: &'static [&'static [&'static str]],
    /// Whether the object accepts no other members.
    pub is_closed: bool,
}

impl ObjectRules {
    /// Creates the rules of an open object without mutually exclusive fields.
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

    /// Rejects all other members.
    #[must_use]
    pub const fn closed(mut self) -> Self {
        self.is_closed = true;
        self
    }

    /// Returns the digest of the field with this name.
    #[must_use]
    pub const fn digest_of(&self, name: &str) -> Option<u64> {
        let mut index = 0;
        while index < self.fields.len() {
            let (field, _, digest) = self.fields[index];
            if is_same(field, name) {
                return Some(digest);
            }
            index += 1;
        }
        None
    }
}

/// The nested object that a struct was derived for.
#[derive(Clone, Copy, Debug)]
pub struct ObjectMapping {
    /// The object's path as written in the attribute: `order.items`.
    pub object: &'static str,
    /// The JSON Pointer of the object, with `*` for an index: `/order/items/*`.
    pub pointer: &'static str,
    /// Distinguishes objects with different fields or rules.
    pub digest: u64,
}

impl ObjectMapping {
    /// The object of a struct whose derive failed. The derive has reported why, so assertions accept it.
    pub const UNKNOWN: Self = Self {
        object: "",
        pointer: "",
        digest: 0,
    };
}

/// How a part maps a field.
#[derive(Clone, Copy, Debug)]
pub struct MappedField {
    /// The Rust field.
    pub name: &'static str,
    /// Whether there is always a value.
    pub is_always: bool,
}

impl PartMapping {
    /// The mapping of a type that maps nothing.
    pub const NONE: Self = Self {
        mapping: EventMapping::new(&voucher::DEFINITION, ""),
        always: &[],
        digests: &[],
        exclusive: &[],
        needs_currency: false,
        lacks_currency: false,
    };

    /// Returns the digest of the mapped field at this index.
    #[must_use]
    pub const fn digest(&self, index: usize) -> u64 {
        if index < self.digests.len() {
            self.digests[index]
        } else {
            Field::DIGEST_IN_CUSTOM
        }
    }

    /// Returns the JSON Pointer of the entity that a part belongs to.
    #[must_use]
    pub const fn pointer(&self) -> &'static str {
        self.mapping.definition.entity_pointer()
    }

    /// Returns how the part maps a field, if it does.
    #[must_use]
    pub const fn find(&self, field: &Field) -> Option<MappedField> {
        let mut index = 0;
        while index < self.mapping.names.len() {
            let (mapped, name) = self.mapping.names[index];
            if field.is_namesake(mapped) {
                let is_always = self.always[index];
                return Some(MappedField { name, is_always });
            }
            index += 1;
        }
        None
    }
}
