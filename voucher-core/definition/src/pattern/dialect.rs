//! What JSON Schema (ECMA-262 with its flag `u`) and Rust's `regex` write alike and mean alike. All else is refused by
//! name: an expression that the API reads in another way than the toolkit would let pass what the API refuses.
//!
//! Rust's syntax tree is walked, and only what stands in both languages is let through.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use core::fmt;
use regex_syntax::ast::{
    Assertion, AssertionKind, Ast, ClassPerlKind, ClassSetBinaryOp, ClassSetItem, Error, ErrorKind,
    GroupKind, HexLiteralKind, Literal, LiteralKind, RepetitionKind, RepetitionOp, RepetitionRange,
    Span, SpecialLiteralKind, Visitor,
};

/// Why an expression is no pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    at: usize,
    words: Cow<'static, str>,
}

/// The longest expression, in bytes. A longer one has no table of the allowed size.
pub(super) const LONGEST: usize = 8 * 1024;

/// As deep may groups and repetitions stand in one another.
const DEEPEST: u32 = 100;

impl PatternError {
    pub(super) fn new(at: usize, words: impl Into<Cow<'static, str>>) -> Self {
        let words = words.into();
        Self { at, words }
    }

    /// Where in the expression: an offset in bytes.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// What is wrong, and what to write instead.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.words
    }

    /// The error in three lines: what is wrong, the expression, and a caret under the place.
    #[must_use]
    pub fn show(&self, source: &str) -> String {
        /// So many characters stand before the place, and after it.
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
            self.words, "", self.at
        )
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} (at byte {} of the expression)",
            self.words, self.at
        )
    }
}

impl core::error::Error for PatternError {}

/// The syntax tree of an expression of the dialect.
pub(super) fn parse(source: &str) -> Result<Ast, PatternError> {
    if source.len() > LONGEST {
        let words = format!(
            "the expression has {} bytes, and {LONGEST} are the most; write a shorter one",
            source.len()
        );
        return Err(PatternError::new(LONGEST, words));
    }
    let mut parser = regex_syntax::ast::parse::ParserBuilder::new();
    let parsed = parser.nest_limit(DEEPEST).build().parse(source);
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
        let words = match ast {
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
            Ast::ClassPerl(perl) => perl_words(&perl.kind, perl.negated),
        };
        Err(PatternError::new(ast.span().start.offset, words))
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), PatternError> {
        let words = match item {
            ClassSetItem::Empty(_) => return Ok(()),
            ClassSetItem::Literal(literal) => return self.check_literal(literal, true),
            ClassSetItem::Range(range) => {
                self.check_literal(&range.start, true)?;
                return self.check_literal(&range.end, true);
            }
            ClassSetItem::Union(union) => return check_dashes(&union.items),
            ClassSetItem::Ascii(_) => {
                "`[:…:]` is a class in Rust and its characters in JSON Schema; write them out, as in `[a-z]`"
            }
            ClassSetItem::Bracketed(_) => {
                "`[` in a class opens another one in Rust and is itself in JSON Schema; write `\\[`"
            }
            ClassSetItem::Unicode(_) => UNICODE,
            ClassSetItem::Perl(perl) => perl_words(&perl.kind, perl.negated),
        };
        Err(PatternError::new(item.span().start.offset, words))
    }

    fn visit_class_set_binary_op_pre(&mut self, op: &ClassSetBinaryOp) -> Result<(), PatternError> {
        let left = op.lhs.span().end.offset;
        Err(PatternError::new(
            left,
            "`&&`, `--` and `~~` join classes in Rust and are themselves in JSON Schema; write `\\-` for a dash, and `&` or `~` once",
        ))
    }
}

