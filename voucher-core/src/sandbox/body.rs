//! A body as JSON, or why it is none.

use super::{LONGEST_BODY, Refusal};
use crate::tree::Tree;
use ::http::StatusCode;
use serde_json::Value;
use std::format;

pub(super) fn read(body: &[u8]) -> Result<Value, Refusal> {
    if body.len() > LONGEST_BODY {
        let message = format!("the body is too long: at most {LONGEST_BODY} bytes are read");
        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, message));
    }
    let text = core::str::from_utf8(body).map_err(|error| {
        let message = format!("the body is no UTF-8 at byte {}", error.valid_up_to());
        Refusal::new(StatusCode::BAD_REQUEST, message)
    })?;
    let tree: serde_json::Result<Tree> = serde_json::from_str(text);
    tree.and_then(serde_json::to_value).map_err(|error| {
        let message = format!("the body is no JSON: {error}");
        Refusal::new(StatusCode::BAD_REQUEST, message)
    })
}
