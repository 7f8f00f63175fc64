//! The checks of keys: each applies to the field or struct that it is on.

use super::limits::is_integer_like;
use crate::attr::{Feature, Group, Key, Values};
use crate::report::Errors;
use crate::resolve::{MappedField, Mapping, Target, is_same_field_definition, is_string_like};
use voucher_definition::Kind;

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
        } else if !field_definition.evidence.is_waivable() {
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

/// A key or a field is used only if the feature that it needs is enabled.
pub(super) fn check_features(mapping: &Mapping<'_>, errors: &mut Errors) {
    let mut check = |name: &str, feature: Feature, span| {
        if !feature.is_enabled() {
            let feature = feature.name();
            let message =
                format!("`{name}` needs the feature `{feature}` of `voucher-core`; enable it");
            errors.push_at(span, message);
        }
    };
    for field in &mapping.fields {
        for (key, key_span) in &field.input.keys.status.present {
            let span = match key.group {
                Group::Target => field.input.target_span(),
                Group::Definition | Group::ListedValue | Group::Value(_) | Group::Other => {
                    *key_span
                }
            };
            for feature in key.needs {
                check(key.name, *feature, span);
            }
        }
        if let (Target::Field(field_definition), true) = (&field.target, field.target.needs_serde())
        {
            let span = field.input.ident.span();
            check(field_definition.name, Feature::Serde, span);
        }
    }
}

/// Every key on a field has an effect.
pub(super) fn check_field_keys(mapping: &Mapping<'_>, errors: &mut Errors) {
    for field in &mapping.fields {
        match &field.target {
            Target::Skip(_) if field.has_error => {}
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
    for (key, span) in &field.input.keys.status.present {
        if let Group::Value(_) = key.group {
            let message = format!("{reason}, so `{}` has no effect; {advice}", key.name);
            errors.push_at(*span, message);
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
            let key = if mapping.is_relaxed(field_definition) {
                "relax"
            } else {
                "optional"
            };
            format!(
                "`{}` is in `{key}`, which contradicts `required`; remove one",
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

/// A key applies to the kind of its field.
fn check_kind_keys(field: &MappedField<'_>, errors: &mut Errors) {
    let kind = field
        .field_definition()
        .map(|field_definition| field_definition.kind);
    for (key, span) in &field.input.keys.status.present {
        let Group::Value(values) = key.group else {
            continue;
        };
        if let (Some(noun), false) = (noun(values), has_values(kind, values)) {
            errors.push_at(*span, misplaced_message(key, noun, field));
        }
    }
}

/// Returns what the kinds with these values are called, unless all kinds have them.
fn noun(values: Values) -> Option<&'static str> {
    match values {
        Values::All => None,
        Values::Times => Some("a time"),
        Values::Currencies => Some("a currency"),
        Values::Strings => Some("a string"),
        Values::Integers => Some("an integer"),
    }
}

/// Whether a kind has these values. Members of `custom` and `extra` have no kind.
fn has_values(kind: Option<Kind>, values: Values) -> bool {
    match values {
        Values::All => true,
        Values::Times => kind.is_some_and(Kind::is_point_in_time),
        Values::Currencies => matches!(kind, Some(Kind::Currency)),
        Values::Strings => kind.is_some_and(is_string_like),
        Values::Integers => kind.is_some_and(is_integer_like),
    }
}

/// Returns the message for a key that does not apply to the kind of its field.
fn misplaced_message(key: &Key, noun: &str, field: &MappedField<'_>) -> String {
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
    let advice = if key.name == "range" && has_values(kind, Values::Strings) {
        "use `length` for the number of characters"
    } else if key.name == "length" && has_values(kind, Values::Integers) {
        "use `range` for the smallest and largest value"
    } else {
        "remove it"
    };
    format!("`{}` applies to {noun}, but {found}; {advice}", key.name)
}
