//! An event for any serde serializer.

use super::RavelinEvent;
use crate::encode::JsonValue;
use serde::ser::{Error, Serialize, Serializer};

/// An event as a value for any serde serializer. It is validated first, and has the same body in the same order. A
/// request without a body is serialized as a unit.
///
/// A `Decimal` that is sent as a number, and a number in `custom`, is serialized as a 64-bit integer or otherwise as the nearest
/// float. In `custom`, a value with more than 128 levels of nesting is an error.
#[derive(Debug)]
pub struct Wire<'e, E: ?Sized>(&'e E);

impl<'e, E: ?Sized> Wire<'e, E> {
    pub(crate) fn new(event: &'e E) -> Self {
        Self(event)
    }
}

impl<E: RavelinEvent + ?Sized> Serialize for Wire<'_, E> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let body = self.0.to_json().map_err(S::Error::custom)?;
        if body.is_empty() {
            return to.serialize_unit();
        }
        let body = JsonValue::parse(&body).map_err(S::Error::custom)?;
        body.serialize(to)
    }
}
