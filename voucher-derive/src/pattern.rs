//! A user's own pattern, compiled while the user's program is.

use crate::code_buffer::Code;
use crate::report::Errors;
use syn::LitStr;
use voucher_definition as definition;

/// An expression and its table.
pub(crate) struct Pattern {
    pub(crate) source: String,
    /// The table as a byte string.
    pub(crate) code: Vec<u8>,
    /// How many states it has times how many classes.
    pub(crate) size: usize,
}

impl Pattern {
    /// `None` where the expression has no table, or one that says nothing; that is reported. Where the field's row is not
    /// known, the expression is still read.
    #[cfg(feature = "pattern")]
    pub(crate) fn compile(
        literal: &LitStr,
        field_definition: Option<&definition::Field>,
        errors: &mut Errors,
    ) -> Option<Self> {
        let source = literal.value();
        let is_known = |field_definition: &&definition::Field| {
            let known = field_definition.pattern.map(definition::Pattern::source);
            known == Some(source.as_str())
        };
        let message = match (
            definition::pattern::compile(&source),
            field_definition.filter(is_known),
        ) {
            (_, Some(field_definition)) => format!(
                "the definition says already that `{}` matches this, so it does nothing; remove it",
                field_definition.name
            ),
            (Err(error), _) => error.show(&source),
            (Ok(table), _) if table.is_any() => String::from(
                "every text matches this, so it does nothing: a part that matches is enough; write `^` and `$` for the whole text",
            ),
            (Ok(table), _) if table.is_none() => String::from(
                "no text matches this: `^` is the beginning of the text and `$` its end; remove what stands beyond",
            ),
            (Ok(table), _) => {
                let (code, size) = table.pack();
                return Some(Self { source, code, size });
            }
        };
        errors.push_at(literal.span(), message);
        None
    }

    /// The table of a definition's own pattern; `None` where the toolkit has it already.
    #[cfg(feature = "pattern")]
    pub(crate) fn of_definition(pattern: definition::Pattern) -> Option<Self> {
        let definition::Pattern::Compiled(_) = pattern else {
            return None;
        };
        let source = String::from(pattern.source());
        let (code, size) = definition::pattern::compile(&source).ok()?.pack();
        Some(Self { source, code, size })
    }

    /// Without what compiles it, a definition has none of its own.
    #[cfg(not(feature = "pattern"))]
    pub(crate) fn of_definition(_: definition::Pattern) -> Option<Self> {
        None
    }

    /// `static __PATTERN_0: Compiled = Compiled::new("^[A-Z]+$", const { &Table::<6>::unpack(b"…") });`
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

    /// What compiles it is not there; the word's own mistake is reported elsewhere.
    #[cfg(not(feature = "pattern"))]
    pub(crate) fn compile(
        _: &LitStr,
        _: Option<&definition::Field>,
        _: &mut Errors,
    ) -> Option<Self> {
        None
    }
}
