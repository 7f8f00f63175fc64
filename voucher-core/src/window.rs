//! Short values, written in place at the front of a window of constant length.

use crate::escape::is_clean;

/// What one field may take without asking for room: its key, and a text of [`SHORT`] bytes with its quotes.
pub(crate) const WINDOW: usize = 64;
/// The longest text that is written in place.
const SHORT: usize = 32;
/// A window's key ends at most here; the mask tells the compiler so.
const FROM: usize = WINDOW / 2 - 1;

/// `00` to `99`, two bytes each.
static PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[b'0'; 2]; 100];
    let mut at = 0;
    let mut number = 0_u8;
    while at < 100 {
        pairs[at] = [b'0' + number / 10, b'0' + number % 10];
        at += 1;
        number += 1;
    }
    pairs
};

/// Writes a text with its quotes, if it is short and needs no escape; gives its end.
#[inline]
pub(crate) fn put_short_text(window: &mut [u8; WINDOW], from: usize, text: &[u8]) -> Option<usize> {
    let from = from & FROM;
    let (quote, room) = window[from..].split_first_mut()?;
    *quote = b'"';
    let length = text.len();
    if length > SHORT {
        return None;
    }
    if length >= 16 {
        let (front, back) = (text.first_chunk::<16>()?, text.last_chunk::<16>()?);
        if !is_clean_pair(front) || !is_clean_pair(back) {
            return None;
        }
        *room.first_chunk_mut()? = *front;
        *room.get_mut(length - 16..)?.first_chunk_mut()? = *back;
    } else if length >= 8 {
        let (front, back) = (text.first_chunk::<8>()?, text.last_chunk::<8>()?);
        if !is_clean(u64::from_le_bytes(*front)) || !is_clean(u64::from_le_bytes(*back)) {
            return None;
        }
        *room.first_chunk_mut()? = *front;
        *room.get_mut(length - 8..)?.first_chunk_mut()? = *back;
    } else {
        let mut word = [b' '; 8];
        for (to, byte) in word.iter_mut().zip(text) {
            *to = *byte;
        }
        if !is_clean(u64::from_le_bytes(word)) {
            return None;
        }
        *room.first_chunk_mut()? = word;
    }
    *room.get_mut(length)? = b'"';
    Some(from + length + 2)
}

#[inline]
fn is_clean_pair(bytes: &[u8; 16]) -> bool {
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(low), Some(high)) => {
            is_clean(u64::from_le_bytes(*low)) & is_clean(u64::from_le_bytes(*high))
        }
        _ => false,
    }
}

/// Writes an integer; gives its end.
#[inline]
pub(crate) fn put_integer(window: &mut [u8; WINDOW], from: usize, integer: i64) -> usize {
    let mut from = from & FROM;
    if integer < 0 {
        window[from] = b'-';
        from += 1;
    }
    let mut rest = integer.unsigned_abs();
    let end = from + rest.checked_ilog10().map_or(1, |log| log as usize + 1);
    let mut at = end;
    while rest >= 100 {
        at -= 2;
        put_pair(window, at, rest % 100);
        rest /= 100;
    }
    if rest >= 10 {
        put_pair(window, at - 2, rest);
    } else {
        window[at - 1] = PAIRS[usize::try_from(rest).unwrap_or(0)][1];
    }
    end
}

#[inline]
fn put_pair(window: &mut [u8; WINDOW], at: usize, number: u64) {
    let pair = usize::try_from(number).unwrap_or(0) % 100;
    window[at..at + 2].copy_from_slice(&PAIRS[pair]);
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
        for integer in edges {
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
            let end = put_short_text(&mut window, 24, clean.as_bytes());
            assert_eq!(end, (length <= 32).then_some(24 + length + 2), "{length}");
            if let Some(end) = end {
                assert_eq!(&window[24..end], alloc::format!("\"{clean}\"").as_bytes());
            }
            for place in 0..length {
                for hostile in ["\"", "\\", "\n", "\0", "\u{1f}"] {
                    let mut text = String::from(&clean);
                    text.replace_range(place..=place, hostile);
                    assert_eq!(put_short_text(&mut window, 24, text.as_bytes()), None);
                }
            }
        }
    }
}
