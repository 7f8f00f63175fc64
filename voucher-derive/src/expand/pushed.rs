//! What stands in the code of every field. It pushes its words one by one: a stream within a stream costs the compiler four
//! calls of the macro's.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};
use syn::{Token, Type};

/// Where a row is found: `__row::VOUCHER_CODE`, or `__FIELD_3`.
pub(super) struct RowName {
    pub(super) is_in_table: bool,
    pub(super) name: Ident,
}

impl ToTokens for RowName {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if self.is_in_table {
            push_module("__row", self.name.span(), tokens);
        }
        self.name.to_tokens(tokens);
    }
}

/// `&__row::VOUCHER_CODE`
pub(super) struct Row(pub(super) RowName);

impl ToTokens for Row {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        Token![&](self.0.name.span()).to_tokens(tokens);
        self.0.to_tokens(tokens);
    }
}

/// The trait of a field's kind: `__kind::Text<_>`, `__kind::Array<__kind::OfText, _>`.
pub(super) struct KindPath {
    pub(super) kind: &'static str,
    pub(super) span: Span,
    /// In how many arrays the value stands.
    pub(super) depth: usize,
    /// Whether there is more than one way in, which has to be found.
    pub(super) is_marked: bool,
    /// Whether no const sees the type: `__kind::Text<_, __kind::Unseen>`.
    pub(super) is_unseen: bool,
}

impl KindPath {
    fn push_marker(&self, tokens: &mut TokenStream) {
        Token![_](self.span).to_tokens(tokens);
        if self.is_unseen {
            Token![,](self.span).to_tokens(tokens);
            self.push_kind("Unseen", tokens);
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
        push_module("__kind", self.span, tokens);
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

/// A field's type as a const item and the impl can both name it.
#[derive(Clone, Copy)]
pub(super) enum TypeName<'m> {
    AsWritten(&'m Type),
    Mapped(&'m TokenStream),
}

impl ToTokens for TypeName<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::AsWritten(ty) => ty.to_tokens(tokens),
            Self::Mapped(ty) => ty.to_tokens(tokens),
        }
    }
}

/// What is known of a field's type: `<u64 as __kind::Identifier<_>>::TYPE`.
pub(super) struct VerdictPath<'m> {
    pub(super) ty: TypeName<'m>,
    pub(super) kind: KindPath,
    pub(super) span: Span,
}

impl ToTokens for VerdictPath<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let span = self.span;
        Token![<](span).to_tokens(tokens);
        self.ty.to_tokens(tokens);
        Token![as](span).to_tokens(tokens);
        self.kind.to_tokens(tokens);
        Token![>](span).to_tokens(tokens);
        Token![::](span).to_tokens(tokens);
        tokens.append(Ident::new("TYPE", span));
    }
}

/// Several pieces of code, one after the other. (What is collected from any other iterator makes a thousand lines of LLVM IR
/// of its own, in each user's cold build.)
pub(super) fn joined(code: Vec<TokenStream>) -> TokenStream {
    code.into_iter().collect()
}

fn push_module(name: &str, span: Span, tokens: &mut TokenStream) {
    tokens.append(Ident::new(name, span));
    Token![::](span).to_tokens(tokens);
}
