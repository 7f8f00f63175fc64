//! The parameters of a query: violations, which reject the request, and warnings, which do not.

use super::findings::{Graded, of_parameter};
use super::percent::decode;
use super::{RequestError, Times};
use ::http::StatusCode;
use serde_json::{Number, Value};
use std::borrow::ToOwned;
use std::format;
use std::string::String;
use std::vec::Vec;
use voucher_definition::message::Message;
use voucher_definition::suggest::{distance, nearest};
use voucher_definition::{Definition, Field, Kind, Rule, Violation, ViolationKind, pointer};

/// The decoded names and values of a query, in its order.
type Pairs = Vec<(String, String)>;

/// Returns all violations and warnings of a query, in the definition's order, and then the unknown parameters. Fails if the
/// query is not percent-encoded UTF-8.
pub(super) fn findings_in_query(
    definition: &'static Definition,
    query: Option<&str>,
    times: Times,
) -> Result<Vec<Graded>, RequestError> {
    let pairs = pairs(query.unwrap_or_default())?;
    let is_known = |name: &str| definition.query.iter().any(|field| field.name == name);
    let unknown: Vec<&str> = pairs
        .iter()
        .map(|(name, _)| name.as_str())
        .filter(|name| !is_known(name))
        .collect();
    let mut findings = Vec::new();
    for field in definition.query {
        let values = pairs.iter().filter(|(name, _)| name == field.name);
        let values: Vec<&str> = values.map(|(_, value)| value.as_str()).collect();
        findings.extend(findings_of(field, &values, &unknown, times));
    }
    for (index, name) in unknown.iter().enumerate() {
        if !unknown[..index].contains(name) {
            findings.push(Graded::warning(unknown_parameter(definition, name)));
        }
    }
    Ok(findings)
}

/// Returns the decoded value of a parameter.
pub(super) fn value_of(query: &str, name: &str) -> Option<String> {
    let mut pairs = pairs(query).ok()?.into_iter();
    pairs.find_map(|(found, value)| (found == name).then_some(value))
}

/// Splits a query at `&` and `=`. As in an HTML form, a `+` is a space.
fn pairs(query: &str) -> Result<Pairs, RequestError> {
    let decoded = |encoded: &str| {
        decode(&encoded.replace('+', " ")).map_err(|problem| {
            let message = format!("the query {problem}");
            RequestError::new(StatusCode::BAD_REQUEST, message)
        })
    };
    let mut pairs = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        pairs.push((decoded(name)?, decoded(value)?));
    }
    Ok(pairs)
}

fn findings_of(
    field: &'static Field,
    values: &[&str],
    unknown: &[&str],
    times: Times,
) -> Vec<Graded> {
    let at = pointer("", &format!("?{}", field.name));
    let report = |violation_kind: &ViolationKind<'_>| {
        let message = violation_kind.describe(Message::new(), field.sensitive);
        Violation::new(
            at.clone(),
            violation_kind.rule(),
            String::from(message.as_str()),
        )
    };
    let value = match (field.kind, values) {
        (_, []) if field.is_required() => {
            let is_misspelt = unknown
                .iter()
                .any(|name| distance(name, field.name).is_some());
            let is_warning = field.evidence.is_waivable() && !is_misspelt;
            let violation = report(&ViolationKind::Missing);
            let finding = if is_warning {
                Graded::warning
            } else {
                Graded::violation
            };
            return Vec::from([finding(violation)]);
        }
        (_, []) => return Vec::new(),
        (Kind::Array(array), values) => values
            .iter()
            .map(|value| json(array.element, value))
            .collect(),
        (_, [value]) => json(field, value),
        (_, values) => {
            let count = values.len();
            let message = format!("expected one value, found {count}; send the parameter once");
            let violation = Violation::new(at, Rule::Type, message);
            return Vec::from([Graded::violation(violation)]);
        }
    };
    let violations = field.check(&value).err().into_iter().flatten();
    let findings = violations.filter_map(|violation| {
        let found = value
            .pointer(violation.pointer())
            .cloned()
            .unwrap_or_default();
        let field = match field.kind {
            Kind::Array(array) if !violation.pointer().is_empty() => array.element,
            _ => field,
        };
        let at = format!("{at}{}", violation.pointer());
        of_parameter(field, violation.moved(at), &found, times)
    });
    findings.collect()
}

/// Returns the JSON value of a parameter: a string, if it is not a number or bool that the field expects.
fn json(field: &Field, value: &str) -> Value {
    let string = || Value::String(value.to_owned());
    match field.kind {
        Kind::Integer | Kind::Amount | Kind::Time | Kind::Number => {
            let number = value.parse::<Number>();
            number.map_or_else(|_| string(), Value::Number)
        }
        Kind::Bool => value.parse().map_or_else(|_| string(), Value::Bool),
        Kind::Text
        | Kind::Identifier
        | Kind::Currency
        | Kind::Enum
        | Kind::DateTime
        | Kind::Date
        | Kind::Uuid
        | Kind::Custom
        | Kind::Any
        | Kind::Object(_)
        | Kind::Array(_)
        | Kind::Map(_)
        | Kind::OneOf(_)
        | Kind::Ancestor(_) => string(),
    }
}

fn unknown_parameter(definition: &Definition, name: &str) -> Violation {
    let names: Vec<_> = definition.query.iter().map(|field| field.name).collect();
    let message = match nearest(name, &names) {
        Some(near) => format!("unknown parameter; did you mean `{near}`?"),
        None => "unknown parameter".to_owned(),
    };
    Violation::new(pointer("", &format!("?{name}")), Rule::Unknown, message)
}
