//! Reads the top level of a definition file: the request, and the schema of its body.

use super::field::Location;
use super::json::{Json, Member};
use super::keyword::is_of_request;
use super::mistake::quoted;
use super::owned::{Entry, Model, OwnedField, OwnedKind};
use super::rust_name::rust_name;
use super::schema::Reader;
use crate::format::Format;
use crate::message::Message;
use crate::model::{Definition, Kind, Status, check_segment};
use crate::suggest::nearest;

use alloc::format;
use alloc::rc::Rc;
use alloc::vec;
use alloc::vec::Vec;

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";
const METHODS: [(&str, &str); 5] = [
    ("GET", "GET"),
    ("POST", "POST"),
    ("PUT", "PUT"),
    ("PATCH", "PATCH"),
    ("DELETE", "DELETE"),
];
const MAX_PATH: usize = 255;
/// The maximum length of the role of a host, in bytes.
const MAX_HOST: usize = 63;

/// The body of a request, if it has one.
struct Body {
    field: Option<OwnedField>,
}

impl Reader<'_> {
    pub(super) fn entry(&mut self) -> Option<Entry> {
        self.check_identity();
        let mut entry = self.field(self.document, &Location::root(self.document.at));
        if let Some(field) = &mut entry {
            self.resolve_ancestors(field);
        }
        self.check_unused_schemas();
        entry.map(Entry)
    }

    pub(super) fn model(&mut self) -> Option<Model> {
        self.check_identity();
        self.infers_types = true;
        let document = self.document;
        let source = document.member("x-ravelin-source");
        self.source = source
            .and_then(|member| self.string(member))
            .unwrap_or_default();
        let path = self.path();
        let parameters = self.parameters(path.as_deref());
        let query = self.query();
        let method = match document.member("x-ravelin-method") {
            Some(member) => self.choice(member, &METHODS),
            None => Some("POST"),
        };
        let host = self.host();
        let rust_path = document.member("x-ravelin-module");
        let rust_path = rust_path.and_then(|member| self.string(member));
        let read_date = self.read_date();
        let is_partial = document.member("x-ravelin-partial");
        let is_partial = is_partial.and_then(|member| self.bool(member));
        let mut body = self.body(method);
        let (description, deprecated) = self.documentation(&mut body);
        self.check_unused_schemas();
        let (path, body) = (path?, body?);
        let name = self.name(&path)?;
        let entity_name = self.entity_name(body.field.as_ref())?;
        Some(Model {
            rust_path: rust_path.unwrap_or_else(|| rust_name(&name).into()),
            name,
            method: method?.into(),
            path,
            parameters,
            query,
            description,
            body: body.field,
            entity_name,
            host: host?,
            is_partial: is_partial.unwrap_or(false),
            deprecated,
            source: Rc::clone(&self.source),
            read_date,
            ignored: self.ignored_keywords(),
        })
    }

    /// Returns the description of the request, and whether it is deprecated.
    fn documentation(&mut self, body: &mut Option<Body>) -> (Rc<str>, bool) {
        let document = self.document;
        match body {
            Some(Body { field: Some(body) }) => {
                // At the top level, it marks the request.
                let deprecated = core::mem::take(&mut body.deprecated);
                (Rc::clone(&body.description), deprecated)
            }
            Some(Body { field: None }) => {
                let description = document.member("description");
                let description = description.and_then(|member| self.string(member));
                let deprecated = document.member("deprecated");
                let deprecated = deprecated.and_then(|member| self.bool(member));
                (description.unwrap_or_default(), deprecated == Some(true))
            }
            None => (Rc::from(""), false),
        }
    }

    /// Returns the keywords of other vendors in the file, with their JSON Pointers.
    fn ignored_keywords(&self) -> Vec<Rc<str>> {
        let mut ignored: Vec<_> = self.ignored.clone();
        ignored.sort_unstable();
        let pointers = ignored.into_iter();
        pointers
            .filter_map(|at| self.document.pointer_at(at))
            .map(Rc::from)
            .collect()
    }

    /// Reads the body, which is absent if no keyword of the file describes it.
    fn body(&mut self, method: Option<&str>) -> Option<Body> {
        let document = self.document;
        let mut members = document.members().iter();
        let Some(first) = members.find(|member| !is_of_request(&member.name)) else {
            let keywords = self.collect_keywords(document);
            self.leave(&keywords);
            return Some(Body { field: None });
        };
        if let (Some("GET"), Some(member)) = (method, document.member("x-ravelin-method")) {
            let message = format!(
                "a `GET` request has no body, but `{}` describes one; write another method, or remove all keywords of the body",
                first.name
            );
            self.reject(member, message);
        }
        let mut body = self.field(document, &Location::root(document.at))?;
        self.resolve_ancestors(&mut body);
        if !matches!(body.kind, OwnedKind::Object(_)) {
            body.rust_name = Rc::from("body");
        }
        Some(Body { field: Some(body) })
    }

    /// Returns the role of the host.
    fn host(&mut self) -> Option<Rc<str>> {
        let Some(member) = self.document.member("x-ravelin-host") else {
            return Some(Definition::API.into());
        };
        let host = self.string(member)?;
        let is_allowed =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if host.is_empty() || host.len() > MAX_HOST || !host.bytes().all(is_allowed) {
            let message = format!(
                "invalid host {}; expected the role of a host in lower-case letters, digits and `-`, such as `api`: a client \
                 maps each role to a base URL",
                quoted(&host)
            );
            self.reject(member, message);
            return None;
        }
        Some(host)
    }

    /// Returns the name of the definition: that in the file, or the path without `/v2/`.
    fn name(&mut self, path: &str) -> Option<Rc<str>> {
        let Some(member) = self.document.member("x-ravelin-name") else {
            let name = path.strip_prefix("/v2/").unwrap_or(path);
            return Some(name.trim_start_matches('/').into());
        };
        let name = self.string(member)?;
        if name.is_empty() {
            self.reject(
                member,
                "the name is empty; write one, or remove the keyword",
            );
            return None;
        }
        Some(name)
    }

    /// Returns the name of the object whose fields an event maps as its own, if the file has one.
    fn entity_name(&mut self, body: Option<&OwnedField>) -> Option<Rc<str>> {
        let Some(member) = self.document.member("x-ravelin-entity") else {
            return Some(Rc::from(""));
        };
        let name = self.string(member)?;
        let fields = match body.map(|body| &body.kind) {
            Some(OwnedKind::Object(object)) => &object.fields[..],
            _ => &[],
        };
        let is_entity = |field: &OwnedField| {
            field.name == name
                && field.status == Status::Required
                && matches!(field.kind, OwnedKind::Object(_))
        };
        if !fields.iter().any(is_entity) {
            let message = format!(
                "{} is not a required object with `properties` in the body; name one, or remove the keyword",
                quoted(&name)
            );
            self.reject(member, message);
            return None;
        }
        Some(name)
    }

    /// Returns the date on which the definition was compared with its source.
    fn read_date(&mut self) -> Rc<str> {
        let Some(member) = self.document.member("x-ravelin-read") else {
            return Rc::from("");
        };
        let Some(date) = self.string(member) else {
            return Rc::from("");
        };
        if let Err(error) = Format::Date.check(&date) {
            self.reject(member, format!("{}", error.describe(Message::new(), false)));
        }
        date
    }

    /// Checks `$id` and `$schema`.
    fn check_identity(&mut self) {
        if let Some(member) = self.document.member("$id") {
            let id = self.string(member);
            if id.is_some_and(|id| id.trim_end_matches('#').contains('#')) {
                self.reject(member, "`$id` cannot have a fragment; remove `#…`");
            }
        }
        let Some(member) = self.document.member("$schema") else {
            return;
        };
        if let Some(draft) = self.string(member) {
            if draft.trim_end_matches('#') != DRAFT {
                let message = format!("expected `{DRAFT}`, found {}", quoted(&draft));
                self.reject(member, message);
            }
        }
    }

    /// Reads the schemas in `$defs` that no `$ref` uses, to report their mistakes.
    fn check_unused_schemas(&mut self) {
        while let Some(schema) = self.next_unused().filter(|_| !self.is_too_deep) {
            self.field(schema, &Location::root(schema.at));
        }
    }

    fn path(&mut self) -> Option<Rc<str>> {
        let Some(member) = self.document.member("x-ravelin-path") else {
            let message =
                "missing `x-ravelin-path`; add the path of the request, such as `\"/v2/order\"`";
            self.mistakes.push(self.document.at, None, message);
            return None;
        };
        let path = self.string(member)?;
        let is_segment = |segment: &str| {
            let name = segment.strip_prefix(':').unwrap_or(segment);
            let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
            !name.is_empty() && name.bytes().all(is_allowed)
        };
        let is_valid = path
            .strip_prefix('/')
            .is_some_and(|segments| segments.split('/').all(is_segment));
        if !is_valid {
            let message = format!(
                "invalid path {}; expected segments of letters, digits, `-`, `.`, `_` and `~`, each after a `/`, or `:name` \
                 for a parameter",
                quoted(&path)
            );
            self.reject(member, message);
            return None;
        }
        if path.len() > MAX_PATH {
            let found = path.len();
            let message = format!("expected a path of at most {MAX_PATH} bytes, found {found}");
            self.reject(member, message);
            return None;
        }
        Some(path)
    }

    /// Returns the parameters in the order of the path.
    fn parameters(&mut self, path: Option<&str>) -> Vec<OwnedField> {
        let segments = path.unwrap_or_default().split('/');
        let names: Vec<_> = segments
            .filter_map(|segment| segment.strip_prefix(':'))
            .collect();
        let Some(member) = self.document.member("x-ravelin-parameters") else {
            if let (Some(name), Some(path)) =
                (names.first(), self.document.member("x-ravelin-path"))
            {
                let message =
                    format!("missing parameter `:{name}`; add it to `x-ravelin-parameters`");
                self.reject(path, message);
            }
            return Vec::new();
        };
        let Json::Object(_) = &member.node.value else {
            self.reject_value(member, "an object of schemas");
            return Vec::new();
        };
        let schemas = member.node.members();
        let required = vec![true; schemas.len()];
        let mut fields = self.member_fields(member, &required, &Location::root(member.at));
        for schema in schemas {
            let field = fields.iter().find(|field| field.name == schema.name);
            self.check_parameter(schema, field, path.is_some().then_some(&names));
        }
        for (at, name) in names.iter().enumerate() {
            if names.iter().position(|other| other == name) != Some(at) {
                self.reject(member, format!("duplicate parameter `:{name}` in the path"));
            } else if member.node.member(name).is_none() {
                let message = format!("missing parameter `:{name}` of the path; add its schema");
                self.reject(member, message);
            }
        }
        fields.sort_by_key(|field| names.iter().position(|name| **name == *field.name));
        for field in &mut fields {
            self.require_segment(member, field);
        }
        fields
    }

    /// Checks that a parameter has valid values, and excludes the empty string. A path segment is never empty, `.` or `..`.
    fn require_segment(&mut self, member: &Member, field: &mut OwnedField) {
        if let Some(value) = field.values.iter().find(|it| check_segment(it).is_err()) {
            let message = format!(
                "{} cannot be a path segment; remove it from the values of `:{}`",
                quoted(value),
                field.name
            );
            self.reject(member, message);
        }
        if matches!(field.kind, OwnedKind::Scalar(Kind::Text | Kind::Identifier)) {
            if field.max_length == 0 {
                let message = format!(
                    "a path segment cannot be empty, so no value of `:{}` is valid; remove `maxLength`",
                    field.name
                );
                self.reject(member, message);
            }
            field.min_length = field.min_length.max(1);
        }
    }

    /// Checks the name and the kind of a parameter. `names` is `None` if the path is invalid, which is already reported.
    fn check_parameter(
        &mut self,
        schema: &Member,
        field: Option<&OwnedField>,
        names: Option<&Vec<&str>>,
    ) {
        if let Some(names) = names.filter(|names| !names.contains(&&*schema.name)) {
            let message = match nearest(&schema.name, names) {
                Some(near) => format!(
                    "{} is not a parameter of the path; did you mean `{near}`?",
                    quoted(&schema.name)
                ),
                None => format!("{} is not a parameter of the path", quoted(&schema.name)),
            };
            self.mistakes
                .push(schema.at, Some("x-ravelin-parameters"), message);
        }
        let is_allowed = |field: &OwnedField| {
            let OwnedKind::Scalar(kind) = field.kind else {
                return false;
            };
            let is_text = matches!(kind, Kind::Text | Kind::Identifier | Kind::Enum);
            is_text || kind == Kind::Integer || kind.format().is_some()
        };
        if field.is_some_and(|field| !is_allowed(field)) {
            let message = "expected a parameter of kind `text`, `identifier`, `enum`, `integer`, `date-time`, `date` or `uuid`";
            self.mistakes
                .push(schema.at, Some("x-ravelin-parameters"), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Definition, Kind};
    use crate::read;
    use alloc::format;
    use alloc::string::String;
    use serde_json::{Value, json};

    fn definition(mut file: Value) -> &'static Definition {
        file["x-ravelin-path"] = "/v1/books".into();
        read(format!("{file}").as_bytes()).unwrap().leak()
    }

    fn mistake(mut file: Value) -> String {
        file["x-ravelin-path"] = "/v1/books".into();
        let mistakes = read(format!("{file}").as_bytes()).unwrap_err();
        assert_eq!(mistakes.len(), 1, "{mistakes}");
        let first = mistakes.first();
        format!("{}: {}", first.pointer(), first.message())
    }

    #[test]
    fn a_file_without_keywords_of_a_body_describes_a_request_without_one() {
        for method in ["GET", "DELETE", "POST"] {
            let file = json!({
                "x-ravelin-method": method, "x-ravelin-source": "s", "description": "lists books", "deprecated": true,
                "$defs": { "unused": { "type": "string" } }, "title": "t",
            });
            let found = definition(file);
            assert_eq!((found.method, found.body), (method, None));
            assert!(found.deprecated && found.description == "lists books");
            assert_eq!(found.host, Definition::API);
        }
    }

    #[test]
    fn a_file_says_on_which_date_it_was_compared_with_its_source() {
        assert_eq!(definition(json!({})).read_date, "");
        let file = json!({ "x-ravelin-read": "2026-11-28" });
        assert_eq!(definition(file).read_date, "2026-11-28");
        assert_eq!(
            mistake(json!({ "x-ravelin-read": "2026-11-31" })),
            "/x-ravelin-read: expected a day of that month at byte 8, found `31`; write it like `2026-11-28`"
        );
        for name in crate::SHIPPED {
            assert!(!Definition::find(name).unwrap().read_date.is_empty());
        }
    }

    #[test]
    fn a_file_names_its_definition_and_its_entity() {
        let two = |name: &str| {
            json!({
                "x-ravelin-name": "note/first",
                "x-ravelin-entity": name,
                "required": ["note"],
                "properties": {
                    "note": { "properties": { "line": { "type": "string" } } },
                    "page": { "type": "integer" },
                    "pen": { "properties": { "color": { "type": "string" } } }
                }
            })
        };
        let note = definition(two("note"));
        assert_eq!((note.name, note.rust_path), ("note/first", "note_first"));
        assert_eq!(note.entity().unwrap().0.name, "note");
        let names = note.fields().map(|field| field.name);
        assert!(names.eq(["line", "page", "pen"]));
        for name in ["pen", "page", "ink"] {
            assert_eq!(
                mistake(two(name)),
                format!(
                    "/x-ravelin-entity: `{name}` is not a required object with `properties` in the body; name one, or remove the keyword"
                )
            );
        }
        assert_eq!(
            mistake(json!({ "x-ravelin-name": "" })),
            "/x-ravelin-name: the name is empty; write one, or remove the keyword"
        );
    }

    #[test]
    fn a_body_has_any_kind() {
        let list = definition(json!({ "type": "array", "items": { "type": "integer" } }));
        let body = list.body.unwrap();
        assert!(matches!(body.kind, Kind::Array(_)) && body.is_body() && body.pointer().is_empty());
        let text = definition(json!({ "type": "string", "deprecated": true }));
        assert!(text.deprecated && !text.body.unwrap().deprecated);
        let object =
            definition(json!({ "type": "object", "properties": { "": { "type": "string" } } }));
        let member = object.object().fields[0];
        assert!(!member.is_body() && member.pointer() == "/");
    }

    #[test]
    fn mistakes_in_the_request_are_reported_where_they_are() {
        let object = || json!({ "type": "object", "properties": {} });
        let with = |name: &str, value: Value| {
            let mut file = object();
            file[name] = value;
            file
        };
        for (file, expected) in [
            (
                json!({ "x-ravelin-method": "GET", "properties": {} }),
                "/x-ravelin-method: a `GET` request has no body, but `properties` describes one; write another method, or remove \
                 all keywords of the body",
            ),
            (
                with("x-ravelin-host", "https://api.example.com".into()),
                "/x-ravelin-host: invalid host `https://api.example.com`; expected the role of a host in lower-case letters, \
                 digits and `-`, such as `api`: a client maps each role to a base URL",
            ),
            (
                with("deprecated", 1.into()),
                "/deprecated: expected `true` or `false`, found `1`",
            ),
            (
                json!({ "deprecated": 1 }),
                "/deprecated: expected `true` or `false`, found `1`",
            ),
            (
                json!({ "propertis": {} }),
                "/propertis: unknown keyword `propertis`; did you mean `properties`?",
            ),
        ] {
            assert_eq!(mistake(file), expected);
        }
    }
}
