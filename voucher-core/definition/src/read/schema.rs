//! Collects the keywords of a schema, including those of the schemas that its `$ref` leads to.

use super::json::{Json, KnownKeywords, Member, Node};
use super::keyword::{AnnotationType, has_effect, is_assertion, is_vendor_keyword, rejection};
use super::mistake::{MistakeList, quoted};
use alloc::collections::BTreeMap;
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
    /// The length of the JSON Pointers of the fields so far.
    pub(super) pointers: usize,
    /// Whether a schema is nested too deep.
    pub(super) is_too_deep: bool,
    /// The number of listed names and values so far.
    pub(super) listed: usize,
    /// Whether keywords that apply to one type imply it, as in a definition file.
    pub(super) infers_types: bool,
    /// The offsets of the keywords of other vendors so far.
    pub(super) ignored: Vec<usize>,
    /// The source of fields that do not name one.
    pub(super) source: Rc<str>,
    /// The patterns so far; `None` for those that are invalid.
    #[cfg(feature = "pattern")]
    pub(super) patterns: BTreeMap<Rc<str>, Option<Rc<crate::pattern::Owned>>>,
    /// Whether it was reported that the patterns exceed a limit.
    #[cfg(feature = "pattern")]
    pub(super) has_reported_patterns: bool,
    /// How many characters the patterns allow whose tables do not count them.
    #[cfg(feature = "pattern")]
    pub(super) counts: BTreeMap<Rc<str>, [u32; 2]>,
    /// The offsets of the schemas that are being read. Each is nested in the one before, or the target of its `$ref`.
    open: Vec<usize>,
    /// The targets of references, by the offset of the keyword, because a reference may be used often.
    targets: BTreeMap<usize, Option<&'t Node>>,
    /// Whether `null` may be valid for the target of a recursive reference, by its offset.
    pub(super) may_be_null: BTreeMap<usize, bool>,
    /// Each `$defs` so far, with the number of its schemas that [`next_unused`](Self::next_unused) has visited.
    definitions: Vec<(&'t Node, usize)>,
}

/// The keywords of a schema and of the schemas that its `$ref` leads to, the nearest first.
#[derive(Default)]
pub(super) struct Keywords<'t> {
    schemas: Vec<&'t Node>,
    members: Vec<&'t Member>,
    /// The `$ref` to a schema that contains this one, with its target.
    ancestor: Option<(&'t Member, &'t Node)>,
    /// Whether one of the schemas is not an object, or a `$ref` has no target.
    is_invalid: bool,
    /// Whether a keyword is rejected.
    has_rejected: bool,
}

