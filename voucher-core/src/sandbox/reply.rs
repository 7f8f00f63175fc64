//! An answer of the sandbox, and how to deliver it.

use super::Finding;
use ::http::header::CONTENT_TYPE;
use ::http::{HeaderValue, Response, StatusCode};
use core::time::Duration;
use std::string::String;
use std::vec::Vec;

/// An answer, and how to deliver it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Reply {
    /// The answer.
    pub response: Response<Vec<u8>>,
    /// How long to wait before delivering it.
    pub delay: Duration,
    /// Whether and how to send it.
    pub deliver: Deliver,
    /// A log line such as `POST /v2/voucher 400, 2 violations`. It shows the names of path parameters instead of their values,
    /// nothing of the body or the token, and no control characters.
    pub summary: String,
    /// The method and the path, with the names of path parameters instead of their values: `POST /v2/voucher`.
    pub endpoint: String,
    /// How the request was counted.
    pub counted: Counted,
    /// The violations of a rejected request, or the warnings about an accepted one.
    pub findings: Vec<Finding>,
}

/// In which of the [`Counts`](super::Counts) a request is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Counted {
    /// Accepted, with this [number](super::Event::number).
    Accepted(u64),
    /// Rejected as invalid.
    Refused,
    /// Ignored because of an injected fault.
    Failed,
    /// In none of them: a request to one of the sandbox's own endpoints.
    #[default]
    Neither,
}

/// How an answer is delivered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Deliver {
    /// It is sent.
    #[default]
    Send,
    /// The connection is closed instead.
    Drop,
    /// It is sent byte by byte.
    Slow,
}

pub(super) fn response(status: StatusCode, kind: &'static str, body: String) -> Response<Vec<u8>> {
    let mut response = Response::new(body.into_bytes());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

pub(super) fn empty(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response
}
