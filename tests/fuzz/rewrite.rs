//! Rewrites accepted expressions token by token, for reference engines that read other dialects.

use std::fmt::Write;

/// Rewrites an accepted expression to the syntax of the crate `regex`, with the meaning of ECMA-262.
#[must_use]
pub fn to_rust(source: &str) -> String {
    rewrite(source, |token, out| match token {
        Token::Dot => out.push_str(r"[^\n\r\u{2028}\u{2029}]"),
        Token::Escape('d', _) => out.push_str("[0-9]"),
        Token::Escape('D', _) => out.push_str("[^0-9]"),
        Token::Escape('w', _) => out.push_str("[0-9A-Za-z_]"),
        Token::Escape('W', _) => out.push_str("[^0-9A-Za-z_]"),
        // Rust's `\s` is White_Space.
        Token::Escape('s', _) => out.push_str(r"[[\s--\x{85}]\x{feff}]"),
        Token::Escape('S', _) => out.push_str(r"[\S\x{85}--\x{feff}]"),
        Token::Escape('b', false) => out.push_str(r"(?-u:\b)"),
        Token::Escape('B', false) => out.push_str(r"(?-u:\B)"),
        Token::Escape(letter @ ('t' | 'n' | 'v' | 'f' | 'r'), _) => {
            write!(out, "\\{letter}").unwrap();
        }
        Token::Escape(other, _) => write_code(out, 'x', named(other)),
        Token::Code(code) => write_code(out, 'x', code),
        Token::Other(other) => out.push(other),
    })
}

/// Rewrites an accepted expression so that it is valid with the flag `u`: without needless backslashes, and with one before
/// each literal bracket and brace.
#[must_use]
pub fn to_strict(source: &str) -> String {
    rewrite(source, |token, out| match token {
        Token::Dot => out.push('.'),
        Token::Escape(letter, _) if letter.is_ascii_alphabetic() => {
            write!(out, "\\{letter}").unwrap();
        }
        Token::Escape(other, _) => write_code(out, 'u', named(other)),
        Token::Code(code) => write_code(out, 'u', code),
        Token::Other(other) => out.push(other),
    })
}

enum Token {
    Dot,
    /// A character after a backslash, and whether it is in a class.
    Escape(char, bool),
    /// The character of an escape with a number, or a literal bracket or brace.
    Code(char),
    Other(char),
}

/// Writes `\x{41}` or `\u{41}`.
fn write_code(out: &mut String, letter: char, code: char) {
    write!(out, "\\{letter}{{{:x}}}", u32::from(code)).unwrap();
}

/// Returns the character of an escape.
fn named(letter: char) -> char {
    match letter {
        'b' => '\x08',
        '0' => '\0',
        other => other,
    }
}

fn rewrite(source: &str, write: impl Fn(Token, &mut String)) -> String {
    let mut out = String::new();
    let (mut is_in_class, mut is_in_braces) = (false, false);
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        rest = &rest[first.len_utf8()..];
        let token = match first {
            '\\' => escape(&mut rest, is_in_class),
            _ if is_in_class => {
                is_in_class = first != ']';
                Token::Other(first)
            }
            '.' => Token::Dot,
            '(' if named_group(&mut rest) => {
                out.push_str("(?:");
                continue;
            }
            ']' => Token::Code(']'),
            '}' if !is_in_braces => Token::Code('}'),
            other => {
                is_in_class = other == '[';
                is_in_braces = match other {
                    '{' => true,
                    '}' => false,
                    _ => is_in_braces,
                };
                Token::Other(other)
            }
        };
        write(token, &mut out);
    }
    out
}

/// Skips the name of a group, at `?<name>`. Returns whether there is one.
fn named_group(rest: &mut &str) -> bool {
    let after = rest
        .strip_prefix("?<")
        .and_then(|name| name.split_once('>'));
    if let Some((_, after)) = after {
        *rest = after;
    }
    after.is_some()
}

/// Reads an escape after its backslash.
fn escape(rest: &mut &str, is_in_class: bool) -> Token {
    let Some(letter) = rest.chars().next() else {
        return Token::Other('\\');
    };
    *rest = &rest[letter.len_utf8()..];
    let hexadecimal = |digits: &str| u32::from_str_radix(digits, 16).unwrap_or_default();
    let number = match letter {
        'c' => u32::from(take(rest, 1).bytes().next().unwrap_or_default() % 32),
        'x' => hexadecimal(take(rest, 2)),
        'u' => match take(rest, 1) {
            "{" => {
                let (digits, after) = rest.split_once('}').unwrap_or((rest, ""));
                *rest = after;
                hexadecimal(digits)
            }
            first => {
                let unit = hexadecimal(&[first, take(rest, 3)].concat());
                if let 0xd800..0xdc00 = unit {
                    let low = hexadecimal(take(rest, 6).trim_start_matches("\\u"));
                    0x1_0000 + ((unit - 0xd800) << 10) + low.saturating_sub(0xdc00)
                } else {
                    unit
                }
            }
        },
        _ => return Token::Escape(letter, is_in_class),
    };
    Token::Code(char::from_u32(number).unwrap_or_default())
}

fn take<'s>(rest: &mut &'s str, count: usize) -> &'s str {
    let (taken, after) = rest.split_at_checked(count).unwrap_or((rest, ""));
    *rest = after;
    taken
}
