//! Statics for the field definitions of a definition file that a struct needs, and for the definition.

mod rules;
mod tried;

use super::names::field_path;
use super::pattern_table::emit_table;
use crate::code_buffer::{Code, generated_span};
use crate::lookup::{ancestor, contains_itself};
use crate::lower::{Lowered, LoweredField, Statics};
use crate::template::{Name, emit};
use rules::{emit_bounds, emit_rules, own_pattern};
use tried::emit_object;
use voucher_definition as definition;
use voucher_definition::{Contents, Evidence, Pattern, Selector, pointer};

/// Writes a static with the field definitions, then the definition. Does nothing if the definition is a Rust table. One
/// static is faster to compile than one for each field definition; see `benches/README.md`.
///
/// ```text
/// // Output:
/// static __FIELDS: [__core::Field; 1] = [
///     __core::Field::new("orderId", "order_id", "/order", __core::Kind::Identifier)
///         .required(__core::Evidence::Documented),
/// ];
/// static __ENTITY: __core::ObjectOf = __core::ObjectOf::new(&[&__FIELDS[0],]);
/// static __DEFINITION: __core::Definition =
///     __core::Definition::new("order", 2308109446011277161, "POST", "/v2/order", __core::Some(&__core::OBJECT_BODY));
/// ```
pub(super) fn emit_statics(lowered: &Lowered<'_>, code: &mut Code) {
    let Statics::Generated {
        file,
        field_definitions,
    } = &lowered.statics
    else {
        return;
    };
    file.emit_dependency(code);
    emit_fields(lowered, field_definitions, code);
    let is_searched = is_searched(lowered);
    let definition = lowered.mapping.definition;
    let (name, method, path) = (definition.name, definition.method, definition.path);
    let fingerprint = definition.fingerprint;
    emit!(code =>
        #if (is_searched && lowered.mapping.index.entity.is_some()) {
            static __ENTITY: __core::ObjectOf = __core::ObjectOf::new(&[#emit_names(lowered, field_definitions, false)]);
        }
        #if (is_searched) {
            static __BODY_OBJECT: __core::ObjectOf = __core::ObjectOf::new(&[#emit_names(lowered, field_definitions, true)]);
            static __BODY: __core::Field = __core::Field::new("", "", "", __core::Kind::Object(&__BODY_OBJECT));
        }
        static __DEFINITION: __core::Definition = __core::Definition::new(
            #name, #fingerprint, #method, #path, #emit_body(lowered)
        )
        #if (!definition.entity_name.is_empty()) { .entity_name(#{definition.entity_name}) }
        #if (definition.host != definition::Definition::API) { .host(#{definition.host}) };
    );
}

/// Writes the static with the field definitions, after the statics that they refer to.
fn emit_fields(
    lowered: &Lowered<'_>,
    field_definitions: &[&'static definition::Field],
    code: &mut Code,
) {
    let fields = &mut Code::default();
    for (index, field_definition) in field_definitions.iter().enumerate() {
        emit_field(lowered, field_definition, index, fields, code);
    }
    let (count, fields) = (field_definitions.len(), fields.finish());
    emit!(code => static __FIELDS: [__core::Field; #count] = [#fields];);
}

/// The minimum number of plain fields whose field definitions are named.
const MIN_NAMED: usize = 3;

/// Writes names for the field definitions of plain fields, if there are many. The compiler takes longer for an index in each
/// call; see `benches/README.md`.
///
/// ```text
/// // Output:
/// let [__field_0, _, __field_2, ..] = &__FIELDS;
/// ```
pub(super) fn emit_field_names(lowered: &Lowered<'_>, code: &mut Code) {
    let mut names = Vec::new();
    for field in lowered.fields().filter(|field| lowered.is_simple(field)) {
        if let Some(index) = named_index(lowered, field) {
            names.resize(names.len().max(index + 1), String::from("_"));
            if let Some(name) = names.get_mut(index) {
                *name = local_name(index);
            }
        }
    }
    if !names.is_empty() {
        emit!(code => let [#for (name in &names) { #{Name(name)}, } ..] = &__FIELDS;);
    }
}

/// Returns the name of the field definition of a plain field, if [`emit_field_names`] writes it.
pub(super) fn field_name(lowered: &Lowered<'_>, field: &LoweredField<'_>) -> Option<String> {
    named_index(lowered, field).map(local_name)
}

/// Returns the index of a named field definition. None has a name if the struct has parts, because most of the static is
/// then about fields that the parts map.
fn named_index(lowered: &Lowered<'_>, field: &LoweredField<'_>) -> Option<usize> {
    let index = field.destination.as_ref()?.path.index?;
    let plain = lowered.fields().filter(|field| lowered.is_simple(field));
    let has_many = plain.take(MIN_NAMED).count() == MIN_NAMED;
    (has_many && lowered.all_parts().next().is_none()).then_some(index)
}

fn local_name(index: usize) -> String {
    format!("__field_{index}")
}

/// Writes the body of the definition: `__core::Some(&__core::BODY)`. Only assertions about parts search its fields.
fn emit_body(lowered: &Lowered<'_>, code: &mut Code) {
    let is_mapped = |body: &&definition::Field| lowered.mapping.has_source(body);
    let body_field = lowered.mapping.body_field().filter(is_mapped);
    if lowered.mapping.definition.body.is_none() {
        emit!(code => __core::None);
    } else if let Some(body) = body_field {
        emit!(code => __core::Some(#{field_path(lowered, body, generated_span())}));
    } else if is_searched(lowered) {
        emit!(code => __core::Some(&__BODY));
    } else {
        emit!(code => __core::Some(&__core::OBJECT_BODY));
    }
}

/// Whether assertions about parts search the fields of the body and of the entity. Nothing else does.
fn is_searched(lowered: &Lowered<'_>) -> bool {
    !lowered.mapping.must_be_complete() || lowered.all_parts().next().is_some()
}

/// Writes references to the field definitions of the body, or to those of the entity.
fn emit_names(
    lowered: &Lowered<'_>,
    field_definitions: &[&'static definition::Field],
    is_body: bool,
    code: &mut Code,
) {
    for (index, field_definition) in field_definitions.iter().enumerate() {
        if field_definition.parent.is_empty() == is_body
            && !lowered.mapping.is_parameter(field_definition)
            && !field_definition.is_body()
        {
            emit!(code => &__FIELDS[#index],);
        }
    }
}

/// What is around a field definition.
#[derive(Clone, Copy)]
pub(super) struct Around<'d> {
    pub(super) definition: &'d definition::Definition,
    /// The object whose static has the fields of the entity.
    pub(super) entity: Option<&'d definition::Object>,
    /// Whether it is an alternative that the encoder tries, and so has the fields of its objects.
    pub(super) is_tried: bool,
}

impl Around<'_> {
    /// Whether an alternative contains the same alternatives again.
    pub(super) fn is_within(self, one_of: &definition::OneOf) -> bool {
        let mut alternatives = one_of.alternatives.iter();
        alternatives.any(|alternative| contains_itself(alternative, one_of, self.definition))
    }

    /// Returns the contents of a field definition. A field that refers to alternatives around it has them, too, because the
    /// encoder writes a value of them under the field's own name. What they contain does not have them again: an element has
    /// no name, so the enum of the alternatives has a static for it.
    fn contents(self, field_definition: &definition::Field) -> Contents {
        let contents = field_definition.kind.contents();
        if self.is_tried || !matches!(contents, Contents::Ancestor(_)) {
            return contents;
        }
        match ancestor(self.definition, field_definition).map(|ancestor| ancestor.contents) {
            Some(Contents::Alternatives(one_of))
                if !field_definition.is_element() || !self.is_within(one_of) =>
            {
                Contents::Alternatives(one_of)
            }
            _ => contents,
        }
    }
}

/// Writes the field definition with an index to `fields`, and the statics that it refers to.
fn emit_field(
    lowered: &Lowered<'_>,
    field_definition: &'static definition::Field,
    index: usize,
    fields: &mut Code,
    code: &mut Code,
) {
    let name = &format!("__FIELD_{index}");
    let parameter_name = lowered.mapping.parameter_name(field_definition);
    let location = match &parameter_name {
        Some(name) => pointer("", name),
        None => field_definition.pointer(),
    };
    let around = Around {
        definition: lowered.mapping.definition,
        entity: is_searched(lowered).then_some(lowered.mapping.object.definition),
        is_tried: false,
    };
    emit_needed_statics(around, field_definition, &location, name, code);
    if field_definition.is_body() {
        return emit!(fields =>
            __core::Field::body(#emit_kind(around, field_definition, name))
                #emit_rules(field_definition, name),
        );
    }
    let api_name = parameter_name.unwrap_or_else(|| String::from(field_definition.name));
    let is_required =
        field_definition.is_required() || lowered.mapping.is_path_parameter(field_definition);
    let evidence = is_required.then_some(Name(evidence_name(field_definition.evidence)));
    let (rust_name, parent) = (field_definition.rust_name, field_definition.parent);
    emit!(fields =>
        __core::Field::new(#api_name, #rust_name, #parent, #emit_kind(around, field_definition, name))
            #if (let Some(evidence) = &evidence) { .required(__core::Evidence::#evidence) }
            #emit_rules(field_definition, name),
    );
}

/// Writes the statics that the one for a field definition refers to: for the elements of an array, for alternatives, for a
/// pattern, and for bounds.
fn emit_needed_statics(
    around: Around<'_>,
    field_definition: &definition::Field,
    location: &str,
    name: &str,
    code: &mut Code,
) {
    match around.contents(field_definition) {
        Contents::Elements(array) => {
            emit_element(around, array.element, location, &element_static(name), code);
        }
        Contents::Values(map) => {
            emit_element(around, map.key, location, &key_static(name), code);
            emit_element(around, map.value, location, &value_static(name), code);
        }
        Contents::Alternatives(one_of) => {
            let is_tried = around.is_tried || one_of.selector == Selector::One;
            let around = Around { is_tried, ..around };
            for (index, alternative) in one_of.alternatives.iter().enumerate() {
                let name = alternative_static(name, index);
                emit_alternative(
                    around,
                    field_definition,
                    alternative.value,
                    location,
                    &name,
                    code,
                );
            }
        }
        Contents::Fields(object) if around.is_tried => emit_object(around, object, name, code),
        Contents::None | Contents::Fields(_) | Contents::Ancestor(_) => {}
    }
    if let Some(Pattern::Compiled(table)) = own_pattern(field_definition) {
        emit_table(table, &pattern_static(name), code);
    }
    if *field_definition.bounds != definition::Bounds::ANY {
        emit_bounds(field_definition.bounds, name, code);
    }
}

/// Writes the static for the elements of the array at a JSON Pointer, or for the keys or values of a map.
fn emit_element(
    around: Around<'_>,
    element: &definition::Field,
    parent: &str,
    name: &str,
    code: &mut Code,
) {
    emit_needed_statics(around, element, &pointer(parent, "*"), name, code);
    emit!(code => static #{Name(name)}: __core::Field =
        __core::Field::element(#parent, #emit_kind(around, element, name))
            #emit_rules(element, name);
    );
}

/// Writes the static for an alternative of a field, which is at a JSON Pointer. It has the name and location of the field,
/// and may be `null` if the field may be.
pub(super) fn emit_alternative(
    around: Around<'_>,
    field_definition: &definition::Field,
    value: &definition::Field,
    location: &str,
    name: &str,
    code: &mut Code,
) {
    emit_needed_statics(around, value, location, name, code);
    let definition::Field {
        name: api_name,
        rust_name,
        parent,
        ..
    } = *field_definition;
    let kind = &mut Code::default();
    emit_kind(around, value, name, kind);
    let kind = kind.finish();
    emit!(code => static #{Name(name)}: __core::Field =
        #if (field_definition.is_body()) { __core::Field::body(#kind) }
        #if (api_name == "*") { __core::Field::element(#parent, #kind) }
        #if (!field_definition.is_body() && api_name != "*") {
            __core::Field::new(#api_name, #rust_name, #parent, #kind)
        }
        #emit_rules(value, name)
        #if (field_definition.nullable && !value.nullable) { .nullable() };
    );
}

fn evidence_name(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Documented => "Documented",
        Evidence::Inferred => "Inferred",
        Evidence::Client => "Client",
    }
}

fn object_static(name: &str) -> String {
    format!("{name}_OBJECT")
}

/// Writes the static with these alternatives as the definition of an element of an array or map at a JSON Pointer.
pub(super) fn emit_alternatives(
    around: Around<'_>,
    one_of: &'static definition::OneOf,
    parent: &'static str,
    name: &str,
    code: &mut Code,
) {
    let field_definition = definition::Field::element(parent, definition::Kind::OneOf(one_of));
    emit_element(around, &field_definition, parent, name, code);
}

/// Returns the name of the static for an alternative of a field.
pub(super) fn alternative_static(name: &str, index: usize) -> String {
    format!("{name}_ALTERNATIVE_{index}")
}

fn element_static(name: &str) -> String {
    format!("{name}_ELEMENT")
}

fn key_static(name: &str) -> String {
    format!("{name}_KEY")
}

fn value_static(name: &str) -> String {
    format!("{name}_VALUE")
}

fn pattern_static(name: &str) -> String {
    format!("{name}_PATTERN")
}

fn bounds_static(name: &str) -> String {
    format!("{name}_BOUNDS")
}

/// Writes the kind of a field definition. The fields of a nested object are not written, because only the struct that
/// maps the object needs them, unless the encoder tries it as an alternative.
///
/// ```text
/// // Output:
/// __core::Kind::Array(&__core::ArrayOf { element: &__FIELD_0_ELEMENT, min: 1, max: 9 })
/// ```
fn emit_kind(
    around: Around<'_>,
    field_definition: &definition::Field,
    name: &str,
    code: &mut Code,
) {
    match around.contents(field_definition) {
        Contents::Elements(array) => {
            let definition::Array {
                element: _,
                min,
                max,
                unique,
            } = *array;
            let element = Name(element_static(name));
            emit!(code => __core::Kind::Array(
                &__core::ArrayOf { element: &#element, min: #min, max: #max, unique: #unique }
            ));
        }
        Contents::Values(map) => {
            let definition::Map {
                key: _,
                value: _,
                min,
                max,
            } = *map;
            let (key, value) = (Name(key_static(name)), Name(value_static(name)));
            emit!(code => __core::Kind::Map(
                &__core::MapOf { key: &#key, value: &#value, min: #min, max: #max }
            ));
        }
        Contents::Ancestor(distance) => {
            emit!(code => __core::Kind::Ancestor(#distance));
        }
        Contents::Alternatives(one_of) => emit_one_of(one_of, name, code),
        Contents::Fields(object) => {
            let is_entity = around
                .entity
                .is_some_and(|entity| std::ptr::eq(object, entity));
            let object = Name(if around.is_tried {
                object_static(name)
            } else if is_entity {
                "__ENTITY".into()
            } else {
                "__core::OBJECT".into()
            });
            emit!(code => __core::Kind::Object(&#object));
        }
        // The name of its variant.
        Contents::None => {
            emit!(code => __core::Kind::#{Name(format!("{:?}", field_definition.kind))});
        }
    }
}

/// Writes a kind that has alternatives.
///
/// ```text
/// // Output:
/// __core::Kind::OneOf(&__core::OneOfAlternatives {
///     alternatives: &[__core::Alternative { name: "card", value: &__FIELD_0_ALTERNATIVE_0 }],
///     selector: __core::Selector::Tag("methodType"),
///     noun: "an object",
/// })
/// ```
fn emit_one_of(one_of: &definition::OneOf, name: &str, code: &mut Code) {
    let definition::OneOf {
        alternatives,
        selector,
        noun,
    } = *one_of;
    // The program does not have the fields of the alternatives, by which it would see that the last one accepts any tag.
    let selector = if one_of.has_default() {
        Selector::Any
    } else {
        selector
    };
    let alternatives = alternatives.iter().enumerate();
    let alternatives = alternatives
        .map(|(index, alternative)| (alternative.name, Name(alternative_static(name, index))));
    emit!(code => __core::Kind::OneOf(&__core::OneOfAlternatives {
        alternatives: &[#for ((name, value) in alternatives) {
            __core::Alternative { name: #name, value: &#value },
        }],
        selector: __core::Selector::#emit_selector(selector),
        noun: #noun,
    }));
}

fn emit_selector(selector: Selector, code: &mut Code) {
    match selector {
        Selector::Type => emit!(code => Type),
        Selector::Tag(name) => emit!(code => Tag(#name)),
        Selector::Any => emit!(code => Any),
        Selector::One => emit!(code => One),
    }
}
