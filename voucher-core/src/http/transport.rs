//! The traits of HTTP transports, their limits and their error.

use super::answer::Answer;
use ::http::{Request, Response};
use core::fmt;
use core::time::Duration;
use std::boxed::Box;
use std::error::Error;
use std::sync::Arc;
use std::vec::Vec;

/// A blocking HTTP transport: sends a request and returns the answer. It must not retry or follow redirects, and must return
/// every answer whatever its status.
///
/// With the feature `ureq`, `ureq::Agent` implements it. Another implementation is a single method:
///
/// ```
/// use http::{Request, Response};
/// use voucher_core::http::{Client, Limits, NoAnswer, Settings, Token, Transport};
/// use voucher_core::VoucherCheck;
///
/// /// Answers every request itself.
/// struct Stub;
///
/// impl Transport for Stub {
///     fn send(&self, request: Request<Vec<u8>>, _: &Limits) -> Result<Response<Vec<u8>>, NoAnswer> {
///         assert_eq!(request.uri(), "https://api.ravelin.com/v2/voucher/check");
///         Ok(Response::new(br#"{"timestamp":1512828988,"recommendation":"OK"}"#.to_vec()))
///     }
/// }
///
/// let token = Token::new("sk_test_1234").unwrap();
/// let client = Client::over(Stub, Settings::new(token));
/// assert_eq!(client.send(&VoucherCheck::new("abc-123-ZYZ")).unwrap().status(), 200);
/// ```
pub trait Transport {
    /// Sends one request, whose URL is absolute, and returns the answer.
    ///
    /// # Errors
    /// Fails if there was no complete answer within the limits.
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> Result<Response<Vec<u8>>, NoAnswer>;
}

/// An async HTTP transport; otherwise like [`Transport`].
///
/// With the feature `reqwest`, `reqwest::Client` implements it. A transport must be `Send` and `Sync`, because the client's
/// futures borrow it and can be sent to another thread.
pub trait AsyncTransport: Send + Sync {
    /// Sends one request, whose URL is absolute, and returns the answer.
    ///
    /// # Errors
    /// Fails if there was no complete answer within the limits.
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> impl Future<Output = Result<Response<Vec<u8>>, NoAnswer>> + Send;
}

/// The limits of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The maximum time from the DNS lookup, or from the first byte sent, to the last byte of the answer.
    pub timeout: Duration,
    /// The maximum length of the answer's body, in bytes. A longer body is cut, and its rest is not read.
    pub body: usize,
    /// Whether to open a new connection. Set after an attempt without an answer: if the server restarted, every idle
    /// connection is dead, but is reset only when something is sent over it.
    pub fresh: bool,
}

impl Limits {
    /// Creates limits with this timeout and [`Answer::LONGEST_BODY`], on any connection.
    #[must_use]
    pub const fn new(timeout: Duration) -> Self {
        Self {
            timeout,
            body: Answer::LONGEST_BODY,
            fresh: false,
        }
    }
}

/// There was no answer. The API may still have received the event, if only its answer was lost.
#[derive(Debug)]
pub struct NoAnswer {
    lost: Lost,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// The error message for a connection that was closed before the whole body was sent, and without an answer.
#[cfg(any(feature = "ureq-no-tls", feature = "reqwest-no-tls"))]
pub(crate) const CLOSED_WHILE_SENDING: &str =
    "the server closed the connection while the body was being sent";

/// The reason why an answer is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lost {
    /// The timeout expired.
    Timeout,
    /// The connection could not be opened, or broke.
    Connection,
    /// The request could not be built. A retry would fail the same way.
    Request,
}

impl NoAnswer {
    /// Creates an error with this reason.
    #[must_use]
    pub fn new(lost: Lost) -> Self {
        Self { lost, source: None }
    }

    /// Adds the transport's error. It is shown to users, so it must not contain the request's headers or body.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Returns the reason.
    #[must_use]
    pub fn lost(&self) -> Lost {
        self.lost
    }

    /// Returns the transport's error.
    #[must_use]
    pub fn transport_error(&self) -> Option<&(dyn Error + Send + Sync + 'static)> {
        self.source.as_deref()
    }

    /// Returns the root cause: the last error of the chain.
    fn cause(&self) -> Option<&(dyn Error + 'static)> {
        let mut cause: &(dyn Error + 'static) = self.source.as_deref()?;
        while let Some(deeper) = cause.source() {
            cause = deeper;
        }
        Some(cause)
    }
}

impl fmt::Display for NoAnswer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self.lost {
            Lost::Timeout => return out.write_str("no answer in time"),
            Lost::Connection => "no answer, the connection failed",
            Lost::Request => "the request could not be built",
        })?;
        match self.cause() {
            Some(cause) => write!(out, ": {cause}"),
            None => Ok(()),
        }
    }
}

/// `source` returns `None`, because `Display` contains the root cause. [`NoAnswer::transport_error`] returns the whole chain.
impl Error for NoAnswer {}

/// Implements a transport trait for pointers to transports.
macro_rules! pointer {
    ($trait:ident -> $answer:ty: $($pointer:ty)*) => {
        $(
            impl<T: $trait + ?Sized> $trait for $pointer {
                fn send(&self, request: Request<Vec<u8>>, limits: &Limits) -> $answer {
                    (**self).send(request, limits)
                }
            }
        )*
    };
}

pointer!(Transport -> Result<Response<Vec<u8>>, NoAnswer>: &T Box<T> Arc<T>);
pointer!(AsyncTransport -> impl Future<Output = Result<Response<Vec<u8>>, NoAnswer>> + Send: &T Arc<T>);
