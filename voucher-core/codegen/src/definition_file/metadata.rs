//! The keywords that a schema of any type can have.

use super::Place;
use crate::json::Object;
use voucher_definition::{Evidence, Field, Kind, Status, rust_name};

/// The keywords of a field besides its description. `None` is the default.
pub(super) struct Metadata<'f> {
    kind: Option<&'static str>,
    rust_name: Option<&'f str>,
    status: Option<&'static str>,
    evidence: Option<&'static str>,
    is_sensitive: bool,
    source: Option<&'f str>,
    /// The values of a field, for a reference to a schema that has others.
    field: &'f Field,
}

impl<'f> Metadata<'f> {
    pub(super) fn of(field: &'f Field, place: &Place<'_>, source: &str) -> Self {
        // A body that is not an object, and an element, have names of their own.
        let is_named = !field.is_body() && field.rust_name != "*";
        let is_renamed = is_named && field.rust_name != rust_name(field.name);
        Self {
            kind: kind_keyword(field.kind),
            rust_name: is_renamed.then_some(field.rust_name),
            status: match field.status {
                _ if place.is_required => None,
                Status::Required | Status::Optional => None,
                Status::Important | Status::Unknown => Some(status_keyword(field.status)),
            },
            evidence: match field.evidence {
                Evidence::Documented => None,
                Evidence::Inferred | Evidence::Client => Some(evidence_keyword(field.evidence)),
            },
            is_sensitive: field.sensitive && !place.is_sensitive,
            source: (field.source != source).then_some(field.source),
            field,
        }
    }
}

/// Returns the kind, if it is not the default one of its JSON type.
const fn kind_keyword(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Identifier | Kind::Amount | Kind::Currency | Kind::Time => Some(kind.keyword()),
        Kind::Text
        | Kind::Integer
        | Kind::Enum
        | Kind::Bool
        | Kind::Custom
        | Kind::Number
        | Kind::DateTime
        | Kind::Date
        | Kind::Uuid
        | Kind::Any
        | Kind::Object(_)
        | Kind::Array(_)
        | Kind::Map(_)
        | Kind::OneOf(_)
        | Kind::Ancestor(_) => None,
    }
}

/// Returns a status as `x-ravelin-status` has it.
pub(crate) const fn status_keyword(status: Status) -> &'static str {
    match status {
        Status::Required => "required",
        Status::Important => "important",
        Status::Optional => "optional",
        Status::Unknown => "unknown",
    }
}

/// Returns evidence as `x-ravelin-evidence` has it.
pub(crate) const fn evidence_keyword(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Documented => "documented",
        Evidence::Inferred => "inferred",
        Evidence::Client => "client",
    }
}

pub(super) fn put_metadata(schema: &mut Object, metadata: &Metadata<'_>) {
    for (keyword, value) in [
        ("x-ravelin-kind", metadata.kind),
        ("x-ravelin-rust-name", metadata.rust_name),
        ("x-ravelin-status", metadata.status),
        ("x-ravelin-evidence", metadata.evidence),
    ] {
        if let Some(value) = value {
            schema.set(keyword, value);
        }
    }
    schema.set_flag("x-ravelin-sensitive", metadata.is_sensitive);
    if let Some(source) = metadata.source {
        schema.set("x-ravelin-source", source);
    }
}

/// Writes the keywords that the target of a reference has, too. `field` has the description and the flags.
pub(super) fn put_overrides(
    schema: &mut Object,
    field: &Field,
    metadata: &Metadata<'_>,
    target: &Object,
) {
    let other = metadata.field;
    for (keyword, value) in [
        ("description", field.description),
        ("x-ravelin-rust-name", other.rust_name),
        ("x-ravelin-status", status_keyword(other.status)),
        ("x-ravelin-evidence", evidence_keyword(other.evidence)),
        ("x-ravelin-source", other.source),
    ] {
        // An element has no Rust name.
        if target.get(keyword).is_some() && value != "*" {
            schema.set(keyword, value);
        }
    }
    for (keyword, value) in [
        ("deprecated", field.deprecated),
        ("readOnly", field.read_only),
        ("x-ravelin-sensitive", field.sensitive),
    ] {
        if target.get(keyword).is_some() {
            schema.set(keyword, value);
        }
    }
}
