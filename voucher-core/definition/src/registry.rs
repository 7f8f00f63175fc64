//! Looks definitions and their rows up among those that ship.

use crate::model::{Definition, Field, Kind};
use crate::{shipped, table};

impl Definition {
    /// The definition that ships under this name: a table of the toolkit's own, or by feature `json` a file of
    /// [`SHIPPED`](crate::SHIPPED), which is read once.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        let mut tables = table::DEFINITIONS.into_iter();
        let table = tables.find(|definition| definition.name == name);
        table.or_else(|| shipped::find(name))
    }

    /// The definition of the request that goes to this path: `/v2/supplier/42/labels`. As with [`find`](Self::find), the
    /// files count by feature `json`.
    #[must_use]
    pub fn at(path: &str) -> Option<&'static Self> {
        let mut tables = table::DEFINITIONS.into_iter();
        let table = tables.find(|definition| definition.is_at(path));
        table.or_else(|| shipped::at(path))
    }

    /// The place of a row: that of the definition among those that ship, and its own among the [`fields`](Self::fields).
    #[must_use]
    pub fn position_of(&self, row: &Field) -> (usize, usize) {
        let mut definitions = table::DEFINITIONS.iter();
        let definition = definitions.position(|other| other.name == self.name);
        let mut rows = self.fields();
        let row = rows.position(|other| other.parent == row.parent && other.name == row.name);
        (definition.unwrap_or_default(), row.unwrap_or_default())
    }

    /// The definition and the row at a place; a place of none is the first.
    #[must_use]
    pub const fn field_at(definition: usize, row: usize) -> (&'static Self, &'static Field) {
        let definition = table::DEFINITIONS[definition % table::DEFINITIONS.len()];
        let is_entity = definition.entity().is_some();
        let (rows, mut rest, mut at) = (definition.body.fields, row, 0);
        while at < rows.len() {
            let within: &[&Field] = match rows[at].kind {
                Kind::Object(object) if is_entity => object.fields,
                _ => &[rows[at]],
            };
            if rest < within.len() {
                return (definition, within[rest]);
            }
            rest -= within.len();
            at += 1;
        }
        (definition, rows[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_at_its_place() {
        for definition in table::DEFINITIONS {
            for row in definition.fields() {
                let (at, place) = definition.position_of(row);
                let found = Definition::field_at(at, place);
                assert_eq!(found, (definition, row));
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
