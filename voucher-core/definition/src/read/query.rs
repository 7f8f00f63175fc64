//! Reads `x-ravelin-query`: the parameters of the query.

use super::field::Location;
use super::json::{Json, Member, Node};
use super::owned::{OwnedField, OwnedKind};
use super::schema::Reader;
use crate::model::{JsonType, Kind, Status};

use alloc::string::String;
use alloc::vec::Vec;

/// The maximum number of references of which each leads to the next. The reader reports a longer chain.
const MAX_REFERENCES: usize = 32;

impl<'t> Reader<'t> {
    /// Returns the parameters of the query, in the order of the file. One with `"x-ravelin-status": "required"` is required.
    pub(super) fn query(&mut self) -> Vec<OwnedField> {
        let Some(member) = self.document.member("x-ravelin-query") else {
            return Vec::new();
        };
        let Json::Object(_) = &member.node.value else {
            self.reject_value(member, "an object of schemas");
            return Vec::new();
        };
        let schemas = member.node.members();
        let required = schemas
            .iter()
            .map(|schema| self.has_status_required(&schema.node));
        let required: Vec<_> = required.collect();
        let mut fields = self.member_fields(member, &required, &Location::root(member.at));
        for field in &mut fields {
            if let Some(schema) = member.node.member(&field.name) {
                self.check_query_parameter(schema, field);
            }
        }
        fields
    }

    /// Returns whether a schema, or the one that its `$ref` leads to, has `"x-ravelin-status": "required"`.
    fn has_status_required(&self, schema: &'t Node) -> bool {
        let mut next = Some(schema);
        for _ in 0..=MAX_REFERENCES {
            let Some(schema) = next else {
                return false;
            };
            if let Some(status) = schema.member("x-ravelin-status") {
                return status.node.string().is_some_and(|it| &**it == "required");
            }
            let reference = schema.member("$ref");
            next = reference.and_then(|reference| self.find(reference.node.string()?));
        }
        false
    }

    /// Checks the name and the kind of a parameter. A required array has at least one element, because an empty one is not
    /// sent.
    fn check_query_parameter(&mut self, schema: &'t Member, field: &mut OwnedField) {
        let message: String = match (&field.kind, field.nullable) {
            _ if field.name.is_empty() => "expected the name of a query parameter, found an empty string".into(),
            (_, true) => {
                "a query parameter cannot be `null`; remove `null`, since an absent parameter is omitted".into()
            }
            (OwnedKind::Scalar(kind), _) if is_scalar(*kind) => return,
            (OwnedKind::Array { element, .. }, _) if is_scalar_field(element) => {
                if let OwnedKind::Array { min, max, .. } = &mut field.kind {
                    let is_required = field.status == Status::Required;
                    *min = (*min).max(u32::from(is_required && *max > 0));
                }
                return;
            }
            _ => "expected a query parameter of type `string`, `integer`, `number` or `boolean`, or an array of one of these; \
                  write a separate parameter for each member of an object"
                .into(),
        };
        self.mistakes
            .push(schema.at, Some("x-ravelin-query"), message);
    }
}

fn is_scalar_field(field: &OwnedField) -> bool {
    matches!(field.kind, OwnedKind::Scalar(kind) if is_scalar(kind)) && !field.nullable
}

/// Returns whether a kind has one value that is sent as text.
fn is_scalar(kind: Kind) -> bool {
    match kind.json_type() {
        Some(JsonType::String | JsonType::Integer | JsonType::Number | JsonType::Bool) => true,
        Some(JsonType::Object | JsonType::Array) | None => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Kind;
    use crate::read;
    use alloc::format;
    use alloc::vec::Vec;
    use serde_json::{Value, json};

    fn file(query: &Value) -> alloc::string::String {
        let file = json!({
            "x-ravelin-path": "/v1/books", "x-ravelin-method": "GET", "x-ravelin-query": query,
        });
        format!("{file}")
    }

    #[test]
    fn parameters_have_their_status_and_the_order_of_the_file() {
        let file = br##"{
            "x-ravelin-path": "/v1/books",
            "x-ravelin-method": "GET",
            "x-ravelin-query": {
                "limit": { "type": "integer", "x-ravelin-status": "required" },
                "after": { "type": "string" },
                "page": { "$ref": "#/$defs/page" },
                "filter[tag]": {
                    "type": "array", "items": { "type": "string" }, "x-ravelin-status": "required"
                },
                "ids": { "type": "array", "items": { "type": "string" }, "x-ravelin-status": "important" }
            },
            "$defs": { "page": { "type": "integer", "x-ravelin-status": "required" } }
        }"##;
        let definition = read(file).unwrap().leak();
        let found = definition
            .query
            .iter()
            .map(|field| (field.name, field.rust_name, field.is_required()));
        assert_eq!(
            found.collect::<Vec<_>>(),
            [
                ("limit", "limit", true),
                ("after", "after", false),
                ("page", "page", true),
                ("filter[tag]", "filter_tag", true),
                ("ids", "ids", false),
            ]
        );
        // An empty array is not sent.
        let min = definition
            .query
            .iter()
            .filter_map(|field| match field.kind {
                Kind::Array(array) => Some(array.min),
                _ => None,
            });
        assert_eq!(min.collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn a_parameter_is_a_scalar_or_an_array_of_scalars() {
        const OBJECT: &str = "expected a query parameter of type `string`, `integer`, `number` or `boolean`, or an array of one of \
                              these; write a separate parameter for each member of an object";
        for (query, pointer, expected) in [
            (
                json!([]),
                "",
                "expected an object of schemas, found an array",
            ),
            (json!({ "a": { "type": "object" } }), "/a", OBJECT),
            (
                json!({ "a": { "type": "array", "items": { "type": "object" } } }),
                "/a",
                OBJECT,
            ),
            (
                json!({ "a": { "type": "array", "items": { "type": "array", "items": { "type": "string" } } } }),
                "/a",
                OBJECT,
            ),
            (
                json!({ "": { "type": "string" } }),
                "/",
                "expected the name of a query parameter, found an empty string",
            ),
            (
                json!({ "a": { "type": "strnig" } }),
                "/a/type",
                "unknown type `strnig`; did you mean `string`?",
            ),
        ] {
            let mistakes = read(file(&query).as_bytes()).unwrap_err();
            assert_eq!(mistakes.len(), 1, "{mistakes}");
            let first = mistakes.first();
            assert_eq!(first.pointer(), format!("/x-ravelin-query{pointer}"));
            assert_eq!(first.message(), expected);
        }
    }
}
