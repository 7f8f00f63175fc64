//! Writes sets of values as schemas of a definition file.

mod branch;
mod object;

pub(super) use object::rename;

use super::document::Place;
use super::report::Outcome;
use super::set::{Notes, Reference, Set};
use super::translate::Translator;
use crate::json::{Json, Object};
use indexmap::IndexMap;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// The maximum depth of schemas in schemas, apart from references. A body can be 64 deep.
const MAX_DEPTH: usize = 60;

/// Writes schemas. Those that several references lead to are written once, in `$defs`.
pub(super) struct Emitter<'d> {
    pub(super) translator: Translator<'d>,
    /// The names in `$defs`, by the schema.
    names: HashMap<usize, String>,
    used: BTreeSet<String>,
    /// The schemas in `$defs` that are not written yet.
    queue: Vec<Place<'d>>,
    /// The lists of schemas whose values are being written, each with the name that a reference to it needs.
    open: Vec<(Vec<usize>, Option<String>)>,
    definitions: IndexMap<String, Json>,
}

impl<'d> Emitter<'d> {
    pub(super) fn new(translator: Translator<'d>) -> Self {
        Self {
            translator,
            names: HashMap::new(),
            used: BTreeSet::new(),
            queue: Vec::new(),
            open: Vec::new(),
            definitions: IndexMap::new(),
        }
    }

    /// Returns the schema of a body, without a reference at its top level.
    pub(super) fn body(&mut self, place: &Place<'d>) -> Json {
        let mut set = Set::clone(&self.translator.set_of(place));
        self.imply_types(&mut set, std::slice::from_ref(place));
        if let Some(reference) = set.reference.take().filter(|reference| !reference.or_null) {
            // A recursive reference leads to the whole file.
            self.names.insert(reference.target.id(), String::new());
        }
        let ids = vec![place.id()];
        self.open.push((ids, None));
        let body = self.set(&set, &place.pointer);
        if let Some((_, Some(name))) = self.open.pop() {
            let copy = body.clone().unwrap_or_else(|| any(&place.pointer));
            self.definitions.insert(name, copy);
        }
        let body = body.unwrap_or_else(|| self.never(&place.pointer));
        match body {
            // A file without keywords has no body.
            Json::Object(object) if is_unrestricted(&object) => {
                let mut object = object;
                object.set("anyOf", vec![Json::Object(Object::default())]);
                Json::Object(object)
            }
            body => body,
        }
    }

    /// Returns the schemas that references lead to.
    pub(super) fn definitions(&mut self) -> Object {
        while let Some(place) = self.queue.pop() {
            let Some(name) = self.names.get(&place.id()).cloned() else {
                continue;
            };
            let mut set = Set::clone(&self.translator.set_of(&place));
            self.imply_types(&mut set, std::slice::from_ref(&place));
            let schema = if let Some(reference) = &set.reference {
                Some(self.reference(&reference.clone(), &set.notes.clone(), &place.pointer))
            } else {
                self.open.push((vec![place.id()], Some(name.clone())));
                let schema = self.set(&set, &place.pointer);
                self.open.pop();
                schema
            };
            let schema = schema.unwrap_or_else(|| self.never(&place.pointer));
            self.definitions.insert(name, schema);
        }
        let mut definitions = std::mem::take(&mut self.definitions);
        definitions.sort_unstable_keys();
        Object {
            members: definitions,
            source: None,
        }
    }

    /// Returns the schema of a value that satisfies several schemas; `None` if no value does.
    pub(super) fn value(&mut self, places: &[Place<'d>]) -> Option<Json> {
        let Some(first) = places.first() else {
            return Some(Json::Object(Object::default()));
        };
        let ids: Vec<_> = places.iter().map(Place::id).collect();
        if let Some(name) = self.open_name(&ids, first) {
            return Some(reference_to(&name, &first.pointer).into());
        }
        let mut set = self.translator.set_of_all(places);
        self.imply_types(&mut set, places);
        if set.is_nothing() {
            return None;
        }
        if let Some(reference) = &set.reference {
            return Some(self.reference(&reference.clone(), &set.notes.clone(), &first.pointer));
        }
        if self.open.len() >= MAX_DEPTH {
            let note = "the schema is nested too deep; it accepts any value";
            self.translator
                .report
                .add(&first.pointer, Outcome::Lost, note);
            return Some(any(&first.pointer));
        }
        self.open.push((ids, None));
        let schema = self.set(&set, &first.pointer);
        match self.open.pop() {
            Some((_, Some(name))) => {
                self.definitions.insert(name.clone(), schema?);
                Some(reference_to(&name, &first.pointer).into())
            }
            _ => schema,
        }
    }

    /// Returns the name of the value that is being written and has the same schemas.
    fn open_name(&mut self, ids: &[usize], place: &Place<'d>) -> Option<String> {
        let at = self.open.iter().position(|(open, _)| open == ids)?;
        if let Some((_, Some(name))) = self.open.get(at) {
            return Some(name.clone());
        }
        let name = self.unique_name(&place.pointer);
        if let Some((_, open)) = self.open.get_mut(at) {
            *open = Some(name.clone());
        }
        Some(name)
    }

    fn imply_types(&mut self, set: &mut Set<'d>, places: &[Place<'d>]) {
        let is_nullable = places.iter().any(|place| place.node.is_true("nullable"));
        if let (true, Some(first)) = (set.imply_types(is_nullable), places.first()) {
            self.translator.report_implied(&first.pointer);
        }
    }

