//! Statics for the field definitions of a definition file that a struct needs, and for the definition.

use super::names::file_static;
use crate::code_buffer::Code;
use crate::pattern::Pattern;
use crate::resolve::Mapping;
use voucher_definition as definition;
use voucher_definition::{Evidence, Kind, pointer};

/// Writes `static __FIELD_0: Field = Field::new("orderId", "order_id", "/order", Kind::Identifier).required(…);` for
/// each field definition, then the definition. Does nothing if the definition is a Rust table.
pub(super) fn emit_statics(mapping: &Mapping<'_>, code: &mut Code) {
    let Some(file) = &mapping.file else {
        return;
    };
    file.emit_dependency(code);
    for (index, field_definition) in mapping.file_field_definitions.iter().enumerate() {
        emit_static(mapping, field_definition, &file_static(index), code);
    }
    // The assertions about parts search the fields of the body and of the entity. Nothing else does.
    let is_searched = !mapping.must_be_complete() || mapping.parts().next().is_some();
    if is_searched && mapping.definition.entity().is_some() {
        code.push("static __ENTITY: __core::ObjectOf = __core::ObjectOf::new(&[");
        emit_names(mapping, false, code);
        code.push("]);");
    }
    code.push("static __DEFINITION: __core::Definition = __core::Definition::new(");
    let definition = mapping.definition;
    let fingerprint = format!("{:x}", definition.body.digest());
    for argument in [
        definition.name,
        &fingerprint,
        definition.method,
        definition.path,
    ] {
        code.push_literal(argument);
        code.push(",");
    }
    code.push("&[");
    if is_searched {
        emit_names(mapping, true, code);
    }
    code.push("]);");
}

/// Writes references to the field definitions of the body, or to those of the entity.
fn emit_names(mapping: &Mapping<'_>, is_body: bool, code: &mut Code) {
    for (index, field_definition) in mapping.file_field_definitions.iter().enumerate() {
        if field_definition.parent.is_empty() == is_body && !mapping.is_parameter(field_definition)
        {
            code.push("&");
            code.push(&file_static(index));
            code.push(",");
        }
    }
}

/// Writes the static for a field definition.
fn emit_static(
    mapping: &Mapping<'_>,
    field_definition: &'static definition::Field,
    name: &str,
    code: &mut Code,
) {
    let location = pointer(field_definition.parent, field_definition.name);
    let kind = emit_kind(mapping, field_definition, &location, name, code);
    let rules = emit_rules(field_definition, name, code);
    let api_name = if mapping.is_parameter(field_definition) {
        format!(":{}", field_definition.name)
    } else {
        String::from(field_definition.name)
    };
    let required = match field_definition.evidence {
        _ if !field_definition.is_required() && !mapping.is_parameter(field_definition) => "",
        Evidence::Documented => ".required(__core::Evidence::Documented)",
        Evidence::Inferred => ".required(__core::Evidence::Inferred)",
    };
    let (rust_name, parent) = (field_definition.rust_name, field_definition.parent);
    code.push(&format!(
        "static {name}: __core::Field =
            __core::Field::new({api_name:?}, {rust_name:?}, {parent:?}, {kind}){required}{rules};"
    ));
}

/// Returns the kind of a field definition, and writes the statics for the elements of an array before it. The fields of
/// a nested object are not written, because only the struct that maps the object needs them.
fn emit_kind(
    mapping: &Mapping<'_>,
    field_definition: &definition::Field,
    location: &str,
    name: &str,
    code: &mut Code,
) -> String {
    let kind = match field_definition.kind {
        Kind::Array(array) => {
            let name = format!("{name}_ELEMENT");
            let kind = emit_kind(mapping, array.element, &pointer(location, "*"), &name, code);
            let rules = emit_rules(array.element, &name, code);
            code.push(&format!(
                "static {name}: __core::Field = __core::Field::element({location:?}, {kind}){rules};"
            ));
            let (min, max) = (array.min, array.max);
            return format!(
                "__core::Kind::Array(&__core::ArrayOf {{ element: &{name}, min: {min}, max: {max} }})"
            );
        }
        Kind::Object(object) => {
            let is_searched = !mapping.must_be_complete() || mapping.parts().next().is_some();
            let is_entity = is_searched && std::ptr::eq(object, mapping.object.definition);
            return String::from(if is_entity {
                "__core::Kind::Object(&__ENTITY)"
            } else {
                "__core::Kind::Object(&__core::OBJECT)"
            });
        }
        Kind::Identifier => "Identifier",
        Kind::Integer => "Integer",
        Kind::Number => "Number",
        Kind::Amount => "Amount",
        Kind::Currency => "Currency",
        Kind::Time => "Time",
        Kind::Enum => "Enum",
        Kind::Bool => "Bool",
        Kind::Custom => "Custom",
        Kind::Text => "Text",
    };
    format!("__core::Kind::{kind}")
}

