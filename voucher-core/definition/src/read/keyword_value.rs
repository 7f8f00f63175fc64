//! What a keyword is given: a string, a count, a number, a list.

use super::json::{Json, Member, Node, parse_integer};
use super::mistake::shown;
use super::schema::Reader;
use crate::decimal::Decimal;
use alloc::format;
use alloc::rc::Rc;
use alloc::vec::Vec;

/// The most names and values that a definition lists, each use of a `$ref` counted.
const MAX_LISTED: usize = 1 << 16;

impl<'t> Reader<'t> {
    pub(super) fn text(&mut self, member: &'t Member) -> Option<Rc<str>> {
        let text = member.node.text().map(Rc::clone);
        if text.is_none() {
            self.refuse_value(member, "a string");
        }
        text
    }

    pub(super) fn bool(&mut self, member: &'t Member) -> Option<bool> {
        if let Json::Bool(value) = member.node.value {
            return Some(value);
        }
        self.refuse_value(member, "`true` or `false`");
        None
    }

    /// One of several words.
    pub(super) fn word<T: Copy>(&mut self, member: &'t Member, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(member)?;
        let found = words.iter().find(|(word, _)| *word == &*text);
        if found.is_none() {
            let listed: Vec<_> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            let words = format!(
                "`{}` is one of {}, not {}",
                member.name,
                listed.join(", "),
                shown(&text)
            );
            self.refuse(member, words);
        }
        found.map(|(_, value)| *value)
    }

    /// A count: 0 or more, of 32 bits.
    pub(super) fn count(&mut self, member: &'t Member) -> Option<u32> {
        if let Json::Number(text) = &member.node.value {
            if let Some(count) = parse_integer(text) {
                if let Ok(count) = u32::try_from(count) {
                    return Some(count);
                }
            }
        }
        self.refuse_value(member, "an integer from 0 to 4294967295");
        None
    }

    /// A number that an integer of 64 bits or a float holds exactly as it is written.
    pub(super) fn number(&mut self, member: &'t Member) -> Option<(Decimal, &'t Rc<str>)> {
        let Json::Number(text) = &member.node.value else {
            self.refuse_value(member, "a number");
            return None;
        };
        let exact = Decimal::parse(text).filter(|exact| {
            let is_integer = exact.is_integer() && (exact.truncated().is_some() || is_u64(text));
            is_integer || nearest_float(text) == Some(*exact)
        });
        if exact.is_none() {
            let words = format!(
                "expected a number that 64 bits hold exactly, found {}; write at most 17 digits, or an integer of 64 bits",
                shown(text)
            );
            self.refuse(member, words);
        }
        Some((exact?, text))
    }

    /// Whether nothing more is reported or listed, so that the reader can stop.
    pub(super) fn is_full(&self) -> bool {
        self.found.is_full() || self.listed > MAX_LISTED
    }

    /// An array of strings, none twice.
    pub(super) fn texts(&mut self, member: &'t Member) -> Option<Vec<Rc<str>>> {
        self.texts_of(member, &member.node)
    }

    pub(super) fn texts_of(&mut self, member: &'t Member, node: &'t Node) -> Option<Vec<Rc<str>>> {
        let Json::Array(entries) = &node.value else {
            self.refuse_value(member, "an array of strings");
            return None;
        };
        // A list is read at each use of its schema.
        self.listed += entries.len() + 1;
        if self.listed > MAX_LISTED {
            let words = format!(
                "a definition lists at most {MAX_LISTED} names and values, each use of a `$ref` counted"
            );
            self.refuse(member, words);
            return None;
        }
        let mut texts = Vec::with_capacity(entries.len());
        let mut seen = alloc::collections::BTreeSet::new();
        for entry in entries {
            let Some(text) = entry.text() else {
                let words = format!(
                    "`{}` lists strings, and {} is none",
                    member.name,
                    entry.noun()
                );
                self.found.push(entry.at, Some(&member.name), words);
                return None;
            };
            if !seen.insert(text) {
                let words = format!("`{}` lists {} twice", member.name, shown(text));
                self.found.push(entry.at, Some(&member.name), words);
            }
            texts.push(Rc::clone(text));
        }
        Some(texts)
    }

    pub(super) fn refuse_value(&mut self, member: &Member, wanted: &str) {
        let found = match &member.node.value {
            Json::Number(text) => shown(text),
            _ => member.node.noun().into(),
        };
        let words = format!("`{}` is {wanted}, not {found}", member.name);
        self.refuse(member, words);
    }
}

/// Whether it is an integer of 64 bits without a sign.
fn is_u64(text: &str) -> bool {
    text.parse::<u64>().is_ok()
}

/// The float that is nearest to a number, in its shortest form.
fn nearest_float(text: &str) -> Option<Decimal> {
    let float: f64 = text.parse().ok()?;
    Decimal::parse(&format!("{float:e}"))
}
