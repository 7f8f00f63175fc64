//! Any bytes as requests to the sandbox, separated by NUL: a line with method and target, lines with headers, an empty line, and the
//! body.

use crate::{Counts, Finding};
use http::{HeaderName, HeaderValue, Request};
use voucher_core::Timestamp;
use voucher_core::sandbox::Sandbox;

/// The sandbox of each input remembers this many events.
const EVENTS: usize = 2;

pub(crate) fn run(bytes: &[u8]) -> Result<Counts, Finding> {
    let now = Timestamp::from_millis(1_764_400_000_000).expect("a valid time");
    let mut sandbox = Sandbox::new(7).with_memory(EVENTS);
    let mut counts = Counts::default();
    for bytes in bytes.split(|byte| *byte == 0) {
        let Some(request) = request(bytes) else {
            continue;
        };
        let (head, body) = request.into_parts();
        let request = || Request::from_parts(head.clone(), body);
        let mut copy = sandbox.clone();
        let reply = sandbox.answer(request(), now);
        let again = copy.answer(request(), now);
        let (response, again) = (reply.response, again.response);
        if response.status() != again.status() || response.body() != again.body() {
            return Err(Finding(format!("{response:?}, and then {again:?}")));
        }
        let is_json = response
            .headers()
            .get("content-type")
            .is_some_and(|value| value.as_bytes().starts_with(b"application/json"));
        if is_json && serde_json::from_slice::<serde_json::Value>(response.body()).is_err() {
            return Err(Finding(format!("not JSON: {response:?}")));
        }
        if response.status().is_success() {
            counts.accepted += 1;
        } else {
            counts.rejected += 1;
        }
    }
    if sandbox.events().len() > EVENTS {
        return Err(Finding(format!("{} events", sandbox.events().len())));
    }
    Ok(counts)
}

/// Reads a request, unless it cannot be one.
fn request(bytes: &[u8]) -> Option<Request<&[u8]>> {
    let end = bytes.windows(2).position(|pair| pair == b"\n\n")?;
    let (head, body) = bytes.split_at(end);
    let body = body.get(2..)?;
    let mut lines = head.split(|byte| *byte == b'\n');
    let first = std::str::from_utf8(lines.next()?).ok()?;
    let (method, target) = first.split_once(' ')?;
    let mut request = Request::builder()
        .method(method)
        .uri(target)
        .body(body)
        .ok()?;
    for line in lines {
        let colon = line.iter().position(|byte| *byte == b':')?;
        let (name, value) = line.split_at(colon);
        let name = HeaderName::from_bytes(name).ok()?;
        let value = HeaderValue::from_bytes(value.get(1..)?.trim_ascii()).ok()?;
        request.headers_mut().append(name, value);
    }
    Some(request)
}
