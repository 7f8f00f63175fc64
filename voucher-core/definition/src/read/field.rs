//! Reads the schema of a field, whatever its type.

use super::json::{Member, Node};
use super::listed::Listed;
use super::mistake::quoted;
use super::owned::{OwnedBounds, OwnedField, OwnedKind, OwnedOneOf, OwnedSelector};
use super::rust_name::{is_identifier, rust_name};
use super::schema::{Keywords, Reader};
use super::types::Types;
use crate::model::JsonType;
use crate::model::{Evidence, Kind, Status, pointer};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::ToString;
use alloc::vec::Vec;

/// The maximum number of fields in a definition, counting every use of a `$ref`.
const MAX_FIELDS: usize = 32_768;
/// The maximum depth of nested objects and arrays in a body.
const MAX_DEPTH: usize = 64;
/// The maximum length of a field's name, in bytes.
const MAX_NAME: usize = 255;
/// The maximum length of the JSON Pointer of an object or array, in bytes. Every field in it has a copy.
const MAX_POINTER: usize = 2 << 10;

/// The maximum length of all JSON Pointers together, in bytes. Names that are repeated by references make a small file large.
const MAX_POINTERS: usize = 8 << 20;

/// Where in the body a value is.
#[derive(Clone)]
#[allow(clippy::struct_excessive_bools)] // each is an independent fact
pub(super) struct Location {
    /// The offset in the file of the value's name, or of its schema if it has no name.
    pub(super) at: usize,
    pub(super) name: Rc<str>,
    /// The JSON Pointer of the object or array that contains the value.
    pub(super) parent: Rc<str>,
    /// The JSON Pointer of the value, with `*` for the index of an element.
    pub(super) pointer: Rc<str>,
    pub(super) is_required: bool,
    pub(super) is_element: bool,
    /// Whether the value is the key of a map.
    pub(super) is_key: bool,
    /// Whether an object or array around the value is sensitive.
    pub(super) is_sensitive: bool,
    pub(super) depth: usize,
}

impl Location {
    /// Returns the location of the body, or of a value without a body.
    pub(super) fn root(at: usize) -> Self {
        let empty: Rc<str> = Rc::from("");
        Self {
            at,
            name: Rc::clone(&empty),
            parent: Rc::clone(&empty),
            pointer: empty,
            is_required: true,
            is_element: false,
            is_key: false,
            is_sensitive: false,
            depth: 0,
        }
    }

    fn member(&self, member: &Member, is_required: bool) -> Self {
        Self {
            at: member.at,
            name: Rc::clone(&member.name),
            parent: Rc::clone(&self.pointer),
            pointer: pointer(&self.pointer, &member.name).into(),
            is_required,
            is_element: false,
            is_key: false,
            is_sensitive: self.is_sensitive,
            depth: self.depth + 1,
        }
    }

    pub(super) fn element(&self, at: usize) -> Self {
        Self {
            at,
            name: Rc::from("*"),
            parent: Rc::clone(&self.pointer),
            pointer: pointer(&self.pointer, "*").into(),
            is_required: true,
            is_element: true,
            is_key: false,
            is_sensitive: self.is_sensitive,
            depth: self.depth + 1,
        }
    }

    /// Returns the location of an alternative of the value at this one. Its depth is greater, because alternatives can have
    /// alternatives in turn.
    pub(super) fn alternative(&self, at: usize) -> Self {
        Self {
            at,
            depth: self.depth + 1,
            ..self.clone()
        }
    }

    /// Returns the location of the keys of the map at this one.
    pub(super) fn key(&self, at: usize) -> Self {
        Self {
            is_key: true,
            ..self.element(at)
        }
    }
}

