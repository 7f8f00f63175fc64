//! Where a string stops matching.

/// Where a string stops matching a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mismatch {
    /// Offset in bytes; the length of the string if it ends too early.
    pub at: usize,
    /// The character at that offset; `None` at the end of the string.
    pub found: Option<char>,
    /// What would have matched; empty if it follows from `state`.
    pub expected: &'static str,
    /// The state of the pattern's table at that offset.
    pub(crate) state: usize,
}
