//! HTTP requests, answers and retries without I/O, and a client that works over any transport.
//!
//! | to | use |
//! | --- | --- |
//! | send events | `ureq::Client` (feature `ureq`, blocking) or `reqwest::Client` (feature `reqwest`, async) |
//! | send over another HTTP stack | [`Client`] over your [`Transport`], or `reqwest::Client` over your [`AsyncTransport`] |
//! | write your own send loop | [`Delivery`]: the next request, its limits, and what to do after its answer |
//! | call an HTTP client directly | [`Prepared::request`], [`Answer::read`], [`Answer::outcome`] |
//! | send to another API | [`Addressed::request_without_token`], and the headers that the API needs |
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
//! merges events by that timestamp (<https://developer.ravelin.com/merchant/api/endpoints/voucher>); it has no
//! idempotency header. A program that must not lose an event in a crash stores the [`Prepared`] event in its own database
//! first, and sends it from there with [`Client::send_prepared`]. With [`RetryPolicy::outbox`],
//! [`SendError::can_retry`] returns whether to keep the event.
//!
//! # Spans
//!
//! With the feature `tracing`, each attempt is an info-level span named `attempt`, which ends with its answer:
//!
//! | field | meaning |
//! | --- | --- |
//! | `endpoint` | the path, with the names of its parameters: `/v2/voucher`, `/v2/supplier/:id/labels` |
//! | `event_type` | the event's `eventType`, if it has one |
//! | `attempt` | counts from 1 |
//! | `bytes` | length of the request body |
//! | `status` | the HTTP status, if there was an answer |
//! | `answer_bytes` | length of the answer's body |
//! | `wait_ms` | time until the next attempt, if there is one |
//!
//! No span contains the body or the token.

mod answer;
mod backfill;
mod base_url;
mod client;
pub(crate) mod clients;
mod delivery;
mod error;
mod hosts;
mod policy;
mod token;
mod trace;
mod transport;

pub use answer::{
    AccountTakeover, Action, Answer, Authentication, Challenge, CredentialStatus, Exemption,
    Outcome, Recommendation, RuleState, Rules, Source, SupplierRecommendation,
    TransactionOptimisation, TriggeredRule, Warning,
};
pub use backfill::BackfillError;
#[cfg(feature = "ureq-no-tls")]
pub(crate) use base_url::is_this_machine;
pub use base_url::{Addressed, BaseUrl, BaseUrlError};
pub use client::Client;
#[cfg(feature = "reqwest-no-tls")]
pub(crate) use client::jitter;
pub use delivery::{Delivery, Settings, Step};
pub use error::SendError;
pub use policy::{OUTBOX_STATUSES, RetryPolicy, STATUSES, StatusAction, Statuses};
pub use token::{Token, TokenError};
#[cfg(feature = "reqwest-no-tls")]
pub(crate) use trace::Span;
#[cfg(any(feature = "ureq-no-tls", feature = "reqwest-no-tls"))]
pub(crate) use transport::CLOSED_WHILE_SENDING;
pub use transport::{AsyncTransport, Limits, Lost, NoAnswer, Transport};

use crate::Prepared;
use ::http::header::{AUTHORIZATION, CONTENT_TYPE};
use ::http::{HeaderValue, Method, Request, Uri};
use std::vec::Vec;

impl Prepared {
    /// Returns the request: method, path, query, `Authorization`, `Content-Type` and the exact bytes. A request without a body
    /// has no `Content-Type`. The URL has no host; the HTTP client adds it (`https://api.ravelin.com`,
    /// <https://developer.ravelin.com/merchant/api/authentication>).
    ///
    /// For an API with other credentials, see [`Addressed::request_without_token`].
    #[must_use]
    pub fn request(&self, token: &Token) -> Request<Vec<u8>> {
        let mut request = self.request_without_token();
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, token.header());
        request
    }

    fn request_without_token(&self) -> Request<Vec<u8>> {
        let mut request = Request::new(self.body().as_bytes().to_vec());
        // Method and target are valid: both were checked when the definition or the stored event was read.
        *request.method_mut() =
            Method::from_bytes(self.endpoint().method().as_bytes()).unwrap_or(Method::POST);
        *request.uri_mut() = self.target().parse().unwrap_or(Uri::from_static("/"));
        if self.has_body() {
            let headers = request.headers_mut();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        request
    }
}
