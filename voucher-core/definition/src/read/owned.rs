//! Definitions as a file contains them, with owned strings. [`Model::leak`] turns them into the `'static` data that everything
//! else uses.

use crate::key::Key;
use crate::model::JsonType;
use crate::model::{Alternative, Array, Bounds, Definition, Evidence, Field, Kind, Limit, Map};
use crate::model::{Object, OneOf, Selector, Status, ValueNote};
use crate::pattern::Pattern;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::rc::Rc;
use alloc::vec::Vec;

/// The content of a definition file.
#[derive(Clone, Debug)]
pub struct Model {
    pub(super) name: Rc<str>,
    pub(super) rust_path: Rc<str>,
    pub(super) method: Rc<str>,
    pub(super) path: Rc<str>,
    pub(super) parameters: Vec<OwnedField>,
    pub(super) query: Vec<OwnedField>,
    pub(super) body: Option<OwnedField>,
    pub(super) entity_name: Rc<str>,
    pub(super) host: Rc<str>,
    pub(super) is_partial: bool,
    pub(super) deprecated: bool,
    pub(super) description: Rc<str>,
    pub(super) source: Rc<str>,
    pub(super) read_date: Rc<str>,
    pub(super) ignored: Vec<Rc<str>>,
}

/// The schema of a single value.
#[derive(Clone, Debug)]
pub struct Entry(pub(super) OwnedField);

#[derive(Clone, Debug)]
pub(super) struct OwnedObject {
    pub(super) fields: Vec<OwnedField>,
    pub(super) exclusive: Vec<Vec<Rc<str>>>,
    pub(super) exactly_one: Vec<Vec<Rc<str>>>,
    pub(super) is_closed: bool,
    pub(super) min_members: u32,
    pub(super) max_members: u32,
    /// The offsets of the schemas that describe it.
    pub(super) schemas: Vec<usize>,
}

#[derive(Clone, Debug)]
pub(super) struct OwnedOneOf {
    pub(super) alternatives: Vec<(Rc<str>, OwnedField)>,
    pub(super) selector: OwnedSelector,
    pub(super) noun: Rc<str>,
    /// The offsets of the schemas that describe it.
    pub(super) schemas: Vec<usize>,
}

/// A `$ref` to a schema that is being read.
#[derive(Clone, Debug)]
pub(super) struct OwnedAncestor {
    /// The offset of the reference.
    pub(super) at: usize,
    /// The offset of the schema.
    pub(super) target: usize,
    /// Whether the schema is of an object. Otherwise it may have alternatives of other types.
    pub(super) is_object: bool,
    /// See `Kind::Ancestor`. It is known when the whole document is read.
    pub(super) distance: u32,
}

impl OwnedOneOf {
    pub(super) fn new(
        alternatives: Vec<(Rc<str>, OwnedField)>,
        selector: OwnedSelector,
        schemas: Vec<usize>,
    ) -> Self {
        let mut nouns: Vec<&str> = Vec::new();
        for (_, field) in &alternatives {
            let noun = field.kind.json_type().map_or("any value", JsonType::noun);
            if !nouns.contains(&noun) {
                nouns.push(noun);
            }
        }
        let noun = match nouns.split_last() {
            Some((last, others)) if !others.is_empty() => {
                format!("{} or {last}", others.join(", "))
            }
            _ => nouns.concat(),
        };
        Self {
            alternatives,
            selector,
            noun: noun.into(),
            schemas,
        }
    }
}

impl OwnedKind {
    /// Returns the JSON type of a value; `None` if it may have several.
    pub(super) fn json_type(&self) -> Option<JsonType> {
        match self {
            Self::Scalar(kind) => kind.json_type(),
            Self::Object(_) | Self::Map { .. } | Self::Ancestor(_) => Some(JsonType::Object),
            Self::Array { .. } => Some(JsonType::Array),
            Self::OneOf(_) => None,
        }
    }
}

#[derive(Clone, Debug)]
pub(super) enum OwnedSelector {
    Tag(Rc<str>),
    Type,
    Any,
    One,
}

#[derive(Clone, Debug)]
pub(super) struct OwnedNote {
    pub(super) value: Rc<str>,
    pub(super) description: Rc<str>,
    pub(super) deprecated: bool,
}

#[derive(Clone, Debug)]
pub(super) enum OwnedKind {
    /// A kind without contents, including `Kind::Custom`.
    Scalar(Kind),
    Object(OwnedObject),
    Array {
        element: Box<OwnedField>,
        min: u32,
        max: u32,
        unique: bool,
    },
    Map {
        key: Box<OwnedField>,
        value: Box<OwnedField>,
        min: u32,
        max: u32,
    },
    OneOf(OwnedOneOf),
    Ancestor(OwnedAncestor),
}

