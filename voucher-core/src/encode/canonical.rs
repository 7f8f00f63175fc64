//! A canonical form of written JSON: two values are equal if and only if their canonical forms are.
//!
//! Numbers are compared by value (`1` and `1.0`), strings after unescaping, and objects regardless of the order of their
//! members. JSON that a value contained already, such as a `RawValue`, may have spaces, any escapes and any depth, so
//! it does not recurse.

use alloc::string::String;
use alloc::vec::Vec;
use voucher_definition::canonical::push_number;

/// Returns the canonical form of a valid JSON value.
pub(crate) fn canonical(json: &[u8]) -> Vec<u8> {
    let mut reader = Reader { json, at: 0 };
    let mut out = Vec::with_capacity(json.len());
    let mut open: Vec<Container> = Vec::new();
    while let Some(byte) = reader.token() {
        match byte {
            b'"' => {
                if let Some(container) = open.last_mut() {
                    if container.starts_member(out.len()) {
                        reader.push_string(&mut out);
                        continue;
                    }
                }
                reader.push_string(&mut out);
            }
            b'{' | b'[' => {
                out.push(byte);
                open.push(Container::new(byte == b'{'));
                continue;
            }
            b'}' | b']' => {
                if let Some(container) = open.pop() {
                    sort_members(&mut out, &container.members);
                }
                out.push(byte);
            }
            b't' | b'f' | b'n' => {
                out.push(byte);
                reader.skip_while(|byte| byte.is_ascii_alphabetic());
            }
            _ => reader.push_number(&mut out),
        }
        if let Some(container) = open.last_mut() {
            container.expects_key = container.is_object;
        }
    }
    out
}

/// An array or object that is not closed yet.
struct Container {
    is_object: bool,
    expects_key: bool,
    /// Where the canonical form of each member starts.
    members: Vec<usize>,
}

impl Container {
    fn new(is_object: bool) -> Self {
        Self {
            is_object,
            expects_key: is_object,
            members: Vec::new(),
        }
    }

    /// Records the start of a member, if a string is its key.
    fn starts_member(&mut self, at: usize) -> bool {
        let is_key = core::mem::take(&mut self.expects_key);
        if is_key {
            self.members.push(at);
        }
        is_key
    }
}

/// Sorts the members of an object, which end at the end of the output. No member is a prefix of another one, so the result
/// does not depend on their order.
fn sort_members(out: &mut Vec<u8>, members: &[usize]) {
    let Some(start) = members.first() else {
        return;
    };
    let ends = members.iter().skip(1).copied().chain([out.len()]);
    let slices = members.iter().zip(ends);
    let mut slices: Vec<_> = slices
        .map(|(start, end)| out.get(*start..end).unwrap_or_default())
        .collect();
    if slices.is_sorted() {
        return;
    }
    slices.sort_unstable();
    let sorted = slices.concat();
    out.truncate(*start);
    out.extend_from_slice(&sorted);
}

/// Reads valid JSON.
struct Reader<'j> {
    json: &'j [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.json.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn skip_while(&mut self, is_skipped: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&is_skipped) {
            self.at += 1;
        }
    }

    /// Returns the first byte of the next token after spaces, commas and colons.
    fn token(&mut self) -> Option<u8> {
        self.skip_while(|byte| b" \t\r\n,:".contains(&byte));
        self.next()
    }

    /// Writes a number, whose first byte was read, and a byte that ends it.
    fn push_number(&mut self, out: &mut Vec<u8>) {
        let start = self.at - 1;
        self.skip_while(|byte| byte.is_ascii_digit() || b".+-eE".contains(&byte));
        let number = self.json.get(start..self.at).unwrap_or_default();
        let mut canonical = String::new();
        push_number(
            &mut canonical,
            core::str::from_utf8(number).unwrap_or_default(),
        );
        out.extend_from_slice(canonical.as_bytes());
        out.push(b',');
    }

    /// Writes the length of an unescaped string, and the string.
    fn push_string(&mut self, out: &mut Vec<u8>) {
        out.push(b'"');
        let start = out.len();
        out.extend_from_slice(&[0; 8]);
        while let Some(byte) = self.next() {
            match byte {
                b'"' => break,
                b'\\' => self.push_escape(out),
                _ => out.push(byte),
            }
        }
        let length = (out.len() - start) as u64;
        if let Some(room) = out.get_mut(start..start + 8) {
            room.copy_from_slice(&length.to_le_bytes());
        }
    }

    /// Writes an escaped character.
    fn push_escape(&mut self, out: &mut Vec<u8>) {
        let character = match self.next() {
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.push_unicode(out),
            Some(byte) => char::from(byte),
            None => return,
        };
        push_char(out, u32::from(character));
    }

    /// Writes the character of `\u00e9`, or of a pair `\ud83d\ude00`, whose `\u` was read.
    fn push_unicode(&mut self, out: &mut Vec<u8>) {
        let mut character = self.hex();
        if let (0xd800..0xdc00, Some(b"\\u")) = (character, self.json.get(self.at..self.at + 2)) {
            let after = self.at;
            self.at += 2;
            match self.hex() {
                low @ 0xdc00..0xe000 => {
                    character = 0x1_0000 + ((character - 0xd800) << 10) + (low - 0xdc00);
                }
                // Half of a pair alone. The next escape is separate.
                _ => self.at = after,
            }
        }
        push_char(out, character);
    }

    /// Reads four hexadecimal digits.
    fn hex(&mut self) -> u32 {
        let digits = self.json.get(self.at..self.at + 4).unwrap_or_default();
        self.at += digits.len();
        let digits = core::str::from_utf8(digits).unwrap_or_default();
        u32::from_str_radix(digits, 16).unwrap_or_default()
    }
}

