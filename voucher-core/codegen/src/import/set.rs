//! The values that a schema accepts, by their JSON type. A definition has at most one set of rules for each type, except for
//! objects, which can have alternatives.

use super::document::Place;
use indexmap::{IndexMap, IndexSet};
use std::rc::Rc;

/// The values that a schema accepts.
#[derive(Clone, Debug)]
pub(super) struct Set<'d> {
    pub(super) null: bool,
    /// The valid bools.
    pub(super) bools: Vec<bool>,
    pub(super) numbers: Option<Numbers>,
    pub(super) strings: Option<Strings>,
    pub(super) arrays: Option<Arrays<'d>>,
    /// An object is valid if it is valid for one of these.
    pub(super) objects: Vec<Objects<'d>>,
    /// Whether it must not be valid for two of them.
    pub(super) only_one: bool,
    /// The schema that accepts the same values, apart from `null`.
    pub(super) reference: Option<Reference<'d>>,
    /// How the source distinguishes the objects, if nothing else does.
    pub(super) discriminator: Option<Discriminator<'d>>,
    /// The annotations of the schema.
    pub(super) notes: Notes,
    /// The annotations of the schema that `reference` leads to.
    pub(super) target_notes: Notes,
}

/// A reference to a schema.
#[derive(Clone, Debug)]
pub(super) struct Reference<'d> {
    pub(super) target: Place<'d>,
    /// Whether `null` is valid, too.
    pub(super) or_null: bool,
}

/// The property that distinguishes objects, with the schema for each of its values.
#[derive(Clone, Debug)]
pub(super) struct Discriminator<'d> {
    pub(super) property: String,
    pub(super) mapping: Vec<(String, Place<'d>)>,
    /// The JSON Pointer of the keyword.
    pub(super) pointer: Rc<str>,
}

/// The annotations of a schema.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    pub(super) description: Option<String>,
    pub(super) is_deprecated: bool,
    pub(super) is_read_only: bool,
    pub(super) is_sensitive: bool,
}

/// A value that a schema lists.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Listed {
    /// The string, or the number as it is written.
    pub(super) value: String,
    pub(super) description: Option<String>,
    pub(super) is_deprecated: bool,
}

/// The rules of numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Numbers {
    pub(super) is_integer: bool,
    pub(super) min: Option<Limit>,
    pub(super) max: Option<Limit>,
    pub(super) multiple_of: Option<String>,
    pub(super) listed: Option<Vec<Listed>>,
}

/// A limit of numbers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Limit {
    pub(super) number: String,
    pub(super) is_exclusive: bool,
}

/// The rules of strings.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Strings {
    pub(super) min: u64,
    pub(super) max: Option<u64>,
    pub(super) pattern: Option<String>,
    pub(super) format: Option<String>,
    pub(super) listed: Option<Vec<Listed>>,
}

/// The rules of arrays.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Arrays<'d> {
    /// The schemas that each element satisfies.
    pub(super) items: Vec<Place<'d>>,
    pub(super) min: u64,
    pub(super) max: Option<u64>,
    pub(super) is_unique: bool,
}

/// The rules of objects.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Objects<'d> {
    /// The schema that accepts the same objects.
    pub(super) reference: Option<Place<'d>>,
    /// The schemas that each property satisfies.
    pub(super) properties: IndexMap<String, Vec<Place<'d>>>,
    pub(super) required: IndexSet<String>,
    pub(super) additional: Additional<'d>,
    pub(super) min: u64,
    pub(super) max: Option<u64>,
    /// The schemas that each name satisfies.
    pub(super) names: Vec<Place<'d>>,
    /// The pattern that each name matches.
    pub(super) name_pattern: Option<String>,
    /// Groups of properties of which exactly one is present.
    pub(super) exactly_one: Vec<Vec<String>>,
    /// Groups of properties of which at most one is present.
    pub(super) exclusive: Vec<Vec<String>>,
    /// What the alternative is for.
    pub(super) description: Option<String>,
}

/// The members that are not among the properties.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Additional<'d> {
    #[default]
    Any,
    None,
    Schemas(Vec<Place<'d>>),
}

/// The JSON types of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    String,
    Number,
    Bool,
    Object,
    Array,
}

impl Type {
    pub(super) const ALL: [Self; 5] = [
        Self::String,
        Self::Number,
        Self::Bool,
        Self::Object,
        Self::Array,
    ];

    pub(super) fn plural(self) -> &'static str {
        match self {
            Self::String => "strings",
            Self::Number => "numbers",
            Self::Bool => "bools",
            Self::Object => "objects",
            Self::Array => "arrays",
        }
    }
}

