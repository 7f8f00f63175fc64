//! The retry loop of one event, without I/O: what to send next, with which limits, and when.

use super::answer::{Answer, Outcome};
use super::base_url::{BaseUrl, BaseUrlError};
use super::error::{Failure, SendError};
use super::hosts::Hosts;
use super::policy::{RetryPolicy, StatusAction};
use super::token::Token;
use super::trace::Span;
use super::transport::{Limits, Lost, NoAnswer};
use crate::{Endpoint, Prepared, Timestamp};
use ::http::header::{ACCEPT, HeaderValue, USER_AGENT};
use ::http::{Request, Response};
use core::time::Duration;
use std::vec::Vec;

/// A client's settings: token, hosts, timeouts and retry policy.
///
/// ```
/// use std::time::Duration;
/// use voucher_core::http::{RetryPolicy, Settings, Token};
///
/// let token = Token::new("sk_test_1234").unwrap();
/// let settings = Settings::new(token)
///     .with_base_url("http://127.0.0.1:8080")
///     .unwrap()
///     .with_timeout(Duration::from_secs(5))
///     .with_retries(RetryPolicy::default().with_attempts(2));
/// ```
#[derive(Clone, Debug)]
pub struct Settings {
    token: Token,
    hosts: Hosts,
    retries: RetryPolicy,
    timeout: Duration,
    check_timeout: Duration,
    accept: HeaderValue,
}

impl Settings {
    /// Creates the default settings: `https://api.ravelin.com`, [`RetryPolicy::default`], 10 s for each attempt to send an
    /// event, and 750 ms for a check with all its attempts.
    ///
    /// A check is an event whose path ends in `/check`; a customer is waiting for its answer. The API's page recommends a
    /// timeout of 750 ms, and letting the customer continue without an answer by then
    /// (<https://developer.ravelin.com/merchant/guides/payment-fraud-integration/error-handling/>).
    #[must_use]
    pub fn new(token: Token) -> Self {
        Self {
            token,
            hosts: Hosts::default(),
            retries: RetryPolicy::default(),
            timeout: Duration::from_secs(10),
            check_timeout: Duration::from_millis(750),
            accept: HeaderValue::from_static("application/json"),
        }
    }

    /// Sets another host, such as a sandbox or a gateway. It receives the events whose definition names no other host.
    ///
    /// # Errors
    /// Fails if the string is not a base URL, or if a live token would be sent to another machine without `https`.
    pub fn with_base_url(self, url: &str) -> Result<Self, BaseUrlError> {
        self.with_host(Endpoint::API, url)
    }

    /// Sets the base URL of a role: the value of `x-ravelin-host` in a definition, see [`Endpoint::host`]. The token is sent
    /// there. Without it, events with another role than `api` are not sent.
    ///
    /// ```
    /// use voucher_core::http::{Settings, Token};
    ///
    /// let settings = Settings::new(Token::new("sk_test_1234").unwrap())
    ///     .with_host("3ds", "https://3ds.example.com")
    ///     .unwrap();
    /// ```
    ///
    /// # Errors
    /// Fails if the string is not a base URL, or if a live token would be sent to another machine without `https`.
    pub fn with_host(self, role: &str, url: &str) -> Result<Self, BaseUrlError> {
        self.with_base(role, url.parse()?)
    }

    /// Sets the base URL of a role, as [`with_host`](Self::with_host) does. For an API whose definitions have paths without a
    /// version, that can be one that ends in `/v2`.
    ///
    /// ```
    /// use voucher_core::Endpoint;
    /// use voucher_core::http::{BaseUrl, Settings, Token};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let base = BaseUrl::versioned("https://api.example.com/v2")?;
    /// let settings = Settings::new(Token::new("sk_test_1234")?).with_base(Endpoint::API, base)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Fails if a live token would be sent to another machine without `https`.
    pub fn with_base(mut self, role: &str, base: BaseUrl) -> Result<Self, BaseUrlError> {
        self.hosts.set(role, base, &self.token)?;
        Ok(self)
    }

    /// Returns whether the host of a base URL is this machine.
    #[cfg(feature = "reqwest-no-tls")]
    pub(crate) fn has_this_machine(&self) -> bool {
        self.hosts.has_this_machine()
    }

    /// Sets the retry policy.
    #[must_use]
    pub fn with_retries(mut self, retries: RetryPolicy) -> Self {
        self.retries = retries;
        self
    }

    /// Sets the header `Accept`, which is `application/json` by default. With another media type, an answer may contain more:
    /// the rules that applied to an event, for example.
    ///
    /// ```
    /// use http::HeaderValue;
    /// use voucher_core::http::{Settings, Token};
    ///
    /// let settings = Settings::new(Token::new("sk_test_1234").unwrap())
    ///     .with_accept(HeaderValue::from_static("application/vnd.example+json"));
    /// ```
    #[must_use]
    pub fn with_accept(mut self, media_type: HeaderValue) -> Self {
        self.accept = media_type;
        self
    }

    /// Sets the timeout of each attempt to send an event.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the timeout of a check, with all its attempts.
    #[must_use]
    pub fn with_check_timeout(mut self, timeout: Duration) -> Self {
        self.check_timeout = timeout;
        self
    }
}