impl<'t> Keywords<'t> {
    #[allow(clippy::manual_find)] // a loop takes fewer instructions in a macro, which is not optimized
    pub(super) fn get(&self, keyword: &str) -> Option<&'t Member> {
        for member in &self.members {
            if *member.name == *keyword {
                return Some(member);
            }
        }
        None
    }

    /// Returns all keywords.
    pub(super) fn members(&self) -> impl Iterator<Item = &'t Member> {
        self.members.iter().copied()
    }

    /// Returns the `$ref` to a schema that contains this one, with its target.
    pub(super) fn ancestor(&self) -> Option<(&'t Member, &'t Node)> {
        self.ancestor
    }

    /// Returns the offsets of the schema and of those that its `$ref` leads to.
    pub(super) fn offsets(&self) -> Vec<usize> {
        self.schemas.iter().map(|schema| schema.at).collect()
    }

    /// Returns whether one of the schemas is not a schema, or a `$ref` has no target.
    pub(super) fn is_invalid(&self) -> bool {
        self.is_invalid
    }

    /// Returns whether a keyword is rejected.
    pub(super) fn has_rejected(&self) -> bool {
        self.has_rejected
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
            pointers: 0,
            is_too_deep: false,
            listed: 0,
            infers_types: false,
            ignored: Vec::new(),
            source: Rc::from(""),
            #[cfg(feature = "pattern")]
            patterns: BTreeMap::new(),
            #[cfg(feature = "pattern")]
            has_reported_patterns: false,
            #[cfg(feature = "pattern")]
            counts: BTreeMap::new(),
            open: Vec::new(),
            targets: BTreeMap::new(),
            may_be_null: BTreeMap::new(),
            definitions: Vec::new(),
        }
    }

    /// Reports a mistake at a keyword.
    pub(super) fn reject(&mut self, member: &Member, message: impl Into<String>) {
        self.mistakes.push(member.at, Some(&member.name), message);
    }

    /// Collects the keywords of a schema. Until [`leave`](Self::leave), a `$ref` to the schema is recursive.
    pub(super) fn collect_keywords(&mut self, schema: &'t Node) -> Keywords<'t> {
        let mut keywords = Keywords::default();
        let mut next = Some(schema);
        while let Some(schema) = next.take() {
            self.open.push(schema.at);
            keywords.schemas.push(schema);
            self.add_keywords(schema, &mut keywords);
            if let Some(reference) = schema.member("$ref") {
                next = self.resolve_reference(reference, &keywords);
                keywords.is_invalid |= next.is_none();
                if let Some(target) = next.filter(|target| self.open.contains(&target.at)) {
                    keywords.ancestor = Some((reference, target));
                    break;
                }
            }
        }
        self.check_additional_properties(&keywords);
        keywords
    }

    fn add_keywords(&mut self, schema: &'t Node, keywords: &mut Keywords<'t>) {
        let message = match schema.value {
            // `true` accepts any value, as `{}` does.
            Json::Object(_) | Json::Bool(true) => None,
            Json::Bool(false) => Some("no value is valid for the schema `false`; remove it".into()),
            _ => Some(format!(
                "expected a schema, found {}; write an object with `type`",
                schema.noun()
            )),
        };
        if let Some(message) = message {
            keywords.is_invalid = true;
            self.mistakes.push(schema.at, None, message);
        }
        let known = self.known_keywords(schema);
        keywords.has_rejected |= known.has_rejected;
        let members = schema.members();
        for member in known.positions.iter().filter_map(|at| members.get(*at)) {
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

    /// Returns the keywords of a schema that have an effect. The first time, all its keywords are checked.
    fn known_keywords(&mut self, schema: &'t Node) -> Rc<KnownKeywords> {
        let known = &schema.known;
        known
            .get_or_init(|| Rc::new(self.check_keywords(schema)))
            .clone()
    }

    fn check_keywords(&mut self, schema: &'t Node) -> KnownKeywords {
        let is_top_level = schema.at == self.document.at;
        let (mut positions, mut has_rejected) = (Vec::new(), false);
        for (at, member) in schema.members().iter().enumerate() {
            if has_effect(&member.name) {
                positions.push(at);
                self.add_definitions(member);
            } else {
                has_rejected |= self.check_keyword(member, is_top_level).is_none();
            }
        }
        KnownKeywords {
            positions,
            has_rejected,
        }
    }

    /// Ends the reading of a schema and of the targets of its references.
    pub(super) fn leave(&mut self, keywords: &Keywords<'t>) {
        let left = self.open.len().saturating_sub(keywords.schemas.len());
        self.open.truncate(left);
    }

    /// Remembers the schemas of `$defs`.
    fn add_definitions(&mut self, member: &'t Member) {
        if &*member.name == "$defs" {
            self.definitions.push((&member.node, 0));
            if !matches!(member.node.value, Json::Object(_)) {
                self.reject_type(member, "an object of schemas");
            }
        }
    }

    /// Checks a keyword that has no effect. Returns `None` if it is rejected.
    fn check_keyword(&mut self, member: &'t Member, is_top_level: bool) -> Option<()> {
        if self.mistakes.is_full() {
            return None;
        }
        if is_vendor_keyword(&member.name) {
            self.ignored.push(member.at);
            return Some(());
        }
        let rejection = rejection(&member.name, is_top_level);
        let is_rejected = rejection.is_some();
        if let Some(message) = rejection {
            self.reject(member, message);
        }
        let expected = match (AnnotationType::of(&member.name), &member.node.value) {
            (Some(AnnotationType::String), Json::String(_))
            | (Some(AnnotationType::Bool), Json::Bool(_))
            | (Some(AnnotationType::Array), Json::Array(_))
            | (Some(AnnotationType::Object), Json::Object(_))
            | (Some(AnnotationType::Any) | None, _) => None,
            (Some(AnnotationType::String), _) => Some("a string"),
            (Some(AnnotationType::Bool), _) => Some("`true` or `false`"),
            (Some(AnnotationType::Array), _) => Some("an array"),
            (Some(AnnotationType::Object), _) => Some("an object"),
        };
        if let Some(expected) = expected {
            self.reject_type(member, expected);
        }
        (!is_rejected).then_some(())
    }

    pub(super) fn reject_type(&mut self, member: &Member, expected: &str) {
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
        let Some(target) = self.find_target(reference) else {
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
        if keywords.schemas.iter().any(|schema| schema.at == target.at) {
            self.reject(reference, "a reference to itself; write the schema");
            return None;
        }
        Some(target)
    }

    /// Returns the schema that a `$ref` leads to. It is searched once, because a pointer may be long and used often.
    pub(super) fn find_target(&mut self, reference: &'t Member) -> Option<&'t Node> {
        if let Some(known) = self.targets.get(&reference.at) {
            return *known;
        }
        let target = self.find(reference.node.string()?);
        self.targets.insert(reference.at, target);
        target
    }

    /// Returns the schema at a JSON Pointer that is written as the fragment of a URI: `#/$defs/item`.
    pub(super) fn find(&self, fragment: &str) -> Option<&'t Node> {
        let pointer = decode_percent(fragment.strip_prefix('#')?)?;
        if pointer.is_empty() {
            return Some(self.document);
        }
        let mut segments = pointer.strip_prefix('/')?.split('/');
        let mut node = self.document;
        while let Some(keyword) = segments.next() {
            let value = &node.member(keyword)?.node;
            node = match keyword {
                "$defs" | "properties" => {
                    let name = segments.next()?.replace("~1", "/").replace("~0", "~");
                    &value.member(&name)?.node
                }
                "oneOf" | "anyOf" => match &value.value {
                    Json::Array(schemas) => schemas.get(segments.next()?.parse::<usize>().ok()?)?,
                    _ => return None,
                },
                "items" | "additionalProperties" | "propertyNames" => value,
                _ => return None,
            };
        }
        Some(node)
    }

    /// Returns the next schema in a `$defs` that has not been read, to report mistakes in unused schemas.
    pub(super) fn next_unused(&mut self) -> Option<&'t Node> {
        while let Some((definitions, next)) = self.definitions.last_mut() {
            let Some(member) = definitions.members().get(*next) else {
                self.definitions.pop();
                continue;
            };
            *next += 1;
            if member.node.known.get().is_none() {
                return Some(&member.node);
            }
        }
        None
    }
}

/// Decodes the percent-encoding of a URI's fragment: `%25` is `%`.
pub(super) fn decode_percent(fragment: &str) -> Option<String> {
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
