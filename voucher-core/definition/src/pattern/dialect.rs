//! The accepted dialect of regular expressions: what has the same meaning in JSON Schema (ECMA-262 with the flag `u`) and in
//! Rust's `regex`.
//!
//! Everything else is rejected. If an expression had another meaning for the API than for the toolkit, the toolkit would
//! accept values that the API rejects. Rust's parser builds the syntax tree, and a visitor checks each node.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use core::fmt;
use regex_syntax::ast::{
    Assertion, AssertionKind, Ast, ClassPerlKind, ClassSetBinaryOp, ClassSetItem, Error, ErrorKind,
    GroupKind, HexLiteralKind, Literal, LiteralKind, RepetitionKind, RepetitionOp, RepetitionRange,
    Span, SpecialLiteralKind, Visitor,
};

/// Why a regular expression is rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    at: usize,
    message: Cow<'static, str>,
}

/// The maximum length of an expression, in bytes. The table of a longer one would be too large.
pub(super) const MAX_LENGTH: usize = 8 * 1024;

/// The maximum depth of nested groups and repetitions.
const MAX_DEPTH: u32 = 100;

impl PatternError {
    pub(super) fn new(at: usize, message: impl Into<Cow<'static, str>>) -> Self {
        let message = message.into();
        Self { at, message }
    }

    /// Returns the offset of the mistake in the expression, in bytes.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Returns what is wrong, and what to write instead.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the message, the expression, and a caret under the mistake, on separate lines.
    #[must_use]
    pub fn show(&self, source: &str) -> String {
        /// The number of characters to show on each side of the mistake.
        const AROUND: usize = 40;
        let (before, after) = source.split_at_checked(self.at).unwrap_or((source, ""));
        let skipped = before.chars().count().saturating_sub(AROUND);
        let cut = if skipped > 0 { "…" } else { "" };
        let shown = |character: char| match character {
            '\0'..' ' | '\x7f' => '\u{fffd}',
            other => other,
        };
        let before: String = before.chars().skip(skipped).map(shown).collect();
        let rest: String = after.chars().take(AROUND).map(shown).collect();
        let more = if after.chars().nth(AROUND).is_some() {
            "…"
        } else {
            ""
        };
        let column = before.chars().count() + cut.chars().count();
        format!(
            "{}\n\n    {cut}{before}{rest}{more}\n    {:column$}^ byte {}",
            self.message, "", self.at
        )
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} (at byte {} of the expression)",
            self.message, self.at
        )
    }
}

impl core::error::Error for PatternError {}

/// Parses an expression of the dialect.
pub(super) fn parse(source: &str) -> Result<Ast, PatternError> {
    if source.len() > MAX_LENGTH {
        let message = format!(
            "expected an expression of at most {MAX_LENGTH} bytes, found {}; write a shorter one",
            source.len()
        );
        return Err(PatternError::new(MAX_LENGTH, message));
    }
    let mut parser = regex_syntax::ast::parse::ParserBuilder::new();
    let parsed = parser.nest_limit(MAX_DEPTH).build().parse(source);
    let ast = parsed.map_err(|error| explain(source, &error))?;
    regex_syntax::ast::visit(&ast, Dialect { source })?;
    Ok(ast)
}

struct Dialect<'s> {
    source: &'s str,
}

