//! Requests and answers, without I/O: any HTTP client can send the one and read the other.
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

mod answer;
mod backfill;
mod base_url;
mod client;
mod delivery;
mod error;
mod policy;
mod token;
mod trace;
mod transport;

pub use answer::{Action, Answer, Outcome, Recommendation, Warning};
pub use backfill::BackfillError;
pub use base_url::{Addressed, BaseUrl, BaseUrlError};
pub use client::Client;
#[cfg(feature = "reqwest")]
pub(crate) use client::jitter;
pub use delivery::{Delivery, Settings, Step};
pub use error::SendError;
pub use policy::{RetryPolicy, STATUSES, Statuses, Verdict};
pub use token::{Token, TokenError};
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
