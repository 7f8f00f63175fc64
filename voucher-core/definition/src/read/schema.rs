//! What a schema says, gathered: its own keywords and those that its `$ref` leads to.

use super::json::{Json, Member, Node, parse_integer};
use super::keyword::{Form, Type, asks, form, is_rule, refusal};
use super::mistake::{Found, shown};
#[cfg(feature = "pattern")]
use alloc::collections::BTreeMap;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

/// The most references of which one leads to the next.
const LONGEST_CHAIN: usize = 32;

pub(super) struct Reader<'t> {
    pub(super) document: &'t Node,
    pub(super) found: Found,
    /// How many rows there are so far.
    pub(super) rows: usize,
    /// How many names and values are listed so far.
    pub(super) listed: usize,
    /// What a row without a source of its own has.
    pub(super) source: Rc<str>,
    /// The tables of the expressions so far; none of those that are refused.
    #[cfg(feature = "pattern")]
    pub(super) patterns: BTreeMap<Rc<str>, Option<Rc<crate::pattern::Owned>>>,
    /// Where the schemas start that are being read, each within the one before or led to by it.
    open: Vec<usize>,
    /// Where the schemas start that have been read.
    seen: BTreeSet<usize>,
    /// The `$defs` of those, and how many of each have been looked at since.
    definitions: Vec<(&'t Node, usize)>,
}

/// What a schema says and what the schemas say that its `$ref` leads to, the nearest first.
pub(super) struct Said<'t> {
    schemas: Vec<&'t Node>,
    members: Vec<&'t Member>,
    /// Whether one of them is no schema, or a `$ref` leads nowhere.
    is_astray: bool,
}

impl<'t> Said<'t> {
    pub(super) fn get(&self, keyword: &str) -> Option<&'t Member> {
        let mut members = self.members.iter().copied();
        members.find(|member| &*member.name == keyword)
    }

    /// The keywords that ask something of a value.
    pub(super) fn rules(&self) -> impl Iterator<Item = &'t Member> {
        let members = self.members.iter().copied();
        members.filter(|member| is_rule(&member.name))
    }
}

impl<'t> Reader<'t> {
    pub(super) fn new(document: &'t Node) -> Self {
        Self {
            document,
            found: Found::default(),
            rows: 0,
            listed: 0,
            source: Rc::from(""),
            #[cfg(feature = "pattern")]
            patterns: BTreeMap::new(),
            open: Vec::new(),
            seen: BTreeSet::new(),
            definitions: Vec::new(),
        }
    }

    /// Reports a mistake at its keyword.
    pub(super) fn refuse(&mut self, member: &Member, words: impl Into<String>) {
        self.found.push(member.at, Some(&member.name), words);
    }

