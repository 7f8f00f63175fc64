//! Maps for definitions of thousands of fields.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{LazyLock, Mutex, PoisonError};

/// A map whose values are not replaced.
pub(super) struct Map<K, V>(HashMap<K, V>);

impl<K: Copy + Eq + Hash, V: Copy> Map<K, V> {
    pub(super) fn with_capacity(count: usize) -> Self {
        Self(HashMap::with_capacity(count))
    }

    /// Returns the value of a key.
    pub(super) fn get(&self, key: K) -> Option<V> {
        self.0.get(&key).copied()
    }

    /// Adds a key, unless it is in the map.
    pub(super) fn insert_new(&mut self, key: K, value: V) {
        self.0.entry(key).or_insert(value);
    }
}

/// Indexes by the address of what they are about, which is never freed.
pub(super) struct Cache<T: 'static>(LazyLock<Mutex<HashMap<usize, &'static T>>>);

impl<T> Cache<T> {
    pub(super) const fn new() -> Self {
        Self(LazyLock::new(Mutex::default))
    }

    /// Returns the index of a key. The first call creates it.
    pub(super) fn get<K>(&self, key: &'static K, new: fn(&'static K) -> T) -> &'static T {
        let address = std::ptr::from_ref(key).addr();
        let mut cache = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        cache
            .entry(address)
            .or_insert_with(|| Box::leak(Box::new(new(key))))
    }
}
