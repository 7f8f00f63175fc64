//! Paths in generated code, as tokens with spans: of field definitions, of the traits of kinds, and of types as
//! `TypeInfo`.
//!
//! Every field has them, so each token is appended to the same stream. `quote!` would build a stream for each, at the
//! cost of several calls to the compiler.

use crate::code_buffer::Code;
use crate::lower::{ByType, Container, KindName, LoweredField, LoweredKind, StaticPath, ValueKind};
use crate::template::{Emit, Name, emit};
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote_spanned};
use syn::Token;

/// A reference to a field definition: `&__core::VOUCHER_CODE`, or `&__FIELDS[3]`.
pub(super) struct FieldPath {
    pub(super) path: StaticPath,
    pub(super) span: Span,
}

/// Writes the reference without a span of the user's.
impl Emit for FieldPath {
    fn emit(&self, code: &mut Code) {
        emit!(code => & #{self.place()});
    }
}

impl FieldPath {
    /// Returns the path without `&`.
    pub(super) fn place(&self) -> Name<String> {
        let module = if self.path.is_in_core { "__core::" } else { "" };
        let name = String::from(module) + &self.path.name;
        Name(match self.path.index {
            Some(index) => format!("{name}[{index}]"),
            None => name,
        })
    }
}

impl ToTokens for FieldPath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        Token![&](self.span).to_tokens(tokens);
        if self.path.is_in_core {
            append_module("__core", self.span, tokens);
        }
        tokens.append(Ident::new(&self.path.name, self.span));
        if let Some(index) = self.path.index {
            let mut index = Literal::usize_unsuffixed(index);
            index.set_span(self.span);
            let mut group = Group::new(Delimiter::Bracket, index.into_token_stream());
            group.set_span(self.span);
            tokens.append(group);
        }
    }
}

/// The trait of a field's kind: `__core::Text<_>`, `__core::Map<__core::OfArray<__core::OfText>, _>`.
pub(super) struct KindPath<'k> {
    pub(super) name: KindName,
    pub(super) span: Span,
    /// The arrays and maps around the value.
    pub(super) containers: &'k [Container],
    /// The alternatives of the value, if there are any.
    pub(super) alternatives: Option<&'k ByType>,
    pub(super) check: CheckState,
    /// The type parameter for the field trait, if rustc does not infer it.
    pub(super) marker: Option<Ident>,
}

/// Whether a compile-time assertion checks the type of a value.
pub(super) enum CheckState {
    /// It does: `__core::Text<_>`.
    Checked,
    /// It does, and selects one of the field traits that the type implements: `__core::Text<_, __Check3>`.
    Selected(usize),
    /// It does not: `__core::Text<_, __core::Unchecked>`.
    Unchecked,
}

impl<'k> KindPath<'k> {
    pub(super) fn new(kind: &'k LoweredKind<'_>, span: Span, check: CheckState) -> Self {
        Self {
            name: kind.name,
            span,
            containers: &kind.containers,
            alternatives: kind.alternatives.as_ref(),
            check,
            marker: None,
        }
    }

    /// Returns the path for a type that no compile-time assertion can name, because it mentions a type parameter.
    #[cfg(feature = "definition-file")]
    pub(super) fn unchecked(kind: &'k LoweredKind<'_>, span: Span) -> Self {
        Self::new(kind, span, CheckState::Unchecked)
    }

    /// Names the type parameter for the field trait.
    pub(super) fn with_marker(mut self, marker: Ident) -> Self {
        self.marker = Some(marker);
        self
    }

    /// Pushes the type parameter for the field trait, and the one for the check.
    fn append_parameters(&self, tokens: &mut TokenStream) {
        match &self.marker {
            Some(marker) => marker.to_tokens(tokens),
            None => Token![_](self.span).to_tokens(tokens),
        }
        match self.check {
            CheckState::Checked => {}
            CheckState::Selected(index) => {
                Token![,](self.span).to_tokens(tokens);
                tokens.append(Ident::new(&check_name(index), self.span));
            }
            CheckState::Unchecked => {
                Token![,](self.span).to_tokens(tokens);
                self.append_item("Unchecked", tokens);
            }
        }
    }

