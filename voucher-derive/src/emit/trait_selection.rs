//! Selects the field trait of a user's type if its kind accepts several. If a type implements two of them, rustc cannot
//! infer which one to use.

use super::kind_trait::KindTrait;
use super::names::position;
use super::paths::{CheckState, KindPath, check_name};
use super::type_name::{concrete_tokens, is_concrete_type, wrapper_arguments};
use crate::code_buffer::Code;
use crate::resolve::{MappedField, Mapping};
use crate::template::{Name, emit};
use proc_macro2::Span;
use quote::ToTokens;
use syn::{GenericArgument, Type};

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

/// Returns the type that selects among the field traits of a kind, and the constants that tell which of them a type
/// implements.
fn selector_of(kind: &str) -> Option<(&'static str, &'static [&'static str])> {
    match kind {
        "Text" => Some(("TextTraits", &["__TEXT", "__DISPLAY"])),
        "Identifier" => Some(("IdentifierTraits", &["__TEXT", "__DISPLAY", "__INTEGER"])),
        "Enum" => Some(("EnumTraits", &["__ENUM", "__TEXT"])),
        "Currency" | "Unlisted" => Some(("CurrencyTraits", &["__CURRENCY", "__TEXT"])),
        _ => None,
    }
}

/// Writes a type alias for each field whose field trait must be selected.
///
/// ```text
/// // Output:
/// use __core::NotImplemented as __NotImplemented;
/// type __Check0 = <__core::IdentifierTraits<
///     { __core::FieldTraits::<OrderId>::__TEXT },
///     { __core::FieldTraits::<OrderId>::__DISPLAY },
///     { __core::FieldTraits::<OrderId>::__INTEGER },
/// > as __core::Implemented>::Check;
/// ```
pub(super) fn emit_selections(mapping: &Mapping<'_>, code: &mut Code) {
    let fields = mapping.fields.iter();
    let selected = fields.filter_map(|field| {
        let kind_trait =
            KindTrait::of(mapping, field).filter(|_| is_concrete_type(mapping, field))?;
        let ty = concrete_tokens(mapping, &user_type(field, &kind_trait)?.to_token_stream());
        Some((field, ty, selector_of(kind_trait.name())?))
    });
    for (count, (field, ty, (list, names))) in selected.enumerate() {
        let (alias, list) = (Name(check_name(position(mapping, field))), Name(list));
        let names = names.iter().map(Name);
        emit!(code =>
            #if (count == 0) { use __core::NotImplemented as __NotImplemented; }
            type #alias = <
                __core::#list<#for (name in names) { { __core::FieldTraits::<#ty>::#name }, }>
                as __core::Implemented
            >::Check;
        );
    }
}

/// Returns the user's type in the type of a field whose kind accepts several field traits: `OrderId` of
/// `Option<&OrderId>`.
fn user_type<'m>(field: &'m MappedField<'_>, kind_trait: &KindTrait<'_>) -> Option<&'m Type> {
    selector_of(kind_trait.name()).filter(|_| field.input.keys.with.is_none())?;
    wrapped_type(field.input.ty)
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
            if let Some(list) = wrapper_arguments(last) {
                return list.args.iter().find_map(|argument| match argument {
                    GenericArgument::Type(ty) => wrapped_type(ty),
                    _ => None,
                });
            }
            let is_supported = SUPPORTED.iter().any(|name| last.ident == name);
            (!is_supported).then_some(ty)
        }
        _ => None,
    }
}

/// Returns the path of the trait of a field's kind. Assertions and the impl use the same one.
pub(super) fn kind_path(
    mapping: &Mapping<'_>,
    field: &MappedField<'_>,
    kind_trait: &KindTrait<'_>,
    span: Span,
) -> KindPath {
    if !is_concrete_type(mapping, field) {
        return kind_trait.unchecked_path(span);
    }
    let mut kind = kind_trait.checked_path(span);
    if user_type(field, kind_trait).is_some() {
        kind.check = CheckState::Selected(position(mapping, field));
    }
    kind
}
