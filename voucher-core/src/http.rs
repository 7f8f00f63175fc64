//! Requests, answers and what to do about them, without I/O; and a client over any transport.
//!
//! | to | there is |
//! | --- | --- |
//! | send events and be done with it | `ureq::Client` (feature `ureq`, blocks) or `reqwest::Client` (feature `reqwest`, does not) |
//! | send over something else | [`Client`] over your [`Transport`], `reqwest::Client` over your [`AsyncTransport`] |
//! | send in a loop of your own | [`Delivery`]: the next request, its limits, and what comes after its answer |
//! | use an HTTP client as it is | [`Prepared::request`], [`Answer::read`], [`Answer::outcome`] |
//!
//! ```
//! use voucher_core::http::{Answer, Outcome, Token};
//! use voucher_core::{RavelinEvent, VoucherCheck};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let token = Token::new("sk_test_1234")?;
//! let request = VoucherCheck::new("abc-123-ZYZ").prepare()?.request(&token);
//! assert_eq!(request.uri(), "/v2/voucher/check");
//!
//! let answer = Answer::new(200, None, br#"{"timestamp":1512828988,"recommendation":"OK"}"#);
//! assert!(matches!(answer.outcome(), Outcome::Delivered));
//! # Ok(())
//! # }
//! ```
//!
//! # At least once
//!
//! An event whose answer is lost may have arrived, so it is sent again: the same bytes, with the same timestamp. The API
//! merges what it gets by that timestamp (<https://developer.ravelin.com/merchant/api/endpoints/voucher>); it has no header
//! that would tell it of a repetition. A program that must not lose an event when it dies stores the
//! [`Prepared`] event first, in its own database, and sends it from there with
//! [`Client::send_prepared`]. With [`RetryPolicy::outbox`], [`SendError::can_retry`] says whether to keep it.
//!
//! # Spans
//!
//! With the feature `tracing`, each attempt is a span `attempt` of the level info, which ends with its answer:
//!
//! | field | meaning |
//! | --- | --- |
//! | `endpoint` | the path, with the names of its parameters: `/v2/voucher`, `/v2/supplier/:id/labels` |
//! | `event_type` | the event's `eventType`, where it has one |
//! | `attempt` | counts from 1 |
//! | `bytes` | of the body that is sent |
//! | `status` | the HTTP status, where there was an answer |
//! | `answer_bytes` | of the answer's body |
//! | `wait_ms` | until the next attempt, where there is one |
//!
//! No span has the body or the token.

mod answer;
mod backfill;
mod base_url;
mod client;
pub(crate) mod clients;
mod delivery;
mod error;
mod policy;
mod token;
mod trace;
mod transport;

pub use answer::{Action, Answer, Outcome, Recommendation, Warning};
pub use backfill::BackfillError;
#[cfg(feature = "ureq")]
pub(crate) use base_url::is_this_machine;
pub use base_url::{Addressed, BaseUrl, BaseUrlError};
pub use client::Client;
#[cfg(feature = "reqwest")]
pub(crate) use client::jitter;
pub use delivery::{Delivery, Settings, Step};
pub use error::SendError;
pub use policy::{OUTBOX_STATUSES, RetryPolicy, STATUSES, StatusAction, Statuses};
pub use token::{Token, TokenError};
#[cfg(feature = "reqwest")]
pub(crate) use trace::Span;
#[cfg(any(feature = "ureq", feature = "reqwest"))]
pub(crate) use transport::CLOSED_WHILE_SENDING;
pub use transport::{AsyncTransport, Limits, Lost, NoAnswer, Transport};

use crate::Prepared;
use ::http::header::{AUTHORIZATION, CONTENT_TYPE};
use ::http::{HeaderValue, Method, Request, Uri};
use std::vec::Vec;

impl Prepared {
    /// The request: method, path, `Authorization`, `Content-Type` and the exact bytes. The host is the client's to add
    /// (`https://api.ravelin.com`, <https://developer.ravelin.com/merchant/api/authentication>).
    #[must_use]
    pub fn request(&self, token: &Token) -> Request<Vec<u8>> {
        let mut request = Request::new(self.body().as_bytes().to_vec());
        // Both were checked where they came from: a definition, or what was stored.
        *request.method_mut() =
            Method::from_bytes(self.endpoint().method().as_bytes()).unwrap_or(Method::POST);
        *request.uri_mut() = self.path().parse().unwrap_or(Uri::from_static("/"));
        let headers = request.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(AUTHORIZATION, token.header());
        request
    }
}
