//! Types that are written as ones that fit: `String`, `Option<i64>`.
//!
//! Only the compiler knows whether the name means the standard library's type, so each is asked like any other. But nearly
//! every answer is the same: one question serves for all of them, where an item of its own for each would take the compiler
//! three times as long.

use super::way::Way;
use syn::{GenericArgument, PathArguments, PathSegment, Type};

/// How such a type is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    /// As one with a value always.
    Value,
    Option,
}

impl Expected {
    /// `None` where the type is written in any other way.
    pub(super) fn of(ty: &Type, way: &Way<'_>) -> Option<Self> {
        match within_option(ty) {
            Some(within) => is_named_for(way, within).then_some(Self::Option),
            None => is_named_for(way, ty).then_some(Self::Value),
        }
    }
}

fn is_named_for(way: &Way<'_>, ty: &Type) -> bool {
    let Some(last) = lone(ty).filter(|last| last.arguments.is_none()) else {
        return false;
    };
    let name = last.ident.to_string();
    let kinds: &[&str] = match &*name {
        "String" => &["Text", "Identifier", "Currency", "Unlisted", "Enum"],
        "i64" | "u64" | "i32" | "u32" | "i16" | "u16" | "i8" | "u8" => {
            &["Identifier", "Integer", "Number", "Amount", "Unix"]
        }
        "f64" => &["Number"],
        "bool" => &["Bool"],
        _ => &[],
    };
    way.is_any_of(kinds)
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
