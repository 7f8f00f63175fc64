//! Which of the traits that serve a string or an identifier a user's own type implements: with two, the compiler could not
//! infer which one is meant.

use super::way::Way;
use super::{bound, position};
use crate::code::Code;
use crate::resolve::{Event, Mapped};
use quote::ToTokens;
use syn::{GenericArgument, Type};

/// Types that the toolkit serves itself, each by one trait.
const KNOWN: [&str; 18] = [
    "str", "String", "bool", "char", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16",
    "u32", "u64", "u128", "usize", "f32", "f64",
];

/// How each type of the user's is seen, by the place of its field.
///
/// ```text
/// use __inner::NoSpelt as __NoSpelt;
/// type __Seen0 = <__inner::Implements<
///     { __inner::Spelt::<OrderId>::__TEXT },
///     { __inner::Spelt::<OrderId>::__DISPLAY },
///     { __inner::Spelt::<OrderId>::__INTEGER },
/// > as __inner::Ways>::Seen;
/// ```
pub(super) fn push_seen(event: &Event<'_>, code: &mut Code) {
    let fields = event.fields.iter();
    let asked = fields.filter_map(|field| {
        let way = Way::of(event, field).filter(|_| bound::is_free_type(event, field))?;
        let ty = bound::expand_named(event, &own_type(field, &way)?.to_token_stream());
        Some((field, ty, way.is_identifier()))
    });
    for (count, (field, ty, is_identifier)) in asked.enumerate() {
        if count == 0 {
            code.push("use __inner::NoSpelt as __NoSpelt;");
        }
        code.push("type ");
        code.push(&seen_name(position(event, field)));
        code.push("= <__inner::Implements<");
        for name in ["__TEXT", "__DISPLAY", "__INTEGER"] {
            // An integer is not a string, so a type of both may well stand for one.
            if name == "__INTEGER" && !is_identifier {
                code.push("false,");
                continue;
            }
            let mut asked = Code::default();
            asked.push("__inner::Spelt::<");
            asked.push_tokens(ty.clone());
            asked.push(">::");
            asked.push(name);
            code.push_group(proc_macro2::Delimiter::Brace, asked);
            code.push(",");
        }
        code.push("> as __inner::Ways>::Seen;");
    }
}

pub(super) fn seen_name(at: usize) -> String {
    format!("__Seen{at}")
}

/// The type of a user's that has to serve a string or an identifier: `OrderId` of `Option<&OrderId>`.
pub(super) fn own_type<'m>(field: &'m Mapped<'_>, way: &Way<'_>) -> Option<&'m Type> {
    let is_spelt = way.is_spelt() && field.input.words.with.is_none();
    is_spelt.then(|| innermost(field.input.ty)).flatten()
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
            if let Some(list) = bound::wrapped(last) {
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
