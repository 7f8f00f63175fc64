//! The lines of a body, indented, with the place of each.

/// A line of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// How many spaces it is indented by.
    pub(crate) indent: usize,
    pub(crate) text: String,
    /// The JSON Pointer of the value that begins in this line; `None` for a closing bracket.
    pub(crate) pointer: Option<String>,
}

/// An object or array around the current position.
struct Around {
    pointer: String,
    /// The index of the next element; `None` for an object.
    index: Option<usize>,
}

/// Indents a JSON text, of which every token stays as it is. The lines of any other text are returned as they are.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    if serde_json::from_str::<serde::de::IgnoredAny>(text).is_err() {
        let lines = text.lines().map(|line| Line {
            indent: 0,
            text: line.into(),
            pointer: None,
        });
        return lines.collect();
    }
    let mut writer = Writer::default();
    let mut rest = text.trim_start();
    while let Some(token) = token(rest) {
        let after = rest.get(token.len()..).unwrap_or_default().trim_start();
        writer.write(token, after);
        rest = after;
    }
    writer.end_line();
    writer.lines
}

/// Returns the first token of a JSON text without white space before it: a bracket, a comma, a colon, a string or another scalar.
fn token(text: &str) -> Option<&str> {
    let end = match text.bytes().next()? {
        b'"' => string_end(text),
        b'{' | b'}' | b'[' | b']' | b',' | b':' => 1,
        _ => {
            let is_end = |character: char| character.is_whitespace() || ",:]}".contains(character);
            text.find(is_end).unwrap_or(text.len()).max(1)
        }
    };
    text.get(..end)
}

/// Returns where the string ends with which the rest of a body begins.
fn string_end(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[derive(Default)]
struct Writer {
    lines: Vec<Line>,
    around: Vec<Around>,
    text: String,
    /// The pointer of the value in this line.
    pointer: Option<String>,
    /// Whether the value of a member follows.
    is_after_key: bool,
}

impl Writer {
    fn write(&mut self, token: &str, after: &str) {
        match token {
            "{" | "[" => {
                self.begin_value(None);
                self.text.push_str(token);
                let pointer = self.pointer.clone().unwrap_or_default();
                if !after.starts_with(['}', ']']) {
                    self.end_line();
                }
                let index = (token == "[").then_some(0);
                self.around.push(Around { pointer, index });
            }
            "}" | "]" => {
                let is_empty = self.text.ends_with(['{', '[']);
                if !is_empty {
                    self.end_line();
                }
                self.around.pop();
                self.text.push_str(token);
            }
            "," => {
                self.text.push(',');
                self.end_line();
            }
            ":" => {
                self.text.push_str(": ");
                self.is_after_key = true;
            }
            scalar => {
                self.begin_value(Some(scalar));
                self.text.push_str(scalar);
            }
        }
    }

    /// Sets the pointer of this line, if the value or the key of a member begins it.
    fn begin_value(&mut self, token: Option<&str>) {
        if core::mem::take(&mut self.is_after_key) {
            return;
        }
        self.pointer = Some(match self.around.last_mut() {
            None => String::new(),
            Some(Around {
                pointer,
                index: Some(index),
            }) => {
                let pointer = format!("{pointer}/{index}");
                *index += 1;
                pointer
            }
            Some(Around { pointer, .. }) => {
                let key: Option<String> = token.and_then(|key| serde_json::from_str(key).ok());
                voucher_definition::pointer(pointer, &key.unwrap_or_default())
            }
        });
    }

    fn end_line(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let is_closing = self.text.starts_with(['}', ']']);
        let depth = self.around.len();
        self.lines.push(Line {
            indent: 2 * depth,
            text: core::mem::take(&mut self.text),
            pointer: self.pointer.take().filter(|_| !is_closing),
        });
    }
}

/// Returns the line of the value at a JSON Pointer, or of the nearest object or array around it.
pub(crate) fn line_of(lines: &[Line], pointer: &str) -> Option<usize> {
    let mut pointer = pointer;
    loop {
        let found = lines
            .iter()
            .position(|line| line.pointer.as_deref() == Some(pointer));
        if found.is_some() {
            return found;
        }
        pointer = pointer.rsplit_once('/')?.0;
    }
}

#[cfg(test)]
mod tests {
    use super::{line_of, lines};

    fn indented(text: &str) -> String {
        let lines = lines(text).into_iter();
        let lines = lines.map(|line| format!("{}{}", " ".repeat(line.indent), line.text));
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_body_is_indented_as_serde_json_does_it() {
        for json in [
            r#"{"a":1,"b":[],"c":{},"d":[1,"x, {y}",[null,{}],{"e":true}],"f\"g":"\\"}"#,
            "[]",
            "{}",
            " 7 ",
            r#""text""#,
            "[[[[1]]]]",
            r#"[{"a":{}},{"b":[]}]"#,
        ] {
            let value: serde_json::Value = serde_json::from_str(json).unwrap();
            assert_eq!(indented(json), format!("{value:#}"), "{json}");
        }
    }

    #[test]
    fn tokens_stay_as_they_are() {
        assert_eq!(
            indented("{\"a\" :1.50e+02,\n\t\"\\u0061\":1}"),
            "{\n  \"a\": 1.50e+02,\n  \"\\u0061\": 1\n}"
        );
    }

    #[test]
    fn each_value_has_a_line() {
        let lines = lines(r#"{"a":{"b/c":[1,{"d~":2}]},"é\n":3}"#);
        for (pointer, text) in [
            ("", "{"),
            ("/a", "\"a\": {"),
            ("/a/b~1c", "\"b/c\": ["),
            ("/a/b~1c/0", "1,"),
            ("/a/b~1c/1", "{"),
            ("/a/b~1c/1/d~0", "\"d~\": 2"),
            ("/é\n", "\"é\\n\": 3"),
            // Of something that is missing, the object that should have it.
            ("/a/missing", "\"a\": {"),
            ("/none/of/these", "{"),
            ("/?score", "{"),
        ] {
            let found = line_of(&lines, pointer).map(|at| lines[at].text.as_str());
            assert_eq!(found, Some(text), "{pointer}");
        }
    }

    #[test]
    fn other_texts_have_their_own_lines() {
        assert_eq!(indented("{\"a\":1,\n  b}"), "{\"a\":1,\n  b}");
        assert_eq!(line_of(&lines("no JSON"), "/a"), None);
        assert_eq!(indented(""), "");
        let deep = "[".repeat(200_000);
        assert_eq!(lines(&deep).len(), 1);
    }
}
