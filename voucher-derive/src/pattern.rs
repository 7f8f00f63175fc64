//! Patterns, compiled by the macro.

use crate::report::Errors;
use syn::LitStr;
use voucher_definition as definition;
#[cfg(feature = "pattern")]
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

    /// Returns the table.
    #[cfg(feature = "pattern")]
    pub(crate) fn as_compiled(&self) -> Compiled<'_> {
        self.0.as_compiled()
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
