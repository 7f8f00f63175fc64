//! An event for any serializer.

use super::RavelinEvent;
use crate::encode::JsonValue;
use alloc::vec::Vec;
use serde::ser::{Error, Serialize, Serializer};

/// An event as a value that any serde serializer takes: validated, then the same body in the same order.
///
/// Within `custom`, a number arrives as an integer of 64 bits or else as the nearest float, and a value that nests deeper
/// than 128 times is an error.
#[derive(Debug)]
pub struct Wire<'e, E: ?Sized>(&'e E);

impl<'e, E: ?Sized> Wire<'e, E> {
    pub(crate) fn new(event: &'e E) -> Self {
        Self(event)
    }
}

impl<E: RavelinEvent + ?Sized> Serialize for Wire<'_, E> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut body = Vec::new();
        self.0.encode(&mut body).map_err(S::Error::custom)?;
        let tree: JsonValue = serde_json::from_slice(&body).map_err(S::Error::custom)?;
        tree.serialize(to)
    }
}
