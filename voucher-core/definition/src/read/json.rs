//! A document of JSON with the place of each value: `serde_json` parses, and the places are where its borrowed texts stand.

use super::mistake::{Found, shown};
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

/// The longest file that is read, in bytes.
pub(super) const LONGEST: usize = 1 << 20;
/// How deep arrays and objects may be nested.
pub(super) const DEEPEST: usize = 128;
/// The longest name of a member, in bytes.
const LONGEST_NAME: usize = 1 << 10;

/// A value, and the byte where it starts.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) at: usize,
    pub(super) value: Json,
}

#[derive(Debug)]
pub(super) enum Json {
    Null,
    Bool(bool),
    /// As it is written.
    Number(Rc<str>),
    Text(Rc<str>),
    Array(Vec<Node>),
    Object(Object),
}

#[derive(Debug, Default)]
pub(super) struct Object {
    /// In the order of the file.
    pub(super) members: Vec<Member>,
    /// The place of each, by its name: a file may have many, and be asked for many.
    places: BTreeMap<Rc<str>, usize>,
}

/// A member, and the byte where its name starts.
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
            Json::Object(object) => object.members.get(*object.places.get(name)?),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> Option<&Rc<str>> {
        match &self.value {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What stands there, as a noun with its article.
    pub(super) fn noun(&self) -> &'static str {
        match &self.value {
            Json::Null => "null",
            Json::Bool(_) => "a bool",
            Json::Number(_) => "a number",
            Json::Text(_) => "a string",
            Json::Array(_) => "an array",
            Json::Object(_) => "an object",
        }
    }

    /// Returns the JSON Pointer of the member or value that starts at a byte.
    pub(super) fn pointer_at(&self, at: usize) -> Option<String> {
        let (mut node, mut place) = (self, String::new());
        while node.at != at {
            match &node.value {
                Json::Object(object) => {
                    let members = &object.members;
                    let next = members.partition_point(|member| member.at <= at);
                    let member = members.get(next.checked_sub(1)?)?;
                    place = pointer(&place, &member.name);
                    if member.at == at {
                        return Some(place);
                    }
                    node = &member.node;
                }
                Json::Array(entries) => {
                    let next = entries
                        .partition_point(|entry| entry.at <= at)
                        .checked_sub(1)?;
                    place = pointer(&place, &format!("{next}"));
                    node = entries.get(next)?;
                }
                _ => return None,
            }
        }
        Some(place)
    }
}

/// The whole document. Every mistake of the JSON itself is added; `None` where nothing can be read.
pub(super) fn parse(text: &str, found: &mut Found) -> Option<Node> {
    if text.starts_with('\u{feff}') {
        let words =
            "the file begins with a byte-order mark, which JSON does not have; save it without one";
        found.push(0, None, words);
        return None;
    }
    let document = Document { text };
    match serde_json::from_str::<&RawValue>(text) {
        Ok(raw) => document.node(raw, 0, found),
        Err(error) => {
            found.push(document.place_of(&error), None, message(&error));
            None
        }
    }
}

struct Document<'t> {
    text: &'t str,
}

impl<'t> Document<'t> {
    /// A part of the text is a slice of it, so its address tells its place.
    fn place(&self, part: &str) -> usize {
        part.as_ptr().addr() - self.text.as_ptr().addr()
    }

