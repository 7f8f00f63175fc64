//! Compares the strings that two fields accept. Patterns and lengths are state machines, so whether one accepts all strings
//! of others is decided by a search for a string that it rejects.

use super::comparison::Comparison;
use serde_json::Value;
use std::collections::{HashMap, HashSet, VecDeque};
use voucher_definition::pattern::Compiled;
use voucher_definition::{Field, Kind, Pattern};

/// The search ends without a result after this many states.
const MAX_STATES: usize = 100_000;
/// A longer example does not help a reader.
const MAX_EXAMPLE: u32 = 64;
/// The state of a machine that accepts nothing anymore.
const DEAD: u32 = u32::MAX;

/// Compares the strings that two fields accept.
pub(crate) fn accepts_all(old: &Field, new: &Field) -> Comparison {
    if matches!(old.kind, Kind::Enum) {
        return listed(old, |value| new.check_text(value, true).is_ok());
    }
    if matches!(old.kind, Kind::Currency) {
        return currencies(old, new);
    }
    match new.kind {
        Kind::Enum => return Comparison::Rejected(None),
        _ if new.kind.format().is_some() && new.kind != old.kind => {
            return Comparison::Rejected(None);
        }
        Kind::Currency => return Comparison::Rejected(None),
        _ => {}
    }
    patterns(old, new).and(|| lengths(old, new))
}

/// Checks each listed value.
pub(crate) fn listed(old: &Field, mut is_accepted: impl FnMut(&str) -> bool) -> Comparison {
    match old.values.iter().find(|value| !is_accepted(value)) {
        Some(value) => example(value),
        None => Comparison::Accepted,
    }
}

/// Checks whether a field accepts the codes of another one. Not every code of three letters is listed, so only the example
/// of a rejection would be wrong.
fn currencies(old: &Field, new: &Field) -> Comparison {
    if matches!(new.kind, Kind::Currency) {
        return Comparison::Accepted;
    }
    if matches!(new.kind, Kind::Enum) || new.kind.format().is_some() {
        return Comparison::Rejected(None);
    }
    let codes = Field {
        kind: Kind::Text,
        min_length: 3,
        max_length: 3,
        ..*old
    };
    Comparison::of(accepts_all(&codes, new).is_accepted())
}

/// Checks whether the new patterns accept all strings.
pub(crate) fn patterns(old: &Field, new: &Field) -> Comparison {
    let kept = [old.pattern, old.second_pattern];
    let added = [new.pattern, new.second_pattern].into_iter().flatten();
    let mut added = added.filter(|pattern| !kept.contains(&Some(*pattern)));
    match added.next() {
        None => Comparison::Accepted,
        Some(first) => {
            let first = search(old, Machine::of(first));
            first.and(|| {
                added.next().map_or(Comparison::Accepted, |second| {
                    search(old, Machine::of(second))
                })
            })
        }
    }
}

/// Checks whether the new lengths accept all strings.
pub(crate) fn lengths(old: &Field, new: &Field) -> Comparison {
    let (min, max) = (new.min_length, new.max_length);
    if old.min_length >= min && old.max_length <= max {
        return Comparison::Accepted;
    }
    if old.pattern.is_some() || old.second_pattern.is_some() || old.kind.format().is_some() {
        return search(old, Machine::Length { min, max });
    }
    let length = if old.min_length < min {
        old.min_length
    } else {
        max.saturating_add(1)
    };
    if length > MAX_EXAMPLE {
        return Comparison::Rejected(None);
    }
    example(&"a".repeat(usize::try_from(length).unwrap_or_default()))
}

fn example(string: &str) -> Comparison {
    Comparison::Rejected(Some(Value::from(string).to_string()))
}

/// A state machine that reads a string byte by byte.
#[derive(Clone, Copy)]
enum Machine {
    Table(&'static Compiled<'static>),
    Currency,
    EventType,
    Domain,
    Length { min: u32, max: u32 },
}

