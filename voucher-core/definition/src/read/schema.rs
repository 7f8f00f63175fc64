//! Collects the keywords of a schema, including those of the schemas that its `$ref` leads to.

use super::json::{Json, Member, Node, parse_integer};
use super::keyword::{AnnotationType, applies_to, is_assertion, rejection};
use super::mistake::{MistakeList, quoted};
use crate::model::JsonType;
#[cfg(feature = "pattern")]
use alloc::collections::BTreeMap;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

/// The maximum number of references of which each leads to the next.
const MAX_REFERENCES: usize = 32;

/// The state of reading a document.
pub(super) struct Reader<'t> {
    pub(super) document: &'t Node,
    pub(super) mistakes: MistakeList,
    /// The number of fields so far.
    pub(super) fields: usize,
    /// The number of listed names and values so far.
    pub(super) listed: usize,
    /// The source of fields that do not name one.
    pub(super) source: Rc<str>,
    /// The patterns so far; `None` for those that are invalid.
    #[cfg(feature = "pattern")]
    pub(super) patterns: BTreeMap<Rc<str>, Option<Rc<crate::pattern::Owned>>>,
    /// The offsets of the schemas that are being read. Each is nested in the one before, or the target of its `$ref`.
    open: Vec<usize>,
    /// The offsets of the schemas that have been read.
    seen: BTreeSet<usize>,
    /// Each `$defs` so far, with the number of its schemas that [`next_unused`](Self::next_unused) has visited.
    definitions: Vec<(&'t Node, usize)>,
}

/// The keywords of a schema and of the schemas that its `$ref` leads to, the nearest first.
pub(super) struct Keywords<'t> {
    schemas: Vec<&'t Node>,
    members: Vec<&'t Member>,
    /// Whether one of the schemas is not an object, or a `$ref` has no target.
    is_invalid: bool,
}

impl<'t> Keywords<'t> {
    pub(super) fn get(&self, keyword: &str) -> Option<&'t Member> {
        let mut members = self.members.iter().copied();
        members.find(|member| &*member.name == keyword)
    }

    /// Returns the keywords that restrict values.
    pub(super) fn assertions(&self) -> impl Iterator<Item = &'t Member> {
        let members = self.members.iter().copied();
        members.filter(|member| is_assertion(&member.name))
    }
}

impl<'t> Reader<'t> {
    pub(super) fn new(document: &'t Node) -> Self {
        Self {
            document,
            mistakes: MistakeList::default(),
            fields: 0,
            listed: 0,
            source: Rc::from(""),
            #[cfg(feature = "pattern")]
            patterns: BTreeMap::new(),
            open: Vec::new(),
            seen: BTreeSet::new(),
            definitions: Vec::new(),
        }
    }

    /// Reports a mistake at a keyword.
    pub(super) fn reject(&mut self, member: &Member, message: impl Into<String>) {
        self.mistakes.push(member.at, Some(&member.name), message);
    }

