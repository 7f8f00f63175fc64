//! JSON values that keep the order of members and the digits of numbers.

use super::error::ImportError;
use indexmap::IndexMap;
use serde::de::IgnoredAny;
use std::fmt::Write as _;
use std::rc::Rc;

/// The maximum size of a description, in bytes.
pub(super) const MAX_SIZE: usize = 64 << 20;
/// The maximum number of values in a description, counting every use of a YAML alias.
pub(super) const MAX_VALUES: usize = 8 << 20;
/// The maximum depth of nested arrays and objects in a description.
pub(super) const MAX_DEPTH: usize = 200;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    /// The number as it is written.
    Number(String),
    String(String),
    Array(Vec<Json>),
    Object(Object),
}

/// A JSON object with its members in the order of the document.
#[derive(Clone, Debug, Default)]
pub(super) struct Object {
    pub(super) members: IndexMap<String, Json>,
    /// In a generated schema: the JSON Pointer of the source schema.
    pub(super) source: Option<Rc<str>>,
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.members == other.members
    }
}

impl Object {
    pub(super) fn get(&self, name: &str) -> Option<&Json> {
        self.members.get(name)
    }

    pub(super) fn set(&mut self, name: impl Into<String>, value: impl Into<Json>) {
        self.members.insert(name.into(), value.into());
    }

