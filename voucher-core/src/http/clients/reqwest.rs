//! An async client over [`reqwest`](https://docs.rs/reqwest/0.13) and tokio.
//!
//! ```no_run
//! use voucher_core::http::{Recommendation, Token};
//! use voucher_core::reqwest::Client;
//! use voucher_core::VoucherCheck;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::new(Token::new(std::env::var("RAVELIN_TOKEN")?)?)?;
//! let mut check = VoucherCheck::new("abc-123-ZYZ");
//! check.voucher_code = Some("DISCOUNT-1234".into());
//! match client.send(&check).await {
//!     Ok(answer) if answer.recommendation() == Some(Recommendation::Abuse) => println!("no voucher for you"),
//!     Ok(_) => println!("enjoy"),
//!     // Without an answer in time, the customer continues.
//!     Err(error) => eprintln!("unchecked: {error}"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Proxies from the environment (such as `HTTPS_PROXY`) are used, unless a base URL is on this machine. A body of more than
//! 48 KiB is sent with short pauses, so that the answer of a server that does not read the body is not lost.
//!
//! # TLS
//!
//! The feature `reqwest` brings rustls with aws-lc. `reqwest-no-tls` with `rustls-ring` brings ring instead. Root certificates are
//! the system's. With `reqwest-no-tls` alone, `https` is an error; that is enough for a server on this machine. For another TLS
//! library, such as the system's, add `reqwest` with its feature `native-tls` to your dependencies.
//!
//! # Options
//!
//! To set a proxy, certificates, the pool size or other options, configure the transport:
//!
//! ```
//! use voucher_core::http::{Settings, Token};
//! use voucher_core::reqwest::{Client, builder};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let proxy = reqwest::Proxy::all("http://proxy.internal:3128")?;
//! let transport = || builder().proxy(proxy.clone());
//! let token = Token::new("sk_test_1234")?;
//! let client = Client::over(transport().pool_max_idle_per_host(20).build()?, Settings::new(token))
//!     // Used after an attempt without an answer; it never reuses a connection.
//!     .with_retry_transport(transport().pool_max_idle_per_host(0).build()?);
//! # Ok(())
//! # }
//! ```

mod chunked_body;

use super::tls::{NO_TLS, install_provider};
use crate::http::{
    Answer, AsyncTransport, CLOSED_WHILE_SENDING, Delivery, Limits, Lost, NoAnswer, SendError,
    Settings, Span, Step, Token, jitter,
};
use crate::{Prepared, RavelinEvent, Timestamp};
use ::http::{Request, Response};
use ::reqwest::redirect::Policy;
use ::reqwest::{ClientBuilder, Error};
use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::boxed::Box;
use std::string::ToString;
use std::time::Instant;
use std::vec::Vec;

/// Sends events over an [`AsyncTransport`] and retries transient failures. It is cheap to clone or share, because the
/// transport owns the connections. It needs a tokio runtime with time enabled, and for `reqwest` also I/O.
#[derive(Clone, Debug)]
pub struct Client<T = ::reqwest::Client> {
    transport: T,
    retry_transport: Option<T>,
    settings: Settings,
}

/// The future returned by [`Client::send`]. It does not borrow the event, and can be sent to another thread.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Sending<'c>(Pin<Box<dyn Future<Output = Result<Answer, SendError>> + Send + 'c>>);

impl Future for Sending<'_> {
    type Output = Result<Answer, SendError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(cx)
    }
}

impl fmt::Debug for Sending<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Sending").finish_non_exhaustive()
    }
}

/// Returns a builder for a transport that does not follow redirects: the API has none, and a token must not follow one.
///
/// The transport does not use proxies from the environment either, because they would also be used for a base URL on this
/// machine and could read the token. Add the proxy that you need: `builder().proxy(…)`.
pub fn builder() -> ClientBuilder {
    install_provider();
    ::reqwest::Client::builder()
        .redirect(Policy::none())
        .no_proxy()
}

/// Returns the builder for a client that is created from settings. Proxies from the environment are used only if no base URL
/// is on this machine.
fn builder_for(settings: &Settings) -> ClientBuilder {
    if settings.has_this_machine() {
        return builder();
    }
    install_provider();
    ::reqwest::Client::builder().redirect(Policy::none())
}

impl Client {
    /// Creates a client with the default settings.
    ///
    /// # Errors
    /// Fails if TLS cannot be initialized, for example on a system without root certificates.
    pub fn new(token: Token) -> Result<Self, Error> {
        Self::with_settings(Settings::new(token))
    }

    /// Creates a client with other settings.
    ///
    /// # Errors
    /// Fails if TLS cannot be initialized, for example on a system without root certificates.
    pub fn with_settings(settings: Settings) -> Result<Self, Error> {
        let transport = builder_for(&settings).build()?;
        let fresh = builder_for(&settings).pool_max_idle_per_host(0).build()?;
        Ok(Self::over(transport, settings).with_retry_transport(fresh))
    }
}

