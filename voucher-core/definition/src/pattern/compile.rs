//! Compiles a regular expression to a table: the dialect parses it, `regex-automata` builds and minimizes the automaton,
//! and this module writes it as bytes.

#[cfg(test)]
mod tests;

use super::compiled::Compiled;
use super::dialect::{self, Parsed};
use super::error::PatternError;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;
use regex_automata::dfa::dense::{self, DFA};
use regex_automata::dfa::{Automaton, StartKind};
use regex_automata::nfa::thompson::{self, NFA, WhichCaptures};
use regex_automata::util::alphabet::Unit;
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind};
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition};

/// The maximum size of a table, in bytes.
const MAX_TABLE: usize = 64 * 1024;

/// Memory limits of the preceding steps, in bytes: enough for the largest table, and an early end for expressions that
/// explode.
const NFA_LIMIT: usize = 512 * 1024;
const DFA_LIMIT: usize = 1024 * 1024;
const SETS_LIMIT: usize = 256 * 1024;

/// Automata with more states are not minimized, because the time for it grows quadratically.
const MAX_MINIMIZED: usize = 500;

/// A pattern that was compiled at run time: by the macro, or by the reader of definition files.
#[derive(Clone, PartialEq, Eq)]
pub struct Owned {
    source: String,
    classes: [u8; 256],
    transitions: Vec<u16>,
    start: u16,
    accepting: u16,
    is_plain: bool,
}

/// Compiles a regular expression. As with JSON Schema's `pattern`, it matches a string if it matches some part of it.
///
/// # Errors
/// The expression is invalid, is not in the dialect, or needs a table of more than 64 KiB.
pub fn compile(source: &str) -> Result<Owned, PatternError> {
    compile_parsed(source, dialect::parse(source)?)
}

/// Compiles a regular expression that repeats one class of characters, such as `^.{1,255}$`, without its limits: they are returned
/// as the smallest and the largest number of characters. A table that counts so far would be large. Returns `None` for any other
/// expression.
#[must_use]
pub fn compile_without_count(source: &str) -> Option<(Owned, [u32; 2])> {
    let mut parsed = dialect::parse(source).ok()?;
    let limits = remove_count(&mut parsed.hir)?;
    Some((compile_parsed(source, parsed).ok()?, limits))
}

/// Removes the limits from `^…{1,255}$`, and returns them.
fn remove_count(hir: &mut Hir) -> Option<[u32; 2]> {
    let HirKind::Concat(parts) = hir.kind() else {
        return None;
    };
    let [start, repeated, end] = parts.as_slice() else {
        return None;
    };
    let looks = [start.kind(), end.kind()];
    let HirKind::Repetition(repetition) = repeated.kind() else {
        return None;
    };
    let is_class = matches!(repetition.sub.kind(), HirKind::Class(Class::Unicode(_)));
    if looks != [&HirKind::Look(Look::Start), &HirKind::Look(Look::End)] || !is_class {
        return None;
    }
    let limits = [repetition.min, repetition.max.unwrap_or(u32::MAX)];
    let any_number = Hir::repetition(Repetition {
        min: 0,
        max: None,
        ..repetition.clone()
    });
    *hir = Hir::concat(vec![
        Hir::look(Look::Start),
        any_number,
        Hir::look(Look::End),
    ]);
    Some(limits)
}

fn compile_parsed(source: &str, parsed: Parsed) -> Result<Owned, PatternError> {
    let largest_count = parsed.largest_count;
    let hir = if parsed.can_split_characters {
        after_whole_characters(parsed)
    } else {
        parsed.hir
    };
    let config = thompson::Config::new()
        .which_captures(WhichCaptures::None)
        .nfa_size_limit(Some(NFA_LIMIT));
    let nfa = thompson::Compiler::new()
        .configure(config)
        .build_from_hir(&hir);
    let too_large = |size| too_large(largest_count, size);
    let table = nfa.map_err(|_| None).and_then(|nfa| {
        let mut states = States::new(&determinize(&nfa, false)?);
        if states.accepting.len() <= MAX_MINIMIZED {
            states = States::new(&determinize(&nfa, true)?);
        }
        states.merge_final_states();
        states.write(source)
    });
    table.map_err(too_large)
}

/// Returns an expression that matches the same, but only after whole characters: `^[\s\S]*?…`. Otherwise, the automaton
/// would also look for a match between the bytes of a character.
fn after_whole_characters(parsed: Parsed) -> Hir {
    let any = ClassUnicode::new([ClassUnicodeRange::new('\0', char::MAX)]);
    let skipped = Hir::repetition(Repetition {
        min: 0,
        max: None,
        greedy: false,
        sub: Box::new(Hir::class(Class::Unicode(any))),
    });
    Hir::concat(vec![Hir::look(Look::Start), skipped, parsed.hir])
}