    /// Removes a member, and keeps the order of the others.
    pub(super) fn remove(&mut self, name: &str) -> Option<Json> {
        self.members.shift_remove(name)
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<&str> for Json {
    fn from(value: &str) -> Self {
        Self::String(value.into())
    }
}

impl From<String> for Json {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl From<Object> for Json {
    fn from(value: Object) -> Self {
        Self::Object(value)
    }
}

impl From<Vec<Json>> for Json {
    fn from(value: Vec<Json>) -> Self {
        Self::Array(value)
    }
}

impl Json {
    /// Returns a number as it is written in JSON.
    pub(super) fn number(value: u64) -> Self {
        Self::Number(value.to_string())
    }

    pub(super) fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    pub(super) fn as_object_mut(&mut self) -> Option<&mut Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    pub(super) fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(elements) => Some(elements),
            _ => None,
        }
    }

    pub(super) fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(string) => Some(string),
            _ => None,
        }
    }

    pub(super) fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        self.as_object()?.get(name)
    }

    /// Returns the string that a member has.
    pub(super) fn str(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    pub(super) fn is_true(&self, name: &str) -> bool {
        self.get(name).and_then(Self::as_bool) == Some(true)
    }

    /// Returns the value of a segment of a JSON Pointer.
    pub(super) fn child(&self, segment: &str) -> Option<&Self> {
        match self {
            Self::Object(object) => object.get(segment),
            Self::Array(elements) => elements.get(segment.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// Returns the value of a segment of a JSON Pointer.
    pub(super) fn child_mut(&mut self, segment: &str) -> Option<&mut Self> {
        match self {
            Self::Object(object) => object.members.get_mut(segment),
            Self::Array(elements) => elements.get_mut(segment.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// Returns what the value is, for messages.
    pub(super) fn noun(&self) -> &'static str {
        match self {
            Self::Null => "`null`",
            Self::Bool(_) => "a bool",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// Parses a JSON document. A name that an object has twice is a mistake.
    pub(super) fn parse(text: &str) -> Result<Self, ImportError> {
        if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
            return Err(ImportError::new(format!("the JSON is invalid: {error}")));
        }
        let mut parser = Parser {
            text,
            at: 0,
            values: 0,
        };
        parser.value(0)
    }

    /// Returns the document as indented JSON with a final line break.
    pub(super) fn to_pretty(&self) -> String {
        let mut out = String::new();
        write_value(self, 0, &mut out);
        out.push('\n');
        out
    }
}

/// Reads the structure of a document whose syntax is valid.
struct Parser<'t> {
    text: &'t str,
    at: usize,
    values: usize,
}

impl<'t> Parser<'t> {
    fn value(&mut self, depth: usize) -> Result<Json, ImportError> {
        self.values += 1;
        if self.values > MAX_VALUES || depth > MAX_DEPTH {
            return Err(ImportError::too_large(depth > MAX_DEPTH));
        }
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => self.string().map(Json::String),
            _ => Ok(scalar(self.token())),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json, ImportError> {
        let mut object = Object::default();
        self.at += 1;
        while self.peek() == Some(b'"') {
            let name_at = self.at;
            let name = self.string()?;
            self.skip(b':');
            let value = self.value(depth + 1)?;
            if object.members.contains_key(&name) {
                let before = self.text.get(..name_at).unwrap_or_default();
                return Err(ImportError::duplicate(
                    &name,
                    before.matches('\n').count() + 1,
                ));
            }
            object.members.insert(name, value);
            self.skip(b',');
        }
        self.skip(b'}');
        Ok(Json::Object(object))
    }

    fn array(&mut self, depth: usize) -> Result<Json, ImportError> {
        let mut elements = Vec::new();
        self.at += 1;
        while !matches!(self.peek(), Some(b']') | None) {
            elements.push(self.value(depth + 1)?);
            self.skip(b',');
        }
        self.skip(b']');
        Ok(Json::Array(elements))
    }

    fn string(&mut self) -> Result<String, ImportError> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let mut is_escaped = false;
        let end = rest.bytes().skip(1).position(|byte| {
            let is_end = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            is_end
        });
        let quoted = rest.get(..end.unwrap_or_default() + 2).unwrap_or_default();
        self.at += quoted.len().max(1);
        serde_json::from_str(quoted)
            .map_err(|error| ImportError::new(format!("the JSON is invalid: {error}")))
    }

    /// Returns the text up to the next structural character.
    fn token(&mut self) -> &'t str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let end = rest.find([',', ']', '}', ' ', '\t', '\r', '\n']);
        let token = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        self.at += token.len();
        token
    }

    /// Returns the next byte that is not white space.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let spaces = rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
        self.at += spaces;
        rest.get(spaces).copied()
    }

    fn skip(&mut self, byte: u8) {
        if self.peek() == Some(byte) {
            self.at += 1;
        }
    }
}

fn scalar(token: &str) -> Json {
    match token {
        "null" => Json::Null,
        "true" => Json::Bool(true),
        "false" => Json::Bool(false),
        number => Json::Number(number.into()),
    }
}

fn write_value(value: &Json, depth: usize, out: &mut String) {
    match value {
        Json::Null => out.push_str("null"),
        Json::Bool(value) => {
            let _ = write!(out, "{value}");
        }
        Json::Number(number) => out.push_str(number),
        Json::String(string) => out.push_str(&quoted(string)),
        Json::Array(elements) => write_array(elements, depth, out),
        Json::Object(object) if object.members.is_empty() => out.push_str("{}"),
        Json::Object(object) => {
            out.push('{');
            for (index, (name, value)) in object.members.iter().enumerate() {
                out.push_str(if index == 0 { "\n" } else { ",\n" });
                indent(depth + 1, out);
                out.push_str(&quoted(name));
                out.push_str(": ");
                write_value(value, depth + 1, out);
            }
            out.push('\n');
            indent(depth, out);
            out.push('}');
        }
    }
}

/// Writes an array, in one line if it is short.
fn write_array(elements: &[Json], depth: usize, out: &mut String) {
    let is_scalar = |one: &Json| !matches!(one, Json::Array(_) | Json::Object(_));
    if elements.iter().all(is_scalar) {
        let mut line = String::from("[");
        for (index, element) in elements.iter().enumerate() {
            line.push_str(if index == 0 { "" } else { ", " });
            write_value(element, 0, &mut line);
        }
        line.push(']');
        if line.len() <= 80 {
            out.push_str(&line);
            return;
        }
    }
    out.push('[');
    for (index, element) in elements.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        indent(depth + 1, out);
        write_value(element, depth + 1, out);
    }
    out.push('\n');
    indent(depth, out);
    out.push(']');
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

/// Returns a string as JSON.
pub(super) fn quoted(string: &str) -> String {
    // A string can always be written.
    serde_json::to_string(string).unwrap_or_default()
}

/// Appends a segment to a JSON Pointer.
pub(super) fn join(pointer: &str, segment: &str) -> String {
    let mut joined = String::with_capacity(pointer.len() + segment.len() + 1);
    joined.push_str(pointer);
    joined.push('/');
    for one in segment.chars() {
        match one {
            '~' => joined.push_str("~0"),
            '/' => joined.push_str("~1"),
            _ => joined.push(one),
        }
    }
    joined
}

/// Splits a JSON Pointer into its segments.
pub(super) fn segments(pointer: &str) -> impl Iterator<Item = String> {
    let segments = pointer.split('/').skip(1);
    segments.map(|segment| segment.replace("~1", "/").replace("~0", "~"))
}
