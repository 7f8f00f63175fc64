//! What follows from the definition of a single value: its type, its only value, its listed values.

use super::plan::{ConstantValue, EnumPlan, Type, ValuePlan};
use serde_json::Value;
use voucher_definition::{Alternative, Field, Kind, Selector};

/// Returns the type of a value that does not need its own type.
pub(super) fn plain(field: &'static Field) -> Option<Type> {
    let or_null = |field: &Field, ty: Type| {
        if field.nullable && !is_any(field) {
            ty.optional()
        } else {
            ty
        }
    };
    match field.kind {
        Kind::Object(_) | Kind::OneOf(_) | Kind::Ancestor(_) => None,
        Kind::Array(array) => {
            let element = or_null(array.element, plain(array.element)?);
            Some(Type::Vec(Box::new(element)))
        }
        Kind::Map(map) => {
            let value = or_null(map.value, plain(map.value)?);
            Some(Type::Map(Box::new(value)))
        }
        _ => Some(scalar(field)),
    }
}

/// Returns the type of a scalar, of any value, or of a free object.
pub(super) fn scalar(field: &Field) -> Type {
    match field.kind {
        Kind::Integer | Kind::Amount => Type::Named("i64"),
        Kind::Number => Type::Named("f64"),
        Kind::Bool => Type::Named("bool"),
        Kind::Currency => Type::Named("Currency"),
        Kind::Time | Kind::DateTime => Type::Named("Timestamp"),
        Kind::Custom => Type::Map(Box::new(Type::Named("String"))),
        Kind::Text
        | Kind::Identifier
        | Kind::Enum
        | Kind::Date
        | Kind::Uuid
        | Kind::Any
        | Kind::Object(_)
        | Kind::Array(_)
        | Kind::Map(_)
        | Kind::OneOf(_)
        | Kind::Ancestor(_) => Type::Named("String"),
    }
}

/// Returns whether a value may be anything, also `null`.
pub(super) fn is_any(field: &Field) -> bool {
    matches!(field.kind, Kind::Any)
}

/// Returns what a reader has to know about the type of a field.
pub(super) fn note(field: &'static Field) -> &'static str {
    match innermost(field).kind {
        // The description often says so.
        Kind::Amount if field.description.contains("minor unit") => "",
        Kind::Amount => "in minor units (pence, cents)",
        Kind::Any => "any type that implements `serde::Serialize` fits",
        Kind::Custom => {
            "any map with string keys fits, or a type with `Serialize` and `CustomObject`"
        }
        _ => "",
    }
}

/// Returns the innermost elements of an array or values of a map.
pub(super) fn innermost(field: &'static Field) -> &'static Field {
    match field.kind {
        Kind::Array(array) => innermost(array.element),
        Kind::Map(map) => innermost(map.value),
        _ => field,
    }
}

/// Returns the only value of a field, if a constant can be that value. The only integer of a range may break another rule.
pub(super) fn constant(field: &Field) -> Option<ConstantValue> {
    match (field.kind, field.values, field.integers) {
        (Kind::Enum, [only], _) => Some(ConstantValue::String(only)),
        (Kind::Bool, [only], _) => Some(ConstantValue::Bool(*only == "true")),
        (Kind::Integer, _, [only]) => Some(ConstantValue::Integer(*only)),
        (Kind::Integer, _, []) if field.min == field.max => {
            let is_valid = field.check(&Value::from(field.min)).is_ok();
            is_valid.then_some(ConstantValue::Integer(field.min))
        }
        _ => None,
    }
}

/// Returns the name of a field whose only value is deprecated.
pub(super) fn deprecated_value(field: &Field) -> Option<&'static str> {
    let mut notes = field.value_notes.iter();
    notes.any(|note| note.deprecated).then_some(field.name)
}

/// Returns the field that selects an alternative, if it has only one value: the derive writes it.
pub(super) fn tag(alternative: &Alternative, selector: Selector) -> Option<&'static Field> {
    let (Kind::Object(object), Selector::Tag(name)) = (alternative.value.kind, selector) else {
        return None;
    };
    object.field(name).filter(|field| constant(field).is_some())
}

/// Returns whether an alternative is an object without other fields than its tag.
pub(super) fn is_empty(alternative: &Alternative, tag: Option<&Field>) -> bool {
    let Kind::Object(object) = alternative.value.kind else {
        return false;
    };
    let is_tag = |field: &Field| tag.is_some_and(|tag| std::ptr::eq(tag, field));
    object.fields.iter().all(|field| is_tag(field))
}

/// Plans an enum of listed values.
pub(super) fn values(field: &Field) -> EnumPlan {
    let are_integers = !matches!(field.kind, Kind::Enum);
    let strings = field.values.iter().map(|value| String::from(*value));
    let integers = field.integers.iter().map(ToString::to_string);
    let listed: Vec<String> = if are_integers {
        integers.collect()
    } else {
        strings.collect()
    };
    let plan = |value: String| {
        let note = field.value_notes.iter().find(|note| note.value == value);
        ValuePlan {
            value,
            description: note.map_or("", |note| note.description),
            is_deprecated: note.is_some_and(|note| note.deprecated),
        }
    };
    let values: Vec<ValuePlan> = listed.into_iter().map(plan).collect();
    EnumPlan {
        are_deprecated: values.iter().all(|value| value.is_deprecated),
        values,
        are_integers,
    }
}
