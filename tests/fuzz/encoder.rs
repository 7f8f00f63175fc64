//! Any values of a struct with fields of all kinds. The encoder, the run-time validator and the crate `jsonschema` agree.

use crate::{Counts, Finding};
use arbitrary::{Arbitrary, Unstructured};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use voucher_core::{RavelinEvent, RavelinFields, RavelinOneOf};
use voucher_definition::{Definition, read};

#[derive(Arbitrary, Debug, RavelinEvent)]
#[ravelin(definition = "definitions/everything.json")]
struct Everything {
    code: String,
    name: Option<String>,
    nothing: Option<String>,
    #[allow(clippy::option_option)] // neither sent nor `null`
    maybe: Option<Option<i64>>,
    count: Option<i64>,
    ratio: Option<f64>,
    step: Option<f64>,
    flag: Option<bool>,
    start: Option<String>,
    day: Option<String>,
    guest: Option<String>,
    choice: Option<String>,
    level: Option<i64>,
    tags: Option<Vec<String>>,
    grid: Vec<Vec<Option<f64>>>,
    labels: Option<BTreeMap<String, Option<String>>>,
    numbers: BTreeMap<i16, u64>,
    to: Option<To>,
    any: Option<BTreeSet<u8>>,
    lines: Vec<Line>,
}

#[derive(Arbitrary, Debug, RavelinFields)]
#[ravelin(definition = "definitions/everything.json", object = "lines")]
struct Line {
    sku: String,
    weight: Option<f64>,
    parts: Option<Vec<Line>>,
}

#[derive(Arbitrary, Debug, RavelinOneOf)]
#[ravelin(definition = "definitions/everything.json", field = "to")]
enum To {
    Integer(i64),
    String(String),
}

const FILE: &[u8] = include_bytes!("definitions/everything.json");

static DEFINITION: LazyLock<&'static Definition> =
    LazyLock::new(|| read(FILE).expect("the file is valid").leak());

static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = serde_json::from_slice(FILE).expect("the file is JSON");
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&schema).expect("the file is a JSON Schema")
});

pub(crate) fn run(bytes: &[u8]) -> Result<Counts, Finding> {
    let mut choices = Unstructured::new(bytes);
    let Ok(mut event) = Everything::arbitrary(&mut choices) else {
        return Ok(Counts::default());
    };
    make_valid(&mut event, &mut choices);
    let strict = event.to_json();
    let Ok((prepared, violations)) = event.prepare_reporting() else {
        let is_rejected = strict.is_err() && event.validate().is_err();
        return rejected(is_rejected, "nothing can be sent, but it is accepted");
    };
    let Ok(body) = serde_json::from_str::<Value>(prepared.body()) else {
        return Err(Finding(format!("not JSON: {}", prepared.body())));
    };
    let is_valid = violations.is_none();
    let is_same = match &strict {
        Ok(json) => is_valid && json == prepared.body(),
        Err(error) => Some(error) == violations.as_ref(),
    };
    if !is_same || event.validate().is_ok() != is_valid {
        return Err(Finding(format!("{strict:?}, but {violations:?}")));
    }
    // Values without a JSON form are not in the body.
    let checked = DEFINITION.check(&body).is_ok();
    if is_valid && !checked || checked != VALIDATOR.is_valid(&body) {
        return Err(Finding(format!(
            "{violations:?}, but the check says {checked}: {body}"
        )));
    }
    if !is_valid && checked && has_json_form(&event) {
        return Err(Finding(format!("{violations:?}, but valid: {body}")));
    }
    Ok(Counts {
        accepted: usize::from(is_valid),
        rejected: usize::from(!is_valid),
    })
}

fn rejected(is_rejected: bool, otherwise: &str) -> Result<Counts, Finding> {
    if !is_rejected {
        return Err(Finding(otherwise.into()));
    }
    Ok(Counts {
        accepted: 0,
        rejected: 1,
    })
}

/// Makes most strings valid, which random ones never are.
fn make_valid(event: &mut Everything, choices: &mut Unstructured<'_>) {
    let mut keep = || choices.ratio(1, 4).unwrap_or(false);
    if !keep() {
        event.code = "AB-1".into();
    }
    let strings = [
        (&mut event.start, "2026-11-28T10:00:00Z"),
        (&mut event.day, "2026-02-28"),
        (&mut event.guest, "67e55044-10b1-426f-9247-bb680e5fe0c8"),
        (&mut event.choice, "STAFF"),
        (&mut event.name, "Ann"),
    ];
    for (string, valid) in strings {
        if string.is_some() && !keep() {
            *string = Some(valid.into());
        }
    }
    let numbers = [(&mut event.count, 95), (&mut event.level, 4)];
    for (number, valid) in numbers {
        if number.is_some() && !keep() {
            *number = Some(valid);
        }
    }
    for number in [&mut event.ratio, &mut event.step] {
        if number.is_some() && !keep() {
            *number = Some(0.25);
        }
    }
}

/// Returns whether each value can be written: JSON has no infinite numbers, and integers of the API are at most `i64::MAX`.
fn has_json_form(event: &Everything) -> bool {
    fn lines(all: &[Line]) -> bool {
        all.iter().all(|line| {
            line.weight.is_none_or(f64::is_finite) && line.parts.as_deref().is_none_or(lines)
        })
    }
    let numbers = [event.ratio, event.step];
    let mut numbers = numbers
        .iter()
        .chain(event.grid.iter().flatten())
        .copied()
        .flatten();
    let mut integers = event.numbers.values();
    numbers.all(f64::is_finite)
        && integers.all(|integer| i64::try_from(*integer).is_ok())
        && lines(&event.lines)
}
