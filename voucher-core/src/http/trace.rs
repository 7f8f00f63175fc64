//! A span for each attempt, by the feature `tracing`; nothing without it.

use crate::Prepared;
use core::time::Duration;

#[cfg(feature = "tracing")]
#[derive(Clone, Debug)]
pub(crate) struct Span(tracing::Span);

#[cfg(feature = "tracing")]
impl Span {
    pub(super) fn none() -> Self {
        Self(tracing::Span::none())
    }

    pub(super) fn attempt(prepared: &Prepared, attempt: u32) -> Self {
        use tracing::field::{Empty, display};
        let span = tracing::info_span!(
            "attempt",
            endpoint = %prepared.path(),
            event_type = Empty,
            attempt,
            bytes = prepared.body().len(),
            status = Empty,
            answer_bytes = Empty,
            wait_ms = Empty,
        );
        if !span.is_disabled() {
            if let Some(event_type) = super::error::event_type(prepared) {
                span.record("event_type", display(event_type));
            }
        }
        Self(span)
    }

    pub(super) fn answered(&self, status: u16, bytes: usize) {
        self.0
            .record("status", status)
            .record("answer_bytes", bytes);
    }

    pub(super) fn waits(&self, wait: Duration) {
        let millis = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        self.0.record("wait_ms", millis);
    }

    pub(crate) fn inside<T>(&self, call: impl FnOnce() -> T) -> T {
        self.0.in_scope(call)
    }

    #[cfg(feature = "reqwest")]
    pub(crate) fn around<F: Future>(self, future: F) -> impl Future<Output = F::Output> {
        tracing::Instrument::instrument(future, self.0)
    }
}

#[cfg(not(feature = "tracing"))]
#[derive(Clone, Debug)]
pub(crate) struct Span;

#[cfg(not(feature = "tracing"))]
#[allow(clippy::unused_self)] // the shape of the one with the feature
impl Span {
    pub(super) fn none() -> Self {
        Self
    }

    pub(super) fn attempt(_: &Prepared, _: u32) -> Self {
        Self
    }

    pub(super) fn answered(&self, _: u16, _: usize) {}

    pub(super) fn waits(&self, _: Duration) {}

    pub(crate) fn inside<T>(&self, call: impl FnOnce() -> T) -> T {
        call()
    }

    #[cfg(feature = "reqwest")]
    pub(crate) fn around<F: Future>(self, future: F) -> impl Future<Output = F::Output> {
        future
    }
}
