//! The checks of sources: none is one too many.

use crate::report::Errors;
use crate::resolve::{Mapping, is_same_field_definition};
use proc_macro2::Span;
use voucher_definition as definition;

/// A field definition has one source: a field, a constant, or the clock.
pub(super) fn check_mapped_once(mapping: &Mapping<'_>, errors: &mut Errors) {
    let mut sources: Vec<(&definition::Field, String, Span)> = Vec::new();
    // If `timestamp` is not a time, `check_now` reports the clock.
    if let Some((field_definition, span)) = mapping
        .now()
        .filter(|(field_definition, _)| field_definition.kind.is_point_in_time())
    {
        sources.push((field_definition, String::from("`timestamp = now`"), span));
    }
    for (field_definition, constant) in &mapping.constants {
        let name = &constant.name;
        sources.push((field_definition, format!("`constant({name})`"), name.span()));
    }
    for field in &mapping.fields {
        let (ident, span) = (field.input.ident, field.input.target_span());
        // `check_body` reports two bodies.
        let field_definition = field.field_definition().filter(|it| !it.is_body());
        if let Some(field_definition) = field_definition {
            sources.push((field_definition, format!("field `{ident}`"), span));
        }
    }
    for (index, (field_definition, source, span)) in sources.iter().enumerate() {
        let mut before = sources.iter().take(index);
        if let Some((_, first, _)) =
            before.find(|(other, ..)| is_same_field_definition(other, field_definition))
        {
            let name = field_definition.name;
            let tag = mapping.object.tag.as_ref();
            let tag =
                tag.filter(|tag| is_same_field_definition(tag.definition(), field_definition));
            let message = match tag {
                Some(tag) => format!(
                    "`{name}` of `{}` is always {}, so the derive writes it; remove {source}",
                    mapping.name(),
                    tag.source()
                ),
                None => format!("`{name}` is mapped twice, by {first} and {source}; remove one"),
            };
            errors.push_at(*span, message);
        }
    }
}
