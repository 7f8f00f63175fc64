//! Without definition files: no field has a kind that only they have.

use super::super::Remarks;
use crate::schema_node::Node;
use crate::type_info::TypeInfo;
use voucher_definition::Field;

/// Writes nothing.
#[inline]
pub(super) fn of_file(_: &mut Node, _: &'static Field, _: TypeInfo) -> Remarks {
    Remarks::default()
}
