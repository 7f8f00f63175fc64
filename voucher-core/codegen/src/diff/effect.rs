//! Grades a change by what exported types really send.

use super::comparison::accepts_all;
use super::{Change, Level};
use crate::exported::{ExportedType, allows_null, has_value, is_required};
use serde_json::Value;
use voucher_definition::{Field, Object, read_entry};

/// Which types a change concerns.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Effect {
    /// Every type of the request.
    Request,
    /// Those that send the field.
    Mapped,
    /// Those that send the object which contains the field, but not always the field.
    Missing,
    /// Those that send the object which contains the field.
    NewField,
    /// Those that send `null`.
    Null,
    /// Those that send values which this field rejects.
    Narrowed(&'static Field),
    /// Those that send this listed value.
    Value(&'static str),
    /// Those that send members which this closed object does not list.
    Closed(&'static Object),
    /// Those that send several of these fields.
    Exclusive(&'static [&'static str]),
    /// Those that do not always send one of these fields.
    ExactlyOne(&'static [&'static str]),
    /// Nothing breaks.
    Wish,
}

impl Change {
    /// Grades the change for the types of a program.
    pub(super) fn grade_for(&mut self, types: &[&ExportedType]) {
        let mut level = None;
        for exported in types {
            let Some(found) = self.level_for(exported) else {
                continue;
            };
            level = Some(level.map_or(found, |level: Level| level.min(found)));
            let is_of_type = matches!(
                self.effect,
                Effect::Missing | Effect::NewField | Effect::Request
            );
            let is_of_type = is_of_type && !exported.sends(&self.place);
            let is_of_type = is_of_type || matches!(self.effect, Effect::Request);
            self.locations.push(if is_of_type {
                exported.location_of_type()
            } else {
                exported.location(&self.place)
            });
        }
        match (level, self.effect) {
            (Some(level), _) => self.level = level,
            (None, Effect::Wish) => {}
            (None, _) => {
                self.level = Level::Documentation;
                "nothing to do, because no exported type is concerned".clone_into(&mut self.advice);
            }
        }
    }

    /// Returns the level of the change for one type; `None` if it is not concerned.
    fn level_for(&self, exported: &ExportedType) -> Option<Level> {
        let schemas = exported.at(&self.place);
        let is_sent = !schemas.is_empty();
        let is_container_sent = || exported.sends(&self.place.parent());
        let is_concerned = match self.effect {
            Effect::Request => true,
            Effect::Mapped | Effect::Wish => is_sent,
            Effect::Missing if self.rule == "field" && is_sent => true,
            Effect::Missing => is_container_sent() && !exported.always_sends(&self.place),
            // It is sent as an `extra` field, which no longer compiles.
            Effect::NewField if is_sent && self.rule == "field" => return Some(Level::Compile),
            Effect::NewField => is_container_sent() && !is_sent,
            Effect::Null => schemas.iter().any(|schema| allows_null(schema)),
            Effect::Narrowed(new) => schemas.iter().any(|schema| !is_accepted(schema, new)),
            Effect::Value(value) => {
                let value = Value::from(value);
                schemas.iter().any(|schema| has_value(schema, &value))
            }
            Effect::Closed(new) => schemas.iter().any(|schema| has_other_members(schema, new)),
            Effect::Exclusive(names) => return exclusive(&schemas, names),
            Effect::ExactlyOne(names) => return exactly_one(&schemas, names),
        };
        is_concerned.then_some(self.level)
    }
}

/// Returns whether a field accepts every value of a schema. A schema that a definition cannot express may have others.
fn is_accepted(schema: &Value, new: &Field) -> bool {
    if new.nullable && schema.get("type").is_some_and(|only| only == "null") {
        return true;
    }
    match read_entry(schema.to_string().as_bytes()) {
        Ok(entry) => accepts_all(entry.leak(), new).is_accepted(),
        Err(_) => false,
    }
}

fn has_other_members(schema: &Value, object: &Object) -> bool {
    let properties = schema.get("properties").and_then(Value::as_object);
    properties.is_some_and(|properties| properties.keys().any(|name| object.field(name).is_none()))
}

fn has_property(schema: &Value, name: &str) -> bool {
    schema
        .get("properties")
        .is_some_and(|properties| properties.get(name).is_some())
}

/// Two fields that are always sent no longer compile; two that may be absent are rejected if both are present.
fn exclusive(schemas: &[&Value], names: &[&str]) -> Option<Level> {
    let levels = schemas.iter().filter_map(|schema| {
        let sent = names
            .iter()
            .filter(|name| has_property(schema, name))
            .count();
        let always = names
            .iter()
            .filter(|name| is_required(schema, name))
            .count();
        match (sent, always) {
            (_, 2..) => Some(Level::Compile),
            (2.., _) => Some(Level::Reject),
            _ => None,
        }
    });
    levels.min()
}

fn exactly_one(schemas: &[&Value], names: &[&str]) -> Option<Level> {
    let levels = schemas.iter().filter_map(|schema| {
        if !names.iter().any(|name| has_property(schema, name)) {
            return Some(Level::Compile);
        }
        let is_always = names.iter().any(|name| is_required(schema, name));
        (!is_always).then_some(Level::Reject)
    });
    levels.min()
}