impl Visitor for Dialect<'_> {
    type Output = ();
    type Err = PatternError;

    fn finish(self) -> Result<(), PatternError> {
        Ok(())
    }

    fn visit_pre(&mut self, ast: &Ast) -> Result<(), PatternError> {
        let message = match ast {
            Ast::Empty(_) | Ast::Alternation(_) | Ast::Concat(_) | Ast::ClassBracketed(_) => {
                return Ok(());
            }
            Ast::Literal(literal) => return self.check_literal(literal, false),
            Ast::Assertion(assertion) => return check_assertion(assertion),
            Ast::Group(group) => match &group.kind {
                GroupKind::CaptureIndex(_) => return Ok(()),
                GroupKind::NonCapturing(flags) if flags.items.is_empty() => return Ok(()),
                GroupKind::NonCapturing(_) => FLAGS,
                GroupKind::CaptureName { .. } => NAMED,
            },
            Ast::Repetition(repetition) => {
                if matches!(*repetition.ast, Ast::Repetition(_) | Ast::Assertion(_)) {
                    let at = repetition.op.span.start.offset;
                    return Err(PatternError::new(at, TWICE));
                }
                return self.check_repetition(&repetition.op);
            }
            Ast::Flags(_) => FLAGS,
            Ast::Dot(_) => DOT,
            Ast::ClassUnicode(_) => UNICODE,
            Ast::ClassPerl(perl) => describe_perl_class(&perl.kind, perl.negated),
        };
        Err(PatternError::new(ast.span().start.offset, message))
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), PatternError> {
        let message = match item {
            ClassSetItem::Empty(_) => return Ok(()),
            ClassSetItem::Literal(literal) => return self.check_literal(literal, true),
            ClassSetItem::Range(range) => {
                self.check_literal(&range.start, true)?;
                return self.check_literal(&range.end, true);
            }
            ClassSetItem::Union(union) => return check_dashes(&union.items),
            ClassSetItem::Ascii(_) => {
                "`[:…:]` is a named class in Rust and a list of characters in JSON Schema; write the characters, as in `[a-z]`"
            }
            ClassSetItem::Bracketed(_) => {
                "`[` in a class opens a nested class in Rust and is a literal character in JSON Schema; write `\\[`"
            }
            ClassSetItem::Unicode(_) => UNICODE,
            ClassSetItem::Perl(perl) => describe_perl_class(&perl.kind, perl.negated),
        };
        Err(PatternError::new(item.span().start.offset, message))
    }

    fn visit_class_set_binary_op_pre(&mut self, op: &ClassSetBinaryOp) -> Result<(), PatternError> {
        let left = op.lhs.span().end.offset;
        Err(PatternError::new(
            left,
            "`&&`, `--` and `~~` combine classes in Rust and are literal characters in JSON Schema; write `\\-` for a dash, and `&` or `~` once",
        ))
    }
}

impl Dialect<'_> {
    fn text(&self, span: &Span) -> &str {
        let range = span.start.offset..span.end.offset;
        self.source.get(range).unwrap_or_default()
    }

    /// Checks how a character is written.
    fn check_literal(&self, literal: &Literal, is_in_class: bool) -> Result<(), PatternError> {
        let character = literal.c;
        let message = match &literal.kind {
            LiteralKind::Verbatim if matches!(character, ']' | '}') && !is_in_class => {
                format!(
                    "an unescaped `{character}` is invalid in JSON Schema; write `\\{character}`"
                )
            }
            LiteralKind::Verbatim if character == ']' => String::from(
                "`]` closes an empty class in JSON Schema and is a literal character in Rust; write `\\]`",
            ),
            LiteralKind::Meta | LiteralKind::Superfluous
                if is_escapable(character) || character == '-' && is_in_class =>
            {
                return Ok(());
            }
            LiteralKind::Meta | LiteralKind::Superfluous => {
                format!("`\\{character}` is not an escape in JSON Schema; write `{character}`")
            }
            LiteralKind::Special(SpecialLiteralKind::Bell | SpecialLiteralKind::Space) => {
                String::from("`\\a` is not an escape in JSON Schema; write `\\x07`")
            }
            LiteralKind::Verbatim
            | LiteralKind::Special(_)
            | LiteralKind::HexFixed(HexLiteralKind::X | HexLiteralKind::UnicodeShort)
            | LiteralKind::HexBrace(HexLiteralKind::UnicodeShort) => return Ok(()),
            LiteralKind::Octal | LiteralKind::HexFixed(_) | LiteralKind::HexBrace(_) => format!(
                "`{}` is not an escape in JSON Schema; write `\\u{{{:x}}}`",
                self.text(&literal.span),
                u32::from(character)
            ),
        };
        Err(PatternError::new(literal.span.start.offset, message))
    }

    /// Checks that a repetition is written as `{2}`, `{2,}` or `{2,3}`, without spaces.
    fn check_repetition(&self, op: &RepetitionOp) -> Result<(), PatternError> {
        let RepetitionKind::Range(range) = &op.kind else {
            return Ok(());
        };
        let text = self.text(&op.span);
        let is_known = |byte: u8| byte.is_ascii_digit() || b"{,}?".contains(&byte);
        if text.bytes().all(is_known) && !text.starts_with("{,") {
            return Ok(());
        }
        let expected = match range {
            RepetitionRange::Exactly(count) => format!("{{{count}}}"),
            RepetitionRange::AtLeast(min) => format!("{{{min},}}"),
            RepetitionRange::Bounded(min, max) => format!("{{{min},{max}}}"),
        };
        let message = format!("`{text}` is not a repetition in JSON Schema; write `{expected}`");
        Err(PatternError::new(op.span.start.offset, message))
    }
}

