//! The query of a request, read back as JSON.

use crate::validator::validator;
use jsonschema::Validator;
use serde_json::{Map, Value, json};

/// The parameters of a definition file, as a schema of an object.
pub(crate) struct Query {
    properties: Map<String, Value>,
    validator: Validator,
}

impl Query {
    /// Returns the parameters of a definition file; `None` if it has none.
    pub(crate) fn of(file: &Value) -> Option<Self> {
        let properties = file["x-ravelin-query"].as_object()?.clone();
        let required = properties
            .iter()
            .filter(|(_, schema)| schema["x-ravelin-status"] == "required");
        let required: Vec<_> = required.map(|(name, _)| name).collect();
        let validator = validator(&json!({
            "properties": properties,
            "required": required,
        }));
        Some(Self {
            properties,
            validator,
        })
    }

    /// Returns whether the parameters of a query are valid.
    pub(crate) fn is_valid(&self, query: &str) -> bool {
        let mut object = json!({});
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let Some(schema) = self.properties.get(&*name) else {
                return false;
            };
            let member = &mut object[&*name];
            match (schema.get("items"), &mut *member) {
                (Some(element), Value::Array(elements)) => elements.push(typed(element, &value)),
                (Some(element), _) => *member = json!([typed(element, &value)]),
                (None, Value::Null) => *member = typed(schema, &value),
                // It is sent twice.
                (None, _) => return false,
            }
        }
        self.validator.is_valid(&object)
    }
}

/// Returns the value of a parameter: a string, or else JSON.
fn typed(schema: &Value, value: &str) -> Value {
    let json = serde_json::from_str(value).ok();
    let json = json.filter(|_| schema["type"] != "string");
    json.unwrap_or_else(|| value.into())
}
