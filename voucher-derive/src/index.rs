//! Indexes of definitions: what is true of a definition, whatever a struct maps of it. Each is computed once, because many
//! structs can map a definition with thousands of fields.

#[cfg_attr(not(feature = "definition-file"), path = "index/without_files.rs")]
mod map;

use map::{Cache, Map};
use std::sync::OnceLock;
use voucher_definition as definition;
use voucher_definition::{Contents, Kind};

/// The fields of an object.
pub(crate) struct ObjectIndex {
    pub(crate) definition: &'static definition::Object,
    /// The position of each field, by its name in the API.
    names: Map<&'static str, usize>,
    /// The position of each field whose name in Rust is another one, by that name.
    rust_names: Map<&'static str, usize>,
    /// In the order of the object.
    pub(crate) required: Vec<&'static definition::Field>,
    pub(crate) currencies: Vec<&'static definition::Field>,
    /// Those in groups of mutually exclusive fields.
    #[cfg(feature = "definition-file")]
    pub(crate) exclusive: Vec<&'static definition::Field>,
    /// Whether a field is an amount or contains one.
    contains_amounts: OnceLock<bool>,
    digest: OnceLock<u64>,
}

/// The fields that an event can map.
pub(crate) struct DefinitionIndex {
    pub(crate) body: &'static ObjectIndex,
    pub(crate) entity: Option<(&'static definition::Field, &'static ObjectIndex)>,
    /// The required fields of the body and of the entity.
    pub(crate) required: Vec<&'static definition::Field>,
    /// The object `custom`.
    pub(crate) custom: Option<&'static definition::Field>,
}

static OBJECTS: Cache<ObjectIndex> = Cache::new();
static DEFINITIONS: Cache<DefinitionIndex> = Cache::new();
/// The digests of alternatives.
#[cfg(feature = "definition-file")]
static DIGESTS: Cache<u64> = Cache::new();

impl ObjectIndex {
    pub(crate) fn of(object: &'static definition::Object) -> &'static Self {
        OBJECTS.get(object, Self::new)
    }

    fn new(object: &'static definition::Object) -> Self {
        let mut index = Self {
            definition: object,
            names: Map::with_capacity(object.fields.len()),
            rust_names: Map::with_capacity(object.fields.len()),
            required: Vec::new(),
            currencies: Vec::new(),
            #[cfg(feature = "definition-file")]
            exclusive: Vec::new(),
            contains_amounts: OnceLock::new(),
            digest: OnceLock::new(),
        };
        for (position, field_definition) in object.fields.iter().enumerate() {
            index.names.insert_new(field_definition.name, position);
            if field_definition.rust_name != field_definition.name {
                index
                    .rust_names
                    .insert_new(field_definition.rust_name, position);
            }
            if field_definition.is_required() {
                index.required.push(field_definition);
            }
            if matches!(field_definition.kind, Kind::Currency) {
                index.currencies.push(field_definition);
            }
        }
        #[cfg(feature = "definition-file")]
        index.index_exclusive();
        index
    }

    #[cfg(feature = "definition-file")]
    fn index_exclusive(&mut self) {
        let groups = self.definition.exclusive.iter().copied();
        let mut names: Vec<_> = groups.flatten().collect();
        names.sort_by_key(|name| self.names.get(name));
        names.dedup();
        let fields = names.into_iter();
        self.exclusive = fields.filter_map(|name| self.field(name)).collect();
    }

    fn at(&self, position: usize) -> Option<&'static definition::Field> {
        self.definition.fields.get(position).copied()
    }

