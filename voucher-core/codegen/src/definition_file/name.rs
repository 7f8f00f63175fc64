//! The names that the reader gives to alternatives.

use std::collections::BTreeSet;
use voucher_definition::{Alternative, Field, JsonType, Kind, OneOf, Selector};

/// Returns the indexes of the alternatives whose names follow only from a reference to a schema in `$defs`.
pub(super) fn names_that_need_a_reference(one_of: &OneOf) -> BTreeSet<usize> {
    let alternatives = one_of.alternatives;
    let names = alternatives.iter().enumerate();
    let names = names.map(|(at, alternative)| default_name(one_of, at, alternative));
    let names: Vec<_> = names.collect();
    let unique = with_unique_names(&names);
    let actual = alternatives.iter().map(|alternative| alternative.name);
    // `defaultMapping` is a reference.
    let default = one_of.has_default().then(|| alternatives.len() - 1);
    if actual.clone().eq(unique.iter().map(String::as_str)) {
        return default.into_iter().collect();
    }
    let pairs = actual.zip(&names).enumerate();
    let other = pairs.filter(|(at, (actual, name))| {
        let alternative = alternatives.get(*at);
        let has_value = alternative.is_some_and(|it| only_value(one_of, it).is_some());
        actual != name && !has_value
    });
    other.map(|(at, _)| at).chain(default).collect()
}

/// Returns the name of an alternative that is not a reference.
fn default_name(one_of: &OneOf, at: usize, alternative: &Alternative) -> String {
    if let Some(value) = only_value(one_of, alternative) {
        return value;
    }
    let is_object = |it: &Alternative| it.value.kind.json_type() == Some(JsonType::Object);
    let objects = one_of
        .alternatives
        .iter()
        .filter(|it| is_object(it))
        .count();
    match alternative.value.kind.json_type() {
        Some(JsonType::Object) if objects > 1 => at.to_string(),
        Some(of) => of.name().into(),
        None => "any".into(),
    }
}

/// Returns the only value of the property that selects an alternative.
fn only_value(one_of: &OneOf, alternative: &Alternative) -> Option<String> {
    let tag = alternative.tag(one_of.selector)?;
    match &tag_values(tag)?[..] {
        [only] => Some(only.clone()),
        _ => None,
    }
}

/// Replaces a name that another alternative has by the first free number from its index, as the reader does.
fn with_unique_names(names: &[String]) -> Vec<String> {
    let mut known: BTreeSet<String> = names.iter().cloned().collect();
    let mut used = BTreeSet::new();
    let names = names.iter().enumerate();
    let names = names.map(|(index, name)| {
        if used.insert(name) {
            return name.clone();
        }
        let mut numbers = (index..).map(|number| number.to_string());
        numbers
            .find(|number| known.insert(number.clone()))
            .unwrap_or_default()
    });
    names.collect()
}

/// Returns the property that selects an alternative, if the reader would choose another one.
pub(super) fn tag_that_needs_a_discriminator(one_of: &OneOf) -> Option<&'static str> {
    let Selector::Tag(tag) = one_of.selector else {
        return None;
    };
    let objects =
        one_of
            .alternatives
            .iter()
            .filter_map(|alternative| match alternative.value.kind {
                Kind::Object(object) => Some(object),
                _ => None,
            });
    let objects: Vec<_> = objects.collect();
    let is_tag = |name: &&str| {
        let mut known = BTreeSet::new();
        objects.iter().all(|object| {
            let values = object.field(name).and_then(tag_values);
            values.is_some_and(|values| values.into_iter().all(|value| known.insert(value)))
        })
    };
    let first = objects.first()?;
    let mut names = first.fields.iter().map(|field| field.name);
    (names.find(is_tag) != Some(tag)).then_some(tag)
}

/// Returns the only values of a required property, as text.
fn tag_values(field: &Field) -> Option<Vec<String>> {
    if !field.is_required() || field.nullable {
        return None;
    }
    let values: Vec<String> = match field.kind {
        Kind::Enum | Kind::Bool => field.values.iter().map(ToString::to_string).collect(),
        Kind::Integer if !field.integers.is_empty() => {
            field.integers.iter().map(ToString::to_string).collect()
        }
        Kind::Integer if field.min == field.max && field.min % field.multiple_of.max(1) == 0 => {
            vec![field.min.to_string()]
        }
        _ => return None,
    };
    (!values.is_empty()).then_some(values)
}
