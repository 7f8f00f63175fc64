//! Valid requests of a definition, from a seed.
//!
//! The first sample has every optional field, with values that are easy to read. The second one only has what is required.
//! All others have random values: at each decision, every option is chosen once before one repeats, so that a few dozen
//! samples contain all alternatives, listed values, lengths and limits. Each body is checked with
//! [`Definition::check`], and a sample never contains a member that is not in the definition.

mod automaton;
mod generator;
mod number;
mod object;
mod scalar;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};
use std::fmt::{self, Display, Formatter};
use voucher_definition::{Definition, Field};

pub(crate) use automaton::{Automaton, Strings};
pub(crate) use generator::{Content, Generator, Step};
pub(crate) use number::Steps;
pub(crate) use scalar::lengths;

/// How often another body is tried.
const ATTEMPTS: usize = 40;

/// A valid request.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The values of the parameters of the path.
    pub parameters: Map<String, Value>,
    /// The values of the parameters of the query.
    pub query: Map<String, Value>,
    /// The body. `None` if the definition has none.
    pub body: Option<Value>,
}

/// A definition has no valid request, or none was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsatisfiable {
    pointer: Option<String>,
}

impl Unsatisfiable {
    /// Returns the JSON Pointer of a value whose rules contradict each other, if it is known.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        self.pointer.as_deref()
    }
}

impl Display for Unsatisfiable {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.pointer.as_deref() {
            Some("") => f.write_str("found no valid body; no value satisfies all of its rules"),
            Some(pointer) => write!(
                f,
                "found no valid request; no value of `{pointer}` satisfies all of its rules"
            ),
            None => f.write_str("found no valid request; its rules contradict each other"),
        }
    }
}

impl core::error::Error for Unsatisfiable {}

/// An infinite iterator over valid requests of a definition.
#[derive(Debug)]
pub struct Samples {
    definition: &'static Definition,
    generator: Generator,
    count: usize,
    /// A sample that was generated, but not returned yet.
    first: Option<Sample>,
}

/// Returns valid requests of a definition. The same definition and seed have the same samples.
///
/// # Errors
/// No valid request was found, because the rules of a value contradict each other.
///
/// # Examples
/// ```
/// use voucher_codegen::sample::samples;
/// use voucher_definition::Definition;
///
/// let voucher = Definition::find("voucher").expect("ships with the toolkit");
/// let bodies: Vec<_> = samples(voucher, 7)?.filter_map(|sample| sample.body).take(20).collect();
/// assert_eq!(bodies.len(), 20);
/// assert!(bodies.iter().all(|body| voucher.check(body).is_ok()));
///
/// // The first one has all fields, the second one only those that are required.
/// assert!(bodies[0]["voucher"].get("expiry").is_some());
/// assert!(bodies[1]["voucher"].get("expiry").is_none());
/// # Ok::<(), voucher_codegen::sample::Unsatisfiable>(())
/// ```
pub fn samples(definition: &'static Definition, seed: u64) -> Result<Samples, Unsatisfiable> {
    let mut samples = Samples {
        definition,
        generator: Generator::new(seed),
        count: 0,
        first: None,
    };
    samples.first = Some(samples.generate()?);
    Ok(samples)
}

/// Returns one valid request of a definition: the first one of [`samples`].
///
/// # Errors
/// No valid request was found, because the rules of a value contradict each other.
///
/// # Examples
/// ```
/// use voucher_codegen::sample::sample;
/// use voucher_definition::Definition;
///
/// let labels = Definition::find("supplier/:id/labels").expect("ships with the toolkit");
/// let request = sample(labels, 7)?;
/// assert!(request.parameters.contains_key("id"));
/// assert!(request.target(labels).starts_with("/v2/supplier/"));
/// # Ok::<(), voucher_codegen::sample::Unsatisfiable>(())
/// ```
pub fn sample(definition: &'static Definition, seed: u64) -> Result<Sample, Unsatisfiable> {
    let mut samples = samples(definition, seed)?;
    samples.first.take().map_or_else(|| samples.generate(), Ok)
}