impl Dialect<'_> {
    fn text(&self, span: &Span) -> &str {
        let range = span.start.offset..span.end.offset;
        self.source.get(range).unwrap_or_default()
    }

    /// A character, and how it is written.
    fn check_literal(&self, literal: &Literal, is_in_class: bool) -> Result<(), PatternError> {
        let character = literal.c;
        let words = match &literal.kind {
            LiteralKind::Verbatim if matches!(character, ']' | '}') && !is_in_class => {
                format!(
                    "`{character}` alone is not a character in JSON Schema; write `\\{character}`"
                )
            }
            LiteralKind::Verbatim if character == ']' => String::from(
                "`]` closes an empty class in JSON Schema and is itself in Rust; write `\\]`",
            ),
            LiteralKind::Meta | LiteralKind::Superfluous
                if is_escaped_alike(character) || character == '-' && is_in_class =>
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
        Err(PatternError::new(literal.span.start.offset, words))
    }

    /// `{2}`, `{2,}`, `{2,3}`, without spaces.
    fn check_repetition(&self, op: &RepetitionOp) -> Result<(), PatternError> {
        let RepetitionKind::Range(range) = &op.kind else {
            return Ok(());
        };
        let text = self.text(&op.span);
        let is_known = |byte: u8| byte.is_ascii_digit() || b"{,}?".contains(&byte);
        if text.bytes().all(is_known) && !text.starts_with("{,") {
            return Ok(());
        }
        let wanted = match range {
            RepetitionRange::Exactly(count) => format!("{{{count}}}"),
            RepetitionRange::AtLeast(min) => format!("{{{min},}}"),
            RepetitionRange::Bounded(min, max) => format!("{{{min},{max}}}"),
        };
        let words = format!("`{text}` is no repetition in JSON Schema; write `{wanted}`");
        Err(PatternError::new(op.span.start.offset, words))
    }
}

/// Where the largest count stands, of all `{…}`; the beginning, where there is none.
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

/// What ECMA-262 lets a backslash stand before.
const fn is_escaped_alike(character: char) -> bool {
    matches!(
        character,
        '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '/'
    )
}

/// `^` and `$` are the beginning and the very end of the text in both.
fn check_assertion(assertion: &Assertion) -> Result<(), PatternError> {
    let words = match assertion.kind {
        AssertionKind::StartLine | AssertionKind::EndLine => return Ok(()),
        AssertionKind::StartText => "`\\A` is not an anchor in JSON Schema; write `^`",
        AssertionKind::EndText => "`\\z` is not an anchor in JSON Schema; write `$`",
        _ => BOUNDARY,
    };
    Err(PatternError::new(assertion.span.start.offset, words))
}

/// Two dashes on end are a range, an operator or themselves.
fn check_dashes(items: &[ClassSetItem]) -> Result<(), PatternError> {
    let is_dash = |item: &ClassSetItem| matches!(item, ClassSetItem::Literal(literal) if literal.c == '-' && literal.kind == LiteralKind::Verbatim);
    let pairs = items.iter().zip(items.iter().skip(1));
    for (one, other) in pairs {
        if is_dash(one) && is_dash(other) {
            let words = "`--` in a class begins a range in JSON Schema and is itself in Rust; write `\\-` for a dash";
            return Err(PatternError::new(one.span().start.offset, words));
        }
    }
    Ok(())
}

const FLAGS: &str =
    "flags such as `(?i)` are not the same in JSON Schema; write both cases, as in `[aA]`";
const NAMED: &str = "a group's name does nothing here; write `(?:…)`";
const TWICE: &str = "what is repeated here is a repetition or an anchor, which JSON Schema refuses; put it into `(?:…)`";
const DOT: &str = "`.` leaves out a line feed in Rust and four line ends in JSON Schema; write `[^\\n]`, or the characters that you mean";
const UNICODE: &str =
    "`\\p{…}` depends on the version of Unicode; write the characters out, as in `[a-zà-ÿ]`";
const BOUNDARY: &str = "`\\b` and `\\B` count ASCII letters in JSON Schema and all letters in Rust; write the characters themselves";
const LOOK_AROUND: &str =
    "look-around needs more than a table; write the characters themselves, or use `check`";
const BACK_REFERENCE: &str = "a back-reference needs more than a table; use `check`";

