//! The faults that are injected at random.

use core::time::Duration;
use std::vec::Vec;

/// The longest latency, as with a header that asks for one.
const LONGEST_LATENCY: Duration = Duration::from_secs(60);

/// A kind of fault that the sandbox injects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultKind {
    /// The status 429, with `Retry-After: 1`.
    TooManyRequests,
    /// The status 500.
    InternalServerError,
    /// The status 503.
    ServiceUnavailable,
    /// The status 504, with HTML.
    GatewayTimeout,
    /// The event is accepted with the status 204, without a body.
    NoContent,
    /// The event is ignored and the connection closed.
    Drop,
    /// The event is accepted and the connection closed without an answer.
    DropAfterAccept,
    /// The answer is sent byte by byte.
    Slow,
    /// The body of the answer is `null`.
    Null,
}

impl FaultKind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::TooManyRequests,
        Self::InternalServerError,
        Self::ServiceUnavailable,
        Self::GatewayTimeout,
        Self::NoContent,
        Self::Drop,
        Self::DropAfterAccept,
        Self::Slow,
        Self::Null,
    ];

    /// Returns its name: `429`, `drop-after-accept`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::TooManyRequests => "429",
            Self::InternalServerError => "500",
            Self::ServiceUnavailable => "503",
            Self::GatewayTimeout => "504",
            Self::NoContent => "204",
            Self::Drop => "drop",
            Self::DropAfterAccept => "drop-after-accept",
            Self::Slow => "slow",
            Self::Null => "null",
        }
    }
}

/// The faults that are injected at random, and the latency of every answer.
///
/// ```
/// use std::time::Duration;
/// use voucher_core::sandbox::{FaultKind, Faults, Sandbox};
///
/// let mut sandbox = Sandbox::new(7);
/// let faults = Faults::new(0.5).with_kinds([FaultKind::TooManyRequests, FaultKind::Slow]);
/// sandbox.set_faults(faults.with_latency(Duration::from_millis(250)));
/// assert_eq!(sandbox.faults().kinds().len(), 2);
/// sandbox.reset();
/// assert_eq!(sandbox.faults(), &Faults::new(0.0));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Faults {
    rate: f64,
    kinds: Vec<FaultKind>,
    latency: Duration,
}

impl Faults {
    /// Returns faults of all kinds in this fraction of requests, from 0 to 1, without latency.
    #[must_use]
    pub fn new(rate: f64) -> Self {
        Self {
            rate,
            kinds: FaultKind::ALL.into(),
            latency: Duration::ZERO,
        }
    }

    /// Sets the kinds, which are equally likely. Without any, no fault is injected.
    #[must_use]
    pub fn with_kinds(mut self, kinds: impl IntoIterator<Item = FaultKind>) -> Self {
        self.kinds = kinds.into_iter().collect();
        self
    }

    /// Sets how long every answer of the API takes at least: up to a minute.
    #[must_use]
    pub fn with_latency(mut self, latency: Duration) -> Self {
        self.latency = latency.min(LONGEST_LATENCY);
        self
    }

    /// Returns the fraction of requests with a fault.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.rate
    }

    /// Returns the kinds of faults.
    #[must_use]
    pub fn kinds(&self) -> &[FaultKind] {
        &self.kinds
    }

    /// Returns how long every answer takes at least.
    #[must_use]
    pub fn latency(&self) -> Duration {
        self.latency
    }
}

impl Default for Faults {
    fn default() -> Self {
        Self::new(0.0)
    }
}