impl Machine {
    fn of(pattern: Pattern) -> Self {
        match pattern {
            Pattern::Compiled(table) => Self::Table(table),
            Pattern::Currency => Self::Currency,
            Pattern::EventType => Self::EventType,
            Pattern::Domain => Self::Domain,
        }
    }

    fn start(self) -> u32 {
        match self {
            Self::Table(table) => table.start.into(),
            Self::Currency | Self::EventType | Self::Domain | Self::Length { .. } => 0,
        }
    }

    fn step(self, state: u32, byte: u8) -> u32 {
        if state == DEAD {
            return DEAD;
        }
        match self {
            Self::Table(table) => step(table, state, byte),
            Self::Currency if state < 3 && byte.is_ascii_alphabetic() => state + 1,
            Self::EventType if byte.is_ascii_alphanumeric() => 1,
            Self::EventType if state == 1 && matches!(byte, b'-' | b'_') => 1,
            Self::Domain if matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-') => 1,
            Self::Currency | Self::EventType | Self::Domain => DEAD,
            Self::Length { .. } if byte & 0xc0 == 0x80 => state,
            Self::Length { max, .. } if state == max => DEAD,
            // Longer strings are all alike without a maximum.
            Self::Length { min, max: u32::MAX } if state == min => state,
            Self::Length { .. } => state + 1,
        }
    }

    fn accepts(self, state: u32) -> bool {
        match self {
            _ if state == DEAD => false,
            Self::Table(table) => state >= table.accepting.into(),
            Self::Currency => state == 3,
            Self::EventType | Self::Domain => state == 1,
            Self::Length { min, .. } => state >= min,
        }
    }

    /// Distinguishes bytes that the machine may treat differently.
    fn class(self, byte: u8) -> u8 {
        match self {
            Self::Table(table) => table
                .classes
                .get(usize::from(byte))
                .copied()
                .unwrap_or_default(),
            Self::Currency => byte.is_ascii_alphabetic().into(),
            Self::EventType => match byte {
                b'-' | b'_' => 2,
                _ => byte.is_ascii_alphanumeric().into(),
            },
            Self::Domain => matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-').into(),
            Self::Length { .. } => 0,
        }
    }
}

/// Returns the next state of a table. Its first state accepts nothing anymore.
fn step(table: &Compiled<'_>, state: u32, byte: u8) -> u32 {
    let class = table.classes.get(usize::from(byte)).copied();
    let index = class.and_then(|class| usize::try_from(state).ok()?.checked_add(class.into()));
    let next = index
        .and_then(|index| table.transitions.get(index))
        .copied();
    match next {
        None | Some(0) => DEAD,
        Some(next) => next.into(),
    }
}

/// The bytes that may follow in UTF-8: 0 between two characters.
fn utf8(state: u8, byte: u8) -> Option<u8> {
    Some(match (state, byte) {
        (0, 0x00..=0x7f) | (1, 0x80..=0xbf) => 0,
        (0, 0xc2..=0xdf) | (2, 0x80..=0xbf) | (4, 0xa0..=0xbf) | (5, 0x80..=0x9f) => 1,
        (0, 0xe1..=0xec | 0xee..=0xef) | (3, 0x80..=0xbf) | (6, 0x90..=0xbf) | (7, 0x80..=0x8f) => {
            2
        }
        (0, 0xf1..=0xf3) => 3,
        (0, 0xe0) => 4,
        (0, 0xed) => 5,
        (0, 0xf0) => 6,
        (0, 0xf4) => 7,
        _ => return None,
    })
}

/// Distinguishes bytes that UTF-8 treats differently.
fn utf8_class(byte: u8) -> [Option<u8>; 8] {
    core::array::from_fn(|state| utf8(u8::try_from(state).unwrap_or_default(), byte))
}

/// The states of all machines after some bytes.
#[derive(Clone, PartialEq, Eq, Hash)]
struct States {
    utf8: u8,
    old: Vec<u32>,
    new: u32,
}

