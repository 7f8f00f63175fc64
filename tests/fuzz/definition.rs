//! Any bytes as a definition file. An accepted file is a JSON Schema, and the run-time validator agrees with `jsonschema`.

use crate::{Counts, Finding};
use arbitrary::{Result as Chosen, Unstructured};
use serde_json::{Map, Value};
use voucher_definition::{Array, Field, Kind, Mistakes, Object, read, read_entry};

/// The number of values that are validated with each file.
const VALUES: usize = 16;

pub(crate) fn run(bytes: &[u8]) -> Result<Counts, Finding> {
    let end = bytes.iter().position(|byte| *byte == 0);
    let (file, choices) = bytes.split_at(end.unwrap_or(bytes.len()));
    let mut counts = Counts::default();
    match read(file) {
        Ok(model) => {
            counts.accepted += 1;
            let definition = model.leak();
            let body = definition.body;
            let is_plain = is_plain_object(&body);
            agree(
                file,
                choices,
                is_plain,
                |choices| object(&body, choices),
                |value| {
                    drop(definition.unknown(value));
                    definition.check(value).is_ok()
                },
            )?;
        }
        Err(mistakes) => {
            counts.rejected += 1;
            check_mistakes(file, &mistakes)?;
        }
    }
    match read_entry(file) {
        Ok(entry) => {
            let field = entry.leak();
            agree(
                file,
                choices,
                is_plain(field),
                |choices| value(field, choices),
                |value| field.check(value).is_ok(),
            )?;
        }
        Err(mistakes) => check_mistakes(file, &mistakes)?,
    }
    Ok(counts)
}

/// Checks that each mistake points at a location and a keyword in the file.
fn check_mistakes(file: &[u8], mistakes: &Mistakes) -> Result<(), Finding> {
    let document: Option<Value> = serde_json::from_slice(file).ok();
    for mistake in mistakes {
        let lines = file.split(|byte| *byte == b'\n').count();
        let is_there = match &document {
            // `serde_json` does not read deeper, and keeps only one of two duplicate members.
            None => mistake.pointer().is_empty() || mistake.message().contains("deep"),
            Some(document) => document.pointer(mistake.pointer()).is_some(),
        };
        let is_named = mistake.keyword().is_none_or(|keyword| {
            let mut segments = mistake.pointer().split('/').skip(1);
            segments.any(|segment| segment.replace("~1", "/").replace("~0", "~") == keyword)
        });
        if !is_there || !is_named || mistake.line() > lines {
            return Err(Finding(format!("{mistake}: {mistake:?}")));
        }
    }
    Ok(())
}

/// Checks that both validators agree on nearly valid values.
fn agree(
    file: &[u8],
    choices: &[u8],
    is_plain: bool,
    near: impl Fn(&mut Unstructured<'_>) -> Chosen<Value>,
    check: impl Fn(&Value) -> bool,
) -> Result<(), Finding> {
    let document: Value = match serde_json::from_slice(file) {
        Ok(document) => document,
        Err(error) => return Err(Finding(format!("taken, and no JSON: {error}"))),
    };
    if let Err(error) = jsonschema::draft202012::meta::validate(&document) {
        return Err(Finding(format!("accepted, but not a JSON Schema: {error}")));
    }
    let validator = match jsonschema::draft202012::new(&document) {
        Ok(validator) => validator,
        // The validator may interpret the name in its own way.
        Err(_) if document.get("$id").is_some() => return Ok(()),
        Err(error) => {
            return Err(Finding(format!(
                "accepted, but rejected by the validator: {error}"
            )));
        }
    };
    let mut choices = Unstructured::new(choices);
    for _ in 0..VALUES {
        let value = near(&mut choices).unwrap_or_default();
        let checked = check(&value);
        if is_plain && checked != validator.is_valid(&value) {
            return Err(Finding(format!("the check says {checked} of {value}")));
        }
        if choices.is_empty() {
            break;
        }
    }
    Ok(())
}

/// Returns whether JSON Schema expresses all rules of the definition.
fn is_plain(field: &Field) -> bool {
    match field.kind {
        Kind::Identifier | Kind::Currency | Kind::Time => false,
        Kind::Object(object) => is_plain_object(object),
        Kind::Array(array) => is_plain(array.element),
        _ => true,
    }
}

fn is_plain_object(object: &Object) -> bool {
    object.exclusive.is_empty() && object.fields.iter().all(|field| is_plain(field))
}

fn object(object: &Object, choices: &mut Unstructured<'_>) -> Chosen<Value> {
    let mut members = Map::new();
    for field in object.fields {
        if choices.ratio(3, 4)? {
            members.insert(field.name.into(), value(field, choices)?);
        }
    }
    if choices.ratio(1, 4)? {
        members.insert(
            choices.choose(&["other", "", "a/b", "type"])?.to_string(),
            Value::Null,
        );
    }
    Ok(members.into())
}

fn array(array: &Array, choices: &mut Unstructured<'_>) -> Chosen<Value> {
    let entries = choices.int_in_range(0..=4)?;
    (0..entries)
        .map(|_| value(array.element, choices))
        .collect()
}

fn value(field: &Field, choices: &mut Unstructured<'_>) -> Chosen<Value> {
    if choices.ratio(1, 8)? {
        return odd(choices);
    }
    Ok(match field.kind {
        Kind::Text | Kind::Identifier | Kind::Currency => string(choices)?.into(),
        Kind::Enum => choices.choose(field.values)?.to_string().into(),
        Kind::Bool => choices.arbitrary::<bool>()?.into(),
        Kind::Integer | Kind::Amount | Kind::Time => integer(field, choices)?.into(),
        Kind::Number => number(field, choices)?.into(),
        Kind::Object(of) => object(of, choices)?,
        Kind::Array(of) => array(of, choices)?,
        Kind::Custom => Map::new().into(),
    })
}

fn odd(choices: &mut Unstructured<'_>) -> Chosen<Value> {
    let odd = [
        Value::Null,
        true.into(),
        false.into(),
        0.into(),
        1.0.into(),
        0.5.into(),
        "".into(),
        Vec::<Value>::new().into(),
        Map::new().into(),
        vec![Value::Null].into(),
    ];
    choices.choose(&odd).cloned()
}

fn string(choices: &mut Unstructured<'_>) -> Chosen<String> {
    let length = choices.int_in_range(0..=6)?;
    let letters = [
        "a",
        "b",
        "B",
        "1",
        "-",
        "_",
        " ",
        "\n",
        "é",
        "\u{1f600}",
        "/",
        "\0",
    ];
    (0..length)
        .map(|_| choices.choose(&letters).copied())
        .collect()
}

fn integer(field: &Field, choices: &mut Unstructured<'_>) -> Chosen<i64> {
    let near = choices.int_in_range(-2..=2_i64)?;
    let from = *choices.choose(&[field.min, field.max, 0, field.multiple_of, 1 << 53])?;
    Ok(from.saturating_add(near))
}

fn number(field: &Field, choices: &mut Unstructured<'_>) -> Chosen<f64> {
    let bounds = field.bounds;
    let limits = [
        bounds.min,
        bounds.max,
        bounds.above,
        bounds.below,
        bounds.multiple_of,
    ];
    let from = choices.choose(&limits)?.map_or(0.0, |limit| limit.number);
    let number = match choices.int_in_range(0..=3)? {
        0 => from,
        1 => from * (1.0 + f64::EPSILON),
        2 => from * (1.0 - f64::EPSILON),
        _ => from * f64::from(choices.int_in_range(-9..=9_i8)?),
    };
    Ok(if number.is_finite() { number } else { from })
}