/// The size in bytes of a table that is too large; `None` if it was not completed.
type Size = Option<usize>;

fn determinize(nfa: &NFA, minimize: bool) -> Result<DFA<Vec<u32>>, Size> {
    let config = dense::Config::new()
        .match_kind(MatchKind::LeftmostFirst)
        .start_kind(StartKind::Unanchored)
        .accelerate(false)
        .minimize(minimize)
        .dfa_size_limit(Some(DFA_LIMIT))
        .determinize_size_limit(Some(SETS_LIMIT));
    dense::Builder::new()
        .configure(config)
        .build_from_nfa(nfa)
        .map_err(|_| None)
}

fn too_large(at: usize, size: Size) -> PatternError {
    const ADVICE: &str = "repeat less, and limit the length with `length` (`maxLength` in a definition) instead of `{…}`";
    let message = match size {
        Some(bytes) => format!(
            "expected a table of at most {} KiB, found one of {} KiB; {ADVICE}",
            MAX_TABLE / 1024,
            bytes.div_ceil(1024)
        ),
        None => format!("compiling this needs too much memory; {ADVICE}"),
    };
    PatternError::new(at, message)
}

/// The reachable states of an automaton, numbered, with one column per class of bytes.
struct States {
    /// The class of each byte, and the number of classes.
    classes: [u8; 256],
    width: usize,
    /// The next state for each state and class.
    next: Vec<usize>,
    /// Whether each state accepts a string that ends in it.
    accepting: Vec<bool>,
    start: usize,
}

/// The state from which nothing matches.
const DEAD: usize = 0;
/// The state from which everything matches.
const MATCHED: usize = 1;

impl States {
    /// Collects the states. `regex-automata` reports a match one byte late, or at the end of the string.
    fn new(dfa: &DFA<Vec<u32>>) -> Self {
        let bytes: Vec<u8> = dfa
            .byte_classes()
            .representatives(..)
            .filter_map(Unit::as_u8)
            .collect();
        let width = bytes.len();
        let mut classes = [0; 256];
        for (byte, class) in (0..=u8::MAX).zip(&mut classes) {
            *class = dfa.byte_classes().get(byte);
        }
        let mut next = vec![DEAD; width];
        next.resize(2 * width, MATCHED);
        let mut accepting = vec![false, true];
        let mut queue = Queue {
            dfa,
            known: BTreeMap::new(),
            found: Vec::new(),
        };
        let start = match dfa.start_state(&start::Config::new().anchored(Anchored::No)) {
            Ok(id) => queue.number(id),
            Err(_) => DEAD,
        };
        let mut at = 0;
        while let Some(id) = queue.found.get(at).copied() {
            next.extend(
                bytes
                    .iter()
                    .map(|byte| queue.number(dfa.next_state(id, *byte))),
            );
            accepting.push(dfa.is_match_state(dfa.next_eoi_state(id)));
            at += 1;
        }
        Self {
            classes,
            width,
            next,
            accepting,
            start,
        }
    }

