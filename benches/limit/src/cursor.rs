//! A pointer into reserved memory.

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{
    __m128i, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128,
    _mm_set_epi64x, _mm_set1_epi8, _mm_storeu_si128,
};

/// The number of bytes processed in one step.
pub(crate) const STEP: usize = 16;

/// The position of the next byte. The caller of each method must have reserved enough memory.
pub(crate) struct Cursor {
    at: *mut u8,
}

impl Cursor {
    /// Reserves `room` bytes after the output, calls `write`, and extends the output by what was written.
    ///
    /// # Safety
    /// `write` must write at most `room` bytes, without gaps.
    #[inline]
    pub(crate) unsafe fn write<R>(
        out: &mut Vec<u8>,
        room: usize,
        write: impl FnOnce(&mut Self) -> R,
    ) -> R {
        out.reserve(room);
        let start = out.spare_capacity_mut().as_mut_ptr().cast::<u8>();
        let mut cursor = Self { at: start };
        let result = write(&mut cursor);
        // SAFETY: both pointers are in the output's memory, and the caller wrote all bytes between them.
        unsafe {
            let written = cursor.at.offset_from_unsigned(start);
            out.set_len(out.len() + written);
        }
        result
    }

    #[inline]
    pub(crate) unsafe fn literal<const N: usize>(&mut self, string: &[u8; N]) {
        // SAFETY: guaranteed by the caller.
        unsafe {
            self.at.cast::<[u8; N]>().write_unaligned(*string);
            self.at = self.at.add(N);
        }
    }

    /// Writes a string between existing quotes.
    #[inline]
    pub(crate) unsafe fn string(&mut self, string: &str) {
        let start = self.at;
        // SAFETY: guaranteed by the caller; a string that needs escapes is overwritten.
        unsafe {
            if !self.clean_text(string) {
                self.at = start;
                self.escaped_text(string);
            }
        }
    }

    /// Copies a string unchanged, and returns whether it needs no escapes. The last step may write past its end.
    #[inline]
    pub(crate) unsafe fn clean_text(&mut self, string: &str) -> bool {
        let (from, to, length) = (string.as_ptr(), self.at, string.len());
        // SAFETY: each step reads within the string, and the caller reserved the memory.
        unsafe {
            self.at = to.add(length);
            if length >= STEP {
                let mut mask = 0;
                let mut done = 0;
                while done + STEP <= length {
                    mask |= step(from.add(done), to.add(done));
                    done += STEP;
                }
                mask |= step(from.add(length - STEP), to.add(length - STEP));
                return mask == 0;
            }
            let (low, high) = if length >= 8 {
                let low = from.cast::<u64>().read_unaligned();
                let high = from.add(length - 8).cast::<u64>().read_unaligned();
                to.cast::<u64>().write_unaligned(low);
                to.add(length - 8).cast::<u64>().write_unaligned(high);
                (low, high)
            } else if length >= 4 {
                let low = from.cast::<u32>().read_unaligned();
                let high = from.add(length - 4).cast::<u32>().read_unaligned();
                to.cast::<u32>().write_unaligned(low);
                to.add(length - 4).cast::<u32>().write_unaligned(high);
                let both = u64::from(low) | (u64::from(high) << 32);
                (both, both)
            } else if length > 0 {
                let bytes = [*from, *from.add(length / 2), *from.add(length - 1)];
                *to = bytes[0];
                *to.add(length / 2) = bytes[1];
                *to.add(length - 1) = bytes[2];
                let three = u64::from_le_bytes([
                    bytes[0], bytes[1], bytes[2], b' ', b' ', b' ', b' ', b' ',
                ]);
                (three, three)
            } else {
                return true;
            };
            is_clean(low, high)
        }
    }

    #[cold]
    unsafe fn escaped_text(&mut self, string: &str) {
        for byte in string.bytes() {
            // SAFETY: guaranteed by the caller.
            unsafe {
                match byte {
                    b'"' | b'\\' => self.literal(&[b'\\', byte]),
                    0..0x20 => {
                        let low = b"0123456789abcdef"[usize::from(byte & 15)];
                        self.literal(&[b'\\', b'u', b'0', b'0', b'0' + (byte >> 4), low]);
                    }
                    _ => self.literal(&[byte]),
                }
            }
        }
    }

