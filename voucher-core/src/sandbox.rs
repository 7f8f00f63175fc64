//! A stand-in for the API, for tests and first steps: it judges requests as the API's pages say, and scores nothing.
//!
//! It is a function of what was sent, the seed and the clock's reading; sockets are its caller's.

mod body;

use crate::Timestamp;
use ::http::header::{ALLOW, AUTHORIZATION, CONTENT_TYPE};
use ::http::request::Parts;
use ::http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use core::fmt::Write;
use core::time::Duration;
use serde_json::{Map, Value, json};
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;
use voucher_definition::Definition;

/// The longest body that is read, in bytes.
pub const LONGEST_BODY: usize = 1 << 20;

/// The stand-in. It knows the currencies of ISO 4217 alone: one that is sent as `unlisted` is refused.
#[derive(Clone, Debug)]
pub struct Sandbox {
    random: u64,
}

/// An answer, and how it is to be delivered.
#[derive(Debug)]
#[non_exhaustive]
pub struct Reply {
    /// The answer.
    pub response: Response<Vec<u8>>,
    /// How long to wait before.
    pub delay: Duration,
    /// Whether and how to send it.
    pub deliver: Deliver,
}

/// What becomes of an answer on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Deliver {
    /// It is sent.
    Send,
    /// The connection is closed instead.
    Drop,
    /// It is sent byte by byte.
    Slow,
}

/// Why a request is refused.
struct Refusal {
    status: StatusCode,
    message: String,
}

impl Refusal {
    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
        }
    }
}

impl Sandbox {
    /// A stand-in whose random members come from the seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            // The generator stands still at 0.
            random: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
        }
    }

    /// The answer to a request: `{"status":200,"timestamp":<seconds>}`, or `{"status":4xx,"message":…}` with every
    /// violation by its JSON Pointer. Members that the definition does not list are named in `warnings`.
    ///
    /// As the real sandbox does, a good answer has a member of a random name, so that nobody relies on there being none
    /// (<https://developer.ravelin.com/merchant/guides/>).
    pub fn answer(&mut self, request: Request<&[u8]>, now: Timestamp) -> Reply {
        let (head, body) = request.into_parts();
        let (status, body) = match judge(&head, body) {
            Ok((definition, warnings)) => {
                (StatusCode::OK, self.accepted(definition, warnings, now))
            }
            Err(refusal) => (
                refusal.status,
                json!({"status": refusal.status.as_u16(), "message": refusal.message}),
            ),
        };
        let mut response = Response::new(body.to_string().into_bytes());
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if status == StatusCode::METHOD_NOT_ALLOWED {
            headers.insert(ALLOW, HeaderValue::from_static("POST"));
        }
        Reply {
            response,
            delay: Duration::ZERO,
            deliver: Deliver::Send,
        }
    }

    fn accepted(&mut self, definition: &Definition, warnings: Vec<Value>, now: Timestamp) -> Value {
        let mut body = Map::new();
        if definition.name == "voucher/check" {
            body.insert("recommendation".into(), "OK".into());
        } else {
            body.insert("status".into(), 200.into());
        }
        body.insert("timestamp".into(), (now.as_millis() / 1_000).into());
        if !warnings.is_empty() {
            body.insert("warnings".into(), warnings.into());
        }
        let random = self.next();
        body.insert(
            format!("unknownField{:04x}", random & 0xffff),
            (random >> 40).into(),
        );
        body.into()
    }

    /// Marsaglia's xorshift: the same seed, the same answers.
    fn next(&mut self) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random
    }
}

/// The definition that the request keeps to, and what it has beyond.
fn judge(head: &Parts, body: &[u8]) -> Result<(&'static Definition, Vec<Value>), Refusal> {
    let path = head.uri.path();
    let Some(definition) = Definition::at(path) else {
        return Err(Refusal::new(
            StatusCode::NOT_FOUND,
            "no endpoint at this path",
        ));
    };
    if head.method != definition.method {
        let message = format!("{path} takes {}", definition.method);
        return Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, message));
    }
    judge_token(&head.headers)?;
    judge_type(&head.headers)?;
    let body = body::read(body)?;
    definition.check(&body).map_err(|violations| {
        let mut message = String::from("Invalid Request:");
        for violation in &violations {
            let _ = write!(message, "\n{violation}");
        }
        Refusal::new(StatusCode::BAD_REQUEST, message)
    })?;
    let unknown = definition.unknown(&body);
    let warnings = unknown
        .iter()
        .map(|violation| violation.to_string().into())
        .collect();
    Ok((definition, warnings))
}

/// `Authorization: token sk_…`
fn judge_token(headers: &HeaderMap) -> Result<(), Refusal> {
    let refuse = |message| Err(Refusal::new(StatusCode::UNAUTHORIZED, message));
    let mut headers = headers.get_all(AUTHORIZATION).iter();
    let (Some(header), None) = (headers.next(), headers.next()) else {
        return refuse("one header `Authorization: token sk_…` is needed");
    };
    let key = header
        .to_str()
        .ok()
        .and_then(|text| text.strip_prefix("token "));
    let Some(key) = key else {
        return refuse("`Authorization` must be `token`, a space, and the secret key");
    };
    match crate::http::Token::new(key) {
        Ok(_) => Ok(()),
        Err(error) => refuse(&error.to_string()),
    }
}

/// `Content-Type: application/json`, with or without a charset.
fn judge_type(headers: &HeaderMap) -> Result<(), Refusal> {
    let mut headers = headers.get_all(CONTENT_TYPE).iter();
    let header = headers.next().filter(|_| headers.next().is_none());
    let kind = header
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(Refusal::new(
        StatusCode::NOT_ACCEPTABLE,
        "one header `Content-Type: application/json` is needed",
    ))
}