/// Searches the shortest string that the old field accepts and a machine rejects.
fn search(old: &Field, new: Machine) -> Comparison {
    let machines = [old.pattern, old.second_pattern].into_iter().flatten();
    let mut machines: Vec<_> = machines.map(Machine::of).collect();
    // Without the lengths there are fewer states. If even more strings are accepted, lengths do not matter.
    if let Some(Comparison::Accepted) = Search::new(&machines, new).run() {
        return Comparison::Accepted;
    }
    let (min, max) = (old.min_length, old.max_length);
    if min > 0 || max < u32::MAX {
        machines.push(Machine::Length { min, max });
    }
    let comparison = Search::new(&machines, new)
        .run()
        .unwrap_or(Comparison::Rejected(None));
    // The old field accepts only some of the strings that its machines accept.
    if old.kind.format().is_some() {
        Comparison::of(comparison.is_accepted())
    } else {
        comparison
    }
}

struct Search<'m> {
    old: &'m [Machine],
    new: Machine,
    /// Bytes of which every other byte behaves like one.
    bytes: Vec<u8>,
    /// For each state, the one before it and the byte between them.
    seen: HashMap<States, Option<(States, u8)>>,
}

impl<'m> Search<'m> {
    fn new(old: &'m [Machine], new: Machine) -> Self {
        let mut classes = HashSet::new();
        let bytes = readable_first().filter(|byte| {
            let of_old: Vec<_> = old.iter().map(|machine| machine.class(*byte)).collect();
            classes.insert((of_old, new.class(*byte), utf8_class(*byte)))
        });
        Self {
            old,
            new,
            bytes: bytes.collect(),
            seen: HashMap::new(),
        }
    }

    /// Returns the comparison; `None` if there are too many states.
    fn run(mut self) -> Option<Comparison> {
        let start = States {
            utf8: 0,
            old: self.old.iter().map(|machine| machine.start()).collect(),
            new: self.new.start(),
        };
        let mut queue = VecDeque::from([start.clone()]);
        self.seen.insert(start, None);
        while let Some(states) = queue.pop_front() {
            let accepts = |(machine, state): (&Machine, &u32)| machine.accepts(*state);
            let is_old = states.utf8 == 0 && self.old.iter().zip(&states.old).all(accepts);
            if is_old && !self.new.accepts(states.new) {
                return Some(self.found(states));
            }
            for index in 0..self.bytes.len() {
                let Some(byte) = self.bytes.get(index).copied() else {
                    continue;
                };
                let Some(next) = self.next(&states, byte) else {
                    continue;
                };
                if !self.seen.contains_key(&next) {
                    self.seen.insert(next.clone(), Some((states.clone(), byte)));
                    queue.push_back(next);
                }
            }
            if self.seen.len() > MAX_STATES {
                return None;
            }
        }
        Some(Comparison::Accepted)
    }

    /// Returns the states after one more byte, unless no string continues like that.
    fn next(&self, states: &States, byte: u8) -> Option<States> {
        let machines = self.old.iter().zip(&states.old);
        let old: Vec<_> = machines
            .map(|(machine, state)| machine.step(*state, byte))
            .collect();
        if old.contains(&DEAD) {
            return None;
        }
        Some(States {
            utf8: utf8(states.utf8, byte)?,
            old,
            new: self.new.step(states.new, byte),
        })
    }

    /// Returns the string that leads to these states.
    fn found(&self, mut states: States) -> Comparison {
        let mut bytes = Vec::new();
        while let Some(Some((before, byte))) = self.seen.get(&states) {
            bytes.push(*byte);
            states = before.clone();
        }
        bytes.reverse();
        match String::from_utf8(bytes) {
            Ok(string) if string.len() <= 64 => example(&string),
            _ => Comparison::Rejected(None),
        }
    }
}

/// Returns all bytes, with those first that a reader expects in an example.
fn readable_first() -> impl Iterator<Item = u8> {
    let letters = (b'a'..=b'z').chain(b'A'..=b'Z').chain(b'0'..=b'9');
    let others = (b'!'..=b'~').chain([b' ']).chain(0xc3..=0xff);
    letters.chain(others).chain(0..=u8::MAX)
}
