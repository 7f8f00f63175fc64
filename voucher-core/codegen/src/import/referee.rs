//! Widens a definition file until the reader accepts it.

mod limit;

use super::emit::rename;
use super::error::ImportError;
use super::report::{Outcome, Report};
use crate::json::{Json, Object, join, segments};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use voucher_definition::{Mistake, read};

/// The maximum number of times that a file is read. Each time, at least one schema gets wider.
const MAX_ROUNDS: usize = 200;

/// Where a mistake is: the segments of the schema's JSON Pointer, and those of the keyword in it.
struct Location {
    schema: Vec<String>,
    keyword: Option<String>,
}

/// Widens a definition file until the reader accepts it, and reports what is lost.
pub(super) fn settle(file: &mut Json, report: &mut Report) -> Result<(), ImportError> {
    let mut attempts = HashMap::new();
    for _ in 0..MAX_ROUNDS {
        limit::remove_unused(file);
        let text = file.to_document();
        let Err(mistakes) = read(text.as_bytes()) else {
            return Ok(());
        };
        let mut widened: HashSet<String> = HashSet::new();
        for mistake in &mistakes {
            if mistake.pointer().starts_with("/x-ravelin-path")
                || mistake.message().starts_with("missing `x-ravelin-path`")
            {
                return Err(ImportError::new(mistake.message()));
            }
            if mistake.pointer().is_empty() {
                limit::cut_deepest(file, report, mistake.message());
                break;
            }
            let location = locate(mistake.pointer());
            let schema = pointer_of(&location.schema);
            if widened
                .iter()
                .any(|other| schema.starts_with(other.as_str()))
            {
                continue;
            }
            let attempt = attempts
                .entry(mistake.pointer().to_owned())
                .or_insert(0_usize);
            *attempt += 1;
            if widen(file, &location, *attempt, mistake, report) {
                widened.insert(schema);
            }
        }
    }
    Err(ImportError::new(
        "the definition is not valid after many attempts to widen it; please report this as a bug",
    ))
}

/// Splits the JSON Pointer of a mistake.
fn locate(pointer: &str) -> Location {
    let mut schema = Vec::new();
    let mut rest = segments(pointer).peekable();
    while let Some(keyword) = rest.next() {
        let is_named = matches!(
            &*keyword,
            "properties" | "$defs" | "x-ravelin-parameters" | "x-ravelin-query" | "anyOf" | "oneOf"
        );
        let is_schema = matches!(
            &*keyword,
            "items" | "additionalProperties" | "propertyNames"
        );
        if is_named && rest.peek().is_some() {
            schema.push(keyword);
            schema.extend(rest.next());
        } else if is_schema && rest.peek().is_some() {
            schema.push(keyword);
        } else {
            return Location {
                schema,
                keyword: Some(keyword),
            };
        }
    }
    Location {
        schema,
        keyword: None,
    }
}

fn pointer_of(segments: &[String]) -> String {
    segments
        .iter()
        .fold(String::new(), |pointer, segment| join(&pointer, segment))
}

/// Returns the value at a JSON Pointer.
fn find_mut<'j>(file: &'j mut Json, segments: &[String]) -> Option<&'j mut Json> {
    segments
        .iter()
        .try_fold(file, |node, segment| node.child_mut(segment))
}

/// Returns the JSON Pointer of the source of a schema, or of the nearest one around it.
fn source_of(file: &Json, segments: &[String]) -> Rc<str> {
    let mut source = file.as_object().and_then(|object| object.source.clone());
    let mut node = Some(file);
    for segment in segments {
        node = node.and_then(|node| node.child(segment));
        let own = node.and_then(|node| node.as_object()?.source.clone());
        source = own.or(source);
    }
    source.unwrap_or_else(|| Rc::from(""))
}