impl<'t> Reader<'t> {
    /// Reads the field definition of a schema. Every mistake is reported. Returns `None` if there is no usable definition;
    /// a returned definition can have mistakes, too.
    pub(super) fn field(&mut self, schema: &'t Node, location: &Location) -> Option<OwnedField> {
        self.count_field()?;
        let too_deep = if location.depth > MAX_DEPTH {
            Some(format!(
                "objects and arrays are nested more than {MAX_DEPTH} deep"
            ))
        } else if location.parent.len() > MAX_POINTER {
            let found = location.parent.len();
            Some(format!(
                "expected a JSON Pointer of at most {MAX_POINTER} bytes, found {found}; shorten the names of the objects around this"
            ))
        } else {
            None
        };
        if let Some(message) = too_deep {
            // There may be many more such schemas.
            if !self.is_too_deep {
                self.mistakes.push(location.at, None, message);
            }
            self.is_too_deep = true;
            return None;
        }
        self.count_pointer(location)?;
        let keywords = self.collect_keywords(schema);
        let field = self.read_field(&keywords, location);
        self.leave(&keywords);
        field
    }

    /// Counts a field. Returns `None` if a limit is reached.
    pub(super) fn count_field(&mut self) -> Option<()> {
        if self.is_full() {
            return None;
        }
        self.fields += 1;
        if self.fields == MAX_FIELDS + 1 {
            let message =
                format!("expected at most {MAX_FIELDS} fields, counting every use of a `$ref`");
            self.mistakes.push(self.document.at, None, message);
        }
        (self.fields <= MAX_FIELDS).then_some(())
    }

    /// Counts the JSON Pointer of a field. Returns `None` if the limit is reached.
    pub(super) fn count_pointer(&mut self, location: &Location) -> Option<()> {
        self.pointers += location.pointer.len();
        if self.pointers <= MAX_POINTERS {
            return Some(());
        }
        let message = format!(
            "expected JSON Pointers of at most {MAX_POINTERS} bytes in total, counting every use of a `$ref`; shorten the names, or remove fields"
        );
        self.mistakes.push(self.document.at, None, message);
        // Nothing else is read.
        self.fields = MAX_FIELDS + 1;
        None
    }

    fn read_field(&mut self, keywords: &Keywords<'t>, location: &Location) -> Option<OwnedField> {
        let field = self.read_metadata(keywords, location);
        // Everything in a sensitive object or array is sensitive.
        let location = &Location {
            is_sensitive: field.sensitive,
            ..location.clone()
        };
        if let Some(ancestor) = keywords.ancestor() {
            return self.read_ancestor(keywords, ancestor, field);
        }
        if keywords.get("oneOf").or(keywords.get("anyOf")).is_some() {
            return self.read_alternatives(keywords, field, location);
        }
        let listed = self.listed(keywords)?;
        let types = self.types_of(keywords, listed.as_ref(), location.is_key)?;
        self.check_groups_keyword(keywords, &types);
        match types {
            Types::Any => {
                self.check_kind(keywords, "any");
                Some(field.of_kind(Kind::Any))
            }
            Types::Only { types, null } => {
                let field = OwnedField {
                    nullable: null && listed.as_ref().is_none_or(|listed| listed.null),
                    ..field
                };
                self.read_types(keywords, listed.as_ref(), &types, field, location)
            }
        }
    }

    /// Reads a schema of one type, of several, or of `null` alone.
    fn read_types(
        &mut self,
        keywords: &Keywords<'t>,
        listed: Option<&Listed<'t>>,
        types: &[JsonType],
        field: OwnedField,
        location: &Location,
    ) -> Option<OwnedField> {
        match *types {
            [] => {
                self.check_kind(keywords, "enum");
                Some(field.of_kind(Kind::Enum))
            }
            [of] => self.read_type(of, keywords, listed, field, location),
            _ => {
                if let Some(member) = keywords.get("x-ravelin-kind") {
                    let message = "a schema of several types has no kind; write `anyOf` with a schema for each type";
                    self.reject(member, message);
                    return None;
                }
                let nullable = field.nullable;
                let alternatives = types.iter().map(|of| {
                    let field = OwnedField {
                        nullable: false,
                        ..field.clone()
                    };
                    let mut field = self.read_type(*of, keywords, listed, field, location)?;
                    if let OwnedKind::Object(object) = &mut field.kind {
                        // A recursive reference to the schema leads to all its types.
                        object.schemas.clear();
                    }
                    Some((Rc::from(of.name()), field))
                });
                let alternatives: Vec<_> = alternatives.collect::<Option<_>>()?;
                let kind = OwnedKind::OneOf(OwnedOneOf::new(
                    alternatives,
                    OwnedSelector::Type,
                    keywords.offsets(),
                ));
                Some(OwnedField {
                    kind,
                    nullable,
                    ..field
                })
            }
        }
    }