impl<T: AsyncTransport> Client<T> {
    /// Creates a client over a transport. See also [`with_retry_transport`](Self::with_retry_transport).
    ///
    /// Create a `reqwest::Client` with [`builder`]. Otherwise it follows redirects and uses proxies from the environment
    /// even for a base URL on this machine.
    #[must_use]
    pub fn over(transport: T, settings: Settings) -> Self {
        Self {
            transport,
            retry_transport: None,
            settings,
        }
    }

    /// Sets the transport that is used after an attempt without an answer. It should keep no idle connections
    /// (`builder().pool_max_idle_per_host(0)`): if the server restarted, every idle connection is dead, and each attempt
    /// would fail on another one. [`new`](Client::new) and [`with_settings`](Client::with_settings) set such a transport.
    #[must_use]
    pub fn with_retry_transport(mut self, transport: T) -> Self {
        self.retry_transport = Some(transport);
        self
    }

    /// Validates and writes an event at once, and returns a future that sends it. The future does not borrow the event.
    ///
    /// # Errors
    /// Fails if the event has violations or was not delivered.
    pub fn send<E: RavelinEvent + ?Sized>(&self, event: &E) -> Sending<'_> {
        let prepared = event.prepare();
        let prepared = prepared.map_err(|violations| SendError::invalid(E::ENDPOINT, violations));
        Sending(Box::pin(
            async move { self.send_prepared(&prepared?).await },
        ))
    }

    /// Sends a prepared event. If the future is dropped before it completes, the API may or may not have the event; sending
    /// it again is safe.
    ///
    /// # Errors
    /// Fails if the event was not delivered.
    pub async fn send_prepared(&self, prepared: &Prepared) -> Result<Answer, SendError> {
        let mut delivery = Delivery::new(prepared, &self.settings)?;
        let start = Instant::now();
        loop {
            let (request, limits) = delivery.attempt(start.elapsed());
            let retry_transport = self.retry_transport.as_ref().filter(|_| limits.fresh);
            let transport = retry_transport.unwrap_or(&self.transport);
            let sent = transport.send(request, &limits);
            let result = Span::around(delivery.span(), sent).await;
            match delivery.step(result, Timestamp::now(), start.elapsed(), jitter()) {
                Step::Wait(wait) => tokio::time::sleep(wait).await,
                Step::Done(result) => return result,
            }
        }
    }
}

/// Overrides the client's configuration: every answer is returned whatever its status, and the timeout is that of the limits.
/// The redirect policy cannot be overridden; [`builder`] disables redirects.
impl AsyncTransport for ::reqwest::Client {
    async fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> Result<Response<Vec<u8>>, NoAnswer> {
        let (head, body) = request.into_parts();
        let (body, progress) = chunked_body::new(body);
        let request = Request::from_parts(head, body);
        let mut request = ::reqwest::Request::try_from(request).map_err(lost)?;
        *request.timeout_mut() = Some(limits.timeout);
        let sent = self.execute(request).await;
        let mut response = sent.map_err(|error| {
            let is_closed = progress.is_partial() && !error.is_timeout();
            if is_closed { closed() } else { lost(error) }
        })?;
        let mut answer = Response::new(Vec::new());
        *answer.status_mut() = response.status();
        *answer.version_mut() = response.version();
        core::mem::swap(answer.headers_mut(), response.headers_mut());
        loop {
            let chunk = match response.chunk().await {
                Ok(Some(chunk)) => chunk,
                Ok(None) => break,
                // An error status is useful even without its body.
                Err(error) if answer.status().as_u16() >= 400 && !error.is_timeout() => break,
                Err(error) => return Err(lost(error)),
            };
            let left = limits.body - answer.body().len();
            let chunk = &chunk[..chunk.len().min(left)];
            answer.body_mut().extend_from_slice(chunk);
            if answer.body().len() == limits.body {
                break;
            }
        }
        Ok(answer)
    }
}

fn closed() -> NoAnswer {
    NoAnswer::new(Lost::Connection).with_source(CLOSED_WHILE_SENDING)
}

fn lost(error: Error) -> NoAnswer {
    if is_without_tls(&error) {
        return NoAnswer::new(Lost::Request).with_source(NO_TLS);
    }
    let lost = if error.is_timeout() {
        Lost::Timeout
    } else if error.is_builder() {
        Lost::Request
    } else {
        Lost::Connection
    };
    // The URL's path may contain ids.
    NoAnswer::new(lost).with_source(error.without_url())
}

/// Returns whether an error is that of `https` without a feature for TLS. reqwest then has a connector for `http` only, whose
/// error does not have its own type.
fn is_without_tls(error: &Error) -> bool {
    let has_tls = cfg!(any(
        feature = "reqwest",
        feature = "rustls-ring",
        feature = "rustls-aws-lc"
    ));
    let is_https = error.url().is_some_and(|url| url.scheme() == "https");
    let mut cause: &dyn core::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    !has_tls && is_https && cause.to_string().contains("scheme is not http")
}
