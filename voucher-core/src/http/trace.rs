//! A span for each attempt with the feature `tracing`; without it, functions that do nothing.

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
            endpoint = %prepared.path_template(),
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

    pub(super) fn answered(span: &Self, status: u16, bytes: usize) {
        span.0
            .record("status", status)
            .record("answer_bytes", bytes);
    }

    pub(super) fn waits(span: &Self, wait: Duration) {
        let millis = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        span.0.record("wait_ms", millis);
    }

    pub(crate) fn inside<T>(span: &Self, call: impl FnOnce() -> T) -> T {
        span.0.in_scope(call)
    }

    #[cfg(feature = "reqwest-no-tls")]
    pub(crate) fn around<F: Future>(span: Self, future: F) -> impl Future<Output = F::Output> {
        tracing::Instrument::instrument(future, span.0)
    }
}

#[cfg(not(feature = "tracing"))]
#[derive(Clone, Debug)]
pub(crate) struct Span;

#[cfg(not(feature = "tracing"))]
impl Span {
    pub(super) fn none() -> Self {
        Self
    }

    pub(super) fn attempt(_: &Prepared, _: u32) -> Self {
        Self
    }

    pub(super) fn answered(_: &Self, _: u16, _: usize) {}

    pub(super) fn waits(_: &Self, _: Duration) {}

    pub(crate) fn inside<T>(_: &Self, call: impl FnOnce() -> T) -> T {
        call()
    }

    #[cfg(feature = "reqwest-no-tls")]
    pub(crate) fn around<F: Future>(_: Self, future: F) -> impl Future<Output = F::Output> {
        future
    }
}
