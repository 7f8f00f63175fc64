//! The schema of one value: the rules of its field definition, narrowed by what its type can hold.

#[cfg_attr(not(feature = "definition-file"), path = "without_files/of_file.rs")]
mod of_file;

use super::Remarks;
use crate::kind::{amount, bool, currency, enumeration, identifier, integer, text, time};
use crate::schema_node::Node;
use crate::type_info::TypeInfo;
#[cfg(feature = "definition-file")]
pub(super) use of_file::itself;
use of_file::of_file;
use voucher_definition::{Field, Kind};

/// Writes the schema of a value.
#[inline]
pub(super) fn value(
    node: &mut Node,
    field: &'static Field,
    type_info: TypeInfo,
    is_unlisted: bool,
) -> Remarks {
    match field.kind {
        Kind::Text => text::schema(node, field),
        Kind::Identifier => identifier::schema(node, field, type_info),
        Kind::Integer => integer::schema(node, field, type_info),
        Kind::Amount => amount::schema(node, field, type_info),
        Kind::Currency => currency::schema(node, is_unlisted),
        Kind::Time => time::schema(node, field),
        Kind::Enum => enumeration::schema(node, field, type_info),
        Kind::Bool => bool::schema(node, field),
        // Nothing is known about its members.
        Kind::Custom => node.string("type", "object"),
        Kind::Number
        | Kind::DateTime
        | Kind::Date
        | Kind::Uuid
        | Kind::Any
        | Kind::Object(_)
        | Kind::Array(_)
        | Kind::Map(_)
        | Kind::OneOf(_)
        | Kind::Ancestor(_) => return of_file(node, field, type_info),
    }
    Remarks::default()
}
