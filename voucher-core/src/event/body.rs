//! What all events have in common: the start and the end of a body.
//!
//! These functions are not generic, so they are compiled with this crate and not again for each event.

use super::{RavelinEvent, into_string};
use crate::encode::{BodyForm, Encoder, Written};
use crate::mapping::EventMapping;
use crate::{Endpoint, Prepared, Timestamp, Violations};
use alloc::string::String;
use alloc::vec::Vec;

/// An event without its type.
pub(super) trait Fields {
    /// Writes the fields, and returns the position after them.
    fn write(&self, encoder: &mut Encoder<'_>) -> usize;
}

impl<E: RavelinEvent + ?Sized> Fields for &E {
    #[inline]
    fn write(&self, encoder: &mut Encoder<'_>) -> usize {
        (**self).__write(encoder)
    }
}

/// Validates the event without writing it.
pub(super) fn validate(
    event: &dyn Fields,
    mapping: &'static EventMapping,
) -> Result<(), Violations> {
    let mut out = Vec::new();
    let mut encoder = Encoder::validate_only(&mut out, mapping);
    event.write(&mut encoder);
    encoder.result()
}

/// Appends the body to `out`.
pub(super) fn encode(
    event: &dyn Fields,
    mapping: &'static EventMapping,
    form: BodyForm,
    out: &mut Vec<u8>,
    clock: Option<Timestamp>,
) -> Result<(), Violations> {
    let mut encoder = Encoder::new(out, mapping, clock);
    let at = event.write(&mut encoder);
    encoder.end(at, form)
}

/// Returns the body.
pub(super) fn to_json(
    event: &dyn Fields,
    mapping: &'static EventMapping,
    form: BodyForm,
) -> Result<String, Violations> {
    let mut out = Vec::new();
    encode(event, mapping, form, &mut out, None)?;
    Ok(into_string(out))
}

/// Prepares the event.
pub(super) fn prepare(
    event: &dyn Fields,
    mapping: &'static EventMapping,
    clock: Option<Timestamp>,
) -> Result<Prepared, Violations> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, mapping, clock);
    let at = event.write(&mut encoder);
    let written = encoder.finish(at, BodyForm::of(mapping.definition))?;
    Ok(prepared(mapping, out, written))
}

/// Prepares the event, whether it has violations or not.
pub(super) fn prepare_reporting(
    event: &dyn Fields,
    mapping: &'static EventMapping,
    clock: Option<Timestamp>,
) -> Result<(Prepared, Option<Violations>), Violations> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, mapping, clock);
    let at = event.write(&mut encoder);
    let form = BodyForm::of(mapping.definition);
    let (written, violations) = encoder.finish_reporting(at, form)?;
    Ok((prepared(mapping, out, written), violations))
}

fn prepared(mapping: &'static EventMapping, out: Vec<u8>, written: Written) -> Prepared {
    let endpoint = Endpoint::of(mapping.definition);
    Prepared::new(endpoint, into_string(out), written)
}
