//! The names that a struct's fields can have, and what they mean to the derive.

use super::name::{field_name, identifier};
use std::collections::BTreeSet;
use voucher_definition::{Definition, Field, Object};

/// What a struct maps.
#[derive(Clone, Copy)]
pub(super) enum Scope {
    /// A request: its parameters, its body, and the entity in the body.
    Event(&'static Definition),
    /// An object in the body.
    Object(&'static Object),
}

/// The identifiers of a struct's fields.
pub(super) struct Names {
    scope: Scope,
    used: BTreeSet<String>,
}

impl Names {
    pub(super) fn new(scope: Scope) -> Self {
        Self {
            scope,
            used: BTreeSet::new(),
        }
    }

    /// Returns an identifier for a field, and the value of its key `rename` if it needs one. Returns `None` if the derive has no
    /// name for the field. `around` is what contains the field, for a name that is used already.
    pub(super) fn add(
        &mut self,
        field: &'static Field,
        around: &str,
    ) -> Option<(String, Option<String>)> {
        let first = identifier(field.rust_name).unwrap_or_else(|| field_name(field.name));
        let second = field_name(&format!("{around} {}", field.name));
        let numbered = (2..).map(|number| field_name(&format!("{} {number}", field.name)));
        let mut candidates = [first, second].into_iter().chain(numbered);
        let ident = candidates.find(|ident| !self.used.contains(ident))?;
        let rename = self.rename(field, &ident)?;
        self.used.insert(ident.clone());
        Some((ident, rename))
    }

    /// Returns the name of a field in `constant(…)`, which has no `rename`.
    pub(super) fn constant(&self, field: &'static Field) -> Option<&'static str> {
        let is_ident = identifier(field.rust_name).is_some();
        let is_found = is(self.find(field.rust_name, true), field);
        (is_ident && is_found).then_some(field.rust_name)
    }

    /// Returns the value of the key `rename`, if the identifier alone does not lead to the field.
    #[allow(clippy::option_option)] // `None`: nothing leads to it
    fn rename(&self, field: &'static Field, ident: &str) -> Option<Option<String>> {
        let ident = ident.strip_prefix("r#").unwrap_or(ident);
        if is(self.find(ident, true), field) {
            return Some(None);
        }
        let name = field.name;
        if !name.is_empty() && is(self.find(name, false), field) {
            return Some(Some(name.into()));
        }
        let Scope::Event(definition) = self.scope else {
            return None;
        };
        let entity = definition.entity();
        let path = if definition
            .parameters
            .iter()
            .any(|one| std::ptr::eq(*one, field))
        {
            format!(":{name}")
        } else if definition.query.iter().any(|one| std::ptr::eq(*one, field)) {
            format!("?{name}")
        } else {
            // The derive splits the path at the first dot.
            let (entity, _) = entity.filter(|(entity, _)| !entity.name.contains('.'))?;
            format!("{}.{name}", entity.name)
        };
        // A field of that name comes first.
        self.find(&path, false).is_none().then_some(Some(path))
    }

    /// Returns what the derive finds by a name of the API, or also by a name in Rust.
    fn find(&self, name: &str, or_in_rust: bool) -> Option<&'static Field> {
        let is_match = |field: &Field| field.name == name || or_in_rust && field.rust_name == name;
        let first = |fields: &[&'static Field]| {
            let mut fields = fields.iter().copied();
            fields.find(|field| is_match(field))
        };
        match self.scope {
            Scope::Object(object) => first(object.fields),
            Scope::Event(definition) => {
                let entity = definition.entity();
                let is_entity =
                    |field: &Field| entity.is_some_and(|(entity, _)| std::ptr::eq(entity, field));
                let mut body = definition.object().fields.iter().copied();
                let found = body.find(|field| !is_entity(field) && is_match(field));
                found
                    .or_else(|| first(entity?.1.fields))
                    .or_else(|| first(definition.parameters))
                    .or_else(|| first(definition.query))
            }
        }
    }
}

fn is(found: Option<&'static Field>, field: &'static Field) -> bool {
    found.is_some_and(|found| std::ptr::eq(found, field))
}
