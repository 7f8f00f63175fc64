//! The rules of a field definition, which its static has.

use super::{bounds_static, pattern_static};
use crate::code_buffer::Code;
use crate::template::{Name, emit};
use voucher_definition as definition;
use voucher_definition::Pattern;

/// Returns the pattern of a field definition, unless all fields of its kind have the same.
pub(super) fn own_pattern(field_definition: &definition::Field) -> Option<Pattern> {
    let default = definition::Field::new("", "", "", field_definition.kind);
    let pattern = field_definition.pattern;
    pattern.filter(|_| pattern != default.pattern)
}

/// Writes the rules of a field definition, `.pattern(…).values(&[…]).range(0, 10)`. Every member of `Field` is named, so
/// that a new rule does not compile until it is handled here.
pub(super) fn emit_rules(field_definition: &definition::Field, name: &str, code: &mut Code) {
    let definition::Field {
        // Written by `emit_field`.
        name: _,
        rust_name: _,
        parent: _,
        kind,
        status: _,
        evidence: _,
        // Derived from the rest by `Field::new` and its builder functions.
        key: _,
        fast_range: _,
        is_timestamp: _,
        // Used by the macro only; `second_pattern` is that of the key `pattern`.
        deprecated: _,
        read_only: _,
        value_notes: _,
        description: _,
        source: _,
        second_pattern: _,
        // Written if it is its own.
        pattern: _,
        nullable,
        values,
        integers,
        min,
        max,
        min_length,
        max_length,
        multiple_of,
        bounds,
        sensitive,
    } = *field_definition;
    let default = definition::Field::new("", "", "", kind);
    let has_range = (min, max) != (default.min, default.max);
    let has_lengths = (min_length, max_length) != (default.min_length, default.max_length);
    emit!(code =>
        #if (let Some(pattern) = own_pattern(field_definition)) { .pattern(#emit_pattern(pattern, name)) }
        #if (!values.is_empty()) { .values(&[#values]) }
        #if (nullable) { .nullable() }
        #if (!integers.is_empty()) { .integers(&[#integers]) }
        #if (has_range) { .range(#min, #max) }
        #if (has_lengths) { .lengths(#min_length, #max_length) }
        #if (multiple_of != 1) { .multiple_of(#multiple_of) }
        #if (*bounds != definition::Bounds::ANY) { .bounds(&#{Name(bounds_static(name))}) }
        #if (sensitive) { .sensitive() }
    );
}

/// Writes a static for bounds.
///
/// ```text
/// // Output:
/// static __FIELD_0_BOUNDS: __core::Bounds = __core::Bounds {
///     min: __core::Some(__core::Limit { number: 0.5, text: "0.5" }),
///     ..__core::Bounds::ANY
/// };
/// ```
pub(super) fn emit_bounds(bounds: &definition::Bounds, name: &str, code: &mut Code) {
    let limits = [
        ("min", bounds.min),
        ("max", bounds.max),
        ("above", bounds.above),
        ("below", bounds.below),
        ("multiple_of", bounds.multiple_of),
    ];
    let limits = limits
        .into_iter()
        .filter_map(|(name, limit)| Some((Name(name), limit?)));
    emit!(code => static #{Name(bounds_static(name))}: __core::Bounds = __core::Bounds {
        #for ((name, definition::Limit { number, text }) in limits) {
            #name: __core::Some(__core::Limit { number: #number, text: #text }),
        }
        ..__core::Bounds::ANY
    };);
}

/// Writes a pattern.
fn emit_pattern(pattern: Pattern, name: &str, code: &mut Code) {
    match pattern {
        Pattern::Currency => emit!(code => __core::Pattern::Currency),
        Pattern::EventType => emit!(code => __core::Pattern::EventType),
        Pattern::Domain => emit!(code => __core::Pattern::Domain),
        Pattern::Compiled(_) => {
            emit!(code => __core::Pattern::Compiled(&#{Name(pattern_static(name))}));
        }
    }
}
