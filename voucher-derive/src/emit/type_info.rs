//! The `TypeInfo` of each field's type: what the compiler knows about it. The list `__TYPES` holds those of all concrete
//! types.

use super::kind_trait::KindTrait;
use super::paths::TypeInfoPath;
use super::{plain_type, trait_selection, type_name};
use crate::code_buffer::Code;
use crate::resolve::{MappedField, Mapping};
use crate::template::{Name, emit};
use proc_macro2::{Delimiter, Group, Literal, TokenStream};
use quote::{ToTokens, quote_spanned};

/// Whether a field's type must always have a value, so that it cannot be an `Option`.
pub(super) fn forbids_option(mapping: &Mapping<'_>, field: &MappedField<'_>) -> bool {
    field.field_definition().is_some_and(|field_definition| {
        let has_required_key = field.input.keys.required.is_some();
        mapping.must_be_present(field_definition)
            && !mapping.is_suggested(field_definition)
            && !has_required_key
    })
}

/// Returns whether a plain type is an `Option`. Returns `None` if the type is not plain, or an `Option` that must not
/// be one.
pub(super) fn plain_option(mapping: &Mapping<'_>, field: &MappedField<'_>) -> Option<bool> {
    *field.is_plain_option.get_or_init(|| {
        let kind_trait = KindTrait::of(mapping, field).filter(|_| is_listed(mapping, field))?;
        let is_option = plain_type::is_option(field.input.ty, &kind_trait)?;
        (!is_option || !forbids_option(mapping, field)).then_some(is_option)
    })
}

/// Writes `<Option<i64> as __core::Amount<_>>` for a plain type. Only the type can cause an error, if its name means
/// another type, so only the type has the user's span.
pub(super) fn emit_type_as_kind(mapping: &Mapping<'_>, field: &MappedField<'_>, code: &mut Code) {
    if let Some(kind_trait) = KindTrait::of(mapping, field) {
        let (ty, name) = (
            type_name::field_type(mapping, field),
            Name(kind_trait.name()),
        );
        emit!(code => <#ty as __core::#name<_>>);
    }
}

/// Whether a field's type is plain, so that the assertion about all plain types is enough.
pub(super) fn has_plain_type(mapping: &Mapping<'_>, field: &MappedField<'_>) -> bool {
    plain_option(mapping, field).is_some()
}

/// Writes the list of all `TypeInfo`s, with an assertion about the plain types. One list is faster to compile than a
/// const item for each; see `benches/README.md`. The string marks plain types: `!`, and `?` for an `Option`.
///
/// ```text
/// // Output:
/// const __TYPES: [__core::TypeInfo; 2] = __core::assert_plain_types("!.", [
///     <u64 as __core::Identifier<_>>::TYPE,
///     <Code as __core::Identifier<_>>::TYPE,
/// ]);
/// ```
pub(super) fn emit_types(mapping: &Mapping<'_>, code: &mut Code) {
    let (mut marks, mut count) = (String::new(), 0_usize);
    let types = &mut Code::default();
    for field in listed_fields(mapping) {
        let plain_option = plain_option(mapping, field);
        marks.push(match plain_option {
            Some(true) => '?',
            Some(false) => '!',
            None => '.',
        });
        if plain_option.is_some() {
            emit!(types => #emit_type_as_kind(mapping, field)::TYPE,);
        } else if let Some(path) = type_info_path(mapping, field) {
            emit!(types => #{path.to_token_stream()},);
        } else {
            continue;
        }
        count += 1;
    }
    if count == 0 {
        return;
    }
    let types = types.finish();
    let list = if marks.contains(['!', '?']) {
        // An error in the assertion is reported at the struct's name.
        let user_span = mapping.input.ident.span();
        let mut arguments = Group::new(Delimiter::Parenthesis, emit!(=> #marks, [#types]));
        arguments.set_span(user_span);
        quote_spanned!(user_span=> __core::assert_plain_types #arguments)
    } else {
        emit!(=> [#types])
    };
    emit!(code => const __TYPES: [__core::TypeInfo; #count] = #list;);
}

/// Returns the fields whose types are in the list.
pub(super) fn listed_fields<'e, 'i>(
    mapping: &'e Mapping<'i>,
) -> impl Iterator<Item = &'e MappedField<'i>> {
    let fields = mapping.fields.iter();
    fields.filter(|field| is_listed(mapping, field))
}

/// Whether a field's type is in the list: it is concrete, and a value of it is sent without a conversion.
fn is_listed(mapping: &Mapping<'_>, field: &MappedField<'_>) -> bool {
    field.field_definition().is_some()
        && !field.has_error
        && field.input.keys.with.is_none()
        && type_name::is_concrete_type(mapping, field)
}

/// Returns the `TypeInfo` of a field's type: `__TYPES[0]`, or its path if the list does not contain it. An assertion about
/// a single type uses [`emit_type_info`] instead, because a mistake in any type makes the whole list unusable.
pub(super) fn emit_type(mapping: &Mapping<'_>, field: &MappedField<'_>) -> Option<TokenStream> {
    let Some(index) = listed_fields(mapping).position(|other| std::ptr::eq(other, field)) else {
        return emit_type_info(mapping, field);
    };
    let index = Literal::usize_unsuffixed(index);
    let generated_span = field.generated_span();
    Some(quote_spanned!(generated_span=> __TYPES[#index]))
}

/// Returns the path of a field's `TypeInfo`. It is made of the same tokens as in `__write`, so that rustc reports a
/// wrong type once.
fn type_info_path<'m>(
    mapping: &Mapping<'_>,
    field: &'m MappedField<'_>,
) -> Option<TypeInfoPath<'m>> {
    field.field_definition()?;
    let kind_trait = KindTrait::of(mapping, field)?;
    Some(TypeInfoPath {
        ty: type_name::field_type(mapping, field),
        kind: trait_selection::kind_path(mapping, field, &kind_trait, field.generated_span()),
        user_span: field.user_span(),
    })
}

/// Returns the path of a field's `TypeInfo`. For a field with a conversion, it only tells whether the field is an
/// `Option`.
pub(super) fn emit_type_info(
    mapping: &Mapping<'_>,
    field: &MappedField<'_>,
) -> Option<TokenStream> {
    let type_info = type_info_path(mapping, field)?;
    if field.input.keys.with.is_none() {
        return Some(type_info.to_token_stream());
    }
    let (user_span, ty) = (type_info.user_span, type_info.ty);
    Some(quote_spanned!(user_span=> __core::OptionProbe::<#ty>::__TYPE))
}
