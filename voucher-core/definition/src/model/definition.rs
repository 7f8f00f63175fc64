//! The definition of a request.

use super::field::{Field, Kind, Object};
use super::rules::check_segment;
use crate::const_str::is_same;

/// The definition of one request of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The path without `/v2/`: `voucher/check`.
    pub name: &'static str,
    /// The name in snake case. The statics of a built-in table are in a module of this name.
    pub rust_path: &'static str,
    /// The digest of the request, of its body and of its parameters. Definitions with the same name and fingerprint have the same
    /// fields and rules, and their requests go to the same path and host.
    pub fingerprint: u64,
    /// The HTTP method.
    pub method: &'static str,
    /// The path: `/v2/voucher/check`. A segment that begins with `:` is one of the [`parameters`](Self::parameters).
    pub path: &'static str,
    /// The parameters of the path, in its order.
    pub parameters: &'static [&'static Field],
    /// The parameters of the query, in the order of the documentation.
    pub query: &'static [&'static Field],
    /// The request body. It has no name. `None` if the request has no body.
    pub body: Option<&'static Field>,
    /// The name of the required object whose fields an event maps as its own. Empty if it is the body's only object.
    pub entity_name: &'static str,
    /// The host that receives the request, by its role: `api`, or `3ds`. A client knows the base URL of each role.
    pub host: &'static str,
    /// Whether the API accepts members that the definition does not list.
    pub is_partial: bool,
    /// Whether the API asks not to send the request anymore.
    pub deprecated: bool,
    /// What the request is for, in one line.
    pub description: &'static str,
    /// The page that documents it.
    pub source: &'static str,
    /// The date on which the definition was last compared with that page, such as `2026-11-28`. Empty if it is not known.
    pub read_date: &'static str,
}

impl Definition {
    /// The role of the host that receives most requests.
    pub const API: &'static str = "api";

    /// Returns a definition as generated code has it. What the macro knows about the body is stored with the user's struct.
    #[must_use]
    pub const fn new(
        name: &'static str,
        fingerprint: u64,
        method: &'static str,
        path: &'static str,
        body: Option<&'static Field>,
    ) -> Self {
        Self {
            name,
            rust_path: "",
            fingerprint,
            method,
            path,
            parameters: &[],
            query: &[],
            body,
            entity_name: "",
            host: Self::API,
            is_partial: false,
            deprecated: false,
            description: "",
            source: "",
            read_date: "",
        }
    }

    /// Sets the name of the entity.
    #[must_use]
    pub const fn entity_name(mut self, name: &'static str) -> Self {
        self.entity_name = name;
        self
    }

    /// Sets the role of the host.
    #[must_use]
    pub const fn host(mut self, host: &'static str) -> Self {
        self.host = host;
        self
    }

    /// Returns the object that is the body. It has no fields if the request has no body, or one that is not an object.
    #[must_use]
    pub const fn object(&self) -> &'static Object {
        match self.body {
            Some(Field {
                kind: Kind::Object(object),
                ..
            }) => object,
            _ => &Object::EMPTY,
        }
    }

    /// Returns whether a request of this definition goes to a path. A parameter matches any segment that is not empty, `.`
    /// or `..`.
    #[must_use]
    pub fn is_at(&self, path: &str) -> bool {
        let mut segments = path.split('/');
        let mut expected = self.path.split('/');
        let is_match = expected.by_ref().all(|expected| {
            segments.next().is_some_and(|segment| {
                expected == segment || expected.starts_with(':') && check_segment(segment).is_ok()
            })
        });
        is_match && segments.next().is_none()
    }

    /// Returns the entity and the field that contains it. The entity is the object with the
    /// [`entity_name`](Self::entity_name), or else the only object of the body with defined fields, if it is required. A flat
    /// body has no entity. All other objects are mapped as nested objects.
    #[must_use]
    pub const fn entity(&self) -> Option<(&'static Field, &'static Object)> {
        let (mut at, mut found) = (0, None);
        let fields = self.object().fields;
        let is_named = !self.entity_name.is_empty();
        while at < fields.len() {
            if let Kind::Object(object) = fields[at].kind {
                if is_named && is_same(fields[at].name, self.entity_name) {
                    return Some((fields[at], object));
                }
                if found.is_some() && !is_named {
                    return None;
                }
                found = Some((fields[at], object));
            }
            at += 1;
        }
        match found {
            Some((field, _)) if field.is_required() && !is_named => found,
            _ => None,
        }
    }

    /// Returns every field that an event maps, in the order in which they are written. The fields of the entity replace it.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> + Clone + use<> {
        Fields {
            entity: self.entity(),
            body: self.object().fields.iter(),
            in_entity: [].iter(),
        }
    }

    /// Returns the JSON Pointer of the entity; empty if there is none.
    #[must_use]
    pub const fn entity_pointer(&self) -> &'static str {
        match self.entity_fields() {
            [first, ..] => first.parent,
            [] => "",
        }
    }

    /// Returns the field with this name in the entity, or in a body without an entity.
    #[must_use]
    pub const fn entity_field(&self, name: &str) -> Option<&'static Field> {
        let fields = self.entity_fields();
        let mut at = 0;
        while at < fields.len() {
            if is_same(fields[at].name, name) {
                return Some(fields[at]);
            }
            at += 1;
        }
        None
    }

    /// Returns the fields of the entity, or of a body without an entity.
    #[must_use]
    pub const fn entity_fields(&self) -> &'static [&'static Field] {
        match self.entity() {
            Some((_, entity)) => entity.fields,
            None => self.object().fields,
        }
    }
}

/// The iterator of [`Definition::fields`]. It is not composed of std's adapters, because those are compiled again in each
/// crate that uses them.
#[derive(Clone, Debug)]
struct Fields {
    entity: Option<(&'static Field, &'static Object)>,
    body: core::slice::Iter<'static, &'static Field>,
    in_entity: core::slice::Iter<'static, &'static Field>,
}

impl Iterator for Fields {
    type Item = &'static Field;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(field) = self.in_entity.next() {
                return Some(field);
            }
            let field = self.body.next()?;
            match self.entity {
                Some((entity, object)) if core::ptr::eq(entity, *field) => {
                    self.in_entity = object.fields.iter();
                }
                _ => return Some(field),
            }
        }
    }
}
