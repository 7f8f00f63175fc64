//! `emit!`: code that looks like what it emits.

use crate::code_buffer::Code;
use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;

/// Appends Rust to a [`Code`]: `emit!(code => const COUNT: usize = #count;)`. Without a buffer, `emit!(=> …)` returns the
/// tokens.
///
/// | in the template | emits |
/// | --- | --- |
/// | `#name`, `#{expression}` | a value that implements [`Emit`] |
/// | `#emit_name(argument)`, `#value.emit_name(argument)` | what `emit_name(argument, code)` writes |
/// | `#for (pattern in list) { … }` | `…` for each element |
/// | `#if (condition) { … }`, `#if (let pattern = value) { … }` | `…` if the condition is true |
/// | anything else, attributes included | itself |
///
/// Everything between two holes becomes one string when this crate is compiled, and the compiler parses each such string
/// in one call. Brackets balance because Rust's own tokens do.
///
/// Only code that cannot be wrong belongs here: an error in it would be reported at the derive, not at the user's code.
/// Use `quote_spanned!` where rustc may have something to report.
macro_rules! emit {
    (=> $($template:tt)*) => {{
        let code = &mut $crate::code_buffer::Code::default();
        $crate::template::emit!(@run code [] $($template)*);
        code.finish()
    }};
    ($code:ident => $($template:tt)*) => {{
        $crate::template::emit!(@run $code [] $($template)*);
    }};
    (@run $code:ident [$($run:tt)*] # for ($pattern:pat in $list:expr) { $($inner:tt)* } $($rest:tt)*) => {
        $crate::template::emit!(@push $code [$($run)*]);
        for $pattern in $list {
            $crate::template::emit!(@run $code [] $($inner)*);
        }
        $crate::template::emit!(@run $code [] $($rest)*)
    };
    (@run $code:ident [$($run:tt)*] # if (let $pattern:pat = $value:expr) { $($inner:tt)* } $($rest:tt)*) => {
        $crate::template::emit!(@push $code [$($run)*]);
        if let $pattern = $value {
            $crate::template::emit!(@run $code [] $($inner)*);
        }
        $crate::template::emit!(@run $code [] $($rest)*)
    };
    (@run $code:ident [$($run:tt)*] # if ($condition:expr) { $($inner:tt)* } $($rest:tt)*) => {
        $crate::template::emit!(@push $code [$($run)*]);
        if $condition {
            $crate::template::emit!(@run $code [] $($inner)*);
        }
        $crate::template::emit!(@run $code [] $($rest)*)
    };
    (@run $code:ident [$($run:tt)*] # $($emitter:ident)::+ ($($argument:expr),*) $($rest:tt)*) => {
        $crate::template::emit!(@push $code [$($run)*]);
        $($emitter)::+($($argument,)* &mut *$code);
        $crate::template::emit!(@run $code [] $($rest)*)
    };
    (@run $code:ident [$($run:tt)*] # $value:ident . $emitter:ident ($($argument:expr),*) $($rest:tt)*) => {
        $crate::template::emit!(@push $code [$($run)*]);
        $value.$emitter($($argument,)* &mut *$code);
        $crate::template::emit!(@run $code [] $($rest)*)
    };
    (@run $code:ident [$($run:tt)*] # $hole:ident $($rest:tt)*) => {
        $crate::template::emit!(@push $code [$($run)*]);
        $crate::template::Emit::emit(&$hole, &mut *$code);
        $crate::template::emit!(@run $code [] $($rest)*)
    };
    (@run $code:ident [$($run:tt)*] # { $hole:expr } $($rest:tt)*) => {
        $crate::template::emit!(@push $code [$($run)*]);
        $crate::template::Emit::emit(&$hole, &mut *$code);
        $crate::template::emit!(@run $code [] $($rest)*)
    };
    // Most groups that cannot have a hole need no buffer of their own.
    (@run $code:ident [$($run:tt)*] () $($rest:tt)*) => {
        $crate::template::emit!(@run $code [$($run)* ()] $($rest)*)
    };
    (@run $code:ident [$($run:tt)*] ($inner:ident) $($rest:tt)*) => {
        $crate::template::emit!(@run $code [$($run)* ($inner)] $($rest)*)
    };
    (@run $code:ident [$($run:tt)*] [$inner:ident] $($rest:tt)*) => {
        $crate::template::emit!(@run $code [$($run)* [$inner]] $($rest)*)
    };
    (@run $code:ident [$($run:tt)*] { $($inner:tt)* } $($rest:tt)*) => {
        $crate::template::emit!(@group $code Brace [$($run)*] [$($inner)*]);
        $crate::template::emit!(@run $code [] $($rest)*)
    };
    (@run $code:ident [$($run:tt)*] ( $($inner:tt)* ) $($rest:tt)*) => {
        $crate::template::emit!(@group $code Parenthesis [$($run)*] [$($inner)*]);
        $crate::template::emit!(@run $code [] $($rest)*)
    };
    (@run $code:ident [$($run:tt)*] [ $($inner:tt)* ] $($rest:tt)*) => {
        $crate::template::emit!(@group $code Bracket [$($run)*] [$($inner)*]);
        $crate::template::emit!(@run $code [] $($rest)*)
    };
    (@run $code:ident [$($run:tt)*] $token:tt $($rest:tt)*) => {
        $crate::template::emit!(@run $code [$($run)* $token] $($rest)*)
    };
    (@run $code:ident [$($run:tt)*]) => {
        $crate::template::emit!(@push $code [$($run)*])
    };
    (@group $code:ident $delimiter:ident [$($run:tt)*] [$($inner:tt)*]) => {
        $crate::template::emit!(@push $code [$($run)*]);
        let outer = $code.open();
        $crate::template::emit!(@run $code [] $($inner)*);
        $code.close(::proc_macro2::Delimiter::$delimiter, outer)
    };
    (@push $code:ident []) => {};
    (@push $code:ident [$($run:tt)+]) => {
        $code.push(stringify!($($run)+))
    };
}

