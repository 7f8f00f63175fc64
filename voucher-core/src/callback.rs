//! Readers of the requests that the API sends to a merchant's server.
//!
//! The API sends a callback after a person has decided about an order or a refund, or has reviewed a customer
//! (<https://developer.ravelin.com/merchant/api/callbacks/order-decisions>). A callback has no signature. Its only proof is a
//! token that the merchant has chosen, so choose one, and check it with [`CallbackToken`].
//!
//! ```
//! use voucher_core::callback::{Callback, CallbackToken, Decision};
//!
//! let token = CallbackToken::new("a long random string");
//! // From the request:
//! let authorization = Some("token a long random string".as_bytes());
//! let body = br#"{"orderId":"o-1","label":"APPROVED","timestamp":"2020-01-23T17:32:58Z"}"#;
//!
//! if !token.is_valid(authorization) {
//!     // Answer 401.
//! }
//! match Callback::read(body).unwrap() {
//!     Callback::OrderDecision { order_id, decision, .. } => {
//!         assert_eq!((order_id.as_str(), decision), ("o-1", Decision::Approved));
//!     }
//!     // A newer kind of callback is not an error.
//!     other => println!("ignored: {other:?}"),
//! }
//! ```

use crate::Timestamp;
use crate::open_enum::open_enum;
use core::fmt;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use std::borrow::ToOwned;
use std::string::String;
use subtle::ConstantTimeEq;

open_enum! {
    /// A person's decision about an order (<https://developer.ravelin.com/merchant/api/callbacks/order-decisions>) or a refund
    /// (<https://developer.ravelin.com/merchant/api/callbacks/refund-decisions>).
    Decision {
        /// Go on.
        Approved = "APPROVED",
        /// Not decided yet.
        Pending = "PENDING",
        /// Stop.
        Rejected = "REJECTED",
    }
}

open_enum! {
    /// The result of a person's review of a customer (<https://developer.ravelin.com/merchant/api/callbacks/manual-reviews>). The
    /// first five are about payment fraud, the next two about refund abuse, and `Unreviewed` is about either.
    Review {
        /// The customer is a fraudster.
        Fraudster = "FRAUDSTER",
        /// The customer is genuine.
        Genuine = "GENUINE",
        /// The customer may be a fraudster.
        PotentiallyFraudster = "POTENTIALLY_FRAUDSTER",
        /// The customer may be genuine.
        PotentiallyGenuine = "POTENTIALLY_GENUINE",
        /// No result, or one that was withdrawn.
        Unreviewed = "UNREVIEWED",
        /// The customer abuses refunds.
        RefundAbuse = "REFUND_ABUSE",
        /// The customer does not abuse refunds.
        NotRefundAbuse = "NOT_REFUND_ABUSE",
    }
}

/// The person who decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reviewer {
    /// The name.
    pub name: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
}

/// A request that the API sends. Members that this version of the crate does not know are ignored.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Callback {
    /// A decision about an order (<https://developer.ravelin.com/merchant/api/callbacks/order-decisions>).
    #[non_exhaustive]
    OrderDecision {
        /// The order.
        order_id: String,
        /// The decision.
        decision: Decision,
        /// Who decided.
        reviewer: Reviewer,
        /// When.
        timestamp: Option<Timestamp>,
    },
    /// A decision about a refund (<https://developer.ravelin.com/merchant/api/callbacks/refund-decisions>).
    #[non_exhaustive]
    RefundDecision {
        /// The refund.
        refund_id: String,
        /// The decision.
        decision: Decision,
        /// Who decided.
        reviewer: Reviewer,
        /// When.
        timestamp: Option<Timestamp>,
    },
    /// A review of a customer (<https://developer.ravelin.com/merchant/api/callbacks/manual-reviews>).
    #[non_exhaustive]
    ManualReview {
        /// The customer.
        customer_id: String,
        /// The result.
        review: Review,
        /// Who reviewed.
        reviewer: Reviewer,
        /// When.
        timestamp: Option<Timestamp>,
    },
    /// Anything else: the whole body.
    Other(Value),
}

/// The error for a body that is not a callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallbackError(&'static str);

impl Callback {
    /// Reads the body of a request.
    ///
    /// # Errors
    /// Fails if the body is not a JSON object.
    pub fn read(body: &[u8]) -> Result<Self, CallbackError> {
        let body: Value = serde_json::from_slice(body).map_err(|_| NOT_AN_OBJECT)?;
        if !body.is_object() {
            return Err(NOT_AN_OBJECT);
        }
        let string = |name| {
            body.get(name)
                .and_then(Value::as_str)
                .map(ToOwned::to_owned)
        };
        let Some(label) = string("label") else {
            return Ok(Self::Other(body));
        };
        let reviewer = Reviewer::read(&body);
        let timestamp = string("timestamp").and_then(|timestamp| timestamp.parse().ok());
        // A decision about a refund is about an order, too, and every decision is about a customer, so the API may add their ids.
        if let Some(refund_id) = string("refundId") {
            return Ok(Self::RefundDecision {
                refund_id,
                decision: Decision::read(&label),
                reviewer,
                timestamp,
            });
        }
        if let Some(order_id) = string("orderId") {
            return Ok(Self::OrderDecision {
                order_id,
                decision: Decision::read(&label),
                reviewer,
                timestamp,
            });
        }
        Ok(match string("customerId") {
            Some(customer_id) => Self::ManualReview {
                customer_id,
                review: Review::read(&label),
                reviewer,
                timestamp,
            },
            None => Self::Other(body),
        })
    }
}

const NOT_AN_OBJECT: CallbackError =
    CallbackError("expected a JSON object as the body of a callback");

impl Reviewer {
    fn read(body: &Value) -> Self {
        let string = |name| Some(body.get("reviewer")?.get(name)?.as_str()?.to_owned());
        Self {
            name: string("name"),
            email: string("email"),
        }
    }
}

impl fmt::Display for CallbackError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0)
    }
}

impl core::error::Error for CallbackError {}

/// The token that the API sends with each callback, if the merchant has set one: `Authorization: token …`
/// (<https://developer.ravelin.com/merchant/api/callbacks/order-decisions>). `Debug` does not show it.
#[derive(Clone, Debug)]
pub struct CallbackToken(SecretString);

impl CallbackToken {
    /// Creates a token from the string that is set for the account.
    #[must_use]
    pub fn new(token: impl Into<String>) -> Self {
        Self(SecretString::from(token.into()))
    }

    /// Returns whether the value of the header `Authorization` has the token. How long that takes does not depend on where a
    /// wrong token differs.
    #[must_use]
    pub fn is_valid(&self, authorization: Option<&[u8]>) -> bool {
        const SCHEME: &[u8] = b"token ";
        let Some((scheme, found)) =
            authorization.and_then(|value| value.split_at_checked(SCHEME.len()))
        else {
            return false;
        };
        let expected = self.0.expose_secret().as_bytes();
        let is_token = scheme.eq_ignore_ascii_case(SCHEME);
        is_token && !expected.is_empty() && bool::from(found.ct_eq(expected))
    }
}
