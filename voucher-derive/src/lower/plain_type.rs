//! Plain types: standard types that suit the kind of their field, such as `String` and `Option<i64>`.
//!
//! A local type may have the same name, so generated code checks plain types, too. But one assertion checks all of
//! them, which is much faster to compile than an assertion for each; see `benches/README.md`.

use super::kind::{KindName, LoweredKind};
use syn::{GenericArgument, PathArguments, PathSegment, Type};

/// Returns whether a plain type is an `Option`. Returns `None` for any other type.
pub(super) fn is_option(ty: &Type, kind: &LoweredKind<'_>) -> Option<bool> {
    let inner = option_argument(ty);
    let name = single_segment(inner.unwrap_or(ty)).filter(|name| name.arguments.is_none())?;
    let is_plain = match &*name.ident.to_string() {
        "String" => matches!(
            kind.name,
            KindName::Text
                | KindName::Identifier
                | KindName::Currency
                | KindName::Unlisted
                | KindName::Enum
        ),
        "i64" | "u64" | "i32" | "u32" | "i16" | "u16" | "i8" | "u8" => matches!(
            kind.name,
            KindName::Identifier
                | KindName::Integer
                | KindName::Number
                | KindName::Amount
                | KindName::Unix
        ),
        "f64" => kind.name == KindName::Number,
        "bool" => kind.name == KindName::Bool,
        _ => false,
    };
    (is_plain && kind.containers.is_empty()).then_some(inner.is_some())
}

/// Returns the `i64` of `Option<i64>`.
pub(super) fn option_argument(ty: &Type) -> Option<&Type> {
    let option = single_segment(ty).filter(|part| part.ident == "Option")?;
    let PathArguments::AngleBracketed(list) = &option.arguments else {
        return None;
    };
    let mut arguments = list.args.iter();
    match (arguments.next(), arguments.next()) {
        (Some(GenericArgument::Type(inner)), None) => Some(inner),
        _ => None,
    }
}

/// Returns the segment of a path that has only one.
pub(super) fn single_segment(ty: &Type) -> Option<&PathSegment> {
    let Type::Path(path) = ty else {
        return None;
    };
    let is_relative = path.qself.is_none() && path.path.leading_colon.is_none();
    let mut segments = path.path.segments.iter();
    match (segments.next(), segments.next()) {
        (Some(segment), None) if is_relative => Some(segment),
        _ => None,
    }
}
