//! A seeded random number generator: Marsaglia's xorshift.

#[derive(Clone)]
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        // A state of 0 would never change.
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Returns a number from 0 to 1, excluding 1.
    fn fraction(&mut self) -> f64 {
        let upper = u32::try_from(self.next() >> 32).unwrap_or_default();
        f64::from(upper) / (f64::from(u32::MAX) + 1.0)
    }

    /// Returns `true` with this probability: never at 0, always at 1.
    pub(super) fn chance(&mut self, rate: f64) -> bool {
        self.fraction() < rate
    }

    /// Returns a random element of a list, or `None` if it is empty.
    pub(super) fn choose<T: Copy>(&mut self, list: &[T]) -> Option<T> {
        let count = u64::try_from(list.len()).ok().filter(|count| *count > 0)?;
        let index = usize::try_from((self.next() >> 32) % count).ok()?;
        list.get(index).copied()
    }
}
