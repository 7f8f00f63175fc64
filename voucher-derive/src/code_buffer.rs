//! A buffer for generated code: mostly text, which rustc parses in one call. Building the same tokens one by one is
//! several times slower; see `benches/README.md`.
//!
//! All tokens of the text have one span, that of the derive. So code about which rustc may report an error is pushed as
//! tokens with spans of the user's, and only other code as text.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Generics;

/// Returns the span of all generated text. Tokens spliced between pieces of text must use it too, or their `__at` would
/// be a different variable.
#[allow(clippy::disallowed_methods)] // no error is reported with it
pub(crate) fn generated_span() -> Span {
    Span::call_site()
}

/// Returns the span of generated tokens whose errors rustc reports at `user_span`.
pub(crate) fn generated_span_at(user_span: Span) -> Span {
    user_span.resolved_at(generated_span())
}

/// Generated code, in order.
#[derive(Default)]
pub(crate) struct Code {
    /// The tokens before `text`.
    parts: Vec<TokenStream>,
    /// Text that is not parsed yet.
    text: String,
}

impl Code {
    /// Adds text. Brackets must balance in all text between two calls of `push_tokens`.
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds a string literal with this value.
    pub(crate) fn push_literal(&mut self, value: &str) {
        self.push(&format!("{value:?}"));
    }

    /// Adds tokens, which keep their spans.
    pub(crate) fn push_tokens(&mut self, tokens: TokenStream) {
        if !tokens.is_empty() {
            self.parse_text();
            self.parts.push(tokens);
        }
    }

    /// Adds code in brackets.
    pub(crate) fn push_group(&mut self, delimiter: Delimiter, inner: Self) {
        if inner.parts.is_empty() {
            let (open, close) = match delimiter {
                Delimiter::Brace => ("{", "}"),
                Delimiter::Bracket => ("[", "]"),
                Delimiter::Parenthesis => ("(", ")"),
                Delimiter::None => ("", ""),
            };
            self.push(open);
            self.push(&inner.text);
            self.push(close);
            return;
        }
        let group = Group::new(delimiter, inner.finish());
        self.push_tokens(TokenStream::from(TokenTree::Group(group)));
    }

    /// Adds the impl of a trait of `voucher_core`.
    pub(crate) fn emit_impl(
        &mut self,
        name: &str,
        ident: &Ident,
        generics: &Generics,
        bounds: TokenStream,
        items: Self,
    ) {
        let (generics, arguments, _) = generics.split_for_impl();
        self.push("#[automatically_derived] impl");
        self.push_tokens(generics.to_token_stream());
        self.push(" __core::");
        self.push(name);
        self.push(" for");
        self.push_tokens(ident.to_token_stream());
        self.push_tokens(arguments.to_token_stream());
        self.push_tokens(bounds);
        self.push_group(Delimiter::Brace, items);
    }

    /// Returns the code as one item, `const _: () = { … };`, so that its names do not clash with the user's.
    pub(crate) fn into_block(self, allowed: TokenStream) -> TokenStream {
        let mut item = Self::default();
        item.push_tokens(allowed);
        item.push("const _: () =");
        item.push_group(Delimiter::Brace, self);
        item.push(";");
        item.finish()
    }

    /// Returns the code as tokens.
    pub(crate) fn finish(mut self) -> TokenStream {
        self.parse_text();
        self.parts.into_iter().collect()
    }

    fn parse_text(&mut self) {
        if !self.text.is_empty() {
            self.parts.push(parse(&self.text));
            self.text.clear();
        }
    }
}

/// Parses text with rustc's own parser if there is one. `proc_macro2` would first check all of it itself, which is much
/// slower.
fn parse(text: &str) -> TokenStream {
    let parsed = if proc_macro::is_available() {
        let tokens: Result<proc_macro::TokenStream, _> = text.parse();
        tokens.map(TokenStream::from).ok()
    } else {
        text.parse().ok()
    };
    let bug = || {
        quote::quote!(compile_error! { "bug: the derive generated invalid Rust; please report it" })
    };
    parsed.unwrap_or_else(bug)
}

#[cfg(test)]
mod tests {
    use super::Code;
    use proc_macro2::Delimiter;
    use quote::quote;

    #[test]
    fn text_and_tokens_keep_their_order() {
        let mut inner = Code::default();
        inner.push("0, ");
        inner.push_literal("\"\\\n");
        inner.push_tokens(quote!(, b));
        let mut code = Code::default();
        code.push("a");
        code.push_group(Delimiter::Parenthesis, inner);
        code.push_tokens(quote!());
        code.push("c");
        let expected = quote!(a(0, "\"\\\n", b) c);
        assert_eq!(code.finish().to_string(), expected.to_string());
    }

    #[test]
    fn brackets_are_the_same_around_text_and_around_tokens() {
        for (delimiter, expected) in [
            (Delimiter::Brace, quote!({ x })),
            (Delimiter::Bracket, quote!([x])),
            (Delimiter::Parenthesis, quote!((x))),
        ] {
            let (mut text, mut tokens) = (Code::default(), Code::default());
            text.push("x");
            tokens.push_tokens(quote!(x));
            for inner in [text, tokens] {
                let mut code = Code::default();
                code.push_group(delimiter, inner);
                assert_eq!(code.finish().to_string(), expected.to_string());
            }
        }
    }

    #[test]
    fn invalid_rust_is_reported_as_a_bug() {
        let mut code = Code::default();
        code.push("(");
        assert!(code.finish().to_string().contains("please report it"));
    }
}
