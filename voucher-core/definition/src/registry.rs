//! Looks up the definitions that ship with the toolkit, and their fields.

use crate::model::{Definition, Field, Kind};
use crate::{shipped, table};

impl Definition {
    /// Returns the shipped definition with this name: a built-in table, or, with the feature `json`, one of the files in
    /// [`SHIPPED`](crate::SHIPPED). A file is read once.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        let mut tables = table::DEFINITIONS.into_iter();
        let table = tables.find(|definition| definition.name == name);
        table.or_else(|| shipped::find(name))
    }

    /// Returns the shipped definition of the requests that go to a path: `/v2/supplier/42/labels`. As with
    /// [`find`](Self::find), files need the feature `json`.
    #[must_use]
    pub fn at(path: &str) -> Option<&'static Self> {
        let mut tables = table::DEFINITIONS.into_iter();
        let table = tables.find(|definition| definition.is_at(path));
        table.or_else(|| shipped::at(path))
    }

    /// Returns the position of a built-in table, and of a field among its [`fields`](Self::fields).
    #[must_use]
    pub fn position_of(&self, field: &Field) -> (usize, usize) {
        let mut definitions = table::DEFINITIONS.iter();
        let definition = definitions.position(|other| other.name == self.name);
        let mut fields = self.fields();
        let position =
            fields.position(|other| other.parent == field.parent && other.name == field.name);
        (definition.unwrap_or_default(), position.unwrap_or_default())
    }

    /// Returns the built-in table and the field at a position. A position beyond the fields is that of the first field.
    #[must_use]
    pub const fn field_at(table: usize, position: usize) -> (&'static Self, &'static Field) {
        let definition = table::DEFINITIONS[table % table::DEFINITIONS.len()];
        let is_entity = definition.entity().is_some();
        let (fields, mut rest, mut at) = (definition.body.fields, position, 0);
        while at < fields.len() {
            let within: &[&Field] =
                if let (Kind::Object(object), true) = (fields[at].kind, is_entity) {
                    object.fields
                } else {
                    &[fields[at]]
                };
            if rest < within.len() {
                return (definition, within[rest]);
            }
            rest -= within.len();
            at += 1;
        }
        (definition, fields[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_at_its_position() {
        for definition in table::DEFINITIONS {
            for field in definition.fields() {
                let (table, position) = definition.position_of(field);
                let found = Definition::field_at(table, position);
                assert_eq!(found, (definition, field));
            }
        }
    }

    #[cfg(feature = "json")]
    #[test]
    fn every_shipped_definition_is_found_by_its_name_and_its_path() {
        for name in crate::SHIPPED {
            let definition = Definition::find(name).unwrap();
            let path = definition.path.replace(':', "");
            assert_eq!(Definition::at(&path), Some(definition), "{name}");
        }
    }

    #[cfg(feature = "json")]
    #[test]
    fn a_path_parameter_is_any_segment_but_an_empty_one_and_dots() {
        let find = |path| Definition::at(path).map(|definition| definition.name);
        assert_eq!(
            find("/v2/supplier/a%2Fb/labels"),
            Some("supplier/:id/labels")
        );
        for path in [
            "/v2/supplier//labels",
            "/v2/supplier/./labels",
            "/v2/supplier/../labels",
            "/v2/supplier/labels",
            "/v2/supplier/a/b/labels",
            "/v2/supplier/a/labels/",
            "/v3/supplier/a/labels",
            "v2/order",
            "",
        ] {
            assert_eq!(find(path), None, "{path}");
        }
    }
}
