//! Reads the schema of a field.

use super::json::{Member, Node};
use super::keyword::Type;
use super::mistake::shown;
use super::owned::{Limits, ModelKind, Row};
use super::rust_name::{is_identifier, rust_name};
use super::schema::{Reader, Said};
use crate::model::pointer;
use crate::model::{Evidence, Kind, Status};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::rc::Rc;
use alloc::string::ToString;
use alloc::vec::Vec;

/// The most fields of a definition, each use of a `$ref` counted.
const MAX: usize = 4_096;
/// How deep objects and arrays of a body may be nested.
const DEEPEST: usize = 32;
/// The longest name of a member, in bytes.
const LONGEST_NAME: usize = 255;

/// Where a value stands.
#[derive(Clone)]
pub(super) struct Place {
    /// The byte of its name, or of its schema where it has none.
    pub(super) at: usize,
    pub(super) name: Rc<str>,
    /// The pointer of the object that it stands in.
    pub(super) parent: Rc<str>,
    /// Its own pointer, `*` for the index of an entry.
    pub(super) pointer: Rc<str>,
    pub(super) is_required: bool,
    /// Whether it is an entry of an array.
    pub(super) is_entry: bool,
    /// Whether an object or array around it is sensitive.
    pub(super) is_sensitive: bool,
    pub(super) depth: usize,
}

impl Place {
    /// The body as a whole, or a value on its own.
    pub(super) fn whole(at: usize) -> Self {
        let nothing: Rc<str> = Rc::from("");
        Self {
            at,
            name: Rc::clone(&nothing),
            parent: Rc::clone(&nothing),
            pointer: nothing,
            is_required: true,
            is_entry: false,
            is_sensitive: false,
            depth: 0,
        }
    }

    fn member(&self, member: &Member, is_required: bool) -> Self {
        Self {
            at: member.at,
            name: Rc::clone(&member.name),
            parent: Rc::clone(&self.pointer),
            pointer: pointer(&self.pointer, &member.name).into(),
            is_required,
            is_entry: false,
            is_sensitive: self.is_sensitive,
            depth: self.depth + 1,
        }
    }

    pub(super) fn entry(&self, at: usize) -> Self {
        Self {
            at,
            name: Rc::from("*"),
            parent: Rc::clone(&self.pointer),
            pointer: pointer(&self.pointer, "*").into(),
            is_required: true,
            is_entry: true,
            is_sensitive: self.is_sensitive,
            depth: self.depth + 1,
        }
    }
}

impl<'t> Reader<'t> {
    /// Returns the row of a schema; `None` if the schema has a mistake, which is reported. A schema with a row may have mistakes, too.
    pub(super) fn row(&mut self, schema: &'t Node, place: &Place) -> Option<Row> {
        self.rows += 1;
        if self.rows > MAX {
            let words =
                format!("a definition has at most {MAX} fields, each use of a `$ref` counted");
            self.found.push(self.document.at, None, words);
            return None;
        }
        if self.is_full() {
            return None;
        }
        if place.depth > DEEPEST {
            let words = format!("objects and arrays of a body are nested at most {DEEPEST} deep");
            self.found.push(place.at, None, words);
            return None;
        }
        let said = self.gather(schema);
        let row = self.row_of(&said, place);
        self.leave(&said);
        row
    }

    fn row_of(&mut self, said: &Said<'t>, place: &Place) -> Option<Row> {
        let mut row = self.plain_row(said, place);
        // What is in a sensitive object or array is sensitive as well.
        let place = &Place {
            is_sensitive: row.sensitive,
            ..place.clone()
        };
        let of = self.type_of(said)?;
        if let Some(member) = said
            .get("x-ravelin-exclusive")
            .filter(|_| of != Type::Object)
        {
            self.refuse(
                member,
                "`x-ravelin-exclusive` is of an object's `properties`",
            );
        }
        row.shape = match of {
            Type::Text => self.text_row(said, &mut row),
            Type::Integer => self.integer_row(said, &mut row),
            Type::Number => self.number_row(said, &mut row),
            Type::Bool => self.bool_row(said, &mut row),
            Type::Object => self.object_row(said, place)?,
            Type::Array => self.array_row(said, place)?,
        };
        Some(row)
    }

    /// What a row says whatever its type.
    fn plain_row(&mut self, said: &Said<'t>, place: &Place) -> Row {
        let text = |reader: &mut Self, keyword| reader.text(said.get(keyword)?);
        let flag = |reader: &mut Self, keyword| reader.bool(said.get(keyword)?);
        let rust_name = self.rust_name(said, place);
        Row {
            name: Rc::clone(&place.name),
            rust_name,
            parent: Rc::clone(&place.parent),
            shape: ModelKind::Plain(Kind::Text),
            status: self.status(said, place),
            evidence: self.evidence(said),
            pattern: None,
            values: Vec::new(),
            min: i64::MIN,
            max: i64::MAX,
            min_length: 0,
            max_length: u32::MAX,
            multiple_of: 1,
            bounds: Limits::default(),
            sensitive: flag(self, "x-ravelin-sensitive").unwrap_or_default() || place.is_sensitive,
            deprecated: flag(self, "deprecated").unwrap_or_default(),
            description: text(self, "description").unwrap_or_default(),
            source: text(self, "x-ravelin-source").unwrap_or_else(|| Rc::clone(&self.source)),
        }
    }