/// The retry logic of one event, without I/O. [`Client`](super::Client) and the client of the feature `reqwest` are loops
/// around it that add a transport, a clock and a sleep.
///
/// ```
/// use http::Response;
/// use std::time::Duration;
/// use voucher_core::http::{Delivery, Settings, Step, Token};
/// use voucher_core::{RavelinEvent, Timestamp, VoucherCheck};
///
/// let settings = Settings::new(Token::new("sk_test_1234").unwrap());
/// let prepared = VoucherCheck::new("abc-123-ZYZ").prepare().unwrap();
/// let mut delivery = Delivery::new(&prepared, &settings).unwrap();
///
/// let (request, limits) = delivery.attempt(Duration::ZERO);
/// assert_eq!(request.uri(), "https://api.ravelin.com/v2/voucher/check");
/// assert_eq!(limits.timeout, Duration::from_millis(750));
///
/// // 100 ms later, the answer is 503; the random number is 0.
/// let busy = Response::builder().status(503).body(Vec::new()).unwrap();
/// let step = delivery.step(Ok(busy), Timestamp::now(), Duration::from_millis(100), 0);
/// assert!(matches!(step, Step::Wait(wait) if wait == Duration::from_millis(125)));
///
/// // The next attempt has the rest of the time.
/// let (_, limits) = delivery.attempt(Duration::from_millis(225));
/// assert_eq!(limits.timeout, Duration::from_millis(525));
/// ```
#[derive(Debug)]
pub struct Delivery<'d> {
    prepared: &'d Prepared,
    settings: &'d Settings,
    base: &'d BaseUrl,
    retries: RetryPolicy,
    timeout: Duration,
    attempts: u32,
    /// Whether the last attempt had no answer.
    is_unanswered: bool,
    span: Span,
}

/// What to do after an attempt.
#[derive(Debug)]
pub enum Step {
    /// Wait this long, then attempt again.
    Wait(Duration),
    /// There is nothing left to do.
    Done(Result<Answer, SendError>),
}

impl<'d> Delivery<'d> {
    /// Creates a delivery that has not sent anything yet.
    ///
    /// # Errors
    /// Fails if the settings have no base URL for the host of the event, see [`Settings::with_host`].
    pub fn new(prepared: &'d Prepared, settings: &'d Settings) -> Result<Self, SendError> {
        let Some(base) = settings.hosts.find(prepared.endpoint().host()) else {
            // As for an unknown path, the policy decides whether this can be fixed later.
            let can_retry = matches!(settings.retries.action(404), StatusAction::Retry { .. });
            return Err(SendError::unaddressed(prepared, can_retry));
        };
        let is_check = prepared.endpoint().path().ends_with("/check");
        let mut retries = settings.retries.clone();
        let mut timeout = settings.timeout;
        if is_check {
            timeout = settings.check_timeout;
            retries = retries.with_total(settings.check_timeout);
        }
        Ok(Self {
            prepared,
            settings,
            base,
            retries,
            timeout,
            attempts: 0,
            is_unanswered: false,
            span: Span::none(),
        })
    }

    /// Returns the request and the limits of the next attempt; `elapsed` is the time since the first attempt began.
    ///
    /// The request is [`Prepared::request`] with an absolute URL, `Accept` and `User-Agent`.
    pub fn attempt(&mut self, elapsed: Duration) -> (Request<Vec<u8>>, Limits) {
        self.attempts += 1;
        self.span = Span::attempt(self.prepared, self.attempts);
        let addressed = self.prepared.with_base_url(self.base);
        let mut request = addressed.request(&self.settings.token);
        let headers = request.headers_mut();
        headers.insert(ACCEPT, self.settings.accept.clone());
        let agent = concat!("voucher-core/", env!("CARGO_PKG_VERSION"));
        headers.insert(USER_AGENT, HeaderValue::from_static(agent));
        // At least 1 ms: the first attempt is made even if the total is 0, and some transports treat 0 as no timeout.
        let left = self.retries.total().saturating_sub(elapsed);
        let timeout = self.timeout.min(left).max(Duration::from_millis(1));
        let mut limits = Limits::new(timeout);
        limits.fresh = self.is_unanswered;
        (request, limits)
    }

    /// Decides what to do after an attempt. `now` is the current time, `elapsed` the time since the first attempt began, and
    /// `jitter` a random number.
    pub fn step(
        &mut self,
        result: Result<Response<Vec<u8>>, NoAnswer>,
        now: Timestamp,
        elapsed: Duration,
        jitter: u16,
    ) -> Step {
        self.is_unanswered = result.is_err();
        let mut min_wait = Duration::ZERO;
        let (outcome, failure) = match result {
            Ok(mut response) => {
                let (status, bytes) = (response.status().as_u16(), response.body().len());
                Span::answered(&self.span, status, bytes);
                self.settings.token.redact(response.body_mut());
                let answer = Answer::read(&response);
                let outcome = self.retries.judge(&answer, now);
                if outcome == Outcome::Delivered {
                    return Step::Done(Ok(answer));
                }
                min_wait = self.retries.min_wait(&answer);
                (outcome.clone(), Failure::Answered(answer.into(), outcome))
            }
            // A request that cannot be made will fail the same way again.
            Err(no_answer) if no_answer.lost() == Lost::Request => {
                return self.failed(Failure::Unanswered(no_answer));
            }
            Err(no_answer) => (
                Outcome::Retry { after: None },
                Failure::Unanswered(no_answer),
            ),
        };
        let retries = &self.retries;
        match retries.wait_at_least(min_wait, self.attempts, &outcome, elapsed, jitter) {
            Some(wait) => {
                Span::waits(&self.span, wait);
                Step::Wait(wait)
            }
            None => self.failed(failure),
        }
    }

    fn failed(&self, failure: Failure) -> Step {
        let error = SendError::sent(self.prepared, self.base, self.attempts, failure);
        Step::Done(Err(error))
    }

    /// Returns the span of the current attempt, which does nothing without the feature `tracing`.
    pub(crate) fn span(&self) -> Span {
        self.span.clone()
    }
}
