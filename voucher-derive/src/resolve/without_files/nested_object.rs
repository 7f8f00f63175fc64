//! Without definition files: no definition has nested objects.

use super::MappedObject;
use crate::attr::Constant;
use crate::report::Errors;
use proc_macro2::Span;
use syn::LitStr;
use voucher_definition as definition;

/// A property with only one value, which only an alternative has.
pub(crate) enum Tag {}

impl Tag {
    pub(crate) fn definition(&self) -> &'static definition::Field {
        match *self {}
    }

    pub(crate) fn constant(&self, _: Span) -> Constant {
        match *self {}
    }

    pub(crate) fn source(&self) -> String {
        match *self {}
    }
}

impl MappedObject {
    /// Reports the key `object`.
    pub(crate) fn resolve(
        _: &'static definition::Definition,
        path: &LitStr,
        errors: &mut Errors,
    ) -> Option<Self> {
        let message = "`object` needs the feature `definition-file` of `voucher-core`; enable it";
        errors.push_at(path.span(), message);
        None
    }
}

/// The body of each table is an object.
pub(crate) fn no_entity_message(_: &'static definition::Definition) -> Option<String> {
    None
}