#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools)] // as `Field`
pub(super) struct OwnedField {
    pub(super) name: Rc<str>,
    pub(super) rust_name: Rc<str>,
    pub(super) parent: Rc<str>,
    pub(super) kind: OwnedKind,
    pub(super) nullable: bool,
    pub(super) status: Status,
    pub(super) evidence: Evidence,
    pub(super) pattern: Option<OwnedPattern>,
    pub(super) values: Vec<Rc<str>>,
    pub(super) integers: Vec<i64>,
    pub(super) value_notes: Vec<OwnedNote>,
    pub(super) min: i64,
    pub(super) max: i64,
    pub(super) min_length: u32,
    pub(super) max_length: u32,
    pub(super) multiple_of: i64,
    pub(super) bounds: OwnedBounds,
    pub(super) sensitive: bool,
    pub(super) deprecated: bool,
    pub(super) read_only: bool,
    pub(super) description: Rc<str>,
    pub(super) source: Rc<str>,
}

#[derive(Clone, Debug)]
pub(super) enum OwnedPattern {
    /// A pattern with a hand-written matcher.
    Documented(Pattern),
    #[cfg(feature = "pattern")]
    Compiled(Rc<crate::pattern::Owned>),
}

/// The limits of [`Bounds`] as they are written: min, max, above, below, multiple of.
pub(super) type OwnedBounds = [Option<Rc<str>>; 5];

impl OwnedField {
    /// Returns the same field with a kind that has no contents.
    pub(super) fn of_kind(self, kind: Kind) -> Self {
        Self {
            kind: OwnedKind::Scalar(kind),
            ..self
        }
    }
}

impl OwnedField {
    /// Returns whether `null` is the only valid value.
    pub(super) fn is_only_null(&self) -> bool {
        let is_enum = matches!(self.kind, OwnedKind::Scalar(Kind::Enum));
        is_enum && self.values.is_empty() && self.nullable
    }
}

impl Model {
    /// Returns the path of the request: `/v2/order`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the JSON Pointers of the keywords that belong to other vendors (`x-…`) and are ignored, in the order of the file.
    pub fn ignored(&self) -> impl Iterator<Item = &str> {
        self.ignored.iter().map(|pointer| &**pointer)
    }

    /// Returns the definition with a `'static` lifetime by leaking its memory. Call it once per file.
    #[must_use]
    pub fn leak(&self) -> &'static Definition {
        let mut leak = Leak::default();
        let body = self.body.as_ref().map(|body| leak.body(body));
        let definition = Definition {
            name: leak.string(&self.name),
            rust_path: leak.string(&self.rust_path),
            fingerprint: 0,
            method: leak.string(&self.method),
            path: leak.string(&self.path),
            parameters: leak.fields(&self.parameters),
            query: leak.fields(&self.query),
            body,
            entity_name: leak.string(&self.entity_name),
            host: leak.string(&self.host),
            is_partial: self.is_partial,
            deprecated: self.deprecated,
            description: leak.string(&self.description),
            source: leak.string(&self.source),
            read_date: leak.string(&self.read_date),
        };
        let fingerprint = definition.digest();
        Box::leak(Box::new(Definition {
            fingerprint,
            ..definition
        }))
    }
}

impl Entry {
    /// Returns the field definition with a `'static` lifetime by leaking its memory. It has no name.
    #[must_use]
    pub fn leak(&self) -> &'static Field {
        Leak::default().field(&self.0)
    }
}

/// Leaks the parts of a definition. Shared strings and patterns are leaked only once.
#[derive(Default)]
struct Leak {
    strings: BTreeMap<Rc<str>, &'static str>,
    #[cfg(feature = "pattern")]
    patterns: BTreeMap<*const crate::pattern::Owned, Pattern>,
}

