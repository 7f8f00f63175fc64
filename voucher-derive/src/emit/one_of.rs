//! The impl of `RavelinOneOf`.

use super::file_statics::{Around, emit_alternative, emit_alternatives};
use super::member_rules::{Rules, emit_rules_at};
use super::object_rules::digest;
use super::paths::{CheckState, KindPath, parenthesized};
use super::trait_selection::emit_aliases;
use crate::allowed_lints::emit_allowed;
use crate::code_buffer::{Code, generated_span_at};
use crate::impl_header::emit_impl_header;
use crate::lower::{KindName, LoweredKind, Selection, without_lifetimes};
use crate::resolve::{Content, MappedVariant, OneOfField, OneOfMapping};
use crate::template::{Name, emit};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

/// A variant that can be written.
struct Variant<'m> {
    mapped: &'m MappedVariant<'m>,
    /// The type of its value, as both a const item and the impl can name it.
    ty: TokenStream,
    kind: LoweredKind<'m>,
    /// What must be selected for the type of its value.
    selection: Option<Selection<'m>>,
    user_span: Span,
    generated_span: Span,
}

/// Returns the impl, and next to it the assertions that each variant fits its alternative. `units` are the impls of the
/// structs without fields that variants without a value send.
///
/// ```text
/// // Input:
/// #[ravelin(definition = "definitions/payment.json", field = "paymentMethod")]
/// enum PaymentMethod { Card(Card), Cash }
///
/// // Output:
/// const _: () = {
///     use ::voucher_core::__ as __core;
///     static __ALTERNATIVE_0: __core::Field = …;
///     impl __core::RavelinOneOf for PaymentMethod {
///         const __ONE_OF: … = &OneOfMapping { path: "paymentMethod", digest: 42u64, variants: &[(0usize, …), …] };
///         fn __write(&self, __encoder: …, __at: usize, __field: …) -> usize { … }
///     }
///     const _: () = __core::assert_object(<Card as __core::Object<_>>::TYPE, &__ALTERNATIVE_0, …);
///     struct __Cash {}
///     const _: () = { impl __core::RavelinFields for __Cash { … } };
/// };
/// ```
pub(crate) fn emit_one_of(mapping: &OneOfMapping<'_>, units: &TokenStream) -> TokenStream {
    let variants: Vec<_> = mapping
        .variants
        .iter()
        .filter_map(|mapped| Variant::new(mapping, mapped))
        .collect();
    let variants = variants.as_slice();
    let (core_path, allowed) = (&mapping.core, emit_allowed(mapping.input));
    emit!(=> #allowed const _: () = {
        #core_path.emit_use(None)
        #if (let Some(file) = &mapping.file) { #file.emit_dependency() }
        #for (variant in variants) { #variant.emit_static(mapping) }
        #emit_element(mapping)
        #emit_selections(mapping, variants)
        #emit_impl(mapping, variants)
        #for (variant in variants) { #{variant.emit_assertion(mapping)} }
        #units
    };)
}

/// Returns the field with the alternatives, if one of them contains them again without an object between them.
fn recursive_field<'m>(mapping: &'m OneOfMapping<'_>) -> Option<(Around<'m>, &'m OneOfField)> {
    let field = mapping.field.as_ref()?;
    let around = Around {
        definition: field.around,
        entity: None,
        is_tried: false,
    };
    around.is_within(field.one_of).then_some((around, field))
}

/// Writes the static with the alternatives as the definition of an element.
fn emit_element(mapping: &OneOfMapping<'_>, code: &mut Code) {
    if let Some((around, field)) = recursive_field(mapping) {
        emit_alternatives(
            around,
            field.one_of,
            field.definition.parent,
            "__ELEMENT",
            code,
        );
    }
}

/// Writes a type alias for each variant whose field trait must be selected.
fn emit_selections(mapping: &OneOfMapping<'_>, variants: &[Variant<'_>], code: &mut Code) {
    let selections = variants
        .iter()
        .filter_map(|variant| Some((variant.mapped.index, variant.selection.as_ref()?)));
    let (ident, generics) = (&mapping.input.ident, &mapping.input.generics);
    let concrete = |ty: &Type| without_lifetimes(ident, generics, &ty.to_token_stream());
    emit_aliases(selections, &concrete, code);
}

fn emit_impl(mapping: &OneOfMapping<'_>, variants: &[Variant<'_>], code: &mut Code) {
    let (ident, generics) = (&mapping.input.ident, &mapping.input.generics);
    let bounds = generics.where_clause.to_token_stream();
    let field = mapping.field.as_ref();
    let path = field.map_or("", |field| field.path.as_str());
    let one_of_digest = field.map_or(0, |field| field.one_of.digest());
    let is_complete = mapping.is_complete() && !variants.is_empty();
    let is_recursive = recursive_field(mapping).is_some();
    emit!(code => #emit_impl_header("RavelinOneOf", ident, generics, &bounds) {
        const __ANCESTOR: &'static __core::ObjectMapping = &__core::ObjectMapping {
            object: #path, pointer: "", digest: #{digest(one_of_digest)},
        };
        const __ELEMENT: __core::Option<&'static __core::Field> =
            #if (is_recursive) { __core::Some(&__ELEMENT) }
            #if (!is_recursive) { __core::None };
        const __ONE_OF: &'static __core::OneOfMapping = &__core::OneOfMapping {
            path: #path,
            digest: #{digest(one_of_digest)},
            variants: &[#for (variant in variants) { #{variant.emit_type_info()}, }],
        };
        fn __write(
            &self, __encoder: &mut __core::Encoder<'_>, __at: __core::usize, __field: &'static __core::Field
        ) -> __core::usize {
            match self {
                #for (variant in variants) { #variant.emit_arm() }
                #if (!is_complete) { _ => __at, }
            }
        }
    });
}

