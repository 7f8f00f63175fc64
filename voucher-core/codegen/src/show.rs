//! Definitions as tables that a person reads, and single fields explained.

mod explain;
mod table;

use voucher_definition::words::{rules, status, type_of};
use voucher_definition::{Contents, Definition, Field};

pub use explain::{Unknown, explain};
pub use table::{markdown, text};

/// A field with its path: `order.items[].price`.
#[derive(Clone, Debug)]
struct Row {
    path: String,
    field: &'static Field,
}

/// A field of a definition in words.
#[derive(Clone, Debug)]
pub struct ShownField {
    /// Its path: `order.items[].price`, `:id`, `?score`.
    pub path: String,
    /// Its type: `array of identifiers`.
    pub type_name: String,
    /// Its status with the evidence: `required (inferred)`.
    pub status: String,
    /// Its rules: `at least 1 character`.
    pub rules: Vec<String>,
    /// The definition of the field.
    pub field: &'static Field,
}

/// Returns the fields of a definition in words: the parameters of the path and the query, and then the body.
///
/// # Examples
/// ```
/// use voucher_codegen::show;
/// use voucher_definition::Definition;
///
/// let check = Definition::find("voucher/check").expect("ships with the toolkit");
/// let fields = show::fields(check);
/// let code = fields.iter().find(|field| field.path == "voucherCode").expect("is a field");
/// assert_eq!(code.status, "optional");
/// ```
#[must_use]
pub fn fields(definition: &Definition) -> Vec<ShownField> {
    let shown = rows(definition).into_iter().map(|row| ShownField {
        type_name: type_of(row.field),
        status: status(row.field),
        rules: rules(row.field),
        path: row.path,
        field: row.field,
    });
    shown.collect()
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
