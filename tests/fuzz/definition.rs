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
            // Without a body, every value is accepted. An implied type is not in the schema.
            let is_plain = definition.body.is_some_and(is_plain) && read_entry(file).is_ok();
            agree(
                file,
                choices,
                is_plain,
                |choices| match definition.body {
                    Some(body) => value(body, &mut Levels::default(), choices),
                    None => odd(choices),
                },
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
                |choices| value(field, &mut Levels::default(), choices),
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
    let is_plain = is_plain && is_standard(&document);
    let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012);
    let validator = match options.should_validate_formats(true).build(&document) {
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
        Kind::Object(object) => {
            object.exclusive.is_empty() && object.fields.iter().all(|field| is_plain(field))
        }
        Kind::Array(array) => is_plain(array.element),
        Kind::Map(map) => is_plain(map.key) && is_plain(map.value),
        Kind::OneOf(one_of) => {
            let mut alternatives = one_of.alternatives.iter();
            alternatives.all(|alternative| is_plain(alternative.value))
        }
        _ => true,
    }
}

/// Returns whether the same keywords have a meaning for both validators.
fn is_standard(schema: &Value) -> bool {
    match schema {
        Value::Array(elements) => elements.iter().all(is_standard),
        Value::Object(members) => members.iter().all(|(name, value)| match (&**name, value) {
            ("nullable" | "discriminator", _) => false,
            ("format", Value::String(format)) => {
                matches!(&**format, "date" | "date-time" | "uuid")
            }
            _ => is_standard(value),
        }),
        _ => true,
    }
}

/// What is around a value while it is generated.
#[derive(Default)]
struct Levels {
    /// The fields around it, for those that refer to one of them.
    fields: Vec<&'static Field>,
    /// The number of recursive references that lead to it.
    references: usize,
    /// The number of values so far, counting every copy.
    values: usize,
}

impl Levels {
    /// Returns what is around a value that has the definition of an ancestor.
    fn of_ancestor(&self, at: usize) -> Self {
        Self {
            fields: self.fields.iter().copied().take(at).collect(),
            references: self.references + 1,
            values: self.values,
        }
    }

    fn is_full(&self) -> bool {
        self.fields.len() + self.references > MAX_LEVELS || self.values > MAX_GENERATED
    }
}

/// Generated values are not nested deeper.
const MAX_LEVELS: usize = 12;
/// The maximum size of a generated value. Elements are copied, so each level of nested arrays would multiply it.
const MAX_GENERATED: usize = 4_096;

/// Returns the number of values in a value, including itself.
fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(elements) => elements.iter().map(size).sum(),
        Value::Object(members) => members.values().map(size).sum(),
        _ => 0,
    }
}

fn object(object: &Object, levels: &mut Levels, choices: &mut Unstructured<'_>) -> Chosen<Value> {
    let mut members = Map::new();
    for field in object.fields {
        if choices.ratio(3, 4)? {
            members.insert(field.name.into(), value(field, levels, choices)?);
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

fn array(array: &Array, levels: &mut Levels, choices: &mut Unstructured<'_>) -> Chosen<Value> {
    let mut elements: Vec<Value> = Vec::new();
    for _ in 0..choices.int_in_range(0..=4)? {
        let element = match elements.last() {
            Some(last) if choices.ratio(1, 4)? => {
                levels.values += size(last);
                if levels.is_full() {
                    break;
                }
                last.clone()
            }
            _ => value(array.element, levels, choices)?,
        };
        elements.push(element);
    }
    Ok(elements.into())
}

fn map(
    map: &voucher_definition::Map,
    levels: &mut Levels,
    choices: &mut Unstructured<'_>,
) -> Chosen<Value> {
    let mut members = Map::new();
    for _ in 0..choices.int_in_range(0..=4)? {
        let key = match value(map.key, levels, choices)? {
            Value::String(key) => key,
            _ => string(choices)?,
        };
        members.insert(key, value(map.value, levels, choices)?);
    }
    Ok(members.into())
}

fn value(
    field: &'static Field,
    levels: &mut Levels,
    choices: &mut Unstructured<'_>,
) -> Chosen<Value> {
    levels.values += 1;
    if choices.ratio(1, 8)? || levels.is_full() {
        return odd(choices);
    }
    if field.nullable && choices.ratio(1, 4)? {
        return Ok(Value::Null);
    }
    Ok(match field.kind {
        Kind::Text | Kind::Identifier | Kind::Currency => string(choices)?.into(),
        Kind::DateTime | Kind::Date | Kind::Uuid => formatted(choices)?.into(),
        // There are none if only `null` is valid.
        Kind::Enum if field.values.is_empty() => odd(choices)?,
        Kind::Enum => choices.choose(field.values)?.to_string().into(),
        Kind::Bool => choices.arbitrary::<bool>()?.into(),
        Kind::Integer if !field.integers.is_empty() => (*choices.choose(field.integers)?).into(),
        Kind::Integer | Kind::Amount | Kind::Time => integer(field, choices)?.into(),
        Kind::Number => number(field, choices)?.into(),
        Kind::Custom => Map::new().into(),
        Kind::Any => odd(choices)?,
        Kind::Array(of) => array(of, levels, choices)?,
        Kind::Map(of) => map(of, levels, choices)?,
        Kind::Object(of) => {
            levels.fields.push(field);
            let value = object(of, levels, choices);
            levels.fields.pop();
            value?
        }
        Kind::OneOf(of) => {
            levels.fields.push(field);
            let one = choices.choose(of.alternatives)?;
            let value = value(one.value, levels, choices);
            levels.fields.pop();
            value?
        }
        Kind::Ancestor(distance) => {
            let at = levels.fields.len().checked_sub(distance as usize + 1);
            let Some(at) = at else {
                return odd(choices);
            };
            // What is around the ancestor is around the value.
            let mut around = levels.of_ancestor(at);
            let value = value(levels.fields[at], &mut around, choices);
            levels.values = around.values;
            value?
        }
    })
}

fn formatted(choices: &mut Unstructured<'_>) -> Chosen<String> {
    let text = choices.choose(&[
        "2026-11-28T10:00:00Z",
        "2026-11-28T10:00:00.5+01:00",
        "2026-11-28",
        "2026-02-29",
        "67e55044-10b1-426f-9247-bb680e5fe0c8",
        "67e5504410b1426f9247bb680e5fe0c8",
    ])?;
    Ok((*text).into())
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
