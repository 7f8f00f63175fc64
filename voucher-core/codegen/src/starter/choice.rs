//! Chooses fields by their paths, or by what a sample of the body has.

use super::selection::Selection;
use serde_json::Value;
use std::collections::BTreeSet;
use voucher_definition::suggest::nearest;
use voucher_definition::{Contents, Definition, Field, JsonType, Object, OneOf, pointer};

/// A member of a sample that is not in the definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownMember {
    /// Its JSON Pointer in the sample.
    pub pointer: String,
    /// The field with the nearest name.
    pub nearest: Option<&'static str>,
}

/// Chooses the fields at these paths, such as `order.items.sku`.
///
/// # Errors
/// The message about a path that leads nowhere.
pub(super) fn by_paths(definition: &Definition, paths: &[&str]) -> Result<Selection, String> {
    let mut selection = Selection::Chosen(BTreeSet::new());
    for path in paths {
        let names: Vec<&str> = path.split('.').collect();
        let found = find_first(definition, &names)?;
        let mut way = vec![found.0];
        let mut ends = vec![way.clone()];
        let mut around = path.split('.').next().unwrap_or_default().to_string();
        for name in names.iter().skip(found.1) {
            let mut next = Vec::new();
            for way in &ends {
                if let Some(last) = way.last() {
                    let inside = inside(last, name, &mut Vec::new());
                    next.extend(
                        inside
                            .into_iter()
                            .map(|more| [way.as_slice(), &more].concat()),
                    );
                }
            }
            if next.is_empty() {
                return Err(unknown(&ends, name, &around));
            }
            around = format!("{around}.{name}");
            ends = next;
        }
        for end in ends {
            way = end;
            for (index, field) in way.iter().enumerate() {
                selection.choose(field, index + 1 == way.len());
            }
        }
    }
    Ok(selection)
}

/// Returns the field with the first name of a path, and the number of names that lead to it.
fn find_first(definition: &Definition, names: &[&str]) -> Result<(&'static Field, usize), String> {
    let name = names.first().copied().unwrap_or_default();
    let mark = name.get(..1).unwrap_or_default();
    let marked = name.get(1..).unwrap_or_default();
    let parameters = definition.parameters.iter().copied();
    let query = definition.query.iter().copied();
    let body = definition.object().fields.iter().copied();
    let mut all: Vec<(&'static Field, bool)> = Vec::new();
    all.extend(body.map(|field| (field, field_is(field, name))));
    all.extend(
        definition
            .entity_fields()
            .iter()
            .map(|field| (*field, field_is(field, name))),
    );
    all.extend(parameters.map(|field| {
        (
            field,
            field_is(field, name) || mark == ":" && field_is(field, marked),
        )
    }));
    all.extend(query.map(|field| {
        (
            field,
            field_is(field, name) || mark == "?" && field_is(field, marked),
        )
    }));
    if let Some((field, _)) = all.iter().find(|(_, is_match)| *is_match) {
        return Ok((field, 1));
    }
    // A body that is not an object has no name.
    if let Some(body) = definition.body.filter(|body| body.is_body()) {
        return Ok((body, usize::from(name == "body")));
    }
    let known: Vec<&str> = all.iter().map(|(field, _)| field.name).collect();
    Err(message(name, definition.name, &known))
}

fn field_is(field: &Field, name: &str) -> bool {
    field.name == name || field.rust_name == name
}

/// Returns the ways from a value to the fields of a name inside it, through arrays, maps and alternatives.
fn inside(
    field: &'static Field,
    name: &str,
    way: &mut Vec<&'static Field>,
) -> Vec<Vec<&'static Field>> {
    match field.kind.contents() {
        Contents::None | Contents::Ancestor(_) => Vec::new(),
        Contents::Elements(array) => inside(array.element, name, way),
        Contents::Values(map) => inside(map.value, name, way),
        Contents::Fields(object) => {
            let found = object.fields.iter().find(|field| field_is(field, name));
            let found = found.map(|found| [way.as_slice(), &[*found]].concat());
            found.into_iter().collect()
        }
        Contents::Alternatives(one_of) => {
            let mut ways = Vec::new();
            for alternative in one_of.alternatives {
                way.push(alternative.value);
                if alternative.name == name.trim_matches(['[', ']']) {
                    ways.push(way.clone());
                } else {
                    ways.extend(inside(alternative.value, name, way));
                }
                way.pop();
            }
            ways
        }
    }
}

