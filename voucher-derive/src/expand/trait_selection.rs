//! Which field traits a user's own type implements, where several serve the kind: with two, the compiler could not infer which
//! one is meant.

use super::kind_trait::KindTrait;
use super::names::position;
use super::paths::{CheckState, KindPath, check_name};
use super::type_name;
use super::type_name::is_concrete_type;
use crate::code_buffer::Code;
use crate::resolve::{MappedField, Mapping};
use proc_macro2::{Delimiter, Span};
use quote::ToTokens;
use syn::{GenericArgument, Type};

/// Types that the toolkit serves itself, each by one trait.
const KNOWN: [&str; 21] = [
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

/// The list of field traits of a kind that several serve, and the constants that say which of them a type implements.
fn traits_of(kind: &str) -> Option<(&'static str, &'static [&'static str])> {
    match kind {
        "Text" => Some(("TextTraits", &["__TEXT", "__DISPLAY"])),
        "Identifier" => Some(("IdentifierTraits", &["__TEXT", "__DISPLAY", "__INTEGER"])),
        "Enum" => Some(("EnumTraits", &["__ENUM", "__TEXT"])),
        "Currency" | "Unlisted" => Some(("CurrencyTraits", &["__CURRENCY", "__TEXT"])),
        _ => None,
    }
}

/// Which field traits each type of the user's implements, by the place of its field.
///
/// ```text
/// use __inner::NotImplemented as __NotImplemented;
/// type __Check0 = <__inner::IdentifierTraits<
///     { __inner::FieldTraits::<OrderId>::__TEXT },
///     { __inner::FieldTraits::<OrderId>::__DISPLAY },
///     { __inner::FieldTraits::<OrderId>::__INTEGER },
/// > as __inner::Implemented>::Check;
/// ```
pub(super) fn push_seen(mapping: &Mapping<'_>, code: &mut Code) {
    let fields = mapping.fields.iter();
    let asked = fields.filter_map(|field| {
        let kind_trait =
            KindTrait::of(mapping, field).filter(|_| is_concrete_type(mapping, field))?;
        let ty =
            type_name::expand_concrete(mapping, &own_type(field, &kind_trait)?.to_token_stream());
        Some((field, ty, traits_of(kind_trait.name())?))
    });
    for (count, (field, ty, (list, names))) in asked.enumerate() {
        if count == 0 {
            code.push("use __inner::NotImplemented as __NotImplemented;");
        }
        let seen = check_name(position(mapping, field));
        code.push(&format!("type {seen} = <__inner::{list}<"));
        for name in names {
            let mut asked = Code::default();
            asked.push("__inner::FieldTraits::<");
            asked.push_tokens(ty.clone());
            asked.push(">::");
            asked.push(name);
            code.push_group(Delimiter::Brace, asked);
            code.push(",");
        }
        code.push("> as __inner::Implemented>::Check;");
    }
}

/// The type of a user's that has to serve a kind for which there are several field traits: `OrderId` of `Option<&OrderId>`.
pub(super) fn own_type<'m>(
    field: &'m MappedField<'_>,
    kind_trait: &KindTrait<'_>,
) -> Option<&'m Type> {
    traits_of(kind_trait.name()).filter(|_| field.input.keys.with.is_none())?;
    innermost(field.input.ty)
}

/// The type within what the field traits pass through, if it has a name that is not the language's own.
fn innermost(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Reference(reference) => innermost(&reference.elem),
        Type::Slice(slice) => innermost(&slice.elem),
        Type::Array(array) => innermost(&array.elem),
        Type::Group(group) => innermost(&group.elem),
        Type::Paren(paren) => innermost(&paren.elem),
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            if let Some(list) = type_name::wrapped(last) {
                return list.args.iter().find_map(|argument| match argument {
                    GenericArgument::Type(ty) => innermost(ty),
                    _ => None,
                });
            }
            let is_known = KNOWN.iter().any(|name| last.ident == name);
            (!is_known).then_some(ty)
        }
        _ => None,
    }
}

/// The trait of a field's kind, as a const and the impl can both name it.
pub(super) fn expand_kind(
    mapping: &Mapping<'_>,
    field: &MappedField<'_>,
    kind_trait: &KindTrait<'_>,
    span: Span,
) -> KindPath {
    if !is_concrete_type(mapping, field) {
        return kind_trait.kind_of_unseen(span);
    }
    let mut kind = kind_trait.kind(span);
    if own_type(field, kind_trait).is_some() {
        kind.check = CheckState::Selected(position(mapping, field));
    }
    kind
}