    /// Returns a reference to a schema.
    pub(super) fn reference(
        &mut self,
        reference: &Reference<'d>,
        notes: &Notes,
        pointer: &Rc<str>,
    ) -> Json {
        let name = self.name_of(&reference.target);
        let mut schema = reference_to(&name, pointer);
        if reference.or_null {
            let mut null = Object::default();
            null.set("type", "null");
            let alternatives = vec![Json::Object(schema), Json::Object(null)];
            schema = Object {
                source: Some(Rc::clone(pointer)),
                ..Object::default()
            };
            schema.set("anyOf", alternatives);
        }
        add_notes(&mut schema, notes);
        schema.into()
    }

    /// Returns the name of a schema in `$defs`.
    pub(super) fn name_of(&mut self, target: &Place<'d>) -> String {
        if let Some(name) = self.names.get(&target.id()) {
            return name.clone();
        }
        let name = self.unique_name(&target.pointer);
        self.names.insert(target.id(), name.clone());
        self.queue.push(target.clone());
        name
    }

    fn unique_name(&mut self, pointer: &str) -> String {
        let last = pointer.rsplit('/').next().unwrap_or_default();
        let last = last.replace("~1", "_").replace("~0", "_");
        let is_allowed = |one: char| one.is_ascii_alphanumeric() || "-_.".contains(one);
        let mut base: String = last
            .chars()
            .map(|one| if is_allowed(one) { one } else { '_' })
            .take(100)
            .collect();
        if base.is_empty() {
            base.push_str("root");
        }
        let mut name = base.clone();
        let mut number = 2_u32;
        while !self.used.insert(name.clone()) {
            name = format!("{base}_{number}");
            number = number.saturating_add(1);
        }
        name
    }

    /// Returns the schema for a place where no value is valid.
    fn never(&mut self, pointer: &Rc<str>) -> Json {
        let note = "no value is valid, which a definition cannot express; any value is accepted";
        self.translator.report.add(pointer, Outcome::Lost, note);
        any(pointer)
    }
}

/// Returns a schema that accepts any value.
pub(super) fn any(pointer: &Rc<str>) -> Json {
    Json::Object(Object {
        source: Some(Rc::clone(pointer)),
        ..Object::default()
    })
}

fn reference_to(name: &str, pointer: &Rc<str>) -> Object {
    let mut schema = Object {
        source: Some(Rc::clone(pointer)),
        ..Object::default()
    };
    let is_file = name.is_empty();
    schema.set(
        "$ref",
        if is_file {
            "#".into()
        } else {
            format!("#/$defs/{name}")
        },
    );
    schema
}

/// Returns whether a schema has no keyword but annotations.
pub(super) fn is_unrestricted(schema: &Object) -> bool {
    let is_annotation = |name: &String| {
        matches!(
            &**name,
            "description" | "deprecated" | "readOnly" | "x-ravelin-sensitive"
        )
    };
    schema.members.keys().all(is_annotation)
}

/// Adds the annotations to a schema.
pub(super) fn add_notes(schema: &mut Object, notes: &Notes) {
    if let Some(description) = &notes.description {
        schema.set("description", description.as_str());
    }
    let flags = [
        ("deprecated", notes.is_deprecated),
        ("readOnly", notes.is_read_only),
        ("x-ravelin-sensitive", notes.is_sensitive),
    ];
    for (name, _) in flags.into_iter().filter(|(_, is_set)| *is_set) {
        schema.set(name, true);
    }
}