/// Writes a character as UTF-8. Half of a surrogate pair, which is not a character, gets bytes that are not UTF-8.
fn push_char(out: &mut Vec<u8>, character: u32) {
    if let Some(character) = char::from_u32(character) {
        out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    } else {
        out.push(0xff);
        out.extend_from_slice(&character.to_le_bytes());
    }
}

#[cfg(test)]
#[cfg(feature = "serde")]
mod tests {
    use super::*;
    use alloc::format;

    /// Equal values are in the same group.
    const GROUPS: &[&[&str]] = &[
        &["1", "1.0", " 10e-1 ", "1E0"],
        &["-1"],
        &["0", "-0.0", "0e9"],
        &["\"1\""],
        &["\"1,\""],
        &["[1]", "[ 1.00 ]"],
        &["[[1]]"],
        &["[1,1]"],
        &["[11]"],
        &["[]", "[ ]"],
        &["{}"],
        &["[{}]"],
        &["{\"a\":1,\"b\":2}", "{ \"b\" : 2.0, \"\\u0061\" : 1 }"],
        &[
            "{\"a\":1,\"b\":{\"c\":[3],\"d\":{}}}",
            "{\"b\":{\"d\":{},\"c\":[3]},\"a\":1}",
        ],
        &["{\"a\":{\"b\":1}}"],
        &["{\"a\":{},\"b\":1}"],
        &["{\"a\":\"b\",\"b\":\"a\"}", "{\"b\":\"a\",\"a\":\"b\"}"],
        &["{\"a\":\"a\",\"b\":\"b\"}"],
        &["null"],
        &["\"null\""],
        &["{\"a\":null}"],
        &["{\"a\":\"n\"}"],
        &["true"],
        &["false"],
        &["[true,false]"],
        &["[false,true]"],
        &["\"\""],
        &["\"\\u00e9\\n\"", "\"\u{e9}\\u000a\""],
        &[
            "\"\\ud83d\\ude00/\"",
            "\"\u{1f600}\\/\"",
            "\"\\uD83D\\uDE00/\"",
        ],
        &["\"\\ud83d\""],
        &["\"\\ud83d\\u0041\"", "\"\\ud83dA\""],
        &["\"\\ude00\\ud83d\""],
        &["\"\\\\u0041\""],
        &["\"A\""],
    ];

    #[test]
    fn values_are_equal_if_and_only_if_their_canonical_forms_are() {
        for (index, group) in GROUPS.iter().enumerate() {
            for value in *group {
                for (other_index, others) in GROUPS.iter().enumerate() {
                    for other in *others {
                        let is_equal = canonical(value.as_bytes()) == canonical(other.as_bytes());
                        assert_eq!(is_equal, index == other_index, "{value} {other}");
                    }
                }
            }
        }
    }

    #[test]
    fn any_depth_is_read_without_recursion() {
        let nested = |depth| {
            let (open, close) = ("{\"a\":[".repeat(depth), "]}".repeat(depth));
            canonical(format!("{open}{close}").as_bytes())
        };
        assert_eq!(nested(10_000), nested(10_000));
        assert_ne!(nested(10_000), nested(10_001));
    }

    #[test]
    fn no_input_panics() {
        for json in [
            "{\"a\\u12",
            "[1,",
            "]",
            "}",
            "\"\\",
            "\"\\ud83d\\u",
            "{1:2}",
            "\u{e9}",
            "\"\\ud83d\\u1",
        ] {
            let _ = canonical(json.as_bytes());
        }
    }
}
