//! Shows how fast an event can be written with `unsafe`: a reference, not a recommendation.
//!
//! Memory is reserved once for the entire event, and everything is written through a raw pointer. A string is copied and checked for
//! escapes in the same step, sixteen bytes at a time. Eight digits are computed at once by multiplication.

mod cursor;

use cursor::Cursor;
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// An event that was already validated.
#[derive(Clone, Copy, Debug)]
pub struct Event<'e> {
    pub timestamp: i64,
    pub voucher_code: &'e str,
    pub value: i64,
    pub currency: &'e str,
    pub creation_time: i64,
    pub referrer_id: Option<&'e str>,
    pub expiry: Option<i64>,
    pub referral_value: Option<i64>,
    pub voucher_type: Option<&'e str>,
    pub event_type: Option<&'e str>,
}

/// The length of the keys and digits of the longest event, plus what a step of sixteen bytes may write past the end.
const FIXED: usize = 448;

/// Appends the event; `custom` appends the members of the object `custom`, if there is one.
#[inline]
pub fn encode(event: &Event<'_>, out: &mut Vec<u8>, custom: Option<impl FnOnce(&mut Vec<u8>)>) {
    let strings = [
        Some(event.voucher_code),
        Some(event.currency),
        event.referrer_id,
        event.voucher_type,
        event.event_type,
    ];
    let bytes: usize = strings.iter().flatten().map(|string| string.len()).sum();
    // SAFETY: an escape has at most six bytes.
    unsafe {
        Cursor::write(out, FIXED + 6 * bytes, |to| {
            to.literal(b"{\"timestamp\":");
            to.integer(event.timestamp);
            to.literal(b",\"voucher\":{\"voucherCode\":\"");
            to.string(event.voucher_code);
            to.literal(b"\",\"value\":");
            to.integer(event.value);
            to.literal(b",\"currency\":\"");
            to.string(event.currency);
            to.literal(b"\",\"creationTime\":");
            to.integer(event.creation_time);
            if let Some(referrer) = event.referrer_id {
                to.literal(b",\"referrerId\":\"");
                to.string(referrer);
                to.literal(b"\"");
            }
            if let Some(expiry) = event.expiry {
                to.literal(b",\"expiry\":");
                to.integer(expiry);
            }
            if let Some(value) = event.referral_value {
                to.literal(b",\"referralValue\":");
                to.integer(value);
            }
            if let Some(name) = event.voucher_type {
                to.literal(b",\"voucherType\":\"");
                to.string(name);
                to.literal(b"\"");
            }
            if custom.is_none() {
                tail(to, event);
            }
        });
    }
    if let Some(custom) = custom {
        out.extend_from_slice(b",\"custom\":{");
        custom(out);
        out.push(b'}');
        // SAFETY: see above.
        unsafe { Cursor::write(out, FIXED + 6 * bytes, |to| tail(to, event)) };
    }
}

/// # Safety
/// The memory for the event type must be reserved.
#[inline]
unsafe fn tail(to: &mut Cursor, event: &Event<'_>) {
    // SAFETY: guaranteed by the caller.
    unsafe {
        to.literal(b"}");
        if let Some(name) = event.event_type {
            to.literal(b",\"eventType\":\"");
            to.string(name);
            to.literal(b"\"");
        }
        to.literal(b"}");
    }
}

/// Appends a JSON string.
#[inline]
pub fn push_text(out: &mut Vec<u8>, string: &str) {
    let room = string.len() + 2 + cursor::STEP;
    // SAFETY: without an escape, this is the string, its quotes, and what the last step writes past the end. Otherwise nothing is kept.
    let is_written = unsafe {
        Cursor::write(out, room, |to| {
            to.literal(b"\"");
            let is_clean = to.clean_text(string);
            to.literal(b"\"");
            is_clean
        })
    };
    if !is_written {
        out.truncate(out.len() - string.len() - 2);
        // SAFETY: an escape has at most six bytes.
        unsafe {
            Cursor::write(out, 6 * room, |to| {
                to.literal(b"\"");
                to.string(string);
                to.literal(b"\"");
            });
        }
    }
}

/// Appends an integer.
#[inline]
pub fn push_integer(out: &mut Vec<u8>, integer: i64) {
    // SAFETY: no 64-bit integer is longer.
    unsafe { Cursor::write(out, 32, |to| to.integer(integer)) }
}

/// The system's allocator, which counts allocations.
#[derive(Debug, Default)]
pub struct Counting {
    calls: AtomicU64,
    bytes: AtomicU64,
}

impl Counting {
    #[must_use]
    pub const fn new() -> Self {
        Self {
            calls: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
        }
    }

    /// Returns the number of allocations and of allocated bytes.
    #[must_use]
    pub fn so_far(&self) -> (u64, u64) {
        (self.calls.load(Relaxed), self.bytes.load(Relaxed))
    }

    fn count(&self, bytes: usize) {
        self.calls.fetch_add(1, Relaxed);
        self.bytes.fetch_add(bytes as u64, Relaxed);
    }
}

// SAFETY: every call is forwarded to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        self.count(layout.size());
        // SAFETY: guaranteed by the caller.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: guaranteed by the caller.
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        self.count(size);
        // SAFETY: guaranteed by the caller.
        unsafe { System.realloc(memory, layout, size) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_written_as_json_has_it() {
        for length in 0..70 {
            let clean = "x".repeat(length);
            let mut out = Vec::new();
            push_text(&mut out, &clean);
            assert_eq!(out, format!("\"{clean}\"").as_bytes());
            for index in 0..length {
                for (hostile, escaped) in [
                    ("\"", "\\\""),
                    ("\\", "\\\\"),
                    ("\n", "\\u000a"),
                    ("\u{1f}", "\\u001f"),
                ] {
                    let mut string = clean.clone();
                    string.replace_range(index..=index, hostile);
                    out.clear();
                    push_text(&mut out, &string);
                    assert_eq!(
                        out,
                        format!("\"{}\"", string.replace(hostile, escaped)).as_bytes()
                    );
                }
            }
        }
    }

    #[test]
    fn an_integer_is_written_as_display_has_it() {
        let mut integers = vec![0, i64::MIN, i64::MAX];
        for power in (0..19).map(|power| 10_i64.pow(power)) {
            integers.extend([power, -power, power - 1, power / 2 * 7, power / 9 * 8 + 1]);
        }
        for integer in integers {
            let mut out = Vec::new();
            push_integer(&mut out, integer);
            assert_eq!(String::from_utf8_lossy(&out), integer.to_string());
        }
    }
}
