//! Reads the value of a keyword: a string, a bool, a number, a list.

use super::json::{Json, Member, Node, parse_integer};
use super::mistake::quoted;
use super::schema::Reader;
use crate::decimal::Decimal;
use crate::suggest::nearest;
use alloc::format;
use alloc::rc::Rc;
use alloc::vec::Vec;

/// The maximum number of names and values that a definition lists, counting every use of a `$ref`.
const MAX_LISTED: usize = 1 << 17;

impl<'t> Reader<'t> {
    pub(super) fn string(&mut self, member: &'t Member) -> Option<Rc<str>> {
        let string = member.node.string().map(Rc::clone);
        if string.is_none() {
            self.reject_value(member, "a string");
        }
        string
    }

    pub(super) fn bool(&mut self, member: &'t Member) -> Option<bool> {
        if let Json::Bool(value) = member.node.value {
            return Some(value);
        }
        self.reject_value(member, "`true` or `false`");
        None
    }

    /// Reads a string that has to be one of several names.
    pub(super) fn choice<T: Copy>(
        &mut self,
        member: &'t Member,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let string = self.string(member)?;
        let choice = choices.iter().find(|(name, _)| *name == &*string);
        if choice.is_none() {
            let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
            let list: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
            let one_of = if names.len() > 1 { "one of " } else { "" };
            let (list, found) = (list.join(", "), quoted(&string));
            let message = match nearest(&string, &names) {
                Some(near) => {
                    format!("expected {one_of}{list}, found {found}; did you mean `{near}`?")
                }
                None => format!("expected {one_of}{list}, found {found}"),
            };
            self.reject(member, message);
        }
        choice.map(|(_, value)| *value)
    }

    /// Reads an integer from 0 to `u32::MAX`.
    pub(super) fn count(&mut self, member: &'t Member) -> Option<u32> {
        if let Json::Number(number) = &member.node.value {
            let count = parse_integer(number).and_then(|count| u32::try_from(count).ok());
            if count.is_some() {
                return count;
            }
        }
        self.reject_value(member, "an integer from 0 to 4294967295");
        None
    }

    /// Reads a number that an integer of 64 bits or a float represents exactly. Also returns it as it is written.
    pub(super) fn number(&mut self, member: &'t Member) -> Option<(Decimal, &'t Rc<str>)> {
        let Json::Number(text) = &member.node.value else {
            self.reject_value(member, "a number");
            return None;
        };
        let exact = Decimal::parse(text).filter(|exact| {
            let is_integer = exact.is_integer() && (exact.truncated().is_some() || is_u64(text));
            is_integer || nearest_float(text) == Some(*exact)
        });
        if exact.is_none() {
            let message = format!(
                "expected a number that 64 bits hold exactly, found {}; write at most 17 digits, or an integer of 64 bits",
                quoted(text)
            );
            self.reject(member, message);
        }
        Some((exact?, text))
    }

    /// Returns whether a limit is reached, so that the reader can stop.
    pub(super) fn is_full(&self) -> bool {
        self.mistakes.is_full() || self.listed > MAX_LISTED
    }

    /// Counts listed names or values. Returns `None` if there are too many. A schema that several references use is read
    /// several times.
    pub(super) fn count_listed(&mut self, member: &Member, count: usize) -> Option<()> {
        self.listed += count + 1;
        if self.listed > MAX_LISTED {
            let message = format!(
                "expected at most {MAX_LISTED} listed names and values, counting every use of a `$ref`"
            );
            self.reject(member, message);
            return None;
        }
        Some(())
    }

    /// Reads an array of strings without duplicates.
    pub(super) fn strings(&mut self, member: &'t Member) -> Option<Vec<Rc<str>>> {
        self.strings_in(member, &member.node)
    }

    /// Reads an array of strings without duplicates, which is `node` within the value of a keyword.
    pub(super) fn strings_in(
        &mut self,
        member: &'t Member,
        node: &'t Node,
    ) -> Option<Vec<Rc<str>>> {
        let Json::Array(elements) = &node.value else {
            self.reject_value(member, "an array of strings");
            return None;
        };
        self.count_listed(member, elements.len())?;
        let mut strings = Vec::with_capacity(elements.len());
        let mut seen = alloc::collections::BTreeSet::new();
        for element in elements {
            let Some(string) = element.string() else {
                let message = format!("expected a string, found {}", element.noun());
                self.mistakes.push(element.at, Some(&member.name), message);
                return None;
            };
            if !seen.insert(string) {
                let message = format!("duplicate {}; remove one", quoted(string));
                self.mistakes.push(element.at, Some(&member.name), message);
            }
            strings.push(Rc::clone(string));
        }
        Some(strings)
    }

    /// Reports that the value of a keyword has the wrong type.
    pub(super) fn reject_value(&mut self, member: &Member, expected: &str) {
        let found = match &member.node.value {
            Json::Number(number) => quoted(number),
            _ => member.node.noun().into(),
        };
        self.reject(member, format!("expected {expected}, found {found}"));
    }
}

fn is_u64(number: &str) -> bool {
    number.parse::<u64>().is_ok()
}

/// Returns the float nearest to a number, as its shortest decimal representation.
fn nearest_float(number: &str) -> Option<Decimal> {
    let float: f64 = number.parse().ok()?;
    Decimal::parse(&format!("{float:e}"))
}
