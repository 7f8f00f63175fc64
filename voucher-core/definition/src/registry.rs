//! Looks up the definitions that ship with the toolkit, and their fields.

use crate::model::Definition;
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
    /// [`find`](Self::find), files need the feature `json`. If there are several, with other methods, it is the first of
    /// [`all_at`](Self::all_at).
    #[must_use]
    pub fn at(path: &str) -> Option<&'static Self> {
        Self::all_at(path).next()
    }

    /// Returns all shipped definitions of the requests that go to a path: `POST /v2/tag/customer` and `DELETE
    /// /v2/tag/customer`.
    pub fn all_at(path: &str) -> impl Iterator<Item = &'static Self> {
        let tables = table::DEFINITIONS.into_iter();
        let tables = tables.filter(move |definition| definition.is_at(path));
        tables.chain(shipped::at(path))
    }
}

#[cfg(test)]
#[cfg(feature = "json")]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_definition_is_found_by_its_name_and_its_path() {
        for name in crate::SHIPPED {
            let definition = Definition::find(name).unwrap();
            let path = definition.path.replace(':', "");
            let mut all = Definition::all_at(&path);
            assert!(all.any(|found| found == definition), "{name}");
        }
    }

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
