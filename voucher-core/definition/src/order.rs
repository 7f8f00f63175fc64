//! Sorting with one function for elements of every type. Each instance of the standard library's function takes longer to
//! compile than all of this module.

use alloc::vec::Vec;
use core::cmp::Ordering;

/// Returns the positions of `count` elements in sorted order. `compare` compares the elements at two positions. Equal elements
/// keep their order.
#[must_use]
pub fn sorted_positions(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut positions: Vec<_> = (0..count).collect();
    positions.sort_unstable_by(|one, other| compare(*one, *other).then(one.cmp(other)));
    positions
}

#[cfg(test)]
mod tests {
    use super::sorted_positions;
    use alloc::vec::Vec;

    #[test]
    fn equal_elements_keep_their_order() {
        let elements: Vec<_> = (0..100).map(|index| index * 7 % 10).collect();
        let order = sorted_positions(100, &|one, other| elements[one].cmp(&elements[other]));
        let mut expected: Vec<_> = (0..100).collect();
        expected.sort_by_key(|position| elements[*position]);
        assert_eq!(order, expected);
    }
}