/// Widens the schema of a mistake. Returns whether the whole schema was replaced.
fn widen(
    file: &mut Json,
    location: &Location,
    attempt: usize,
    mistake: &Mistake,
    report: &mut Report,
) -> bool {
    let source = source_of(file, &location.schema);
    if mistake.message().contains("have the same Rust name") {
        rename_again(file, &location.schema);
        return true;
    }
    let is_root = location.schema.is_empty();
    let Some(schema) = find_mut(file, &location.schema) else {
        return false;
    };
    let Some(object) = schema.as_object_mut() else {
        *schema = super::emit::any(&source);
        return true;
    };
    let keyword = location.keyword.as_deref();
    let pointer = match keyword {
        Some(keyword) => join(&source, keyword),
        None => source.to_string(),
    };
    report.add(&pointer, Outcome::Lost, mistake.message());
    match keyword {
        Some("oneOf" | "discriminator") if object.get("discriminator").is_some() => {
            object.remove("discriminator");
            if let Some(alternatives) = object.remove("oneOf") {
                object.set("anyOf", alternatives);
            }
            false
        }
        Some("oneOf") if attempt == 1 => {
            if let Some(alternatives) = object.remove("oneOf") {
                object.set("anyOf", alternatives);
            }
            false
        }
        Some("anyOf") if attempt == 1 => widen_alternatives(object),
        Some(keyword) if attempt == 1 && is_removable(keyword, object) => {
            object.remove(keyword);
            false
        }
        _ if attempt <= 2 || is_root => {
            clear(object);
            true
        }
        _ => widen_around(file, &location.schema),
    }
}

/// Returns whether a schema without the keyword is wider and still has a type.
fn is_removable(keyword: &str, object: &Object) -> bool {
    match keyword {
        "type" | "$ref" | "anyOf" | "oneOf" | "properties" => false,
        "enum" | "const" => object.get("type").is_some(),
        _ => object.get(keyword).is_some(),
    }
}

/// Removes all keywords of a schema but annotations.
fn clear(object: &mut Object) {
    let is_kept = |name: &String| {
        matches!(
            &**name,
            "description" | "deprecated" | "readOnly" | "$schema" | "$comment" | "$defs"
        ) || name.starts_with("x-ravelin-")
            && name != "x-ravelin-exclusive"
            && name != "x-ravelin-exactly-one"
            && name != "x-ravelin-kind"
    };
    object.members.retain(|name, _| is_kept(name));
    if object.get("x-ravelin-path").is_some() {
        object.set("anyOf", vec![Json::Object(Object::default())]);
    }
}

/// Replaces the objects among alternatives by any object.
fn widen_alternatives(object: &mut Object) -> bool {
    let alternatives = object.remove("anyOf").or_else(|| object.remove("oneOf"));
    let is_scalar =
        |one: &Json| one.str("type").is_some_and(|of| of != "object") && one.get("enum").is_none();
    let Some(Json::Array(alternatives)) = alternatives else {
        clear(object);
        return true;
    };
    let mut kept: Vec<_> = alternatives.into_iter().filter(is_scalar).collect();
    kept.push(Object::from_type("object").into());
    object.set("anyOf", kept);
    false
}

/// Removes a schema that cannot be widened, and accepts any members where it was; or widens the schema around it.
fn widen_around(file: &mut Json, schema: &[String]) -> bool {
    let [around @ .., list, name] = schema else {
        return false;
    };
    let Some(parent) = find_mut(file, around).and_then(Json::as_object_mut) else {
        return false;
    };
    if list == "properties" {
        if let Some(properties) = parent
            .members
            .get_mut("properties")
            .and_then(Json::as_object_mut)
        {
            properties.remove(name);
        }
        if let Some(Json::Array(required)) = parent.members.get_mut("required") {
            required.retain(|one| one.as_str() != Some(name));
        }
        parent.remove("additionalProperties");
        return true;
    }
    if matches!(&**list, "x-ravelin-query" | "x-ravelin-parameters") {
        if let Some(parameters) = parent.members.get_mut(list).and_then(Json::as_object_mut) {
            parameters.set(name.as_str(), Object::from_type("string"));
        }
        return true;
    }
    clear(parent);
    true
}

/// Gives the properties around a schema other Rust names.
fn rename_again(file: &mut Json, schema: &[String]) {
    let [around @ .., _] = schema else {
        return;
    };
    let Some(properties) = find_mut(file, around).and_then(Json::as_object_mut) else {
        return;
    };
    for schema in properties
        .members
        .values_mut()
        .filter_map(Json::as_object_mut)
    {
        schema.remove("x-ravelin-rust-name");
    }
    rename(properties);
}
