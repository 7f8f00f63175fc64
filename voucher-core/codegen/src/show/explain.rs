//! One field, explained.

use super::{Row, rows};
use std::fmt::{self, Display, Formatter};
use voucher_definition::suggest::nearest;
use voucher_definition::words::{rules, status, type_of};
use voucher_definition::{Contents, Definition, Evidence, Field, Kind};

/// A definition has no field with a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    path: String,
    nearest: Option<String>,
}

impl Display for Unknown {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "there is no field `{}`", self.path)?;
        match &self.nearest {
            Some(near) => write!(f, "; did you mean `{near}`?"),
            None => f.write_str("; `voucher show` lists the fields"),
        }
    }
}

impl core::error::Error for Unknown {}

/// Explains a field: its type, status, evidence, rules, source, common mistakes, and the Rust types that fit.
///
/// The path leads through arrays, maps and alternatives with or without their brackets: `order.items.price`,
/// `order.items[].price`. The name of the entity can be left out: `items.price`.
///
/// # Errors
/// The field does not exist. The error suggests the nearest one.
///
/// # Examples
/// ```
/// use voucher_codegen::show::explain;
/// use voucher_definition::Definition;
///
/// let voucher = Definition::find("voucher").expect("ships with the toolkit");
/// let explained = explain(voucher, "creationTime")?;
/// assert!(explained.contains("seconds instead of milliseconds"));
/// assert_eq!(
///     explain(voucher, "creatonTime").unwrap_err().to_string(),
///     "there is no field `creatonTime`; did you mean `voucher.creationTime`?"
/// );
/// # Ok::<(), voucher_codegen::show::Unknown>(())
/// ```
pub fn explain(definition: &Definition, path: &str) -> Result<String, Unknown> {
    let rows = rows(definition);
    let wanted = plain(path);
    let entity = definition.entity_pointer().trim_start_matches('/');
    let in_entity = format!("{entity}.{wanted}");
    let find = |wanted: &str| rows.iter().find(|row| plain(&row.path) == wanted);
    let row = find(&wanted).or_else(|| find(&in_entity));
    row.map(describe).ok_or_else(|| Unknown {
        path: path.into(),
        nearest: suggest(&rows, &wanted, entity),
    })
}

/// Returns a path without brackets, marks of parameters and `*`.
fn plain(path: &str) -> String {
    let mut plain = String::new();
    let mut is_inside = false;
    for character in path.trim_start_matches([':', '?']).chars() {
        match character {
            '[' => is_inside = true,
            ']' => is_inside = false,
            _ if is_inside => {}
            _ => plain.push(character),
        }
    }
    plain.replace(".*", "")
}

/// Returns the path of the field that was probably meant: the nearest path, or the one with the nearest last name.
fn suggest(rows: &[Row], wanted: &str, entity: &str) -> Option<String> {
    let plains: Vec<_> = rows.iter().map(|row| plain(&row.path)).collect();
    let without_entity: Vec<_> = plains
        .iter()
        .map(|path| match path.strip_prefix(entity) {
            Some(rest) if !entity.is_empty() => rest.trim_start_matches('.'),
            _ => path,
        })
        .collect();
    let paths: Vec<_> = plains.iter().map(String::as_str).collect();
    let last = |path: &'_ str| path.rsplit('.').next().unwrap_or_default().to_owned();
    let lasts: Vec<_> = paths.iter().map(|path| last(path)).collect();
    let lasts: Vec<_> = lasts.iter().map(String::as_str).collect();
    let wanted_last = last(wanted);
    for (wanted, names) in [
        (wanted, &paths),
        (wanted, &without_entity),
        (wanted_last.as_str(), &lasts),
    ] {
        let at = names.iter().position(|name| *name == wanted);
        let at = at.or_else(|| {
            let near = nearest(wanted, names)?;
            names.iter().position(|name| *name == near)
        });
        if let Some(row) = at.and_then(|at| rows.get(at)) {
            return Some(row.path.clone());
        }
    }
    None
}

