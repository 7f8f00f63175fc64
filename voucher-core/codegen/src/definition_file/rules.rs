//! The rules of values without fields, elements or alternatives.

use crate::json::{Json, Object};
use voucher_definition::{Field, Kind, Pattern};

/// Writes `type`.
pub(super) fn put_type(schema: &mut Object, name: &str, is_nullable: bool) {
    if is_nullable {
        schema.set("type", Json::strings([name, "null"]));
    } else {
        schema.set("type", name);
    }
}

/// Writes a minimum and a maximum number, unless they are the default.
pub(super) fn put_counts(schema: &mut Object, [min_name, max_name]: [&str; 2], min: u32, max: u32) {
    if min > 0 {
        schema.set(min_name, min);
    }
    if max < u32::MAX {
        schema.set(max_name, max);
    }
}

/// Writes the type and the rules of a scalar.
pub(super) fn put_scalar(schema: &mut Object, field: &Field) {
    let Some(of) = field.kind.json_type() else {
        if field.nullable {
            // The same as any value, but it was written with an alternative for `null`.
            let mut null = Object::default();
            null.set("type", "null");
            let any = Object::default();
            schema.set("anyOf", Json::Array(vec![any.into(), null.into()]));
        }
        return;
    };
    if !field.value_notes.is_empty() {
        put_noted_values(schema, field);
        return;
    }
    if field.kind == Kind::Enum && field.values.is_empty() {
        schema.set("type", "null");
        return;
    }
    put_type(schema, of.name(), field.nullable);
    match field.kind {
        Kind::Text | Kind::Identifier | Kind::DateTime | Kind::Date | Kind::Uuid => {
            put_string_rules(schema, field);
        }
        Kind::Enum | Kind::Bool => {
            let values = field.values.iter().map(|value| listed(field, value));
            put_values(schema, values.collect(), true, field.nullable);
        }
        Kind::Integer | Kind::Amount => put_integer_rules(schema, field),
        Kind::Number => put_bounds(schema, field),
        Kind::Currency
        | Kind::Time
        | Kind::Custom
        | Kind::Any
        | Kind::Object(_)
        | Kind::Array(_)
        | Kind::Map(_)
        | Kind::OneOf(_)
        | Kind::Ancestor(_) => {}
    }
}

/// Returns a listed value as JSON.
fn listed(field: &Field, value: &str) -> Json {
    match field.kind {
        Kind::Bool => (value == "true").into(),
        Kind::Integer | Kind::Amount => Json::number(value),
        _ => value.into(),
    }
}

/// Writes `const` or `enum`.
fn put_values(schema: &mut Object, mut values: Vec<Json>, may_be_const: bool, is_nullable: bool) {
    if values.is_empty() {
        return;
    }
    if let (1, true, false) = (values.len(), may_be_const, is_nullable) {
        schema.set("const", values.remove(0));
        return;
    }
    if is_nullable {
        values.push(Json::Null);
    }
    schema.set("enum", Json::Array(values));
}

fn put_string_rules(schema: &mut Object, field: &Field) {
    if let Some(format) = field.kind.format() {
        schema.set("format", format.keyword());
    }
    let least = u32::from(field.kind == Kind::Identifier);
    if field.min_length != least {
        schema.set("minLength", field.min_length);
    }
    if field.max_length < u32::MAX {
        schema.set("maxLength", field.max_length);
    }
    if let Some(pattern) = field.pattern {
        schema.set("pattern", Pattern::source(pattern));
    }
}

fn put_integer_rules(schema: &mut Object, field: &Field) {
    let is_valid = field.multiple_of != 0 && field.min % field.multiple_of == 0;
    if field.min == field.max && field.integers.is_empty() && is_valid && !field.nullable {
        schema.set("const", field.min);
    } else {
        if field.min > i64::MIN {
            schema.set("minimum", field.min);
        }
        if field.max < i64::MAX {
            schema.set("maximum", field.max);
        }
    }
    if field.multiple_of != 1 {
        schema.set("multipleOf", field.multiple_of);
    }
    let integers = field.integers.iter().map(|integer| Json::from(*integer));
    put_values(schema, integers.collect(), false, field.nullable);
}

fn put_bounds(schema: &mut Object, field: &Field) {
    let bounds = field.bounds;
    for (keyword, limit) in [
        ("minimum", bounds.min),
        ("maximum", bounds.max),
        ("exclusiveMinimum", bounds.above),
        ("exclusiveMaximum", bounds.below),
        ("multipleOf", bounds.multiple_of),
    ] {
        if let Some(limit) = limit {
            schema.set(keyword, Json::number(limit.text));
        }
    }
}

/// Writes listed values with what is known about some of them: an alternative for each value.
fn put_noted_values(schema: &mut Object, field: &Field) {
    let mut values: Vec<String> = field.values.iter().map(|value| (*value).into()).collect();
    values.extend(field.integers.iter().map(ToString::to_string));
    if field.kind == Kind::Bool {
        values.extend(field.value_notes.iter().map(|note| note.value.into()));
        values.extend(["true".into(), "false".into()]);
    }
    let mut alternatives = Vec::new();
    let mut written: Vec<&str> = Vec::new();
    let mut notes = field.value_notes.iter().peekable();
    for value in &values {
        if written.contains(&value.as_str()) {
            continue;
        }
        let is_noted = notes.peek().is_some_and(|note| note.value == value);
        written.push(value);
        if !is_noted {
            let mut only = Object::default();
            only.set("const", listed(field, value));
            alternatives.push(only.into());
        }
        // A value may have several notes.
        while let Some(note) = notes.next_if(|note| written.contains(&note.value)) {
            let mut only = Object::default();
            only.set("const", listed(field, note.value));
            only.set_text("description", note.description);
            only.set_flag("deprecated", note.deprecated);
            alternatives.push(only.into());
        }
    }
    let is_unique = alternatives.len() == written.len();
    if field.nullable {
        let mut null = Object::default();
        null.set("type", "null");
        alternatives.push(null.into());
    }
    let keyword = if is_unique { "oneOf" } else { "anyOf" };
    schema.set(keyword, Json::Array(alternatives));
}
