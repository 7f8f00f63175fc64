//! Field definitions that the definition does not have: members that it does not list, and fields that the struct narrows.

use super::names::{field_path, is_narrowed, new_static_name, own_pattern};
use crate::attr::Limits;
use crate::code_buffer::{Code, generated_span};
use crate::resolve::{MappedField, Mapping, Target};
use voucher_definition as definition;

/// The rows of members that no definition lists, and of fields that the user narrows.
pub(super) fn push_new_fields(mapping: &Mapping<'_>, code: &mut Code) {
    for (at, field) in mapping.fields.iter().enumerate() {
        let made = match &field.target {
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
                narrowed(mapping, at, field, field_definition)
            }
            Target::Field(_) | Target::Skip(_) | Target::Part(_) => continue,
        };
        if let Some(pattern) = &field.pattern {
            pattern.push_to(&own_pattern(at), code);
        }
        let name = new_static_name(at);
        code.push(&format!("static {name}: __inner::Field = {made};"));
    }
}

/// `Field::member("campaign", "/voucher/custom")`, which is sensitive where its object is.
pub(super) fn new_member(key: &str, parent: &str, is_sensitive: bool) -> String {
    let sensitive = if is_sensitive { ".sensitive()" } else { "" };
    format!("__inner::Field::member({key:?}, {parent:?}){sensitive}")
}

/// `__inner::VALUE.range(1, 100)`
pub(super) fn narrowed(
    mapping: &Mapping<'_>,
    at: usize,
    field: &MappedField<'_>,
    field_definition: &definition::Field,
) -> String {
    let edges = |limits: &Limits, least: i64, most: i64| {
        let min = limits.min.map_or(least, |limit| limit.value);
        (min, limits.max.map_or(most, |limit| limit.value))
    };
    let keys = &field.input.keys;
    let mut narrowed = vec![field_path(mapping, field_definition, generated_span()).text()];
    if let Some(limits) = &keys.length {
        let most = i64::from(field_definition.max_length);
        let (min, max) = edges(limits, i64::from(field_definition.min_length), most);
        let fitting = |edge| u32::try_from(edge).unwrap_or(field_definition.max_length);
        narrowed.push(format!(".lengths({}, {})", fitting(min), fitting(max)));
    }
    if let Some(limits) = &keys.range {
        let (min, max) = edges(limits, field_definition.min, field_definition.max);
        narrowed.push(format!(".range({min}, {max})"));
    }
    if field.pattern.is_some() {
        let pattern = own_pattern(at);
        narrowed.push(format!(
            ".and_pattern(__inner::Pattern::Compiled(&{pattern}))"
        ));
    }
    narrowed.concat()
}
