//! Which Rust field feeds which field definition: plain data that the derives write.

use alloc::borrow::Cow;
use alloc::string::String;
use voucher_definition::const_str::is_same;
use voucher_definition::{Contents, Definition, Field, Kind, is_custom, pointer, voucher};

/// The mapping of an event.
#[derive(Debug)]
pub struct EventMapping {
    /// The definition of the event.
    pub definition: &'static Definition,
    /// The Rust type.
    pub type_name: &'static str,
    /// The Rust fields and constants whose names do not follow from `implied_name`. Read only to report a violation.
    pub renamed: &'static [FieldMapping],
}

/// A Rust field or constant, and the field definition that it feeds.
#[derive(Clone, Copy, Debug)]
pub struct FieldMapping {
    /// The name of the Rust field.
    pub name: &'static str,
    /// The JSON Pointer of the field definition.
    pub pointer: &'static str,
}

impl FieldMapping {
    /// Maps a Rust field to the field definition at a JSON Pointer.
    #[must_use]
    pub const fn new(name: &'static str, pointer: &'static str) -> Self {
        Self { name, pointer }
    }
}

impl EventMapping {
    /// Returns the Rust field behind a field definition.
    #[cold]
    pub(crate) fn name(&self, field: &'static Field) -> Option<Cow<'static, str>> {
        let pointer = field.pointer();
        let mut renamed = self.renamed.iter();
        let name = match renamed.find(|mapped| mapped.pointer == pointer) {
            Some(mapped) => mapped.name,
            None => implied_name(field)?,
        };
        Some(Cow::Owned(String::from(self.type_name) + "." + name))
    }
}

/// Returns the name of the Rust field behind a field definition, unless the event's mapping lists another one. So a program
/// does not contain the names of most fields. Nothing is implied about an object, which may be the entity or `custom`, whose
/// members are fields of the struct, or about a list of values.
fn implied_name(field: &'static Field) -> Option<&'static str> {
    let is_value = matches!(field.kind.contents(), Contents::None)
        && !matches!(field.kind, Kind::Custom | Kind::Any);
    (is_value && !field.is_element() && !field.is_body()).then_some(field.rust_name)
}

/// The mapping of a part, or of a nested object.
#[derive(Debug)]
pub struct PartMapping {
    /// The definition and the Rust type; the fields are in `fields`.
    pub mapping: EventMapping,
    /// The JSON Pointer of the object that it maps, in that definition.
    pub pointer: &'static str,
    /// What the part maps.
    pub fields: &'static [PartField],
    /// The groups of mutually exclusive fields of which at least one is mapped.
    pub exclusive: &'static [&'static [&'static str]],
    /// For a nested object, the groups of fields of which it sends exactly one.
    pub exactly_one: &'static [&'static [&'static str]],
    /// Whether it maps a currency.
    pub has_currency: bool,
    /// Whether an amount needs a currency. The type may supply it itself.
    pub needs_currency: bool,
    /// Whether an amount needs a currency that the type does not supply.
    pub lacks_currency: bool,
}

/// A field definition that a part maps. It does not refer to the definition, because the compiler checks all that a const
/// refers to again for each const that refers to that one.
#[derive(Clone, Copy, Debug)]
pub struct PartField {
    /// The name in the API: `value`.
    pub name: &'static str,
    /// The Rust field, with its type: `Money.value`.
    pub source: &'static str,
    /// Whether there is always a value.
    pub is_always: bool,
    /// The digest of the field definition, or a marker for a member that the definition does not list.
    pub digest: u64,
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
    /// The groups of fields of which exactly one is sent. Each is in `exclusive`, too.
    pub exactly_one: &'static [&'static [&'static str]],
    /// Whether the object accepts no other members.
    pub is_closed: bool,
    /// Whether the object has too many fields to list them. Then only the digest is known.
    pub is_large: bool,
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
            exactly_one: &[],
            is_closed: false,
            is_large: false,
        }
    }

    /// Creates the rules of an object whose fields are too many to list them.
    #[must_use]
    pub const fn large(path: &'static str, digest: u64) -> Self {
        let mut rules = Self::new(path, digest, &[]);
        rules.is_large = true;
        rules
    }

    /// Adds the groups of mutually exclusive fields.
    #[must_use]
    pub const fn exclusive(mut self, groups: &'static [&'static [&'static str]]) -> Self {
        self.exclusive = groups;
        self
    }

    /// Adds the groups of fields of which exactly one is sent.
    #[must_use]
    pub const fn exactly_one(mut self, groups: &'static [&'static [&'static str]]) -> Self {
        self.exactly_one = groups;
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

/// The object that a field refers to which is within it, for the types that map it.
#[derive(Clone, Copy, Debug)]
pub struct AncestorRules {
    /// The path of the object or of the alternatives: `category`.
    pub path: &'static str,
    /// The attribute key that has this path: `object` or `field`.
    pub key: &'static str,
    /// The digest of the object.
    pub digest: u64,
}

/// The alternatives of a field, for the types that map them.
#[derive(Clone, Copy, Debug)]
pub struct OneOfRules {
    /// The path of the field, as written in the attribute: `paymentMethod`.
    pub path: &'static str,
    /// The digest of the alternatives.
    pub digest: u64,
    /// The alternatives that are objects.
    pub objects: &'static [&'static ObjectRules],
    /// The elements of the alternative that is an array.
    pub elements: ElementRules,
    /// The values of the alternative that is a map.
    pub values: ElementRules,
}

/// The elements of an array or values of a map, for the types that map them.
#[derive(Clone, Copy, Debug)]
pub enum ElementRules {
    /// They have no members.
    None,
    /// They are objects.
    Object(&'static ObjectRules),
    /// They have alternatives.
    OneOf(&'static OneOfRules),
    /// They have the definition of a value around them.
    Ancestor(AncestorRules),
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

impl PartMapping {
    /// The mapping of a type that maps nothing.
    pub const NONE: Self = Self {
        mapping: EventMapping {
            definition: &voucher::DEFINITION,
            type_name: "",
            renamed: &[],
        },
        pointer: "",
        fields: &[],
        exclusive: &[],
        exactly_one: &[],
        has_currency: false,
        needs_currency: false,
        lacks_currency: false,
    };

    /// Returns the Rust field behind a field definition.
    #[cold]
    pub(crate) fn name(&self, field: &'static Field) -> Option<Cow<'static, str>> {
        // The alternatives of a field have its name and location.
        let pointer = field.pointer();
        let mut fields = self.fields.iter();
        let found = fields.find(|mapped| self.pointer_of(**mapped) == pointer)?;
        Some(Cow::Borrowed(found.source))
    }

    /// Returns the JSON Pointer of a field that the part maps.
    pub(crate) fn pointer_of(&self, mapped: PartField) -> String {
        let custom = if mapped.is_in_custom() { "/custom" } else { "" };
        pointer(&(String::from(self.pointer) + custom), mapped.name)
    }

    /// Returns how the part maps a field, if it does.
    #[must_use]
    pub const fn find(&self, field: &Field) -> Option<PartField> {
        self.find_member(field.name, field.is_in_custom())
    }

    /// Returns how the part maps the member of an entity with this name, or that of the free object `custom`.
    #[must_use]
    pub(crate) const fn find_member(&self, name: &str, is_in_custom: bool) -> Option<PartField> {
        let mut index = 0;
        while index < self.fields.len() {
            let mapped = self.fields[index];
            if is_same(mapped.name, name) && self.is_in_custom(mapped) == is_in_custom {
                return Some(mapped);
            }
            index += 1;
        }
        None
    }

    /// Returns whether a field that the part maps is a member of the free object `custom`, as [`Field::is_in_custom`] does.
    #[must_use]
    pub(crate) const fn is_in_custom(&self, mapped: PartField) -> bool {
        mapped.is_in_custom() || is_custom(self.pointer)
    }
}

impl PartField {
    /// Returns whether the field is a member of a free object `custom` in the object that the part maps.
    const fn is_in_custom(&self) -> bool {
        self.digest == Field::DIGEST_IN_CUSTOM
    }
}