    /// Collects the keywords of a schema. Until [`leave`](Self::leave), a `$ref` to the schema is recursive.
    pub(super) fn collect_keywords(&mut self, schema: &'t Node) -> Keywords<'t> {
        let mut keywords = Keywords {
            schemas: Vec::new(),
            members: Vec::new(),
            is_invalid: false,
        };
        let mut next = Some(schema);
        while let Some(schema) = next.take() {
            self.open.push(schema.at);
            keywords.schemas.push(schema);
            self.add_keywords(schema, &mut keywords);
            if let Some(reference) = schema.member("$ref") {
                next = self.resolve_reference(reference, &keywords);
                keywords.is_invalid |= next.is_none();
            }
        }
        self.check_additional_properties(&keywords);
        keywords
    }

    fn add_keywords(&mut self, schema: &'t Node, keywords: &mut Keywords<'t>) {
        let is_first = self.seen.insert(schema.at);
        if !matches!(schema.value, Json::Object(_)) {
            keywords.is_invalid = true;
            let message = format!(
                "expected a schema, found {}; write an object with `type`",
                schema.noun()
            );
            self.mistakes.push(schema.at, None, message);
        }
        for member in schema.members() {
            if is_first {
                self.check_keyword(member, schema.at == self.document.at);
            }
            match keywords.get(&member.name) {
                Some(nearer) if is_assertion(&member.name) => {
                    let message = format!(
                        "duplicate `{}`, here and in the target of `$ref`; remove one",
                        member.name
                    );
                    self.reject(nearer, message);
                }
                _ => keywords.members.push(member),
            }
        }
    }

    /// Ends the reading of a schema and of the targets of its references.
    pub(super) fn leave(&mut self, keywords: &Keywords<'t>) {
        let left = self.open.len().saturating_sub(keywords.schemas.len());
        self.open.truncate(left);
    }

    fn check_keyword(&mut self, member: &'t Member, is_top_level: bool) {
        if self.mistakes.is_full() {
            return;
        }
        if let Some(message) = rejection(&member.name, is_top_level) {
            self.reject(member, message);
        }
        let expected = match (AnnotationType::of(&member.name), &member.node.value) {
            (Some(AnnotationType::String), Json::String(_))
            | (Some(AnnotationType::Bool), Json::Bool(_))
            | (Some(AnnotationType::Array), Json::Array(_))
            | (Some(AnnotationType::Any) | None, _) => None,
            (Some(AnnotationType::String), _) => Some("a string"),
            (Some(AnnotationType::Bool), _) => Some("`true` or `false`"),
            (Some(AnnotationType::Array), _) => Some("an array"),
        };
        if let Some(expected) = expected {
            self.reject_type(member, expected);
        }
        if &*member.name == "$defs" {
            self.definitions.push((&member.node, 0));
            if !matches!(member.node.value, Json::Object(_)) {
                self.reject_type(member, "an object of schemas");
            }
        }
    }

    fn reject_type(&mut self, member: &Member, expected: &str) {
        let message = format!("expected {expected}, found {}", member.node.noun());
        self.reject(member, message);
    }

    /// Rejects `additionalProperties` apart from `properties`: it only applies to those in the same schema, not to those in
    /// the target of a `$ref`.
    fn check_additional_properties(&mut self, keywords: &Keywords<'t>) {
        let Some(additional) = keywords.get("additionalProperties") else {
            return;
        };
        let has = |schema: &&Node, keyword| schema.member(keyword).is_some();
        let mut schemas = keywords.schemas.iter();
        let is_apart =
            |schema: &&Node| has(schema, "properties") != has(schema, "additionalProperties");
        if keywords.get("properties").is_some() && schemas.any(is_apart) {
            let message = "`additionalProperties` only applies to `properties` in the same schema; write both in one schema";
            self.reject(additional, message);
        }
    }

    /// Returns the target of a `$ref`.
    fn resolve_reference(
        &mut self,
        reference: &'t Member,
        keywords: &Keywords<'t>,
    ) -> Option<&'t Node> {
        let Some(text) = reference.node.string() else {
            self.reject_type(reference, "a string");
            return None;
        };
        let Some(target) = self.find(text) else {
            let found = quoted(text);
            let message = if text.starts_with("#/") {
                format!("there is no schema at {found} in this file")
            } else {
                format!("expected a reference within this file such as `#/$defs/…`, found {found}")
            };
            self.reject(reference, message);
            return None;
        };
        if keywords.schemas.len() > MAX_REFERENCES {
            let message = format!("more than {MAX_REFERENCES} references in a row");
            self.reject(reference, message);
            return None;
        }
        if self.open.contains(&target.at) {
            let message =
                "recursive references are not supported; write out each level of the schema";
            self.reject(reference, message);
            return None;
        }
        Some(target)
    }

