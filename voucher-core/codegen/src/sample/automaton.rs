//! Strings of a chosen length that match patterns, or do not: walks through the tables of the patterns.

use crate::random::Random;
use std::collections::{BTreeMap, HashMap};
use voucher_definition::Pattern;
use voucher_definition::pattern::{Compiled, compile};

/// Characters besides those of ASCII: of two, three and four bytes, and some that programs treat as spaces or line breaks.
const NOT_ASCII: &str = "éßΩя中あ😀🦀\u{a0}\u{2028}\u{feff}";

/// An automaton with more states is not used.
const MAX_STATES: usize = 20_000;

/// The maximum number of cells in a table of reachable states.
const MAX_CELLS: usize = 8_000_000;

/// A state machine over characters that accepts what all of its patterns match. Its first state is the start.
#[derive(Clone, Debug)]
pub(crate) struct Automaton {
    /// Characters that no pattern distinguishes. Letters and digits come first.
    groups: Vec<Vec<char>>,
    /// The next state for each state and group.
    next: Vec<Vec<usize>>,
    /// Whether a string that ends in a state matches.
    accepting: Vec<bool>,
}

impl Automaton {
    /// Returns the automaton of at most two patterns. `None` if it is too large, or if nothing matches.
    pub(crate) fn new(patterns: &[Pattern]) -> Option<Self> {
        let mut owned = Vec::new();
        for pattern in patterns {
            match pattern {
                Pattern::Compiled(_) => {}
                Pattern::Currency | Pattern::EventType | Pattern::Domain => {
                    owned.push(compile(pattern.source()).ok()?);
                }
            }
        }
        let documented = owned.iter().map(|owned| owned.as_compiled());
        let compiled = patterns.iter().filter_map(|pattern| match pattern {
            Pattern::Compiled(table) => Some(**table),
            Pattern::Currency | Pattern::EventType | Pattern::Domain => None,
        });
        let tables: Vec<Compiled<'_>> = documented.chain(compiled).collect();
        let automaton = Self::explore(&tables, alphabet())?;
        if automaton.accepting.contains(&true) {
            return Some(automaton);
        }
        // The patterns need characters that are rare.
        let automaton = Self::explore(&tables, Box::new('\0'..=char::MAX))?;
        automaton.accepting.contains(&true).then_some(automaton)
    }

