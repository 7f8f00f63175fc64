//! The type, the status and the rules of a field in words.
//!
//! These functions are `#[inline]`, so that only the programs that call them contain them.

use crate::model::{Contents, Evidence, Field, Kind, Selector, Status};
use crate::pattern::Pattern;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Returns the type of a field: `array of identifiers`.
#[must_use]
#[inline]
pub fn type_of(field: &Field) -> String {
    match field.kind.contents() {
        Contents::None => match field.kind {
            Kind::Custom => "free object".into(),
            Kind::Any => "any value".into(),
            kind => kind.keyword().into(),
        },
        Contents::Fields(_) => "object".into(),
        Contents::Elements(array) => format!("array of {}", type_of(array.element)),
        Contents::Values(map) => format!("map to {}", type_of(map.value)),
        Contents::Alternatives(one_of) => one_of.noun.into(),
        Contents::Ancestor(_) => "the object around it".into(),
    }
}

/// Returns a status with its evidence: `required (inferred)`.
#[must_use]
#[inline]
pub fn status(field: &Field) -> String {
    let status = match field.status {
        Status::Required => "required",
        Status::Important => "important",
        Status::Optional => "optional",
        Status::Unknown => "unknown",
    };
    match field.evidence {
        Evidence::Documented => status.into(),
        Evidence::Inferred => format!("{status} (inferred)"),
        Evidence::Client => format!("{status} (client)"),
    }
}

/// Returns the rules of a field, such as `at least 1 character`.
#[must_use]
#[inline]
pub fn rules(field: &Field) -> Vec<String> {
    let mut rules = Vec::new();
    add_scalar_rules(field, &mut rules);
    add_rules_of_contents(field, &mut rules);
    if field.nullable {
        rules.push("or `null`".into());
    }
    for (is_set, rule) in [
        (field.sensitive, "sensitive"),
        (field.deprecated, "deprecated"),
        (field.read_only, "set by the API"),
    ] {
        if is_set {
            rules.push(rule.into());
        }
    }
    rules
}

/// Adds the rules of what a value contains.
#[inline]
fn add_rules_of_contents(field: &Field, rules: &mut Vec<String>) {
    match field.kind.contents() {
        Contents::None | Contents::Ancestor(_) => {}
        Contents::Fields(object) => {
            let quoted = |group: &[&str]| {
                let names = group.iter().map(|name| format!("`{name}`"));
                names.collect::<Vec<_>>().join(", ")
            };
            for group in object.exactly_one {
                rules.push(format!("exactly one of {}", quoted(group)));
            }
            let others = object.exclusive.iter();
            for group in others.filter(|group| !object.exactly_one.contains(group)) {
                rules.push(format!("at most one of {}", quoted(group)));
            }
            rules.extend(range(object.min_members, object.max_members, "members"));
            if object.is_closed {
                rules.push("no other members".into());
            }
        }
        Contents::Elements(array) => {
            rules.extend(range(array.min, array.max, "elements"));
            if array.unique {
                rules.push("all different".into());
            }
            let inner = rules_of_inner(array.element);
            rules.extend(inner.map(|inner| format!("each: {inner}")));
        }
        Contents::Values(map) => {
            rules.extend(range(map.min, map.max, "members"));
            let key = rules_of_inner(map.key);
            rules.extend(key.map(|key| format!("each key: {key}")));
            let value = rules_of_inner(map.value);
            rules.extend(value.map(|value| format!("each value: {value}")));
        }
        Contents::Alternatives(one_of) => match one_of.selector {
            Selector::Tag(tag) => rules.push(format!("`{tag}` selects the alternative")),
            Selector::Any => rules.push("any alternative may be valid".into()),
            Selector::One => rules.push("exactly one alternative is valid".into()),
            Selector::Type => {}
        },
    }
}

#[inline]
fn rules_of_inner(field: &Field) -> Option<String> {
    let mut rules = rules(field);
    // It follows from the array or map.
    rules.retain(|rule| rule != "sensitive");
    (!rules.is_empty()).then(|| rules.join(", "))
}

#[inline]
fn add_scalar_rules(field: &Field, rules: &mut Vec<String>) {
    let is_string = matches!(
        field.kind,
        Kind::Text | Kind::Identifier | Kind::DateTime | Kind::Date | Kind::Uuid
    );
    if is_string {
        rules.extend(range(field.min_length, field.max_length, "characters"));
    }
    if let Some(pattern) = field.pattern.filter(|_| field.kind != Kind::Enum) {
        rules.push(format!("`{}`", Pattern::source(pattern)));
    }
    let integers = field.integers.iter().map(ToString::to_string);
    let values = field.values.iter().map(ToString::to_string);
    let listed: Vec<_> = values
        .chain(integers)
        .map(|value| format!("`{value}`"))
        .collect();
    if let [only] = &listed[..] {
        rules.push(format!("only {only}"));
    } else if !listed.is_empty() {
        rules.push(format!("one of {}", listed.join(", ")));
    }
    if matches!(field.kind, Kind::Integer | Kind::Amount) {
        match (field.min, field.max) {
            (i64::MIN, i64::MAX) => {}
            (min, max) if min == max => rules.push(format!("only {min}")),
            (min, i64::MAX) => rules.push(format!("at least {min}")),
            (i64::MIN, max) => rules.push(format!("at most {max}")),
            (min, max) => rules.push(format!("{min} to {max}")),
        }
        if field.multiple_of != 1 {
            rules.push(format!("a multiple of {}", field.multiple_of));
        }
    }
    let bounds = field.bounds;
    for (words, limit) in [
        ("at least", bounds.min),
        ("at most", bounds.max),
        ("more than", bounds.above),
        ("less than", bounds.below),
        ("a multiple of", bounds.multiple_of),
    ] {
        rules.extend(limit.map(|limit| format!("{words} {}", limit.text)));
    }
}

#[inline]
fn range(min: u32, max: u32, of: &str) -> Option<String> {
    let one = of.strip_suffix('s').unwrap_or(of);
    let of = |count| if count == 1 { one } else { of };
    Some(match (min, max) {
        (0, u32::MAX) => return None,
        (min, u32::MAX) => format!("at least {min} {}", of(min)),
        (0, max) => format!("at most {max} {}", of(max)),
        (min, max) if min == max => format!("{min} {}", of(min)),
        (min, max) => format!("{min} to {max} {}", of(max)),
    })
}
