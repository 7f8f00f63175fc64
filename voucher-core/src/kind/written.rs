//! Writes one field, for the tests of kinds.

use super::Value;
use crate::encode::{BodyForm, Encoder};
use crate::mapping::EventMapping;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use voucher_definition::{Field, voucher};

static MAPPING: EventMapping = EventMapping {
    definition: &voucher::DEFINITION,
    type_name: "Test",
    renamed: &[],
};

/// Returns an object with one field, or the violations, one a line.
#[track_caller]
pub(crate) fn written<K, M>(
    field: &'static Field,
    value: &(impl Value<K, M> + ?Sized),
) -> Result<String, String> {
    written_by(|encoder, at| value.put_or_null(encoder, at, field))
}

/// Returns what a function writes, as an object. Checks that validation alone finds the same violations, and that the object
/// is the same wherever the output starts and ends.
#[track_caller]
pub(crate) fn written_by(
    write: impl Fn(&mut Encoder<'_>, usize) -> usize,
) -> Result<String, String> {
    let result = encode(&write, 0);
    for start in [1, 250, 390, 1_000] {
        assert_eq!(encode(&write, start), result);
    }
    let mut out = Vec::new();
    let mut encoder = Encoder::validate_only(&mut out, &MAPPING);
    let start = encoder.start();
    assert_eq!(write(&mut encoder, start), start);
    let violations = encoder.result().map_err(|found| found.to_string());
    assert_eq!(violations.err(), result.as_ref().err().cloned());
    assert_eq!(out, b"");
    result
}

fn encode(
    write: &impl Fn(&mut Encoder<'_>, usize) -> usize,
    start: usize,
) -> Result<String, String> {
    let mut out = alloc::vec![b' '; start];
    let mut encoder = Encoder::new(&mut out, &MAPPING, None);
    let at = encoder.start();
    let at = write(&mut encoder, at);
    encoder
        .finish(at, BodyForm::Object)
        .map_err(|found| found.to_string())?;
    Ok(String::from_utf8(out.split_off(start)).unwrap())
}
