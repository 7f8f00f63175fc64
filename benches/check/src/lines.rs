//! Generates valid bodies of a definition, as lines of NDJSON.

use serde_json::Value;
use voucher_definition::{Array, Definition, Field, Kind, Object};

/// A generator of pseudorandom numbers (`SplitMix64`), so that every run has the same lines.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    fn below(&mut self, count: u64) -> u64 {
        self.next() % count.max(1)
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let at = self.below(of.len() as u64);
        let found = usize::try_from(at).ok().and_then(|at| of.get(at));
        found.copied().unwrap_or_default()
    }
}

const WORDS: [&str; 12] = [
    "Ada",
    "Lovelace",
    "Müller",
    "spring-2026",
    "12 High Street",
    "London",
    "blue shirt, size \"M\"",
    "visa",
    "ada@example.com",
    "+441632960001",
    "SW1A 1AA",
    "Zürich",
];
const CURRENCIES: [&str; 5] = ["GBP", "EUR", "USD", "JPY", "KWD"];

/// Returns lines with at least this many bytes. Each object has its members in the order of the definition.
pub(crate) fn lines(definition: &Definition, bytes: usize) -> Vec<String> {
    let mut random = Random(7);
    let (mut lines, mut length) = (Vec::new(), 0);
    while length < bytes {
        let line = object(definition.object(), &mut random);
        length += line.len() + 1;
        lines.push(line);
    }
    lines
}

/// Generates an object with its required fields and two thirds of the others.
fn object(object: &Object, random: &mut Random) -> String {
    let (mut names, mut members): (Vec<&str>, _) = (Vec::new(), Vec::new());
    for field in object.fields {
        let is_excluded = names.iter().any(|name| object.excludes(name, field.name));
        if !is_excluded
            && (field.is_required() || random.below(3) > 0)
            && let Some(value) = value(field, random)
        {
            names.push(field.name);
            members.push(format!("\"{}\":{value}", field.name));
        }
    }
    format!("{{{}}}", members.join(","))
}

/// Generates a value; `None` if its rules are not simple.
fn value(field: &Field, random: &mut Random) -> Option<String> {
    let value = match field.kind {
        Kind::Text if field.pattern.is_some() => {
            Value::from(format!("code-{}", random.below(1000)))
        }
        Kind::Text => random.one(&WORDS).into(),
        Kind::Identifier => format!("id-{:016x}", random.next()).into(),
        Kind::Currency => random.one(&CURRENCIES).into(),
        Kind::Integer | Kind::Amount => {
            let wanted = i64::try_from(random.below(100_000)).ok()?;
            wanted.clamp(field.min, field.max).into()
        }
        Kind::Time => (1_700_000_000_000 + random.below(100_000_000_000)).into(),
        Kind::Enum => random.one(field.values).into(),
        Kind::Bool => (random.below(2) == 0).into(),
        Kind::Number => {
            let hundredths = u32::try_from(random.below(18_000)).ok()?;
            (f64::from(hundredths) / 100.0).into()
        }
        Kind::DateTime => "2026-11-28T10:00:00Z".into(),
        Kind::Date => "2026-11-28".into(),
        Kind::Uuid => "67e55044-10b1-426f-9247-bb680e5fe0c8".into(),
        Kind::Any => Value::Null,
        Kind::Custom => return Some(custom(random)),
        Kind::Object(of) => return Some(object(of, random)),
        Kind::Array(of) => return Some(array(of, random)),
        Kind::Map(_) | Kind::OneOf(_) | Kind::Ancestor(_) => return None,
    };
    field.check(&value).is_ok().then(|| value.to_string())
}

fn array(array: &Array, random: &mut Random) -> String {
    let count = random.below(4).max(array.min.into());
    let elements: Vec<_> = (0..count)
        .filter_map(|_| value(array.element, random))
        .collect();
    format!("[{}]", elements.join(","))
}

fn custom(random: &mut Random) -> String {
    let names = ["campaign", "segment", "score", "isFirst", "store"];
    let members = names.into_iter().filter_map(|name| {
        let value: Value = match random.below(4) {
            0 => random.one(&WORDS).into(),
            1 => random.below(1000).into(),
            2 => true.into(),
            _ => return None,
        };
        Some(format!("\"{name}\":{value}"))
    });
    let members: Vec<_> = members.collect();
    format!("{{{}}}", members.join(","))
}
