//! Which keys are allowed where, and the errors for all others.

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

/// Keys of other derives, and what to use instead.
const FOREIGN: [(&str, &str); 6] = [
    (
        "rename_all",
        "a field maps by its Rust name, `voucher_code` to `voucherCode`; remove it",
    ),
    ("skip_serializing_if", "`None` is never sent; remove it"),
    ("default", "an event is only serialized; remove it"),
    ("serialize_with", "use `with`"),
    ("alias", "use `rename`"),
    ("regex", "use `pattern`"),
];

const LEVELS: [&Level; 5] = [&FIELD, &STRUCT, &PART, &ENUM, &VARIANT];

/// What an attribute is written on, and the keys that are allowed there.
pub(super) struct Level {
    name: &'static str,
    is_of_enum: bool,
    keys: &'static [&'static str],
}

impl Level {
    /// Calls `parse_value` for each known key and reports every mistake. Returns whether there was one.
    pub(super) fn parse(
        &self,
        attributes: &[Attribute],
        errors: &mut Errors,
        parse_value: &mut dyn FnMut(&'static str, &ParseNestedMeta<'_>) -> syn::Result<()>,
    ) -> bool {
        let mut seen = Vec::new();
        let mut is_broken = false;
        for attribute in attributes
            .iter()
            .filter(|attribute| attribute.path().is_ident("ravelin"))
        {
            if let Err(error) = check_list(attribute) {
                errors.push(error);
                is_broken = true;
                continue;
            }
            let parsed = attribute.parse_nested_meta(|meta| {
                let (key, is_known) = self.find_key(&meta, &seen, errors);
                is_broken |= !is_known;
                let result = match key {
                    Some(key) if seen.contains(&key) => {
                        is_broken = true;
                        Err(meta_error(
                            &meta,
                            &format!("duplicate key `{key}`; remove one"),
                        ))
                    }
                    Some(key) => {
                        seen.push(key);
                        parse_value(key, &meta).and_then(|()| check_end(key, meta.input))
                    }
                    None => Ok(()),
                };
                if let Err(error) = result {
                    is_broken = true;
                    errors.push(error);
                }
                skip_rest(meta.input);
                Ok(())
            });
            if let Err(error) = parsed {
                is_broken = true;
                let message = format!("expected a key; {}", self.list_unused(&seen));
                errors.push_at(error.span(), message);
            }
        }
        is_broken
    }

    /// Returns the key at the parser's position, and whether it is spelled correctly. For a misspelled key, reports it
    /// and returns the suggested one.
    fn find_key(
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
        if let Some(key) = self.keys.iter().find(|key| **key == name) {
            return (Some(key), true);
        }
        if let Some(level) = self.level_of(&name) {
            let advice = if level.is_of_enum == self.is_of_enum {
                "move it there"
            } else {
                "remove it"
            };
            let message = format!(
                "`{name}` is a key of {}, not of {}; {advice}",
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
            String::from("expected a key, found a path")
        } else {
            format!("unknown key `{name}`")
        };
        let near = nearest(&name, &self.unused(seen));
        let message = match near {
            Some(near) => format!("{message}; did you mean `{near}`?"),
            None => format!("{message}; {}", self.list_unused(seen)),
        };
        errors.push_spanned(&meta.path, message);
        (near, near.is_some())
    }

    /// Returns another level that has this key, preferably one of the same derive.
    fn level_of(&self, key: &str) -> Option<&'static Level> {
        let with_key = || LEVELS.into_iter().filter(|level| level.keys.contains(&key));
        let same_derive = with_key().find(|level| level.is_of_enum == self.is_of_enum);
        same_derive.or_else(|| with_key().next())
    }

    /// Lists the keys that are not present yet.
    fn list_unused(&self, seen: &[&str]) -> String {
        let unused = self.unused(seen);
        format!("the keys of {} are `{}`", self.name, unused.join("`, `"))
    }

    fn unused(&self, seen: &[&str]) -> Vec<&'static str> {
        let keys = self.keys.iter().copied();
        keys.filter(|key| !seen.contains(key)).collect()
    }
}

fn check_list(attribute: &Attribute) -> syn::Result<()> {
    match &attribute.meta {
        Meta::List(list) if list.tokens.is_empty() => Err(syn::Error::new_spanned(
            list,
            "expected a key in the parentheses; add one, or remove the attribute",
        )),
        Meta::List(list) if matches!(list.delimiter, syn::MacroDelimiter::Paren(_)) => Ok(()),
        meta => Err(syn::Error::new_spanned(
            meta,
            "expected parentheses: write `#[ravelin(…)]`",
        )),
    }
}

fn check_end(key: &str, input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(());
    }
    let advice = if input.peek(Paren) {
        "remove the parentheses"
    } else {
        "separate keys with commas"
    };
    Err(input.error(format!("unexpected token after `{key}`; {advice}")))
}

/// Skips everything up to the next comma, so that the following keys are parsed after a mistake.
fn skip_rest(input: ParseStream<'_>) {
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
        let keys = code.filter_map(|code| {
            code.split(|character: char| !character.is_alphabetic())
                .next()
        });
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

    /// `cargo clippy` denies every lint in this crate.
    #[test]
    fn every_key_is_linted() {
        let mapped = include_str!("../../../tests/users/linted/src/mapped.rs");
        let attributes = mapped.split("#[ravelin(").skip(1);
        let attributes = attributes.filter_map(|rest| rest.split(")]").next());
        let keys: Vec<_> = attributes
            .flat_map(|attribute| attribute.split(|character: char| !character.is_alphanumeric()))
            .collect();
        for key in LEVELS.iter().flat_map(|level| level.keys) {
            assert!(keys.contains(key), "{key}");
        }
    }
}
