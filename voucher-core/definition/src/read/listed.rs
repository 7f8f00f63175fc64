//! Reads `enum` and `const`: the values that a schema lists.

use super::json::{Json, Member, Node};
use super::mistake::quoted;
use super::schema::{Keywords, Reader};
use crate::canonical::push_number;
use crate::model::JsonType;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

/// The values that a schema lists, by their type.
pub(super) struct Listed<'t> {
    /// The keyword: `enum` or `const`.
    pub(super) member: &'t Member,
    pub(super) strings: Vec<Rc<str>>,
    /// The numbers as they are written.
    pub(super) numbers: Vec<Rc<str>>,
    pub(super) bools: Vec<bool>,
    pub(super) null: bool,
}

impl<'t> Listed<'t> {
    pub(super) fn new(member: &'t Member) -> Self {
        Self {
            member,
            strings: Vec::new(),
            numbers: Vec::new(),
            bools: Vec::new(),
            null: false,
        }
    }

    /// Returns the types of the values other than `null`.
    pub(super) fn types(&self) -> impl Iterator<Item = JsonType> + use<> {
        let are_integers = self
            .numbers
            .iter()
            .all(|number| super::json::parse_integer(number).is_some());
        let number = if are_integers {
            JsonType::Integer
        } else {
            JsonType::Number
        };
        let found = [
            (!self.strings.is_empty(), JsonType::String),
            (!self.numbers.is_empty(), number),
            (!self.bools.is_empty(), JsonType::Bool),
        ];
        found
            .into_iter()
            .filter_map(|(is_found, of)| is_found.then_some(of))
    }

    /// Returns whether the keyword is `const`.
    pub(super) fn is_const(&self) -> bool {
        &*self.member.name == "const"
    }
}

impl<'t> Reader<'t> {
    /// Reads the values that a schema lists; `Some(None)` if it lists none. Returns `None` after a mistake.
    #[allow(clippy::option_option)] // a mistake, no list, a list
    pub(super) fn listed(&mut self, keywords: &Keywords<'t>) -> Option<Option<Listed<'t>>> {
        let (member, nodes) = match (keywords.get("enum"), keywords.get("const")) {
            (None, None) => return Some(None),
            (None, Some(member)) => (member, core::slice::from_ref(&member.node)),
            (Some(member), None) => {
                let Json::Array(nodes) = &member.node.value else {
                    self.reject_value(member, "an array of values");
                    return None;
                };
                (member, &nodes[..])
            }
            (Some(_), Some(member)) => {
                let message = "`const` and `enum` are mutually exclusive; remove one";
                self.reject(member, message);
                return None;
            }
        };
        if nodes.is_empty() {
            self.reject(member, "`enum` is empty, so no value is valid");
            return None;
        }
        self.count_listed(member, nodes.len())?;
        let (mut listed, mut seen) = (Listed::new(member), BTreeSet::new());
        for node in nodes {
            self.add_listed(&mut listed, node, &mut seen)?;
        }
        Some(Some(listed))
    }

    /// Adds a value to those that a schema lists. `seen` are the ones so far, to report duplicates.
    pub(super) fn add_listed(
        &mut self,
        listed: &mut Listed<'t>,
        node: &'t Node,
        seen: &mut BTreeSet<String>,
    ) -> Option<()> {
        let mut canonical = String::new();
        let shown = match &node.value {
            Json::String(string) => {
                listed.strings.push(Rc::clone(string));
                canonical = format!("\"{string}");
                quoted(string)
            }
            Json::Number(number) => {
                listed.numbers.push(Rc::clone(number));
                push_number(&mut canonical, number);
                quoted(number)
            }
            Json::Bool(value) => {
                listed.bools.push(*value);
                canonical = format!("{value}");
                quoted(&canonical)
            }
            Json::Null => {
                listed.null = true;
                canonical.push_str("null");
                quoted("null")
            }
            Json::Array(_) | Json::Object(_) => {
                let message = format!(
                    "expected strings, numbers, bools or `null`, found {}",
                    node.noun()
                );
                self.mistakes
                    .push(node.at, Some(&listed.member.name), message);
                return None;
            }
        };
        if !seen.insert(canonical) {
            let message = format!("duplicate {shown}; remove one");
            self.mistakes
                .push(node.at, Some(&listed.member.name), message);
        }
        Some(())
    }
}
