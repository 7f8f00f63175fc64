//! A transport that limits the rate of requests.

use http::{Request, Response, StatusCode};
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};
use voucher_core::Timestamp;
use voucher_core::http::{Answer, Limits, NoAnswer, Transport};

/// Limits the rate of all threads together. After a 429, all of them wait.
pub(crate) struct Paced<T> {
    inner: T,
    /// The time between two requests.
    gap: Duration,
    /// When the next request may be sent.
    next: Mutex<Instant>,
}

impl<T> Paced<T> {
    /// Limits the rate to this many requests per second; 0 means no limit.
    pub(crate) fn new(inner: T, rate: u32) -> Self {
        let gap = Duration::from_secs(1).checked_div(rate);
        Self {
            inner,
            gap: gap.unwrap_or_default(),
            next: Mutex::new(Instant::now()),
        }
    }

    /// Waits for this request's turn.
    fn wait(&self) {
        let now = Instant::now();
        let turn = {
            let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
            let turn = (*next).max(now);
            *next = turn + self.gap;
            turn
        };
        sleep(turn - now);
    }

    /// Sends no request before this time has passed.
    fn hold(&self, time: Duration) {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        *next = (*next).max(Instant::now() + time);
    }
}

impl<T: Transport> Transport for Paced<T> {
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> Result<Response<Vec<u8>>, NoAnswer> {
        self.wait();
        let response = self.inner.send(request, limits)?;
        if response.status() == StatusCode::TOO_MANY_REQUESTS {
            let after = Answer::read(&response).retry_after(Timestamp::now());
            let after = after.unwrap_or(Duration::from_secs(1));
            self.hold(after.min(Duration::from_secs(60)));
        }
        Ok(response)
    }
}