/// Returns the message about a name that is not in any of the values at the ends.
fn unknown(ends: &[Vec<&'static Field>], name: &str, around: &str) -> String {
    let mut known = Vec::new();
    for end in ends.iter().filter_map(|way| way.last()) {
        push_names(end, &mut known);
    }
    message(name, around, &known)
}

fn push_names(field: &'static Field, names: &mut Vec<&'static str>) {
    match field.kind.contents() {
        Contents::None | Contents::Ancestor(_) => {}
        Contents::Elements(array) => push_names(array.element, names),
        Contents::Values(map) => push_names(map.value, names),
        Contents::Fields(object) => names.extend(object.fields.iter().map(|field| field.name)),
        Contents::Alternatives(one_of) => {
            for alternative in one_of.alternatives {
                names.push(alternative.name);
                push_names(alternative.value, names);
            }
        }
    }
}

fn message(name: &str, around: &str, known: &[&str]) -> String {
    match nearest(name, known) {
        Some(near) => format!("field `{name}` is not in `{around}`; did you mean `{near}`?"),
        None if known.is_empty() => {
            format!("field `{name}` is not in `{around}`, which has no fields")
        }
        None => format!(
            "field `{name}` is not in `{around}`; expected one of `{}`",
            known.join("`, `")
        ),
    }
}

/// Chooses the fields that a sample has. Also returns its members that are not in the definition.
pub(super) fn by_sample(
    definition: &'static Definition,
    sample: &Value,
) -> (Selection, Vec<UnknownMember>) {
    let mut reader = SampleReader {
        selection: Selection::Chosen(BTreeSet::new()),
        unknown: Vec::new(),
        levels: Vec::new(),
    };
    match definition.body {
        Some(body) => reader.value(body, sample, String::new()),
        None => reader.nothing(sample),
    }
    (reader.selection, reader.unknown)
}

struct SampleReader {
    selection: Selection,
    unknown: Vec<UnknownMember>,
    /// The objects and alternatives around the current value.
    levels: Vec<Contents>,
}

impl SampleReader {
    /// A request without a body has no members.
    fn nothing(&mut self, sample: &Value) {
        for name in sample
            .as_object()
            .into_iter()
            .flat_map(|object| object.keys())
        {
            self.unknown.push(UnknownMember {
                pointer: pointer("", name),
                nearest: None,
            });
        }
    }

    fn value(&mut self, field: &'static Field, value: &Value, at: String) {
        self.selection.choose(field, false);
        self.contents(field.kind.contents(), value, at);
    }

    fn contents(&mut self, contents: Contents, value: &Value, at: String) {
        match (contents, value) {
            (Contents::Elements(array), Value::Array(elements)) => {
                for (index, element) in elements.iter().enumerate() {
                    self.value(array.element, element, format!("{at}/{index}"));
                }
            }
            (Contents::Values(map), Value::Object(members)) => {
                for (name, member) in members {
                    self.value(map.value, member, pointer(&at, name));
                }
            }
            (Contents::Fields(object), Value::Object(members)) => {
                self.levels.push(contents);
                for (name, member) in members {
                    self.member(object, name, member, &at);
                }
                self.levels.pop();
            }
            (Contents::Alternatives(one_of), _) => {
                self.levels.push(contents);
                for alternative in fitting(one_of, value) {
                    self.value(alternative, value, at.clone());
                }
                self.levels.pop();
            }
            (Contents::Ancestor(distance), _) => self.ancestor(distance, value, at),
            _ => {}
        }
    }

    fn member(&mut self, object: &'static Object, name: &str, member: &Value, at: &str) {
        let at = pointer(at, name);
        if let Some(field) = object.field(name) {
            return self.value(field, member, at);
        }
        let names: Vec<_> = object.fields.iter().map(|field| field.name).collect();
        self.unknown.push(UnknownMember {
            pointer: at,
            nearest: nearest(name, &names),
        });
    }

    /// Reads a value that has the definition of one around it.
    fn ancestor(&mut self, distance: u32, value: &Value, at: String) {
        let distance = usize::try_from(distance).unwrap_or(usize::MAX);
        let index = self.levels.len().checked_sub(distance.saturating_add(1));
        let Some(contents) = index.and_then(|index| self.levels.get(index)).copied() else {
            return;
        };
        let inner = self.levels.split_off(index.unwrap_or_default());
        self.contents(contents, value, at);
        self.levels.extend(inner);
    }
}

/// Returns the alternatives that a value may belong to: the one that accepts it, or else those of its type.
fn fitting(one_of: &'static OneOf, value: &Value) -> Vec<&'static Field> {
    let values = || {
        one_of
            .alternatives
            .iter()
            .map(|alternative| alternative.value)
    };
    if let Some(accepting) = values().find(|field| field.check(value).is_ok()) {
        return vec![accepting];
    }
    let is_of_type = |field: &&'static Field| {
        matches!(
            (field.kind.json_type(), value),
            (Some(JsonType::String), Value::String(_))
                | (Some(JsonType::Integer | JsonType::Number), Value::Number(_))
                | (Some(JsonType::Bool), Value::Bool(_))
                | (Some(JsonType::Object), Value::Object(_))
                | (Some(JsonType::Array), Value::Array(_))
        )
    };
    values().filter(is_of_type).collect()
}
