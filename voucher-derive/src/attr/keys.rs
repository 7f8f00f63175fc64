//! Which keys are allowed where.

use super::value::meta_error;
use crate::report::Errors;
use proc_macro2::TokenTree;
use syn::meta::ParseNestedMeta;
use syn::parse::ParseStream;
use syn::token::Paren;
use syn::{Attribute, Meta, Token};
use voucher_definition::suggest::nearest;

pub(super) const STRUCT: Level = Level {
    name: "an event's struct",
    is_of_enum: false,
    keys: &[
        "event",
        "definition",
        "timestamp",
        "constant",
        "optional",
        "check",
        "crate",
    ],
};

pub(super) const PART: Level = Level {
    name: "a part's struct",
    is_of_enum: false,
    keys: &[
        "event",
        "definition",
        "object",
        "constant",
        "optional",
        "check",
        "crate",
    ],
};

pub(super) const FIELD: Level = Level {
    name: "a field",
    is_of_enum: false,
    keys: &[
        "rename", "skip", "custom", "extra", "flatten", "required", "unix", "with", "unlisted",
        "pattern", "length", "range", "check",
    ],
};

pub(super) const ENUM: Level = Level {
    name: "an enum",
    is_of_enum: true,
    keys: &["event", "definition", "field", "crate"],
};

pub(super) const VARIANT: Level = Level {
    name: "a variant",
    is_of_enum: true,
    keys: &["rename"],
};

/// Keys of other derives, and what serves their purpose here.
pub(super) const FOREIGN: [(&str, &str); 6] = [
    (
        "rename_all",
        "a field maps by its Rust name, `voucher_code` to `voucherCode`; remove it",
    ),
    ("skip_serializing_if", "`None` is never sent; remove it"),
    ("default", "an event is only written, never read; remove it"),
    ("serialize_with", "use `with`"),
    ("alias", "use `rename`"),
    ("regex", "use `pattern`"),
];

pub(super) const LEVELS: [&Level; 5] = [&FIELD, &STRUCT, &PART, &ENUM, &VARIANT];

/// Where an attribute stands, and which words it may hold there.
pub(super) struct Level {
    name: &'static str,
    is_of_enum: bool,
    keys: &'static [&'static str],
}

impl Level {
    /// Calls `take` for each known word; every other mistake is reported here. Says whether there was one.
    pub(super) fn parse(
        &self,
        attributes: &[Attribute],
        errors: &mut Errors,
        take: &mut dyn FnMut(&'static str, &ParseNestedMeta<'_>) -> syn::Result<()>,
    ) -> bool {
        let mut seen = Vec::new();
        let mut is_broken = false;
        for attribute in attributes
            .iter()
            .filter(|one| one.path().is_ident("ravelin"))
        {
            if let Err(error) = is_list(attribute) {
                errors.push(error);
                is_broken = true;
                continue;
            }
            let parsed = attribute.parse_nested_meta(|meta| {
                let (word, is_known) = self.word(&meta, &seen, errors);
                is_broken |= !is_known;
                let taken = match word {
                    Some(word) if seen.contains(&word) => {
                        is_broken = true;
                        Err(meta_error(
                            &meta,
                            &format!("duplicate key `{word}`; remove one"),
                        ))
                    }
                    Some(word) => {
                        seen.push(word);
                        take(word, &meta).and_then(|()| is_at_end(word, meta.input))
                    }
                    None => Ok(()),
                };
                if let Err(error) = taken {
                    is_broken = true;
                    errors.push(error);
                }
                skip_rest(meta.input);
                Ok(())
            });
            if let Err(error) = parsed {
                is_broken = true;
                let message = format!("a word is expected here; {}", self.listed(&seen));
                errors.push_at(error.span(), message);
            }
        }
        is_broken
    }

