//! The checks of keys: each applies to the field or struct that it is on.

use super::limits::is_integer_like;
use crate::report::Errors;
use crate::resolve::{MappedField, Mapping, Target, is_same_field_definition, is_string_like};
use voucher_definition::{Evidence, Kind};

/// `optional(…)` names required fields. A requirement that the API documents cannot be waived, and one that a constant
/// or the clock satisfies need not be.
pub(super) fn check_optional(mapping: &Mapping<'_>, errors: &mut Errors) {
    for (index, (field_definition, name)) in mapping.waived.iter().enumerate() {
        let api = mapping.name();
        let is_constant = mapping
            .constants
            .iter()
            .any(|(other, _)| is_same_field_definition(other, field_definition));
        let message = if mapping
            .waived
            .iter()
            .take(index)
            .any(|(other, _)| is_same_field_definition(other, field_definition))
        {
            format!("duplicate `{name}` in `optional`; remove one")
        } else if !field_definition.is_required() {
            format!("`{api}` does not require `{name}`; remove it from `optional`")
        } else if field_definition.evidence == Evidence::Documented {
            let advice = if mapping.has_source(field_definition) {
                "remove it from `optional`"
            } else {
                "map it"
            };
            let source = match field_definition.source {
                "" => String::new(),
                source => format!(" ({source})"),
            };
            format!("the API documents `{name}` as required{source}; {advice}")
        } else if is_constant {
            format!("`{name}` is a constant, so it is always sent; remove it from `optional`")
        } else if mapping
            .now()
            .is_some_and(|(now, _)| is_same_field_definition(now, field_definition))
        {
            format!("`timestamp = now` always sends `{name}`; remove it from `optional`")
        } else {
            continue;
        };
        errors.push_spanned(name, message);
    }
}

/// A key is used only if the feature that it needs is enabled.
pub(super) fn check_features(mapping: &Mapping<'_>, errors: &mut Errors) {
    let mut needs = |key: &str, feature: &str, span| {
        let message = format!("`{key}` needs the feature `{feature}` of `voucher-core`; enable it");
        errors.push_at(span, message);
    };
    for field in &mapping.fields {
        if let (Some(span), false) = (field.input.keys.span("pattern"), cfg!(feature = "pattern")) {
            needs("pattern", "pattern", span);
        }
        let (Some(key), false) = (field.target.needs_serde(), cfg!(feature = "serde")) else {
            continue;
        };
        let span = match &field.target {
            Target::Custom(_, span) | Target::Extra(_, span) => *span,
            Target::Field(_) | Target::Part(_) | Target::Skip(_) => field.input.ident.span(),
        };
        needs(key, "serde", span);
    }
}

/// Every key on a field has an effect.
pub(super) fn check_field_keys(mapping: &Mapping<'_>, errors: &mut Errors) {
    for field in &mapping.fields {
        match &field.target {
            Target::Skip(_) => {
                let reason = "a field with `skip` is not sent";
                check_standalone(field, reason, "remove one", errors);
            }
            Target::Part(_) => {
                let reason = "`flatten` maps the fields of another struct";
                check_standalone(field, reason, "move it to one of those", errors);
            }
            Target::Field(_) | Target::Custom(..) | Target::Extra(..) => {
                check_required_key(mapping, field, errors);
                check_kind_keys(field, errors);
            }
        }
        let Target::Custom(_, span) = &field.target else {
            continue;
        };
        if mapping.custom().is_none() {
            let name = &field.input.name;
            let mut field_definitions = mapping.field_definitions().into_iter();
            let advice = if field_definitions.any(|field_definition| {
                [field_definition.rust_name, field_definition.name].contains(&name.as_str())
            }) {
                format!("remove `custom` to send `{name}` as the field of this name")
            } else {
                String::from("add `#[ravelin(skip)]`")
            };
            let message = format!("`{}` has no object `custom`; {advice}", mapping.name());
            errors.push_at(*span, message);
        }
    }
}

/// A field with `skip` or `flatten` has no key that describes a value.
fn check_standalone(field: &MappedField<'_>, reason: &str, advice: &str, errors: &mut Errors) {
    for other in [
        "required", "unix", "with", "unlisted", "pattern", "length", "range", "check",
    ] {
        if let Some(span) = field.input.keys.span(other) {
            let message = format!("{reason}, so `{other}` has no effect; {advice}");
            errors.push_at(span, message);
        }
    }
}

/// `required` applies to a field that maps to a required field definition.
fn check_required_key(mapping: &Mapping<'_>, field: &MappedField<'_>, errors: &mut Errors) {
    let Some(span) = field.input.keys.required else {
        return;
    };
    let message = match &field.target {
        Target::Field(field_definition) if mapping.is_waived(field_definition) => {
            format!(
                "`{}` is in `optional`, which contradicts `required`; remove one",
                field_definition.rust_name
            )
        }
        Target::Field(field_definition) if field_definition.is_required() => return,
        Target::Field(field_definition) => {
            format!(
                "`{}` does not require `{}`; remove `required`",
                mapping.name(),
                field_definition.name
            )
        }
        Target::Custom(..) | Target::Extra(..) | Target::Part(_) | Target::Skip(_) => {
            String::from("`required` applies only to a field that the API requires; remove it")
        }
    };
    errors.push_at(span, message);
}

/// `unix` applies to times, `unlisted` to currencies, `pattern` and `length` to strings, and `range` to integers.
fn check_kind_keys(field: &MappedField<'_>, errors: &mut Errors) {
    let keys = &field.input.keys;
    let kind = field
        .field_definition()
        .map(|field_definition| field_definition.kind);
    let (is_integer, is_string) = (
        kind.is_some_and(is_integer_like),
        kind.is_some_and(is_string_like),
    );
    let is_time = matches!(kind, Some(Kind::Time));
    let is_currency = matches!(kind, Some(Kind::Currency));
    let all = [
        ("unix", "a time", is_time),
        ("unlisted", "a currency", is_currency),
        ("pattern", "a string", is_string),
        ("length", "a string", is_string),
        ("range", "an integer", is_integer),
    ];
    for (key, noun, is_applicable) in all {
        if let (Some(span), false) = (keys.span(key), is_applicable) {
            errors.push_at(span, misplaced_message(key, noun, field));
        }
    }
}

/// Returns the message for a key that does not apply to the kind of its field.
fn misplaced_message(key: &str, noun: &str, field: &MappedField<'_>) -> String {
    let found = match &field.target {
        Target::Field(field_definition) => format!(
            "`{}` is {}",
            field_definition.name,
            field_definition.kind.noun()
        ),
        Target::Extra(..) => String::from("an `extra` member is sent unchanged"),
        Target::Custom(..) | Target::Part(_) | Target::Skip(_) => {
            String::from("a member of `custom` is sent unchanged")
        }
    };
    let kind = field
        .field_definition()
        .map(|field_definition| field_definition.kind);
    let advice = match key {
        "range" if kind.is_some_and(is_string_like) => "use `length` for the number of characters",
        "length" if kind.is_some_and(is_integer_like) => {
            "use `range` for the smallest and largest value"
        }
        _ => "remove it",
    };
    format!("`{key}` applies to {noun}, but {found}; {advice}")
}
