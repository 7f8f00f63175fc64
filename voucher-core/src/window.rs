//! Short values, written in place at the front of a window of constant length.

use crate::escape::is_clean;

/// What one field may take without asking for room: its key, and a text of [`SHORT`] bytes with its quotes. The mask
/// [`FROM`] and this length tell the compiler that no place within lies outside.
pub(crate) const WINDOW: usize = FROM + SHORT + 2;
/// The longest text that is written in place.
pub(crate) const SHORT: usize = 32;
/// A window's key ends at most here.
const FROM: usize = 31;

/// Writes a text with its quotes, if it is short and needs no escape; gives its end. Of a `KNOWN` text, nobody asks whether
/// it does.
#[inline]
pub(crate) fn put_short_text<const KNOWN: bool>(
    window: &mut [u8; WINDOW],
    from: usize,
    text: &[u8],
) -> Option<usize> {
    let from = from & FROM;
    let room: &mut [u8; SHORT + 2] = window.get_mut(from..)?.first_chunk_mut()?;
    let length = text.len();
    room[0] = b'"';
    // Two copies of constant length, which overlap, take any length between theirs and its double.
    if length > SHORT {
        return None;
    } else if length >= 16 {
        let (front, back) = (text.first_chunk::<16>()?, text.last_chunk::<16>()?);
        if !KNOWN && !(is_clean_pair(front) & is_clean_pair(back)) {
            return None;
        }
        room[1..17].copy_from_slice(front);
        room[length - 15..=length].copy_from_slice(back);
    } else if length >= 8 {
        let (front, back) = (text.first_chunk::<8>()?, text.last_chunk::<8>()?);
        let words = [front, back].map(|word| u64::from_le_bytes(*word));
        if !KNOWN && !(is_clean(words[0]) & is_clean(words[1])) {
            return None;
        }
        room[1..9].copy_from_slice(front);
        room[length - 7..=length].copy_from_slice(back);
    } else {
        let word = short_word(text);
        if !KNOWN && !is_clean(u64::from_le_bytes(word)) {
            return None;
        }
        room[1..9].copy_from_slice(&word);
    }
    room[length + 1] = b'"';
    Some(from + length + 2)
}

/// At most seven bytes, filled up with spaces.
#[inline]
fn short_word(text: &[u8]) -> [u8; 8] {
    let mut word = [b' '; 8];
    if let (Some(front), Some(back)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        word[..4].copy_from_slice(front);
        let at = (text.len() - 4) & 3;
        word[at..at + 4].copy_from_slice(back);
    } else {
        for (to, byte) in word.iter_mut().zip(text) {
            *to = *byte;
        }
    }
    word
}

#[inline]
fn is_clean_pair(bytes: &[u8; 16]) -> bool {
    let (low, high) = (bytes.first_chunk(), bytes.last_chunk());
    let is_clean =
        |word: Option<&[u8; 8]>| word.is_some_and(|word| is_clean(u64::from_le_bytes(*word)));
    is_clean(low) & is_clean(high)
}

/// Writes an integer; gives its end.
#[inline]
pub(crate) fn put_integer(window: &mut [u8; WINDOW], from: usize, integer: i64) -> usize {
    let mut from = from & FROM;
    window[from] = b'-';
    from += usize::from(integer < 0);
    let integer = integer.unsigned_abs();
    if integer < FOUR {
        // A bit in the last digit's place makes a 0 of it, not nothing.
        let digits = four_digits(integer);
        let zeros = (digits | 1 << 24).trailing_zeros() / 8;
        put_word(window, from, (digits | ZEROS) >> (zeros * 8));
        return from + 4 - zeros as usize;
    }
    if integer < EIGHT {
        return put_front(window, from, integer);
    }
    if let Some(end) = put_moment(window, from, integer) {
        return end;
    }
    let (front, back) = (integer / EIGHT, digits(integer % EIGHT) | ZEROS);
    let from = if front < EIGHT {
        put_front(window, from, front)
    } else {
        let from = put_front(window, from, front / EIGHT);
        put_word(window, from, digits(front % EIGHT) | ZEROS);
        from + 8
    };
    put_word(window, from, back);
    from + 8
}

/// Writes a number of thirteen digits, as nearly all times are: with the length known, every digit has its place.
#[inline]
fn put_moment(window: &mut [u8; WINDOW], from: usize, number: u64) -> Option<usize> {
    let (front, back) = (number / EIGHT, number % EIGHT);
    let (first, four) = (front / FOUR, front % FOUR);
    if !(1..10).contains(&first) {
        return None;
    }
    let room: &mut [u8; 13] = window.get_mut(from..)?.first_chunk_mut()?;
    room[0] = b'0' + (first % 10) as u8;
    room[1..9].copy_from_slice(&(four_digits(four) | ZEROS).to_le_bytes());
    room[5..13].copy_from_slice(&(digits(back) | ZEROS).to_le_bytes());
    Some(from + 13)
}

/// Writes a number of at most eight digits, without zeros before it.
#[inline]
fn put_front(window: &mut [u8; WINDOW], from: usize, number: u64) -> usize {
    let digits = digits(number);
    let zeros = (digits | 1 << 56).trailing_zeros() / 8;
    put_word(window, from, (digits | ZEROS) >> (zeros * 8));
    from + 8 - zeros as usize
}

const FOUR: u64 = 10_000;
const EIGHT: u64 = 100_000_000;
/// `"00000000"`
const ZEROS: u64 = u64::from_le_bytes([b'0'; 8]);

/// The eight digits of a number below 100 000 000, one a byte, the first in the lowest.
///
/// The number is halved three times, each time in all parts at once: into two of four digits, four of two, eight of one.
/// A division by 100 or 10 is a multiplication by its rounded inverse, exact for so few digits.
#[inline]
const fn digits(number: u64) -> u64 {
    let fours = (number / 10_000) | ((number % 10_000) << 32);
    let high = ((fours * 10_486) >> 20) & 0x7f_0000_007f;
    let twos = high | ((fours - 100 * high) << 16);
    let high = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
    high | ((twos - 10 * high) << 8)
}

/// The four digits of a number below 10 000, likewise.
#[inline]
const fn four_digits(number: u64) -> u64 {
    let twos = (number / 100) | ((number % 100) << 16);
    let high = ((twos * 103) >> 10) & 0x000f_000f;
    high | ((twos - 10 * high) << 8)
}

#[inline]
fn put_word(window: &mut [u8; WINDOW], from: usize, word: u64) {
    if let Some(room) = window.get_mut(from..).and_then(<[u8]>::first_chunk_mut) {
        *room = word.to_le_bytes();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::{String, ToString};

    #[test]
    fn an_integer_is_what_display_says() {
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
        }
    }

    #[test]
    fn a_short_text_stands_between_quotes_or_is_left() {
        for length in 0..40 {
            let clean = "x".repeat(length);
            let mut window = [0; WINDOW];
            let end = put_short_text::<false>(&mut window, 24, clean.as_bytes());
            assert_eq!(end, (length <= 32).then_some(24 + length + 2), "{length}");
            if let Some(end) = end {
                assert_eq!(&window[24..end], alloc::format!("\"{clean}\"").as_bytes());
            }
            for place in 0..length {
                for hostile in ["\"", "\\", "\n", "\0", "\u{1f}"] {
                    let mut text = String::from(&clean);
                    text.replace_range(place..=place, hostile);
                    assert_eq!(
                        put_short_text::<false>(&mut window, 24, text.as_bytes()),
                        None
                    );
                }
            }
        }
    }
}
