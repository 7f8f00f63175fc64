//! Arrays whose elements must all be different.

use super::{Encoder, is_in_url};
use crate::encode::canonical::canonical;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use voucher_definition::{Array, ViolationKind};

/// The elements of an array so far: the index of each by its canonical form.
#[derive(Debug, Default)]
pub(crate) struct UniqueElements(BTreeMap<Vec<u8>, usize>);

impl Encoder<'_> {
    /// Returns the position of the first element. Elements that must be different are also written in validate-only mode,
    /// because what they are sent as is compared.
    #[must_use]
    pub(crate) fn start_elements(&mut self, opened: usize, array: &Array) -> usize {
        if array.unique {
            self.start_written(opened)
        } else {
            opened
        }
    }

    /// Reports the element that was written from `start` to `end`, if one before it is equal. Nothing is known about an
    /// element with a violation, since `since`.
    #[cold]
    pub(crate) fn check_unique(
        &mut self,
        elements: &mut UniqueElements,
        array: &Array,
        (start, end): (usize, usize),
        since: usize,
        index: usize,
    ) {
        if !self.has_no_violations_since(since) {
            return;
        }
        let element = if is_in_url(start) {
            // A scalar, which has no other form.
            self.last_url_value().map(|value| value.as_bytes().to_vec())
        } else {
            let written = self.out.get(start..end);
            written.filter(|it| !it.is_empty()).map(canonical)
        };
        let Some(element) = element else {
            return;
        };
        let first = *elements.0.entry(element).or_insert(index);
        if first != index {
            self.reject(end, array.element, &ViolationKind::Duplicate { first });
        }
    }
}
