//! Finds where a value ends, without parsing it.

use memchr::memchr3;

/// The number of open brackets whose kind is known. Those behind are only counted, so that the memory is bounded.
const MAX_KINDS: usize = 1 << 12;

/// What follows a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// A comma or a closing bracket, because it is an element of an array.
    Array,
    /// Anything: an object or an array ends with its last bracket, and another value at white space.
    Nothing,
}

/// Where the search for the end of a value is. It can continue with more bytes.
pub(super) struct Framing {
    within: Within,
    /// The open brackets, from the outside in.
    open: Vec<u8>,
    /// How many of them are brackets of arrays.
    arrays: usize,
    more_open: u64,
    is_in_string: bool,
    is_escaped: bool,
    is_begun: bool,
}

impl Framing {
    pub(super) fn new(within: Within) -> Self {
        Self {
            within,
            open: Vec::new(),
            arrays: 0,
            more_open: 0,
            is_in_string: false,
            is_escaped: false,
            is_begun: false,
        }
    }

    /// Returns the index behind the value, if it ends in these bytes.
    pub(super) fn end(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if self.is_in_string {
                at += self.string(bytes.get(at..).unwrap_or_default());
                continue;
            }
            let is_outside = self.open.is_empty();
            match byte {
                b'"' => self.is_in_string = true,
                b'{' | b'[' => self.push(*byte),
                b'}' | b']' => {
                    if self.within == Within::Array && *byte == b']' && !self.is_in_array() {
                        return Some(at);
                    }
                    self.pop(*byte);
                    if self.within == Within::Nothing && self.open.is_empty() {
                        return Some(at + 1);
                    }
                }
                b',' if is_outside && self.within == Within::Array => return Some(at),
                b' ' | b'\t' | b'\r' | b'\n'
                    if is_outside && self.is_begun && self.within == Within::Nothing =>
                {
                    return Some(at);
                }
                _ => {}
            }
            self.is_begun = true;
            at += 1;
        }
        None
    }

    /// Returns how many bytes belong to the string, with its quote. A line break ends it too, because it is not allowed in a
    /// string: so the next value is found behind a string that does not end.
    fn string(&mut self, bytes: &[u8]) -> usize {
        let mut at = usize::from(std::mem::take(&mut self.is_escaped));
        while let Some(found) = memchr3(b'"', b'\\', b'\n', bytes.get(at..).unwrap_or_default()) {
            at += found + 1;
            if bytes.get(at - 1) != Some(&b'\\') {
                self.is_in_string = false;
                return at;
            }
            at += 1;
        }
        self.is_escaped = at > bytes.len();
        bytes.len()
    }

    fn is_in_array(&self) -> bool {
        self.arrays > 0 || self.more_open > 0
    }

    fn push(&mut self, bracket: u8) {
        if self.open.len() < MAX_KINDS {
            self.open.push(bracket);
            self.arrays += usize::from(bracket == b'[');
        } else {
            self.more_open += 1;
        }
    }

    /// Closes the nearest bracket of this kind, and those within it, which are not closed. A bracket that closes nothing is
    /// ignored.
    fn pop(&mut self, bracket: u8) {
        if self.more_open > 0 {
            self.more_open -= 1;
            return;
        }
        let (opening, count) = match bracket {
            b']' => (b'[', self.arrays),
            _ => (b'{', self.open.len() - self.arrays),
        };
        // Otherwise all would be compared in vain.
        if count == 0 {
            return;
        }
        while let Some(open) = self.open.pop() {
            self.arrays -= usize::from(open == b'[');
            if open == opening {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Framing, Within};

    /// Returns the value at the start, however the bytes are cut in two.
    fn value(within: Within, text: &str) -> Option<&str> {
        let whole = Framing::new(within).end(text.as_bytes());
        for cut in 0..text.len() {
            let mut framing = Framing::new(within);
            let (first, second) = text.as_bytes().split_at(cut);
            let end = framing.end(first);
            let end = end.or_else(|| framing.end(second).map(|end| cut + end));
            assert_eq!(end, whole, "{text} {cut}");
        }
        text.get(..whole?)
    }

    #[test]
    fn a_value_ends_at_its_last_bracket_or_before_the_next_element() {
        for (text, alone, element) in [
            (r#"{"a":[1,{}]} {"#, Some(r#"{"a":[1,{}]}"#), None),
            (r#"{"a":1},2]"#, Some(r#"{"a":1}"#), Some(r#"{"a":1}"#)),
            (
                r#"{"],\"}\\":"\\"}]"#,
                Some(r#"{"],\"}\\":"\\"}"#),
                Some(r#"{"],\"}\\":"\\"}"#),
            ),
            ("1 2", Some("1"), None),
            ("12]", Some("12]"), Some("12")),
            (r#""a b" 1,"#, Some(r#""a b""#), Some(r#""a b" 1"#)),
            // The inner bracket is not closed.
            (r#"{"a":[1},2]"#, Some(r#"{"a":[1}"#), Some(r#"{"a":[1}"#)),
            (r#"{"a":1],2"#, None, Some(r#"{"a":1"#)),
            // The string is not closed.
            (
                "{\"a\":\"b}\n},{}",
                Some("{\"a\":\"b}\n}"),
                Some("{\"a\":\"b}\n}"),
            ),
            (",", None, Some("")),
        ] {
            assert_eq!(value(Within::Nothing, text), alone, "{text}");
            assert_eq!(value(Within::Array, text), element, "{text}");
        }
    }

    #[test]
    fn the_memory_of_open_brackets_is_bounded() {
        let mut framing = Framing::new(Within::Nothing);
        for _ in 0..1_000 {
            assert_eq!(framing.end(&[b'['; 1_000]), None);
        }
        assert!(framing.open.capacity() <= 1 << 13);
        for _ in 0..999 {
            assert_eq!(framing.end(&[b']'; 1_000]), None);
        }
        assert_eq!(framing.end(&[b']'; 1_001]), Some(1_000));
    }
}
