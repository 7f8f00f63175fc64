//! Sending past events to the API's backfill endpoints.

use crate::{Endpoint, Prepared};
use core::fmt;
use std::borrow::Cow;
use std::format;

/// The path prefix of every endpoint.
const PREFIX: &str = "/v2/";
/// The path prefix of the backfill forms.
const BACKFILL_PREFIX: &str = "/v2/backfill/";

/// The endpoints without a backfill form: a check is about the present, and labels and tags have no timestamp. The list
/// comes from the API's public clients; no current page of the API documents backfilling.
const PRESENT_ONLY: [&str; 5] = ["voucher/check", "label/", "labels/", "tag/", "auth/"];

/// The reason why an event cannot be sent as a past event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackfillError(&'static str);

impl Prepared {
    /// Turns the event into a past event: the same bytes, sent to `/v2/backfill/…`, which has a separate rate limit (6000 a
    /// minute, <https://developer.ravelin.com/guides/rate-limits/>; the newer page has no number).
    ///
    /// No current page of the API documents this; it is what the API's public clients do
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
    /// Fails if the event's timestamp is `now` or missing, or if its endpoint has no backfill form.
    pub fn backfill(self) -> Result<Self, BackfillError> {
        if self.is_now() {
            return Err(BackfillError(
                "the timestamp was read from the clock; map the time when the event happened instead of `timestamp = now`",
            ));
        }
        if self.timestamp().is_none() {
            return Err(BackfillError(
                "the event has no timestamp; a past event needs one",
            ));
        }
        if self.path().starts_with(BACKFILL_PREFIX) {
            return Ok(self);
        }
        let name = self.path().strip_prefix(PREFIX).unwrap_or_default();
        let is_present_only = PRESENT_ONLY
            .into_iter()
            .any(|present| name.starts_with(present));
        let endpoint = self.endpoint();
        let is_post = endpoint.method() == "POST" && endpoint.host() == Endpoint::API;
        if name.is_empty() || is_present_only || !is_post {
            return Err(BackfillError(
                "the endpoint has no backfill form; send the event without calling `backfill`",
            ));
        }
        let path = format!("{BACKFILL_PREFIX}{name}");
        Ok(self.at(&path))
    }

    /// Returns the path with the names of its parameters instead of their values: `/v2/backfill/supplier/:id/labels`.
    pub(super) fn path_template(&self) -> Cow<'_, str> {
        let template = self.endpoint().path();
        let is_backfill =
            self.path().starts_with(BACKFILL_PREFIX) && !template.starts_with(BACKFILL_PREFIX);
        match template.strip_prefix(PREFIX) {
            Some(name) if is_backfill => format!("{BACKFILL_PREFIX}{name}").into(),
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
