//! Writes Rust in the layout of rustfmt with its default configuration.

use super::doc::is_hidden;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// The maximum width of a line (`max_width`).
const MAX_WIDTH: usize = 100;

/// The maximum width of the arguments of an attribute in one line (`attr_fn_like_width`).
const MAX_ATTRIBUTE: usize = 70;

/// The maximum width of the value of a variant in one line (`fn_call_width`).
const MAX_CALL: usize = 60;

/// A part of an attribute.
pub(super) enum Meta {
    /// `timestamp = now`
    Plain(String),
    /// `constant(…)`
    List(&'static str, Vec<Self>),
}

impl Meta {
    /// Returns `key = "value"`.
    pub(super) fn string(key: &str, value: &str) -> Self {
        Self::Plain(format!("{key} = {}", literal(value)))
    }

    fn write(&self, indent: usize) -> String {
        match self {
            Self::Plain(text) => text.clone(),
            Self::List(name, items) => format!("{name}{}", arguments(items, indent)),
        }
    }
}

/// Lines of code.
#[derive(Default)]
pub(super) struct Code {
    text: String,
    indent: usize,
}

impl Code {
    pub(super) fn finish(self) -> String {
        self.text
    }

    pub(super) fn indent(&mut self) {
        self.indent += 4;
    }

    pub(super) fn outdent(&mut self) {
        self.indent = self.indent.saturating_sub(4);
    }

    /// Writes a line, or several of which each has its own indentation within the current one.
    pub(super) fn line(&mut self, line: &str) {
        for line in line.split('\n') {
            if !line.is_empty() {
                // Writing to a string cannot fail.
                let _ = write!(self.text, "{:indent$}{line}", "", indent = self.indent);
            }
            self.text.push('\n');
        }
    }

    /// Writes the beginning of a struct or enum.
    pub(super) fn open(&mut self, keyword: &str, name: &str) {
        let line = format!("pub {keyword} {name} {{");
        if self.fits(&line) {
            self.line(&line);
        } else {
            self.line(&format!("pub {keyword} {name}\n{{"));
        }
    }

    /// Writes comment lines that start with `///` or `//`.
    pub(super) fn comment<S: AsRef<str>>(
        &mut self,
        start: &str,
        lines: impl IntoIterator<Item = S>,
    ) {
        for line in lines {
            let line = format!("{start} {}", line.as_ref());
            self.line(line.trim_end());
        }
    }

    /// Writes `#[ravelin(…)]`.
    pub(super) fn attribute(&mut self, items: &[Meta]) {
        let line = attribute(items, self.indent);
        self.line(&line);
    }

    /// Writes a field of a struct. If it does not fit into a line, the type is in the next one.
    pub(super) fn field(&mut self, ident: &str, ty: &str) {
        let line = field(ident, ty);
        if self.fits(&line) {
            return self.line(&line);
        }
        let next = format!("    {ty},");
        if !self.fits(&next) {
            self.line("#[rustfmt::skip] // longer than a line");
            return self.line(&line);
        }
        self.line(&format!("pub {ident}:\n{next}"));
    }

    /// Writes a variant of an enum.
    pub(super) fn variant(&mut self, ident: &str, ty: Option<&str>) {
        let Some(ty) = ty else {
            return self.line(&format!("{ident},"));
        };
        let line = format!("{ident}({ty}),");
        if self.fits(&line) && ty.width() <= MAX_CALL {
            return self.line(&line);
        }
        self.line(&format!("{ident}(\n    {ty},\n),"));
    }

    fn fits(&self, line: &str) -> bool {
        self.indent + line.width() <= MAX_WIDTH
    }
}

/// Returns a field of a struct in one line.
pub(super) fn field(ident: &str, ty: &str) -> String {
    format!("pub {ident}: {ty},")
}

/// Returns `#[ravelin(…)]`.
pub(super) fn attribute(items: &[Meta], indent: usize) -> String {
    format!("#[ravelin{}]", arguments(items, indent))
}

/// Returns arguments in parentheses: in one line if they are short, else each in its own.
fn arguments(items: &[Meta], indent: usize) -> String {
    let one_line: Vec<String> = items.iter().map(|item| item.write(indent)).collect();
    let one_line = one_line.join(", ");
    // A single argument may fill the line.
    let max_width = match items {
        [_] => MAX_WIDTH.saturating_sub(indent + "#[ravelin()]".len()),
        _ => MAX_ATTRIBUTE,
    };
    if one_line.width() <= max_width && !one_line.contains('\n') {
        return format!("({one_line})");
    }
    let lines: Vec<String> = items
        .iter()
        .map(|item| item.write(indent + 4).replace('\n', "\n    "))
        .map(|item| format!("    {item}"))
        .collect();
    format!("(\n{}\n)", lines.join(",\n"))
}

/// Returns a string literal. What is invisible is escaped.
pub(super) fn literal(value: &str) -> String {
    let mut literal = String::with_capacity(value.len() + 2);
    literal.push('"');
    for character in value.chars() {
        match character {
            '"' | '\\' => literal.extend(['\\', character]),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            _ if is_hidden(character) => literal.extend(character.escape_unicode()),
            _ => literal.push(character),
        }
    }
    literal.push('"');
    literal
}
