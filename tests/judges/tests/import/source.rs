//! Descriptions as JSON Schema 2020-12, without any code of the import.

use serde_json::{Map, Value, json};

/// The format of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    OpenApi30,
    OpenApi31,
    OldSchema,
    Schema,
}

/// A description.
pub(crate) struct Source {
    pub(crate) format: Format,
    pub(crate) original: Value,
    /// With the meaning that the original has as a request, in the keywords of JSON Schema 2020-12.
    pub(crate) rewritten: Value,
    /// The same by the letter of JSON Schema: without implied types, and with required read-only properties.
    pub(crate) literal: Value,
}

/// The keywords whose values are schemas by name.
const BY_NAME: [&str; 4] = ["properties", "patternProperties", "$defs", "definitions"];
/// The keywords of one type, which imply it in a definition file.
const IMPLIES: [(&str, &[&str]); 4] = [
    (
        "object",
        &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "patternProperties",
            "propertyNames",
        ],
    ),
    ("array", &["items", "minItems", "maxItems", "uniqueItems"]),
    ("string", &["minLength", "maxLength", "pattern"]),
    (
        "number",
        &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
    ),
];
const COMPOSED: [&str; 8] = [
    "type", "$ref", "allOf", "anyOf", "oneOf", "enum", "const", "not",
];
/// The other formats are annotations in a definition.
const FORMATS: [&str; 3] = ["date-time", "date", "uuid"];

impl Source {
    pub(crate) fn new(bytes: &[u8]) -> Self {
        let text = std::str::from_utf8(bytes).unwrap();
        let original: Value = match serde_json::from_str(text) {
            Ok(value) => value,
            Err(_) => serde_saphyr::from_str_with_options(
                text,
                serde_saphyr::options! { strict_booleans: true },
            )
            .unwrap(),
        };
        let version = original["openapi"].as_str().unwrap_or_default();
        let draft = original["$schema"].as_str().unwrap_or_default();
        let is_old = original.get("self").is_some()
            || ["-04", "-06", "-07"].iter().any(|of| draft.contains(of));
        let format = match version {
            _ if version.starts_with("3.0") => Format::OpenApi30,
            _ if version.starts_with("3.1") => Format::OpenApi31,
            // A part of a description, without its version.
            _ if original.get("paths").is_some() => Format::OpenApi31,
            _ if is_old => Format::OldSchema,
            _ => Format::Schema,
        };
        let rewrite = |is_request| {
            let root = &original;
            let rewriting = Rewriting {
                format,
                root,
                is_request,
            };
            let mut rewritten = rewriting.schema(root, true);
            // At the top level, these are not the keywords of 2020-12.
            for keyword in ["id", "$id", "self"] {
                rewritten.as_object_mut().unwrap().remove(keyword);
            }
            rewritten
        };
        Self {
            format,
            rewritten: rewrite(true),
            literal: rewrite(false),
            original,
        }
    }
}

struct Rewriting<'v> {
    format: Format,
    root: &'v Value,
    /// Whether to restrict the schemas to what definition files and `OpenAPI` say about requests.
    is_request: bool,
}

