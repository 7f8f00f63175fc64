//! Which types implement field traits of their own, so that one of them must be selected.

use super::concrete::{map_arguments, wrapper_argument};
use super::kind::LoweredKind;
use crate::input::InputField;
use syn::Type;

/// Types for which `voucher_core` implements field traits, one for each kind.
const SUPPORTED: [&str; 21] = [
    "str",
    "String",
    "bool",
    "char",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "f32",
    "f64",
    "Currency",
    "VoucherType",
    "VoucherCheckType",
];

/// Returns the user's type in the type of a field whose kind accepts several field traits: `OrderId` of
/// `Option<&OrderId>`.
pub(super) fn selected_type<'m>(
    field: &'m InputField<'_>,
    kind: Option<&LoweredKind<'_>>,
) -> Option<&'m Type> {
    kind?
        .name
        .selector()
        .filter(|_| field.keys.with.is_none())?;
    wrapped_type(field.ty, kind?.map_count())
}

/// Returns the type inside all wrappers and this many maps, if it is neither a tuple nor a type of the standard library or of
/// `voucher_core`.
fn wrapped_type(ty: &Type, map_count: usize) -> Option<&Type> {
    match ty {
        Type::Reference(reference) => wrapped_type(&reference.elem, map_count),
        Type::Slice(slice) => wrapped_type(&slice.elem, map_count),
        Type::Array(array) => wrapped_type(&array.elem, map_count),
        Type::Group(group) => wrapped_type(&group.elem, map_count),
        Type::Paren(paren) => wrapped_type(&paren.elem, map_count),
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            if let Some(ty) = wrapper_argument(last) {
                return wrapped_type(ty, map_count);
            }
            if let Some((_, ty)) = map_arguments(last).filter(|_| map_count > 0) {
                return wrapped_type(ty, map_count - 1);
            }
            let is_supported = SUPPORTED.iter().any(|name| last.ident == name);
            (!is_supported).then_some(ty)
        }
        _ => None,
    }
}
