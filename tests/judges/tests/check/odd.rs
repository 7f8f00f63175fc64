//! Writes values in unusual but valid ways: white space, escapes, other forms of numbers, and duplicate members.

use crate::choices::Choices;
use serde_json::{Number, Value};
use std::fmt::Write;

/// How unusual an input is. No line break is written, so that it is also a line.
pub(crate) struct Odd {
    /// Whether members are written twice.
    pub(crate) has_duplicates: bool,
}

impl Odd {
    /// Writes a value.
    pub(crate) fn write(&self, choices: &mut Choices<'_>, value: &Value) -> String {
        let mut out = String::new();
        self.value(choices, value, &mut out);
        out
    }

    fn value(&self, choices: &mut Choices<'_>, value: &Value, out: &mut String) {
        space(choices, out);
        match value {
            Value::String(string) => write_string(choices, string, out),
            Value::Number(number) => out.push_str(&form(choices, number)),
            Value::Array(elements) => {
                out.push('[');
                for (index, element) in elements.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    self.value(choices, element, out);
                }
                out.push(']');
            }
            Value::Object(members) => {
                out.push('{');
                let mut is_first = true;
                for (name, value) in members {
                    if self.has_duplicates && choices.percent(20) {
                        let other = Value::from(choices.below(3));
                        self.member(choices, name, &other, &mut is_first, out);
                    }
                    self.member(choices, name, value, &mut is_first, out);
                }
                out.push('}');
            }
            Value::Null | Value::Bool(_) => write!(out, "{value}").unwrap(),
        }
        space(choices, out);
    }

    fn member(
        &self,
        choices: &mut Choices<'_>,
        name: &str,
        value: &Value,
        is_first: &mut bool,
        out: &mut String,
    ) {
        if !std::mem::take(is_first) {
            out.push(',');
        }
        space(choices, out);
        write_string(choices, name, out);
        space(choices, out);
        out.push(':');
        self.value(choices, value, out);
    }
}

fn space(choices: &mut Choices<'_>, out: &mut String) {
    let space = *choices.one(&["", "", "", " ", "\t", "\r "]);
    out.push_str(space);
}

fn write_string(choices: &mut Choices<'_>, string: &str, out: &mut String) {
    out.push('"');
    for character in string.chars() {
        if matches!(character, '"' | '\\' | '\0'..' ') || choices.percent(10) {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                write!(out, "\\u{unit:04X}").unwrap();
            }
        } else {
            out.push(character);
        }
    }
    out.push('"');
}

/// Returns another form of a number. An integer may become a float with the same value.
fn form(choices: &mut Choices<'_>, number: &Number) -> String {
    let plain = number.to_string();
    if plain.contains(['e', 'E']) {
        return plain;
    }
    let is_integer = !plain.contains('.');
    match choices.below(8) {
        1 if is_integer => format!("{plain}.0"),
        2 if is_integer => format!("{plain}0e-1"),
        3 => format!("{plain}e0"),
        4 => format!("{plain}E+00"),
        5 if plain == "0" => "-0".into(),
        _ => plain,
    }
}
