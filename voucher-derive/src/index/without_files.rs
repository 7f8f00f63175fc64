//! Without definition files: a table has a dozen fields, so lists are enough, which compile faster than maps.

use std::sync::{Mutex, PoisonError};

/// A map whose values are not replaced.
pub(super) struct Map<K, V>(Vec<(K, V)>);

impl<K: Copy + Eq, V: Copy> Map<K, V> {
    pub(super) fn with_capacity(count: usize) -> Self {
        Self(Vec::with_capacity(count))
    }

    /// Returns the value of a key.
    pub(super) fn get(&self, key: K) -> Option<V> {
        let mut entries = self.0.iter();
        entries
            .find(|(other, _)| *other == key)
            .map(|(_, value)| *value)
    }

    /// Adds a key, unless it is in the map.
    pub(super) fn insert_new(&mut self, key: K, value: V) {
        if self.get(key).is_none() {
            self.0.push((key, value));
        }
    }
}

/// Indexes by the address of what they are about, which is never freed.
pub(super) struct Cache<T: 'static>(Mutex<Vec<(usize, &'static T)>>);

impl<T> Cache<T> {
    pub(super) const fn new() -> Self {
        Self(Mutex::new(Vec::new()))
    }

    /// Returns the index of a key. The first call creates it.
    pub(super) fn get<K>(&self, key: &'static K, new: fn(&'static K) -> T) -> &'static T {
        let address = std::ptr::from_ref(key).addr();
        let mut cache = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (other, index) in &*cache {
            if *other == address {
                return index;
            }
        }
        let index: &'static T = Box::leak(Box::new(new(key)));
        cache.push((address, index));
        index
    }
}
