//! Writes short values in place, into a window of constant length.

use super::escape::{BLOCK, are_clean, is_clean_word};

/// The bytes that the fast path needs for one field: the key, and a string of [`LONGEST`] bytes with its quotes. From
/// this length and the mask [`FROM`], the compiler proves that every access is in bounds.
pub(crate) const WINDOW: usize = FROM + LONGEST + 2;
/// The length of the longest string that is written in place.
const LONGEST: usize = 2 * BLOCK;
/// The maximum end of the key in a window.
const FROM: usize = 31;

type Room = [u8; LONGEST + 2];

/// Writes a string with its quotes and returns its end, or `None` if it is too long or needs an escape. A `CLEAN`
/// string is known to need none.
#[inline(always)]
#[allow(clippy::inline_always)] // see `benches/README.md`
pub(crate) fn put_string<const CLEAN: bool>(
    window: &mut [u8; WINDOW],
    from: usize,
    string: &[u8],
) -> Option<usize> {
    let from = from & FROM;
    let room: &mut Room = window.get_mut(from..)?.first_chunk_mut()?;
    let length = string.len();
    if length > LONGEST {
        return None;
    } else if length >= 32 {
        put_pair::<32, CLEAN>(room, string)?;
    } else if length >= 16 {
        put_pair::<16, CLEAN>(room, string)?;
    } else if length >= 8 {
        put_pair::<8, CLEAN>(room, string)?;
    } else {
        let word = short_word(string);
        if !CLEAN && !is_clean_word(word) {
            return None;
        }
        room[1..9].copy_from_slice(&word.to_le_bytes());
    }
    (room[0], room[length + 1]) = (b'"', b'"');
    Some(from + length + 2)
}

/// Writes a string of `N` to `2 * N` bytes as two copies of `N` bytes, which overlap.
#[inline(always)]
#[allow(clippy::inline_always)] // see `benches/README.md`
fn put_pair<const N: usize, const CLEAN: bool>(room: &mut Room, string: &[u8]) -> Option<()> {
    let (front, back) = (string.first_chunk::<N>()?, string.last_chunk::<N>()?);
    if !CLEAN && !are_clean(front, back) {
        return None;
    }
    room.get_mut(1..=N)?.copy_from_slice(front);
    room.get_mut(string.len() + 1 - N..=string.len())?
        .copy_from_slice(back);
    Some(())
}

/// Returns a string of at most seven bytes, padded with spaces to a word.
#[inline]
fn short_word(string: &[u8]) -> u64 {
    const SPACES: u64 = u64::from_le_bytes([b' '; 8]);
    if let (Some(front), Some(back)) = (string.first_chunk(), string.last_chunk()) {
        // The two overlap, and agree there.
        let (front, back) = (u32::from_le_bytes(*front), u32::from_le_bytes(*back));
        let shift = (string.len() - 4) % 4 * 8;
        return u64::from(front) | u64::from(back) << shift | SPACES << (shift + 32);
    }
    let space = b' ';
    u64::from_le_bytes(match *string {
        [first, second, third] => [first, second, third, space, space, space, space, space],
        [first, second] => [first, second, space, space, space, space, space, space],
        [first] => [first, space, space, space, space, space, space, space],
        _ => [space; 8],
    })
}

/// Writes an integer, and returns its end.
#[inline(always)]
#[allow(clippy::inline_always)] // see `benches/README.md`
pub(crate) fn put_integer(window: &mut [u8; WINDOW], from: usize, integer: i64) -> usize {
    let mut from = from & FROM;
    window[from] = b'-';
    from += usize::from(integer < 0);
    let integer = integer.unsigned_abs();
    if integer < SIX {
        return put_front(window, from, integer);
    }
    let (front, back) = (integer / SIX, integer % SIX);
    if front < SIX {
        let from = put_front(window, from, front);
        return put_six(window, from, back);
    }
    let (front, middle) = (front / SIX, front % SIX);
    let from = if front < 1_000 {
        put_first(window, from, front)
    } else {
        // At most seven digits.
        let from = put_front(window, from, front / 1_000);
        put(window, from, triple(front % 1_000));
        from + 3
    };
    let from = put_six(window, from, middle);
    put_six(window, from, back)
}