impl<'d> Set<'d> {
    /// Returns the set of all values.
    pub(super) fn everything() -> Self {
        Self {
            null: true,
            bools: vec![true, false],
            numbers: Some(Numbers::default()),
            strings: Some(Strings::default()),
            arrays: Some(Arrays::default()),
            objects: vec![Objects::default()],
            ..Self::nothing()
        }
    }

    /// Returns the empty set.
    pub(super) fn nothing() -> Self {
        Self {
            null: false,
            bools: Vec::new(),
            numbers: None,
            strings: None,
            arrays: None,
            objects: Vec::new(),
            only_one: false,
            reference: None,
            discriminator: None,
            notes: Notes::default(),
            target_notes: Notes::default(),
        }
    }

    /// Returns whether a type of values occurs.
    pub(super) fn has(&self, of: Type) -> bool {
        match of {
            Type::String => self.strings.is_some(),
            Type::Number => self.numbers.is_some(),
            Type::Bool => !self.bools.is_empty(),
            Type::Object => !self.objects.is_empty(),
            Type::Array => self.arrays.is_some(),
        }
    }

    /// Returns whether all values of a type are valid.
    pub(super) fn has_all(&self, of: Type) -> bool {
        match of {
            Type::String => self.strings == Some(Strings::default()),
            Type::Number => self.numbers == Some(Numbers::default()),
            Type::Bool => self.bools.len() == 2,
            Type::Object => self.objects.iter().any(Objects::is_free),
            Type::Array => self.arrays == Some(Arrays::default()),
        }
    }

    /// Removes the values of a type.
    pub(super) fn remove(&mut self, of: Type) {
        match of {
            Type::String => self.strings = None,
            Type::Number => self.numbers = None,
            Type::Bool => self.bools.clear(),
            Type::Object => self.objects.clear(),
            Type::Array => self.arrays = None,
        }
    }

    /// Returns the types that occur.
    pub(super) fn types(&self) -> impl Iterator<Item = Type> + use<'_, 'd> {
        Type::ALL.into_iter().filter(|of| self.has(*of))
    }

    pub(super) fn is_nothing(&self) -> bool {
        !self.null && self.types().next().is_none()
    }

    pub(super) fn is_everything(&self) -> bool {
        self.null && Type::ALL.into_iter().all(|of| self.has_all(of))
    }

    pub(super) fn is_only_null(&self) -> bool {
        self.null && self.types().next().is_none()
    }

    /// Returns the annotations of the schema, and those of its target for what it has none.
    pub(super) fn all_notes(&self) -> Notes {
        let mut notes = self.notes.clone();
        notes.add(&self.target_notes);
        notes
    }

    /// Restricts a schema that has no types to those that it has rules for. Returns whether it did.
    pub(super) fn imply_types(&mut self, is_nullable: bool) -> bool {
        let has_all_types = Type::ALL.into_iter().all(|of| self.has(of)) && self.null;
        let unrestricted: Vec<_> = self.types().filter(|of| self.has_all(*of)).collect();
        if !has_all_types || unrestricted.len() == Type::ALL.len() {
            return false;
        }
        for of in unrestricted {
            self.remove(of);
        }
        self.null = is_nullable;
        if let Some(reference) = &mut self.reference {
            reference.or_null = is_nullable;
        }
        true
    }
}

impl Notes {
    /// Adds the annotations of a schema that also applies. Those that are already known have precedence.
    pub(super) fn add(&mut self, other: &Self) {
        if self.description.is_none() {
            self.description.clone_from(&other.description);
        }
        self.is_deprecated |= other.is_deprecated;
        self.is_read_only |= other.is_read_only;
        self.is_sensitive |= other.is_sensitive;
    }
}

impl<'d> Objects<'d> {
    /// Returns whether all objects are valid.
    pub(super) fn is_free(&self) -> bool {
        self.properties.is_empty()
            && self.required.is_empty()
            && self.additional == Additional::Any
            && self.min == 0
            && self.max.is_none()
            && self.names.is_empty()
            && self.name_pattern.is_none()
            && self.exactly_one.is_empty()
            && self.exclusive.is_empty()
    }

    /// Returns whether a definition has properties for it, or knows that it has none. Otherwise it is a map.
    pub(super) fn has_members(&self) -> bool {
        !self.properties.is_empty()
            || !self.required.is_empty()
            || self.additional == Additional::None
    }

    /// Returns the schemas that the value of a member satisfies; `None` if it does not exist.
    pub(super) fn member(&self, name: &str) -> Option<&[Place<'d>]> {
        match (self.properties.get(name), &self.additional) {
            (Some(schemas), _) | (None, Additional::Schemas(schemas)) => Some(schemas),
            (None, Additional::Any) => Some(&[]),
            (None, Additional::None) => None,
        }
    }
}