/// Returns the offset of the repetition `{…}` with the largest count; 0 if there is none.
pub(super) fn largest_count(ast: &Ast) -> usize {
    let largest = Largest { count: 0, at: 0 };
    regex_syntax::ast::visit(ast, largest).unwrap_or_default()
}

struct Largest {
    count: u32,
    at: usize,
}

impl Visitor for Largest {
    type Output = usize;
    type Err = ();

    fn finish(self) -> Result<usize, ()> {
        Ok(self.at)
    }

    fn visit_pre(&mut self, ast: &Ast) -> Result<(), ()> {
        let Ast::Repetition(repetition) = ast else {
            return Ok(());
        };
        let RepetitionKind::Range(range) = &repetition.op.kind else {
            return Ok(());
        };
        let (RepetitionRange::Exactly(count)
        | RepetitionRange::AtLeast(count)
        | RepetitionRange::Bounded(_, count)) = range;
        if *count > self.count {
            (self.count, self.at) = (*count, repetition.op.span.start.offset);
        }
        Ok(())
    }
}

/// Returns whether ECMA-262 allows escaping the character with a backslash.
const fn is_escapable(character: char) -> bool {
    matches!(
        character,
        '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '/'
    )
}

/// Accepts `^` and `$`, which mean the start and the very end of the string in both languages.
fn check_assertion(assertion: &Assertion) -> Result<(), PatternError> {
    let message = match assertion.kind {
        AssertionKind::StartLine | AssertionKind::EndLine => return Ok(()),
        AssertionKind::StartText => "`\\A` is not an anchor in JSON Schema; write `^`",
        AssertionKind::EndText => "`\\z` is not an anchor in JSON Schema; write `$`",
        _ => BOUNDARY,
    };
    Err(PatternError::new(assertion.span.start.offset, message))
}

/// Rejects two dashes in a row, which mean a range, an operator or two characters.
fn check_dashes(items: &[ClassSetItem]) -> Result<(), PatternError> {
    let is_dash = |item: &ClassSetItem| matches!(item, ClassSetItem::Literal(literal) if literal.c == '-' && literal.kind == LiteralKind::Verbatim);
    let pairs = items.iter().zip(items.iter().skip(1));
    for (one, other) in pairs {
        if is_dash(one) && is_dash(other) {
            let message = "`--` in a class starts a range in JSON Schema and is two characters in Rust; write `\\-` for a dash";
            return Err(PatternError::new(one.span().start.offset, message));
        }
    }
    Ok(())
}

const FLAGS: &str =
    "flags such as `(?i)` are not available in JSON Schema; write both cases, as in `[aA]`";
const NAMED: &str = "named groups are not supported; write `(?:…)`";
const TWICE: &str =
    "JSON Schema does not allow repeating a repetition or an anchor; enclose it in `(?:…)`";
const DOT: &str = "`.` excludes the line feed in Rust and four line terminators in JSON Schema; write `[^\\n]`, or the accepted characters";
const UNICODE: &str =
    "`\\p{…}` depends on the version of Unicode; write the characters, as in `[a-zà-ÿ]`";
const BOUNDARY: &str = "`\\b` and `\\B` only know ASCII letters in JSON Schema, but all letters in Rust; write the characters";
const LOOK_AROUND: &str = "look-around is not supported; write the characters, or use `check`";
const BACK_REFERENCE: &str = "back-references are not supported; use `check`";

const fn describe_perl_class(kind: &ClassPerlKind, is_negated: bool) -> &'static str {
    match (kind, is_negated) {
        (ClassPerlKind::Digit, false) => {
            "`\\d` matches ASCII digits in JSON Schema and the digits of every script in Rust; write `[0-9]`"
        }
        (ClassPerlKind::Digit, true) => {
            "`\\D` excludes ASCII digits in JSON Schema and the digits of every script in Rust; write `[^0-9]`"
        }
        (ClassPerlKind::Word, false) => {
            "`\\w` matches ASCII letters in JSON Schema and the letters of every script in Rust; write `[a-zA-Z0-9_]`"
        }
        (ClassPerlKind::Word, true) => {
            "`\\W` excludes ASCII letters in JSON Schema and the letters of every script in Rust; write `[^a-zA-Z0-9_]`"
        }
        (ClassPerlKind::Space, false) => {
            "`\\s` includes U+FEFF in JSON Schema and U+0085 in Rust; write `[ \\t\\n\\r]`"
        }
        (ClassPerlKind::Space, true) => {
            "`\\S` excludes U+FEFF in JSON Schema and U+0085 in Rust; write `[^ \\t\\n\\r]`"
        }
    }
}

