//! JSON strings: what has to be escaped, found a word at a time.

use alloc::vec::Vec;

const ONES: u64 = u64::MAX / 255;
const HIGHS: u64 = ONES << 7;

/// Whether none of eight bytes is a control character, a quote or a backslash.
#[inline]
pub(crate) const fn is_clean(word: u64) -> bool {
    suspects(word) & HIGHS == 0
}

/// The high bit of each byte that is a control character, a quote or a backslash, among others.
///
/// A byte below 0x80 is a control character or a quote exactly if its distance from 2 is below 33: with 2 flipped, 0 to
/// 31 stay below 32 and the quote (34) becomes 32. One subtraction so finds both. A borrow may only make a word look
/// worse than it is.
#[inline]
const fn suspects(word: u64) -> u64 {
    let quotes = (word ^ (ONES * 0x02)).wrapping_sub(ONES * 0x21);
    let slashes = (word ^ (ONES * 0x5c)).wrapping_sub(ONES);
    (quotes | slashes) & !word
}

/// How JSON writes a byte that cannot stand for itself.
const fn escaped(byte: u8) -> Option<u8> {
    match byte {
        b'"' | b'\\' => Some(byte),
        0x08 => Some(b'b'),
        b'\t' => Some(b't'),
        b'\n' => Some(b'n'),
        0x0c => Some(b'f'),
        b'\r' => Some(b'r'),
        0..=0x1f => Some(b'u'),
        _ => None,
    }
}

/// Appends a JSON string, with its quotes.
pub(crate) fn push_text(out: &mut Vec<u8>, text: &str) {
    let text = text.as_bytes();
    out.reserve(text.len() + 2);
    out.push(b'"');
    if is_clean_text(text) {
        out.extend_from_slice(text);
    } else {
        push_escaped(out, text);
    }
    out.push(b'"');
}

/// Whether every byte stands for itself. The last word overlaps the one before, so that no byte is looked at alone.
#[inline]
pub(crate) fn is_clean_text(text: &[u8]) -> bool {
    let Some(last) = text.last_chunk::<8>() else {
        let mut word = [b' '; 8];
        for (to, byte) in word.iter_mut().zip(text) {
            *to = *byte;
        }
        return is_clean(u64::from_le_bytes(word));
    };
    let mut found = suspects(u64::from_le_bytes(*last));
    for word in text.chunks_exact(8).filter_map(<[u8]>::first_chunk) {
        found |= suspects(u64::from_le_bytes(*word));
    }
    found & HIGHS == 0
}

#[cold]
fn push_escaped(out: &mut Vec<u8>, text: &[u8]) {
    let mut rest = text;
    loop {
        let clean = rest.iter().take_while(|byte| escaped(**byte).is_none());
        let (clean, hostile) = rest.split_at(clean.count());
        out.extend_from_slice(clean);
        let Some((byte, after)) = hostile.split_first() else {
            return;
        };
        push_escape(out, *byte);
        rest = after;
    }
}

fn push_escape(out: &mut Vec<u8>, byte: u8) {
    let Some(short) = escaped(byte) else {
        return;
    };
    out.extend_from_slice(&[b'\\', short]);
    if short == b'u' {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        out.extend_from_slice(&[
            b'0',
            b'0',
            HEX[usize::from(byte >> 4)],
            HEX[usize::from(byte & 15)],
        ]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    /// What `serde_json` writes is the judge, for every character at every offset of a block.
    #[cfg(feature = "serde")]
    #[test]
    fn every_character_is_written_as_serde_json_writes_it() {
        let mut out = Vec::new();
        for character in '\0'..=char::MAX {
            let offsets = if character < '\u{100}' { 0..70 } else { 7..8 };
            for offset in offsets {
                let mut text = "x".repeat(offset);
                text.push(character);
                text.push_str("tail of it");
                out.clear();
                push_text(&mut out, &text);
                assert_eq!(
                    out,
                    serde_json::to_vec(&text).unwrap(),
                    "{character:?} at {offset}"
                );
            }
        }
    }

    #[test]
    fn a_word_is_clean_exactly_if_each_of_its_bytes_is() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                for around in [b' ', b'x', 0x7f, 0x80, 0xff, b'!', b'#', b'[', b']'] {
                    let mut word = [around; 8];
                    word[place] = byte;
                    assert_eq!(
                        is_clean(u64::from_le_bytes(word)),
                        escaped(byte).is_none(),
                        "{word:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_text_of_escapes_alone_is_written() {
        let mut out = Vec::new();
        push_text(&mut out, "\0\u{1f}\"\\\u{8}\u{c}\n\r\t");
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, r#""\u0000\u001f\"\\\b\f\n\r\t""#);
    }
}
