//! JSON strings: what has to be escaped, found a word at a time.

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

/// How JSON writes a byte that cannot stand for itself, and how many bytes that takes.
pub(crate) const fn escape(byte: u8) -> Option<([u8; 6], usize)> {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let short = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        b'\t' => b't',
        b'\n' => b'n',
        0x0c => b'f',
        b'\r' => b'r',
        0..=0x1f => {
            let (high, low) = (HEX[(byte >> 4) as usize], HEX[(byte & 15) as usize]);
            return Some(([b'\\', b'u', b'0', b'0', high, low], 6));
        }
        _ => return None,
    };
    Some(([b'\\', short, 0, 0, 0, 0], 2))
}

/// Whether every byte stands for itself. The last block or word overlaps the one before, so that no byte is looked at
/// alone.
#[inline]
pub(crate) fn is_clean_text(text: &[u8]) -> bool {
    if let Some(last) = text.last_chunk::<BLOCK>() {
        let mut found = block_suspects([0; 4], last);
        for block in text.chunks_exact(BLOCK).filter_map(<[u8]>::first_chunk) {
            found = block_suspects(found, block);
        }
        return (found[0] | found[1] | found[2] | found[3]) & HIGHS == 0;
    }
    if let Some(last) = text.last_chunk::<8>() {
        let words = text.chunks_exact(8).filter_map(<[u8]>::first_chunk);
        let found = words.fold(word_suspects(*last), |found, word: &[u8; 8]| {
            found | word_suspects(*word)
        });
        return found & HIGHS == 0;
    }
    let mut word = [b' '; 8];
    for (to, byte) in word.iter_mut().zip(text) {
        *to = *byte;
    }
    word_suspects(word) & HIGHS == 0
}

/// Bytes that are looked at side by side: two machine words of the compiler's own choice.
pub(crate) const BLOCK: usize = 32;

/// Whether every byte of two blocks stands for itself.
#[inline]
pub(crate) fn are_clean_blocks(one: &[u8; BLOCK], other: &[u8; BLOCK]) -> bool {
    let found = block_suspects(block_suspects([0; 4], one), other);
    (found[0] | found[1] | found[2] | found[3]) & HIGHS == 0
}

#[inline]
fn block_suspects(found: [u64; 4], block: &[u8; BLOCK]) -> [u64; 4] {
    let [first, second, third, fourth] = found;
    let word = |at: usize| {
        block
            .get(at..)
            .and_then(<[u8]>::first_chunk)
            .map_or(0, |word| word_suspects(*word))
    };
    [
        first | word(0),
        second | word(8),
        third | word(16),
        fourth | word(24),
    ]
}

#[inline]
fn word_suspects(bytes: [u8; 8]) -> u64 {
    suspects(u64::from_le_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_clean_exactly_if_each_of_its_bytes_is() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                for around in [b' ', b'x', 0x7f, 0x80, 0xff, b'!', b'#', b'[', b']'] {
                    let mut word = [around; 8];
                    word[place] = byte;
                    assert_eq!(
                        is_clean(u64::from_le_bytes(word)),
                        escape(byte).is_none(),
                        "{word:?}"
                    );
                }
            }
        }
    }
}