/// Translates an error of Rust's parser into a message that says what to do.
fn explain(source: &str, error: &Error) -> PatternError {
    let at = error.span().start.offset;
    let found = source.get(at..error.span().end.offset).unwrap_or_default();
    let message: Cow<'static, str> = match error.kind() {
        ErrorKind::UnsupportedBackreference if found == "\\0" => {
            "`\\0` is not an escape in Rust; write `\\x00`".into()
        }
        ErrorKind::ClassEscapeInvalid | ErrorKind::EscapeUnrecognized => {
            format!("`{found}` is not an escape in both Rust and JSON Schema; write the character, or `\\u{{…}}`").into()
        }
        ErrorKind::ClassRangeInvalid | ErrorKind::RepetitionCountInvalid => {
            format!("the end of `{found}` is below its start; swap them").into()
        }
        ErrorKind::NestLimitExceeded(_) => {
            format!("groups are nested more than {MAX_DEPTH} deep; use fewer").into()
        }
        other => explain_kind(other).into(),
    };
    PatternError::new(at, message)
}

const fn explain_kind(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::UnsupportedLookAround => LOOK_AROUND,
        ErrorKind::UnsupportedBackreference => BACK_REFERENCE,
        ErrorKind::ClassUnclosed => "unclosed class; add `]`, or write `\\[` for a bracket",
        ErrorKind::ClassRangeLiteral => "expected one character at each end of the range",
        ErrorKind::EscapeUnexpectedEof => {
            "expected a character after the backslash; write `\\\\` for a backslash"
        }
        ErrorKind::EscapeHexEmpty
        | ErrorKind::EscapeHexInvalid
        | ErrorKind::EscapeHexInvalidDigit => {
            "not the number of a character; write `\\xHH`, `\\uHHHH` or `\\u{…}`, without surrogates"
        }
        ErrorKind::GroupUnclosed => "unclosed group; add `)`, or write `\\(` for a parenthesis",
        ErrorKind::GroupUnopened => "unopened group; remove `)`, or write `\\)` for a parenthesis",
        ErrorKind::RepetitionMissing => {
            "expected something to repeat; write it, or escape this character with a backslash"
        }
        ErrorKind::RepetitionCountDecimalEmpty
        | ErrorKind::RepetitionCountUnclosed
        | ErrorKind::DecimalInvalid
        | ErrorKind::DecimalEmpty => {
            "invalid repetition; write `{2}`, `{2,}` or `{2,3}`, or `\\{` for a brace"
        }
        ErrorKind::SpecialWordBoundaryUnclosed
        | ErrorKind::SpecialWordBoundaryUnrecognized
        | ErrorKind::SpecialWordOrRepetitionUnexpectedEof => BOUNDARY,
        ErrorKind::UnicodeClassInvalid => UNICODE,
        ErrorKind::GroupNameDuplicate { .. }
        | ErrorKind::GroupNameEmpty
        | ErrorKind::GroupNameInvalid
        | ErrorKind::GroupNameUnexpectedEof => NAMED,
        _ => FLAGS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_with_one_meaning_in_both_languages_are_accepted() {
        for source in [
            "",
            "^[a-zA-Z0-9][a-zA-Z0-9-_]*$",
            "[-a]|[a-]|[^-a]|[-]|[a-c-e]|[a-c-]",
            "[a^$.*+?(){}|/&~!#]",
            "[\\-\\]\\[\\^\\\\\\/]",
            "\\^\\$\\\\\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\/",
            "\\t\\n\\v\\f\\r\\x41\\u0041\\u{1F600}",
            "a*|a+?|a??|a{2}|a{2,}?|a{2,3}|(?:a*)*|()*|(a|)|(?:^)*",
            "x^|$y|^$",
            "-,:;<>=@'\"`_&~#! ",
            "\n\t é\u{1f600}",
        ] {
            assert_eq!(parse(source).err(), None, "{source}");
        }
    }

    const REJECTED: [(&str, usize, &str); 60] = [
        ("a.", 1, "`.` excludes"),
        ("\\d", 0, "write `[0-9]`"),
        ("\\D", 0, "write `[^0-9]`"),
        ("é\\w+", 2, "write `[a-zA-Z0-9_]`"),
        ("[a\\W]", 2, "write `[^a-zA-Z0-9_]`"),
        ("[\\s]", 1, "U+FEFF"),
        ("\\S", 0, "U+0085"),
        ("a\\b", 1, "`\\b` and `\\B`"),
        ("\\B", 0, "`\\b` and `\\B`"),
        ("\\<a", 0, "`\\b` and `\\B`"),
        ("\\b{start}a", 0, "`\\b` and `\\B`"),
        ("\\b{x}a", 3, "`\\b` and `\\B`"),
        ("[\\b]", 1, "not an escape in both Rust and JSON Schema"),
        ("\\Aa", 0, "write `^`"),
        ("a\\z", 1, "write `$`"),
        ("\\p{L}", 0, "version of Unicode"),
        ("[\\pL]", 1, "version of Unicode"),
        ("(?i)a", 0, "flags such as"),
        ("(?i:a)", 0, "flags such as"),
        ("(?P<n>a)", 0, "named groups"),
        ("(?<n>a)", 0, "named groups"),
        ("(?P<n)", 5, "named groups"),
        ("a(?=b)", 1, "look-around"),
        ("(?<!b)a", 0, "look-around"),
        ("(a)\\1", 3, "back-references"),
        ("\\0", 0, "write `\\x00`"),
        ("\\cA", 0, "`\\c` is not an escape"),
        ("\\a", 0, "write `\\x07`"),
        ("\\x{41}", 0, "write `\\u{41}`"),
        ("\\U00000041", 0, "write `\\u{41}`"),
        ("\\uD83D\\uDE00", 2, "without surrogates"),
        ("\\!", 0, "`\\!` is not an escape in JSON Schema; write `!`"),
        ("\\-", 0, "`\\-` is not an escape in JSON Schema; write `-`"),
        (
            "[\\&]",
            1,
            "`\\&` is not an escape in JSON Schema; write `&`",
        ),
        ("\\", 0, "after the backslash"),
        ("a]", 1, "write `\\]`"),
        ("a}", 1, "write `\\}`"),
        ("{", 0, "expected something to repeat"),
        ("a{", 1, "invalid repetition"),
        ("a{,3}", 2, "invalid repetition"),
        ("a{ 3 }", 1, "write `{3}`"),
        ("a{3,2}", 1, "is below its start"),
        ("a**", 2, "enclose it in `(?:…)`"),
        ("a{2}{3}", 4, "enclose it in `(?:…)`"),
        ("^*", 1, "enclose it in `(?:…)`"),
        ("*a", 0, "expected something to repeat"),
        ("[]a]", 1, "write `\\]`"),
        ("[^]a]", 2, "write `\\]`"),
        ("[]", 0, "add `]`"),
        ("[a", 0, "add `]`"),
        ("[z-a]", 1, "the end of `z-a` is below its start"),
        ("[a-\\d]", 3, "expected one character"),
        ("[--/]", 1, "write `\\-` for a dash"),
        ("[a--b]", 2, "write `\\-` for a dash"),
        ("[a&&b]", 2, "combine classes in Rust"),
        ("[a~~b]", 2, "combine classes in Rust"),
        ("[a[b]]", 2, "write `\\[`"),
        ("[[:alpha:]]", 1, "write the characters"),
        ("(a", 0, "add `)`"),
        ("a)", 1, "unopened group"),
    ];

    #[test]
    fn other_expressions_are_rejected_where_the_languages_differ() {
        for (source, at, part) in REJECTED {
            let error = parse(source).unwrap_err();
            assert_eq!(error.at(), at, "{source}: {error}");
            assert!(error.message.contains(part), "{source}: {error}");
        }
        let deep = "(".repeat(200) + &")".repeat(200);
        let error = parse(&deep).unwrap_err();
        assert!(error.message.contains("100 deep"), "{error}");
    }

    #[test]
    fn the_caret_points_at_the_mistake() {
        let show = |source: &str| parse(source).unwrap_err().show(source);
        let shown = show("^é\\d$");
        assert!(shown.ends_with("\n\n    ^é\\d$\n      ^ byte 3"), "{shown}");
        let shown = show(&["a".repeat(50), String::from("\n."), "b".repeat(50)].concat());
        let (cut, after) = ("a".repeat(39), "b".repeat(39));
        let expected = format!("\n\n    …{cut}\u{fffd}.{after}…\n    {:41}^ byte 51", "");
        assert!(shown.ends_with(&expected), "{shown}");
    }
}
