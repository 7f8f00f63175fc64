//! A buffer for generated code: mostly text, which rustc parses in one call. Building the same tokens one by one is
//! several times slower; see `benches/README.md`.
//!
//! All tokens of the text have one span, that of the derive. So code about which rustc may report an error is pushed as
//! tokens with spans of the user's, and only other code as text.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

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
    /// Adds text. Brackets must balance in it.
    pub(crate) fn push(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(text);
    }

    /// Adds tokens, which keep their spans.
    pub(crate) fn push_tokens(&mut self, tokens: TokenStream) {
        if !tokens.is_empty() {
            self.parse_text();
            self.parts.push(tokens);
        }
    }

    /// Starts a group: takes the code so far, which `close` continues.
    pub(crate) fn open(&mut self) -> Self {
        std::mem::take(self)
    }

    /// Ends a group, and adds it to the code before it.
    pub(crate) fn close(&mut self, delimiter: Delimiter, outer: Self) {
        let mut inner = std::mem::replace(self, outer);
        if inner.parts.is_empty() {
            let (open, close) = match delimiter {
                Delimiter::Brace => ("{", "}"),
                Delimiter::Bracket => ("[", "]"),
                Delimiter::Parenthesis => ("(", ")"),
                Delimiter::None => ("", ""),
            };
            self.push(open);
            self.text.push_str(&inner.text);
            self.text.push_str(close);
            return;
        }
        let group = Group::new(delimiter, inner.finish());
        self.push_tokens(TokenStream::from(TokenTree::Group(group)));
    }

    /// Returns the code as tokens.
    pub(crate) fn finish(&mut self) -> TokenStream {
        self.parse_text();
        self.parts.drain(..).collect()
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
        let mut code = Code::default();
        code.push("a");
        let outer = code.open();
        code.push("0, \"\\\"\\n\"");
        code.push_tokens(quote!(, b));
        code.close(Delimiter::Parenthesis, outer);
        code.push_tokens(quote!());
        code.push("c");
        let expected = quote!(a(0, "\"\n", b) c);
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
            let outer = [text.open(), tokens.open()];
            text.push("x");
            tokens.push_tokens(quote!(x));
            for (mut code, outer) in [text, tokens].into_iter().zip(outer) {
                code.close(delimiter, outer);
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