    /// Returns the schema at a JSON Pointer that is written as the fragment of a URI: `#/$defs/item`.
    pub(super) fn find(&self, fragment: &str) -> Option<&'t Node> {
        let pointer = decode_percent(fragment.strip_prefix('#')?)?;
        let mut segments = pointer.strip_prefix('/')?.split('/');
        let mut node = self.document;
        while let Some(keyword) = segments.next() {
            let value = &node.member(keyword)?.node;
            node = match keyword {
                "$defs" | "properties" => {
                    let name = segments.next()?.replace("~1", "/").replace("~0", "~");
                    &value.member(&name)?.node
                }
                "items" => value,
                _ => return None,
            };
        }
        Some(node)
    }

    /// Returns the type of a schema, and reports the keywords that do not apply to it.
    pub(super) fn type_of(&mut self, keywords: &Keywords<'t>) -> Option<JsonType> {
        let of = match keywords.get("type") {
            Some(member) => self.declared_type(member)?,
            None => self.implied_type(keywords)?,
        };
        for member in keywords.assertions() {
            if !applies_to(&member.name, of) {
                let message = format!(
                    "`{}` does not apply to `\"type\": \"{}\"`; remove it",
                    member.name,
                    of.name()
                );
                self.reject(member, message);
            }
        }
        Some(of)
    }

    fn declared_type(&mut self, member: &'t Member) -> Option<JsonType> {
        let node = match &member.node.value {
            Json::Array(types) if types.len() == 1 => types.first()?,
            _ => &member.node,
        };
        let message = match &node.value {
            Json::String(name) if &**name == "null" => {
                "`null` is not supported: an absent value is omitted, never sent as `null`".into()
            }
            Json::String(name) => match (JsonType::find(name), JsonType::nearest_name(name)) {
                (Some(of), _) => return Some(of),
                (None, Some(near)) => {
                    format!("unknown type {}; did you mean `{near}`?", quoted(name))
                }
                (None, None) => format!(
                    "unknown type {}; expected `string`, `integer`, `number`, `boolean`, `object` or `array`",
                    quoted(name)
                ),
            },
            Json::Array(_) => {
                "expected one type, found several; remove `null`, since an absent value is omitted"
                    .into()
            }
            _ => format!("expected a string, found {}", node.noun()),
        };
        self.reject(member, message);
        None
    }

    /// Returns the type of a schema without `type`. Only `const` and `enum` imply one.
    fn implied_type(&mut self, keywords: &Keywords<'t>) -> Option<JsonType> {
        if let Some(member) = keywords.get("const") {
            return self.type_of_const(member);
        }
        if let Some(member) = keywords.get("enum") {
            return self.type_of_enum(member);
        }
        match keywords.assertions().next() {
            Some(member) => {
                let message = format!("`{}` without `type`; add `\"type\": …`", member.name);
                self.reject(member, message);
            }
            // The reason is already reported.
            None if keywords.is_invalid || self.has_rejected(keywords) => {}
            None => {
                let message = "missing `type`; add `\"type\": …`";
                let schema = keywords.schemas.last()?;
                self.mistakes.push(schema.at, None, message);
            }
        }
        None
    }

    fn has_rejected(&self, keywords: &Keywords<'t>) -> bool {
        let mut schemas = keywords.schemas.iter();
        let is_top_level = schemas.any(|schema| schema.at == self.document.at);
        let mut members = keywords.members.iter();
        members.any(|member| rejection(&member.name, is_top_level).is_some())
    }

    fn type_of_const(&mut self, member: &'t Member) -> Option<JsonType> {
        match &member.node.value {
            Json::String(_) => Some(JsonType::String),
            Json::Bool(_) => Some(JsonType::Bool),
            Json::Number(number) if parse_integer(number).is_some() => Some(JsonType::Integer),
            Json::Number(_) => Some(JsonType::Number),
            Json::Null | Json::Array(_) | Json::Object(_) => {
                self.reject_type(member, "a string, a number or a bool");
                None
            }
        }
    }

    fn type_of_enum(&mut self, member: &'t Member) -> Option<JsonType> {
        let Json::Array(values) = &member.node.value else {
            self.reject_type(member, "an array of strings");
            return None;
        };
        if let Some(other) = values.iter().find(|value| value.string().is_none()) {
            let message = format!("expected an array of strings, found {} in it", other.noun());
            self.reject(member, message);
            return None;
        }
        Some(JsonType::String)
    }

    /// Returns the next schema in a `$defs` that has not been read, to report mistakes in unused schemas.
    pub(super) fn next_unused(&mut self) -> Option<&'t Node> {
        while let Some((definitions, next)) = self.definitions.last_mut() {
            let Some(member) = definitions.members().get(*next) else {
                self.definitions.pop();
                continue;
            };
            *next += 1;
            if !self.seen.contains(&member.node.at) {
                return Some(&member.node);
            }
        }
        None
    }
}

/// Decodes the percent-encoding of a URI's fragment: `%25` is `%`.
fn decode_percent(fragment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, after) = rest.split_at_checked(2)?;
        let digits = core::str::from_utf8(digits).ok()?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}
