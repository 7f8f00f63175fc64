//! Violations as JSON, for logs and answers of the user's own API.

use super::violation::{Violation, Violations};
use super::violation_kind::Rule;
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// Serializes as an object: `{"pointer":"/voucher/currency","field":"Promo.currency","rule":"currency","message":"…"}`. The
/// rule is its [`code`](Rule::code). `field` and `nearest` are omitted if they are `None`.
impl Serialize for Violation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (field, nearest) = (self.field(), self.nearest());
        let length = 3 + usize::from(field.is_some()) + usize::from(nearest.is_some());
        let mut object = serializer.serialize_struct("Violation", length)?;
        object.serialize_field("pointer", self.pointer())?;
        match field {
            Some(field) => object.serialize_field("field", field)?,
            None => object.skip_field("field")?,
        }
        object.serialize_field("rule", &self.rule())?;
        object.serialize_field("message", self.message())?;
        match nearest {
            Some(nearest) => object.serialize_field("nearest", nearest)?,
            None => object.skip_field("nearest")?,
        }
        object.end()
    }
}

/// Serializes as an array, in the order of the definition.
impl Serialize for Violations {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// Serializes as its [`code`](Rule::code).
impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