    fn read_type(
        &mut self,
        of: JsonType,
        keywords: &Keywords<'t>,
        listed: Option<&Listed<'t>>,
        mut field: OwnedField,
        location: &Location,
    ) -> Option<OwnedField> {
        field.kind = match of {
            JsonType::String => self.read_string(keywords, listed, &mut field),
            JsonType::Integer => self.read_integer(keywords, listed, &mut field),
            JsonType::Number => self.read_number(keywords, listed, &mut field),
            JsonType::Bool => self.read_bool(keywords, listed, &mut field),
            JsonType::Object => self.read_object(keywords, location)?,
            JsonType::Array => self.read_array(keywords, location)?,
        };
        Some(field)
    }

    /// Rejects keywords about groups of fields on a value that is not an object.
    pub(super) fn check_groups_keyword(&mut self, keywords: &Keywords<'t>, types: &Types) {
        if matches!(types, Types::Only { types, .. } if types.contains(&JsonType::Object)) {
            return;
        }
        for name in ["x-ravelin-exclusive", "x-ravelin-exactly-one"] {
            if let Some(member) = keywords.get(name) {
                let message =
                    format!("`{name}` only applies to an object with `properties`; remove it");
                self.reject(member, message);
            }
        }
    }

    /// Reads the keywords that every type has. The kind and the rules are added later.
    pub(super) fn read_metadata(
        &mut self,
        keywords: &Keywords<'t>,
        location: &Location,
    ) -> OwnedField {
        let string = |reader: &mut Self, keyword| reader.string(keywords.get(keyword)?);
        let flag = |reader: &mut Self, keyword| reader.bool(keywords.get(keyword)?);
        let rust_name = self.rust_name(keywords, location);
        OwnedField {
            name: Rc::clone(&location.name),
            rust_name,
            parent: Rc::clone(&location.parent),
            kind: OwnedKind::Scalar(Kind::Text),
            nullable: false,
            status: self.status(keywords, location),
            evidence: self.evidence(keywords),
            pattern: None,
            values: Vec::new(),
            integers: Vec::new(),
            value_notes: Vec::new(),
            min: i64::MIN,
            max: i64::MAX,
            min_length: 0,
            max_length: u32::MAX,
            multiple_of: 1,
            bounds: OwnedBounds::default(),
            sensitive: flag(self, "x-ravelin-sensitive").unwrap_or_default()
                || location.is_sensitive,
            deprecated: flag(self, "deprecated").unwrap_or_default(),
            read_only: flag(self, "readOnly").unwrap_or_default(),
            description: string(self, "description").unwrap_or_default(),
            source: string(self, "x-ravelin-source").unwrap_or_else(|| Rc::clone(&self.source)),
        }
    }

    fn rust_name(&mut self, keywords: &Keywords<'t>, location: &Location) -> Rc<str> {
        if location.is_element {
            return Rc::clone(&location.name);
        }
        let member = keywords.get("x-ravelin-rust-name");
        let renamed = member.and_then(|member| Some((member, self.string(member)?)));
        let Some((member, name)) = renamed else {
            return rust_name(&location.name).into();
        };
        if !is_identifier(&name) || name.len() > MAX_NAME {
            let message = format!("expected a Rust identifier, found {}", quoted(&name));
            self.reject(member, message);
        }
        name
    }

    fn status(&mut self, keywords: &Keywords<'t>, location: &Location) -> Status {
        const STATUSES: [(&str, Status); 4] = [
            ("required", Status::Required),
            ("important", Status::Important),
            ("optional", Status::Optional),
            ("unknown", Status::Unknown),
        ];
        let default = if location.is_required {
            Status::Required
        } else {
            Status::Optional
        };
        let Some(member) = keywords.get("x-ravelin-status") else {
            return default;
        };
        let Some(status) = self.choice(member, &STATUSES) else {
            return default;
        };
        if (status == Status::Required) != location.is_required {
            let message = if location.is_required {
                "expected the status `required`, because the object lists this field in `required`"
            } else {
                "a field with the status `required` must be listed in the `required` of its object"
            };
            self.reject(member, message);
        }
        status
    }

