//! The check of required fields: one error lists all that are missing, with lines to paste.

use crate::core_path::CorePath;
use crate::report::{Errors, quote_list};
use crate::resolve::{Mapping, Target, is_same_field_definition};
use std::fmt::Write;
use voucher_definition as definition;
use voucher_definition::Kind;
use voucher_definition::suggest::{nearest, related};

/// Every required field definition has a source or is waived. If the struct has parts, generated code checks it, because
/// only their derives know what they map. No part maps a parameter.
pub(super) fn check_required(mapping: &Mapping<'_>, errors: &mut Errors) {
    if mapping.has_unparsed_field || !mapping.must_be_complete() {
        return;
    }
    let has_parts = mapping.parts().next().is_some();
    let (mut missing, mut names) = (Vec::new(), Vec::new());
    for field_definition in mapping.missing() {
        if is_unsent(mapping, field_definition) {
            report_unsent(mapping, field_definition, errors);
        } else if !has_parts || mapping.is_parameter(field_definition) {
            missing.push(field_definition);
            names.push(field_definition.rust_name);
        }
    }
    if !missing.is_empty() {
        report_missing(mapping, &missing, &quote_list(&names), errors);
    }
}

/// Reports required fields without a source, with a line to paste for each.
fn report_missing(
    mapping: &Mapping<'_>,
    missing: &[&'static definition::Field],
    names: &str,
    errors: &mut Errors,
) {
    let ident = mapping.input.ident;
    let mut message = format!(
        "`{}` requires {names}, which nothing maps; add to `{ident}`",
        mapping.name()
    );
    let core = CorePath::new(mapping.input.keys.krate.as_ref());
    for field_definition in missing {
        push_suggestion(&mut message, mapping, field_definition, &core);
        if let Some(other) = similar_field(mapping, field_definition) {
            let _ = write!(
                message,
                "\n    (or, if `{other}` is this field, add `#[ravelin(rename = \"{}\")]` to it)",
                field_definition.name
            );
        }
    }
    if missing
        .iter()
        .any(|field_definition| is_clock(mapping, field_definition))
    {
        message.push_str(
            "\n`timestamp = now` in the struct's `#[ravelin(…)]` sends the current time instead",
        );
    }
    errors.push_spanned(ident, message);
}

/// Appends a line to paste: a field that maps to a field definition.
pub(super) fn push_suggestion(
    message: &mut String,
    mapping: &Mapping<'_>,
    field_definition: &'static definition::Field,
    core: &CorePath,
) {
    let core = core.source();
    let ty = suggested_type(field_definition, core.trim_start_matches("::"));
    if field_definition.is_body() {
        message.push_str("\n    #[ravelin(body)]");
    } else if let Some(path) = mapping.rename_value(field_definition) {
        let _ = write!(message, "\n    #[ravelin(rename = \"{path}\")]");
    }
    let _ = write!(message, "\n    {}: {ty},", field_definition.rust_name);
    if !field_definition.description.is_empty() {
        let _ = write!(message, " // {}", field_definition.description);
    }
}

/// Whether `timestamp = now` could be the source of a field definition.
fn is_clock(mapping: &Mapping<'_>, field_definition: &definition::Field) -> bool {
    let timestamp = mapping.index.body.field("timestamp");
    field_definition.kind.is_point_in_time()
        && timestamp.is_some_and(|timestamp| is_same_field_definition(timestamp, field_definition))
}

/// Whether a field of this name exists, but is skipped or sent as a member of `custom`.
fn is_unsent(mapping: &Mapping<'_>, field_definition: &definition::Field) -> bool {
    mapping.fields.iter().any(|field| {
        let is_named = [field_definition.rust_name, field_definition.name]
            .contains(&field.input.name.as_str());
        is_named && matches!(field.target, Target::Skip(_) | Target::Custom(..))
    })
}

fn report_unsent(mapping: &Mapping<'_>, field_definition: &definition::Field, errors: &mut Errors) {
    for field in &mapping.fields {
        let (key, span) = match field.target {
            Target::Skip(span) => ("skip", span),
            // If the definition has no `custom`, `check_field_keys` reports the key.
            Target::Custom(_, span) if mapping.custom().is_some() => ("custom", span),
            Target::Custom(..) | Target::Extra(..) | Target::Field(_) | Target::Part(_) => continue,
        };
        if [field_definition.rust_name, field_definition.name].contains(&field.input.name.as_str())
        {
            let message = format!(
                "`{}` is required by `{}` and has no other source; remove `{key}`",
                field_definition.name,
                mapping.name()
            );
            errors.push_at(span, message);
        }
    }
}

/// Returns a field that is skipped or sent as a member of `custom`, and has a similar name.
fn similar_field(mapping: &Mapping<'_>, field_definition: &definition::Field) -> Option<String> {
    let elsewhere = mapping
        .fields
        .iter()
        .filter(|field| matches!(field.target, Target::Skip(_) | Target::Custom(..)));
    let mut names = elsewhere.map(|field| field.input.name.clone());
    let missing = [field_definition.rust_name];
    names.find(|name| {
        nearest(name, &missing)
            .or_else(|| related(name, &missing))
            .is_some()
    })
}

/// Returns a type for a field definition, ready to be pasted.
fn suggested_type(field_definition: &definition::Field, core: &str) -> String {
    let ty = suggested_type_of_value(field_definition, core);
    if field_definition.nullable {
        format!("Option<{ty}>")
    } else {
        ty
    }
}

/// Returns a type for a value that is not `null`.
fn suggested_type_of_value(field_definition: &definition::Field, core: &str) -> String {
    match field_definition.kind {
        Kind::Array(array)
            if field_definition.is_body() && matches!(array.element.kind, Kind::Object(_)) =>
        {
            String::from("Vec<Element>")
        }
        Kind::Array(array) if matches!(array.element.kind, Kind::Object(_)) => format!(
            "Vec<{}>",
            camel(field_definition.rust_name.trim_end_matches('s'))
        ),
        Kind::Array(array) => format!("Vec<{}>", suggested_type(array.element, core)),
        Kind::Map(map) => format!(
            "std::collections::BTreeMap<String, {}>",
            suggested_type(map.value, core)
        ),
        // The name of a struct with `RavelinFields`, of an enum with `RavelinOneOf`, or of a type with `Serialize`.
        Kind::Object(_) | Kind::OneOf(_) | Kind::Any => camel(field_definition.rust_name),
        Kind::Ancestor(_) => format!("Box<{}>", camel(field_definition.rust_name)),
        Kind::Number => String::from("f64"),
        Kind::Amount | Kind::Integer => String::from("i64"),
        Kind::Currency => format!("{core}::Currency"),
        Kind::Time | Kind::DateTime => format!("{core}::Timestamp"),
        Kind::Bool => String::from("bool"),
        Kind::Text | Kind::Identifier | Kind::Enum | Kind::Custom | Kind::Date | Kind::Uuid => {
            String::from("String")
        }
    }
}

/// Converts `order_item` to `OrderItem`.
fn camel(name: &str) -> String {
    let parts = name.split('_').map(|part| {
        let mut part = String::from(part);
        // Rust names of field definitions are ASCII.
        if let Some(first) = part.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        part
    });
    parts.collect()
}