const fn perl_words(kind: &ClassPerlKind, is_negated: bool) -> &'static str {
    match (kind, is_negated) {
        (ClassPerlKind::Digit, false) => {
            "`\\d` is ASCII in JSON Schema and any script's digits in Rust; write `[0-9]`"
        }
        (ClassPerlKind::Digit, true) => {
            "`\\D` leaves out ASCII digits in JSON Schema and any script's in Rust; write `[^0-9]`"
        }
        (ClassPerlKind::Word, false) => {
            "`\\w` is ASCII in JSON Schema and any script's letters in Rust; write `[a-zA-Z0-9_]`"
        }
        (ClassPerlKind::Word, true) => {
            "`\\W` leaves out ASCII letters in JSON Schema and any script's in Rust; write `[^a-zA-Z0-9_]`"
        }
        (ClassPerlKind::Space, false) => {
            "`\\s` holds U+FEFF in JSON Schema and U+0085 in Rust; write `[ \\t\\n\\r]`"
        }
        (ClassPerlKind::Space, true) => {
            "`\\S` leaves out U+FEFF in JSON Schema and U+0085 in Rust; write `[^ \\t\\n\\r]`"
        }
    }
}

/// What does not parse as Rust's syntax, in words that say what to do.
fn explain(source: &str, error: &Error) -> PatternError {
    let at = error.span().start.offset;
    let found = source.get(at..error.span().end.offset).unwrap_or_default();
    let words: Cow<'static, str> = match error.kind() {
        ErrorKind::UnsupportedBackreference if found == "\\0" => {
            "`\\0` is not an escape in Rust; write `\\x00`".into()
        }
        ErrorKind::ClassEscapeInvalid | ErrorKind::EscapeUnrecognized => {
            format!("`{found}` is not an escape in Rust and JSON Schema alike; write the character, or `\\u{{…}}`").into()
        }
        ErrorKind::ClassRangeInvalid | ErrorKind::RepetitionCountInvalid => {
            format!("`{found}` ends before it begins; exchange its ends").into()
        }
        ErrorKind::NestLimitExceeded(_) => {
            format!("groups stand more than {DEEPEST} deep in one another; write fewer").into()
        }
        other => explain_kind(other).into(),
    };
    PatternError::new(at, words)
}

