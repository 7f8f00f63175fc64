//! The accepted dialect of regular expressions: that of JSON Schema, which is ECMA-262 with the flag `u`.
//!
//! The parser gives every expression the meaning of ECMA-262 and writes it in the form that `regex-automata` compiles. A
//! needless backslash before punctuation, `]` and `}` on their own are invalid with the flag `u`; they mean what they mean
//! without it. Everything else that an author could misread is rejected: if an expression had another meaning for the API
//! than for the toolkit, the toolkit would accept values that the API rejects.

mod class;
mod cursor;
mod escape;
mod set;
#[cfg(test)]
mod tests;

use super::error::PatternError;
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::format;
use alloc::vec::Vec;
use cursor::{Cursor, error};
use escape::Escape;
use regex_syntax::hir::{Class, Hir, Look, Repetition};

/// The maximum length of an expression, in bytes. The table of a longer one would be too large.
const MAX_LENGTH: usize = 8 * 1024;

/// The maximum depth of nested groups.
const MAX_DEPTH: u32 = 100;

/// An expression that was parsed.
pub(super) struct Parsed {
    pub(super) hir: Hir,
    /// The offset of the repetition `{…}` with the largest count; 0 if there is none.
    pub(super) largest_count: usize,
    /// Whether `\B` occurs, which can match between the bytes of a character.
    pub(super) can_split_characters: bool,
}

/// Parses an expression of the dialect.
pub(super) fn parse(source: &str) -> Result<Parsed, PatternError> {
    if source.len() > MAX_LENGTH {
        let message = format!(
            "expected an expression of at most {MAX_LENGTH} bytes, found {}; write a shorter one",
            source.len()
        );
        return error(MAX_LENGTH, message);
    }
    let mut parser = Parser {
        cursor: Cursor::new(source),
        depth: 0,
        names: Vec::new(),
        largest_count: (0, 0),
        can_split_characters: false,
    };
    let hir = parser.parse_alternatives()?;
    if parser.cursor.peek().is_some() {
        return error(
            parser.cursor.at(),
            "unopened group; remove `)`, or write `\\)` for a parenthesis",
        );
    }
    Ok(Parsed {
        hir,
        largest_count: parser.largest_count.1,
        can_split_characters: parser.can_split_characters,
    })
}

struct Parser<'s> {
    cursor: Cursor<'s>,
    depth: u32,
    /// The names of the groups so far.
    names: Vec<&'s str>,
    /// The largest count of a repetition so far, and its offset.
    largest_count: (u32, usize),
    can_split_characters: bool,
}

/// One element of a sequence.
enum Term {
    /// It can be repeated.
    Atom(Hir),
    /// It cannot.
    Assertion(Hir),
}

/// How often an atom is repeated.
struct Count {
    min: u32,
    max: Option<u32>,
}

const TWICE: &str =
    "JSON Schema does not allow repeating a repetition or an anchor; enclose it in `(?:…)`";
const NOTHING_TO_REPEAT: &str =
    "expected something to repeat; write it, or escape this character with a backslash";
const INVALID_BRACES: &str =
    "invalid repetition; write `{2}`, `{2,}` or `{2,3}`, or `\\{` for a brace";
const LOOK_AROUND: &str = "look-around is not supported; write what is accepted, limit the length with `length` (`maxLength` in a definition), or use `check`";
const FLAGS: &str =
    "flags such as `(?i)` are not available in JSON Schema; write both cases, as in `[aA]`";

