//! Reads YAML 1.2 with the core schema, as far as it has a meaning in JSON.

use super::error::ImportError;
use crate::json::{Json, MAX_DEPTH, MAX_VALUES, Object};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span, Tag};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The key of YAML 1.1 whose value is merged into the mapping. Published descriptions use it.
const MERGE: &str = "<<";

/// Reads one YAML document.
pub(super) fn parse(text: &str) -> Result<Json, ImportError> {
    let mut composer = Composer::default();
    let mut document = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| invalid(&error))?;
        let Some(value) = composer.add(event, span)? else {
            continue;
        };
        if document.replace(value).is_some() {
            let message = "expected one YAML document, found several; split the file";
            return Err(ImportError::new(message));
        }
    }
    document.ok_or_else(|| ImportError::new("the file is empty"))
}

fn invalid(error: &ScanError) -> ImportError {
    let (line, column) = (error.marker().line(), error.marker().col() + 1);
    let info = error.info();
    ImportError::new(format!(
        "the YAML is invalid: {info} at line {line} column {column}"
    ))
}

/// A mapping or sequence that is not complete.
struct Open {
    anchor: usize,
    node: OpenNode,
    /// The number of values in it so far.
    values: usize,
}

enum OpenNode {
    Sequence(Vec<Json>),
    Mapping {
        object: Object,
        key: Option<String>,
        /// The members of mappings that are merged, which the own members override.
        merged: Object,
    },
}

/// Composes values from events.
#[derive(Default)]
struct Composer {
    open: Vec<Open>,
    /// The values with an anchor, each with the number of values in it.
    anchors: BTreeMap<usize, (Json, usize)>,
    values: usize,
}

impl Composer {
    /// Adds an event. Returns the document when it is complete.
    fn add(&mut self, event: Event<'_>, span: Span) -> Result<Option<Json>, ImportError> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let value = if self.expects_key() {
                    Json::String(text.into_owned())
                } else {
                    scalar(text, style, tag.as_deref())
                };
                self.complete(value, anchor, 1, &span.start)
            }
            Event::SequenceStart(anchor, _) => {
                self.start(anchor, OpenNode::Sequence(Vec::new()))?;
                Ok(None)
            }
            Event::MappingStart(anchor, _) => {
                let node = OpenNode::Mapping {
                    object: Object::default(),
                    key: None,
                    merged: Object::default(),
                };
                self.start(anchor, node)?;
                Ok(None)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(&span.start),
            Event::Alias(anchor) => {
                let Some((value, values)) = self.anchors.get(&anchor).cloned() else {
                    let line = span.start.line();
                    return Err(ImportError::new(format!(
                        "line {line}: the alias refers to a value that contains it"
                    )));
                };
                self.complete(value, 0, values, &span.start)
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(None),
        }
    }

    /// Returns whether the next value is the key of a mapping. Keys are strings: `200` and `NO`, too.
    fn expects_key(&self) -> bool {
        let open = self.open.last().map(|open| &open.node);
        matches!(open, Some(OpenNode::Mapping { key: None, .. }))
    }

    fn start(&mut self, anchor: usize, node: OpenNode) -> Result<(), ImportError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(ImportError::too_large(true));
        }
        self.open.push(Open {
            anchor,
            node,
            values: 1,
        });
        Ok(())
    }

    fn end(&mut self, at: &Marker) -> Result<Option<Json>, ImportError> {
        let Some(Open {
            anchor,
            node,
            values,
        }) = self.open.pop()
        else {
            return Ok(None);
        };
        let value = match node {
            OpenNode::Sequence(elements) => Json::Array(elements),
            OpenNode::Mapping {
                mut object, merged, ..
            } => {
                for (name, value) in merged.members {
                    object.members.entry(name).or_insert(value);
                }
                Json::Object(object)
            }
        };
        self.complete(value, anchor, values, at)
    }

    /// Adds a complete value to the one around it.
    fn complete(
        &mut self,
        value: Json,
        anchor: usize,
        values: usize,
        at: &Marker,
    ) -> Result<Option<Json>, ImportError> {
        self.values += 1;
        if anchor > 0 {
            self.anchors.insert(anchor, (value.clone(), values));
            self.values += values;
        }
        let Some(open) = self.open.last_mut() else {
            return Ok(Some(value));
        };
        open.values += values;
        if open.values > MAX_VALUES || self.values > 2 * MAX_VALUES {
            return Err(ImportError::too_large(false));
        }
        match &mut open.node {
            OpenNode::Sequence(elements) => elements.push(value),
            OpenNode::Mapping {
                object,
                key,
                merged,
            } => match key.take() {
                None => *key = Some(key_of(value, at)?),
                Some(name) if name == MERGE => merge(merged, value, at)?,
                Some(name) => {
                    if object.members.contains_key(&name) {
                        return Err(ImportError::duplicate(&name, at.line()));
                    }
                    object.members.insert(name, value);
                }
            },
        }
        Ok(None)
    }
}

/// Returns the name of a member.
fn key_of(value: Json, at: &Marker) -> Result<String, ImportError> {
    match value {
        Json::String(name) | Json::Number(name) => Ok(name),
        Json::Bool(value) => Ok(value.to_string()),
        Json::Null => Ok("null".into()),
        Json::Array(_) | Json::Object(_) => Err(ImportError::new(format!(
            "line {}: expected a string as key, found {}",
            at.line(),
            value.noun()
        ))),
    }
}

/// Adds the members of a mapping, or of several, to those that are merged. The first one has precedence.
fn merge(merged: &mut Object, value: Json, at: &Marker) -> Result<(), ImportError> {
    match value {
        Json::Object(object) => {
            for (name, value) in object.members {
                merged.members.entry(name).or_insert(value);
            }
            Ok(())
        }
        Json::Array(mappings) => mappings
            .into_iter()
            .try_for_each(|mapping| merge(merged, mapping, at)),
        other => Err(ImportError::new(format!(
            "line {}: expected a mapping to merge in `<<`, found {}",
            at.line(),
            other.noun()
        ))),
    }
}

/// Returns the value of a scalar. Only a plain one without a tag has another type than a string. Unknown tags are ignored.
fn scalar(text: Cow<'_, str>, style: ScalarStyle, tag: Option<&Tag>) -> Json {
    let core = tag.filter(|tag| tag.is_yaml_core_schema());
    match (core.map(|tag| &*tag.suffix), style) {
        (Some("str" | "binary" | "timestamp"), _) => Json::String(text.into_owned()),
        (Some(_), _) | (None, ScalarStyle::Plain) => plain(text),
        (None, _) => Json::String(text.into_owned()),
    }
}

fn plain(text: Cow<'_, str>) -> Json {
    match &*text {
        "" | "~" | "null" | "Null" | "NULL" => Json::Null,
        "true" | "True" | "TRUE" => Json::Bool(true),
        "false" | "False" | "FALSE" => Json::Bool(false),
        other => match number(other) {
            Some(number) => Json::Number(number),
            None => Json::String(text.into_owned()),
        },
    }
}

/// Returns a number of the core schema as JSON writes it.
fn number(text: &str) -> Option<String> {
    for (prefix, radix) in [("0o", 8), ("0x", 16)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            return Some(u64::from_str_radix(digits, radix).ok()?.to_string());
        }
    }
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let mut number = format!("{sign}{}", if whole.is_empty() { "0" } else { whole });
    if !fraction.is_empty() {
        number.push('.');
        number.push_str(fraction);
    }
    if let Some(exponent) = exponent {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if digits.is_empty() || !are_digits(digits) {
            return None;
        }
        number.push('e');
        number.push_str(exponent);
    }
    Some(number)
}
