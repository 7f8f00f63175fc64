//! A client that blocks.

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

/// Sends events over a [`Transport`], and again where that can help. Clone it or share it: the connections are the
/// transport's.
#[derive(Clone, Debug)]
pub struct Client<T> {
    transport: T,
    settings: Settings,
}

impl<T: Transport> Client<T> {
    /// A client over a transport of your own.
    #[must_use]
    pub fn over(transport: T, settings: Settings) -> Self {
        Self {
            transport,
            settings,
        }
    }

    /// Checks an event, writes it and sends it.
    ///
    /// # Errors
    /// The event breaks a rule, or was not delivered.
    pub fn send<E: RavelinEvent + ?Sized>(&self, event: &E) -> Result<Answer, SendError> {
        let prepared = event.prepare();
        let prepared = prepared.map_err(|why| SendError::invalid(E::ENDPOINT, why))?;
        self.send_prepared(&prepared)
    }

    /// Sends an event that was prepared, now or long ago. It blocks for as long as the attempts and the waits between them
    /// take: a minute at most, unless [`Settings`] say otherwise.
    ///
    /// # Errors
    /// The event was not delivered.
    pub fn send_prepared(&self, prepared: &Prepared) -> Result<Answer, SendError> {
        let mut delivery = Delivery::new(prepared, &self.settings);
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

/// A number that other clients don't have: the standard library seeds its hashers at random.
pub(crate) fn jitter() -> u16 {
    let [low, high, ..] = RandomState::new().build_hasher().finish().to_le_bytes();
    u16::from_le_bytes([low, high])
}
