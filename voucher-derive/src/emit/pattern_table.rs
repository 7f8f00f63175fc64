//! Statics for the tables of patterns.

use crate::code_buffer::Code;
use crate::template::{Name, emit};
use voucher_definition::pattern::Compiled;

/// Writes a static for the table of a pattern.
///
/// ```text
/// // Output:
/// static __PATTERN_0: __core::Compiled<'static> = __core::Compiled {
///     source: "^[A-Z]+$",
///     classes: b"…",
///     transitions: &__core::transitions::<8>(b"…"),
///     start: 2,
///     accepting: 4,
///     is_plain: true,
/// };
/// ```
pub(super) fn emit_table(table: &Compiled<'_>, name: &str, code: &mut Code) {
    let name = Name(name);
    let Compiled {
        source,
        classes,
        transitions,
        start,
        accepting,
        is_plain,
    } = *table;
    let count = transitions.len();
    let transitions = transitions.iter().flat_map(|next| next.to_le_bytes());
    let transitions: Vec<u8> = transitions.collect();
    emit!(code => static #name: __core::Compiled<'static> = __core::Compiled {
        source: #source,
        classes: #{&classes[..]},
        transitions: &__core::transitions::<#count>(#{transitions.as_slice()}),
        start: #start,
        accepting: #accepting,
        is_plain: #is_plain,
    };);
}
