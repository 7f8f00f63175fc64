//! Which bytes of a JSON string need an escape.

/// Checks whether no byte of two blocks needs an escape.
///
/// The loop has no branches, so that the compiler vectorizes it.
#[inline(always)]
#[allow(clippy::inline_always)] // see `benches/README.md`
pub(crate) fn are_clean<const N: usize>(first: &[u8; N], second: &[u8; N]) -> bool {
    let mut found = false;
    for index in 0..N {
        found |= needs_escape(first[index]) | needs_escape(second[index]);
    }
    !found
}

/// Checks whether a byte needs an escape: a control character, a quote or a backslash. With one bit flipped, 0 to 31
/// stay below 32 and the quote (34) becomes 32, so one comparison finds both.
#[inline]
const fn needs_escape(byte: u8) -> bool {
    const SLASH: u8 = b'\\' ^ 0x02;
    matches!(byte ^ 0x02, 0..=0x20 | SLASH)
}

/// Checks whether no byte of a word needs an escape. A borrow between bytes can only make a clean word look unclean.
#[inline]
pub(crate) const fn is_clean_word(word: u64) -> bool {
    const ONES: u64 = u64::MAX / 255;
    let quotes = (word ^ (ONES * 0x02)).wrapping_sub(ONES * 0x21);
    let slashes = (word ^ (ONES * 0x5c)).wrapping_sub(ONES);
    (quotes | slashes) & !word & (ONES << 7) == 0
}

/// The JSON form of each byte: at most six bytes, and their number in the last one. A table needs no branch for each
/// byte.
pub(crate) static ESCAPES: [[u8; 8]; 256] = {
    let mut escapes = [[0; 8]; 256];
    let mut byte = 0_u8;
    loop {
        escapes[byte as usize] = escape(byte);
        if byte == u8::MAX {
            break escapes;
        }
        byte += 1;
    }
};

const fn escape(byte: u8) -> [u8; 8] {
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
            return [b'\\', b'u', b'0', b'0', high, low, 0, 6];
        }
        _ => return [byte, 0, 0, 0, 0, 0, 0, 1],
    };
    [b'\\', short, 0, 0, 0, 0, 0, 2]
}

/// Checks whether no byte of a string needs an escape. The last two blocks may overlap those before, so that the end of
/// a long string is not checked byte by byte.
pub(crate) fn is_clean_string(bytes: &[u8]) -> bool {
    let Some(last) = bytes.last_chunk::<{ 2 * BLOCK }>() else {
        return bytes.iter().all(|byte| !needs_escape(*byte));
    };
    let is_clean = |pair: &[u8]| match (pair.first_chunk::<BLOCK>(), pair.last_chunk()) {
        (Some(first), Some(second)) => are_clean(first, second),
        _ => false,
    };
    bytes.chunks_exact(2 * BLOCK).all(is_clean) && is_clean(last)
}

/// The number of bytes in a block.
pub(crate) const BLOCK: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_clean_exactly_if_each_of_its_bytes_is() {
        for byte in 0..=u8::MAX {
            for index in 0..8 {
                for around in [b' ', b'x', 0x7f, 0x80, 0xff, b'!', b'#', b'[', b']'] {
                    let mut word = [around; 8];
                    word[index] = byte;
                    let is_clean = is_clean_word(u64::from_le_bytes(word));
                    assert_eq!(is_clean, escape(byte)[7] == 1, "{word:?}");
                }
            }
        }
    }

    #[test]
    fn a_block_is_clean_exactly_if_each_of_its_bytes_is() {
        for byte in 0..=u8::MAX {
            for index in 0..16 {
                for around in [b' ', b'x', 0x7f, 0x80, 0xff, b'!', b'#', b'[', b']'] {
                    let (mut block, second) = ([around; 16], [around; 16]);
                    block[index] = byte;
                    let is_clean = escape(byte)[7] == 1;
                    assert_eq!(are_clean(&block, &second), is_clean, "{block:?}");
                    assert_eq!(are_clean(&second, &block), is_clean, "{block:?}");
                }
            }
        }
    }
}