/// Writes a time in milliseconds, and returns its end. From 2001 on it has 13 to 15 digits, which takes fewer steps than any
/// integer does.
#[inline]
pub(crate) fn put_millis(window: &mut [u8; WINDOW], from: usize, millis: i64) -> usize {
    const FIRST: i64 = 1_000_000_000_000;
    const LAST: i64 = 999 * FIRST;
    if !(FIRST..=LAST).contains(&millis) {
        return put_any_integer(window, from, millis);
    }
    let millis = millis.unsigned_abs();
    let (front, back) = (millis / SIX, millis % SIX);
    let from = put_first(window, from & FROM, front / SIX);
    let from = put_six(window, from, front % SIX);
    put_six(window, from, back)
}

#[cold]
#[inline(never)]
fn put_any_integer(window: &mut [u8; WINDOW], from: usize, integer: i64) -> usize {
    put_integer(window, from, integer)
}

const SIX: u64 = 1_000_000;

/// `000` to `999`, each padded with a byte that the next digits overwrite. Three digits at a time need half the
/// divisions that two at a time do, and the table still fits in the L1 cache.
static TRIPLES: [[u8; 4]; 1_024] = {
    let mut triples = [[b' '; 4]; 1_024];
    let mut number = 0;
    let mut digits = *b"000 ";
    while number < 1_000 {
        triples[number] = digits;
        number += 1;
        let mut at = 2;
        while at > 0 && digits[at] == b'9' {
            digits[at] = b'0';
            at -= 1;
        }
        digits[at] += 1;
    }
    triples
};

#[inline]
fn triple(number: u64) -> [u8; 4] {
    TRIPLES[(number % 1_024) as usize]
}

#[inline]
fn put(window: &mut [u8; WINDOW], from: usize, digits: [u8; 4]) {
    if let Some(room) = window.get_mut(from..).and_then(<[u8]>::first_chunk_mut) {
        *room = digits;
    }
}

/// Writes six digits.
#[inline]
fn put_six(window: &mut [u8; WINDOW], from: usize, number: u64) -> usize {
    put(window, from, triple(number / 1_000));
    put(window, from + 3, triple(number % 1_000));
    from + 6
}

/// Writes a number of at most six digits, without leading zeros.
#[inline]
fn put_front(window: &mut [u8; WINDOW], from: usize, number: u64) -> usize {
    if number < 1_000 {
        return put_first(window, from, number);
    }
    let from = put_first(window, from, number / 1_000);
    put(window, from, triple(number % 1_000));
    from + 3
}

/// Writes a number of at most three digits, without leading zeros.
#[inline]
fn put_first(window: &mut [u8; WINDOW], from: usize, number: u64) -> usize {
    let zeros = usize::from(number < 100) + usize::from(number < 10);
    let digits = u32::from_le_bytes(triple(number)) >> (zeros * 8);
    put(window, from, digits.to_le_bytes());
    from + 3 - zeros
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::{String, ToString};

    #[test]
    fn integers_are_written_as_display_writes_them() {
        let mut edges = alloc::vec![0, 1, 9, i64::MIN, i64::MAX];
        for power in 1..19 {
            let power = 10_i64.pow(power);
            edges.extend([
                power - 1,
                power,
                power + 1,
                -power,
                1 - power,
                power * 9 / 2,
            ]);
        }
        let steps = (0..100_000).map(|step| step * 92_233_720_368_547 - 7);
        for integer in edges.into_iter().chain(steps).chain(0..20_000) {
            let mut window = [0; WINDOW];
            let end = put_integer(&mut window, 31, integer);
            assert_eq!(&window[31..end], integer.to_string().as_bytes());
            let end = put_millis(&mut window, 31, integer);
            assert_eq!(&window[31..end], integer.to_string().as_bytes());
        }
    }

    #[test]
    fn short_clean_strings_are_quoted_and_others_rejected() {
        for length in 0..80 {
            let clean = "x".repeat(length);
            let mut window = [0; WINDOW];
            let end = put_string::<false>(&mut window, 31, clean.as_bytes());
            assert_eq!(end, (length <= 64).then_some(31 + length + 2), "{length}");
            if let Some(end) = end {
                assert_eq!(&window[31..end], alloc::format!("\"{clean}\"").as_bytes());
            }
            for index in 0..length {
                for unclean in ["\"", "\\", "\n", "\0", "\u{1f}"] {
                    let mut string = String::from(&clean);
                    string.replace_range(index..=index, unclean);
                    assert_eq!(
                        put_string::<false>(&mut window, 31, string.as_bytes()),
                        None
                    );
                }
            }
        }
    }
}
