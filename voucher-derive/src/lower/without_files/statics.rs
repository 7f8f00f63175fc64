//! Without definition files: all field definitions are in `voucher_core`.

// The signatures are those of the module that this one replaces.
#![allow(clippy::unnecessary_wraps, clippy::unused_self)] // see above

use crate::lower::static_path::StaticPath;
use crate::resolve::Mapping;
use voucher_definition as definition;

/// The module of `voucher_core` with the statics of the definition.
pub(crate) struct Statics<'m>(&'m str);

impl<'m> Statics<'m> {
    pub(super) fn new(mapping: &'m Mapping<'_>) -> Self {
        match &mapping.file {
            None => Self(mapping.definition.rust_path),
            Some(file) => match *file {},
        }
    }

    /// Returns the module.
    pub(crate) fn module(&self) -> Option<&str> {
        Some(self.0)
    }

    /// Returns the path of the static that holds the definition.
    pub(crate) fn definition_path(&self) -> StaticPath {
        StaticPath::core(String::from("DEFINITION"))
    }

    /// Returns the path of the static that holds a field definition.
    pub(crate) fn path_of(&self, field_definition: &definition::Field) -> StaticPath {
        StaticPath::core(field_definition.rust_name.to_uppercase())
    }
}
