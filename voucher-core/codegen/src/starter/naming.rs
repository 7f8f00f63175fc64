//! Names the types of a starter after their places, and the variants of an enum after their values.

use super::name::{Punctuation, camel, is_type_name, joined, spelled_camel, words};
use super::place::Place;
use super::plan::{Content, EnumPlan, TypePlan};
use std::collections::BTreeSet;

/// Names that the generated code uses itself.
const USED: [&str; 21] = [
    "BTreeMap",
    "Box",
    "Clone",
    "Copy",
    "Currency",
    "Debug",
    "Eq",
    "Err",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "RavelinEnum",
    "RavelinEvent",
    "RavelinFields",
    "RavelinOneOf",
    "Result",
    "Some",
    "String",
    "Timestamp",
    "Vec",
];

/// Names of alternatives, elements and bodies that say nothing about what they contain.
const WEAK: [&str; 8] = [
    "array", "body", "boolean", "element", "integer", "number", "object", "string",
];

/// Returns the name of each type. It is the last name of its path, after as many names before it as it takes to be unique.
pub(super) fn type_names(types: &[TypePlan], event: &str) -> Vec<String> {
    let mut used: BTreeSet<String> = USED.into_iter().map(String::from).collect();
    used.insert(event.into());
    let mut names = Vec::new();
    for planned in types {
        let candidates = candidates(planned, event);
        let is_free = |name: &&String| is_type_name(name) && !used.contains(*name);
        let name = candidates.iter().find(is_free).cloned();
        let name = name.unwrap_or_else(|| numbered(event, &used));
        used.insert(name.clone());
        names.push(name);
    }
    names
}

/// Returns names for a type, the best first.
fn candidates(planned: &TypePlan, event: &str) -> Vec<String> {
    let mut candidates: Vec<String> = common_name(&planned.places).into_iter().collect();
    let first = planned.places.first();
    let names = first.map_or(&[][..], |place| place.names.as_slice());
    let last = names.last().map_or("", String::as_str);
    let is_weak = WEAK.contains(&last) || last.bytes().all(|byte| byte.is_ascii_digit());
    let paths: Vec<String> = (0..names.len())
        .rev()
        .map(|start| path_name(names.get(start..).unwrap_or_default()))
        .collect();
    candidates.extend(paths.iter().skip(usize::from(is_weak)).cloned());
    let path = path_name(names);
    candidates.push(format!("{event}{path}"));
    let noun = match planned.content {
        Content::Enum(_) => "Value",
        Content::Union(_) => "Alternative",
        Content::Object(_) | Content::Pending => "Object",
    };
    candidates.push(format!("{event}{path}{noun}"));
    let spelled = names.iter().map(|name| spelled_camel(name));
    let spelled: String = spelled.collect();
    candidates.push(format!("{event}{spelled}"));
    candidates
}

/// Returns the name for a path: `OrderItems` for `order.items`.
fn path_name(names: &[String]) -> String {
    let words: Vec<String> = names
        .iter()
        .flat_map(|name| words(name, Punctuation::Separates))
        .collect();
    joined(&words)
}

/// Returns the last words that all places of a type have in common: `Address` of `billingAddress` and `shippingAddress`.
fn common_name(places: &[Place]) -> Option<String> {
    let mut words_of = places.iter().map(|place| {
        let last = place.names.last().map_or("", String::as_str);
        words(last, Punctuation::Separates)
    });
    let first = words_of.next()?;
    let mut common = first.len();
    for other in words_of {
        let both = first.iter().rev().zip(other.iter().rev());
        common = common.min(both.take_while(|(one, other)| one == other).count());
    }
    if common == 0 {
        return either(places);
    }
    let is_part = places.len() > 1 && common < first.len();
    let words = first.get(first.len() - common..)?;
    let is_weak = matches!(words, [only] if WEAK.contains(&only.as_str()));
    (is_part && !is_weak).then(|| joined(words))
}

