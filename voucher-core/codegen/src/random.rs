//! Random numbers from a seed.

/// The generator `SplitMix64`. Not that of a library: those may return other numbers in a new version, but the same seed has
/// to have the same samples.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// Returns a number below `count`; 0 if that is 0.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        let count = count.max(1) as u64;
        usize::try_from(self.next() % count).unwrap_or_default()
    }

    /// Returns a number from `min` to `max`, or `min` if that is not below `max`.
    pub(crate) fn range(&mut self, min: i64, max: i64) -> i64 {
        let width = i128::from(max) - i128::from(min) + 1;
        if width <= 1 {
            return min;
        }
        let offset = i128::from(self.next()) % width;
        i64::try_from(i128::from(min) + offset).unwrap_or(min)
    }

    /// Returns one of the values.
    pub(crate) fn one<'v, T>(&mut self, of: &'v [T]) -> Option<&'v T> {
        of.get(self.below(of.len()))
    }

    pub(crate) fn shuffle<T>(&mut self, values: &mut [T]) {
        for at in (1..values.len()).rev() {
            values.swap(at, self.below(at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    /// The reference values of <https://prng.di.unimi.it/splitmix64.c> for the seed 1234567.
    #[test]
    fn the_numbers_are_those_of_splitmix64() {
        let mut random = Random::new(1_234_567);
        let numbers = [(); 5].map(|()| random.next());
        assert_eq!(
            numbers,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423,
                4_593_380_528_125_082_431,
                16_408_922_859_458_223_821,
            ]
        );
    }

    #[test]
    fn a_number_is_within_its_range() {
        let mut random = Random::new(7);
        for _ in 0..1000 {
            assert!((-2..=3).contains(&random.range(-2, 3)));
            assert!(random.below(3) < 3);
        }
        random.range(i64::MIN, i64::MAX);
        assert_eq!((random.range(5, 5), random.range(5, 4)), (5, 5));
    }
}