pub(crate) use emit;

/// What can fill a hole of [`emit!`].
pub(crate) trait Emit {
    fn emit(&self, code: &mut Code);
}

impl<T: Emit + ?Sized> Emit for &T {
    fn emit(&self, code: &mut Code) {
        (**self).emit(code);
    }
}

impl<T: Emit> Emit for Option<T> {
    fn emit(&self, code: &mut Code) {
        if let Some(value) = self {
            value.emit(code);
        }
    }
}

/// The elements of a list, with commas between them.
impl<T: Emit> Emit for [T] {
    fn emit(&self, code: &mut Code) {
        let mut is_first = true;
        for element in self {
            if !std::mem::take(&mut is_first) {
                code.push(",");
            }
            element.emit(code);
        }
    }
}

/// As for a slice.
impl<T: Emit> Emit for Vec<T> {
    fn emit(&self, code: &mut Code) {
        self.as_slice().emit(code);
    }
}

impl<A: Emit, B: Emit> Emit for (A, B) {
    fn emit(&self, code: &mut Code) {
        let (a, b) = self;
        emit!(code => (#a, #b));
    }
}

impl<A: Emit, B: Emit, C: Emit> Emit for (A, B, C) {
    fn emit(&self, code: &mut Code) {
        let (a, b, c) = self;
        emit!(code => (#a, #b, #c));
    }
}

/// A string literal.
impl Emit for str {
    fn emit(&self, code: &mut Code) {
        code.push(&format!("{self:?}"));
    }
}

/// A string literal.
impl Emit for String {
    fn emit(&self, code: &mut Code) {
        self.as_str().emit(code);
    }
}

/// A byte string literal.
impl Emit for [u8] {
    fn emit(&self, code: &mut Code) {
        code.push(&format!("b\"{}\"", self.escape_ascii()));
    }
}

/// The name of an item, such as `__FIELD_3`.
pub(crate) struct Name<S>(pub(crate) S);

impl<S: AsRef<str>> Emit for Name<S> {
    fn emit(&self, code: &mut Code) {
        code.push(self.0.as_ref());
    }
}

macro_rules! emit_literals {
    ($($type:ty)*) => {
        $(
            impl Emit for $type {
                fn emit(&self, code: &mut Code) {
                    code.push(&format!("{self:?}"));
                }
            }
        )*
    };
}

emit_literals! {
    bool f64 i64 u16 u32 u64 usize
}

macro_rules! emit_tokens {
    ($($type:ty)*) => {
        $(
            impl Emit for $type {
                fn emit(&self, code: &mut Code) {
                    code.push_tokens(self.to_token_stream());
                }
            }
        )*
    };
}

emit_tokens! {
    TokenStream Ident syn::ImplGenerics<'_> syn::TypeGenerics<'_>
}

#[cfg(test)]
mod tests {
    use super::Name;
    use crate::code_buffer::Code;
    use quote::quote;

    #[test]
    fn the_emitted_code_is_the_template() {
        let (name, count, value) = (Name("__FIELD"), 2_usize, "a \"b\"\n");
        let (none, elements) = (None::<usize>, vec![quote!(x), quote!(y)]);
        let code = &mut Code::default();
        emit!(code => #[attribute(#count)] static #name: [&'static str; #{count + 1}] = {
            f::<'_, _>(&[#elements], #value, b"bytes", '\n', 1.5e3, "{}") #none; ()
        };);
        let expected = quote! {
            #[attribute(2)] static __FIELD: [&'static str; 3] = {
                f::<'_, _>(&[x, y], "a \"b\"\n", b"bytes", '\n', 1.5e3, "{}"); ()
            };
        };
        assert_eq!(text(code), expected.to_string().replace(' ', ""));
    }

    #[test]
    fn templates_have_loops_conditions_and_emitters() {
        fn emit_sum(one: usize, other: usize, code: &mut Code) {
            emit!(code => #one + #other);
        }
        let code = &mut Code::default();
        emit!(code => [#for ((index, name) in ["a", "b"].into_iter().enumerate()) { (#index, #name), }]);
        emit!(code => #if (true) { x } #if (let Some(none) = None::<usize>) { #none } (#emit_sum(1, 2), #{["c", "d"].as_slice()}));
        let expected = quote!([(0, "a"), (1, "b"),] x (1 + 2, "c", "d"));
        assert_eq!(text(code), expected.to_string().replace(' ', ""));
    }

    /// The code without spaces, which depend on how the tokens were made.
    fn text(code: &mut Code) -> String {
        code.finish().to_string().replace(' ', "")
    }
}
