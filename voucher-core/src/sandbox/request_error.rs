//! The error of a rejected request.

use super::Finding;
use super::reply::response;
use ::http::header::ALLOW;
use ::http::{HeaderValue, Response, StatusCode};
use serde_json::json;
use std::string::{String, ToString};
use std::vec::Vec;

/// The reason why a request is rejected, and the response that says so.
pub(super) struct RequestError {
    pub(super) status: StatusCode,
    pub(super) message: String,
    /// The header `Allow` of a 405; empty for other statuses.
    pub(super) allow: String,
    /// The number of violations in the query and the body.
    pub(super) violations: usize,
    /// Never empty.
    pub(super) findings: Vec<Finding>,
}

impl RequestError {
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            status,
            findings: Vec::from([Finding::of_request(&message)]),
            message,
            allow: String::new(),
            violations: 0,
        }
    }

    pub(super) fn method_not_allowed(message: impl Into<String>, allow: impl Into<String>) -> Self {
        Self {
            allow: allow.into(),
            ..Self::new(StatusCode::METHOD_NOT_ALLOWED, message)
        }
    }

    /// Sets the line of the body in which the error is.
    pub(super) fn in_line(mut self, line: usize) -> Self {
        for finding in &mut self.findings {
            finding.line = Some(line);
        }
        self
    }

    pub(super) fn response(&self) -> Response<Vec<u8>> {
        let body = json!({"status": self.status.as_u16(), "message": self.message});
        let mut response = response(self.status, "application/json", body.to_string());
        // The methods of definitions are valid in a header.
        if let (false, Ok(allow)) = (self.allow.is_empty(), HeaderValue::from_str(&self.allow)) {
            response.headers_mut().insert(ALLOW, allow);
        }
        response
    }
}
