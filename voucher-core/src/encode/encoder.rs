//! Validates values and writes them as JSON, in one pass.
//!
//! There is one function for each kind of value. None is generic, so that an event compiles to calls and not to copies
//! of the encoder. Each function takes the current position and returns the next one, which keeps it in a register.
//!
//! The output is filled with zeros ahead of the position. The fast path writes a field to a window of constant length,
//! in pieces of constant length, and the output is truncated at the end. A field that does not fit (a long string, an
//! escape, no room) takes the slow path.

mod bytes;
mod displayed;
#[cfg(feature = "definition-file")]
mod exclusive;
#[cfg_attr(
    not(feature = "definition-file"),
    path = "encoder/without_files/formatted.rs"
)]
mod formatted;
#[cfg(feature = "definition-file")]
mod maps;
#[cfg(feature = "serde")]
mod members;
#[cfg(feature = "definition-file")]
mod nested;
#[cfg(feature = "definition-file")]
mod numbers;
mod objects;
mod scope;
#[cfg(feature = "definition-file")]
mod unique;
#[cfg_attr(
    not(feature = "definition-file"),
    path = "encoder/without_files/url.rs"
)]
mod url;
mod values;
mod violations;
#[cfg(feature = "definition-file")]
mod written;

pub(crate) use displayed::Displayed;
#[cfg(feature = "definition-file")]
pub use maps::KeyText;
#[cfg(feature = "definition-file")]
pub(crate) use maps::MapKeys;
#[cfg(feature = "definition-file")]
pub(crate) use unique::UniqueElements;

use super::buffer::AHEAD;
use crate::mapping::{EventMapping, PartMapping};
use crate::value::{Currency, Timestamp};
use alloc::boxed::Box;
use alloc::vec::Vec;
use url::UrlParameters;
use voucher_definition::{Definition, Field, Kind, Violations};

/// Validates and writes one event, and collects its violations.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools)] // each is about something else
pub struct Encoder<'o> {
    out: &'o mut Vec<u8>,
    start: usize,
    mapping: &'static EventMapping,
    scope: Scope,
    clock: Option<Timestamp>,
    currency: CurrencyState,
    timestamp: Option<Timestamp>,
    is_now: bool,
    /// Boxed, because few events have parameters of the path or the query.
    url: Option<Box<UrlParameters>>,
    /// Whether the event has a value for all of `custom`, which is then written even if it is empty.
    #[cfg(feature = "serde")]
    has_custom: bool,
    /// Whether the value of a free object is `None` and sent as `null`, unless other fields add members to it.
    #[cfg(feature = "serde")]
    is_custom_null: bool,
    /// The number of values around the current one that have the definition of a value around them.
    #[cfg(feature = "definition-file")]
    ancestors: u32,
    violations: Option<Violations>,
    /// Whether a violation leaves no request that could be sent: a parameter of the path is missing, or keys are equal.
    cannot_be_sent: bool,
}

/// Sentinel position of a validate-only encoder; every function returns it unchanged, so that testing the mode needs no
/// memory access. No output is half this long.
const NOWHERE: usize = usize::MAX;

#[inline]
fn is_validate_only(at: usize) -> bool {
    at > NOWHERE / 2
}

/// Sentinel position of an encoder that writes a parameter of the path or the query: values without a key, quotes or
/// escapes. No output is this long, so every value takes the slow path, which tests for it.
const IN_URL: usize = NOWHERE / 4;

fn is_in_url(at: usize) -> bool {
    at >= IN_URL
}

