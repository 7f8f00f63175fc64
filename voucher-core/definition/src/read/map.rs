//! Reads a map: an object with any keys, whose values have the same schema.

use super::field::Location;
use super::json::{Json, Member, Node};
use super::owned::{OwnedField, OwnedKind};
use super::schema::{Keywords, Reader};
use crate::model::{JsonType, Kind};
use alloc::boxed::Box;

impl<'t> Reader<'t> {
    /// Reads a map. `values` is `None` if they can have any value.
    pub(super) fn read_map(
        &mut self,
        keywords: &Keywords<'t>,
        values: Option<&'t Node>,
        location: &Location,
    ) -> Option<OwnedKind> {
        self.check_kind(keywords, "map");
        let (min_member, max_member) =
            (keywords.get("minProperties"), keywords.get("maxProperties"));
        let min = min_member.and_then(|it| self.count(it)).unwrap_or(0);
        let max = max_member.and_then(|it| self.count(it)).unwrap_or(u32::MAX);
        if let Some(member) = max_member.filter(|_| max < min) {
            let message = "`maxProperties` is below `minProperties`, so no value is valid";
            self.reject(member, message);
        }
        let key = match keywords.get("propertyNames") {
            Some(names) => self.read_key(names, location),
            None => self.any_key(location),
        };
        let value = match values {
            Some(schema) => self.field(schema, &location.element(schema.at)),
            None => self.any(&location.element(location.at)),
        };
        Some(OwnedKind::Map {
            key: Box::new(key?),
            value: Box::new(value?),
            min,
            max,
        })
    }

    /// Reads `propertyNames`: the schema of a string.
    fn read_key(&mut self, names: &'t Member, location: &Location) -> Option<OwnedField> {
        if matches!(names.node.value, Json::Bool(true)) {
            return self.any_key(location);
        }
        let key = self.field(&names.node, &location.key(names.node.at))?;
        match &key.kind {
            OwnedKind::Scalar(kind) if kind.json_type() == Some(JsonType::String) => Some(key),
            _ => {
                let message = "expected the schema of a string, because keys are strings";
                self.reject(names, message);
                None
            }
        }
    }

    fn any_key(&mut self, location: &Location) -> Option<OwnedField> {
        let key = self.any(&location.key(location.at))?;
        Some(key.of_kind(Kind::Text))
    }

    /// Returns the definition of any value.
    pub(super) fn any(&mut self, location: &Location) -> Option<OwnedField> {
        self.count_field()?;
        self.count_pointer(location)?;
        let keywords = Keywords::default();
        Some(self.read_metadata(&keywords, location).of_kind(Kind::Any))
    }
}
