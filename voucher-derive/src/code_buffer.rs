//! Code as text, which the compiler reads in one call: word by word it costs the macro four times as much.
//!
//! All of a text stands where the derive does. So only what cannot be wrong is one; where the compiler may have something to
//! say, tokens stand, with the user's own places.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Generics;

/// Returns the span of all generated text. Tokens spliced between pieces of text must use it too, or their `__at` would be a
/// different variable.
#[allow(clippy::disallowed_methods)] // no error is reported with it
pub(crate) fn generated_span() -> Span {
    Span::call_site()
}

/// Returns the span of generated tokens whose errors rustc reports at `user_span`.
pub(crate) fn generated_span_at(user_span: Span) -> Span {
    user_span.resolved_at(generated_span())
}

/// Code from its first word to its last.
#[derive(Default)]
pub(crate) struct Code {
    /// What stands before the text.
    parts: Vec<TokenStream>,
    text: String,
}

impl Code {
    /// Words, which close each bracket that they open before any tokens follow.
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// `"text"`
    pub(crate) fn push_literal(&mut self, text: &str) {
        self.push(&format!("{text:?}"));
    }

    pub(crate) fn push_tokens(&mut self, tokens: TokenStream) {
        if !tokens.is_empty() {
            self.read();
            self.parts.push(tokens);
        }
    }

    /// Code within brackets.
    pub(crate) fn push_group(&mut self, delimiter: Delimiter, within: Self) {
        if within.parts.is_empty() {
            let (open, close) = match delimiter {
                Delimiter::Brace => ("{", "}"),
                Delimiter::Bracket => ("[", "]"),
                Delimiter::Parenthesis => ("(", ")"),
                Delimiter::None => ("", ""),
            };
            self.push(open);
            self.push(&within.text);
            self.push(close);
            return;
        }
        let group = Group::new(delimiter, within.finish());
        self.push_tokens(TokenStream::from(TokenTree::Group(group)));
    }

    /// The impl of a trait of the crate's.
    pub(crate) fn push_impl(
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
        self.push(" __inner::");
        self.push(name);
        self.push(" for");
        self.push_tokens(ident.to_token_stream());
        self.push_tokens(arguments.to_token_stream());
        self.push_tokens(bounds);
        self.push_group(Delimiter::Brace, items);
    }

    /// One block for everything, so that no name of it meets one of the user's.
    pub(crate) fn into_block(self, allowed: TokenStream) -> TokenStream {
        let mut item = Self::default();
        item.push_tokens(allowed);
        item.push("const _: () =");
        item.push_group(Delimiter::Brace, self);
        item.push(";");
        item.finish()
    }

    pub(crate) fn finish(mut self) -> TokenStream {
        self.read();
        self.parts.into_iter().collect()
    }

    fn read(&mut self) {
        if !self.text.is_empty() {
            self.parts.push(read(&self.text));
            self.text.clear();
        }
    }
}

/// The compiler's own reader: that of `proc_macro2` first reads all of it itself, at thirteen times the cost.
fn read(text: &str) -> TokenStream {
    let read = if proc_macro::is_available() {
        let tokens: Result<proc_macro::TokenStream, _> = text.parse();
        tokens.map(TokenStream::from).ok()
    } else {
        text.parse().ok()
    };
    let unread =
        || quote::quote!(compile_error! { "this derive wrote what is no Rust; please report it" });
    read.unwrap_or_else(unread)
}

#[cfg(test)]
mod tests {
    use super::Code;
    use proc_macro2::Delimiter;
    use quote::quote;

    #[test]
    fn text_and_tokens_stay_in_their_order() {
        let mut within = Code::default();
        within.push("0, ");
        within.push_literal("\"\\\n");
        within.push_tokens(quote!(, b));
        let mut code = Code::default();
        code.push("a");
        code.push_group(Delimiter::Parenthesis, within);
        code.push_tokens(quote!());
        code.push("c");
        let wanted = quote!(a(0, "\"\\\n", b) c);
        assert_eq!(code.finish().to_string(), wanted.to_string());
    }

    #[test]
    fn brackets_are_the_same_around_text_and_around_tokens() {
        for (delimiter, wanted) in [
            (Delimiter::Brace, quote!({ x })),
            (Delimiter::Bracket, quote!([x])),
            (Delimiter::Parenthesis, quote!((x))),
        ] {
            let (mut text, mut tokens) = (Code::default(), Code::default());
            text.push("x");
            tokens.push_tokens(quote!(x));
            for within in [text, tokens] {
                let mut code = Code::default();
                code.push_group(delimiter, within);
                assert_eq!(code.finish().to_string(), wanted.to_string());
            }
        }
    }

    #[test]
    fn what_is_no_rust_is_told() {
        let mut code = Code::default();
        code.push("(");
        assert!(code.finish().to_string().contains("please report it"));
    }
}
