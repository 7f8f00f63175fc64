//! Without definition files: finds the field of a table that an enum maps. Its path is its name.

use super::wanted::{Wanted, find_wanted};
use voucher_definition as definition;

/// A field, and where it is.
pub(crate) struct FieldPlace {
    pub(crate) definition: &'static definition::Field,
    /// Always empty: only definition files have maps.
    pub(crate) maps: Vec<&'static definition::Map>,
    /// Its name in the attribute.
    pub(crate) name: String,
    /// The name of the definition that contains it.
    pub(crate) parent: String,
}

impl FieldPlace {
    /// Returns the field with a name that has what is wanted.
    ///
    /// # Errors
    /// The message about any other name.
    pub(crate) fn find(
        definition: &'static definition::Definition,
        name: &str,
        wanted: Wanted,
    ) -> Result<Self, String> {
        let field_definitions: Vec<_> = definition.fields().collect();
        let found = find_wanted(&field_definitions, name, definition.name, wanted)?;
        Ok(Self {
            definition: found,
            maps: Vec::new(),
            name: String::from(name),
            parent: String::from(definition.name),
        })
    }
}