impl Rewriting<'_> {
    /// Rewrites a value, which is a schema if it is where one can be. `is_typed` tells whether a type around it already applies.
    fn schema(&self, value: &Value, is_typed: bool) -> Value {
        match value {
            Value::Array(elements) => elements
                .iter()
                .map(|element| self.schema(element, is_typed))
                .collect(),
            Value::Object(object) => self.object(object, is_typed),
            other => other.clone(),
        }
    }

    fn object(&self, object: &Map<String, Value>, is_typed: bool) -> Value {
        let ignores_siblings = matches!(self.format, Format::OpenApi30 | Format::OldSchema);
        if let (Some(reference @ Value::String(_)), true) = (object.get("$ref"), ignores_siblings) {
            return json!({ "$ref": reference });
        }
        let has_type = is_typed
            || COMPOSED.iter().any(|keyword| object.contains_key(*keyword))
                && object.contains_key("type");
        let mut new = Map::new();
        for (name, value) in object {
            // Each schema is read as one of 2020-12, and nothing is loaded.
            if name == "$schema" && value.is_string() {
                continue;
            }
            let is_data = matches!(
                &**name,
                "enum" | "const" | "default" | "example" | "examples"
            );
            let is_named = BY_NAME.contains(&&**name) && value.is_object();
            let value = if is_data {
                value.clone()
            } else if is_named {
                let schemas = value.as_object().unwrap().iter();
                schemas
                    .map(|(name, schema)| (name.clone(), self.schema(schema, false)))
                    .collect::<Map<_, _>>()
                    .into()
            } else {
                let is_same_value = matches!(&**name, "allOf" | "anyOf" | "oneOf");
                self.schema(value, is_same_value && (has_type || name == "allOf"))
            };
            new.insert(name.clone(), value);
        }
        self.rewrite_keywords(object, &mut new, is_typed);
        new.into()
    }

    fn rewrite_keywords(
        &self,
        object: &Map<String, Value>,
        new: &mut Map<String, Value>,
        is_typed: bool,
    ) {
        if object
            .get("format")
            .and_then(Value::as_str)
            .is_some_and(|format| !FORMATS.contains(&format))
        {
            new.remove("format");
        }
        for (limit, exclusive) in [
            ("minimum", "exclusiveMinimum"),
            ("maximum", "exclusiveMaximum"),
        ] {
            if let Some(Value::Bool(is_exclusive)) = object.get(exclusive) {
                new.remove(exclusive);
                if let (true, Some(number)) = (is_exclusive, new.remove(limit)) {
                    new.insert(exclusive.into(), number);
                } else if let Some(number) = object.get(limit) {
                    new.insert(limit.into(), number.clone());
                }
            }
        }
        if let Some(Value::Array(_)) = object.get("items") {
            let items = new.remove("items").unwrap();
            new.insert("prefixItems".into(), items);
            if let Some(additional) = new.remove("additionalItems") {
                new.insert("items".into(), additional);
            }
        }
        if object.get("nullable") == Some(&Value::Bool(true))
            && object.get("type").is_some_and(Value::is_string)
        {
            new.insert("type".into(), json!([object["type"], "null"]));
        }
        if self.is_request {
            self.restrict_to_requests(object, new, is_typed);
        }
    }

    /// Adds what definition files and `OpenAPI` say about requests.
    fn restrict_to_requests(
        &self,
        object: &Map<String, Value>,
        new: &mut Map<String, Value>,
        is_typed: bool,
    ) {
        let is_openapi = matches!(self.format, Format::OpenApi30 | Format::OpenApi31);
        if let (true, Some(Value::Array(required))) = (is_openapi, object.get("required")) {
            let is_needed = |name: &&Value| {
                !self.is_read_only(&object["properties"][name.as_str().unwrap_or_default()], 0)
            };
            let has_properties = object.contains_key("properties");
            let needed = required
                .iter()
                .filter(|name| !has_properties || is_needed(name))
                .cloned()
                .collect();
            new.insert("required".into(), Value::Array(needed));
        }
        if !is_typed && !COMPOSED.iter().any(|keyword| object.contains_key(*keyword)) {
            let implied = IMPLIES
                .iter()
                .filter(|(_, keywords)| keywords.iter().any(|keyword| new.contains_key(*keyword)));
            let implied: Vec<_> = implied.map(|(name, _)| *name).collect();
            if !implied.is_empty() && object.get("name").is_none_or(|name| !name.is_string()) {
                new.insert("type".into(), json!(implied));
            }
        }
    }

    fn is_read_only(&self, schema: &Value, depth: usize) -> bool {
        if schema["readOnly"] == true {
            return true;
        }
        let target = schema["$ref"]
            .as_str()
            .and_then(|reference| self.root.pointer(reference.strip_prefix('#')?));
        let parts = schema["allOf"].as_array().into_iter().flatten();
        depth < 8
            && target
                .into_iter()
                .chain(parts)
                .any(|schema| self.is_read_only(schema, depth + 1))
    }
}