impl<'m> Variant<'m> {
    fn new(mapping: &'m OneOfMapping<'_>, mapped: &'m MappedVariant<'m>) -> Option<Self> {
        let (ty, user_span) = match &mapped.content {
            Content::Type(ty) => (ty.to_token_stream(), ty.span()),
            Content::Unit(unit) => (unit.ident.to_token_stream(), mapped.ident.span()),
        };
        let (ident, generics) = (&mapping.input.ident, &mapping.input.generics);
        let kind = LoweredKind::of_alternative(mapped.alternative.value)?;
        Some(Self {
            mapped,
            ty: without_lifetimes(ident, generics, &ty),
            selection: match mapped.content {
                Content::Type(ty) => Selection::of(ty, &kind),
                Content::Unit(_) => None,
            },
            kind,
            user_span,
            generated_span: generated_span_at(user_span),
        })
    }

    fn static_name(&self) -> String {
        format!("__ALTERNATIVE_{}", self.mapped.index)
    }

    /// Writes the static with the definition of the alternative, for the assertion.
    fn emit_static(&self, mapping: &OneOfMapping<'_>, code: &mut Code) {
        if let Some(field) = &mapping.field {
            let around = Around {
                definition: field.around,
                entity: None,
                is_tried: false,
            };
            let definition = field.definition;
            let value = self.mapped.alternative.value;
            let (location, name) = (definition.pointer(), self.static_name());
            emit_alternative(around, definition, value, &location, &name, code);
        }
    }

    /// Returns `<Card as __core::Object<_>>`.
    fn emit_type_as_kind(&self) -> TokenStream {
        let ty = &self.ty;
        let check = match self.selection {
            Some(_) => CheckState::Selected(self.mapped.index),
            None => CheckState::Checked,
        };
        let kind = KindPath::new(&self.kind, self.generated_span, check);
        quote_spanned!(self.user_span=> <#ty as #kind>)
    }

    /// Returns the index of the alternative, and what is known about the type: `(0usize, <Card as __core::Object<_>>::TYPE)`.
    fn emit_type_info(&self) -> TokenStream {
        let (index, type_as_kind) = (self.mapped.index, self.emit_type_as_kind());
        quote_spanned!(self.user_span=> (#index, #type_as_kind::TYPE))
    }

    /// Writes the arm that writes the variant.
    ///
    /// ```text
    /// // Output:
    /// Self::Card(__value) => <Card as __core::Object<_>>::put(__value, __encoder, __at, __core::alternative(__field, 0)),
    /// ```
    /// A free object is written like an element of an array: no other fields add members to it.
    fn emit_arm(&self, code: &mut Code) {
        let name = Name(self.mapped.ident.to_string());
        let span = self.generated_span;
        let (index, type_as_kind) = (self.mapped.index, self.emit_type_as_kind());
        let value = match &self.mapped.content {
            Content::Type(_) => quote_spanned!(span=> __value),
            Content::Unit(unit) => {
                let ident = &unit.ident;
                quote_spanned!(span=> &#ident {})
            }
        };
        let is_free = self.kind.name == KindName::Custom && self.kind.containers.is_empty();
        let (put, type_as_kind) = if is_free {
            let ty = &self.ty;
            let value = quote_spanned!(span=> <#ty as __core::Value<__core::OfCustom, _>>);
            (Ident::new("put_or_null", span), value)
        } else {
            (Ident::new("put", span), type_as_kind)
        };
        let call = quote_spanned! {span=>
            #type_as_kind::#put(#value, __encoder, __at, __core::alternative(__field, #index))
        };
        let has_value = matches!(self.mapped.content, Content::Type(_));
        emit!(code => Self::#name #if (has_value) { (__value) } => #call,);
    }

    /// Returns the assertion that the type of the value fits the alternative. That of a variant without a value does.
    ///
    /// ```text
    /// // Output:
    /// const _: () = {
    ///     __core::assert_variant(<Card as __core::Object<_>>::TYPE, "paymentMethod[card]");
    ///     __core::assert_object(<Card as __core::Object<_>>::TYPE, &__ALTERNATIVE_0, "paymentMethod[card]", false, …);
    /// };
    /// ```
    fn emit_assertion(&self, mapping: &OneOfMapping<'_>) -> TokenStream {
        let Content::Type(ty) = &self.mapped.content else {
            return TokenStream::new();
        };
        let (user_span, path) = (self.user_span, &self.mapped.path);
        let type_as_kind = self.emit_type_as_kind();
        let alternative = Ident::new(&self.static_name(), user_span);
        let value = self.mapped.alternative.value;
        let rules = mapping
            .field
            .as_ref()
            .and_then(|field| emit_rules_at(field.around, value, path));
        let function = rules
            .as_ref()
            .map_or("assert_field", |rules| rules.assertion);
        let function = Ident::new(function, user_span);
        let rules = rules.map(|Rules { tokens, .. }| quote_spanned!(user_span=> , #tokens));
        let arguments =
            quote_spanned!(user_span=> #type_as_kind::TYPE, &#alternative, #path, false #rules);
        let arguments = parenthesized(ty, arguments);
        let type_info = parenthesized(ty, quote_spanned!(user_span=> #type_as_kind::TYPE, #path));
        quote_spanned! {user_span=>
            const _: () = {
                __core::assert_variant #type_info;
                __core::#function #arguments;
            };
        }
    }
}
