//! What carries a request to the API and its answer back.

use super::answer::Answer;
use ::http::{Request, Response};
use core::fmt;
use core::time::Duration;
use std::boxed::Box;
use std::error::Error;
use std::sync::Arc;
use std::vec::Vec;

/// Carries one request, and blocks until its answer is there. It retries nothing, follows no redirect, and gives back every
/// answer whatever its status.
///
/// `ureq::Agent` is one by the feature `ureq`. Another is one method:
///
/// ```
/// use http::{Request, Response};
/// use voucher_core::http::{Client, Limits, NoAnswer, Settings, Token, Transport};
/// use voucher_core::VoucherCheck;
///
/// /// Answers itself.
/// struct Mirror;
///
/// impl Transport for Mirror {
///     fn send(&self, request: Request<Vec<u8>>, _: &Limits) -> Result<Response<Vec<u8>>, NoAnswer> {
///         assert_eq!(request.uri(), "https://api.ravelin.com/v2/voucher/check");
///         Ok(Response::new(br#"{"timestamp":1512828988,"recommendation":"OK"}"#.to_vec()))
///     }
/// }
///
/// let token = Token::new("sk_test_1234").unwrap();
/// let client = Client::over(Mirror, Settings::new(token));
/// assert_eq!(client.send(&VoucherCheck::new("abc-123-ZYZ")).unwrap().status(), 200);
/// ```
pub trait Transport {
    /// Carries one request, whose URL is absolute.
    ///
    /// # Errors
    /// There was no whole answer within the limits.
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> Result<Response<Vec<u8>>, NoAnswer>;
}

/// Carries one request and waits for its answer without blocking; otherwise as [`Transport`].
///
/// `reqwest::Client` is one by the feature `reqwest`. A transport can be shared among threads, because the futures of a client
/// borrow it and can be sent to another thread.
pub trait AsyncTransport: Send + Sync {
    /// Carries one request, whose URL is absolute.
    ///
    /// # Errors
    /// There was no whole answer within the limits.
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> impl Future<Output = Result<Response<Vec<u8>>, NoAnswer>> + Send;
}

/// What an attempt may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// From the first byte sent, or the name looked up, to the answer's last byte.
    pub timeout: Duration,
    /// Bytes of the answer's body; what is longer is cut here and the rest left unread.
    pub body: usize,
    /// Whether to open a new connection. The attempt before this one had no answer, so that every idle connection may be
    /// as dead as the one that it used: a restarted server resets each only when something is sent over it.
    pub fresh: bool,
}

impl Limits {
    /// Limits with this time, and with [`Answer::LONGEST_BODY`]; any connection will do.
    #[must_use]
    pub const fn new(timeout: Duration) -> Self {
        Self {
            timeout,
            body: Answer::LONGEST_BODY,
            fresh: false,
        }
    }
}

/// There is no answer. The API may have the event all the same: its answer may be what was lost.
#[derive(Debug)]
pub struct NoAnswer {
    lost: Lost,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// What a transport says of a connection that was closed before the whole body was sent, and without an answer.
#[cfg(any(feature = "ureq", feature = "reqwest"))]
pub(crate) const CLOSED_WHILE_SENDING: &str =
    "the server closed the connection while the body was being sent";

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lost {
    /// It took too long.
    Timeout,
    /// No connection, or one that broke.
    Connection,
    /// No request could be made: the same will happen again.
    Request,
}

impl NoAnswer {
    /// For this reason.
    #[must_use]
    pub fn new(lost: Lost) -> Self {
        Self { lost, source: None }
    }

    /// With the transport's own error. It is shown, so it must not hold the request's headers or body.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Why.
    #[must_use]
    pub fn lost(&self) -> Lost {
        self.lost
    }

    /// The transport's own error.
    #[must_use]
    pub fn transport_error(&self) -> Option<&(dyn Error + Send + Sync + 'static)> {
        self.source.as_deref()
    }

    /// What began it: the last error of the chain.
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
            Lost::Request => "no request could be made",
        })?;
        match self.cause() {
            Some(cause) => write!(out, ": {cause}"),
            None => Ok(()),
        }
    }
}

/// It has no source: its `Display` contains the cause, and [`NoAnswer::transport_error`] returns the rest.
impl Error for NoAnswer {}

/// Whatever points at a transport is one.
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
