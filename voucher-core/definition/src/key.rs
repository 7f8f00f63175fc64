//! The name of a member as it stands in a body.

/// `,"currency":` as JSON text, made at compile time.
///
/// The bytes are padded to a fixed size, so that a writer copies a constant length and advances by the real one. An
/// object's first comma is turned into its `{` by the writer, so no key asks whether it is the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    bytes: [u8; Key::SIZE],
    length: u8,
}

impl Key {
    /// Bytes that a key takes in a table, whatever its name.
    pub const SIZE: usize = 24;

    /// The text of a member's name. A name that is too long, or that JSON has to escape, has no prepared text: the
    /// writer then goes by the name itself.
    #[must_use]
    pub const fn new(name: &str) -> Self {
        let name = name.as_bytes();
        let mut bytes = [0; Self::SIZE];
        if name.len() + 4 > Self::SIZE {
            return Self { bytes, length: 0 };
        }
        bytes[0] = b',';
        bytes[1] = b'"';
        let mut at = 0;
        while at < name.len() {
            if name[at] < 0x20 || name[at] == b'"' || name[at] == b'\\' {
                return Self { bytes, length: 0 };
            }
            bytes[2 + at] = name[at];
            at += 1;
        }
        bytes[2 + at] = b'"';
        bytes[3 + at] = b':';
        #[allow(clippy::cast_possible_truncation)] // at most 24, checked above
        Self {
            bytes,
            length: (at + 4) as u8,
        }
    }

    /// What stands before an entry of an array: a comma alone.
    #[must_use]
    pub const fn element() -> Self {
        let mut bytes = [0; Self::SIZE];
        bytes[0] = b',';
        Self { bytes, length: 1 }
    }

    /// Whether it stands before an entry of an array, which has no name.
    #[must_use]
    pub const fn is_element(&self) -> bool {
        self.length == 1
    }

    /// The padded text and its real length; 0 where the name has no prepared text.
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
    fn a_key_is_json_text_with_its_comma() {
        assert_eq!(text(&Key::new("currency")), br#","currency":"#);
        assert_eq!(text(&Key::new("")), br#","":"#);
        assert_eq!(text(&Key::new("größe")), r#","größe":"#.as_bytes());
    }

    #[test]
    fn an_entry_has_a_comma_and_no_name() {
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
    fn a_name_that_needs_escapes_has_no_prepared_text() {
        for name in ["a\"b", "a\\b", "a\nb", "\0"] {
            assert_eq!(text(&Key::new(name)), b"", "{name:?}");
        }
    }
}
