//! The `TypeInfo` of each field's type: what the compiler knows about it. The list `__TYPES` holds those of all concrete
//! types.

use super::conversion::emit_for_result;
use super::paths::{TypeInfoPath, spanned_call};
use super::trait_selection::kind_path;
use crate::code_buffer::{Code, generated_span_at};
use crate::lower::{Lowered, LoweredField};
use crate::template::{Name, emit};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;

/// Writes `<Option<i64> as __core::Amount<_>>` for a plain type. Only the type can cause an error, if its name means
/// another type, so only the type has the user's span.
pub(super) fn emit_type_as_kind(field: &LoweredField<'_>, code: &mut Code) {
    if let Some(kind) = field.kind.as_ref() {
        let (ty, name) = (&field.ty, Name(kind.name.trait_name()));
        emit!(code => <#ty as __core::#name<_>>);
    }
}

/// Writes the list of all `TypeInfo`s. One list is faster to compile than a const item for each; see `benches/README.md`.
/// That a plain type is the one that its name says is asserted in the list.
///
/// ```text
/// // Output:
/// const __TYPES: [__core::TypeInfo; 2] = [
///     __core::plain(<u64 as __core::Identifier<_>>::TYPE),
///     <Code as __core::Identifier<_>>::TYPE,
/// ];
/// ```
pub(super) fn emit_types(lowered: &Lowered<'_>, code: &mut Code) {
    let mut count = 0_usize;
    let types = &mut Code::default();
    for field in lowered.listed_fields() {
        if let Some(is_option) = field.plain_option() {
            let function = if is_option { "plain_option" } else { "plain" };
            let type_info = emit!(=> #emit_type_as_kind(field)::TYPE);
            emit!(types => #{spanned_call(field, function, &type_info)},);
        } else if let Some(path) = type_info_path(field) {
            emit!(types => #{path.to_token_stream()},);
        } else {
            continue;
        }
        count += 1;
    }
    if count > 0 {
        let types = types.finish();
        emit!(code => const __TYPES: [__core::TypeInfo; #count] = [#types];);
    }
}

/// Returns the `TypeInfo` of a field's type: `__TYPES[0]`, or its path if the list does not contain it. An assertion about
/// a single type uses [`emit_type_info`] instead, because a mistake in any type makes the whole list unusable.
pub(super) fn emit_type(field: &LoweredField<'_>) -> Option<TokenStream> {
    let Some(index) = field.list_index else {
        return emit_type_info(field);
    };
    let index = Literal::usize_unsuffixed(index);
    let generated_span = field.generated_span;
    Some(quote_spanned!(generated_span=> __TYPES[#index]))
}

/// Returns the path of a field's `TypeInfo`. It is made of the same tokens as in `__write`, so that rustc reports a
/// wrong type once.
fn type_info_path<'m>(field: &'m LoweredField<'_>) -> Option<TypeInfoPath<'m>> {
    field.field_definition()?;
    let kind = field.kind.as_ref()?;
    Some(TypeInfoPath {
        ty: &field.ty,
        kind: kind_path(field, kind, field.generated_span),
        user_span: field.user_span,
    })
}

/// Returns the path of a field's `TypeInfo`. For a field with a conversion, it only tells whether the field is an
/// `Option`.
pub(super) fn emit_type_info(field: &LoweredField<'_>) -> Option<TokenStream> {
    let type_info = type_info_path(field)?;
    if field.conversion.is_none() {
        return Some(type_info.to_token_stream());
    }
    let (user_span, ty) = (type_info.user_span, type_info.ty);
    Some(quote_spanned!(user_span=> __core::OptionProbe::<#ty>::__TYPE))
}

/// Returns the `TypeInfo` of what a field sends. For a field with a conversion, it only tells whether there is always a
/// value.
///
/// ```text
/// // Output:
/// __core::converted(
///     __core::OptionProbe::<u8>::__TYPE,
///     &|__field: __core::Ref<'_, u8>| match __core::OptionProbe(__field).__as_option() {
///         __core::Some(__argument_1) => match __core::ResultProbe(reason(__argument_1)).__into_result() {
///             __core::Ok(__value_1) => __core::Some(__core::OptionProbe(&__value_1).__presence()),
///             __core::Err(__error) => __core::None,
///         },
///         __core::None => __core::None,
///     },
/// )
/// ```
pub(super) fn emit_sent(lowered: &Lowered<'_>, field: &LoweredField<'_>) -> Option<TokenStream> {
    let type_info = emit_type_info(field)?;
    let Some(with) = field.conversion else {
        return Some(type_info);
    };
    let generated_span = generated_span_at(with.span());
    let emit_presence =
        |value: &Ident| quote_spanned!(generated_span=> __core::OptionProbe(&#value).__presence());
    let closure = emit_for_result(lowered, field, with, &emit_presence);
    Some(quote_spanned!(generated_span=> __core::converted(#type_info, #closure)))
}
