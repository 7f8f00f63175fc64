//! String operations that work in a const context.

/// Returns whether two strings are equal; `==` is not available in a const context.
#[must_use]
pub const fn is_same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if left[at] != right[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Returns the character that starts at an offset in bytes, if one does.
#[must_use]
pub const fn character_at(text: &str, at: usize) -> Option<char> {
    let bytes = text.as_bytes();
    if at >= bytes.len() || bytes[at] & 0xc0 == 0x80 {
        return None;
    }
    let (mut code, more) = match bytes[at] {
        byte @ 0..=0x7f => (byte as u32, 0),
        byte @ ..=0xdf => (byte as u32 & 0x1f, 1),
        byte @ ..=0xef => (byte as u32 & 0x0f, 2),
        byte => (byte as u32 & 0x07, 3),
    };
    let mut next = 1;
    while next <= more && at + next < bytes.len() {
        code = code << 6 | (bytes[at + next] as u32 & 0x3f);
        next += 1;
    }
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn every_character_is_decoded() {
        for character in '\0'..=char::MAX {
            let text = character.to_string();
            assert_eq!(character_at(&text, 0), Some(character));
        }
        assert_eq!(character_at("é", 1), None);
        assert_eq!(character_at("", 0), None);
    }
}
