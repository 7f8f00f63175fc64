//! Without definition files: no definition contains itself.

/// The types that a schema refers to. The list is always empty.
#[derive(Default)]
pub(super) struct References;

impl References {
    #[inline]
    pub(super) fn extend(&mut self, other: Self) {
        *self = other;
    }
}
