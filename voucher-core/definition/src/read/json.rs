//! Parses JSON and keeps the offset of every value and name.
//!
//! `serde_json` does the parsing. The offsets follow from the addresses of the strings that it borrows from the document.

use super::mistake::{MistakeList, quoted};
use crate::decimal::Decimal;
use crate::model::pointer;
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Error, Number};

/// The maximum size of a file, in bytes.
pub(super) const MAX_SIZE: usize = 1 << 20;
/// The maximum depth of nested arrays and objects.
pub(super) const MAX_DEPTH: usize = 128;
/// The maximum length of a member's name, in bytes.
const MAX_NAME: usize = 1 << 10;

/// A value, and the offset at which it starts.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) at: usize,
    pub(super) value: Json,
}

#[derive(Debug)]
pub(super) enum Json {
    Null,
    Bool(bool),
    /// The number as it is written.
    Number(Rc<str>),
    String(Rc<str>),
    Array(Vec<Node>),
    Object(Object),
}

#[derive(Debug, Default)]
pub(super) struct Object {
    /// In the order of the file.
    pub(super) members: Vec<Member>,
    /// The index of each member by its name, because a file can have many members.
    indexes: BTreeMap<Rc<str>, usize>,
}

/// A member, and the offset at which its name starts.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) at: usize,
    pub(super) name: Rc<str>,
    pub(super) node: Node,
}

impl Node {
    pub(super) fn members(&self) -> &[Member] {
        match &self.value {
            Json::Object(object) => &object.members,
            _ => &[],
        }
    }

    pub(super) fn member(&self, name: &str) -> Option<&Member> {
        match &self.value {
            Json::Object(object) => object.members.get(*object.indexes.get(name)?),
            _ => None,
        }
    }

    pub(super) fn string(&self) -> Option<&Rc<str>> {
        match &self.value {
            Json::String(string) => Some(string),
            _ => None,
        }
    }

    /// Returns the type of the value as a noun with its article.
    pub(super) fn noun(&self) -> &'static str {
        match &self.value {
            Json::Null => "null",
            Json::Bool(_) => "a bool",
            Json::Number(_) => "a number",
            Json::String(_) => "a string",
            Json::Array(_) => "an array",
            Json::Object(_) => "an object",
        }
    }

    /// Returns the JSON Pointer of the member or value that starts at an offset.
    pub(super) fn pointer_at(&self, at: usize) -> Option<String> {
        let (mut node, mut path) = (self, String::new());
        while node.at != at {
            match &node.value {
                Json::Object(object) => {
                    let members = &object.members;
                    let next = members.partition_point(|member| member.at <= at);
                    let member = members.get(next.checked_sub(1)?)?;
                    path = pointer(&path, &member.name);
                    if member.at == at {
                        return Some(path);
                    }
                    node = &member.node;
                }
                Json::Array(elements) => {
                    let next = elements.partition_point(|element| element.at <= at);
                    let index = next.checked_sub(1)?;
                    path = pointer(&path, &format!("{index}"));
                    node = elements.get(index)?;
                }
                _ => return None,
            }
        }
        Some(path)
    }
}

/// Parses a document. Every mistake in the JSON itself is reported; `None` if there is one.
pub(super) fn parse(text: &str, mistakes: &mut MistakeList) -> Option<Node> {
    if text.starts_with('\u{feff}') {
        let message = "the file starts with a byte-order mark, which JSON does not allow; save it without one";
        mistakes.push(0, None, message);
        return None;
    }
    let mut parser = Parser { text, mistakes };
    match serde_json::from_str::<&RawValue>(text) {
        Ok(raw) => parser.node(raw, 0),
        Err(error) => {
            let at = parser.offset_of_error(&error);
            parser.mistakes.push(at, None, error_message(&error));
            None
        }
    }
}

struct Parser<'t, 'm> {
    text: &'t str,
    mistakes: &'m mut MistakeList,
}