/// Returns the rules of a field definition, `.pattern(…).values(&[…]).range(0, 10)`, and writes the statics that they
/// need. Every member of `Field` is named, so that a new rule does not compile until it is handled here.
fn emit_rules(field_definition: &definition::Field, name: &str, code: &mut Code) -> String {
    let definition::Field {
        // Written by `emit_static`.
        name: _,
        rust_name: _,
        parent: _,
        kind,
        status: _,
        evidence: _,
        // Derived from the rest by `Field::new` and its builder functions.
        key: _,
        fast_range: _,
        is_timestamp: _,
        // Used by the macro only; `second_pattern` is that of the key `pattern`.
        deprecated: _,
        description: _,
        source: _,
        second_pattern: _,
        pattern,
        values,
        min,
        max,
        min_length,
        max_length,
        multiple_of,
        bounds,
        sensitive,
    } = *field_definition;
    let default = definition::Field::new("", "", "", kind);
    let mut rules = Vec::new();
    if let Some(pattern) = pattern.filter(|_| pattern != default.pattern) {
        rules.push(emit_pattern(pattern, name, code));
    }
    if !values.is_empty() {
        rules.push(format!(".values(&{values:?})"));
    }
    if (min, max) != (default.min, default.max) {
        rules.push(format!(".range({min}, {max})"));
    }
    if (min_length, max_length) != (default.min_length, default.max_length) {
        rules.push(format!(".lengths({min_length}, {max_length})"));
    }
    if multiple_of != 1 {
        rules.push(format!(".multiple_of({multiple_of})"));
    }
    if *bounds != definition::Bounds::ANY {
        emit_bounds(bounds, name, code);
        rules.push(format!(".bounds(&{name}_BOUNDS)"));
    }
    if sensitive {
        rules.push(String::from(".sensitive()"));
    }
    rules.concat()
}

/// Writes a static `Bounds { min: Some(Limit { number: 0.5, text: "0.5" }), ..Bounds::ANY }`.
fn emit_bounds(bounds: &definition::Bounds, name: &str, code: &mut Code) {
    let limits = [
        ("min", bounds.min),
        ("max", bounds.max),
        ("above", bounds.above),
        ("below", bounds.below),
        ("multiple_of", bounds.multiple_of),
    ];
    code.push(&format!(
        "static {name}_BOUNDS: __core::Bounds = __core::Bounds {{"
    ));
    for (name, limit) in limits {
        if let Some(definition::Limit { number, text }) = limit {
            code.push(&format!(
                "{name}: __core::Some(__core::Limit {{ number: {number:?}, text: {text:?} }}),"
            ));
        }
    }
    code.push("..__core::Bounds::ANY };");
}

/// Returns `.pattern(Pattern::EventType)`, and writes the table of a pattern that `voucher_core` does not have.
fn emit_pattern(pattern: definition::Pattern, name: &str, code: &mut Code) -> String {
    if let Some(table) = Pattern::of_definition(pattern) {
        table.push_to(&format!("{name}_PATTERN"), code);
    }
    match pattern {
        definition::Pattern::Currency => String::from(".pattern(__core::Pattern::Currency)"),
        definition::Pattern::EventType => String::from(".pattern(__core::Pattern::EventType)"),
        definition::Pattern::Compiled(_) => {
            format!(".pattern(__core::Pattern::Compiled(&{name}_PATTERN))")
        }
    }
}
