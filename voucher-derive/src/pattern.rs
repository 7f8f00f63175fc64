//! Patterns, compiled by the macro.

use crate::code_buffer::Code;
use crate::report::Errors;
use crate::template::{Name, emit};
use syn::LitStr;
use voucher_definition as definition;
use voucher_definition::pattern::Compiled;

/// The compiled value of the key `pattern`.
#[cfg(feature = "pattern")]
pub(crate) struct Pattern(definition::pattern::Owned);

/// Without the feature, no value is compiled.
#[cfg(not(feature = "pattern"))]
pub(crate) enum Pattern {}

impl Pattern {
    /// Compiles the value of the key `pattern`. Reports an invalid expression, and one that rejects no string or every
    /// string. `field_definition` is `None` if it is unknown.
    #[cfg(feature = "pattern")]
    pub(crate) fn compile(
        literal: &LitStr,
        field_definition: Option<&definition::Field>,
        errors: &mut Errors,
    ) -> Option<Self> {
        let source = literal.value();
        let is_defined = |field_definition: &&definition::Field| {
            let defined = field_definition.pattern.map(definition::Pattern::source);
            defined == Some(source.as_str())
        };
        let message = match (
            definition::pattern::compile(&source),
            field_definition.filter(is_defined),
        ) {
            (_, Some(field_definition)) => format!(
                "`{}` has this pattern by its definition, so it has no effect; remove it",
                field_definition.name
            ),
            (Err(error), _) => error.show(&source),
            (Ok(table), _) if table.is_any() => String::from(
                "every string matches this, so it has no effect: it is enough that a part matches; write `^` and `$` to match the whole string",
            ),
            (Ok(table), _) if table.is_none() => String::from(
                "no string matches this: `^` is the start of the string and `$` its end; remove what is before `^` or after `$`",
            ),
            (Ok(table), _) => return Some(Self(table)),
        };
        errors.push_at(literal.span(), message);
        None
    }

    /// Writes a static for the table.
    #[cfg(feature = "pattern")]
    pub(crate) fn emit_static(&self, name: &str, code: &mut Code) {
        emit_table(&self.0.as_compiled(), name, code);
    }

    #[cfg(not(feature = "pattern"))]
    pub(crate) fn emit_static(&self, _: &str, _: &mut Code) {
        match *self {}
    }

    /// Without the feature, `check_features` reports the key.
    #[cfg(not(feature = "pattern"))]
    pub(crate) fn compile(
        _: &LitStr,
        _: Option<&definition::Field>,
        _: &mut Errors,
    ) -> Option<Self> {
        None
    }
}

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
pub(crate) fn emit_table(table: &Compiled<'_>, name: &str, code: &mut Code) {
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
