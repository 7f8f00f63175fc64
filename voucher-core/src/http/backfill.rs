//! Events of the past.

use crate::Prepared;
use core::fmt;
use std::borrow::Cow;
use std::format;

/// Below this path stands an event of the past, after the version.
const BEFORE: &str = "/v2/";
const AFTER: &str = "/v2/backfill/";

/// The endpoints that nothing of the past is sent to: a check asks about this moment, and labels and tags have no timestamp
/// (what the API's public clients know; no current page tells of backfilling).
const PRESENT: [&str; 5] = ["voucher/check", "label/", "labels/", "tag/", "auth/"];

/// Why an event is none of the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackfillError(&'static str);

impl Prepared {
    /// The event as one of the past: the same bytes, to `/v2/backfill/…`, which has a rate limit of its own (6000 a minute,
    /// <https://developer.ravelin.com/guides/rate-limits/>; the newer page has no number).
    ///
    /// No current page of the API tells of it; this is what its public clients do
    /// (<https://github.com/deliveroo/ravelin-ruby>, <https://github.com/stickytickets/ravelin-csharp>). None of them
    /// backfills vouchers, so ask the API's support before you rely on it.
    ///
    /// ```
    /// use voucher_core::{Currency, RavelinEvent, Timestamp, Voucher};
    ///
    /// let created = Timestamp::from_millis(1_512_828_988_826).unwrap();
    /// let voucher = Voucher::new(created, "VOUCH-89", 1_000, Currency::GBP, created);
    /// let past = voucher.prepare().unwrap().backfill().unwrap();
    /// assert_eq!(past.path(), "/v2/backfill/voucher");
    /// ```
    ///
    /// # Errors
    /// An event whose timestamp is `now` or missing, or whose endpoint has no such form.
    pub fn backfill(self) -> Result<Self, BackfillError> {
        if self.is_now() {
            return Err(BackfillError(
                "the timestamp was read from the clock; map the moment when it happened instead of `timestamp = now`",
            ));
        }
        if self.timestamp().is_none() {
            return Err(BackfillError(
                "the event has no timestamp; an event of the past says when it happened",
            ));
        }
        if self.path().starts_with(AFTER) {
            return Ok(self);
        }
        let name = self.path().strip_prefix(BEFORE).unwrap_or_default();
        let is_present = PRESENT.into_iter().any(|present| name.starts_with(present));
        if name.is_empty() || is_present || self.endpoint().method() != "POST" {
            return Err(BackfillError(
                "the endpoint has no backfill form; send the event as it is",
            ));
        }
        let path = format!("{AFTER}{name}");
        Ok(self.at(path))
    }

    /// Returns the path with the names of its parameters instead of their values: `/v2/backfill/supplier/:id/labels`.
    pub(super) fn path_template(&self) -> Cow<'_, str> {
        let template = self.endpoint().path();
        match template.strip_prefix(BEFORE) {
            Some(name) if self.path().starts_with(AFTER) && !template.starts_with(AFTER) => {
                format!("{AFTER}{name}").into()
            }
            _ => template.into(),
        }
    }
}

impl fmt::Display for BackfillError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0)
    }
}

impl core::error::Error for BackfillError {}