/// Returns a name for a type that is used in two places of different names: `FromOrTo`.
fn either(places: &[Place]) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for place in places {
        let name = place.names.last().map_or("", String::as_str);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.as_slice() {
        [one, other] => Some(format!("{}Or{}", camel(one), camel(other))),
        _ => None,
    }
}

/// Returns a name with a number, for a type whose path has no letters.
fn numbered(event: &str, used: &BTreeSet<String>) -> String {
    let mut names = (2..).map(|number| format!("{event}{number}"));
    let name = names.find(|name| !used.contains(name));
    name.unwrap_or_default()
}

/// Returns the name of the event: that of the definition in upper camel case, without the parameters of the path.
pub(super) fn event_name(definition: &str) -> String {
    let segments = definition.split('/');
    let fixed = segments.filter(|segment| !segment.starts_with([':', '{']));
    let name: Vec<&str> = fixed.collect();
    let candidates = [camel(&name.join("/")), camel(definition)];
    let is_usable = |name: &String| is_type_name(name) && !USED.contains(&name.as_str());
    let found = candidates.iter().find(|name| is_usable(name));
    found.cloned().unwrap_or_else(|| {
        let prefixed = format!("Event{}", camel(&name.join("/")));
        if is_usable(&prefixed) {
            prefixed
        } else {
            "Event".into()
        }
    })
}

/// Returns the name of the variant of each listed value.
pub(super) fn value_names(values: &EnumPlan) -> Vec<String> {
    let names = values.values.iter().map(|value| value.value.as_str());
    variant_names(names)
}

/// Returns a name for each value or alternative.
pub(super) fn variant_names<'n>(values: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut used = BTreeSet::new();
    let mut names = Vec::new();
    for value in values {
        let base = camel(value);
        let candidates = variant_candidates(value, &base);
        let numbered = (2..).map(|number| format!("Value{base}{number}"));
        let mut candidates = candidates.into_iter().chain(numbered);
        let is_free = |name: &String| is_type_name(name) && !used.contains(name);
        let name = candidates.find(is_free).unwrap_or_default();
        used.insert(name.clone());
        names.push(name);
    }
    names
}

/// Returns names for the variant of a value, the best first.
fn variant_candidates(value: &str, base: &str) -> Vec<String> {
    if value.is_empty() {
        return vec!["Empty".into()];
    }
    let is_number = |name: &str| name.starts_with(|first: char| first.is_ascii_digit());
    if value.starts_with('-') && is_number(base) {
        return vec![format!("Minus{base}")];
    }
    let spelled = spelled_camel(value);
    let case = if value.chars().any(char::is_lowercase) {
        "Lower"
    } else {
        "Upper"
    };
    let with_case = format!("{base}{case}");
    let (value_base, value_spelled) = (format!("Value{base}"), format!("Value{spelled}"));
    if is_number(base) || base == "Self" {
        return vec![value_base, value_spelled];
    }
    vec![base.into(), spelled, with_case, value_spelled, value_base]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_variants_are_different_and_say_what_they_are() {
        for (values, expected) in [
            (
                &["REFERRAL", "auth_capture"][..],
                &["Referral", "AuthCapture"][..],
            ),
            (&["asc", "ASC", "Asc"], &["Asc", "AscUpper", "AscLower"]),
            (&["1", "-1", "10"], &["Value1", "Minus1", "Value10"]),
            (
                &["<", "<=", "", "Self"],
                &["Less", "LessEqual", "Empty", "ValueSelf"],
            ),
            (&["a-b", "a+b", "3ds"], &["AB", "APlusB", "Value3ds"]),
        ] {
            assert_eq!(variant_names(values.iter().copied()), expected);
        }
    }

    #[test]
    fn an_event_is_named_after_its_definition() {
        for (name, expected) in [
            ("voucher/check", "VoucherCheck"),
            ("supplier/:id/labels", "SupplierLabels"),
            ("v3/login", "V3Login"),
            (":id", "Id"),
            ("option", "EventOption"),
            ("3ds", "Event3ds"),
            ("$", "Event"),
        ] {
            assert_eq!(event_name(name), expected);
        }
    }
}
