//! The pattern of `eventType`: `^[a-zA-Z0-9][a-zA-Z0-9-_]*$`.
//!
//! Hot path: sixteen bytes are compared at once. See `benches/README.md`.

use super::Pattern;
use core::hint::black_box;

const BLOCK: usize = 16;

impl Pattern {
    /// Returns whether the string has fewer than sixteen bytes and is an event type. If it returns `false`, the caller has
    /// to use [`matches`](Self::matches). Hot path: it calls no function that would have to save registers.
    #[inline]
    #[must_use]
    pub fn is_short_event_type(text: &str) -> bool {
        let text = text.as_bytes();
        match text.first() {
            Some(first) if text.len() < BLOCK && !is_mark(*first) => {
                // Without `black_box` the block is put together in registers, and the compiler compares byte by byte.
                let block = black_box(short_block(text));
                block.iter().fold(true, |all, byte| all & is_allowed(*byte))
            }
            _ => false,
        }
    }
}

/// Returns whether the string is an event type.
#[inline]
pub(super) const fn matches(text: &[u8]) -> bool {
    match text {
        [first, ..] => !is_mark(*first) && are_allowed(text),
        [] => false,
    }
}

/// Returns whether an event type can have this byte at this offset.
pub(super) const fn is_allowed_at(at: usize, byte: u8) -> bool {
    is_allowed(byte) && (at > 0 || !is_mark(byte))
}

/// Returns whether a byte is a letter, a digit, `-` or `_`.
#[inline]
const fn is_allowed(byte: u8) -> bool {
    // `|` and not `||`: without branches, the compiler compares sixteen bytes at once.
    byte.is_ascii_alphabetic() | byte.is_ascii_digit() | is_mark(byte)
}

/// Returns whether a byte is allowed in an event type, but not as its first one.
#[inline]
const fn is_mark(byte: u8) -> bool {
    matches!(byte, b'-' | b'_')
}

/// Returns whether every byte is a letter, a digit, `-` or `_`.
#[inline]
const fn are_allowed(text: &[u8]) -> bool {
    let Some(last) = text.last_chunk() else {
        return is_block_allowed(&short_block(text));
    };
    // The last block overlaps the one before.
    let mut is_matching = is_block_allowed(last);
    let mut rest = text;
    while let Some((block, after)) = rest.split_first_chunk() {
        is_matching &= is_block_allowed(block);
        rest = after;
    }
    is_matching
}

/// Fills a block with the bytes of a string that is shorter than a block, by repeating some of them.
#[inline]
const fn short_block(text: &[u8]) -> [u8; BLOCK] {
    let (front, back) = if let (Some(front), Some(back)) = (text.first_chunk(), text.last_chunk()) {
        (u64::from_le_bytes(*front), u64::from_le_bytes(*back))
    } else {
        let (front, back) = shorter_halves(text);
        (front as u64 * TWICE, back as u64 * TWICE)
    };
    (front as u128 | (back as u128) << 64).to_le_bytes()
}

/// As [`short_block`], of a string that is shorter than half a block: a quarter of the block for each end.
#[inline]
const fn shorter_halves(text: &[u8]) -> (u32, u32) {
    if let (Some(front), Some(back)) = (text.first_chunk(), text.last_chunk()) {
        return (u32::from_le_bytes(*front), u32::from_le_bytes(*back));
    }
    let all = u32::from_le_bytes(match *text {
        [first, second, third] => [first, second, third, third],
        [first, second] => [first, second, second, second],
        [first] => [first; 4],
        _ => [b'a'; 4],
    });
    (all, all)
}

/// A factor that repeats the lower half of a `u64` in its upper half.
const TWICE: u64 = 1 << 32 | 1;

/// Returns whether every byte of a block is allowed. The compiler vectorizes this loop.
#[inline]
const fn is_block_allowed(block: &[u8; BLOCK]) -> bool {
    let mut is_matching = true;
    let mut at = 0;
    while at < BLOCK {
        is_matching &= is_allowed(block[at]);
        at += 1;
    }
    is_matching
}
