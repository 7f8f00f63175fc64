//! Moves schemas that are repeated to `$defs`.

use super::reference;
use crate::json::{Json, Object};
use std::collections::HashMap;
use voucher_definition::pointer;

/// A shorter schema is repeated.
const MIN_LENGTH: usize = 120;

/// The keywords that stay beside a reference, because they differ from field to field.
const METADATA: [&str; 9] = [
    "description",
    "deprecated",
    "readOnly",
    "x-ravelin-kind",
    "x-ravelin-rust-name",
    "x-ravelin-status",
    "x-ravelin-evidence",
    "x-ravelin-sensitive",
    "x-ravelin-source",
];

struct Sharing<'d> {
    /// How often each schema occurs, by its text.
    counts: HashMap<String, usize>,
    /// The name of each schema that was moved, by its text.
    names: HashMap<String, String>,
    definitions: &'d mut Object,
}

/// Moves the schemas of objects and arrays that occur several times to `$defs`. Those that contain a reference stay, because
/// the reference may lead to a schema around them.
pub(super) fn share(file: &mut Object, definitions: &mut Object) {
    let mut sharing = Sharing {
        counts: HashMap::new(),
        names: HashMap::new(),
        definitions: &mut Object::default(),
    };
    sharing.count_inside(file);
    for (_, schema) in definitions.iter() {
        if let Json::Object(schema) = schema {
            sharing.count_inside(schema);
        }
    }
    let Sharing { counts, names, .. } = sharing;
    let mut moved = definitions.clone();
    let mut sharing = Sharing {
        counts,
        names,
        definitions: &mut moved,
    };
    sharing.share_inside(file, "schema");
    for (name, schema) in definitions.iter_mut() {
        if let Json::Object(schema) = schema {
            sharing.share_inside(schema, name);
        }
    }
    for (name, schema) in moved.iter() {
        if definitions.get(name).is_none() {
            definitions.set(name, schema.clone());
        }
    }
}

/// Returns the text of a schema without the keywords that stay, if it can be moved.
fn text(schema: &Object) -> Option<String> {
    let is_container = match schema.get("type") {
        Some(Json::String(value)) => value == "object" || value == "array",
        _ => false,
    };
    if !is_container {
        return None;
    }
    let (_, rest) = schema.clone().partition(|name| METADATA.contains(&name));
    let text = Json::from(rest).to_line();
    let is_long = text.len() >= MIN_LENGTH;
    (is_long && !text.contains("\"$ref\":")).then_some(text)
}

impl Sharing<'_> {
    fn count(&mut self, schema: &Json) {
        let Json::Object(schema) = schema else {
            return;
        };
        if let Some(text) = text(schema) {
            let count = self.counts.entry(text).or_default();
            *count += 1;
            if *count > 1 {
                // What is inside is moved along.
                return;
            }
        }
        self.count_inside(schema);
    }

    fn count_inside(&mut self, schema: &Object) {
        for (keyword, value) in schema.iter() {
            match (keyword, value) {
                ("properties", Json::Object(properties)) => {
                    properties.iter().for_each(|(_, schema)| self.count(schema));
                }
                ("items" | "additionalProperties", schema) => self.count(schema),
                // The name of an alternative may follow from a reference.
                ("oneOf" | "anyOf", Json::Array(schemas)) => {
                    for schema in schemas {
                        if let Json::Object(schema) = schema {
                            self.count_inside(schema);
                        }
                    }
                }
                ("$defs", Json::Object(schemas)) => {
                    for (_, schema) in schemas.iter() {
                        if let Json::Object(schema) = schema {
                            self.count_inside(schema);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Replaces a schema by a reference, if it occurs several times.
    fn share(&mut self, schema: &mut Json, name: &str) {
        let Json::Object(members) = schema else {
            return;
        };
        let text = text(members);
        let Some(text) = text.filter(|text| self.counts.get(text).is_some_and(|it| *it > 1)) else {
            self.share_inside(members, name);
            return;
        };
        let members = core::mem::take(members);
        let (mut beside, mut rest) = members.partition(|name| METADATA.contains(&name));
        let known = self.names.get(&text).cloned();
        let shared = known.unwrap_or_else(|| {
            self.share_inside(&mut rest, name);
            let name = self.free_name(name);
            self.definitions.set(&name, rest);
            self.names.insert(text, name.clone());
            name
        });
        beside.set("$ref", reference(&pointer("/$defs", &shared)));
        *schema = beside.into();
    }

    fn share_inside(&mut self, schema: &mut Object, name: &str) {
        for (keyword, value) in schema.iter_mut() {
            match (keyword, value) {
                ("properties", Json::Object(properties)) => {
                    for (name, schema) in properties.iter_mut() {
                        self.share(schema, name);
                    }
                }
                ("items" | "additionalProperties", schema) => {
                    self.share(schema, name.strip_suffix('s').unwrap_or(name));
                }
                ("oneOf" | "anyOf", Json::Array(schemas)) => {
                    for schema in schemas {
                        if let Json::Object(schema) = schema {
                            self.share_inside(schema, name);
                        }
                    }
                }
                ("$defs", Json::Object(schemas)) => {
                    for (name, schema) in schemas.iter_mut() {
                        if let Json::Object(schema) = schema {
                            self.share_inside(schema, name);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn free_name(&self, name: &str) -> String {
        let is_plain = |one: char| one.is_alphanumeric() || "-_".contains(one);
        let plain = name.replace(|one| !is_plain(one), "_");
        let plain = if plain.is_empty() {
            "schema".into()
        } else {
            plain
        };
        let numbered = (2..).map(|number: u32| format!("{plain}{number}"));
        let mut names = core::iter::once(plain.clone()).chain(numbered);
        let free = names.find(|name| self.definitions.get(name).is_none());
        free.unwrap_or_default()
    }
}
