//! From a schema to a row.

use super::json::{Json, Member, Node};
use super::keyword::{Type, asks};
use super::mistake::shown;
use super::model::{Body, Limits, Matcher, ModelKind, Row};
use super::name::{is_identifier, rust_name};
use super::schema::{Reader, Said};
use super::value::whole;
use crate::decimal::Decimal;
use crate::model::pointer;
use crate::model::{Evidence, Kind, Status};
use crate::pattern::Pattern;
use crate::time::{MAX_MILLIS, MIN_MILLIS};
use alloc::boxed::Box;
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

    fn entry(&self, at: usize) -> Self {
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
            least: i64::MIN,
            most: i64::MAX,
            least_length: 0,
            most_length: u32::MAX,
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
    fn kind(&mut self, said: &Said<'t>, kinds: &[Kind]) -> Option<Kind> {
        let Some(member) = said.get("x-ravelin-kind") else {
            return kinds.first().copied();
        };
        let words: Vec<_> = kinds.iter().map(|kind| (kind.word(), *kind)).collect();
        self.word(member, &words)
    }

    fn text_row(&mut self, said: &Said<'t>, row: &mut Row) -> ModelKind {
        self.check_format(said, "");
        let listed = match (said.get("enum"), said.get("const")) {
            (Some(member), None) => self.texts(member),
            (None, Some(member)) => self.text(member).map(|only| Vec::from([only])),
            (Some(_), Some(member)) => {
                self.refuse(member, "`const` stands beside `enum`; keep one of them");
                None
            }
            (None, None) => return self.open_text_row(said, row),
        };
        for keyword in ["pattern", "minLength", "maxLength"] {
            if let Some(member) = said.get(keyword) {
                let words = format!(
                    "`{keyword}` stands beside listed values, which say it all; leave it out"
                );
                self.refuse(member, words);
            }
        }
        if let (Some([]), Some(member)) = (listed.as_deref(), said.get("enum")) {
            self.refuse(member, "`enum` lists nothing, so no value can be sent");
        }
        row.values = listed.unwrap_or_default();
        self.kind(said, &[Kind::Enum]);
        ModelKind::Plain(Kind::Enum)
    }

    /// Text that no list ends.
    fn open_text_row(&mut self, said: &Said<'t>, row: &mut Row) -> ModelKind {
        let kinds = [Kind::Text, Kind::Identifier, Kind::Currency];
        let kind = self.kind(said, &kinds).unwrap_or(Kind::Text);
        if let Some(member) = said.get("pattern") {
            row.pattern = self.matcher(member);
        }
        let (least, most) = (said.get("minLength"), said.get("maxLength"));
        if kind == Kind::Currency {
            if let (Some(matcher), Some(member)) = (&row.pattern, said.get("pattern")) {
                if !matches!(matcher, Matcher::Known(Pattern::Currency)) {
                    let pattern = Pattern::Currency.source();
                    let words = format!("a currency has the pattern `{pattern}`; leave it out");
                    self.refuse(member, words);
                }
            }
            for member in [least, most].into_iter().flatten() {
                let words = format!(
                    "`{}` says nothing more of a currency; leave it out",
                    member.name
                );
                self.refuse(member, words);
            }
            row.pattern = Some(Matcher::Known(Pattern::Currency));
            return ModelKind::Plain(kind);
        }
        let nothing = u32::from(kind == Kind::Identifier);
        row.least_length = nothing;
        if let Some(member) = least {
            row.least_length = self.count(member).unwrap_or(nothing);
            if row.least_length < nothing {
                self.refuse(
                    member,
                    "an identifier is not empty: its `minLength` is 1 at least",
                );
            }
        }
        if let Some(member) = most {
            row.most_length = self.count(member).unwrap_or(u32::MAX);
            if row.most_length < row.least_length {
                self.refuse(
                    member,
                    "`maxLength` is below `minLength`, so no value can be sent",
                );
            }
        }
        ModelKind::Plain(kind)
    }

    /// A format says nothing of a value but what its type says.
    fn check_format(&mut self, said: &Said<'t>, of_type: &str) {
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

    fn bool_row(&mut self, said: &Said<'t>, row: &mut Row) -> ModelKind {
        self.kind(said, &[Kind::Bool]);
        if let Some(only) = said.get("const").and_then(|member| self.bool(member)) {
            row.values = Vec::from([Rc::from(only.to_string())]);
        }
        ModelKind::Plain(Kind::Bool)
    }

    fn integer_row(&mut self, said: &Said<'t>, row: &mut Row) -> ModelKind {
        self.check_format(said, "int64");
        let kinds = [Kind::Integer, Kind::Amount, Kind::Time];
        let kind = self.kind(said, &kinds).unwrap_or(Kind::Integer);
        if kind == Kind::Time {
            self.time_row(said, row);
            return ModelKind::Plain(kind);
        }
        for keyword in ["minimum", "exclusiveMinimum"] {
            let edge = said.get(keyword).and_then(|member| self.edge(member, 1));
            row.least = edge.map_or(row.least, |edge| edge.max(row.least));
        }
        for keyword in ["maximum", "exclusiveMaximum"] {
            let edge = said.get(keyword).and_then(|member| self.edge(member, -1));
            row.most = edge.map_or(row.most, |edge| edge.min(row.most));
        }
        if let Some(member) = said.get("multipleOf") {
            row.multiple_of = self.integer(member).unwrap_or(1);
            if row.multiple_of < 1 {
                self.refuse(member, "`multipleOf` is above 0");
                row.multiple_of = 1;
            }
        }
        if let Some(member) = said.get("const") {
            self.only_integer(member, row);
        }
        self.check_some(said, row.least > row.most);
        ModelKind::Plain(kind)
    }

    /// A time has a range of its own, and no other rule.
    fn time_row(&mut self, said: &Said<'t>, row: &mut Row) {
        (row.least, row.most) = (MIN_MILLIS, MAX_MILLIS);
        for member in said.rules() {
            let is_own = match (&*member.name, &member.node.value) {
                ("type" | "format", _) => true,
                ("minimum", Json::Number(text)) => whole(text) == Some(MIN_MILLIS),
                ("maximum", Json::Number(text)) => whole(text) == Some(MAX_MILLIS),
                _ => false,
            };
            if !is_own && asks(&member.name, Type::Integer) {
                let name = &member.name;
                let words =
                    format!("a time is from {MIN_MILLIS} to {MAX_MILLIS}; leave `{name}` out");
                self.refuse(member, words);
            }
        }
    }

    /// The only integer is a range of one.
    fn only_integer(&mut self, member: &'t Member, row: &mut Row) {
        let Some(only) = self.integer(member) else {
            return;
        };
        if only < row.least || only > row.most || only % row.multiple_of != 0 {
            self.refuse(
                member,
                "the only value breaks another rule of the field, so no value can be sent",
            );
        }
        (row.least, row.most) = (only, only);
    }

    fn check_some(&mut self, said: &Said<'t>, is_none: bool) {
        let mut edges = ["maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"].into_iter();
        if let Some(member) = edges.find_map(|edge| said.get(edge)).filter(|_| is_none) {
            self.refuse(
                member,
                "no number is in this range, so no value can be sent",
            );
        }
    }

    fn integer(&mut self, member: &'t Member) -> Option<i64> {
        let (_, text) = self.number(member)?;
        let integer = whole(text);
        if integer.is_none() {
            self.refuse_value(member, "an integer of 64 bits here");
        }
        integer
    }

    /// The first integer within an edge; `inward` is 1 from below and -1 from above.
    fn edge(&mut self, member: &'t Member, inward: i64) -> Option<i64> {
        let (number, _) = self.number(member)?;
        let Some((towards_zero, has_fraction)) = number.truncated() else {
            self.refuse(
                member,
                "an integer has 64 bits, and this is beyond; leave it out",
            );
            return None;
        };
        let is_inside = if has_fraction {
            number.is_negative() == (inward > 0)
        } else {
            !member.name.starts_with("exclusive")
        };
        let edge = towards_zero.checked_add(if is_inside { 0 } else { inward });
        if edge.is_none() {
            self.refuse(member, "no integer of 64 bits is in this range");
        }
        edge
    }

    fn number_row(&mut self, said: &Said<'t>, row: &mut Row) -> ModelKind {
        self.check_format(said, "double float");
        self.kind(said, &[Kind::Number]);
        let keywords = [
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ];
        let limits = keywords.map(|keyword| self.number(said.get(keyword)?));
        row.bounds = limits.map(|limit| limit.map(|(_, text)| Rc::clone(text)));
        let [least, most, above, below, multiple] =
            limits.map(|limit| limit.map(|(number, _)| number));
        if let (Some(multiple), Some(member)) = (multiple, said.get("multipleOf")) {
            if !multiple.is_positive() {
                self.refuse(member, "`multipleOf` is above 0");
            }
        }
        if let Some(member) = said.get("const") {
            if let Some((_, text)) = self.number(member) {
                let mut others = keywords.iter().filter_map(|keyword| said.get(keyword));
                if let Some(other) = others.next() {
                    let words = format!(
                        "`{}` stands beside `const`, which says it all; leave it out",
                        other.name
                    );
                    self.refuse(other, words);
                }
                let only = Some(Rc::clone(text));
                row.bounds = [only.clone(), only, None, None, None];
            }
        }
        let is_beyond = |from: Option<Decimal>, to: Option<Decimal>| {
            from.zip(to).is_some_and(|(from, to)| from > to)
        };
        let is_at = |from: Option<Decimal>, to: Option<Decimal>| {
            from.zip(to).is_some_and(|(from, to)| from >= to)
        };
        let is_none = is_beyond(least, most)
            || is_at(above, below)
            || is_at(above, most)
            || is_at(least, below);
        self.check_some(said, is_none);
        ModelKind::Plain(Kind::Number)
    }

    fn array_row(&mut self, said: &Said<'t>, place: &Place) -> Option<ModelKind> {
        self.kind_word(said, "array");
        let (least, most) = (said.get("minItems"), said.get("maxItems"));
        let least = least.and_then(|member| self.count(member)).unwrap_or(0);
        let greatest = most
            .and_then(|member| self.count(member))
            .unwrap_or(u32::MAX);
        if let Some(member) = most.filter(|_| greatest < least) {
            self.refuse(
                member,
                "`maxItems` is below `minItems`, so no value can be sent",
            );
        }
        let Some(items) = said.get("items") else {
            let words = "an array without `items` takes any entries; say what an entry is";
            match said.get("type") {
                Some(member) => self.refuse(member, words),
                None => self.found.push(place.at, None, words),
            }
            return None;
        };
        let entry = self.row(&items.node, &place.entry(items.node.at))?;
        Some(ModelKind::Array(Box::new(entry), least, greatest))
    }

    /// The kind of what can be of one only.
    fn kind_word(&mut self, said: &Said<'t>, kind: &str) {
        if let Some(member) = said.get("x-ravelin-kind") {
            self.word(member, &[(kind, ())]);
        }
    }

    fn object_row(&mut self, said: &Said<'t>, place: &Place) -> Option<ModelKind> {
        let is_closed = match said.get("additionalProperties") {
            Some(member) => self.closed(member),
            None => false,
        };
        let required = match said.get("required") {
            Some(member) => self.texts(member).unwrap_or_default(),
            None => Vec::new(),
        };
        let Some(properties) = said.get("properties") else {
            return Some(self.free_row(said, &required, is_closed));
        };
        self.kind_word(said, "object");
        let Json::Object(_) = &properties.node.value else {
            self.refuse_value(properties, "an object of schemas");
            return None;
        };
        let is_missing = |name: &&Rc<str>| properties.node.member(name).is_none();
        for name in required.iter().filter(is_missing) {
            self.refuse_required(said, name);
        }
        let required = required.into_iter().collect();
        let rows = self.member_rows(properties, &required, place);
        let exclusive = match said.get("x-ravelin-exclusive") {
            Some(member) => self.exclusive(member, &rows),
            None => Vec::new(),
        };
        Some(ModelKind::Object(Body {
            rows,
            exclusive,
            is_closed,
        }))
    }

    /// An object without `properties`: any, or an empty one.
    fn free_row(&mut self, said: &Said<'t>, required: &[Rc<str>], is_closed: bool) -> ModelKind {
        if let Some(name) = required.first() {
            self.refuse_required(said, name);
        }
        if let Some(member) = said.get("x-ravelin-exclusive") {
            let words = "`x-ravelin-exclusive` is of an object's `properties`, and here are none";
            self.refuse(member, words);
        }
        if is_closed {
            self.kind_word(said, "object");
            return ModelKind::Object(Body {
                rows: Vec::new(),
                exclusive: Vec::new(),
                is_closed,
            });
        }
        self.kind(said, &[Kind::Custom]);
        ModelKind::Plain(Kind::Custom)
    }

    fn refuse_required(&mut self, said: &Said<'t>, name: &str) {
        if let Some(member) = said.get("required") {
            let words = format!(
                "`required` lists {}, which `properties` do not have",
                shown(name)
            );
            self.refuse(member, words);
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

    fn closed(&mut self, member: &'t Member) -> bool {
        match &member.node.value {
            Json::Bool(is_open) => !is_open,
            Json::Object(object) if object.members.is_empty() => false,
            _ => {
                self.refuse_value(
                    member,
                    "`true` or `false` here; what members are, `properties` say",
                );
                false
            }
        }
    }

    /// Groups of fields that exclude each other.
    fn exclusive(&mut self, member: &'t Member, rows: &[Row]) -> Vec<Vec<Rc<str>>> {
        let Json::Array(groups) = &member.node.value else {
            self.refuse_value(member, "an array of groups, each an array of names");
            return Vec::new();
        };
        let rows: BTreeMap<_, _> = rows.iter().map(|row| (&row.name, row.status)).collect();
        let mut read = Vec::new();
        for group in groups {
            if self.is_full() {
                break;
            }
            let Some(names) = self.texts_of(member, group) else {
                continue;
            };
            let of: Vec<_> = names.iter().map(|name| rows.get(name).copied()).collect();
            let required = of
                .iter()
                .filter(|of| **of == Some(Status::Required))
                .count();
            let words = if let Some((name, _)) = names.iter().zip(&of).find(|(_, of)| of.is_none())
            {
                format!("{} is not in `properties`", shown(name))
            } else if names.len() < 2 {
                "a group names two fields at least".into()
            } else if required > 1 {
                "two fields of this group are required, so they cannot exclude each other".into()
            } else {
                read.push(names);
                continue;
            };
            self.found.push(group.at, Some(&member.name), words);
        }
        read
    }
}
