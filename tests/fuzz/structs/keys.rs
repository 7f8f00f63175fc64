//! Attributes: the keys of `ravelin` with plausible values, and other attributes.

use super::{Level, Maker, NAMES, VARIANTS, group, read};
use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};
use quote::quote;

const TEXTS: &[&str] = &[
    "\"voucher\"",
    "\"voucherCode\"",
    "\"creationTime\"",
    "\"referralValue\"",
    "\"voucherType\"",
    "\"customerId\"",
    "\"timestamp\"",
    "\"custom\"",
    "\"eventType\"",
    "\"voucher_code\"",
    "\"GENERAL\"",
    "\"STAFF\"",
    "\"general\"",
    "\"GBP\"",
    "\"gbp\"",
    "\"G1P\"",
    "\"s\"",
    "\"ms\"",
    "\"us\"",
    "\"ns\"",
    "\"minutes\"",
    "\"MS\"",
    "\"ſ\"",
    "\"\"",
    "\"a\\u{0}\\n\\\"`\"",
    "r##\"ra\"#w\"##",
    "\"suffixed\"suffix",
    "\"größe ǅ 値段\"",
    "\"/v2/v2//voucher/check\"",
    "\"paymentmethod/voucher\"",
    "\"vouchertype\"",
    "\"REFERAL\"",
];

const LITERALS: &[&str] = &[
    "1",
    "0",
    "40",
    "true",
    "false",
    "-1",
    "- 5",
    "--5",
    "1_000",
    "0xff",
    "0o17",
    "0b1",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "99999999999999999999999999999999999999999999999999999",
    "340282366920938463463374607431768211456",
    "1u8",
    "1i64",
    "1foo",
    "0xffu8",
    "1_",
    "1.5",
    "1.",
    "1e9",
    "1e400",
    "1.5f32",
    "-1.5",
    "'c'",
    "'\\u{10ffff}'",
    "b'c'",
    "b\"bytes\"",
    "br#\"bytes\"#",
    "c\"c\"",
    "cr\"c\"",
    "'c'suffix",
    "1.0.0",
    "b\"\\xff\\\n  \"suffix",
];

const PATHS: &[&str] = &[
    "convert",
    "a::b",
    "::a::b",
    "crate",
    "crate::a",
    "self",
    "self::a",
    "super::super::a",
    "Self",
    "Self::convert",
    "T::convert",
    "T",
    "N",
    "a::<T>",
    "a::<'a, T, 3, { N }>::b",
    "a::b::<Self>",
    "Vec<T>",
    "Vec<T>::new",
    "Fn(T)",
    "Fn(T) -> U",
    "a::(T)",
    "a::(T) -> U",
    "a::(T)::b",
    "<T as Shop>::convert",
    "r#type::r#fn",
    "try",
    "r#try::a",
    "__value",
    "a::",
    "|x| x",
    "f()",
    "any!()",
];

const NOISE: &[&str] = &[
    ",", ",,", "=", "= =", "=>", "::", ";", "-", "()", "(,)", "(min)", "[1]", "{ a: 1 }", "#", "$",
    "'a", "now", "_", "..", "\"text\"", "1", "<", ">",
];

const OTHERS: &[&str] = &[
    "#[deprecated]",
    "#[deprecated = \"x\"]",
    "#[doc = \"x\"]",
    "#[repr(C)]",
    "#[cfg(any())]",
    "#[cfg_attr(all(), ravelin(skip))]",
    "#[ravelin]",
    "#[ravelin()]",
    "#[ravelin = \"voucher\"]",
    "#[ravelin[skip]]",
    "#[ravelin{skip}]",
    "#[ravelin::event(skip)]",
    "#[r#ravelin(skip)]",
    "#[unsafe(ravelin(skip))]",
];

const STRUCT: &[&str] = &[
    "constant",
    "optional",
    "check",
    "timestamp",
    "crate",
    "event",
];
const FIELD: &[&str] = &[
    "rename", "custom", "with", "unix", "required", "flatten", "length", "range", "check", "skip",
    "extra", "unlisted", "pattern",
];
const EXPRESSIONS: &[&str] = &[
    "= \"^[A-Z]+$\"",
    "= r\"^[a-z]{1,3}-é\"",
    "= r#\"[^\"]$\"#",
    "= \"a*\"",
    "= r\"\\d\"",
    "= \"(\"",
    "= \"$a\"",
];
const ENUM: &[&str] = &["field", "crate", "event"];
const VARIANT: &[&str] = &["rename", "value"];
const ODD: &[&str] = &[
    "renam", "r#event", "a::b", "skip::", "min", "1", "try", "größe",
];

