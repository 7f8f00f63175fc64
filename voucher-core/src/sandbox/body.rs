//! Parsing a body as JSON.

use super::{LONGEST_BODY, RequestError};
use crate::encode::JsonValue;
use ::http::StatusCode;
use serde_json::Value;
use std::format;

pub(super) fn parse(body: &[u8]) -> Result<Value, RequestError> {
    if body.len() > LONGEST_BODY {
        let message = format!("the body is too long; the maximum is {LONGEST_BODY} bytes");
        return Err(RequestError::new(StatusCode::PAYLOAD_TOO_LARGE, message));
    }
    if let Some(encoding) = byte_order_mark(body) {
        let message = format!(
            "the body is not JSON: it begins with a byte-order mark ({encoding}); send UTF-8 without one"
        );
        return Err(RequestError::new(StatusCode::BAD_REQUEST, message));
    }
    let json = core::str::from_utf8(body).map_err(|error| {
        let message = format!("the body is not UTF-8 at byte {}", error.valid_up_to());
        RequestError::new(StatusCode::BAD_REQUEST, message)
    })?;
    let value: serde_json::Result<JsonValue> = serde_json::from_str(json);
    value.and_then(serde_json::to_value).map_err(|error| {
        let message = format!("the body is not JSON: {error}");
        RequestError::new(StatusCode::BAD_REQUEST, message).in_line(error.line())
    })
}

/// Returns the encoding whose byte-order mark a body begins with (RFC 8259, section 8.1, forbids one).
fn byte_order_mark(body: &[u8]) -> Option<&'static str> {
    // UTF-32 first, because its little-endian mark begins with that of UTF-16.
    let marks: [(&[u8], &str); 5] = [
        (b"\xef\xbb\xbf", "UTF-8"),
        (b"\xff\xfe\0\0", "UTF-32"),
        (b"\0\0\xfe\xff", "UTF-32"),
        (b"\xff\xfe", "UTF-16"),
        (b"\xfe\xff", "UTF-16"),
    ];
    let mut marks = marks.into_iter();
    let found = marks.find(|(mark, _)| body.starts_with(mark));
    found.map(|(_, encoding)| encoding)
}
