//! Patterns, compiled by the macro.

use crate::code_buffer::Code;
use crate::report::Errors;
use syn::LitStr;
use voucher_definition as definition;

/// A regular expression and its compiled table.
pub(crate) struct Pattern {
    pub(crate) source: String,
    /// The table as a byte string.
    pub(crate) code: Vec<u8>,
    /// The number of states times the number of character classes.
    pub(crate) size: usize,
}

impl Pattern {
    /// Compiles the value of the key `pattern`. Reports an invalid expression, and one that rejects no string or every string.
    /// `field_definition` is `None` if it is unknown.
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
            (Ok(table), _) => {
                let (code, size) = table.pack();
                return Some(Self { source, code, size });
            }
        };
        errors.push_at(literal.span(), message);
        None
    }

    /// Compiles a pattern of a definition file. Returns `None` for a pattern that `voucher_core` has a table of.
    #[cfg(feature = "pattern")]
    pub(crate) fn of_definition(pattern: definition::Pattern) -> Option<Self> {
        let definition::Pattern::Compiled(_) = pattern else {
            return None;
        };
        let source = String::from(pattern.source());
        let (code, size) = definition::pattern::compile(&source).ok()?.pack();
        Some(Self { source, code, size })
    }

    /// Without the feature, the reader of definition files rejects such patterns.
    #[cfg(not(feature = "pattern"))]
    pub(crate) fn of_definition(_: definition::Pattern) -> Option<Self> {
        None
    }

    /// Writes `static __PATTERN_0: Compiled = Compiled::new("^[A-Z]+$", const { &Table::<6>::unpack(b"…") });`.
    pub(crate) fn push_to(&self, name: &str, code: &mut Code) {
        let Self {
            source,
            code: table,
            size,
        } = self;
        let table = table.escape_ascii();
        code.push(&format!(
            "static {name}: __inner::Compiled = __inner::Compiled::new(
                {source:?}, const {{ &__inner::Table::<{size}>::unpack(b\"{table}\") }});"
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
