//! The name of a member, prepared as JSON.

/// The JSON of a member's name, built at compile time: `,"currency":`.
///
/// The bytes are padded to a fixed size, so that the encoder copies a constant length and advances by the real one. The
/// encoder replaces the first comma of an object by `{`, so it need not know which member is the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    bytes: [u8; Key::SIZE],
    length: u8,
}

impl Key {
    /// The size of the padded bytes.
    pub const SIZE: usize = 24;

    /// Prepares a name. If it is too long, or contains a character that JSON escapes, the key is empty and the encoder
    /// writes the name itself.
    #[must_use]
    pub const fn new(name: &str) -> Self {
        let mut bytes = [0; Self::SIZE];
        if name.len() + 4 > Self::SIZE {
            return Self { bytes, length: 0 };
        }
        bytes[0] = b',';
        bytes[1] = b'"';
        let (mut rest, mut at) = (name.as_bytes(), 2);
        while let [byte, after @ ..] = rest {
            if matches!(*byte, ..0x20 | b'"' | b'\\') {
                return Self { bytes, length: 0 };
            }
            bytes[at] = *byte;
            rest = after;
            at += 1;
        }
        bytes[at] = b'"';
        bytes[at + 1] = b':';
        #[allow(clippy::cast_possible_truncation)] // at most 24, checked above
        Self {
            bytes,
            length: (at + 2) as u8,
        }
    }

    /// Returns the key of an array element: a comma.
    #[must_use]
    pub const fn element() -> Self {
        let mut bytes = [0; Self::SIZE];
        bytes[0] = b',';
        Self { bytes, length: 1 }
    }

    /// Returns the key of a body that is not an object: nothing.
    #[must_use]
    pub const fn body() -> Self {
        Self {
            bytes: [0; Self::SIZE],
            length: 0,
        }
    }

    /// Returns whether this is the key of an array element, which has no name.
    #[must_use]
    pub const fn is_element(&self) -> bool {
        self.length == 1
    }

    /// Returns the padded bytes and their real length, which is 0 if the name is not prepared.
    #[inline]
    #[must_use]
    pub const fn padded(&self) -> (&[u8; Self::SIZE], usize) {
        (&self.bytes, self.length as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    fn text(key: &Key) -> &[u8] {
        let (bytes, length) = key.padded();
        &bytes[..length]
    }

    #[test]
    fn a_key_is_a_comma_and_a_json_string() {
        assert_eq!(text(&Key::new("currency")), br#","currency":"#);
        assert_eq!(text(&Key::new("")), br#","":"#);
        assert_eq!(text(&Key::new("größe")), r#","größe":"#.as_bytes());
    }

    #[test]
    fn the_key_of_an_element_is_a_comma() {
        assert_eq!(text(&Key::element()), b",");
        assert!(Key::element().is_element());
        assert!(!Key::new("").is_element());
    }

    #[test]
    fn the_longest_key_fits_exactly() {
        assert_eq!(
            text(&Key::new("abcdefghijklmnopqrst")),
            br#","abcdefghijklmnopqrst":"#
        );
        assert_eq!(text(&Key::new("abcdefghijklmnopqrstu")), b"");
    }

    #[test]
    fn a_name_that_needs_escapes_is_not_prepared() {
        for name in ["a\"b", "a\\b", "a\nb", "\0"] {
            assert_eq!(text(&Key::new(name)), b"", "{name:?}");
        }
    }
}
