//! What stands in the code of every field whose type may be wrong, so that it is tokens. Its words are pushed one by one: a
//! stream within a stream costs the compiler four calls of the macro's.

use crate::code_buffer::Code;
use crate::resolve::MappedField;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote_spanned};
use syn::Token;

/// A row by its name: `&__inner::VOUCHER_CODE`, or `&__FIELD_3`.
pub(super) struct FieldPath {
    pub(super) is_in_table: bool,
    pub(super) name: String,
    pub(super) span: Span,
}

impl FieldPath {
    /// Without `&`.
    pub(super) fn text(&self) -> String {
        let module = if self.is_in_table { "__inner::" } else { "" };
        String::from(module) + &self.name
    }

    pub(super) fn push_to(&self, code: &mut Code) {
        code.push("&");
        code.push(&self.text());
    }
}

impl ToTokens for FieldPath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        Token![&](self.span).to_tokens(tokens);
        if self.is_in_table {
            push_module("__inner", self.span, tokens);
        }
        tokens.append(Ident::new(&self.name, self.span));
    }
}

/// The trait of a field's kind: `__inner::Text<_>`, `__inner::Array<__inner::OfText, _>`.
pub(super) struct KindPath {
    pub(super) kind: &'static str,
    pub(super) span: Span,
    /// In how many arrays the value stands.
    pub(super) depth: usize,
    /// Whether there is more than one way in, which has to be found.
    pub(super) is_marked: bool,
    pub(super) check: CheckState,
}

/// Whether a compile-time assertion checks the type of a value.
pub(super) enum CheckState {
    /// It does: `__inner::Text<_>`.
    Checked,
    /// It does, and selects one of the field traits that the type implements: `__inner::Text<_, __Check3>`.
    Selected(usize),
    /// It does not: `__inner::Text<_, __inner::Unchecked>`.
    Unchecked,
}

impl KindPath {
    fn push_marker(&self, tokens: &mut TokenStream) {
        Token![_](self.span).to_tokens(tokens);
        match self.check {
            CheckState::Checked => {}
            CheckState::Selected(at) => {
                Token![,](self.span).to_tokens(tokens);
                tokens.append(Ident::new(&check_name(at), self.span));
            }
            CheckState::Unchecked => {
                Token![,](self.span).to_tokens(tokens);
                self.push_kind("Unchecked", tokens);
            }
        }
    }

    fn push_entry(&self, depth: usize, tokens: &mut TokenStream) {
        if depth == 1 {
            return self.push_kind(&format!("Of{}", self.kind), tokens);
        }
        self.push_kind("OfArray", tokens);
        Token![<](self.span).to_tokens(tokens);
        self.push_entry(depth - 1, tokens);
        Token![>](self.span).to_tokens(tokens);
    }

    fn push_kind(&self, name: &str, tokens: &mut TokenStream) {
        push_module("__inner", self.span, tokens);
        tokens.append(Ident::new(name, self.span));
    }
}

impl ToTokens for KindPath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let is_array = self.depth > 0;
        self.push_kind(if is_array { "Array" } else { self.kind }, tokens);
        if !is_array && !self.is_marked {
            return;
        }
        Token![<](self.span).to_tokens(tokens);
        if is_array {
            self.push_entry(self.depth, tokens);
            Token![,](self.span).to_tokens(tokens);
        }
        self.push_marker(tokens);
        Token![>](self.span).to_tokens(tokens);
    }
}

/// What is known of a field's type: `<u64 as __inner::Identifier<_>>::TYPE`.
pub(super) struct TypeInfoPath<'m> {
    pub(super) ty: &'m TokenStream,
    pub(super) kind: KindPath,
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

fn push_module(name: &str, span: Span, tokens: &mut TokenStream) {
    tokens.append(Ident::new(name, span));
    Token![::](span).to_tokens(tokens);
}

pub(super) fn check_name(at: usize) -> String {
    format!("__Check{at}")
}

/// Arguments whose parentheses stand at the last of some tokens.
pub(super) fn parenthesized(tokens: &impl ToTokens, arguments: TokenStream) -> Group {
    let mut group = Group::new(Delimiter::Parenthesis, arguments);
    if let Some(last) = tokens.to_token_stream().into_iter().last() {
        group.set_span(last.span());
    }
    group
}

/// A call that reaches over the field's whole type: its path stands at the type's first token, its parentheses at the
/// last.
pub(super) fn spanned_call(
    field: &MappedField<'_>,
    function: &str,
    arguments: &TokenStream,
) -> TokenStream {
    let function = Ident::new(function, field.user_span());
    let group = parenthesized(field.input.ty, arguments.clone());
    quote_spanned!(field.user_span()=> __inner::#function #group)
}
