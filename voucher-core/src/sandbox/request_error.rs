//! The error of a rejected request.

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
    pub(super) allow: &'static str,
    /// The number of violations in the body.
    pub(super) violations: usize,
}

impl RequestError {
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            allow: "",
            violations: 0,
        }
    }

    pub(super) fn method_not_allowed(message: impl Into<String>, allow: &'static str) -> Self {
        Self {
            status: StatusCode::METHOD_NOT_ALLOWED,
            message: message.into(),
            allow,
            violations: 0,
        }
    }

    pub(super) fn response(&self) -> Response<Vec<u8>> {
        let body = json!({"status": self.status.as_u16(), "message": self.message});
        let mut response = response(self.status, "application/json", body.to_string());
        if !self.allow.is_empty() {
            let headers = response.headers_mut();
            headers.insert(ALLOW, HeaderValue::from_static(self.allow));
        }
        response
    }
}
