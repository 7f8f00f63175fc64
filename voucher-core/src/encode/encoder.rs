//! Where values become bytes: one function a kind, none generic, so that an event costs its user calls and no copies.
//!
//! The output is zero-filled ahead of the encoder. Each field takes one window of it, writes pieces of constant length, and
//! the end is truncated; what the fast path does not take (no room, a long text, an escape) goes one cold way round.
//! Every function takes the position and gives the next one, which so travels in a register.

mod bytes;
mod displayed;
mod exclusive;
#[cfg(feature = "serde")]
mod members;
mod objects;
mod path;
mod scope;
mod values;
mod violations;

pub(crate) use displayed::Displayed;
use path::Segments;

use super::buffer::AHEAD;
use crate::mapping::{EventMapping, PartMapping};
use crate::value::{Currency, Timestamp};
use alloc::boxed::Box;
use alloc::vec::Vec;
use voucher_definition::Violations;

/// Writes one event, and collects what is wrong with it.
#[derive(Debug)]
pub struct Encoder<'o> {
    out: &'o mut Vec<u8>,
    start: usize,
    mapping: &'static EventMapping,
    scope: Scope,
    clock: Option<Timestamp>,
    currency: CurrencyState,
    timestamp: Option<Timestamp>,
    is_now: bool,
    /// What the event says of the path; most say nothing.
    path: Option<Box<Segments>>,
    /// A whole object was given, if an empty one.
    #[cfg(feature = "serde")]
    is_given: bool,
    violations: Option<Violations>,
}

/// The position of a dry encoder, which every function gives back as it came: so the encoder is asked of its mode in a register that
/// is at hand. No output is half as long.
const NOWHERE: usize = usize::MAX;

#[inline]
fn is_dry(at: usize) -> bool {
    at > NOWHERE / 2
}

/// Whose fields are being written.
#[derive(Clone, Copy, Debug)]
enum Scope {
    Event,
    /// Those of a part, which are written among the event's.
    Part(&'static PartMapping),
    /// Those of an object within the body, which its struct knows at this JSON Pointer; whether it is sensitive.
    Object(&'static PartMapping, &'static str, bool),
}

/// The event's currency, as far as it was read.
#[derive(Clone, Copy, Debug)]
enum CurrencyState {
    Unknown,
    Valid(Currency),
    /// The value is not a currency, which is a violation of its own.
    Invalid,
}

/// What an event that was written says of itself.
#[derive(Debug)]
pub struct Written {
    /// The envelope's timestamp.
    pub timestamp: Option<Timestamp>,
    /// Whether the timestamp came from the clock.
    pub is_now: bool,
    /// What the event says of the path, where it says something.
    pub path: Option<Box<Segments>>,
}

/// The beginning and the end of a body.
impl<'o> Encoder<'o> {
    /// An encoder at the end of `out`. `clock` is the clock's reading, where the caller has one.
    #[must_use]
    pub fn new(
        out: &'o mut Vec<u8>,
        mapping: &'static EventMapping,
        clock: Option<Timestamp>,
    ) -> Self {
        let start = out.len();
        out.resize(start + AHEAD, 0);
        Self::at(out, start, mapping, clock)
    }

    /// An encoder that only asks the rules; `out` is empty and stays so.
    #[must_use]
    pub fn dry(out: &'o mut Vec<u8>, mapping: &'static EventMapping) -> Self {
        Self::at(out, NOWHERE, mapping, None)
    }

    fn at(
        out: &'o mut Vec<u8>,
        start: usize,
        mapping: &'static EventMapping,
        clock: Option<Timestamp>,
    ) -> Self {
        Self {
            out,
            start,
            mapping,
            scope: Scope::Event,
            clock,
            currency: CurrencyState::Unknown,
            timestamp: None,
            is_now: false,
            path: None,
            #[cfg(feature = "serde")]
            is_given: false,
            violations: None,
        }
    }

    /// Where the body begins. (Whatever generated code calls takes `&mut self`: of a `&self` method, a blanket trait of the
    /// user's would be found first.)
    #[must_use]
    pub fn start(&mut self) -> usize {
        self.start
    }

    /// Ends the body.
    ///
    /// # Errors
    /// Everything that is wrong with the event; the output is then as it was.
    pub fn finish(mut self, at: usize) -> Result<Written, Violations> {
        let end = self.close(self.start, at);
        let is_right = self.violations.is_none();
        self.out.truncate(if is_right { end } else { self.start });
        let written = Written {
            timestamp: self.timestamp,
            is_now: self.is_now,
            path: self.path.take(),
        };
        self.result().map(|()| written)
    }

    /// What a dry encoder found.
    ///
    /// # Errors
    /// Everything that is wrong with the event.
    #[inline]
    pub fn result(self) -> Result<(), Violations> {
        if let Some(path) = self.path {
            drop_path(path);
        }
        self.violations.map_or(Ok(()), Err)
    }
}

/// Apart from the result, which else saves the registers of this loop for an event that says nothing of its path: 10
/// instructions of the 254 of a check.
#[cold]
#[inline(never)]
fn drop_path(path: Box<Segments>) {
    drop(path);
}
