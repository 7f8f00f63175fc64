//! What stands in the document itself: the request around the body.

use super::field::Place;
use super::json::{Json, Member};
use super::mistake::shown;
use super::owned::{Entry, Model, ModelKind, Row};
use super::rust_name::rust_name;
use super::schema::Reader;
use crate::model::{Kind, check_segment};
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::rc::Rc;
use alloc::vec::Vec;

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";
const METHODS: [(&str, &str); 4] = [
    ("POST", "POST"),
    ("PUT", "PUT"),
    ("PATCH", "PATCH"),
    ("DELETE", "DELETE"),
];

impl Reader<'_> {
    pub(super) fn entry(&mut self) -> Option<Entry> {
        self.check_draft();
        let entry = self.row(self.document, &Place::whole(self.document.at));
        self.check_unused();
        entry.map(Entry)
    }

    pub(super) fn model(&mut self) -> Option<Model> {
        self.check_draft();
        let document = self.document;
        let source = document.member("x-ravelin-source");
        self.source = source
            .and_then(|member| self.text(member))
            .unwrap_or_default();
        let path = self.path();
        let parameters = self.parameters(path.as_deref());
        let method = match document.member("x-ravelin-method") {
            Some(member) => self.word(member, &METHODS),
            None => Some("POST"),
        };
        let module = document.member("x-ravelin-module");
        let module = module.and_then(|member| self.text(member));
        let is_partial = document.member("x-ravelin-partial");
        let is_partial = is_partial.and_then(|member| self.bool(member));
        let body = self.row(document, &Place::whole(document.at));
        self.check_unused();
        let (path, body) = (path?, body?);
        let ModelKind::Object(rows) = body.shape else {
            let words = "a definition is of an object with `properties`, the body of a request";
            match document.member("type") {
                Some(member) => self.refuse(member, words),
                None => self.found.push(document.at, None, words),
            }
            return None;
        };
        let name = path.strip_prefix("/v2/").unwrap_or(&path);
        let name: Rc<str> = name.trim_start_matches('/').into();
        Some(Model {
            module: module.unwrap_or_else(|| rust_name(&name).into()),
            name,
            method: method?.into(),
            path,
            parameters,
            body: rows,
            is_partial: is_partial.unwrap_or(false),
            description: body.description,
            source: Rc::clone(&self.source),
        })
    }

    fn check_draft(&mut self) {
        if let Some(member) = self.document.member("$id") {
            let name = self.text(member);
            if name.is_some_and(|name| name.trim_end_matches('#').contains('#')) {
                self.refuse(member, "`$id` has no fragment");
            }
        }
        let Some(member) = self.document.member("$schema") else {
            return;
        };
        let draft = self.text(member);
        if draft.is_some_and(|draft| draft.trim_end_matches('#') != DRAFT) {
            self.refuse(member, format!("a definition file is of `{DRAFT}`"));
        }
    }

    /// What nothing leads to is wrong where it stands.
    fn check_unused(&mut self) {
        while let Some(schema) = self.next_unused() {
            self.row(schema, &Place::whole(schema.at));
        }
    }

    fn path(&mut self) -> Option<Rc<str>> {
        let Some(member) = self.document.member("x-ravelin-path") else {
            let words = "`x-ravelin-path` is missing: where does the request go? (`\"/v2/order\"`)";
            self.found.push(self.document.at, None, words);
            return None;
        };
        let path = self.text(member)?;
        let is_plain = |segment: &str| {
            let name = segment.strip_prefix(':').unwrap_or(segment);
            let is_fit = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
            !name.is_empty() && name.bytes().all(is_fit)
        };
        let is_right = path
            .strip_prefix('/')
            .is_some_and(|segments| segments.split('/').all(is_plain));
        if !is_right || path.len() > 255 {
            let words = format!(
                "{} is no path: write segments of letters, digits, `-`, `.`, `_`, `~`, each behind a `/`, and `:name` \
                 for a parameter",
                shown(&path)
            );
            self.refuse(member, words);
            return None;
        }
        Some(path)
    }

    /// The parameters of the path, in its order.
    fn parameters(&mut self, path: Option<&str>) -> Vec<Row> {
        let segments = path.unwrap_or_default().split('/');
        let named: Vec<_> = segments
            .filter_map(|segment| segment.strip_prefix(':'))
            .collect();
        let Some(member) = self.document.member("x-ravelin-parameters") else {
            if let (Some(name), Some(path)) =
                (named.first(), self.document.member("x-ravelin-path"))
            {
                let words = format!("`:{name}` is not in `x-ravelin-parameters`: what is it?");
                self.refuse(path, words);
            }
            return Vec::new();
        };
        let Json::Object(_) = &member.node.value else {
            self.refuse_value(member, "an object of schemas");
            return Vec::new();
        };
        let schemas = member.node.members();
        let required: BTreeSet<_> = schemas.iter().map(|one| Rc::clone(&one.name)).collect();
        let mut rows = self.member_rows(member, &required, &Place::whole(member.at));
        for schema in schemas {
            let row = rows.iter().find(|row| row.name == schema.name);
            self.check_parameter(schema, row, path.is_some().then_some(&named));
        }
        for (at, name) in named.iter().enumerate() {
            if named.iter().position(|other| other == name) != Some(at) {
                self.refuse(member, format!("`:{name}` stands in the path twice"));
            } else if !required.contains(*name) {
                self.refuse(
                    member,
                    format!("`:{name}` of the path is not here: what is it?"),
                );
            }
        }
        rows.sort_by_key(|row| named.iter().position(|name| **name == *row.name));
        for row in &mut rows {
            self.require_segment(member, row);
        }
        rows
    }

    /// A parameter is a segment of the path, so it has at least one character, and is neither `.` nor `..`.
    fn require_segment(&mut self, member: &Member, row: &mut Row) {
        if let Some(value) = row.values.iter().find(|it| check_segment(it).is_err()) {
            let words = format!(
                "{} cannot be a segment of the path; remove it from the listed values of `:{}`",
                shown(value),
                row.name
            );
            self.refuse(member, words);
        }
        if matches!(row.shape, ModelKind::Plain(Kind::Text | Kind::Identifier)) {
            if row.max_length == 0 {
                let words = format!(
                    "a segment of the path is not empty, so `:{}` has no value",
                    row.name
                );
                self.refuse(member, words);
            }
            row.min_length = row.min_length.max(1);
        }
    }

    /// An invalid path is already reported.
    fn check_parameter(&mut self, schema: &Member, row: Option<&Row>, named: Option<&Vec<&str>>) {
        if named.is_some_and(|named| !named.contains(&&*schema.name)) {
            let words = format!("{} is no parameter of the path", shown(&schema.name));
            self.found
                .push(schema.at, Some("x-ravelin-parameters"), words);
        }
        let is_right = |row: &Row| {
            let ModelKind::Plain(kind) = row.shape else {
                return false;
            };
            matches!(
                kind,
                Kind::Text | Kind::Identifier | Kind::Enum | Kind::Integer
            )
        };
        if row.is_some_and(|row| !is_right(row)) {
            let words = "a parameter is a string, an identifier, a listed value or an integer";
            self.found
                .push(schema.at, Some("x-ravelin-parameters"), words);
        }
    }
}
