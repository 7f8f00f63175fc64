//! The table of a definition.

use super::{Row, rows};
use std::fmt::Write;
use voucher_definition::words::{rules, status, type_of};
use voucher_definition::{Contents, Definition};

const COLUMNS: [&str; 5] = ["field", "type", "status", "rules", "description"];

/// Returns a definition as a table for a terminal.
///
/// # Examples
/// ```
/// use voucher_codegen::show;
/// use voucher_definition::Definition;
///
/// let check = Definition::find("voucher/check").expect("ships with the toolkit");
/// let table = show::text(check);
/// assert!(table.starts_with("POST /v2/voucher/check\n"));
/// assert!(table.contains("depth"));
/// ```
#[must_use]
pub fn text(definition: &Definition) -> String {
    let cells: Vec<_> = core::iter::once(COLUMNS.map(String::from))
        .chain(rows(definition).iter().map(cells))
        .collect();
    let width = |column: usize| {
        let lengths = cells.iter().filter_map(|row| row.get(column));
        lengths.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<_> = (0..COLUMNS.len()).map(width).collect();
    let mut text = header(definition, "", definition.source);
    if cells.len() > 1 {
        text.push('\n');
    }
    for row in cells.iter().filter(|_| cells.len() > 1) {
        let padded = row.iter().zip(&widths);
        let padded = padded.map(|(cell, width)| format!("{cell:<width$}"));
        text.push_str(padded.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// Returns a definition as a section in Markdown. If its fields name their sources, each row links to its source.
///
/// # Examples
/// ```
/// use voucher_codegen::show;
/// use voucher_definition::Definition;
///
/// let check = Definition::find("voucher/check").expect("ships with the toolkit");
/// let section = show::markdown(check);
/// assert!(section.starts_with("# `POST /v2/voucher/check`\n"));
/// assert!(section.contains("| `depth` | integer | optional |"));
/// ```
#[must_use]
pub fn markdown(definition: &Definition) -> String {
    let (method, path) = (definition.method, definition.path);
    let mut text = format!("# `{method} {path}`\n\n");
    let link = format!("<{}>", definition.source);
    let link = if definition.source.is_empty() {
        ""
    } else {
        &link
    };
    let header = header(definition, "- ", link);
    let lines: Vec<_> = header.lines().skip(1).collect();
    if !lines.is_empty() {
        text.push_str(&lines.join("\n"));
        text.push_str("\n\n");
    }
    let rows = rows(definition);
    let sources = sources(&rows);
    if !rows.is_empty() {
        let has_sources = !sources.is_empty();
        let columns = COLUMNS.into_iter().chain(has_sources.then_some("source"));
        let columns: Vec<_> = columns.collect();
        let _ = writeln!(text, "| {} |", columns.join(" | "));
        let _ = writeln!(text, "|{}", " --- |".repeat(columns.len()));
    }
    for row in &rows {
        add_row(&mut text, row, &sources);
    }
    for (index, source) in sources.iter().enumerate() {
        let before = if index == 0 { "\n" } else { "" };
        let _ = writeln!(text, "{before}[{}]: {source}", index + 1);
    }
    text
}

fn add_row(text: &mut String, row: &Row, sources: &[&str]) {
    let [path, of, status, rules, description] = cells(row).map(|cell| escape(&cell));
    let _ = write!(
        text,
        "| `{path}` | {of} | {status} | {rules} | {description} |"
    );
    if !sources.is_empty() {
        let number = sources.iter().position(|known| *known == row.field.source);
        let link = number.map_or(String::new(), |index| format!("[{}]", index + 1));
        let _ = write!(text, " {link} |");
    }
    text.push('\n');
}

/// Returns the sources of the fields, each once, in the order of the rows.
fn sources(rows: &[Row]) -> Vec<&'static str> {
    let mut sources = Vec::new();
    for row in rows {
        let source = row.field.source;
        if !source.is_empty() && !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

fn escape(cell: &str) -> String {
    cell.replace('|', "\\|").replace(['\n', '\r'], " ")
}

/// Returns what is known about the request, one line each.
fn header(definition: &Definition, bullet: &str, source: &str) -> String {
    let mut header = format!("{} {}\n", definition.method, definition.path);
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(header, "{bullet}{name}: {value}");
        }
    };
    add("description", definition.description);
    if definition.deprecated {
        add("deprecated", "the API asks not to send the request anymore");
    }
    if definition.host != Definition::API {
        add("host", definition.host);
    }
    add("source", source);
    add("read", definition.read_date);
    if let Some(Contents::Fields(object)) = definition.body.map(|body| body.kind.contents()) {
        let rules = definition.body.map(rules).unwrap_or_default();
        add("body", &rules.join("; "));
        if object.fields.is_empty() {
            add("fields", "none");
        }
    }
    if definition.is_partial {
        add("members", "the API accepts members that are not listed");
    }
    header
}

fn cells(row: &Row) -> [String; 5] {
    let field = row.field;
    let mut description = field.description.to_owned();
    for note in field.value_notes {
        let separator = if description.is_empty() { "" } else { "; " };
        let deprecated = if note.deprecated { " (deprecated)" } else { "" };
        let note = format!(
            "{separator}`{}`{deprecated}: {}",
            note.value, note.description
        );
        description.push_str(note.trim_end_matches(": "));
    }
    [
        row.path.clone(),
        type_of(field),
        status(field),
        rules(field).join(", "),
        description,
    ]
}