    fn explore(tables: &[Compiled<'_>], alphabet: Box<dyn Iterator<Item = char>>) -> Option<Self> {
        let groups = group(tables, alphabet);
        let start: Vec<_> = tables
            .iter()
            .map(|table| usize::from(table.start))
            .collect();
        let mut numbers = HashMap::from([(start.clone(), 0)]);
        let (mut states, mut next) = (vec![start], Vec::new());
        let mut at = 0;
        while let Some(state) = states.get(at).cloned() {
            let mut row = Vec::with_capacity(groups.len());
            for group in &groups {
                let character = group.first().copied().unwrap_or_default();
                let to = tables.iter().zip(&state);
                let to = to.map(|(table, state)| step(table, *state, character));
                let to: Vec<_> = to.collect();
                let number = *numbers.entry(to.clone()).or_insert(states.len());
                if number == states.len() {
                    states.push(to);
                }
                row.push(number);
            }
            next.push(row);
            if states.len() > MAX_STATES {
                return None;
            }
            at += 1;
        }
        let is_accepting = |state: &Vec<usize>| {
            let mut tables = tables.iter().zip(state);
            tables.all(|(table, state)| *state >= usize::from(table.accepting))
        };
        Some(Self {
            accepting: states.iter().map(is_accepting).collect(),
            groups,
            next,
        })
    }
}

/// Returns the characters that strings usually consist of. Letters and digits come first.
fn alphabet() -> Box<dyn Iterator<Item = char>> {
    let ascii = (0..=0x7f_u8).map(char::from);
    let (plain, rest): (Vec<_>, Vec<_>) = ascii.partition(char::is_ascii_alphanumeric);
    let rest = rest.into_iter().filter(|other| *other != '\0');
    Box::new(plain.into_iter().chain(rest).chain(NOT_ASCII.chars()))
}

/// Groups characters whose bytes have the same classes in all tables.
fn group(tables: &[Compiled<'_>], alphabet: Box<dyn Iterator<Item = char>>) -> Vec<Vec<char>> {
    let (mut groups, mut numbers) = (Vec::<Vec<char>>::new(), BTreeMap::new());
    for character in alphabet {
        let mut buffer = [0; 4];
        let bytes = character.encode_utf8(&mut buffer).as_bytes();
        let mut classes = 0_u128;
        for table in tables {
            for byte in bytes {
                classes = classes << 8 | u128::from(class(table, *byte));
            }
        }
        let number = *numbers
            .entry((bytes.len(), classes))
            .or_insert(groups.len());
        match groups.get_mut(number) {
            Some(group) if group.len() < 160 => group.push(character),
            Some(_) => {}
            None => groups.push(vec![character]),
        }
    }
    groups
}

fn class(table: &Compiled<'_>, byte: u8) -> u8 {
    table
        .classes
        .get(usize::from(byte))
        .copied()
        .unwrap_or_default()
}

fn step(table: &Compiled<'_>, state: usize, character: char) -> usize {
    let mut buffer = [0; 4];
    let bytes = character.encode_utf8(&mut buffer).bytes();
    bytes.fold(state, |state, byte| {
        let next = table
            .transitions
            .get(state + usize::from(class(table, byte)));
        next.copied().unwrap_or_default().into()
    })
}

/// Returns the letters and digits of a group.
fn plain(group: &[char]) -> &[char] {
    let plain = group.iter().take_while(|one| one.is_ascii_alphanumeric());
    group.split_at(plain.count()).0
}

/// Strings that an automaton accepts, or rejects.
#[derive(Clone, Debug)]
pub(crate) struct Strings {
    automaton: Automaton,
    /// For each number of characters, the states from which so many can lead to the end.
    reachable: Vec<Vec<bool>>,
}

impl Strings {
    /// Returns the strings that the automaton accepts, or those that it rejects.
    pub(crate) fn new(automaton: Automaton, is_accepted: bool) -> Self {
        let end = automaton.accepting.iter();
        let end = end.map(|accepting| *accepting == is_accepted).collect();
        Self {
            automaton,
            reachable: vec![end],
        }
    }

    /// Returns whether there is a string of so many characters.
    pub(crate) fn has(&mut self, length: usize) -> bool {
        if length.saturating_mul(self.automaton.next.len()) > MAX_CELLS {
            return false;
        }
        while self.reachable.len() <= length {
            let Some(after) = self.reachable.last() else {
                return false;
            };
            let leads = |row: &Vec<usize>| row.iter().any(|to| after.get(*to) == Some(&true));
            let layer = self.automaton.next.iter().map(leads).collect();
            self.reachable.push(layer);
        }
        let layer = self.reachable.get(length);
        layer.and_then(|layer| layer.first()) == Some(&true)
    }

    /// Returns the first number of characters in a range for which there is a string.
    pub(crate) fn first_length(
        &mut self,
        mut lengths: impl Iterator<Item = usize>,
    ) -> Option<usize> {
        lengths.find(|length| self.has(*length))
    }

    /// Returns a string of so many characters. A plain one has letters and digits where it can.
    pub(crate) fn string(
        &mut self,
        length: usize,
        is_plain: bool,
        random: &mut Random,
    ) -> Option<String> {
        if !self.has(length) {
            return None;
        }
        let (mut string, mut state) = (String::new(), 0);
        for left in (0..length).rev() {
            let row = self.automaton.next.get(state)?;
            let after = self.reachable.get(left)?;
            let groups = row.iter().zip(&self.automaton.groups);
            let possible = groups.filter(|(to, _)| after.get(**to) == Some(&true));
            let possible: Vec<_> = possible
                .map(|(to, group)| (*to, group.as_slice()))
                .collect();
            let plain: Vec<_> = possible
                .iter()
                .map(|(to, group)| (*to, plain(group)))
                .collect();
            let has_plain = plain.iter().any(|(_, group)| !group.is_empty());
            let groups = if is_plain && has_plain {
                plain
            } else {
                possible
            };
            let count = groups.iter().map(|(_, group)| group.len()).sum();
            let mut index = random.below(count);
            let (to, character) = groups.into_iter().find_map(|(to, group)| {
                let character = group.get(index).copied();
                index = index.wrapping_sub(group.len());
                character.map(|character| (to, character))
            })?;
            string.push(character);
            state = to;
        }
        Some(string)
    }
}

#[cfg(test)]
mod tests {
    use super::{Automaton, Strings};
    use crate::random::Random;
    use voucher_definition::Pattern;
    use voucher_definition::pattern::compile;

    fn pattern(source: &str) -> Pattern {
        Pattern::Compiled(compile(source).unwrap().leak())
    }

    #[test]
    fn a_string_of_each_length_matches_or_does_not() {
        let sources = [
            "^[a-zA-Z]{3}$",
            "b$",
            "^(a|bb)*$",
            "^[α-ω]{2,5}$",
            "^\\d{4}-\\d{2}$",
            "^[^a]{1,2}$",
            "\\bend\\b",
            "^\\w+@\\w+\\.com$",
            "^𝔘+$",
            "",
        ];
        let mut random = Random::new(1);
        for source in sources {
            let pattern = pattern(source);
            let automaton = Automaton::new(&[pattern]).unwrap();
            for is_accepted in [true, false] {
                let mut strings = Strings::new(automaton.clone(), is_accepted);
                let mut found = 0;
                for length in 0..40 {
                    for is_plain in [true, false] {
                        let string = strings.string(length, is_plain, &mut random);
                        let Some(string) = string else {
                            assert!(!strings.has(length));
                            continue;
                        };
                        found += 1;
                        assert_eq!(string.chars().count(), length);
                        assert_eq!(pattern.matches(&string), is_accepted, "{source} {string:?}");
                    }
                }
                assert_eq!(found > 0, is_accepted || !source.is_empty(), "{source}");
            }
        }
    }

    #[test]
    fn a_string_matches_both_patterns() {
        let both = [pattern("^[a-f]+$"), pattern("fed$")];
        let mut strings = Strings::new(Automaton::new(&both).unwrap(), true);
        assert!(!strings.has(2));
        let string = strings.string(6, true, &mut Random::new(3)).unwrap();
        assert!(
            both.iter().all(|pattern| pattern.matches(&string)),
            "{string}"
        );
        assert!(Automaton::new(&[pattern("^a"), pattern("^b")]).is_none());
    }
}
