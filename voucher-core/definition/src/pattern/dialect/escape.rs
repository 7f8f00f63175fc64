//! Escapes: a backslash and what follows.

use super::super::error::PatternError;
use super::cursor::{Cursor, error};
use super::set;
use alloc::borrow::Cow;
use alloc::format;
use regex_syntax::hir::ClassUnicode;

/// What an escape means.
pub(super) enum Escape {
    Character(char),
    Set(ClassUnicode),
    /// `\b`
    WordBoundary,
    /// `\B`
    NoWordBoundary,
}

const BACK_REFERENCE: &str =
    "back-references are not supported; list the accepted strings, or use `check`";
const UNICODE: &str =
    "`\\p{…}` depends on the version of Unicode; write the characters, as in `[a-zà-ÿ]`";
const SURROGATE: &str =
    "a surrogate is not a character; write both, as in `\\uD83D\\uDE00`, or `\\u{1F600}`";
const NUMBER: &str = "not the number of a character; write `\\xHH`, `\\uHHHH` or `\\u{…}`";

/// Parses an escape, at its backslash.
pub(super) fn parse_escape(
    cursor: &mut Cursor<'_>,
    is_in_class: bool,
) -> Result<Escape, PatternError> {
    let at = cursor.at();
    cursor.eat("\\");
    let Some(letter) = cursor.next() else {
        let message = "expected a character after the backslash; write `\\\\` for a backslash";
        return error(at, message);
    };
    let set = match letter {
        'd' => set::digits(),
        'D' => set::negated(set::digits()),
        'w' => set::word_characters(),
        'W' => set::negated(set::word_characters()),
        's' => set::spaces(),
        'S' => set::negated(set::spaces()),
        'b' if !is_in_class => return Ok(Escape::WordBoundary),
        'B' if !is_in_class => return Ok(Escape::NoWordBoundary),
        _ => return parse_character(cursor, at, letter, is_in_class).map(Escape::Character),
    };
    Ok(Escape::Set(set))
}

/// Parses the rest of an escape of one character.
fn parse_character(
    cursor: &mut Cursor<'_>,
    at: usize,
    letter: char,
    is_in_class: bool,
) -> Result<char, PatternError> {
    match letter {
        't' => Ok('\t'),
        'n' => Ok('\n'),
        'v' => Ok('\x0b'),
        'f' => Ok('\x0c'),
        'r' => Ok('\r'),
        'b' if is_in_class => Ok('\x08'),
        'c' => parse_control(cursor, at),
        'x' => parse_hexadecimal(cursor, at),
        'u' => parse_unicode(cursor, at),
        '0' if !cursor.peek().is_some_and(|next| next.is_ascii_digit()) => Ok('\0'),
        // Words begin and end there in Rust, GNU and Vim.
        '<' | '>' if !is_in_class => error(
            at,
            format!(
                "`\\{letter}` is not a word boundary in JSON Schema; write `\\b`, or `{letter}` for the character"
            ),
        ),
        ' ' => Ok(' '),
        _ if letter.is_ascii_punctuation() => Ok(letter),
        _ => error(at, describe_unknown(letter, is_in_class)),
    }
}

/// Says what to write instead of an escape that JSON Schema does not have.
fn describe_unknown(letter: char, is_in_class: bool) -> Cow<'static, str> {
    match letter {
        '0' => "octal escapes are not available in JSON Schema; write `\\xHH`".into(),
        '1'..='9' if is_in_class => {
            format!("`\\{letter}` is not an escape in a class; write `\\x0{letter}`").into()
        }
        '1'..='9' | 'k' if !is_in_class => BACK_REFERENCE.into(),
        'p' | 'P' => UNICODE.into(),
        'A' if !is_in_class => "`\\A` is not an anchor in JSON Schema; write `^`".into(),
        'z' | 'Z' if !is_in_class => {
            format!("`\\{letter}` is not an anchor in JSON Schema; write `$`").into()
        }
        'a' => "`\\a` is not an escape in JSON Schema; write `\\x07`".into(),
        'e' => "`\\e` is not an escape in JSON Schema; write `\\x1b`".into(),
        _ if letter.is_ascii_alphabetic() => format!(
            "`\\{letter}` is not an escape in JSON Schema; write the characters that it matches, or `{letter}` for the letter"
        )
        .into(),
        _ => "a backslash before this character is not an escape in JSON Schema; remove it".into(),
    }
}

/// Parses the letter of `\cA`, a control character.
fn parse_control(cursor: &mut Cursor<'_>, at: usize) -> Result<char, PatternError> {
    match cursor.next() {
        Some(letter @ ('a'..='z' | 'A'..='Z')) => Ok(char::from(letter as u8 % 32)),
        _ => error(
            at,
            "expected a letter after `\\c`, as in `\\cA`; write `\\xHH` for another control character",
        ),
    }
}

/// Parses the digits of `\x41`.
fn parse_hexadecimal(cursor: &mut Cursor<'_>, at: usize) -> Result<char, PatternError> {
    if cursor.peek() == Some('{') {
        return error(
            at,
            "`\\x{…}` is not an escape in JSON Schema; write `\\u{…}`",
        );
    }
    match parse_digits(cursor, 2).and_then(char::from_u32) {
        Some(character) => Ok(character),
        None => error(at, NUMBER),
    }
}

/// Parses the digits of `\u0041` or `\u{41}`, or the rest of a surrogate pair.
fn parse_unicode(cursor: &mut Cursor<'_>, at: usize) -> Result<char, PatternError> {
    let number = if cursor.eat("{") {
        let digits = cursor.eat_while(|next| next.is_ascii_hexdigit());
        let number = u32::from_str_radix(digits, 16).ok();
        number.filter(|_| cursor.eat("}"))
    } else {
        match parse_digits(cursor, 4) {
            Some(high @ 0xd800..0xdc00) => {
                let low = parse_low_surrogate(cursor, at)?;
                Some(0x1_0000 + ((high - 0xd800) << 10) + low - 0xdc00)
            }
            other => other,
        }
    };
    match number {
        Some(0xd800..0xe000) => error(at, SURROGATE),
        Some(number) => char::from_u32(number).map_or_else(|| error(at, NUMBER), Ok),
        None => error(at, NUMBER),
    }
}

/// Parses the second escape of a pair, as in `\uD83D\uDE00`.
fn parse_low_surrogate(cursor: &mut Cursor<'_>, at: usize) -> Result<u32, PatternError> {
    let low = if cursor.eat("\\u") {
        parse_digits(cursor, 4)
    } else {
        None
    };
    match low {
        Some(low @ 0xdc00..0xe000) => Ok(low),
        _ => error(at, SURROGATE),
    }
}

/// Reads a hexadecimal number with this many digits.
fn parse_digits(cursor: &mut Cursor<'_>, count: usize) -> Option<u32> {
    let digits = cursor.rest().get(..count)?;
    let is_number = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    if !is_number || !cursor.eat(digits) {
        return None;
    }
    u32::from_str_radix(digits, 16).ok()
}