    fn evidence(&mut self, keywords: &Keywords<'t>) -> Evidence {
        const EVIDENCE: [(&str, Evidence); 3] = [
            ("documented", Evidence::Documented),
            ("inferred", Evidence::Inferred),
            ("client", Evidence::Client),
        ];
        let member = keywords.get("x-ravelin-evidence");
        let evidence = member.and_then(|member| self.choice(member, &EVIDENCE));
        evidence.unwrap_or(Evidence::Documented)
    }

    /// Reads `x-ravelin-kind`. `kinds` are those of the type; the first is the default.
    pub(super) fn kind(&mut self, keywords: &Keywords<'t>, kinds: &[Kind]) -> Option<Kind> {
        let Some(member) = keywords.get("x-ravelin-kind") else {
            return kinds.first().copied();
        };
        let choices: Vec<_> = kinds.iter().map(|kind| (kind.keyword(), *kind)).collect();
        self.choice(member, &choices)
    }

    /// Checks `x-ravelin-kind` of a type that has only one kind.
    pub(super) fn check_kind(&mut self, keywords: &Keywords<'t>, kind: &str) {
        if let Some(member) = keywords.get("x-ravelin-kind") {
            self.choice(member, &[(kind, ())]);
        }
    }

    fn read_bool(
        &mut self,
        keywords: &Keywords<'t>,
        listed: Option<&Listed<'t>>,
        field: &mut OwnedField,
    ) -> OwnedKind {
        self.kind(keywords, &[Kind::Bool]);
        if let Some([only]) = listed.map(|listed| &listed.bools[..]) {
            field.values = Vec::from([Rc::from(only.to_string())]);
        }
        OwnedKind::Scalar(Kind::Bool)
    }

    /// Reads the members of an object of schemas: `properties`, or the parameters of a path. `required` is about the member
    /// at the same position.
    pub(super) fn member_fields(
        &mut self,
        schemas: &'t Member,
        required: &[bool],
        location: &Location,
    ) -> Vec<OwnedField> {
        let (mut fields, mut rust_names) = (Vec::new(), RustNames::default());
        for (member, is_required) in schemas.node.members().iter().zip(required) {
            if member.name.len() > MAX_NAME {
                let found = member.name.len();
                let message = format!("expected a name of at most {MAX_NAME} bytes, found {found}");
                self.mistakes.push(member.at, Some(&schemas.name), message);
                rust_names.is_kept.push(false);
                continue;
            }
            let location = location.member(member, *is_required);
            let Some(field) = self.field(&member.node, &location) else {
                rust_names.is_kept.push(false);
                continue;
            };
            if let Some(other) = rust_names.add(&field, &schemas.node) {
                let message = format!(
                    "{} and {} have the same Rust name {}; rename one of them with `x-ravelin-rust-name`",
                    quoted(&other),
                    quoted(&field.name),
                    quoted(&field.rust_name)
                );
                self.mistakes.push(member.at, Some(&schemas.name), message);
            }
            fields.push(field);
        }
        fields
    }
}

/// The Rust names of the members so far.
#[derive(Default)]
struct RustNames {
    /// Of each member, whether its Rust name is its name. As names are unique, these need not be compared with each other.
    is_kept: Vec<bool>,
    /// The names of the other members, by their Rust names.
    changed: BTreeMap<Rc<str>, Rc<str>>,
}

impl RustNames {
    /// Adds the field of the next member of an object of schemas. Returns the name of a member before it that has the same Rust
    /// name.
    fn add(&mut self, field: &OwnedField, schemas: &Node) -> Option<Rc<str>> {
        let is_kept = field.rust_name == field.name;
        self.is_kept.push(is_kept);
        if is_kept {
            return self.changed.get(&field.name).cloned();
        }
        let (rust_name, name) = (Rc::clone(&field.rust_name), Rc::clone(&field.name));
        let changed = self.changed.insert(rust_name, name);
        changed.or_else(|| {
            let position = schemas.position(&field.rust_name)?;
            let is_same = self.is_kept.get(position) == Some(&true);
            is_same.then(|| Rc::clone(&field.rust_name))
        })
    }
}
