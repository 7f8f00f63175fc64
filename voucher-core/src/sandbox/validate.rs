//! Checks whether the API would accept a request.

use super::findings::{Graded, findings_in};
use super::query::findings_in_query;
use super::route::{Route, methods_at, not_found};
use super::{Finding, RequestError, Times, body};
use ::http::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE};
use ::http::request::Parts;
use ::http::{HeaderMap, StatusCode};
use core::fmt::Write;
use serde_json::Value;
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;
use voucher_definition::{Definition, Rule, Violation};

/// A request that was accepted.
pub(super) struct ValidRequest {
    pub(super) route: Route,
    /// `null` if the request has no body.
    pub(super) body: Value,
    /// The warnings, as JSON strings.
    pub(super) warnings: Vec<Value>,
    /// The same warnings.
    pub(super) findings: Vec<Finding>,
}

pub(super) fn validate(
    definitions: &[&'static Definition],
    times: Times,
    head: &Parts,
    body: &[u8],
) -> Result<ValidRequest, RequestError> {
    let path = head.uri.path();
    let method = head.method.as_str();
    let Some(route) = Route::find(definitions, method, path) else {
        return Err(not_found(definitions, path));
    };
    if route.definition.method != method {
        let methods = match methods_at(definitions, path) {
            // A backfill form is not a separate definition.
            methods if methods.is_empty() => route.definition.method.into(),
            methods => methods,
        };
        let message = format!("{path} accepts only {methods}");
        return Err(RequestError::method_not_allowed(message, methods));
    }
    route.check_path(path)?;
    check_token(&head.headers)?;
    let mut findings = findings_in_query(route.definition, head.uri.query(), times)?;
    let body = if route.definition.body.is_some() {
        check_content_type(&head.headers)?;
        check_content_encoding(&head.headers)?;
        let body = body::parse(body)?;
        findings.extend(findings_in(route.definition, &body, times));
        body
    } else {
        findings.extend(unexpected_body(body));
        Value::Null
    };
    let warnings = warnings(&findings)?;
    Ok(ValidRequest {
        route,
        body,
        warnings,
        findings: findings.iter().map(Finding::from).collect(),
    })
}

/// Returns the violation of a body in a request that has none.
fn unexpected_body(body: &[u8]) -> Option<Graded> {
    if body.is_empty() {
        return None;
    }
    let message = format!("expected no body, found {} bytes; send none", body.len());
    let violation = Violation::new(String::new(), Rule::Unknown, message);
    Some(Graded::violation(violation))
}

/// Returns the warnings of a request without violations. With violations, returns an error that lists both.
fn warnings(findings: &[Graded]) -> Result<Vec<Value>, RequestError> {
    let violations = findings.iter().filter(|finding| !finding.is_warning);
    let violations = violations.count();
    if violations == 0 {
        let warnings = findings.iter().map(|finding| finding.violation.to_string());
        return Ok(warnings.map(Value::from).collect());
    }
    let mut message = String::from("Invalid Request:");
    for finding in findings {
        let _ = write!(message, "\n{}", finding.violation);
    }
    let error = RequestError::new(StatusCode::BAD_REQUEST, message);
    Err(RequestError {
        violations,
        findings: findings.iter().map(Finding::from).collect(),
        ..error
    })
}

/// Checks for `Authorization: token sk_…`.
fn check_token(headers: &HeaderMap) -> Result<(), RequestError> {
    let reject = |message| Err(RequestError::new(StatusCode::UNAUTHORIZED, message));
    let mut headers = headers.get_all(AUTHORIZATION).iter();
    let (Some(header), None) = (headers.next(), headers.next()) else {
        return reject("expected one header `Authorization: token sk_…`");
    };
    let key = header
        .to_str()
        .ok()
        .and_then(|text| text.strip_prefix("token "));
    let Some(key) = key else {
        return reject("`Authorization` must be `token`, a space, and the secret key");
    };
    match crate::http::Token::new(key) {
        Ok(_) => Ok(()),
        Err(error) => reject(&error.to_string()),
    }
}

/// Checks for `Content-Type: application/json`, with or without a charset.
fn check_content_type(headers: &HeaderMap) -> Result<(), RequestError> {
    let mut headers = headers.get_all(CONTENT_TYPE).iter();
    let header = headers.next().filter(|_| headers.next().is_none());
    let kind = header
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(RequestError::new(
        StatusCode::NOT_ACCEPTABLE,
        "expected one header `Content-Type: application/json`",
    ))
}

/// Rejects compressed bodies. The sandbox cannot decompress them, and no page of the API mentions compression.
fn check_content_encoding(headers: &HeaderMap) -> Result<(), RequestError> {
    for header in headers.get_all(CONTENT_ENCODING) {
        let codings = header.to_str().unwrap_or("?").split(',').map(str::trim);
        for coding in codings.filter(|coding| !coding.is_empty()) {
            if !coding.eq_ignore_ascii_case("identity") {
                return Err(RequestError::new(
                    StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    format!(
                        "expected an uncompressed body, found `Content-Encoding: {coding}`; remove the header and send plain JSON"
                    ),
                ));
            }
        }
    }
    Ok(())
}
