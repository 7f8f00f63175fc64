//! Types that are written as ones that fit: `String`, `Option<i64>`.
//!
//! Only the compiler knows whether the name means the standard library's type, so each is asked like any other. But nearly
//! every answer is the same: one question serves for all of them, where an item of its own for each would take the compiler
//! three times as long.

use super::kind_trait::KindTrait;
use syn::{GenericArgument, PathArguments, PathSegment, Type};

/// Whether such a type is an `Option`; `None` where it is written in any other way.
pub(super) fn is_option(ty: &Type, kind_trait: &KindTrait<'_>) -> Option<bool> {
    let within = within_option(ty);
    let last = lone(within.unwrap_or(ty)).filter(|last| last.arguments.is_none())?;
    let kinds: &[&str] = match &*last.ident.to_string() {
        "String" => &["Text", "Identifier", "Currency", "Unlisted", "Enum"],
        "i64" | "u64" | "i32" | "u32" | "i16" | "u16" | "i8" | "u8" => {
            &["Identifier", "Integer", "Number", "Amount", "Unix"]
        }
        "f64" => &["Number"],
        "bool" => &["Bool"],
        _ => &[],
    };
    kind_trait.is_any_of(kinds).then_some(within.is_some())
}

/// `i64` of `Option<i64>`
fn within_option(ty: &Type) -> Option<&Type> {
    let option = lone(ty).filter(|part| part.ident == "Option")?;
    let PathArguments::AngleBracketed(list) = &option.arguments else {
        return None;
    };
    let mut arguments = list.args.iter();
    match (arguments.next(), arguments.next()) {
        (Some(GenericArgument::Type(within)), None) => Some(within),
        _ => None,
    }
}

/// The only word of a path.
fn lone(ty: &Type) -> Option<&PathSegment> {
    let Type::Path(path) = ty else {
        return None;
    };
    let is_lone = path.qself.is_none() && path.path.leading_colon.is_none();
    let mut segments = path.path.segments.iter();
    match (segments.next(), segments.next()) {
        (Some(last), None) if is_lone => Some(last),
        _ => None,
    }
}
