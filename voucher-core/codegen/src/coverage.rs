//! Which fields of a definition the types of a program send.

use crate::diff::status_name;
use crate::exported::{ExportedType, Location};
use crate::fields::{each_field, has_fields};
use serde_json::{Value, json};
use std::fmt::Write;
use voucher_definition::{Definition, Status};

/// Which fields of a definition the types of a program send.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The request: `POST /v2/order`.
    pub request: String,
    /// The paths of the types that send the request.
    pub types: Vec<String>,
    /// The fields, in the order of the definition. Of an object that no type sends, there is only the object.
    pub fields: Vec<CoveredField>,
}

/// A field of a definition, and the types that send it.
#[derive(Clone, Debug)]
pub struct CoveredField {
    /// The path of the field as attribute keys write it: `order.items.price`.
    pub path: String,
    /// The JSON Pointer of the field: `/order/items/*/price`.
    pub pointer: String,
    /// How important the field is to the API.
    pub status: Status,
    /// Whether the API asks not to send it anymore.
    pub deprecated: bool,
    /// What the field means.
    pub description: &'static str,
    /// The types that send it.
    pub locations: Vec<Location>,
}

impl CoveredField {
    /// Returns whether a type should send the field, but none does.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        let is_wanted = matches!(self.status, Status::Required | Status::Important);
        is_wanted && !self.deprecated && self.locations.is_empty()
    }
}

/// Returns which fields of a definition the exported types send. Types of other requests are ignored.
///
/// ```
/// use voucher_codegen::coverage::coverage;
/// use voucher_codegen::exported::ExportedType;
/// use voucher_definition::Definition;
///
/// let check = ExportedType::read(br#"{
///     "x-ravelin-method": "POST", "x-ravelin-path": "/v2/voucher/check",
///     "x-ravelin-rust": {"type": "app::Check", "file": "src/check.rs", "fields": {"/customerId": "customer"}},
///     "type": "object", "properties": {"customerId": {"type": "string"}}
/// }"#)?.expect("an exported schema");
///
/// let definition = Definition::find("voucher/check").expect("ships");
/// let coverage = coverage(definition, &[check]);
/// let sent: Vec<_> = coverage.fields.iter().filter(|field| !field.locations.is_empty()).collect();
/// assert_eq!(sent.len(), 1);
/// assert_eq!(sent[0].locations[0].to_string(), "`app::Check.customer` (src/check.rs)");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn coverage(definition: &'static Definition, types: &[ExportedType]) -> Coverage {
    let types = types.iter();
    let types: Vec<_> = types
        .filter(|exported| exported.is_of(definition))
        .collect();
    let mut fields = Vec::new();
    each_field(definition, &mut |place, field| {
        let senders = types.iter().filter(|exported| exported.sends(place));
        let locations: Vec<_> = senders.map(|exported| exported.location(place)).collect();
        let is_inside_visited = !locations.is_empty() && has_fields(field);
        if !is_inside_visited {
            fields.push(CoveredField {
                path: place.path(),
                pointer: place.pointer(),
                status: field.status,
                deprecated: field.deprecated,
                description: field.description,
                locations,
            });
        }
        is_inside_visited
    });
    Coverage {
        request: format!("{} {}", definition.method, definition.path),
        types: types
            .iter()
            .map(|exported| exported.type_name.clone())
            .collect(),
        fields,
    }
}

impl Coverage {
    /// Returns the required and important fields that no type sends.
    pub fn missing(&self) -> impl Iterator<Item = &CoveredField> {
        self.fields.iter().filter(|field| field.is_missing())
    }

    /// Returns the coverage as text: the missing fields first.
    #[must_use]
    pub fn text(&self) -> String {
        let sent = self
            .fields
            .iter()
            .filter(|field| !field.locations.is_empty());
        let types = match self.types.as_slice() {
            [] => "no exported type sends the request".to_owned(),
            [_] => "1 type".to_owned(),
            several => format!("{} types", several.len()),
        };
        let (sent, all) = (sent.count(), self.fields.len());
        let mut text = format!("{}: {types}, {sent} of {all} fields\n", self.request);
        let width = self.fields.iter().map(|field| field.path.chars().count());
        let width = width.max().unwrap_or_default();
        let is_unsent = |field: &&CoveredField| field.locations.is_empty();
        self.push_section(
            &mut text,
            "required or important, but not sent",
            width,
            CoveredField::is_missing,
        );
        self.push_section(&mut text, "not sent", width, |field| {
            is_unsent(&field) && !field.is_missing()
        });
        self.push_section(&mut text, "sent", width, |field| !is_unsent(&field));
        text
    }

    fn push_section(
        &self,
        text: &mut String,
        title: &str,
        width: usize,
        is_in: impl Fn(&CoveredField) -> bool,
    ) {
        let mut fields = self.fields.iter().filter(|field| is_in(field)).peekable();
        if fields.peek().is_some() {
            let _ = writeln!(text, "\n{title}");
        }
        for field in fields {
            let status = if field.deprecated {
                "deprecated"
            } else {
                status_name(field.status)
            };
            let locations: Vec<_> = field.locations.iter().map(Location::to_string).collect();
            let about = match locations.as_slice() {
                [] => field.description.to_owned(),
                locations => locations.join(", "),
            };
            let line = format!("  {:width$}  {status:10}  {about}", field.path);
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }

    /// Returns the coverage as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let fields = self.fields.iter().map(|field| {
            json!({
                "path": field.path,
                "pointer": field.pointer,
                "status": status_name(field.status),
                "deprecated": field.deprecated,
                "isMissing": field.is_missing(),
                "types": field.locations.iter().map(Location::json).collect::<Vec<_>>(),
            })
        });
        json!({ "request": self.request, "types": self.types, "fields": fields.collect::<Vec<_>>() })
    }
}
