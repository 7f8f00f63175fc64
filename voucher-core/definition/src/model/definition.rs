//! One request of the API.

use super::field::{Field, Kind, Object};
use super::rules::check_segment;
use crate::const_str::is_same;

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
    /// Whether the API accepts members that the definition does not list.
    pub is_partial: bool,
    /// What the request says, in one line.
    pub description: &'static str,
    /// The page that says so.
    pub source: &'static str,
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
            is_partial: false,
            description: "",
            source: "",
        }
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

    /// The JSON Pointer of the entity; empty where the body is flat.
    #[must_use]
    pub const fn entity_pointer(&self) -> &'static str {
        match self.entity_fields() {
            [first, ..] => first.parent,
            [] => "",
        }
    }

    /// The field of the entity (of the body, where that is flat) that has this name.
    #[must_use]
    pub const fn entity_field(&self, name: &str) -> Option<&'static Field> {
        let rows = self.entity_fields();
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
    pub const fn entity_fields(&self) -> &'static [&'static Field] {
        match self.entity() {
            Some((_, entity)) => entity.fields,
            None => self.body.fields,
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
