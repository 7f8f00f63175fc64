//! The rows of a definition file, of which a struct carries those that it needs.

use super::names::file_static;
use crate::code_buffer::Code;
use crate::pattern::Pattern;
use crate::resolve::Mapping;
use voucher_definition as definition;
use voucher_definition::{Evidence, Kind, pointer};

/// The rows of a file: `static __FIELD_0: Field = Field::new("orderId", "order_id", "/order", Kind::Identifier).required(…);`
/// for each, and the definition of them.
pub(super) fn push_table(mapping: &Mapping<'_>, code: &mut Code) {
    let Some(file) = &mapping.file else {
        return;
    };
    file.push_dependency(code);
    for (at, field_definition) in mapping.file_field_definitions.iter().enumerate() {
        push_static(mapping, field_definition, &file_static(at), code);
    }
    let is_asked = !mapping.must_be_complete() || mapping.parts().next().is_some();
    if is_asked && mapping.definition.entity().is_some() {
        code.push("static __ENTITY: __inner::ObjectOf = __inner::ObjectOf::new(&[");
        push_names(mapping, false, code);
        code.push("]);");
    }
    code.push("static __DEFINITION: __inner::Definition = __inner::Definition::new(");
    let definition = mapping.definition;
    let whole = format!("{:x}", definition.body.digest());
    for text in [definition.name, &whole, definition.method, definition.path] {
        code.push_literal(text);
        code.push(",");
    }
    code.push("&[");
    if is_asked {
        push_names(mapping, true, code);
    }
    code.push("]);");
}

/// The rows of the body, or of the entity, where a part has to be seen beside them; otherwise none is asked for.
fn push_names(mapping: &Mapping<'_>, is_body: bool, code: &mut Code) {
    for (at, field_definition) in mapping.file_field_definitions.iter().enumerate() {
        if field_definition.parent.is_empty() == is_body && !mapping.is_parameter(field_definition)
        {
            code.push("&");
            code.push(&file_static(at));
            code.push(",");
        }
    }
}

fn push_static(
    mapping: &Mapping<'_>,
    field_definition: &'static definition::Field,
    name: &str,
    code: &mut Code,
) {
    let place = pointer(field_definition.parent, field_definition.name);
    let kind = push_kind(mapping, field_definition, &place, name, code);
    let rules = push_rules(field_definition, name, code);
    let wire = if mapping.is_parameter(field_definition) {
        format!(":{}", field_definition.name)
    } else {
        String::from(field_definition.name)
    };
    let required = match field_definition.evidence {
        _ if !field_definition.is_required() && !mapping.is_parameter(field_definition) => "",
        Evidence::Documented => ".required(__inner::Evidence::Documented)",
        Evidence::Inferred => ".required(__inner::Evidence::Inferred)",
    };
    let (rust_name, parent) = (field_definition.rust_name, field_definition.parent);
    code.push(&format!(
        "static {name}: __inner::Field =
            __inner::Field::new({wire:?}, {rust_name:?}, {parent:?}, {kind}){required}{rules};"
    ));
}

/// The kind of a row, behind the rows of what stands in it. An object's own are those of the struct that maps it.
fn push_kind(
    mapping: &Mapping<'_>,
    field_definition: &definition::Field,
    place: &str,
    name: &str,
    code: &mut Code,
) -> String {
    let kind = match field_definition.kind {
        Kind::Array(array) => {
            let name = format!("{name}_ELEMENT");
            let kind = push_kind(mapping, array.element, &pointer(place, "*"), &name, code);
            let rules = push_rules(array.element, &name, code);
            code.push(&format!(
                "static {name}: __inner::Field = __inner::Field::element({place:?}, {kind}){rules};"
            ));
            let (min, max) = (array.min, array.max);
            return format!(
                "__inner::Kind::Array(&__inner::ArrayOf {{ element: &{name}, min: {min}, max: {max} }})"
            );
        }
        Kind::Object(object) => {
            let is_entity = !mapping.must_be_complete() || mapping.parts().next().is_some();
            let is_entity = is_entity && std::ptr::eq(object, mapping.object.definition);
            return String::from(if is_entity {
                "__inner::Kind::Object(&__ENTITY)"
            } else {
                "__inner::Kind::Object(&__inner::OBJECT)"
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
        _ => "Text",
    };
    format!("__inner::Kind::{kind}")
}

/// What a row asks beside its kind, behind the tables that this needs: `.pattern(…).values(&[…]).range(0, 10)`. Every
/// member is named, so that a new rule does not compile until it is written here.
fn push_rules(field_definition: &definition::Field, name: &str, code: &mut Code) -> String {
    let definition::Field {
        // Written by `push_static`.
        name: _,
        rust_name: _,
        parent: _,
        kind,
        status: _,
        evidence: _,
        // Follow from the rest.
        key: _,
        fast_range: _,
        is_timestamp: _,
        // Only the macro needs them, or only the user's own field has one.
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
    let plain = definition::Field::new("", "", "", kind);
    let mut rules = Vec::new();
    if let Some(pattern) = pattern.filter(|_| pattern != plain.pattern) {
        rules.push(push_pattern(pattern, name, code));
    }
    if !values.is_empty() {
        rules.push(format!(".values(&{values:?})"));
    }
    if (min, max) != (plain.min, plain.max) {
        rules.push(format!(".range({min}, {max})"));
    }
    if (min_length, max_length) != (plain.min_length, plain.max_length) {
        rules.push(format!(".lengths({min_length}, {max_length})"));
    }
    if multiple_of != 1 {
        rules.push(format!(".multiple_of({multiple_of})"));
    }
    if *bounds != definition::Bounds::ANY {
        push_bounds(bounds, name, code);
        rules.push(format!(".bounds(&{name}_BOUNDS)"));
    }
    if sensitive {
        rules.push(String::from(".sensitive()"));
    }
    rules.concat()
}

/// `Bounds { min: Some(Limit { number: 0.5, text: "0.5" }), ..Bounds::ANY }`
fn push_bounds(bounds: &definition::Bounds, name: &str, code: &mut Code) {
    let limits = [
        ("min", bounds.min),
        ("max", bounds.max),
        ("above", bounds.above),
        ("below", bounds.below),
        ("multiple_of", bounds.multiple_of),
    ];
    code.push(&format!(
        "static {name}_BOUNDS: __inner::Bounds = __inner::Bounds {{"
    ));
    for (name, limit) in limits {
        if let Some(definition::Limit { number, text }) = limit {
            code.push(&format!(
                "{name}: __inner::Some(__inner::Limit {{ number: {number:?}, text: {text:?} }}),"
            ));
        }
    }
    code.push("..__inner::Bounds::ANY };");
}

/// `.pattern(Pattern::EventType)`, behind the table of a pattern that the toolkit has not.
fn push_pattern(pattern: definition::Pattern, name: &str, code: &mut Code) -> String {
    if let Some(table) = Pattern::of_definition(pattern) {
        table.push_to(&format!("{name}_PATTERN"), code);
        return format!(".pattern(__inner::Pattern::Compiled(&{name}_PATTERN))");
    }
    let name = match pattern {
        definition::Pattern::Currency => "Currency",
        _ => "EventType",
    };
    format!(".pattern(__inner::Pattern::{name})")
}
