//! The sets of characters that ECMA-262 names.

use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

fn set(ranges: &[(char, char)]) -> ClassUnicode {
    let range = |(start, end): &(char, char)| ClassUnicodeRange::new(*start, *end);
    ClassUnicode::new(ranges.iter().map(range))
}

/// Returns the characters that `.` excludes: `LineTerminator`.
pub(super) fn line_terminators() -> ClassUnicode {
    set(&[('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')])
}

/// Returns the characters of `\d`.
pub(super) fn digits() -> ClassUnicode {
    set(&[('0', '9')])
}

/// Returns the characters of `\w`.
pub(super) fn word_characters() -> ClassUnicode {
    set(&[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')])
}

/// Returns the characters of `\s`: `WhiteSpace`, which includes the category Zs of Unicode, and `LineTerminator`.
pub(super) fn spaces() -> ClassUnicode {
    set(&[
        ('\t', '\r'),
        (' ', ' '),
        ('\u{a0}', '\u{a0}'),
        ('\u{1680}', '\u{1680}'),
        ('\u{2000}', '\u{200a}'),
        ('\u{2028}', '\u{2029}'),
        ('\u{202f}', '\u{202f}'),
        ('\u{205f}', '\u{205f}'),
        ('\u{3000}', '\u{3000}'),
        ('\u{feff}', '\u{feff}'),
    ])
}

/// Returns all other characters.
pub(super) fn negated(mut set: ClassUnicode) -> ClassUnicode {
    set.negate();
    set
}