impl Maker<'_> {
    pub(super) fn attribute(&mut self, level: Level) -> TokenStream {
        match self.below(10) {
            8 => self.pick(OTHERS),
            9 => {
                let noise = self.many(4, &TokenStream::new(), Self::noise);
                let keys = self.key(level);
                quote!(#[ravelin(#keys #noise)])
            }
            _ => {
                let keys = self.many(3, &read(","), |maker| maker.key(level));
                let keys = self.maybe_grouped(keys);
                quote!(#[ravelin(#keys)])
            }
        }
    }

    fn key(&mut self, level: Level) -> TokenStream {
        let keys: &[&str] = match level {
            Level::Struct => STRUCT,
            Level::Field => FIELD,
            Level::Enum => ENUM,
            Level::Variant => VARIANT,
        };
        let key = match self.below(16) {
            13 => self.pick(FIELD),
            14 => self.pick(STRUCT),
            15 => self.pick(ODD),
            _ => self.pick(keys),
        };
        let name = key.to_string();
        let value = if self.rarely(12) {
            self.any_value()
        } else {
            self.value(&name)
        };
        let key = self.maybe_grouped(key);
        quote!(#key #value)
    }

    /// Returns a value that fits a key.
    fn value(&mut self, key: &str) -> TokenStream {
        match key {
            "skip" | "flatten" | "required" | "unlisted" => TokenStream::new(),
            "custom" if self.below(2) == 0 => TokenStream::new(),
            "timestamp" => self.pick(&["= now", "= r#now", "= \"now\""]),
            "with" | "check" | "crate" => {
                let path = self.path();
                quote!(= #path)
            }
            "constant" => self.list(|maker| {
                let (name, value) = (maker.pick(NAMES), maker.constant());
                quote!(#name = #value)
            }),
            "optional" => self.list(|maker| maker.pick(NAMES)),
            "length" | "range" => self.list(|maker| {
                let (name, value) = (maker.pick(&["min", "max", "mix"]), maker.literal());
                quote!(#name = #value)
            }),
            "value" => {
                let value = self.literal();
                quote!(= #value)
            }
            "pattern" if !self.rarely(4) => self.pick(EXPRESSIONS),
            _ => {
                let string = self.string();
                quote!(= #string)
            }
        }
    }

    fn any_value(&mut self) -> TokenStream {
        match self.below(5) {
            0 => self.noise(),
            1 => {
                let value = self.constant();
                quote!(= #value)
            }
            2 => {
                let value = self.ty();
                quote!(= #value)
            }
            3 => self.list(Self::constant),
            _ => {
                let key = self.key(Level::Field);
                quote!((#key))
            }
        }
    }

    fn list(&mut self, element: impl Fn(&mut Self) -> TokenStream) -> TokenStream {
        let list = self.many(4, &read(","), element);
        let delimiter = match self.below(16) {
            13 => Delimiter::Bracket,
            14 => Delimiter::Brace,
            15 => Delimiter::None,
            _ => Delimiter::Parenthesis,
        };
        group(delimiter, list)
    }

    fn constant(&mut self) -> TokenStream {
        match self.below(3) {
            0 => self.string(),
            1 => self.literal(),
            _ => self.path(),
        }
    }

    fn string(&mut self) -> TokenStream {
        let string = match self.below(8) {
            6 => {
                let at = self.below(NAMES.len());
                string(NAMES.get(at).copied().unwrap_or_default())
            }
            7 => {
                let at = self.below(VARIANTS.len());
                string(VARIANTS.get(at).copied().unwrap_or_default())
            }
            _ => self.pick(TEXTS),
        };
        self.maybe_grouped(string)
    }

    fn path(&mut self) -> TokenStream {
        let path = self.pick(PATHS);
        let path = if self.rarely(12) {
            let ty = self.ty();
            quote!(#path::<#ty>)
        } else {
            path
        };
        self.maybe_grouped(path)
    }

    pub(super) fn literal(&mut self) -> TokenStream {
        let literal = if self.rarely(16) {
            // A single token including its sign, which only a macro can create.
            let value = self.bytes.arbitrary::<i64>().unwrap_or_default();
            TokenTree::Literal(Literal::i64_unsuffixed(value)).into()
        } else {
            self.pick(LITERALS)
        };
        self.maybe_grouped(literal)
    }

    pub(super) fn noise(&mut self) -> TokenStream {
        match self.below(4) {
            0 => self.literal(),
            1 => self.path(),
            _ => self.pick(NOISE),
        }
    }
}

fn string(value: &str) -> TokenStream {
    TokenTree::Literal(Literal::string(value)).into()
}

#[cfg(test)]
mod tests {
    use super::super::types::{LEAVES, PARAMETERS, PREDICATES};
    use super::{LITERALS, NOISE, OTHERS, PATHS, TEXTS};
    use proc_macro2::TokenStream;

    #[test]
    fn each_string_is_tokens() {
        let sources = [TEXTS, LITERALS, PATHS, NOISE, OTHERS];
        let types = [LEAVES, PARAMETERS, PREDICATES];
        let all = sources.into_iter().chain(types).flatten();
        let none: Vec<_> = all
            .filter(|source| source.parse::<TokenStream>().is_err())
            .collect();
        assert!(none.is_empty(), "{none:?}");
    }
}
