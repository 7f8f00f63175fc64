//! Keys that do not apply to their field.

use super::limits::is_integer_like;
use crate::report::Errors;
use crate::resolve::{MappedField, Mapping, Target, is_same_field_definition, is_string_like};
use voucher_definition::{Evidence, Kind};

/// `optional(…)` waives a requirement that there is, that no page states, and that nothing else answers.
pub(super) fn check_optional(mapping: &Mapping<'_>, errors: &mut Errors) {
    for (at, (field_definition, name)) in mapping.waived.iter().enumerate() {
        let api = mapping.name();
        let is_constant = mapping
            .constants
            .iter()
            .any(|(other, _)| is_same_field_definition(other, field_definition));
        let message = if mapping
            .waived
            .iter()
            .take(at)
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
            format!("the API itself says that `{name}` is required{source}; {advice}")
        } else if is_constant {
            format!("`{name}` is a constant, so it is always there; remove it from `optional`")
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

/// A word whose feature is off says which one.
pub(super) fn check_features(mapping: &Mapping<'_>, errors: &mut Errors) {
    let mut needs = |word: &str, feature: &str, span| {
        let message =
            format!("`{word}` needs the feature `{feature}` of `voucher-core`; turn it on");
        errors.push_at(span, message);
    };
    for field in &mapping.fields {
        if let (Some(span), false) = (field.input.keys.span("pattern"), cfg!(feature = "pattern")) {
            needs("pattern", "pattern", span);
        }
        let (Some(word), false) = (field.target.needs_serde(), cfg!(feature = "serde")) else {
            continue;
        };
        let span = match &field.target {
            Target::Custom(_, span) | Target::Extra(_, span) => *span,
            _ => field.input.ident.span(),
        };
        needs(word, "serde", span);
    }
}

/// No word is accepted and ignored.
pub(super) fn check_words(mapping: &Mapping<'_>, errors: &mut Errors) {
    for field in &mapping.fields {
        match &field.target {
            Target::Skip(_) => check_standalone(field, "`skip` is not sent", "keep one", errors),
            Target::Part(_) => {
                let why = "`flatten` leaves all to the part";
                check_standalone(field, why, "put it on a field of the part", errors);
            }
            _ => {
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

/// `skip` stands alone, and so does `flatten`: the words of a part's fields stand on those.
pub(super) fn check_standalone(
    field: &MappedField<'_>,
    why: &str,
    advice: &str,
    errors: &mut Errors,
) {
    for other in [
        "required", "unix", "with", "unlisted", "pattern", "length", "range", "check",
    ] {
        if let Some(span) = field.input.keys.span(other) {
            let message =
                format!("a field with {why}, so `{other}` has nothing to do here; {advice}");
            errors.push_at(span, message);
        }
    }
}

/// `required` is for an `Option` that maps to a required field.
pub(super) fn check_required_key(
    mapping: &Mapping<'_>,
    field: &MappedField<'_>,
    errors: &mut Errors,
) {
    let Some(span) = field.input.keys.required else {
        return;
    };
    let message = match &field.target {
        Target::Field(field_definition) if mapping.is_waived(field_definition) => {
            format!(
                "`{}` is waived by `optional`, which contradicts `required`; keep one",
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
        _ => String::from("`required` is for a field that the API requires; remove it"),
    };
    errors.push_at(span, message);
}

/// `unix` is the unit of a time, `unlisted` widens a currency, `pattern` and `length` are for text, `range` for
/// integers.
pub(super) fn check_kind_keys(field: &MappedField<'_>, errors: &mut Errors) {
    let keys = &field.input.keys;
    let kind = field
        .field_definition()
        .map(|field_definition| field_definition.kind);
    let (is_integer, is_text) = (
        kind.is_some_and(is_integer_like),
        kind.is_some_and(is_string_like),
    );
    let is_time = matches!(kind, Some(Kind::Time));
    let is_currency = matches!(kind, Some(Kind::Currency));
    let all = [
        ("unix", "a time", is_time),
        ("unlisted", "a currency", is_currency),
        ("pattern", "text", is_text),
        ("length", "text", is_text),
        ("range", "an integer", is_integer),
    ];
    for (word, noun, is_right) in all {
        if let (Some(span), false) = (keys.span(word), is_right) {
            errors.push_at(span, misplaced_message(word, noun, field));
        }
    }
}

pub(super) fn misplaced_message(word: &str, noun: &str, field: &MappedField<'_>) -> String {
    let place = match &field.target {
        Target::Field(field_definition) => format!(
            "`{}` is {}",
            field_definition.name,
            field_definition.kind.noun()
        ),
        Target::Extra(..) => String::from("an `extra` is sent as it is"),
        _ => String::from("a member of `custom` is sent as it is"),
    };
    let kind = field
        .field_definition()
        .map(|field_definition| field_definition.kind);
    let advice = match word {
        "range" if kind.is_some_and(is_string_like) => "use `length` for the number of characters",
        "length" if kind.is_some_and(is_integer_like) => {
            "use `range` for the smallest and largest value"
        }
        _ => "remove it",
    };
    format!("`{word}` is for {noun}, and {place}; {advice}")
}
