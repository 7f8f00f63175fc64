//! Definitions as tables that a person reads, and single fields explained.

mod explain;
mod rules;
mod table;

use voucher_definition::{Contents, Definition, Evidence, Field, Status};

pub use explain::{Unknown, explain};
pub use table::{markdown, text};

/// A field with its path: `order.items[].price`.
#[derive(Clone, Debug)]
struct Row {
    path: String,
    field: &'static Field,
}

/// Returns the fields of a definition in its order: the parameters of the path and the query, and then the body.
fn rows(definition: &Definition) -> Vec<Row> {
    let mut rows = Vec::new();
    for field in definition.parameters {
        rows.push(Row {
            path: format!(":{}", field.name),
            field,
        });
    }
    for field in definition.query {
        rows.push(Row {
            path: format!("?{}", field.name),
            field,
        });
    }
    if let Some(body) = definition.body {
        if !matches!(body.kind.contents(), Contents::Fields(_)) {
            rows.push(Row {
                path: "body".into(),
                field: body,
            });
        }
        add_inner(body, "", &mut rows);
    }
    rows
}

/// Adds the fields inside a value.
fn add_inner(field: &'static Field, path: &str, rows: &mut Vec<Row>) {
    match field.kind.contents() {
        Contents::None | Contents::Ancestor(_) => {}
        Contents::Fields(object) => {
            for field in object.fields {
                let separator = if path.is_empty() { "" } else { "." };
                let path = format!("{path}{separator}{}", field.name);
                rows.push(Row {
                    path: path.clone(),
                    field,
                });
                add_inner(field, &path, rows);
            }
        }
        Contents::Elements(array) => add_inner(array.element, &format!("{path}[]"), rows),
        Contents::Values(map) => add_inner(map.value, &format!("{path}.*"), rows),
        Contents::Alternatives(one_of) => {
            for alternative in one_of.alternatives {
                let path = format!("{path}[{}]", alternative.name);
                rows.push(Row {
                    path: path.clone(),
                    field: alternative.value,
                });
                add_inner(alternative.value, &path, rows);
            }
        }
    }
}

/// Returns a status with its evidence: `required (inferred)`.
fn status(field: &Field) -> String {
    let status = match field.status {
        Status::Required => "required",
        Status::Important => "important",
        Status::Optional => "optional",
        Status::Unknown => "unknown",
    };
    match field.evidence {
        Evidence::Documented => status.into(),
        Evidence::Inferred => format!("{status} (inferred)"),
        Evidence::Client => format!("{status} (client)"),
    }
}
