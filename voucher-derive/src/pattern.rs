//! Patterns, compiled by the macro.

use crate::code_buffer::Code;
use crate::report::Errors;
use syn::LitStr;
use voucher_definition as definition;
use voucher_definition::pattern::Compiled;

/// A compiled pattern, as the Rust expression of its table.
pub(crate) struct Pattern(String);

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
            (Ok(table), _) => return Some(Self::new(&table.as_compiled())),
        };
        errors.push_at(literal.span(), message);
        None
    }

    /// Returns the table of a pattern of a definition file, or `None` for a pattern that `voucher_core` has a matcher
    /// of.
    pub(crate) fn of_definition(pattern: definition::Pattern) -> Option<Self> {
        match pattern {
            definition::Pattern::Compiled(table) => Some(Self::new(table)),
            _ => None,
        }
    }

    fn new(table: &Compiled<'_>) -> Self {
        let Compiled {
            source,
            classes,
            transitions,
            start,
            accepting,
            is_plain,
        } = table;
        let count = transitions.len();
        let transitions: Vec<u8> = transitions
            .iter()
            .flat_map(|next| next.to_le_bytes())
            .collect();
        let (classes, transitions) = (classes.escape_ascii(), transitions.escape_ascii());
        Self(format!(
            "__core::Compiled {{
                source: {source:?},
                classes: b\"{classes}\",
                transitions: &__core::transitions::<{count}>(b\"{transitions}\"),
                start: {start},
                accepting: {accepting},
                is_plain: {is_plain},
            }}"
        ))
    }

    /// Writes `static __PATTERN_0: Compiled<'static> = Compiled { source: "^[A-Z]+$", classes: b"…", … };`.
    pub(crate) fn push_to(&self, name: &str, code: &mut Code) {
        code.push(&format!(
            "static {name}: __core::Compiled<'static> = {};",
            self.0
        ));
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
