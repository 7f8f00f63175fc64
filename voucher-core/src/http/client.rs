//! The blocking client.

use super::answer::Answer;
use super::delivery::{Delivery, Settings, Step};
use super::error::SendError;
use super::trace::Span;
use super::transport::Transport;
use crate::{Prepared, RavelinEvent, Timestamp};
use core::hash::{BuildHasher, Hasher};
use std::hash::RandomState;
use std::thread::sleep;
use std::time::Instant;

/// Sends events over a [`Transport`] and retries transient failures. It is cheap to clone or share, because the transport
/// owns the connections.
#[derive(Clone, Debug)]
pub struct Client<T> {
    transport: T,
    settings: Settings,
}

impl<T: Transport> Client<T> {
    /// Creates a client over a transport.
    #[must_use]
    pub fn over(transport: T, settings: Settings) -> Self {
        Self {
            transport,
            settings,
        }
    }

    /// Validates an event, writes it and sends it.
    ///
    /// # Errors
    /// Fails if the event has violations or was not delivered.
    pub fn send<E: RavelinEvent + ?Sized>(&self, event: &E) -> Result<Answer, SendError> {
        let prepared = event.prepare();
        let prepared =
            prepared.map_err(|violations| SendError::invalid(E::ENDPOINT, violations))?;
        self.send_prepared(&prepared)
    }

    /// Sends a prepared event. Blocks during all attempts and the waits between them: at most a minute with the default
    /// [`Settings`].
    ///
    /// # Errors
    /// Fails if the event was not delivered.
    pub fn send_prepared(&self, prepared: &Prepared) -> Result<Answer, SendError> {
        let mut delivery = Delivery::new(prepared, &self.settings)?;
        let start = Instant::now();
        loop {
            let (request, limits) = delivery.attempt(start.elapsed());
            let result = Span::inside(&delivery.span(), || self.transport.send(request, &limits));
            match delivery.step(result, Timestamp::now(), start.elapsed(), jitter()) {
                Step::Wait(wait) => sleep(wait),
                Step::Done(result) => return result,
            }
        }
    }
}

/// Returns a random number, so that clients that failed together do not retry together. The standard library seeds its
/// hashers randomly.
pub(crate) fn jitter() -> u16 {
    let [low, high, ..] = RandomState::new().build_hasher().finish().to_le_bytes();
    u16::from_le_bytes([low, high])
}
