//! The schemas that `#[ravelin(export = "…")]` writes: what the types of a program send.

mod walk;

use crate::diff::{Place, Step};
use serde_json::{Map, Value, json};
use std::fmt::{self, Display, Formatter};
use voucher_definition::Definition;
pub(crate) use walk::{allows_null, has_value};

/// The schema of one exported type.
#[derive(Clone, Debug)]
pub struct ExportedType {
    /// The path of the type: `app::events::Promo`.
    pub type_name: String,
    /// The source file that contains it.
    pub file: String,
    fields: Map<String, Value>,
    schema: Value,
}

/// A type, or a field of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The path of the type: `app::events::Promo`.
    pub type_name: String,
    /// The source file that contains it.
    pub file: String,
    /// The field: `code`, or `Money.value` if it is in another struct.
    pub field: Option<String>,
}

impl Location {
    pub(crate) fn json(&self) -> Value {
        json!({ "type": self.type_name, "file": self.file, "field": self.field })
    }
}

impl Display for Location {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            type_name,
            file,
            field,
        } = self;
        match field {
            None => write!(f, "`{type_name}` ({file})"),
            Some(field) if field.contains('.') => write!(f, "`{field}` of `{type_name}` ({file})"),
            Some(field) => write!(f, "`{type_name}.{field}` ({file})"),
        }
    }
}

impl ExportedType {
    /// Reads a schema. Returns `None` for a JSON document that is not an exported schema.
    ///
    /// ```
    /// use voucher_codegen::exported::ExportedType;
    ///
    /// let exported = ExportedType::read(br#"{
    ///     "x-ravelin-method": "POST", "x-ravelin-path": "/v2/voucher",
    ///     "x-ravelin-rust": {"type": "app::Promo", "file": "src/promo.rs", "fields": {}},
    ///     "type": "object"
    /// }"#)?.expect("an exported schema");
    /// assert_eq!(exported.type_name, "app::Promo");
    /// assert!(ExportedType::read(br#"{"type": "object"}"#)?.is_none());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    /// The file is not JSON.
    pub fn read(file: &[u8]) -> Result<Option<Self>, serde_json::Error> {
        let schema: Value = serde_json::from_slice(file)?;
        let string = |value: &Value| value.as_str().map(str::to_owned);
        let read = || {
            let rust = schema.get("x-ravelin-rust")?;
            let fields = rust.get("fields")?.as_object()?.clone();
            Some((
                string(rust.get("type")?)?,
                string(rust.get("file")?)?,
                fields,
            ))
        };
        Ok(read().map(|(type_name, file, fields)| Self {
            type_name,
            file,
            fields,
            schema,
        }))
    }

    /// Returns whether the type sends the request of a definition.
    #[must_use]
    pub fn is_of(&self, definition: &Definition) -> bool {
        let keyword = |name: &str| self.schema.get(name).and_then(Value::as_str);
        let host = keyword("x-ravelin-host").unwrap_or(Definition::API);
        keyword("x-ravelin-method") == Some(definition.method)
            && keyword("x-ravelin-path") == Some(definition.path)
            && host == definition.host
    }

    /// Returns the type, and the field that is sent at a place, if one is.
    pub(crate) fn location(&self, place: &Place) -> Location {
        let mut place = place.clone();
        let mut field = None;
        while field.is_none() && !place.steps().is_empty() {
            field = self.fields.get(&place.pointer()).and_then(Value::as_str);
            place = place.parent();
        }
        self.located(field)
    }

    /// Returns the type without a field.
    pub(crate) fn location_of_type(&self) -> Location {
        self.located(None)
    }

    fn located(&self, field: Option<&str>) -> Location {
        Location {
            type_name: self.type_name.clone(),
            file: self.file.clone(),
            field: field.map(str::to_owned),
        }
    }

    /// Returns the schemas of the values that the type sends at a place. There are several if it sends several alternatives.
    pub(crate) fn at(&self, place: &Place) -> Vec<&Value> {
        walk::at(&self.schema, place.steps())
    }

    /// Returns whether the type sends something at a place.
    pub(crate) fn sends(&self, place: &Place) -> bool {
        !self.at(place).is_empty()
    }

    /// Returns whether the type sends a field whenever it sends the object that contains it.
    pub(crate) fn always_sends(&self, place: &Place) -> bool {
        match place.steps().last() {
            Some(Step::Member(name)) => {
                let objects = self.at(&place.parent());
                !objects.is_empty() && objects.iter().all(|object| is_required(object, name))
            }
            Some(Step::Query(_)) => self.at(place).iter().any(|schema| {
                schema.get("x-ravelin-status").and_then(Value::as_str) == Some("required")
            }),
            _ => self.sends(place),
        }
    }
}

/// Returns whether an object always has a property.
pub(crate) fn is_required(object: &Value, name: &str) -> bool {
    let required = object.get("required").and_then(Value::as_array);
    required.is_some_and(|required| required.iter().any(|other| other == name))
}
