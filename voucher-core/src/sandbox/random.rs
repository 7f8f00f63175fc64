//! Marsaglia's xorshift: the same seed, the same numbers.

#[derive(Clone)]
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        // The generator stands still at 0.
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// From 0 up to, not including, 1.
    fn fraction(&mut self) -> f64 {
        let upper = u32::try_from(self.next() >> 32).unwrap_or_default();
        f64::from(upper) / (f64::from(u32::MAX) + 1.0)
    }

    /// Whether something happens that happens at this rate: never at 0, always at 1.
    pub(super) fn happens(&mut self, rate: f64) -> bool {
        self.fraction() < rate
    }

    /// One of a list; `None` of an empty one.
    pub(super) fn choose<T: Copy>(&mut self, list: &[T]) -> Option<T> {
        let count = u64::try_from(list.len()).ok().filter(|count| *count > 0)?;
        let at = usize::try_from((self.next() >> 32) % count).ok()?;
        list.get(at).copied()
    }
}
