//! Field definitions that are made for a field of the struct: for members that the API definition does not have, and
//! for fields whose rules keys narrow or waive.

use super::names::{field_path, pattern_static};
#[cfg(feature = "pattern")]
use super::pattern_table::emit_table;
use crate::attr::Limits;
use crate::code_buffer::{Code, generated_span};
use crate::lower::{Lowered, LoweredField};
use crate::resolve::Target;
use crate::template::{Name, emit};
use voucher_definition as definition;

/// Writes a static for each of them.
///
/// ```text
/// // Output:
/// static __PATTERN_1: __core::Compiled<'static> = …;
/// static __NEW_FIELD_1: __core::Field = __core::VOUCHER_CODE
///     .lengths(3, 20)
///     .and_pattern(__core::Pattern::Compiled(&__PATTERN_1));
/// static __NEW_FIELD_2: __core::Field = __core::Field::member("campaign", "/voucher/custom");
/// ```
pub(super) fn emit_new_fields(lowered: &Lowered<'_>, code: &mut Code) {
    for field in lowered.fields() {
        let Some(destination) = &field.destination else {
            continue;
        };
        let name = Name(&destination.path.name);
        match &field.target {
            Target::Custom(key, _) => {
                let parent = format!("{}/custom", lowered.mapping.parent());
                emit!(code => static #name: __core::Field = #emit_member(key, &parent, lowered.custom););
            }
            Target::Extra(key, _) => {
                let entity = lowered.mapping.index.entity;
                let entity = entity.map(|(entity, _)| entity);
                emit!(code => static #name: __core::Field = #emit_member(key, lowered.mapping.parent(), entity););
            }
            Target::Field(field_definition) if field.is_narrowed => {
                #[cfg(feature = "pattern")]
                if let Some(pattern) = &field.pattern {
                    emit_table(&pattern.as_compiled(), &pattern_static(field.index), code);
                }
                emit!(code => static #name: __core::Field = #emit_narrowed(lowered, field, field_definition););
            }
            Target::Field(_) | Target::Skip(_) | Target::Part(_) => {}
        }
    }
}

/// Writes `Field::member("campaign", "/voucher/custom")`, which is sensitive if its object is.
fn emit_member(key: &str, parent: &str, object: Option<&definition::Field>, code: &mut Code) {
    let is_sensitive = object.is_some_and(|object| object.sensitive);
    emit!(code => __core::Field::member(#key, #parent) #if (is_sensitive) { .sensitive() });
}

/// Writes `__core::VALUE.range(1, 100)`.
fn emit_narrowed(
    lowered: &Lowered<'_>,
    field: &LoweredField<'_>,
    field_definition: &definition::Field,
    code: &mut Code,
) {
    let narrow = |limits: &Limits, min: i64, max: i64| {
        let min = limits.min.map_or(min, |limit| limit.value);
        (min, limits.max.map_or(max, |limit| limit.value))
    };
    let keys = &field.input.keys;
    let is_relaxed = lowered.mapping.is_relaxed(field_definition);
    let with_rules = lowered.mapping.with_rules(field_definition);
    let lengths = keys.length.as_ref().map(|limits| {
        let defined_max = with_rules.max_length;
        let defined_min = i64::from(with_rules.min_length);
        let (min, max) = narrow(limits, defined_min, i64::from(defined_max));
        let length = |limit| u32::try_from(limit).unwrap_or(defined_max);
        (length(min), length(max))
    });
    let limits = keys.range.as_ref();
    let range = limits.map(|limits| narrow(limits, with_rules.min, with_rules.max));
    let defined = field_path(lowered, field_definition, generated_span()).place();
    let pattern = field
        .pattern
        .as_ref()
        .map(|_| Name(pattern_static(field.index)));
    emit!(code => #defined
        #if (is_relaxed) { .relaxed() }
        #if (let Some((min, max)) = lengths) { .lengths(#min, #max) }
        #if (let Some((min, max)) = range) { .range(#min, #max) }
        #if (let Some(pattern) = pattern) { .and_pattern(__core::Pattern::Compiled(&#pattern)) }
    );
}