impl Iterator for Samples {
    type Item = Sample;

    fn next(&mut self) -> Option<Sample> {
        self.count += 1;
        match self.first.take() {
            Some(first) => Some(first),
            None => self.generate().ok(),
        }
    }
}

impl Samples {
    fn generate(&mut self) -> Result<Sample, Unsatisfiable> {
        let content = match self.count {
            0 => Content::Full,
            2 => Content::Least,
            _ => Content::Mixed,
        };
        Ok(Sample {
            parameters: self.parameters(self.definition.parameters, content, true)?,
            query: self.parameters(self.definition.query, content, false)?,
            body: match self.definition.body {
                Some(body) => Some(self.body(body, content)?),
                None => None,
            },
        })
    }

    /// Returns a body that is valid. An attempt may fail, for example if all elements that were tried are equal.
    fn body(&mut self, body: &'static Field, content: Content) -> Result<Value, Unsatisfiable> {
        let others = core::iter::repeat_n([Content::Mixed, Content::Least], ATTEMPTS);
        for content in core::iter::once(content).chain(others.flatten()) {
            let generated = self.generator.generate(body, content, &[]);
            if let Some(value) = generated.filter(|value| self.definition.check(value).is_ok()) {
                return Ok(value);
            }
        }
        let impossible = self.generator.impossible;
        Err(Unsatisfiable {
            pointer: impossible.map(Field::pointer),
        })
    }

    fn parameters(
        &mut self,
        fields: &[&'static Field],
        content: Content,
        is_path: bool,
    ) -> Result<Map<String, Value>, Unsatisfiable> {
        let mut parameters = Map::new();
        for field in fields.iter().copied() {
            let is_present = field.is_required()
                || match content {
                    Content::Least => false,
                    Content::Full => true,
                    Content::Mixed => self.generator.random.below(3) > 0,
                };
            if !is_present {
                continue;
            }
            match self.parameter(field, content, is_path) {
                Some(value) => {
                    parameters.insert(field.name.into(), value);
                }
                None if field.is_required() => {
                    return Err(Unsatisfiable {
                        pointer: Some(field.pointer()),
                    });
                }
                None => {}
            }
        }
        Ok(parameters)
    }

    /// Returns a value of a parameter. A segment of a path is never empty, `.` or `..`, and an array in a query is not empty.
    fn parameter(
        &mut self,
        field: &'static Field,
        content: Content,
        is_path: bool,
    ) -> Option<Value> {
        let others = core::iter::repeat_n(Content::Mixed, ATTEMPTS);
        let mut contents = core::iter::once(content).chain(others);
        contents.find_map(|content| {
            let value = self.generator.generate(field, content, &[])?;
            let is_valid = match &value {
                Value::String(text) if is_path => field.check_segment(text).is_ok(),
                Value::Array(elements) => !elements.is_empty() && field.check(&value).is_ok(),
                _ => field.check(&value).is_ok(),
            };
            is_valid.then_some(value)
        })
    }
}

/// Everything but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

impl Sample {
    /// Returns the path and the query of the request, percent-encoded.
    #[must_use]
    pub fn target(&self, definition: &Definition) -> String {
        let segments = definition.path.split('/').map(|segment| {
            let name = segment.strip_prefix(':');
            let value = name.and_then(|name| self.parameters.get(name));
            value.map_or_else(|| segment.into(), encode)
        });
        let mut target = segments.collect::<Vec<_>>().join("/");
        let mut separator = '?';
        for (name, value) in &self.query {
            let single = core::slice::from_ref(value);
            for value in value.as_array().map_or(single, Vec::as_slice) {
                target.push(separator);
                target.push_str(&encode(&Value::String(name.clone())));
                target.push('=');
                target.push_str(&encode(value));
                separator = '&';
            }
        }
        target
    }
}

fn encode(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    utf8_percent_encode(&text, RESERVED).to_string()
}
