//! Parses the attributes of an item, and reports keys that are unknown, misplaced, duplicate, or cannot be combined.

use super::key::{Key, Keys, Level, ParseValue, Status};
use super::table::{FOREIGN, table_of};
use super::value::meta_error;
use crate::report::Errors;
use proc_macro2::{Ident, TokenTree};
use syn::meta::ParseNestedMeta;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::token::Paren;
use syn::{Attribute, Meta, Token};
use voucher_definition::suggest::nearest;

/// Parses the keys of an item. Reports every mistake in them.
pub(crate) fn parse_keys<K: Keys>(
    attributes: &[Attribute],
    level: Level,
    errors: &mut Errors,
) -> K {
    K::collect(|parse_value| Parser::new(level, errors).parse(attributes, parse_value))
}

struct Parser<'e> {
    level: Level,
    /// The keys so far, also those with a mistake in their value.
    seen: Vec<&'static Key>,
    status: Status,
    errors: &'e mut Errors,
}

impl<'e> Parser<'e> {
    fn new(level: Level, errors: &'e mut Errors) -> Self {
        Self {
            level,
            seen: Vec::new(),
            status: Status::default(),
            errors,
        }
    }

    fn parse(mut self, attributes: &[Attribute], parse_value: ParseValue<'_>) -> Status {
        for attribute in attributes {
            if attribute.path().is_ident("ravelin") {
                self.parse_attribute(attribute, parse_value);
            }
        }
        self.status
    }

    /// Calls `parse_value` for each known key of an attribute, and reports every mistake.
    fn parse_attribute(&mut self, attribute: &Attribute, parse_value: ParseValue<'_>) {
        if let Err(error) = check_list(attribute) {
            self.push(error);
            return;
        }
        let parsed = attribute.parse_nested_meta(|meta| {
            if let Some(key) = self.find_key(&meta) {
                if let Err(error) = self.parse_key(key, &meta, parse_value) {
                    self.push(error);
                }
            }
            skip_rest(meta.input);
            Ok(())
        });
        if let Err(error) = parsed {
            let message = format!("expected a key; {}", self.list_unused());
            self.push(syn::Error::new(error.span(), message));
        }
    }

    /// Parses the value of a key, unless the key cannot be here because of an earlier one.
    fn parse_key(
        &mut self,
        key: &'static Key,
        meta: &ParseNestedMeta<'_>,
        parse_value: ParseValue<'_>,
    ) -> syn::Result<()> {
        let name = key.name;
        if self.is_seen(key) {
            let message = format!("duplicate key `{name}`; remove one");
            return Err(meta_error(meta, &message));
        }
        let conflict = self.seen.iter().find(|other| key.is_exclusive(other));
        let conflict = conflict.map(|other| other.name);
        self.seen.push(key);
        if let Some(other) = conflict {
            self.status.has_conflict = true;
            let message = format!("`{other}` and `{name}` cannot be combined; remove one");
            return Err(meta_error(meta, &message));
        }
        parse_value(key, meta)?;
        self.status.present.push((key, meta.path.span()));
        check_end(name, meta.input)
    }

    /// Returns the key at the parser's position. Reports an unknown one, and returns the suggested key if there is one.
    fn find_key(&mut self, meta: &ParseNestedMeta<'_>) -> Option<&'static Key> {
        let name = meta.path.get_ident().map(Ident::to_string);
        let name = name.unwrap_or_default();
        if let Some(key) = find(self.level, &name) {
            return Some(key);
        }
        if self.level == Level::Event && name == "object" {
            let message = "an event is a whole request, and `object` names an object in one; derive `RavelinFields` instead of `RavelinEvent`";
            self.errors.push_spanned(&meta.path, message);
            self.status.is_broken = true;
            self.status.is_object = true;
            return None;
        }
        let (message, suggested) = self.unknown(&name);
        self.errors.push_spanned(&meta.path, message);
        self.status.is_broken |= suggested.is_none();
        suggested
    }

    /// Returns the message for a key that is not allowed here, and the key that was probably meant.
    fn unknown(&self, name: &str) -> (String, Option<&'static Key>) {
        if let Some(level) = self.level_of(name) {
            let advice = if level.has_same_derive(self.level) {
                "move it there"
            } else {
                "remove it"
            };
            let (there, here) = (level.noun(), self.level.noun());
            let message = format!("`{name}` is a key of {there}, not of {here}; {advice}");
            return (message, None);
        }
        if let Some((_, advice)) = FOREIGN.into_iter().find(|(key, _)| *key == name) {
            return (format!("unknown key `{name}`: {advice}"), None);
        }
        let message = match name {
            "" => String::from("expected a key, found a path"),
            _ => format!("unknown key `{name}`"),
        };
        match nearest(name, &self.unused_names()) {
            Some(near) => {
                let message = format!("{message}; did you mean `{near}`?");
                (message, find(self.level, near))
            }
            None => (format!("{message}; {}", self.list_unused()), None),
        }
    }

    /// Returns another level that has this key, preferably one of the same derive.
    fn level_of(&self, key: &str) -> Option<Level> {
        let mut found = None;
        for level in Level::ALL.iter().copied() {
            if find(level, key).is_none() {
                continue;
            }
            if level.has_same_derive(self.level) {
                return Some(level);
            }
            found = found.or(Some(level));
        }
        found
    }

    /// Lists the keys that are not present yet.
    fn list_unused(&self) -> String {
        let names = self.unused_names().join("`, `");
        format!("the keys of {} are `{names}`", self.level.noun())
    }

    fn unused_names(&self) -> Vec<&'static str> {
        let keys = table_of(self.level).iter();
        let unused = keys.filter(|key| key.is_allowed(self.level) && !self.is_seen(key));
        unused.map(|key| key.name).collect()
    }

    fn is_seen(&self, key: &Key) -> bool {
        self.seen.iter().any(|other| other.name == key.name)
    }

    /// Reports a key that could not be parsed.
    fn push(&mut self, error: syn::Error) {
        self.status.is_broken = true;
        self.errors.push(error);
    }
}

/// Returns the key of this name that is allowed on a level.
fn find(level: Level, name: &str) -> Option<&'static Key> {
    let mut keys = table_of(level).iter();
    keys.find(|key| key.name == name && key.is_allowed(level))
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