impl Parser<'_> {
    /// Parses alternatives up to the end of the group or of the expression.
    fn parse_alternatives(&mut self) -> Result<Hir, PatternError> {
        let mut alternatives = Vec::new();
        loop {
            alternatives.push(self.parse_sequence()?);
            if !self.cursor.eat("|") {
                return Ok(Hir::alternation(alternatives));
            }
        }
    }

    fn parse_sequence(&mut self) -> Result<Hir, PatternError> {
        let mut sequence = Vec::new();
        while let Some(next) = self.cursor.peek() {
            if matches!(next, '|' | ')') {
                break;
            }
            let term = self.parse_term(next)?;
            sequence.push(self.parse_repetition(term)?);
        }
        Ok(Hir::concat(sequence))
    }

    /// Parses one term, without its repetition.
    fn parse_term(&mut self, first: char) -> Result<Term, PatternError> {
        let class = match first {
            '\\' => return self.parse_escape(),
            '(' => return self.parse_group().map(Term::Atom),
            '*' | '+' | '?' | '{' => return error(self.cursor.at(), NOTHING_TO_REPEAT),
            '[' => class::parse_class(&mut self.cursor)?,
            _ => {
                self.cursor.next();
                match first {
                    '^' => return Ok(Term::Assertion(Hir::look(Look::Start))),
                    '$' => return Ok(Term::Assertion(Hir::look(Look::End))),
                    '.' => set::negated(set::line_terminators()),
                    _ => return Ok(Term::Atom(literal(first))),
                }
            }
        };
        Ok(Term::Atom(Hir::class(Class::Unicode(class))))
    }

    fn parse_escape(&mut self) -> Result<Term, PatternError> {
        Ok(match escape::parse_escape(&mut self.cursor, false)? {
            Escape::Character(character) => Term::Atom(literal(character)),
            Escape::Set(set) => Term::Atom(Hir::class(Class::Unicode(set))),
            // In ECMA-262, only ASCII letters, digits and `_` are parts of words.
            Escape::WordBoundary => Term::Assertion(Hir::look(Look::WordAscii)),
            Escape::NoWordBoundary => {
                self.can_split_characters = true;
                Term::Assertion(Hir::look(Look::WordAsciiNegate))
            }
        })
    }

    /// Parses a group, at its parenthesis. Groups are not captured.
    fn parse_group(&mut self) -> Result<Hir, PatternError> {
        let open = self.cursor.at();
        self.cursor.eat("(");
        if self.cursor.eat("?") {
            self.parse_group_kind(open)?;
        }
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let message = format!("groups are nested more than {MAX_DEPTH} deep; use fewer");
            return error(open, message);
        }
        let hir = self.parse_alternatives()?;
        self.depth -= 1;
        if !self.cursor.eat(")") {
            return error(
                open,
                "unclosed group; add `)`, or write `\\(` for a parenthesis",
            );
        }
        Ok(hir)
    }

    /// Parses what follows `(?`.
    fn parse_group_kind(&mut self, open: usize) -> Result<(), PatternError> {
        if self.cursor.eat(":") {
            return Ok(());
        }
        let rest = self.cursor.rest();
        if ["=", "!", "<=", "<!"]
            .iter()
            .any(|look| rest.starts_with(look))
        {
            return error(open, LOOK_AROUND);
        }
        if self.cursor.eat("<") {
            return self.parse_name(open);
        }
        if rest.starts_with('P') {
            let message = "`(?P…)` is not a group in JSON Schema; write `(?:…)`";
            return error(open, message);
        }
        if rest.starts_with(|next: char| next.is_ascii_alphabetic() || "-^".contains(next)) {
            return error(open, FLAGS);
        }
        error(
            open,
            "expected `(?:…)`, found another group that begins with `(?`; write `(?:…)`, or `\\(` for a parenthesis",
        )
    }

    /// Parses the name of a group. It has no effect.
    fn parse_name(&mut self, open: usize) -> Result<(), PatternError> {
        let name = self
            .cursor
            .eat_while(|next| next.is_ascii_alphanumeric() || matches!(next, '_' | '$'));
        let is_number = name.starts_with(|first: char| first.is_ascii_digit());
        if name.is_empty() || is_number || !self.cursor.eat(">") {
            let message = "expected a name of ASCII letters, digits and `_`; write `(?:…)`";
            return error(open, message);
        }
        if self.names.contains(&name) {
            let message = format!("duplicate group `{name}`; write `(?:…)`");
            return error(open, message);
        }
        self.names.push(name);
        Ok(())
    }

    /// Parses the repetition of a term, if there is one.
    fn parse_repetition(&mut self, term: Term) -> Result<Hir, PatternError> {
        let at = self.cursor.at();
        let Some(count) = self.parse_count()? else {
            let (Term::Atom(hir) | Term::Assertion(hir)) = term;
            return Ok(hir);
        };
        let Term::Atom(repeated) = term else {
            return error(at, TWICE);
        };
        self.cursor.eat("?");
        let Count { min, max } = count;
        if matches!(self.cursor.peek(), Some('*' | '+' | '?' | '{')) {
            return error(self.cursor.at(), TWICE);
        }
        // Which match is found does not matter, and the automaton of the shortest one is smaller before it is minimized.
        Ok(Hir::repetition(Repetition {
            min,
            max,
            greedy: false,
            sub: Box::new(repeated),
        }))
    }

    fn parse_count(&mut self) -> Result<Option<Count>, PatternError> {
        let (min, max) = match self.cursor.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => return self.parse_braces().map(Some),
            _ => return Ok(None),
        };
        self.cursor.next();
        Ok(Some(Count { min, max }))
    }

    /// Parses `{2}`, `{2,}` or `{2,3}`.
    fn parse_braces(&mut self) -> Result<Count, PatternError> {
        let at = self.cursor.at();
        self.cursor.eat("{");
        let is_part = |next: char| next.is_ascii_digit() || matches!(next, ',' | ' ');
        let inner = self.cursor.eat_while(is_part);
        if !self.cursor.eat("}") {
            return error(at, INVALID_BRACES);
        }
        let found = self.cursor.text_from(at);
        let (min, max) = match inner.split_once(',') {
            Some((min, "")) => (parse_number(min), Some(None)),
            Some((min, max)) => (parse_number(min), parse_number(max).map(Some)),
            None => (parse_number(inner), parse_number(inner).map(Some)),
        };
        let (Some(min), Some(max)) = (min, max) else {
            return error(at, describe_braces(found));
        };
        if max.is_some_and(|max| max < min) {
            let message = format!("the end of `{found}` is below its start; swap them");
            return error(at, message);
        }
        let largest = max.unwrap_or(min);
        if largest > self.largest_count.0 {
            self.largest_count = (largest, at);
        }
        Ok(Count { min, max })
    }
}

fn literal(character: char) -> Hir {
    Hir::literal(character.encode_utf8(&mut [0; 4]).as_bytes())
}

/// Parses a count. One that is too large for a `u32` is too large for a table, too.
fn parse_number(text: &str) -> Option<u32> {
    let is_number = !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u32::MAX))
}

/// Says what to write instead of braces that other languages read as a repetition.
fn describe_braces(found: &str) -> Cow<'static, str> {
    let mut expected = found.replace(' ', "");
    if expected.starts_with("{,") {
        expected.insert(1, '0');
    }
    let has_number = |braces: &str| {
        braces.bytes().filter(|byte| *byte == b',').count() < 2
            && braces.bytes().any(|byte| matches!(byte, b'1'..=b'9'))
    };
    if !has_number(&expected) {
        return INVALID_BRACES.into();
    }
    format!(
        "`{found}` is not a repetition in JSON Schema; write `{expected}`, or `\\{{` for a brace"
    )
    .into()
}