fn describe(row: &Row) -> String {
    let field = row.field;
    let mut text = row.path.clone();
    if !field.description.is_empty() {
        text.push_str(": ");
        text.push_str(field.description);
    }
    text.push_str("\n\n");
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() {
            text.push_str(format!("  {name:<9} {value}\n").trim_end());
            text.push('\n');
        }
    };
    add("type", &type_of(field));
    add("unit", unit(field.kind));
    add("rules", &rules(field).join(", "));
    add("status", &status(field));
    add("evidence", evidence(field));
    add("source", field.source);
    add("Rust name", field.rust_name);
    add("Rust type", rust_types(field.kind));
    for note in field.value_notes {
        let deprecated = if note.deprecated { " (deprecated)" } else { "" };
        add(
            "value",
            &format!("`{}`{deprecated} {}", note.value, note.description),
        );
    }
    for mistake in mistakes(field) {
        add("mistake", mistake);
    }
    text
}

fn unit(kind: Kind) -> &'static str {
    match kind {
        Kind::Time => "milliseconds since 1970-01-01 UTC, from 1973-03-03 to 9999-12-31",
        Kind::Amount => "minor units of the currency (pence, cents)",
        Kind::Currency => "a code of ISO 4217, in any case",
        Kind::DateTime => "RFC 3339 with an offset: `2026-11-28T10:00:00Z`",
        Kind::Date => "`2026-11-28`",
        Kind::Uuid => "`67e55044-10b1-426f-9247-bb680e5fe0c8`",
        _ => "",
    }
}

fn evidence(field: &Field) -> &'static str {
    match field.evidence {
        Evidence::Documented => "the API's documentation states the status",
        Evidence::Inferred => {
            "the status is inferred from examples; a struct can waive a requirement with `optional(…)`"
        }
        Evidence::Client => {
            "public clients send the field, and no page documents it; a struct can waive a requirement with `optional(…)`"
        }
    }
}

/// Returns the Rust types that fit a kind.
fn rust_types(kind: Kind) -> &'static str {
    match kind.contents() {
        Contents::Fields(_) => "a struct that derives `RavelinEvent` with `object = \"…\"`",
        Contents::Elements(_) => "`Vec<T>`, an array, or a type with `ListField`",
        Contents::Values(_) => "`BTreeMap<K, T>`, `HashMap<K, T>`, or a type with `MapField`",
        Contents::Alternatives(_) => {
            "a type that fits one alternative, or an enum that derives `RavelinOneOf`"
        }
        Contents::Ancestor(_) => "a `Box`, list or map of the struct itself",
        Contents::None => match kind {
            Kind::Text => "`String`, `&str`, or a type with `TextField` or `DisplayField`",
            Kind::Identifier => {
                "`String`, `&str`, integers, or a type with `TextField` or `DisplayField`"
            }
            Kind::Integer => "integers",
            Kind::Amount => "integers, `Amount`",
            Kind::Currency => "`Currency`, `String`, `&str`",
            Kind::Time => "`Timestamp`, or a type of `jiff`, `chrono` or `time`",
            Kind::Enum => "an enum that derives `RavelinEnum`, `String`, `&str`",
            Kind::Bool => "`bool`",
            Kind::Number => "`f64`, `f32`, integers, `Number`, `Decimal`",
            Kind::DateTime => "`Timestamp`, a type of `jiff`, `chrono` or `time`, `String`",
            Kind::Date => "a date of `jiff`, `chrono` or `time`, `String`",
            Kind::Uuid => "`Uuid`, `String`",
            Kind::Custom => "a map with string keys, or a struct with `Serialize`",
            _ => "any type with `Serialize`",
        },
    }
}

/// Returns what programs often send instead.
fn mistakes(field: &Field) -> Vec<&'static str> {
    let mut mistakes: Vec<&'static str> = match field.kind {
        Kind::Time => vec![
            "seconds instead of milliseconds: 1764324000 is in 1970; send 1764324000000",
            "a string such as `2026-11-28T10:00:00Z`; the API expects an integer",
        ],
        Kind::Amount => vec![
            "major units instead of minor units: 20 is 20 pence, not 20 pounds; send 2000",
            "a fraction such as 20.50, or a string",
        ],
        Kind::Currency => vec!["a symbol such as `£`, or three letters that are not in ISO 4217"],
        Kind::Identifier => vec!["an empty string, or an integer: the API expects a string"],
        Kind::Enum => vec!["another case: the values are compared exactly"],
        Kind::DateTime => vec!["a time without an offset, or a space instead of `T`"],
        Kind::Date => vec!["a date with a time"],
        _ => Vec::new(),
    };
    if !field.nullable && field.kind != Kind::Any {
        mistakes.push("`null`: leave the field out instead");
    }
    mistakes
}