    fn rust_name(&mut self, said: &Said<'t>, place: &Place) -> Rc<str> {
        if place.is_entry {
            return Rc::clone(&place.name);
        }
        let member = said.get("x-ravelin-rust-name");
        let given = member.and_then(|member| Some((member, self.text(member)?)));
        let Some((member, name)) = given else {
            return rust_name(&place.name).into();
        };
        if !is_identifier(&name) || name.len() > LONGEST_NAME {
            self.refuse(member, format!("{} is no identifier of Rust", shown(&name)));
        }
        name
    }

    fn status(&mut self, said: &Said<'t>, place: &Place) -> Status {
        const WORDS: [(&str, Status); 4] = [
            ("required", Status::Required),
            ("important", Status::Important),
            ("optional", Status::Optional),
            ("unknown", Status::Unknown),
        ];
        let plain = if place.is_required {
            Status::Required
        } else {
            Status::Optional
        };
        let Some(member) = said.get("x-ravelin-status") else {
            return plain;
        };
        let Some(status) = self.word(member, &WORDS) else {
            return plain;
        };
        if (status == Status::Required) != place.is_required {
            let words = if place.is_required {
                "the object lists this field in `required`, so its status is `required`"
            } else {
                "a field of this status stands in the object's `required`"
            };
            self.refuse(member, words);
        }
        status
    }

    fn evidence(&mut self, said: &Said<'t>) -> Evidence {
        const WORDS: [(&str, Evidence); 2] = [
            ("documented", Evidence::Documented),
            ("inferred", Evidence::Inferred),
        ];
        let member = said.get("x-ravelin-evidence");
        let evidence = member.and_then(|member| self.word(member, &WORDS));
        evidence.unwrap_or(Evidence::Documented)
    }

    /// The kind that the file names among those that a type can be, else the first.
    pub(super) fn kind(&mut self, said: &Said<'t>, kinds: &[Kind]) -> Option<Kind> {
        let Some(member) = said.get("x-ravelin-kind") else {
            return kinds.first().copied();
        };
        let words: Vec<_> = kinds.iter().map(|kind| (kind.keyword(), *kind)).collect();
        self.word(member, &words)
    }
    fn bool_row(&mut self, said: &Said<'t>, row: &mut Row) -> ModelKind {
        self.kind(said, &[Kind::Bool]);
        if let Some(only) = said.get("const").and_then(|member| self.bool(member)) {
            row.values = Vec::from([Rc::from(only.to_string())]);
        }
        ModelKind::Plain(Kind::Bool)
    }

    /// A format says nothing of a value but what its type says.
    pub(super) fn check_format(&mut self, said: &Said<'t>, of_type: &str) {
        let Some(member) = said.get("format") else {
            return;
        };
        let Some(format) = self.text(member) else {
            return;
        };
        if of_type.is_empty() || !of_type.split(' ').any(|known| known == &*format) {
            let words = match (&*format, of_type) {
                ("date-time" | "date" | "time", "") => {
                    "a time is sent as an integer: write `\"type\": \"integer\", \"x-ravelin-kind\": \"time\"`, \
                     or leave `format` out where it is any text"
                        .to_string()
                }
                _ => format!(
                    "the format {} is not checked; leave it out, and write `pattern` or a range for what it asks",
                    shown(&format)
                ),
            };
            self.refuse(member, words);
        }
    }

    /// The kind of what can be of one only.
    pub(super) fn kind_word(&mut self, said: &Said<'t>, kind: &str) {
        if let Some(member) = said.get("x-ravelin-kind") {
            self.word(member, &[(kind, ())]);
        }
    }

    /// The rows of what `properties` or the parameters of a path list.
    pub(super) fn member_rows(
        &mut self,
        list: &'t Member,
        required: &BTreeSet<Rc<str>>,
        place: &Place,
    ) -> Vec<Row> {
        let (mut names, mut rows) = (BTreeMap::new(), Vec::new());
        for member in list.node.members() {
            if member.name.len() > LONGEST_NAME {
                let words = format!("the name of a field has at most {LONGEST_NAME} bytes");
                self.found.push(member.at, Some(&list.name), words);
                continue;
            }
            let is_required = required.contains(&member.name);
            let Some(row) = self.row(&member.node, &place.member(member, is_required)) else {
                continue;
            };
            if let Some(other) = names.insert(Rc::clone(&row.rust_name), Rc::clone(&row.name)) {
                let words = format!(
                    "{} and {} are both {} in Rust; name one of them with `x-ravelin-rust-name`",
                    shown(&other),
                    shown(&row.name),
                    shown(&row.rust_name)
                );
                self.found.push(member.at, Some(&list.name), words);
            }
            rows.push(row);
        }
        rows
    }
}