    #[inline]
    pub(crate) unsafe fn integer(&mut self, integer: i64) {
        const EIGHT: u64 = 100_000_000;
        // SAFETY: guaranteed by the caller.
        unsafe {
            if integer < 0 {
                self.literal(b"-");
            }
            let rest = integer.unsigned_abs();
            if rest < EIGHT {
                self.leading_digits(rest);
            } else if rest < EIGHT * EIGHT {
                self.leading_digits(rest / EIGHT);
                self.literal(&digits(rest % EIGHT).to_le_bytes());
            } else {
                self.leading_digits(rest / EIGHT / EIGHT);
                self.literal(&digits(rest / EIGHT % EIGHT).to_le_bytes());
                self.literal(&digits(rest % EIGHT).to_le_bytes());
            }
        }
    }

    /// Writes at most eight digits, without leading zeros.
    #[inline]
    unsafe fn leading_digits(&mut self, number: u64) {
        let digits = digits(number);
        // The last digit is written even if it is zero.
        let zeros = (((digits & 0x0f0f_0f0f_0f0f_0f0f) | (1 << 56)).trailing_zeros() / 8) as usize;
        // SAFETY: guaranteed by the caller; eight bytes are written, and only the digits are kept.
        unsafe {
            self.at.cast::<u64>().write_unaligned(digits >> (8 * zeros));
            self.at = self.at.add(8 - zeros);
        }
    }
}

/// Returns eight decimal digits, the first in the lowest byte. Splits into halves, pairs and single digits, all lanes at once.
#[inline]
fn digits(number: u64) -> u64 {
    let halves = (number / 10_000) | ((number % 10_000) << 32);
    // x / 100 for x below 10,000, as a multiplication.
    let hundreds = ((halves * 10_486) >> 20) & 0x0000_007f_0000_007f;
    let pairs = hundreds | ((halves - hundreds * 100) << 16);
    // x / 10 for x below 100.
    let tens = ((pairs * 103) >> 10) & 0x000f_000f_000f_000f;
    (tens | ((pairs - tens * 10) << 8)) | 0x3030_3030_3030_3030
}

/// Copies sixteen bytes, and returns a bit for each one that needs an escape.
#[cfg(target_arch = "x86_64")]
#[inline]
unsafe fn step(from: *const u8, to: *mut u8) -> i32 {
    // SAFETY: guaranteed by the caller.
    unsafe {
        let bytes = _mm_loadu_si128(from.cast());
        _mm_storeu_si128(to.cast(), bytes);
        hostile(bytes)
    }
}

#[cfg(target_arch = "x86_64")]
#[inline]
fn is_clean(low: u64, high: u64) -> bool {
    // SAFETY: every x86-64 processor has SSE2.
    hostile(unsafe { _mm_set_epi64x(high.cast_signed(), low.cast_signed()) }) == 0
}

#[cfg(target_arch = "x86_64")]
#[inline]
fn hostile(bytes: __m128i) -> i32 {
    const QUOTE: i8 = b'"'.cast_signed();
    const SLASH: i8 = b'\\'.cast_signed();
    // SAFETY: every x86-64 processor has SSE2.
    unsafe {
        let quotes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(QUOTE));
        let slashes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(SLASH));
        let controls = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1f)), bytes);
        _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, slashes), controls))
    }
}

/// On other processors, the compiler vectorizes.
#[cfg(not(target_arch = "x86_64"))]
#[inline]
unsafe fn step(from: *const u8, to: *mut u8) -> i32 {
    // SAFETY: guaranteed by the caller.
    let bytes: [u8; STEP] = unsafe { from.cast::<[u8; STEP]>().read_unaligned() };
    unsafe { to.cast::<[u8; STEP]>().write_unaligned(bytes) };
    i32::from(
        bytes
            .iter()
            .fold(false, |any, byte| any | is_hostile(*byte)),
    )
}

#[cfg(not(target_arch = "x86_64"))]
#[inline]
fn is_clean(low: u64, high: u64) -> bool {
    let bytes = low.to_le_bytes().into_iter().chain(high.to_le_bytes());
    !bytes.fold(false, |any, byte| any | is_hostile(byte))
}

#[cfg(not(target_arch = "x86_64"))]
#[inline]
fn is_hostile(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}
