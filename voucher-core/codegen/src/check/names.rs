//! The names of an object's members, to find duplicates.

use foldhash::fast::FixedState;
use std::collections::HashSet;
use std::hash::BuildHasher;

/// The number of names that are compared one by one.
const FEW: usize = 24;

/// Hashes of the names of all objects around the current member. Two different names can have the same hash, but only the
/// exact pass reports a duplicate.
pub(super) struct Names {
    state: FixedState,
    hashes: Vec<u64>,
}

/// The names of one object.
pub(super) struct Start {
    at: usize,
    many: Option<HashSet<u64, FixedState>>,
}

impl Names {
    pub(super) fn new() -> Self {
        Self {
            state: FixedState::default(),
            hashes: Vec::new(),
        }
    }

    /// Removes all names.
    pub(super) fn clear(&mut self) {
        self.hashes.clear();
    }

    /// Begins an object.
    pub(super) fn start(&self) -> Start {
        Start {
            at: self.hashes.len(),
            many: None,
        }
    }

    /// Adds a name to the object. Returns whether it is certainly a new one.
    #[inline]
    pub(super) fn add(&mut self, start: &mut Start, name: &str) -> bool {
        let hash = self.state.hash_one(name);
        if let Some(many) = &mut start.many {
            return many.insert(hash);
        }
        let before = self.hashes.get(start.at..).unwrap_or_default();
        if before.contains(&hash) {
            return false;
        }
        if before.len() == FEW {
            start.many = Some(before.iter().copied().chain([hash]).collect());
            return true;
        }
        self.hashes.push(hash);
        true
    }

    /// Ends the object.
    pub(super) fn end(&mut self, start: &Start) {
        self.hashes.truncate(start.at);
    }
}