    /// The keywords of a schema, which is being read until it is [left](Self::leave).
    pub(super) fn gather(&mut self, schema: &'t Node) -> Said<'t> {
        let mut said = Said {
            schemas: Vec::new(),
            members: Vec::new(),
            is_astray: false,
        };
        let mut next = Some(schema);
        while let Some(schema) = next.take() {
            self.open.push(schema.at);
            said.schemas.push(schema);
            let is_first = self.seen.insert(schema.at);
            if !matches!(schema.value, Json::Object(_)) {
                said.is_astray = true;
                self.refuse_schema(schema);
            }
            for member in schema.members() {
                if is_first {
                    self.check_keyword(member, schema.at == self.document.at);
                }
                match said.get(&member.name) {
                    Some(nearer) if is_rule(&member.name) => {
                        let words = format!(
                            "`{0}` stands here and where `$ref` leads; keep one of them",
                            member.name
                        );
                        self.refuse(nearer, words);
                    }
                    _ => said.members.push(member),
                }
            }
            if let Some(reference) = schema.member("$ref") {
                next = self.follow(reference, &said);
                said.is_astray |= next.is_none();
            }
        }
        self.check_apart(&said);
        said
    }

    /// A schema, and what its references led to, is no longer being read.
    pub(super) fn leave(&mut self, said: &Said<'t>) {
        let left = self.open.len().saturating_sub(said.schemas.len());
        self.open.truncate(left);
    }

    fn refuse_schema(&mut self, schema: &Node) {
        let words = match &schema.value {
            Json::Bool(_) => {
                "`true` and `false` are no schema of a field; write one with `type`".into()
            }
            _ => format!("a schema is an object, not {}", schema.noun()),
        };
        self.found.push(schema.at, None, words);
    }

    fn check_keyword(&mut self, member: &'t Member, is_document: bool) {
        if self.found.is_full() {
            return;
        }
        if let Some(words) = refusal(&member.name, is_document) {
            self.refuse(member, words);
        }
        let is_wrong = match (form(&member.name), &member.node.value) {
            (Some(Form::Text), value) => !matches!(value, Json::Text(_)),
            (Some(Form::Bool), value) => !matches!(value, Json::Bool(_)),
            (Some(Form::List), value) => !matches!(value, Json::Array(_)),
            _ => false,
        };
        if is_wrong {
            let words = format!(
                "`{}` is not {} in JSON Schema",
                member.name,
                member.node.noun()
            );
            self.refuse(member, words);
        }
        if &*member.name == "$defs" {
            self.definitions.push((&member.node, 0));
            if !matches!(member.node.value, Json::Object(_)) {
                let words = format!(
                    "`$defs` is an object of schemas, not {}",
                    member.node.noun()
                );
                self.refuse(member, words);
            }
        }
    }

    /// `additionalProperties` goes by the `properties` beside it, and not by those that a `$ref` leads to.
    fn check_apart(&mut self, said: &Said<'t>) {
        let Some(additional) = said.get("additionalProperties") else {
            return;
        };
        let has = |schema: &&Node, keyword| schema.member(keyword).is_some();
        let mut schemas = said.schemas.iter();
        let is_apart =
            |schema: &&Node| has(schema, "properties") != has(schema, "additionalProperties");
        if said.get("properties").is_some() && schemas.any(is_apart) {
            let words = "`additionalProperties` goes by the `properties` beside it only; write both in one schema";
            self.refuse(additional, words);
        }
    }

    /// The schema that a `$ref` leads to.
    fn follow(&mut self, reference: &'t Member, said: &Said<'t>) -> Option<&'t Node> {
        let Some(text) = reference.node.text() else {
            let words = format!("`$ref` is a string, not {}", reference.node.noun());
            self.refuse(reference, words);
            return None;
        };
        let Some(target) = self.find(text) else {
            let words = match text.strip_prefix("#/") {
                Some(_) => {
                    format!(
                        "`$ref` leads to no schema of this file: there is none at {}",
                        shown(text)
                    )
                }
                None => format!(
                    "`$ref` leads out of `$defs` of this file; write `#/$defs/…`, not {}",
                    shown(text)
                ),
            };
            self.refuse(reference, words);
            return None;
        };
        if said.schemas.len() > LONGEST_CHAIN {
            let words =
                format!("`$ref` leads to `$ref`, and that on, at most {LONGEST_CHAIN} times");
            self.refuse(reference, words);
            return None;
        }
        if self.open.contains(&target.at) {
            let words = "`$ref` leads back to where it comes from; a table has an end, so write out how deep it goes";
            self.refuse(reference, words);
            return None;
        }
        Some(target)
    }