impl<'t> Parser<'t, '_> {
    /// Returns the offset of a part of the document, which is a slice of it.
    fn offset_of(&self, part: &str) -> usize {
        part.as_ptr().addr() - self.text.as_ptr().addr()
    }

    /// Returns the offset of an error. `serde_json` counts lines, and bytes within a line, from 1.
    fn offset_of_error(&self, error: &Error) -> usize {
        let mut lines = self.text.split_inclusive('\n');
        let before: usize = lines
            .by_ref()
            .take(error.line().saturating_sub(1))
            .map(str::len)
            .sum();
        let mut at = (before + error.column().saturating_sub(1)).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn node(&mut self, raw: &'t RawValue, depth: usize) -> Option<Node> {
        let text = raw.get();
        let at = self.offset_of(text);
        if depth == MAX_DEPTH {
            let message = format!("arrays and objects are nested more than {MAX_DEPTH} deep");
            self.mistakes.push(at, None, message);
            return None;
        }
        let value = match text.as_bytes().first()? {
            b'{' => {
                let members = self.read(text, at)?;
                self.object(members, depth)?
            }
            b'[' => {
                let elements: Elements<'_> = self.read(text, at)?;
                let elements = elements.0.into_iter();
                // Collect first, so that the mistakes of all elements are reported.
                let nodes: Vec<_> = elements
                    .map(|element| self.node(element, depth + 1))
                    .collect();
                Json::Array(nodes.into_iter().collect::<Option<_>>()?)
            }
            b'"' => Json::String(Rc::from(self.read::<String>(text, at)?)),
            b't' | b'f' => Json::Bool(text == "true"),
            b'n' => Json::Null,
            _ => {
                self.read::<Number>(text, at)?;
                Json::Number(Rc::from(text))
            }
        };
        Some(Node { at, value })
    }

    fn object(&mut self, members: Members<'t>, depth: usize) -> Option<Json> {
        let (mut object, mut is_complete) = (Object::default(), true);
        for (name, value) in members.0 {
            let at = self.offset_of(name.get());
            let node = self.node(value, depth + 1);
            let (Some(name), Some(node)) = (self.read::<Cow<'_, str>>(name.get(), at), node) else {
                is_complete = false;
                continue;
            };
            let name: Rc<str> = Rc::from(name);
            let message = if name.len() > MAX_NAME {
                let found = name.len();
                format!("expected a name of at most {MAX_NAME} bytes, found {found}")
            } else if object.indexes.contains_key(&name) {
                format!("duplicate member {}; remove one", quoted(&name))
            } else {
                object
                    .indexes
                    .insert(Rc::clone(&name), object.members.len());
                object.members.push(Member { at, name, node });
                continue;
            };
            self.mistakes.push(at, None, message);
            is_complete = false;
        }
        is_complete.then_some(Json::Object(object))
    }

    /// Reads a part of the document. Its syntax is already checked, so it can only fail because of an invalid escape or a
    /// number outside the range of a float.
    fn read<T: Deserialize<'t>>(&mut self, text: &'t str, at: usize) -> Option<T> {
        match serde_json::from_str(text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.mistakes.push(at, None, error_message(&error));
                None
            }
        }
    }
}

/// Parses an integer of 64 bits, however it is written: `2`, `2.0`, `2e0`.
pub(super) fn parse_integer(number: &str) -> Option<i64> {
    let (integer, has_fraction) = Decimal::parse(number)?.truncated()?;
    (!has_fraction).then_some(integer)
}

/// Returns the message of an error without its position, which is reported separately.
fn error_message(error: &Error) -> String {
    let mut message = format!("{error}");
    if let Some(at) = message.rfind(" at line ") {
        message.truncate(at);
    }
    format!("invalid JSON: {message}")
}

/// The elements of an array, unparsed.
struct Elements<'t>(Vec<&'t RawValue>);

/// The members of an object, unparsed, in the order of the file and with duplicates.
struct Members<'t>(Vec<(&'t RawValue, &'t RawValue)>);

impl<'t> Deserialize<'t> for Elements<'t> {
    fn deserialize<D: Deserializer<'t>>(from: D) -> Result<Self, D::Error> {
        struct ArrayVisitor;
        impl<'t> Visitor<'t> for ArrayVisitor {
            type Value = Elements<'t>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'t>>(self, mut array: A) -> Result<Elements<'t>, A::Error> {
                let mut elements = Vec::new();
                while let Some(element) = array.next_element()? {
                    elements.push(element);
                }
                Ok(Elements(elements))
            }
        }
        from.deserialize_seq(ArrayVisitor)
    }
}

impl<'t> Deserialize<'t> for Members<'t> {
    fn deserialize<D: Deserializer<'t>>(from: D) -> Result<Self, D::Error> {
        struct ObjectVisitor;
        impl<'t> Visitor<'t> for ObjectVisitor {
            type Value = Members<'t>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'t>>(self, mut object: A) -> Result<Members<'t>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = object.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        from.deserialize_map(ObjectVisitor)
    }
}
