//! Selects the field trait of a user's type if its kind accepts several. If a type implements two of them, rustc cannot
//! infer which one to use.

use super::paths::{CheckState, KindPath, check_name};
use crate::code_buffer::Code;
use crate::lower::{Lowered, LoweredField, LoweredKind, concrete_tokens};
use crate::template::{Name, emit};
use proc_macro2::Span;
use quote::ToTokens;

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
pub(super) fn emit_selections(lowered: &Lowered<'_>, code: &mut Code) {
    let fields = lowered.fields().filter(|field| field.is_concrete());
    let selected = fields.filter_map(|field| {
        let selector = field.kind.as_ref()?.name.selector()?;
        Some((field, field.selected_type?, selector))
    });
    for (count, (field, ty, (list, names))) in selected.enumerate() {
        let ty = concrete_tokens(lowered.mapping, &ty.to_token_stream());
        let (alias, list) = (Name(check_name(field.index)), Name(list));
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

/// Returns the path of the trait of a field's kind. Assertions and the impl use the same one.
pub(super) fn kind_path<'k>(
    field: &LoweredField<'_>,
    kind: &'k LoweredKind<'_>,
    span: Span,
) -> KindPath<'k> {
    let check = match field.selected_type {
        _ if !field.is_concrete() => CheckState::Unchecked,
        Some(_) => CheckState::Selected(field.index),
        None => CheckState::Checked,
    };
    KindPath::new(kind, span, check)
}
