//! A transport to a sandbox in the same process, without a port.

use super::{Deliver, SLOW_BYTE, Sandbox};
use crate::Timestamp;
use crate::http::{AsyncTransport, Limits, Lost, NoAnswer, Transport};
use ::http::{Request, Response};
use core::future::{Future, ready};
use core::time::Duration;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::vec::Vec;

/// A transport to a sandbox in the same process, for tests of code that sends events. Clones share the sandbox.
///
/// Delays are not waited for. If a delayed or slow answer would arrive after the timeout, the request times out at once.
///
/// ```
/// use voucher_core::VoucherCheck;
/// use voucher_core::http::{Client, Settings, Token};
/// use voucher_core::sandbox::{InProcess, Sandbox};
///
/// let transport = InProcess::new(Sandbox::new(7));
/// let settings = Settings::new(Token::new("sk_test_1234").unwrap());
/// let client = Client::over(transport.clone(), settings);
///
/// client.send(&VoucherCheck::new("abc-123-ZYZ")).unwrap();
/// let sandbox = transport.lock();
/// assert_eq!(sandbox.events().next().unwrap().body(), r#"{"customerId":"abc-123-ZYZ"}"#);
/// ```
#[derive(Clone, Debug)]
pub struct InProcess(Arc<Mutex<Sandbox>>);

impl InProcess {
    /// Creates a transport to this sandbox.
    #[must_use]
    pub fn new(sandbox: Sandbox) -> Self {
        Self(Arc::new(Mutex::new(sandbox)))
    }

    /// Locks the sandbox and returns it. Requests wait while the lock is held.
    pub fn lock(&self) -> MutexGuard<'_, Sandbox> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn send_now(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> Result<Response<Vec<u8>>, NoAnswer> {
        let (head, body) = request.into_parts();
        let request = Request::from_parts(head, &body[..]);
        let reply = self.lock().answer(request, Timestamp::now());
        let mut response = reply.response;
        let transfer_time = match reply.deliver {
            Deliver::Send => Duration::ZERO,
            Deliver::Drop => return Err(NoAnswer::new(Lost::Connection)),
            Deliver::Slow => {
                let bytes = u32::try_from(response.body().len()).unwrap_or(u32::MAX);
                SLOW_BYTE.saturating_mul(bytes)
            }
        };
        if reply.delay.saturating_add(transfer_time) >= limits.timeout {
            return Err(NoAnswer::new(Lost::Timeout));
        }
        response.body_mut().truncate(limits.body);
        Ok(response)
    }
}

impl Transport for InProcess {
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> Result<Response<Vec<u8>>, NoAnswer> {
        self.send_now(request, limits)
    }
}

impl AsyncTransport for InProcess {
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> impl Future<Output = Result<Response<Vec<u8>>, NoAnswer>> + Send {
        ready(self.send_now(request, limits))
    }
}