    /// Returns the field with this name in the API.
    pub(crate) fn field(&self, name: &str) -> Option<&'static definition::Field> {
        self.at(self.names.get(name)?)
    }

    /// Returns the fields with this name, in the API or in Rust, in their order: at most two.
    pub(crate) fn fields_named(&self, name: &str) -> [Option<&'static definition::Field>; 2] {
        let by_name = self.names.get(name);
        let by_rust_name = self.rust_names.get(name).or_else(|| {
            let is_named =
                |field_definition: &definition::Field| field_definition.rust_name == name;
            by_name.filter(|position| self.at(*position).is_some_and(is_named))
        });
        let is_later = by_name > by_rust_name && by_rust_name.is_some();
        let positions = if is_later {
            [by_rust_name, by_name]
        } else {
            [by_name, by_rust_name]
        };
        positions.map(|position| self.at(position?))
    }

    /// Returns the field with this name in the API or, if there is none, in Rust.
    pub(crate) fn find_field(&self, name: &str) -> Option<&'static definition::Field> {
        let position = self.names.get(name).or_else(|| self.rust_names.get(name));
        self.at(position?)
    }

    /// Returns the position of a field definition, if it is of this object.
    pub(crate) fn position(&self, field_definition: &definition::Field) -> Option<usize> {
        let position = self.names.get(field_definition.name)?;
        let is_same = std::ptr::eq(self.at(position)?, field_definition);
        is_same.then_some(position)
    }

    /// Returns [`Object::digest`](definition::Object::digest).
    pub(crate) fn digest(&self) -> u64 {
        *self.digest.get_or_init(|| self.definition.digest())
    }

    fn contains_amounts(&self) -> bool {
        *self.contains_amounts.get_or_init(|| {
            let mut field_definitions = self.definition.fields.iter();
            field_definitions.any(|field_definition| contains_amounts(field_definition))
        })
    }
}

/// Whether a field definition is an amount or contains one.
pub(crate) fn contains_amounts(field_definition: &'static definition::Field) -> bool {
    match field_definition.kind.contents() {
        // The amounts of an ancestor are found where it is.
        Contents::Ancestor(_) => false,
        Contents::None => matches!(field_definition.kind, Kind::Amount),
        Contents::Elements(array) => contains_amounts(array.element),
        Contents::Values(map) => contains_amounts(map.value),
        Contents::Alternatives(one_of) => one_of
            .alternatives
            .iter()
            .any(|alternative| contains_amounts(alternative.value)),
        Contents::Fields(object) => ObjectIndex::of(object).contains_amounts(),
    }
}

impl DefinitionIndex {
    pub(crate) fn of(definition: &'static definition::Definition) -> &'static Self {
        DEFINITIONS.get(definition, Self::new)
    }

    fn new(definition: &'static definition::Definition) -> Self {
        let entity = definition.entity();
        let mut index = Self {
            body: ObjectIndex::of(definition.object()),
            entity: entity.map(|(entity, object)| (entity, ObjectIndex::of(object))),
            required: Vec::new(),
            custom: None,
        };
        for field_definition in definition.fields() {
            if field_definition.is_required() {
                index.required.push(field_definition);
            }
            if index.custom.is_none() && is_custom(field_definition) {
                index.custom = Some(field_definition);
            }
        }
        index
    }

    /// Returns where a field of the body or of the entity is written, to be compared with others.
    pub(crate) fn position(&self, field_definition: &definition::Field) -> Option<(usize, usize)> {
        if let Some(position) = self.body.position(field_definition) {
            return Some((position, 0));
        }
        let (entity, object) = self.entity?;
        Some((
            self.body.position(entity)?,
            object.position(field_definition)? + 1,
        ))
    }
}

/// Returns [`OneOf::digest`](definition::OneOf::digest).
#[cfg(feature = "definition-file")]
pub(crate) fn digest_of_alternatives(one_of: &'static definition::OneOf) -> u64 {
    *DIGESTS.get(one_of, definition::OneOf::digest)
}

/// Whether a field definition is that of the object `custom`.
pub(crate) fn is_custom(field_definition: &definition::Field) -> bool {
    matches!(field_definition.kind, Kind::Custom) && field_definition.name == "custom"
}
