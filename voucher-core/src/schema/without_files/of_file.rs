//! Without definition files: no field has a kind that only they have.

use crate::schema_node::Node;
use crate::type_info::TypeInfo;
use alloc::string::String;
use alloc::vec::Vec;
use voucher_definition::Field;

/// Returns the rules that JSON Schema cannot express.
#[inline]
pub(super) fn of_file(_: &mut Node, _: &'static Field, _: TypeInfo) -> Vec<String> {
    Vec::new()
}