    /// Pushes the marker of a value, which may be in arrays and maps.
    fn append_marker(
        &self,
        name: KindName,
        containers: &[Container],
        alternatives: Option<&ByType>,
        tokens: &mut TokenStream,
    ) {
        if let Some((container, inner)) = containers.split_first() {
            self.append_item(container.marker(), tokens);
            Token![<](self.span).to_tokens(tokens);
            self.append_marker(name, inner, alternatives, tokens);
            Token![>](self.span).to_tokens(tokens);
            return;
        }
        self.append_item(&name.marker(), tokens);
        if let Some(alternatives) = alternatives {
            Token![<](self.span).to_tokens(tokens);
            self.append_alternatives(alternatives, tokens);
            Token![>](self.span).to_tokens(tokens);
        }
    }

    /// Pushes the marker of alternatives: `__core::ByType<__core::OfText, __core::OfInteger, __core::No, …>`.
    fn append_alternatives(&self, alternatives: &ByType, tokens: &mut TokenStream) {
        self.append_item("ByType", tokens);
        Token![<](self.span).to_tokens(tokens);
        for alternative in alternatives.0.iter() {
            match alternative {
                // An enum with `RavelinOneOf` is not an alternative.
                Some(ValueKind {
                    name, containers, ..
                }) if *name == KindName::Ancestor && containers.is_empty() => {
                    self.append_item("OfAncestorObject", tokens);
                }
                Some(ValueKind {
                    name,
                    containers,
                    alternatives,
                }) => self.append_marker(*name, containers, alternatives.as_ref(), tokens),
                None => self.append_item("No", tokens),
            }
            Token![,](self.span).to_tokens(tokens);
        }
        Token![>](self.span).to_tokens(tokens);
    }

    /// Pushes an item of `voucher_core`.
    fn append_item(&self, name: &str, tokens: &mut TokenStream) {
        append_module("__core", self.span, tokens);
        tokens.append(Ident::new(name, self.span));
    }
}

impl ToTokens for KindPath<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let container = self.containers.split_first();
        let of_container = container.map(|(container, _)| container.trait_name());
        self.append_item(of_container.unwrap_or(self.name.trait_name()), tokens);
        if container.is_none() && !self.name.has_parameter() {
            return;
        }
        Token![<](self.span).to_tokens(tokens);
        if let Some((_, inner)) = container {
            self.append_marker(self.name, inner, self.alternatives, tokens);
            Token![,](self.span).to_tokens(tokens);
        } else if let Some(alternatives) = self.alternatives {
            self.append_alternatives(alternatives, tokens);
            Token![,](self.span).to_tokens(tokens);
        }
        self.append_parameters(tokens);
        Token![>](self.span).to_tokens(tokens);
    }
}

/// The `TypeInfo` of a field's type: `<u64 as __core::Identifier<_>>::TYPE`.
pub(super) struct TypeInfoPath<'m> {
    pub(super) ty: &'m TokenStream,
    pub(super) kind: KindPath<'m>,
    pub(super) user_span: Span,
}

impl ToTokens for TypeInfoPath<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let span = self.user_span;
        Token![<](span).to_tokens(tokens);
        self.ty.to_tokens(tokens);
        Token![as](span).to_tokens(tokens);
        self.kind.to_tokens(tokens);
        Token![>](span).to_tokens(tokens);
        Token![::](span).to_tokens(tokens);
        tokens.append(Ident::new("TYPE", span));
    }
}

fn append_module(name: &str, span: Span, tokens: &mut TokenStream) {
    tokens.append(Ident::new(name, span));
    Token![::](span).to_tokens(tokens);
}

/// Returns the name of the type that selects a field trait for the field with this index.
pub(super) fn check_name(index: usize) -> String {
    format!("__Check{index}")
}

/// Returns arguments in parentheses that have the span of the last of some tokens.
pub(super) fn parenthesized(tokens: &impl ToTokens, arguments: TokenStream) -> Group {
    let mut group = Group::new(Delimiter::Parenthesis, arguments);
    if let Some(last) = tokens.to_token_stream().into_iter().last() {
        group.set_span(last.span());
    }
    group
}

/// Returns a call for which rustc underlines the whole type of a field: its path has the span of the type, its
/// parentheses that of the type's last token.
pub(super) fn spanned_call(
    field: &LoweredField<'_>,
    function: &str,
    arguments: &TokenStream,
) -> TokenStream {
    let function = Ident::new(function, field.user_span);
    let group = parenthesized(field.input.ty, arguments.clone());
    quote_spanned!(field.user_span=> __core::#function #group)
}
