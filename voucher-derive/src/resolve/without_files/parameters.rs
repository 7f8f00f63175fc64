//! Without definition files: no request has parameters.

// The signatures are those of the module that this one replaces.
#![allow(clippy::unnecessary_wraps, clippy::unused_self)] // see above

use super::model::Mapping;
use voucher_definition as definition;

impl Mapping<'_> {
    pub(super) fn parameters(&self) -> Vec<&'static definition::Field> {
        Vec::new()
    }

    pub(super) fn find_parameter(
        &self,
        _: &dyn Fn(&definition::Field) -> bool,
    ) -> Option<&'static definition::Field> {
        None
    }

    pub(crate) fn find_marked(&self, _: &str) -> Option<&'static definition::Field> {
        None
    }

    pub(super) fn parameter_position(&self, _: &definition::Field) -> Option<[usize; 3]> {
        None
    }

    pub(crate) fn parameter_name(&self, _: &definition::Field) -> Option<String> {
        None
    }

    pub(crate) fn is_parameter(&self, _: &definition::Field) -> bool {
        false
    }

    pub(crate) fn is_path_parameter(&self, _: &definition::Field) -> bool {
        false
    }

    pub(super) fn parameter_message(&self, _: &str) -> Option<String> {
        None
    }
}