    /// The word that stands there, or the one that was meant; an unknown word is reported.
    fn word(
        &self,
        meta: &ParseNestedMeta<'_>,
        seen: &[&str],
        errors: &mut Errors,
    ) -> (Option<&'static str>, bool) {
        let name = meta
            .path
            .get_ident()
            .map(ToString::to_string)
            .unwrap_or_default();
        if let Some(word) = self.keys.iter().find(|word| **word == name) {
            return (Some(word), true);
        }
        let other = |is_same: bool| {
            let is_other = |level: &&Level| {
                (level.is_of_enum == self.is_of_enum) == is_same
                    && level.keys.contains(&name.as_str())
            };
            LEVELS.into_iter().find(is_other)
        };
        if let Some(level) = other(true).or_else(|| other(false)) {
            let advice = if level.is_of_enum == self.is_of_enum {
                "move it there"
            } else {
                "remove it"
            };
            let message = format!(
                "`{name}` is a word of {}, and this is {}; {advice}",
                level.name, self.name
            );
            errors.push_spanned(&meta.path, message);
            return (None, false);
        }
        if let Some((_, advice)) = FOREIGN.into_iter().find(|(key, _)| *key == name) {
            errors.push_spanned(&meta.path, format!("unknown key `{name}`: {advice}"));
            return (None, false);
        }
        let message = if name.is_empty() {
            String::from("a word of `ravelin` is one name")
        } else {
            format!("unknown word `{name}`")
        };
        let near = nearest(&name, &self.free(seen));
        let message = match near {
            Some(near) => format!("{message}; did you mean `{near}`?"),
            None => format!("{message}; {}", self.listed(seen)),
        };
        errors.push_spanned(&meta.path, message);
        (near, near.is_some())
    }

    fn listed(&self, seen: &[&str]) -> String {
        let free = self.free(seen);
        format!("the words of {} are `{}`", self.name, free.join("`, `"))
    }

    /// The words that are not said yet.
    fn free(&self, seen: &[&str]) -> Vec<&'static str> {
        let free = self.keys.iter().copied();
        free.filter(|word| !seen.contains(word)).collect()
    }
}

pub(super) fn is_list(attribute: &Attribute) -> syn::Result<()> {
    match &attribute.meta {
        Meta::List(list) if list.tokens.is_empty() => Err(syn::Error::new_spanned(
            list,
            "`ravelin` holds no words here; write one, or remove it",
        )),
        Meta::List(list) if matches!(list.delimiter, syn::MacroDelimiter::Paren(_)) => Ok(()),
        meta => Err(syn::Error::new_spanned(
            meta,
            "expected parentheses: write `#[ravelin(…)]`",
        )),
    }
}

pub(super) fn is_at_end(word: &str, input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(());
    }
    let advice = if input.peek(Paren) {
        "remove the parentheses"
    } else {
        "words are separated by commas"
    };
    Err(input.error(format!("unexpected after `{word}`; {advice}")))
}

/// Goes on at the next word, whatever stands before it.
pub(super) fn skip_rest(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        if input.parse::<TokenTree>().is_err() {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ENUM, FIELD, LEVELS, PART, STRUCT, VARIANT};
    use std::collections::BTreeSet;

    /// The keys in the first table after a heading.
    fn documented<'d>(docs: &'d str, heading: &str) -> BTreeSet<&'d str> {
        let (_, section) = docs.split_once(heading).unwrap();
        let lines = section.lines().map(|line| line.trim_start_matches("/// "));
        let rows = lines.skip_while(|line| !line.starts_with('|'));
        let rows = rows.take_while(|line| line.starts_with('|'));
        let cells = rows.filter_map(|row| row.split('|').nth(1));
        let code = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
        let keys = code.filter_map(|code| code.split(|one: char| !one.is_alphabetic()).next());
        keys.filter(|key| !key.is_empty()).collect()
    }

    #[test]
    fn the_tables_of_the_docs_have_every_key_and_no_other() {
        let keys =
            |levels: &[&[&'static str]]| -> BTreeSet<_> { levels.concat().into_iter().collect() };
        let page = include_str!("../../docs/RavelinEvent.md");
        let of_struct = keys(&[STRUCT.keys, PART.keys]);
        assert_eq!(documented(page, "\n# Keys on the struct"), of_struct);
        let of_field = keys(&[FIELD.keys]);
        assert_eq!(documented(page, "\n# Keys on a field"), of_field);
        let of_enum = keys(&[ENUM.keys, VARIANT.keys]);
        let macros = include_str!("../lib.rs");
        assert_eq!(documented(macros, "\n/// Maps an enum"), of_enum);
    }

    /// `cargo clippy` denies every lint there.
    #[test]
    fn every_key_is_linted() {
        let mapped = include_str!("../../../tests/users/linted/src/mapped.rs");
        let attributes = mapped.split("#[ravelin(").skip(1);
        let attributes = attributes.filter_map(|rest| rest.split(")]").next());
        let keys: Vec<_> = attributes
            .flat_map(|attribute| attribute.split(|one: char| !one.is_alphanumeric()))
            .collect();
        for key in LEVELS.iter().flat_map(|level| level.keys) {
            assert!(keys.contains(key), "{key}");
        }
    }
}
