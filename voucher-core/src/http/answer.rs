//! What the API answers.

use crate::Timestamp;
use core::time::Duration;
use serde_json::{Map, Value};
use std::borrow::ToOwned;
use std::string::String;

/// An answer, read as far as it can be: an answer that is not understood is still an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    status: u16,
    retry_after: Option<Duration>,
    body: Value,
}

/// What `voucher/check` recommends (<https://developer.ravelin.com/merchant/api/endpoints/voucher-check/>).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Recommendation {
    /// No abuse was found.
    Ok,
    /// The customer has redeemed before, as another one.
    Abuse,
    /// A value that the API has added since.
    Other(String),
}

/// What to do about an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The API has the event.
    Delivered,
    /// Send the same bytes again.
    Retry {
        /// Not before this time has passed, if the API says so.
        after: Option<Duration>,
    },
    /// The API will never take these bytes.
    #[non_exhaustive]
    Rejected {
        /// The HTTP status.
        status: u16,
        /// What the API says.
        message: String,
    },
}

impl Answer {
    /// An answer: HTTP status, the header `Retry-After` (seconds; a date is not understood), and the body, whatever it
    /// holds. Members that are not known are ignored, as the API announces
    /// (<https://developer.ravelin.com/merchant/guides/>).
    #[must_use]
    pub fn new(status: u16, retry_after: Option<&str>, body: &[u8]) -> Self {
        let seconds = retry_after.and_then(|text| text.trim().parse().ok());
        Self {
            status,
            retry_after: seconds.map(Duration::from_secs),
            body: serde_json::from_slice(body).unwrap_or_default(),
        }
    }

    /// An answer of any client that speaks [`http`](::http).
    #[must_use]
    pub fn read(response: &::http::Response<impl AsRef<[u8]>>) -> Self {
        let header = response.headers().get(::http::header::RETRY_AFTER);
        let retry_after = header.and_then(|value| value.to_str().ok());
        Self::new(
            response.status().as_u16(),
            retry_after,
            response.body().as_ref(),
        )
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// When the API answered. It counts seconds here, though requests are in milliseconds; both are understood.
    #[must_use]
    pub fn timestamp(&self) -> Option<Timestamp> {
        let count = self.body.get("timestamp")?.as_i64()?;
        Timestamp::from_secs(count)
            .or_else(|_| Timestamp::from_millis(count))
            .ok()
    }

    /// What the API says of an error.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.body.get("message")?.as_str()
    }

    /// What `voucher/check` recommends.
    #[must_use]
    pub fn recommendation(&self) -> Option<Recommendation> {
        Some(match self.body.get("recommendation")?.as_str()? {
            "OK" => Recommendation::Ok,
            "ABUSE" => Recommendation::Abuse,
            other => Recommendation::Other(other.to_owned()),
        })
    }

    /// The whole body; `null` where it was empty or no JSON.
    #[must_use]
    pub fn body(&self) -> &Value {
        &self.body
    }

    /// The answer's own data: scores, actions, warnings.
    #[must_use]
    pub fn data(&self) -> Option<&Map<String, Value>> {
        self.body.get("data")?.as_object()
    }

    /// What to do about it.
    ///
    /// 2xx is delivered. 408, 429 and 5xx may pass, so the same bytes are worth another try; the API's own pages
    /// disagree on 429 (one says that the data is kept and processed later, a newer one to retry once they subside), and
    /// the same event twice is merged by its timestamp. Anything else is final.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match self.status {
            200..=299 => Outcome::Delivered,
            408 | 429 | 500..=599 => Outcome::Retry {
                after: self.retry_after,
            },
            status => Outcome::Rejected {
                status,
                message: self.message().unwrap_or("no message").to_owned(),
            },
        }
    }
}
