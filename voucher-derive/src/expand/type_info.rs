//! What the compiler knows about the types of fields: the list `__T` of every `TypeInfo`.

use super::kind_trait::KindTrait;
use super::paths::TypeInfoPath;
use super::{standard_type, trait_selection, type_name};
use crate::code_buffer::Code;
use crate::resolve::{MappedField, Mapping};
use proc_macro2::{Delimiter, Group, Literal, TokenStream};
use quote::{ToTokens, quote_spanned};

/// Whether a field's type has to have a value always.
pub(super) fn is_present(mapping: &Mapping<'_>, field: &MappedField<'_>) -> bool {
    field.field_definition().is_some_and(|field_definition| {
        let is_required = field.input.keys.required.is_some();
        mapping.must_be_present(field_definition)
            && !mapping.is_suggested(field_definition)
            && !is_required
    })
}

/// Whether a field's type is an `Option`, where the list of types asks about it.
pub(super) fn expected(mapping: &Mapping<'_>, field: &MappedField<'_>) -> Option<bool> {
    *field.is_standard_option.get_or_init(|| {
        let kind_trait = KindTrait::of(mapping, field).filter(|_| is_named(mapping, field))?;
        let is_option = standard_type::is_option(field.input.ty, &kind_trait)?;
        (!is_option || !is_present(mapping, field)).then_some(is_option)
    })
}

/// `Option<i64> as __inner::Amount`, of a type that the list asks about. Only the type can be wrong, where its name means
/// another, so it alone stands where the user wrote it.
pub(super) fn push_type_as_kind(mapping: &Mapping<'_>, field: &MappedField<'_>, code: &mut Code) {
    if let Some(kind_trait) = KindTrait::of(mapping, field) {
        code.push_tokens(type_name::field_type(mapping, field).clone());
        code.push(" as __inner::");
        code.push(kind_trait.name());
    }
}

/// Whether the list of types asks about a field's type.
pub(super) fn has_standard_type(mapping: &Mapping<'_>, field: &MappedField<'_>) -> bool {
    expected(mapping, field).is_some()
}

/// What is known of the types, in one list: an item of the compiler's own for each would cost twice as much. A type that is
/// written as one that fits is asked there, too.
///
/// ```text
/// const __T: [__inner::TypeInfo; 2] = __inner::assert_plain_types("!.", [
///     <u64 as __inner::Identifier<_>>::TYPE,
///     <Code as __inner::Identifier<_>>::TYPE,
/// ]);
/// ```
pub(super) fn push_types(mapping: &Mapping<'_>, code: &mut Code) {
    let (mut marks, mut count, mut types) = (String::new(), 0, Code::default());
    for field in named(mapping) {
        let expected = expected(mapping, field);
        marks.push(match expected {
            Some(true) => '?',
            Some(false) => '!',
            None => '.',
        });
        if expected.is_some() {
            types.push("<");
            push_type_as_kind(mapping, field, &mut types);
            types.push("<_>>::TYPE,");
        } else if let Some(path) = type_info_path(mapping, field) {
            types.push_tokens(path.to_token_stream());
            types.push(",");
        } else {
            continue;
        }
        count += 1;
    }
    if count == 0 {
        return;
    }
    code.push("const __T: [__inner::TypeInfo; ");
    code.push(&count.to_string());
    code.push("] = ");
    if marks.contains(['!', '?']) {
        let mut arguments = Code::default();
        arguments.push_literal(&marks);
        arguments.push(",");
        arguments.push_group(Delimiter::Bracket, types);
        // A type that is not what its name says is reported at the struct's name.
        let user_span = mapping.input.ident.span();
        let mut arguments = Group::new(Delimiter::Parenthesis, arguments.finish());
        arguments.set_span(user_span);
        code.push_tokens(quote_spanned!(user_span=> __inner::assert_plain_types #arguments));
    } else {
        code.push_group(Delimiter::Bracket, types);
    }
    code.push(";");
}

/// The fields in the list of types.
pub(super) fn named<'e, 'i>(mapping: &'e Mapping<'i>) -> impl Iterator<Item = &'e MappedField<'i>> {
    let fields = mapping.fields.iter();
    fields.filter(|field| is_named(mapping, field))
}

/// Whether a field's type is in the list: where a const can name the type, and the type is the one that is written.
pub(super) fn is_named(mapping: &Mapping<'_>, field: &MappedField<'_>) -> bool {
    field.field_definition().is_some()
        && !field.has_error
        && field.input.keys.with.is_none()
        && type_name::is_concrete_type(mapping, field)
}

/// What is known of a field's type, by its place in the list if it has one: `__T[0]`. A question of its own names the
/// type: where one type has no answer, the list has none.
pub(super) fn expand_type(mapping: &Mapping<'_>, field: &MappedField<'_>) -> Option<TokenStream> {
    let Some(at) = named(mapping).position(|other| std::ptr::eq(other, field)) else {
        return expand_type_info(mapping, field);
    };
    let at = Literal::usize_unsuffixed(at);
    let generated_span = field.generated_span();
    Some(quote_spanned!(generated_span=> __T[#at]))
}

/// The path of a field's `TypeInfo`. It names the type as `__write` does, so that a type that does not fit is reported once.
pub(super) fn type_info_path<'m>(
    mapping: &Mapping<'_>,
    field: &'m MappedField<'_>,
) -> Option<TypeInfoPath<'m>> {
    field.field_definition()?;
    let kind_trait = KindTrait::of(mapping, field)?;
    Some(TypeInfoPath {
        ty: type_name::field_type(mapping, field),
        kind: trait_selection::expand_kind(mapping, field, &kind_trait, field.generated_span()),
        user_span: field.user_span(),
    })
}

/// The same; of a field with a conversion, only whether there is a value.
pub(super) fn expand_type_info(
    mapping: &Mapping<'_>,
    field: &MappedField<'_>,
) -> Option<TokenStream> {
    let type_info = type_info_path(mapping, field)?;
    if field.input.keys.with.is_none() {
        return Some(type_info.to_token_stream());
    }
    let (user_span, ty) = (type_info.user_span, type_info.ty);
    Some(quote_spanned!(user_span=> __inner::OptionProbe::<#ty>::__TYPE))
}
