//! Finds where in the text of a body values are.

use super::exact::Problem;
use super::finding::{Finding, Place};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fmt;

/// What of a value is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// The value.
    Value,
    /// The name of the member that has the value.
    Name,
    /// The object that contains the member, or should.
    Object,
}

/// The offsets of the last value at a JSON Pointer, and of its name if it is a member.
#[derive(Clone, Copy)]
struct Found {
    value: usize,
    name: usize,
}

/// The segments of the JSON Pointers to find.
#[derive(Default)]
struct Wanted {
    next: BTreeMap<String, Wanted>,
    found: Option<Found>,
}

impl Wanted {
    fn add(&mut self, pointer: &str) {
        let mut wanted = self;
        for segment in segments(pointer) {
            wanted = wanted.next.entry(segment).or_default();
        }
    }

    /// Returns where a value is, or else the nearest one around it.
    fn find(&self, pointer: &str) -> Option<Found> {
        let (mut wanted, mut found) = (self, self.found);
        for segment in segments(pointer) {
            wanted = wanted.next.get(&segment)?;
            found = wanted.found.or(found);
        }
        found
    }
}

/// Returns the names and indexes in a JSON Pointer.
pub(super) fn segments(pointer: &str) -> impl Iterator<Item = String> {
    let segments = pointer.split('/').skip(1);
    segments.map(|segment| segment.replace("~1", "/").replace("~0", "~"))
}

/// Returns a finding for each problem, in the order of the text.
pub(super) fn locate(problems: Vec<Problem>, text: &str, value: &Value) -> Vec<Finding> {
    let mut wanted = Wanted::default();
    for problem in &problems {
        wanted.add(&problem.pointer);
    }
    let start = text.as_ptr().addr();
    if let Ok(raw) = serde_json::from_str::<&RawValue>(text) {
        let at = raw.get().as_ptr().addr();
        Search { start, value }.visit(&mut wanted, raw, at);
    }
    let mut located: Vec<_> = problems
        .into_iter()
        .map(|problem| (offset(&wanted, &problem), problem))
        .collect();
    located.sort_by_key(|(offset, _)| *offset);
    let (mut place, mut passed) = (Place::START, 0);
    let findings = located.into_iter().map(|(offset, problem)| {
        place.advance(text.as_bytes().get(passed..offset).unwrap_or_default());
        passed = offset;
        Finding {
            pointer: problem.shown.unwrap_or(problem.pointer),
            expected: problem.expected,
            nearest: problem.nearest,
            ..place.finding(problem.rule, problem.message)
        }
    });
    findings.collect()
}

fn offset(wanted: &Wanted, problem: &Problem) -> usize {
    let pointer = &*problem.pointer;
    let found = match (problem.spot, pointer.rsplit_once('/')) {
        // The pointer is that of the member, or of the object if one of several members is missing.
        (Spot::Object, Some((object, _))) if !wanted.is_present(pointer) => wanted.find(object),
        (Spot::Object | Spot::Value | Spot::Name, _) => wanted.find(pointer),
    };
    found.map_or(0, |found| match problem.spot {
        Spot::Name => found.name,
        Spot::Value | Spot::Object => found.value,
    })
}

impl Wanted {
    fn is_present(&self, pointer: &str) -> bool {
        let mut wanted = Some(self);
        for segment in segments(pointer) {
            wanted = wanted.and_then(|wanted| wanted.next.get(&segment));
        }
        wanted.is_some_and(|wanted| wanted.found.is_some())
    }
}

/// Looks for values in a part of the text.
struct Search<'v> {
    /// The address of the text.
    start: usize,
    /// The same part, parsed. It has the order of the members that an index in a pointer refers to.
    value: &'v Value,
}

impl Search<'_> {
    fn visit(&self, wanted: &mut Wanted, raw: &RawValue, name: usize) {
        let value = raw.get().as_ptr().addr() - self.start;
        let name = name - self.start;
        wanted.found = Some(Found { value, name });
        if wanted.next.is_empty() {
            return;
        }
        let mut deserializer = serde_json::Deserializer::from_str(raw.get());
        let inside = Inside {
            search: self,
            wanted,
        };
        // The text was parsed before, so this cannot fail.
        let _ = deserializer.deserialize_any(inside);
    }
}

/// Looks for the elements or the members of a value.
struct Inside<'s, 'w> {
    search: &'s Search<'s>,
    wanted: &'w mut Wanted,
}

impl<'de> Visitor<'de> for Inside<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let mut index = 0;
        while let Some(raw) = elements.next_element::<&RawValue>()? {
            let value = self.search.value.get(index);
            let wanted = self.wanted.next.get_mut(&index.to_string());
            if let (Some(value), Some(wanted)) = (value, wanted) {
                let start = self.search.start;
                Search { start, value }.visit(wanted, raw, raw.get().as_ptr().addr());
            }
            index += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Search { start, value } = *self.search;
        let parsed = value.as_object();
        // A member of a sensitive map has its position as its name.
        let mut positions: BTreeMap<&str, String> = BTreeMap::new();
        let names = parsed
            .into_iter()
            .flat_map(|parsed| parsed.keys())
            .enumerate();
        for (index, name) in names {
            let index = index.to_string();
            if self.wanted.next.contains_key(&index) {
                positions.insert(name, index);
            }
        }
        while let Some((raw_name, raw)) = members.next_entry::<&RawValue, &RawValue>()? {
            let Ok(name) = String::deserialize(raw_name) else {
                continue;
            };
            let position = positions.get(&*name);
            let next = &mut self.wanted.next;
            let key = if next.contains_key(&name) {
                Some(&name)
            } else {
                position
            };
            let wanted = key.and_then(|key| next.get_mut(key));
            let value = parsed.and_then(|parsed| parsed.get(&name));
            if let (Some(value), Some(wanted)) = (value, wanted) {
                Search { start, value }.visit(wanted, raw, raw_name.get().as_ptr().addr());
            }
        }
        Ok(())
    }
}
