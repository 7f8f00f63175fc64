//! Which types implement field traits of their own, so that one of them must be selected.

use super::concrete::wrapper_argument;
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
    wrapped_type(field.ty)
}

/// Returns the type inside all wrappers, if it is neither a tuple nor a type of the standard library or of
/// `voucher_core`.
fn wrapped_type(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Reference(reference) => wrapped_type(&reference.elem),
        Type::Slice(slice) => wrapped_type(&slice.elem),
        Type::Array(array) => wrapped_type(&array.elem),
        Type::Group(group) => wrapped_type(&group.elem),
        Type::Paren(paren) => wrapped_type(&paren.elem),
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            if let Some(ty) = wrapper_argument(last) {
                return wrapped_type(ty);
            }
            let is_supported = SUPPORTED.iter().any(|name| last.ident == name);
            (!is_supported).then_some(ty)
        }
        _ => None,
    }
}
