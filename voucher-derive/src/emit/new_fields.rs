//! Field definitions that are made for a field of the struct: for members that the API definition does not have, and
//! for fields that keys narrow.

use super::names::{field_path, is_narrowed, new_static, pattern_static};
use crate::attr::Limits;
use crate::code_buffer::{Code, generated_span};
use crate::resolve::{MappedField, Mapping, Target};
use voucher_definition as definition;

/// Writes a static for each of them.
pub(super) fn emit_new_fields(mapping: &Mapping<'_>, code: &mut Code) {
    for (index, field) in mapping.fields.iter().enumerate() {
        let new_field = match &field.target {
            Target::Custom(key, _) => {
                let is_sensitive = mapping
                    .custom()
                    .is_some_and(|field_definition| field_definition.sensitive);
                new_member(key, &format!("{}/custom", mapping.parent()), is_sensitive)
            }
            Target::Extra(key, _) => {
                let entity = mapping.definition.entity();
                let is_sensitive =
                    entity.is_some_and(|(field_definition, _)| field_definition.sensitive);
                new_member(key, mapping.parent(), is_sensitive)
            }
            Target::Field(field_definition) if is_narrowed(field) => {
                narrowed(mapping, index, field, field_definition)
            }
            Target::Field(_) | Target::Skip(_) | Target::Part(_) => continue,
        };
        if let Some(pattern) = &field.pattern {
            pattern.push_to(&pattern_static(index), code);
        }
        let name = new_static(index);
        code.push(&format!("static {name}: __core::Field = {new_field};"));
    }
}

/// Returns `Field::member("campaign", "/voucher/custom")`, which is sensitive if its object is.
fn new_member(key: &str, parent: &str, is_sensitive: bool) -> String {
    let sensitive = if is_sensitive { ".sensitive()" } else { "" };
    format!("__core::Field::member({key:?}, {parent:?}){sensitive}")
}

/// Returns `__core::VALUE.range(1, 100)`.
fn narrowed(
    mapping: &Mapping<'_>,
    index: usize,
    field: &MappedField<'_>,
    field_definition: &definition::Field,
) -> String {
    let narrow = |limits: &Limits, min: i64, max: i64| {
        let min = limits.min.map_or(min, |limit| limit.value);
        (min, limits.max.map_or(max, |limit| limit.value))
    };
    let keys = &field.input.keys;
    let mut narrowed = vec![field_path(mapping, field_definition, generated_span()).source()];
    if let Some(limits) = &keys.length {
        let defined_max = field_definition.max_length;
        let defined_min = i64::from(field_definition.min_length);
        let (min, max) = narrow(limits, defined_min, i64::from(defined_max));
        let length = |limit| u32::try_from(limit).unwrap_or(defined_max);
        narrowed.push(format!(".lengths({}, {})", length(min), length(max)));
    }
    if let Some(limits) = &keys.range {
        let (min, max) = narrow(limits, field_definition.min, field_definition.max);
        narrowed.push(format!(".range({min}, {max})"));
    }
    if field.pattern.is_some() {
        let pattern = pattern_static(index);
        narrowed.push(format!(
            ".and_pattern(__core::Pattern::Compiled(&{pattern}))"
        ));
    }
    narrowed.concat()
}
