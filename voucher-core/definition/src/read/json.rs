//! Parses JSON and keeps the offset of every value and name.
//!
//! `serde_json` checks the syntax of the whole document, and parses each number and each string with escapes. Only the structure
//! is parsed here, because `serde_json` does not tell offsets.

use super::mistake::{MistakeList, quoted};
use crate::decimal::Decimal;
use crate::model::pointer;
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::collections::btree_map::Entry;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::OnceCell;
use serde::de::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Error, Number};

/// The maximum size of a file, in bytes.
pub(super) const MAX_SIZE: usize = 8 << 20;
/// The maximum number of values, which limits the memory.
const MAX_VALUES: usize = 1 << 20;
/// The maximum depth of nested arrays and objects.
const MAX_DEPTH: usize = 256;
/// The maximum length of a member's name, in bytes.
const MAX_NAME: usize = 1 << 10;

/// A value, and the offset at which it starts.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) at: usize,
    pub(super) value: Json,
    /// What is known about its keywords, if it has been read as a schema.
    pub(super) known: OnceCell<Rc<KnownKeywords>>,
}

/// The keywords of a schema that has been read. They are checked once, because a schema may be used often.
#[derive(Debug)]
pub(super) struct KnownKeywords {
    /// The positions of those that have an effect.
    pub(super) positions: Vec<usize>,
    pub(super) has_rejected: bool,
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
    /// The index of each member by its name, because a file can have many members. Empty if there are few.
    indexes: BTreeMap<Rc<str>, usize>,
}

/// The number of members that are searched one after the other.
const FEW: usize = 8;

impl Object {
    /// Returns the position of the member with a name.
    fn position(&self, name: &str) -> Option<usize> {
        if self.indexes.is_empty() {
            return self.members.iter().position(|member| &*member.name == name);
        }
        self.indexes.get(name).copied()
    }

    /// Records the name of the member that is added next. Returns whether no member has it yet.
    fn add_name(&mut self, name: &Rc<str>) -> bool {
        let count = self.members.len();
        if count < FEW {
            return self.position(name).is_none();
        }
        if self.indexes.is_empty() {
            let names = self.members.iter().map(|member| Rc::clone(&member.name));
            self.indexes.extend(names.zip(0..));
        }
        match self.indexes.entry(Rc::clone(name)) {
            Entry::Occupied(_) => false,
            Entry::Vacant(entry) => {
                entry.insert(count);
                true
            }
        }
    }
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
        self.members().get(self.position(name)?)
    }

    /// Returns the position of the member with a name.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        match &self.value {
            Json::Object(object) => object.position(name),
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
    let mut parser = Parser {
        text,
        at: 0,
        values: 0,
        mistakes,
    };
    match serde_json::from_str::<&RawValue>(text) {
        Ok(_) => parser.node(0),
        Err(error) => {
            let at = parser.offset_of_error(&error);
            parser.mistakes.push(at, None, error_message(&error));
            None
        }
    }
}

/// Parses a document whose syntax is valid.
struct Parser<'t, 'm> {
    text: &'t str,
    /// The offset of what comes next.
    at: usize,
    /// The number of values so far.
    values: usize,
    mistakes: &'m mut MistakeList,
}