    /// Where `serde_json` says that it stopped; it counts lines, and bytes in a line, from 1.
    fn place_of(&self, error: &Error) -> usize {
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

    fn node(&self, raw: &'t RawValue, depth: usize, found: &mut Found) -> Option<Node> {
        let text = raw.get();
        let at = self.place(text);
        if depth == DEEPEST {
            let words = format!("arrays and objects are nested more than {DEEPEST} deep");
            found.push(at, None, words);
            return None;
        }
        let value = match text.as_bytes().first()? {
            b'{' => self.object(read(text, at, found)?, depth, found)?,
            b'[' => {
                let entries: Entries<'_> = read(text, at, found)?;
                let entries = entries.0.into_iter();
                // All are looked at before one that is missing ends it.
                let nodes: Vec<_> = entries
                    .map(|entry| self.node(entry, depth + 1, found))
                    .collect();
                Json::Array(nodes.into_iter().collect::<Option<_>>()?)
            }
            b'"' => Json::Text(Rc::from(read::<String>(text, at, found)?)),
            b't' | b'f' => Json::Bool(text == "true"),
            b'n' => Json::Null,
            _ => {
                read::<Number>(text, at, found)?;
                Json::Number(Rc::from(text))
            }
        };
        Some(Node { at, value })
    }

    fn object(&self, members: Members<'t>, depth: usize, found: &mut Found) -> Option<Json> {
        let (mut object, mut whole) = (Object::default(), true);
        for (name, value) in members.0 {
            let at = self.place(name.get());
            let node = self.node(value, depth + 1, found);
            let (Some(name), Some(node)) = (read::<Cow<'_, str>>(name.get(), at, found), node)
            else {
                whole = false;
                continue;
            };
            let name: Rc<str> = Rc::from(name);
            let words = if name.len() > LONGEST_NAME {
                format!("a name has at most {LONGEST_NAME} bytes")
            } else if object.places.contains_key(&name) {
                format!("the member {} stands there twice", shown(&name))
            } else {
                object.places.insert(Rc::clone(&name), object.members.len());
                object.members.push(Member { at, name, node });
                continue;
            };
            found.push(at, None, words);
            whole = false;
        }
        whole.then_some(Json::Object(object))
    }
}

/// Parses an integer of 64 bits, however it is written: `2`, `2.0`, `2e0`.
pub(super) fn parse_integer(number: &str) -> Option<i64> {
    let (integer, has_fraction) = Decimal::parse(number)?.truncated()?;
    (!has_fraction).then_some(integer)
}

/// A part of the document whose syntax is known to be right; what is left to fail are escapes that are no character and
/// numbers beyond a float.
fn read<'t, T: Deserialize<'t>>(text: &'t str, at: usize, found: &mut Found) -> Option<T> {
    match serde_json::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            found.push(at, None, message(&error));
            None
        }
    }
}

/// The error without its position, which is reported separately.
fn message(error: &Error) -> String {
    let mut text = format!("{error}");
    if let Some(at) = text.rfind(" at line ") {
        text.truncate(at);
    }
    format!("invalid JSON: {text}")
}

/// The entries of an array, as they stand.
struct Entries<'t>(Vec<&'t RawValue>);

/// The members of an object, as they stand: in order, and each as often as it is there.
struct Members<'t>(Vec<(&'t RawValue, &'t RawValue)>);

impl<'t> Deserialize<'t> for Entries<'t> {
    fn deserialize<D: Deserializer<'t>>(from: D) -> Result<Self, D::Error> {
        struct Sight;
        impl<'t> Visitor<'t> for Sight {
            type Value = Entries<'t>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'t>>(self, mut entries: A) -> Result<Entries<'t>, A::Error> {
                let mut seen = Vec::new();
                while let Some(entry) = entries.next_element()? {
                    seen.push(entry);
                }
                Ok(Entries(seen))
            }
        }
        from.deserialize_seq(Sight)
    }
}

impl<'t> Deserialize<'t> for Members<'t> {
    fn deserialize<D: Deserializer<'t>>(from: D) -> Result<Self, D::Error> {
        struct Sight;
        impl<'t> Visitor<'t> for Sight {
            type Value = Members<'t>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'t>>(self, mut members: A) -> Result<Members<'t>, A::Error> {
                let mut seen = Vec::new();
                while let Some(member) = members.next_entry()? {
                    seen.push(member);
                }
                Ok(Members(seen))
            }
        }
        from.deserialize_map(Sight)
    }
}
