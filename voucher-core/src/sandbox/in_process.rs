//! The sandbox as a transport, without a port.

use super::{Deliver, SLOW_BYTE, Sandbox};
use crate::Timestamp;
use crate::http::{AsyncTransport, Limits, Lost, NoAnswer, Transport};
use ::http::{Request, Response};
use core::future::{Future, ready};
use core::time::Duration;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::vec::Vec;

/// Carries requests to a sandbox in this very process, for tests of code that sends events. Its clones share the sandbox.
///
/// An answer that is late or slow is not waited for: where it would come after the timeout, there is a timeout at once.
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
    /// A way to this sandbox.
    #[must_use]
    pub fn new(sandbox: Sandbox) -> Self {
        Self(Arc::new(Mutex::new(sandbox)))
    }

    /// The sandbox. No request arrives while it is held.
    pub fn lock(&self) -> MutexGuard<'_, Sandbox> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn carry(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> Result<Response<Vec<u8>>, NoAnswer> {
        let (head, body) = request.into_parts();
        let request = Request::from_parts(head, &body[..]);
        let reply = self.lock().answer(request, Timestamp::now());
        let mut response = reply.response;
        let taken = match reply.deliver {
            Deliver::Send => Duration::ZERO,
            Deliver::Drop => return Err(NoAnswer::new(Lost::Connection)),
            Deliver::Slow => {
                let bytes = u32::try_from(response.body().len()).unwrap_or(u32::MAX);
                SLOW_BYTE.saturating_mul(bytes)
            }
        };
        if reply.delay.saturating_add(taken) >= limits.timeout {
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
        self.carry(request, limits)
    }
}

impl AsyncTransport for InProcess {
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> impl Future<Output = Result<Response<Vec<u8>>, NoAnswer>> + Send {
        ready(self.carry(request, limits))
    }
}
