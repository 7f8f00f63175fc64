//! The checks of `length` and `range`.

use crate::attr::Limits;
use crate::report::Errors;
use crate::resolve::{Mapping, is_string_like};
use voucher_definition as definition;
use voucher_definition::Kind;

/// `length` and `range` narrow the limits of the definition, and allow at least one value.
pub(super) fn check_limits(mapping: &Mapping<'_>, errors: &mut Errors) {
    for field in &mapping.fields {
        let (Some(field_definition), keys) = (field.field_definition(), &field.input.keys) else {
            continue;
        };
        let field_definition = &mapping.with_rules(field_definition);
        if let (Some(limits), true) = (&keys.length, is_string_like(field_definition.kind)) {
            let max = i64::from(field_definition.max_length);
            let defined = (
                i64::from(field_definition.min_length),
                max,
                max == i64::from(u32::MAX),
            );
            check_narrow("length", limits, defined, field_definition, errors);
        }
        if let (Some(limits), true) = (&keys.range, is_integer_like(field_definition.kind)) {
            let is_unlimited = field_definition.max == i64::MAX;
            let defined = (field_definition.min, field_definition.max, is_unlimited);
            check_narrow("range", limits, defined, field_definition, errors);
        }
    }
}

/// Checks limits against those of the definition: the minimum, the maximum, and whether the latter is only that of the
/// type.
fn check_narrow(
    key: &str,
    limits: &Limits,
    (defined_min, defined_max, is_unlimited): (i64, i64, bool),
    field_definition: &definition::Field,
    errors: &mut Errors,
) {
    let name = field_definition.name;
    let unit = |limit| match (key, limit) {
        ("length", 1) => " character long",
        ("length", _) => " characters long",
        _ => "",
    };
    for limit in limits.min.iter().chain(&limits.max) {
        let value = limit.value;
        let no_effect = |side, defined| {
            let unit = unit(defined);
            format!(
                "`{name}` is {side} {defined}{unit} by its definition, so {value} has no effect; remove it"
            )
        };
        let message = if value < defined_min {
            no_effect("at least", defined_min)
        } else if value > defined_max && is_unlimited {
            format!("a {key} is at most {defined_max}; use a smaller number")
        } else if value > defined_max {
            no_effect("at most", defined_max)
        } else {
            continue;
        };
        errors.push_at(limit.span, message);
    }
    if let (Some(min), Some(max)) = (limits.min, limits.max) {
        if min.value > max.value {
            let message = format!(
                "`min` is greater than `max`, so no value is valid; swap {} and {}",
                min.value, max.value
            );
            errors.push_at(limits.span, message);
        }
    }
}

/// Whether `range` applies to a kind.
pub(super) fn is_integer_like(kind: Kind) -> bool {
    matches!(kind, Kind::Integer | Kind::Amount)
}
