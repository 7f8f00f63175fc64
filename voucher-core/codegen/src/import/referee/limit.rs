//! Makes a definition file smaller that exceeds a limit of the reader.

use super::super::emit::any;
use super::super::report::{Outcome, Report};
use crate::json::{Json, Object};
use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

const PREFIX: &str = "#/$defs/";

/// Returns the name in `$defs` that a schema refers to.
fn target(object: &Object) -> Option<&str> {
    object.get("$ref")?.as_str()?.strip_prefix(PREFIX)
}

/// Calls a function with each object in a value, except for what `$defs` has.
fn each_object<'j>(value: &'j Json, call: &mut impl FnMut(&'j Object)) {
    match value {
        Json::Object(object) => {
            call(object);
            let members = object.members.iter().filter(|(name, _)| *name != "$defs");
            members.for_each(|(_, value)| each_object(value, call));
        }
        Json::Array(elements) => elements.iter().for_each(|value| each_object(value, call)),
        _ => {}
    }
}

/// Returns the number of references from the body to each schema in `$defs` that it reaches.
fn levels(file: &Json) -> HashMap<String, usize> {
    let mut levels: HashMap<String, usize> = HashMap::new();
    let mut queue = VecDeque::from([(file, 0)]);
    let definitions = file.get("$defs");
    while let Some((schema, level)) = queue.pop_front() {
        let mut found = HashSet::new();
        each_object(schema, &mut |object| {
            found.extend(target(object));
            // A discriminator refers to its alternatives only.
        });
        for name in found {
            if let (false, Some(schema)) = (
                levels.contains_key(name),
                definitions.and_then(|all| all.get(name)),
            ) {
                levels.insert(name.into(), level + 1);
                queue.push_back((schema, level + 1));
            }
        }
    }
    levels
}

/// Removes the schemas in `$defs` that nothing refers to.
pub(super) fn remove_unused(file: &mut Json) {
    let levels = levels(file);
    let Some(object) = file.as_object_mut() else {
        return;
    };
    if let Some(definitions) = object
        .members
        .get_mut("$defs")
        .and_then(Json::as_object_mut)
    {
        definitions
            .members
            .retain(|name, _| levels.contains_key(name));
        if definitions.members.is_empty() {
            object.remove("$defs");
        }
    }
}

/// Accepts any value where the schemas are that are furthest from the body.
pub(super) fn cut_deepest(file: &mut Json, report: &mut Report, message: &str) {
    let levels = levels(file);
    let Some(deepest) = levels.values().copied().max() else {
        if let Some(object) = file.as_object_mut() {
            report.add(
                object.source.as_deref().unwrap_or_default(),
                Outcome::Lost,
                message,
            );
            super::clear(object);
        }
        return;
    };
    let cut: HashSet<_> = levels
        .into_iter()
        .filter(|(_, level)| *level == deepest)
        .map(|(name, _)| name)
        .collect();
    replace(file, &cut, report, message);
}

/// Replaces the references to schemas.
fn replace(value: &mut Json, cut: &HashSet<String>, report: &mut Report, message: &str) {
    match value {
        Json::Object(object) if target(object).is_some_and(|name| cut.contains(name)) => {
            let source = object.source.clone().unwrap_or_else(|| Rc::from(""));
            report.add(&source, Outcome::Lost, message);
            if object.get("x-ravelin-path").is_some() {
                super::clear(object);
            } else {
                *value = any(&source);
            }
        }
        Json::Object(object) => {
            // A discriminator needs all its alternatives.
            let is_cut = object.get("discriminator").is_some();
            if is_cut {
                object.remove("discriminator");
                if let Some(alternatives) = object.remove("oneOf") {
                    object.set("anyOf", alternatives);
                }
            }
            object
                .members
                .values_mut()
                .for_each(|value| replace(value, cut, report, message));
        }
        Json::Array(elements) => elements
            .iter_mut()
            .for_each(|value| replace(value, cut, report, message)),
        _ => {}
    }
}
