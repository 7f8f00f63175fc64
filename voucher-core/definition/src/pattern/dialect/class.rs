//! Classes: `[a-z]`.

use super::super::error::PatternError;
use super::cursor::{Cursor, error};
use super::escape::{Escape, parse_escape};
use alloc::format;
use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

const EMPTY: &str = "`]` closes an empty class in JSON Schema and is a literal character in Rust; write `\\]`, or `[\\s\\S]` for any character";
const DASHES: &str = "`--` in a class starts a range in JSON Schema and is two characters in Rust; write `\\-` for a dash";
const OPERATOR: &str = "`&&` and `~~` combine classes in Rust and are literal characters in JSON Schema; write `&` or `~` once";
const NESTED: &str = "`[` in a class opens a nested class in Rust and is a literal character in JSON Schema; write `\\[`";
const POSIX: &str = "`[:…:]` is a named class in Rust and a list of characters in JSON Schema; write the characters, as in `[a-z]`";
const SET_IN_RANGE: &str =
    "expected one character at each end of the range, found a set; write `\\-` for a dash";

/// Parses a class, at its bracket.
pub(super) fn parse_class(cursor: &mut Cursor<'_>) -> Result<ClassUnicode, PatternError> {
    let open = cursor.at();
    cursor.eat("[");
    let is_negated = cursor.eat("^");
    if cursor.peek() == Some(']') {
        return error(cursor.at(), EMPTY);
    }
    let mut class = ClassUnicode::empty();
    while !cursor.eat("]") {
        let at = cursor.at();
        let start = parse_atom(cursor, open)?;
        let is_range = cursor.rest().starts_with('-') && !cursor.rest().starts_with("-]");
        match (start, is_range) {
            (Escape::Character(start), true) => class.push(parse_range(cursor, open, at, start)?),
            (Escape::Character(only), false) => class.push(ClassUnicodeRange::new(only, only)),
            (Escape::Set(set), false) => class.union(&set),
            (_, true) => return error(cursor.at(), SET_IN_RANGE),
            (Escape::WordBoundary | Escape::NoWordBoundary, false) => {}
        }
    }
    if is_negated {
        class.negate();
    }
    Ok(class)
}

/// Parses the end of a range, at its dash.
fn parse_range(
    cursor: &mut Cursor<'_>,
    open: usize,
    at: usize,
    start: char,
) -> Result<ClassUnicodeRange, PatternError> {
    check_start(cursor)?;
    cursor.eat("-");
    let end_at = cursor.at();
    let Escape::Character(end) = parse_atom(cursor, open)? else {
        return error(end_at, SET_IN_RANGE);
    };
    if end < start {
        let found = cursor.text_from(at);
        let message = format!("the end of `{found}` is below its start; swap them");
        return error(at, message);
    }
    Ok(ClassUnicodeRange::new(start, end))
}

/// Parses one character or escape of a class.
fn parse_atom(cursor: &mut Cursor<'_>, open: usize) -> Result<Escape, PatternError> {
    check_start(cursor)?;
    if cursor.peek() == Some('\\') {
        return parse_escape(cursor, true);
    }
    match cursor.next() {
        Some(character) => Ok(Escape::Character(character)),
        None => error(
            open,
            "unclosed class; add `]`, or write `\\[` for a bracket",
        ),
    }
}

/// Rejects what is an operator in Rust, or with the flag `v`.
fn check_start(cursor: &Cursor<'_>) -> Result<(), PatternError> {
    let rejected = [
        ("--", DASHES),
        ("&&", OPERATOR),
        ("~~", OPERATOR),
        ("[:", POSIX),
        ("[", NESTED),
    ];
    let mut found = rejected.into_iter();
    match found.find(|(start, _)| cursor.rest().starts_with(start)) {
        Some((_, message)) => error(cursor.at(), message),
        None => Ok(()),
    }
}