impl Leak {
    fn string(&mut self, string: &Rc<str>) -> &'static str {
        if string.is_empty() {
            return "";
        }
        // A string that is in one place only need not be searched.
        if Rc::strong_count(string) == 1 {
            return Box::leak(Box::from(&**string));
        }
        if let Some(leaked) = self.strings.get(string) {
            return leaked;
        }
        let leaked: &str = Box::leak(Box::from(&**string));
        self.strings.insert(Rc::clone(string), leaked);
        leaked
    }

    fn fields(&mut self, fields: &[OwnedField]) -> &'static [&'static Field] {
        let fields: Vec<_> = fields.iter().map(|field| self.field(field)).collect();
        fields.leak()
    }

    fn list(&mut self, strings: &[Rc<str>]) -> &'static [&'static str] {
        let strings: Vec<_> = strings.iter().map(|string| self.string(string)).collect();
        strings.leak()
    }

    fn groups(&mut self, groups: &[Vec<Rc<str>>]) -> &'static [&'static [&'static str]] {
        let groups: Vec<_> = groups.iter().map(|group| self.list(group)).collect();
        groups.leak()
    }

    fn object(&mut self, object: &OwnedObject) -> Object {
        let OwnedObject {
            fields,
            exclusive,
            exactly_one,
            is_closed,
            min_members,
            max_members,
            schemas: _,
        } = object;
        Object {
            fields: self.fields(fields),
            exclusive: self.groups(exclusive),
            exactly_one: self.groups(exactly_one),
            is_closed: *is_closed,
            min_members: *min_members,
            max_members: *max_members,
        }
    }

    /// Leaks the definition of an element, or of a map's value, whose name is not that of a member.
    fn element(&mut self, element: &OwnedField) -> &'static Field {
        Box::leak(Box::new(Field {
            key: Key::element(),
            ..*self.field(element)
        }))
    }

    /// Leaks the definition of the body, which has no key.
    fn body(&mut self, body: &OwnedField) -> &'static Field {
        match body.kind {
            OwnedKind::Object(_) => self.field(body),
            _ => Box::leak(Box::new(Field {
                key: Key::body(),
                ..*self.field(body)
            })),
        }
    }

    fn one_of(&mut self, one_of: &OwnedOneOf) -> OneOf {
        let OwnedOneOf {
            alternatives,
            selector,
            noun,
            schemas: _,
        } = one_of;
        let alternatives: Vec<_> = alternatives
            .iter()
            .map(|(name, value)| Alternative {
                name: self.string(name),
                value: self.field(value),
            })
            .collect();
        OneOf {
            alternatives: alternatives.leak(),
            selector: match selector {
                OwnedSelector::Tag(name) => Selector::Tag(self.string(name)),
                OwnedSelector::Type => Selector::Type,
                OwnedSelector::Any => Selector::Any,
                OwnedSelector::One => Selector::One,
            },
            noun: self.string(noun),
        }
    }

    fn kind(&mut self, kind: &OwnedKind) -> Kind {
        match kind {
            OwnedKind::Scalar(kind) => *kind,
            OwnedKind::Object(object) => Kind::Object(Box::leak(Box::new(self.object(object)))),
            OwnedKind::Array {
                element,
                min,
                max,
                unique,
            } => Kind::Array(Box::leak(Box::new(Array {
                element: self.element(element),
                min: *min,
                max: *max,
                unique: *unique,
            }))),
            OwnedKind::Map {
                key,
                value,
                min,
                max,
            } => Kind::Map(Box::leak(Box::new(Map {
                key: self.element(key),
                value: self.element(value),
                min: *min,
                max: *max,
            }))),
            OwnedKind::Ancestor(ancestor) => Kind::Ancestor(ancestor.distance),
            OwnedKind::OneOf(one_of) => Kind::OneOf(Box::leak(Box::new(self.one_of(one_of)))),
        }
    }

    fn bounds(&mut self, limits: &OwnedBounds) -> &'static Bounds {
        if limits.iter().all(Option::is_none) {
            return &Bounds::ANY;
        }
        let [min, max, above, below, multiple_of] = limits.each_ref().map(|limit| {
            limit.as_ref().map(|text| Limit {
                number: text.parse().unwrap_or_default(),
                text: self.string(text),
            })
        });
        Box::leak(Box::new(Bounds {
            min,
            max,
            above,
            below,
            multiple_of,
        }))
    }

    /// Every member is named, so that a new rule does not compile until it is passed on.
    fn field(
        &mut self,
        OwnedField {
            name,
            rust_name,
            parent,
            kind,
            nullable,
            status,
            evidence,
            pattern,
            values,
            integers,
            value_notes,
            min,
            max,
            min_length,
            max_length,
            multiple_of,
            bounds,
            sensitive,
            deprecated,
            read_only,
            description,
            source,
        }: &OwnedField,
    ) -> &'static Field {
        let (name, rust_name) = (self.string(name), self.string(rust_name));
        let (parent, kind) = (self.string(parent), self.kind(kind));
        let pattern = pattern.as_ref().map(|pattern| match pattern {
            OwnedPattern::Documented(pattern) => *pattern,
            #[cfg(feature = "pattern")]
            OwnedPattern::Compiled(table) => {
                let leaked = self.patterns.entry(Rc::as_ptr(table));
                *leaked.or_insert_with(|| Pattern::Compiled((**table).clone().leak()))
            }
        });
        let field = Field::new(name, rust_name, parent, kind)
            .status(*status, *evidence)
            .values(self.list(values))
            .integers(integers.clone().leak())
            .range(*min, *max)
            .multiple_of(*multiple_of)
            .lengths(*min_length, *max_length)
            .bounds(self.bounds(bounds))
            .documentation(self.string(description), self.string(source));
        let notes = value_notes.iter().map(|note| ValueNote {
            value: self.string(&note.value),
            description: self.string(&note.description),
            deprecated: note.deprecated,
        });
        let notes: Vec<_> = notes.collect();
        Box::leak(Box::new(Field {
            nullable: *nullable,
            value_notes: notes.leak(),
            pattern,
            sensitive: *sensitive,
            deprecated: *deprecated,
            read_only: *read_only,
            ..field
        }))
    }
}
