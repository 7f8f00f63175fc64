//! `length` and `range`.

use crate::attr::Limits;
use crate::report::Errors;
use crate::resolve::{Mapping, is_string_like};
use voucher_definition as definition;
use voucher_definition::Kind;

/// `length` and `range` narrow what the definition takes, and leave something of it.
pub(super) fn check_limits(mapping: &Mapping<'_>, errors: &mut Errors) {
    for field in &mapping.fields {
        let (Some(field_definition), keys) = (field.field_definition(), &field.input.keys) else {
            continue;
        };
        if let (Some(limits), true) = (&keys.length, is_string_like(field_definition.kind)) {
            let most = i64::from(field_definition.max_length);
            let edges = (
                i64::from(field_definition.min_length),
                most,
                most == i64::from(u32::MAX),
            );
            check_narrow("length", limits, edges, field_definition, errors);
        }
        if let (Some(limits), true) = (&keys.range, is_integer_like(field_definition.kind)) {
            let is_open = field_definition.max == i64::MAX;
            check_narrow(
                "range",
                limits,
                (field_definition.min, field_definition.max, is_open),
                field_definition,
                errors,
            );
        }
    }
}

pub(super) fn check_narrow(
    word: &str,
    limits: &Limits,
    (least, most, is_open): (i64, i64, bool),
    field_definition: &definition::Field,
    errors: &mut Errors,
) {
    let name = field_definition.name;
    let long = |edge| match (word, edge) {
        ("length", 1) => " character long",
        ("length", _) => " characters long",
        _ => "",
    };
    for limit in [limits.min, limits.max].into_iter().flatten() {
        let value = limit.value;
        let says = |side, edge| {
            let long = long(edge);
            format!(
                "the definition says that `{name}` is {side} {edge}{long}, so {value} does nothing; remove it"
            )
        };
        let message = if value < least {
            says("at least", least)
        } else if value > most && is_open {
            format!("a {word} is at most {most} here; use a smaller one")
        } else if value > most {
            says("at most", most)
        } else {
            continue;
        };
        errors.push_at(limit.span, message);
    }
    if let (Some(min), Some(max)) = (limits.min, limits.max) {
        if min.value > max.value {
            let message = format!(
                "`min` is above `max`, so no value fits; exchange {} and {}",
                min.value, max.value
            );
            errors.push_at(limits.span, message);
        }
    }
}

/// What has a `range`.
pub(super) fn is_integer_like(kind: Kind) -> bool {
    matches!(kind, Kind::Integer | Kind::Amount)
}