    /// Replaces every state from which everything matches, or nothing, by [`MATCHED`] or [`DEAD`].
    fn merge_final_states(&mut self) {
        let mut is_alive = self.accepting.clone();
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); self.accepting.len()];
        for (state, row) in self.next.chunks(self.width).enumerate() {
            for next in row {
                before[*next].push(state);
            }
        }
        let mut queue: Vec<usize> = (0..is_alive.len())
            .filter(|state| is_alive[*state])
            .collect();
        while let Some(state) = queue.pop() {
            for earlier in &before[state] {
                if !is_alive[*earlier] {
                    is_alive[*earlier] = true;
                    queue.push(*earlier);
                }
            }
        }
        let is_certain = |state: usize, row: &[usize]| {
            self.accepting[state] && row.iter().all(|next| *next == MATCHED)
        };
        let rows = self.next.chunks(self.width).enumerate();
        let merged: Vec<usize> = rows
            .map(|(state, row)| match state {
                _ if !is_alive[state] => DEAD,
                _ if is_certain(state, row) => MATCHED,
                _ => state,
            })
            .collect();
        for next in &mut self.next {
            *next = merged[*next];
        }
        self.start = merged[self.start];
    }

    /// Returns the reachable states in the order of the table: [`DEAD`] first, accepting ones last.
    fn order(&self) -> Vec<usize> {
        let mut is_reached = vec![false; self.accepting.len()];
        let mut queue = vec![self.start];
        while let Some(state) = queue.pop() {
            if !core::mem::replace(&mut is_reached[state], true) {
                queue.extend(&self.next[state * self.width..][..self.width]);
            }
        }
        is_reached[DEAD] = true;
        let mut order: Vec<usize> = (0..self.accepting.len())
            .filter(|state| is_reached[*state])
            .collect();
        order.sort_by_key(|state| self.accepting[*state]);
        order
    }

    /// Joins the classes that lead to the same states. Returns the new class of each byte, and a column for each class.
    fn columns(&self, order: &[usize]) -> ([u8; 256], Vec<Vec<usize>>) {
        let mut columns: Vec<Vec<usize>> = Vec::new();
        let mut known: BTreeMap<Vec<usize>, u8> = BTreeMap::new();
        let mut merged = [0; 256];
        for (class, merged) in (0..self.width).zip(&mut merged) {
            let rows = order.iter().map(|state| state * self.width);
            let column: Vec<usize> = rows.map(|row| self.next[row + class]).collect();
            let new = u8::try_from(columns.len()).unwrap_or_default();
            *merged = *known.entry(column.clone()).or_insert_with(|| {
                columns.push(column);
                new
            });
        }
        let classes = self.classes.map(|class| merged[usize::from(class)]);
        (classes, columns)
    }

    /// Writes the table, or returns its size if it is too large.
    fn write(&self, source: &str) -> Result<Owned, Size> {
        let order = self.order();
        let (classes, columns) = self.columns(&order);
        let size = 256 + 2 * columns.len() * order.len();
        let offset = |row| u16::try_from(row * columns.len()).map_err(|_| Some(size));
        if size > MAX_TABLE {
            return Err(Some(size));
        }
        let mut offsets = vec![0; self.accepting.len()];
        for (row, state) in order.iter().enumerate() {
            offsets[*state] = offset(row)?;
        }
        let rows = 0..order.len();
        let next = rows.flat_map(|row| columns.iter().map(move |column| column[row]));
        let rejecting = order.iter().take_while(|state| !self.accepting[**state]);
        let escaped = (0..0x20).chain([b'"', b'\\']);
        let mut escaped = escaped.map(|byte| &columns[usize::from(classes[usize::from(byte)])]);
        Ok(Owned {
            source: source.into(),
            is_plain: escaped.all(|column| column.iter().all(|next| *next == DEAD)),
            transitions: next.map(|state| offsets[state]).collect(),
            start: offsets[self.start],
            accepting: offset(rejecting.count())?,
            classes,
        })
    }
}

/// The states found so far, in the order in which they were found.
struct Queue<'d> {
    dfa: &'d DFA<Vec<u32>>,
    known: BTreeMap<StateID, usize>,
    found: Vec<StateID>,
}

impl Queue<'_> {
    fn number(&mut self, id: StateID) -> usize {
        if self.dfa.is_match_state(id) {
            return MATCHED;
        }
        if self.dfa.is_dead_state(id) || self.dfa.is_quit_state(id) {
            return DEAD;
        }
        let new = self.found.len() + 2;
        let number = *self.known.entry(id).or_insert(new);
        if number == new {
            self.found.push(id);
        }
        number
    }
}

impl Owned {
    /// Returns the expression.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns the size of the table in a program, in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        256 + 2 * self.transitions.len()
    }

    /// Returns whether every string matches, so that the pattern has no effect.
    #[must_use]
    pub fn is_any(&self) -> bool {
        let mut transitions = self.transitions.iter().skip(usize::from(self.start));
        self.start >= self.accepting && transitions.all(|next| *next == self.start)
    }

    /// Returns whether no string matches.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.start == 0
    }

    /// Returns the pattern as it is matched, and as generated code writes it.
    #[must_use]
    pub fn as_compiled(&self) -> Compiled<'_> {
        Compiled {
            source: &self.source,
            classes: &self.classes,
            transitions: &self.transitions,
            start: self.start,
            accepting: self.accepting,
            is_plain: self.is_plain,
        }
    }

    /// Returns the pattern with a `'static` lifetime by leaking its memory.
    #[must_use]
    pub fn leak(self) -> &'static Compiled<'static> {
        Box::leak(Box::new(Compiled {
            source: Box::leak(self.source.into_boxed_str()),
            classes: Box::leak(Box::new(self.classes)),
            transitions: Box::leak(self.transitions.into_boxed_slice()),
            start: self.start,
            accepting: self.accepting,
            is_plain: self.is_plain,
        }))
    }
}

impl fmt::Debug for Owned {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Owned").field(&self.source).finish()
    }
}