impl<'t> Parser<'t, '_> {
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

    /// Returns what is not parsed yet, after white space.
    fn rest(&mut self) -> &'t str {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.text.as_bytes().get(self.at) {
            self.at += 1;
        }
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Moves past this many bytes, and returns them.
    fn take(&mut self, count: usize) -> &'t str {
        let from = self.at;
        self.at += count;
        self.text.get(from..self.at).unwrap_or_default()
    }

    /// Moves past a string, and returns it with its quotes.
    fn take_string(&mut self) -> &'t str {
        let bytes = self.rest().as_bytes();
        let mut count = 1;
        while let Some(byte) = bytes.get(count) {
            count += 1;
            match byte {
                b'"' => break,
                // Moves past the escaped byte, which may be a quote.
                b'\\' => count += 1,
                _ => {}
            }
        }
        self.take(count)
    }

    /// Moves past a string, and returns it. Most have no escapes, and need not be parsed.
    fn string(&mut self) -> Option<Rc<str>> {
        let (rest, at) = (self.rest(), self.at);
        let content = rest.get(1..).and_then(|rest| rest.split_once('"'));
        match content {
            Some((content, _)) if !content.contains('\\') => {
                self.at += content.len() + 2;
                Some(Rc::from(content))
            }
            _ => {
                let string = self.take_string();
                let string: Cow<'_, str> = self.read(string, at)?;
                Some(Rc::from(string))
            }
        }
    }

    /// Moves past a value, however deep it is.
    fn skip_value(&mut self) {
        let mut depth = 0_usize;
        loop {
            match self.rest().bytes().next() {
                None => return,
                Some(b'"') => {
                    self.take_string();
                }
                Some(byte) => {
                    self.at += 1;
                    match byte {
                        b'[' | b'{' => depth += 1,
                        b']' | b'}' => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                }
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn node(&mut self, depth: usize) -> Option<Node> {
        let rest = self.rest();
        let at = self.at;
        self.values += 1;
        if self.values > MAX_VALUES {
            if self.values == MAX_VALUES + 1 {
                let message = format!("expected at most {MAX_VALUES} values in the file");
                self.mistakes.push(at, None, message);
            }
            self.skip_value();
            return None;
        }
        if depth == MAX_DEPTH {
            let message = format!("arrays and objects are nested more than {MAX_DEPTH} deep");
            self.mistakes.push(at, None, message);
            self.skip_value();
            return None;
        }
        let value = match rest.bytes().next()? {
            b'{' => self.object(depth)?,
            b'[' => self.array(depth)?,
            b'"' => Json::String(self.string()?),
            _ => {
                let is_end =
                    |next: char| matches!(next, ',' | ']' | '}' | ' ' | '\t' | '\r' | '\n');
                match self.take(rest.find(is_end).unwrap_or(rest.len())) {
                    "true" => Json::Bool(true),
                    "false" => Json::Bool(false),
                    "null" => Json::Null,
                    number => {
                        self.read::<Number>(number, at)?;
                        Json::Number(Rc::from(number))
                    }
                }
            }
        };
        let known = OnceCell::new();
        Some(Node { at, value, known })
    }

    /// Parses an array to its end, so that the mistakes of all elements are reported.
    fn array(&mut self, depth: usize) -> Option<Json> {
        self.at += 1;
        let (mut elements, mut is_complete) = (Vec::new(), true);
        loop {
            match self.rest().bytes().next() {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b',') => self.at += 1,
                Some(_) => match self.node(depth + 1) {
                    Some(element) => elements.push(element),
                    None => is_complete = false,
                },
            }
        }
        is_complete.then_some(Json::Array(elements))
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        self.at += 1;
        let (mut object, mut is_complete) = (Object::default(), true);
        loop {
            match self.rest().bytes().next() {
                None => break,
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                Some(b'"') => is_complete &= self.member(&mut object, depth).is_some(),
                // The comma before a member.
                Some(_) => self.at += 1,
            }
        }
        is_complete.then_some(Json::Object(object))
    }

    fn member(&mut self, object: &mut Object, depth: usize) -> Option<()> {
        let at = self.at;
        let name = self.string();
        self.rest();
        self.at += 1; // the colon
        let node = self.node(depth + 1);
        let (name, node) = (name?, node?);
        let message = if name.len() > MAX_NAME {
            let found = name.len();
            format!("expected a name of at most {MAX_NAME} bytes, found {found}")
        } else if object.add_name(&name) {
            object.members.push(Member { at, name, node });
            return Some(());
        } else {
            format!("duplicate member {}; remove one", quoted(&name))
        };
        self.mistakes.push(at, None, message);
        None
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