/// The object that the current fields belong to.
#[derive(Clone, Copy, Debug)]
enum Scope {
    /// The event itself.
    Event,
    /// A part, whose fields are written among those of the event.
    Part(&'static PartMapping),
    /// A nested object, and whether it is sensitive.
    #[cfg_attr(not(feature = "definition-file"), allow(dead_code))] // no table has one
    Object(&'static PartMapping, bool),
}

/// The event's currency, as far as it has been read: its letters are the lower bytes of the word. Hot path; see
/// `benches/README.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct CurrencyState(u32);

impl CurrencyState {
    const UNKNOWN: Self = Self(0);
    /// The value is not a currency, which is reported as its own violation.
    const INVALID: Self = Self(1);

    const fn currency(self) -> Option<Currency> {
        match self {
            Self::UNKNOWN | Self::INVALID => None,
            Self(letters) => {
                let [first, second, third, _] = letters.to_le_bytes();
                Some(Currency::from_letters([first, second, third]))
            }
        }
    }
}

/// What is known about an event after it was written, other than its body.
#[derive(Debug)]
pub(crate) struct Written {
    /// The event's timestamp.
    pub(crate) timestamp: Option<Timestamp>,
    /// Whether the timestamp came from the clock.
    pub(crate) is_now: bool,
    /// The parameters of the path and the query, if there are any.
    pub(crate) url: Option<Box<UrlParameters>>,
}

/// What the body of a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyForm {
    /// An object: the encoder writes its fields, and then its braces.
    Object,
    /// Any other value.
    Value,
    /// The request has no body.
    None,
}

impl BodyForm {
    pub(crate) const fn of(definition: &Definition) -> Self {
        match definition.body {
            Some(Field {
                kind: Kind::Object(_),
                ..
            }) => Self::Object,
            Some(_) => Self::Value,
            None => Self::None,
        }
    }
}

/// The start and end of a body.
///
/// Every method that generated code calls takes `&mut self`: method look-up would find a blanket trait of the user's
/// before a method that takes `&self`.
impl<'o> Encoder<'o> {
    /// Creates an encoder that appends to `out`. `clock` is the time for `timestamp = now`; without it, the system's
    /// clock is read.
    #[must_use]
    pub(crate) fn new(
        out: &'o mut Vec<u8>,
        mapping: &'static EventMapping,
        clock: Option<Timestamp>,
    ) -> Self {
        let start = out.len();
        out.resize(start + AHEAD, 0);
        Self::at(out, start, mapping, clock)
    }

    /// Creates an encoder that checks the rules and writes nothing. `out` must be empty, and stays empty.
    #[must_use]
    pub(crate) fn validate_only(out: &'o mut Vec<u8>, mapping: &'static EventMapping) -> Self {
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
            currency: CurrencyState::UNKNOWN,
            timestamp: None,
            is_now: false,
            url: None,
            #[cfg(feature = "serde")]
            has_custom: false,
            #[cfg(feature = "serde")]
            is_custom_null: false,
            #[cfg(feature = "definition-file")]
            ancestors: 0,
            violations: None,
            cannot_be_sent: false,
        }
    }

    /// Returns the position at which the body starts.
    #[must_use]
    pub fn start(&mut self) -> usize {
        self.start
    }

    /// Ends the body.
    ///
    /// # Errors
    /// Returns all violations of the event, and restores the output.
    #[inline]
    pub(crate) fn end(mut self, at: usize, form: BodyForm) -> Result<(), Violations> {
        self.truncate(at, form);
        self.result()
    }

    /// Ends the body, and returns what else is known about the event.
    ///
    /// # Errors
    /// Returns all violations of the event, and restores the output.
    pub(crate) fn finish(mut self, at: usize, form: BodyForm) -> Result<Written, Violations> {
        self.truncate(at, form);
        let written = Written {
            timestamp: self.timestamp,
            is_now: self.is_now,
            url: self.url.take(),
        };
        self.result().map(|()| written)
    }

    /// Closes the body, or removes it if there are violations.
    #[inline]
    fn truncate(&mut self, at: usize, form: BodyForm) {
        let end = match form {
            BodyForm::Object => self.close(self.start, at),
            BodyForm::Value | BodyForm::None => at,
        };
        let is_valid = self.violations.is_none();
        self.out.truncate(if is_valid { end } else { self.start });
    }

    /// Ends the body, and keeps it if there are violations.
    ///
    /// # Errors
    /// Returns all violations if nothing can be sent, and restores the output.
    pub(crate) fn finish_reporting(
        mut self,
        at: usize,
        form: BodyForm,
    ) -> Result<(Written, Option<Violations>), Violations> {
        let is_missing = form == BodyForm::Value && at == self.start;
        if is_missing || self.cannot_be_sent || self.violations.is_none() {
            return self.finish(at, form).map(|written| (written, None));
        }
        let violations = self.violations.take();
        self.finish(at, form).map(|written| (written, violations))
    }

    /// Returns the result of the validation.
    ///
    /// # Errors
    /// Returns all violations of the event.
    #[inline]
    pub(crate) fn result(self) -> Result<(), Violations> {
        if let Some(url) = self.url {
            drop_url(url);
        }
        self.violations.map_or(Ok(()), Err)
    }
}

/// Out of line, so that `result` needs no saved registers for events without parameters. Hot path; see
/// `benches/README.md`.
#[cold]
#[inline(never)]
fn drop_url(url: Box<UrlParameters>) {
    drop(url);
}