const fn explain_kind(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::UnsupportedLookAround => LOOK_AROUND,
        ErrorKind::UnsupportedBackreference => BACK_REFERENCE,
        ErrorKind::ClassUnclosed => {
            "`[` opens a class that nothing closes; add `]`, or write `\\[`"
        }
        ErrorKind::ClassRangeLiteral => "an end of a range is one character; write one",
        ErrorKind::EscapeUnexpectedEof => {
            "nothing follows the backslash; write `\\\\` for a backslash"
        }
        ErrorKind::EscapeHexEmpty
        | ErrorKind::EscapeHexInvalid
        | ErrorKind::EscapeHexInvalidDigit => {
            "no character has this number; write `\\xHH`, `\\uHHHH` or `\\u{…}`, and no surrogates"
        }
        ErrorKind::GroupUnclosed => {
            "`(` opens a group that nothing closes; add `)`, or write `\\(`"
        }
        ErrorKind::GroupUnopened => "`)` closes no group; remove it, or write `\\)`",
        ErrorKind::RepetitionMissing => {
            "nothing precedes this repetition; write what to repeat, or put a backslash before it"
        }
        ErrorKind::RepetitionCountDecimalEmpty
        | ErrorKind::RepetitionCountUnclosed
        | ErrorKind::DecimalInvalid
        | ErrorKind::DecimalEmpty => {
            "`{` begins a repetition: write `{2}`, `{2,}` or `{2,3}`, or `\\{` for a brace"
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
    fn what_both_languages_read_alike_is_taken() {
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

    const REFUSED: [(&str, usize, &str); 60] = [
        ("a.", 1, "`.` leaves out"),
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
        ("[\\b]", 1, "not an escape in Rust and JSON Schema alike"),
        ("\\Aa", 0, "write `^`"),
        ("a\\z", 1, "write `$`"),
        ("\\p{L}", 0, "version of Unicode"),
        ("[\\pL]", 1, "version of Unicode"),
        ("(?i)a", 0, "flags such as"),
        ("(?i:a)", 0, "flags such as"),
        ("(?P<n>a)", 0, "a group's name"),
        ("(?<n>a)", 0, "a group's name"),
        ("(?P<n)", 5, "a group's name"),
        ("a(?=b)", 1, "look-around"),
        ("(?<!b)a", 0, "look-around"),
        ("(a)\\1", 3, "a back-reference"),
        ("\\0", 0, "write `\\x00`"),
        ("\\cA", 0, "`\\c` is not an escape"),
        ("\\a", 0, "write `\\x07`"),
        ("\\x{41}", 0, "write `\\u{41}`"),
        ("\\U00000041", 0, "write `\\u{41}`"),
        ("\\uD83D\\uDE00", 2, "no surrogates"),
        ("\\!", 0, "`\\!` is not an escape in JSON Schema; write `!`"),
        ("\\-", 0, "`\\-` is not an escape in JSON Schema; write `-`"),
        (
            "[\\&]",
            1,
            "`\\&` is not an escape in JSON Schema; write `&`",
        ),
        ("\\", 0, "nothing follows the backslash"),
        ("a]", 1, "write `\\]`"),
        ("a}", 1, "write `\\}`"),
        ("{", 0, "nothing precedes this repetition"),
        ("a{", 1, "`{` begins a repetition"),
        ("a{,3}", 2, "`{` begins a repetition"),
        ("a{ 3 }", 1, "write `{3}`"),
        ("a{3,2}", 1, "ends before it begins"),
        ("a**", 2, "put it into `(?:…)`"),
        ("a{2}{3}", 4, "put it into `(?:…)`"),
        ("^*", 1, "put it into `(?:…)`"),
        ("*a", 0, "nothing precedes this repetition"),
        ("[]a]", 1, "write `\\]`"),
        ("[^]a]", 2, "write `\\]`"),
        ("[]", 0, "add `]`"),
        ("[a", 0, "add `]`"),
        ("[z-a]", 1, "`z-a` ends before it begins"),
        ("[a-\\d]", 3, "one character"),
        ("[--/]", 1, "write `\\-` for a dash"),
        ("[a--b]", 2, "write `\\-` for a dash"),
        ("[a&&b]", 2, "join classes in Rust"),
        ("[a~~b]", 2, "join classes in Rust"),
        ("[a[b]]", 2, "write `\\[`"),
        ("[[:alpha:]]", 1, "write them out"),
        ("(a", 0, "add `)`"),
        ("a)", 1, "closes no group"),
    ];

    #[test]
    fn what_they_read_differently_is_refused_by_name_at_its_place() {
        for (source, at, named) in REFUSED {
            let error = parse(source).unwrap_err();
            assert_eq!(error.at(), at, "{source}: {error}");
            assert!(error.words.contains(named), "{source}: {error}");
        }
        let deep = "(".repeat(200) + &")".repeat(200);
        let error = parse(&deep).unwrap_err();
        assert!(error.words.contains("100 deep"), "{error}");
    }

    #[test]
    fn the_caret_stands_under_the_place() {
        let show = |source: &str| parse(source).unwrap_err().show(source);
        let shown = show("^é\\d$");
        assert!(shown.ends_with("\n\n    ^é\\d$\n      ^ byte 3"), "{shown}");
        let shown = show(&["a".repeat(50), String::from("\n."), "b".repeat(50)].concat());
        let (cut, after) = ("a".repeat(39), "b".repeat(39));
        let wanted = format!("\n\n    …{cut}\u{fffd}.{after}…\n    {:41}^ byte 51", "");
        assert!(shown.ends_with(&wanted), "{shown}");
    }
}