    /// The schema of `$defs` at a JSON Pointer of the document, as a URI's fragment has it.
    fn find(&self, text: &str) -> Option<&'t Node> {
        let pointer = unescape(text.strip_prefix('#')?)?;
        let mut segments = pointer.strip_prefix('/')?.split('/');
        let mut node = self.document;
        while let Some(keyword) = segments.next() {
            let holder = &node.member(keyword)?.node;
            node = match keyword {
                "$defs" | "properties" => {
                    let name = segments.next()?.replace("~1", "/").replace("~0", "~");
                    &holder.member(&name)?.node
                }
                "items" => holder,
                _ => return None,
            };
        }
        Some(node)
    }

    /// The type of a schema, and that each of its keywords asks something of that type.
    pub(super) fn type_of(&mut self, said: &Said<'t>) -> Option<Type> {
        let of = match said.get("type") {
            Some(member) => self.named_type(member)?,
            None => self.meant_type(said)?,
        };
        for member in said.rules().filter(|member| !asks(&member.name, of)) {
            let words = format!(
                "`{}` asks nothing of `\"type\": \"{}\"`; leave it out",
                member.name,
                of.name()
            );
            self.refuse(member, words);
        }
        Some(of)
    }

    fn named_type(&mut self, member: &'t Member) -> Option<Type> {
        let node = match &member.node.value {
            Json::Array(entries) if entries.len() == 1 => entries.first()?,
            _ => &member.node,
        };
        let words = match &node.value {
            Json::Text(word) => match Type::of(word) {
                Some(of) => return Some(of),
                None if &**word == "null" => {
                    "`null` is never sent: a value that is not there is left out".into()
                }
                None => format!("{} is no type of JSON Schema", shown(word)),
            },
            Json::Array(_) => {
                "a field has one type: write it alone (what is not there is left out, never `null`)"
                    .into()
            }
            _ => format!("`type` is a string, not {}", node.noun()),
        };
        self.refuse(member, words);
        None
    }

    /// The type of a schema that does not name it: only what lists its values leaves no other.
    fn meant_type(&mut self, said: &Said<'t>) -> Option<Type> {
        if let Some(member) = said.get("const") {
            return self.type_of_constant(member);
        }
        if let Some(member) = said.get("enum") {
            return self.type_of_listed(member);
        }
        match said.rules().next() {
            Some(rule) => {
                let words = format!("`{}` stands without `type`; add `\"type\": …`", rule.name);
                self.refuse(rule, words);
            }
            // If there is no schema, or a keyword that could say it is rejected, that is already reported.
            None if said.is_astray || self.has_refused(said) => {}
            None => {
                let words = "a schema without `type` takes any value; add `\"type\": …`";
                self.found.push(said.schemas.last()?.at, None, words);
            }
        }
        None
    }

    fn has_refused(&self, said: &Said<'t>) -> bool {
        let is_document = said
            .schemas
            .iter()
            .any(|schema| schema.at == self.document.at);
        let mut members = said.members.iter();
        members.any(|member| refusal(&member.name, is_document).is_some())
    }

    fn type_of_constant(&mut self, member: &'t Member) -> Option<Type> {
        match &member.node.value {
            Json::Text(_) => Some(Type::Text),
            Json::Bool(_) => Some(Type::Bool),
            Json::Number(text) if parse_integer(text).is_some() => Some(Type::Integer),
            Json::Number(..) => Some(Type::Number),
            _ => {
                let words = format!(
                    "the only value is a string, a number or a bool, not {}",
                    member.node.noun()
                );
                self.refuse(member, words);
                None
            }
        }
    }

    fn type_of_listed(&mut self, member: &'t Member) -> Option<Type> {
        let Json::Array(entries) = &member.node.value else {
            let words = format!("`enum` is an array of strings, not {}", member.node.noun());
            self.refuse(member, words);
            return None;
        };
        let other = entries.iter().find(|entry| entry.text().is_none());
        if let Some(other) = other {
            let words = format!("listed values are strings, and {} is none", other.noun());
            self.refuse(member, words);
            return None;
        }
        Some(Type::Text)
    }

    /// A schema of `$defs` that nothing leads to, and that has not been read: its mistakes are reported before its first use.
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

/// The text of a URI's fragment: `%25` is `%`.
fn unescape(fragment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, behind) = rest.split_at_checked(2)?;
        let digits = core::str::from_utf8(digits).ok()?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = behind;
    }
    String::from_utf8(bytes).ok()
}
