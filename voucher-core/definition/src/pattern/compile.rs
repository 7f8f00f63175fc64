//! From an expression to its table: parsed as the dialect has it, made a minimal automaton by `regex-automata`, and
//! packed.

use super::compiled::{Compiled, HEAD};
use super::dialect::{self, PatternError};
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
use regex_syntax::hir::translate::Translator;

/// The largest table, in bytes.
const LARGEST: usize = 64 * 1024;

/// What the ways there may take, in bytes: room for the largest table, and an end for what explodes.
const NFA_LIMIT: usize = 512 * 1024;
const DFA_LIMIT: usize = 1024 * 1024;
const SETS_LIMIT: usize = 256 * 1024;

/// The most states that are made fewer: the time that it takes grows with their square.
const MINIMIZED: usize = 500;

/// The table of an expression, made while a program runs (in the macro, or where a definition is read).
#[derive(Clone, PartialEq, Eq)]
pub struct Owned {
    source: String,
    classes: [u8; 256],
    next: Vec<u16>,
    start: u16,
    ends: u16,
    is_plain: bool,
}

/// Compiles an expression: a part of a text has to match, as in JSON Schema's `pattern`; with `^` and `$` the whole.
///
/// # Errors
/// An expression that JSON Schema and Rust do not read alike, or whose table takes more than 64 KiB.
pub fn compile(source: &str) -> Result<Owned, PatternError> {
    let ast = dialect::parse(source)?;
    let hir = Translator::new().translate(source, &ast).map_err(|error| {
        let words = format!("{}; write it another way", error.kind());
        PatternError::new(error.span().start.offset, words)
    })?;
    let config = thompson::Config::new()
        .which_captures(WhichCaptures::None)
        .nfa_size_limit(Some(NFA_LIMIT));
    let nfa = thompson::Compiler::new()
        .configure(config)
        .build_from_hir(&hir);
    let place = |size| too_large(dialect::largest_count(&ast), size);
    let table = nfa.map_err(|_| None).and_then(|nfa| {
        let mut states = States::new(&determinize(&nfa, false)?);
        if states.ends.len() <= MINIMIZED {
            states = States::new(&determinize(&nfa, true)?);
        }
        states.settle();
        states.write(source)
    });
    table.map_err(place)
}

/// A table's size in bytes, if it was made before it was found to be too large.
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
    const ADVICE: &str =
        "repeat less: say a length by `length` (`maxLength` in a definition), not by `{…}`";
    let words = match size {
        Some(bytes) => format!(
            "the table takes {} KiB, and {} KiB are the most; {ADVICE}",
            bytes.div_ceil(1024),
            LARGEST / 1024
        ),
        None => format!("compiling this takes more memory than is allowed; {ADVICE}"),
    };
    PatternError::new(at, words)
}

/// The states that a text can reach, numbered, with a column for each class of bytes.
struct States {
    /// The class of each byte, and how many there are.
    classes: [u8; 256],
    width: usize,
    /// For each state and class the next state.
    next: Vec<usize>,
    /// Whether the text may end in the state.
    ends: Vec<bool>,
    start: usize,
}

/// Nothing matches any more, whatever follows.
const DEAD: usize = 0;
/// It matches already, whatever follows.
const MATCHED: usize = 1;

impl States {
    /// `regex-automata` knows of a match one byte late, or at the text's end.
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
        let mut ends = vec![false, true];
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
            ends.push(dfa.is_match_state(dfa.next_eoi_state(id)));
            at += 1;
        }
        Self {
            classes,
            width,
            next,
            ends,
            start,
        }
    }

    /// Replaces each state from which all texts match, or none, by the one that says so.
    fn settle(&mut self) {
        let mut is_alive = self.ends.clone();
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); self.ends.len()];
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
        let is_sure = |state: usize, row: &[usize]| {
            self.ends[state] && row.iter().all(|next| *next == MATCHED)
        };
        let rows = self.next.chunks(self.width).enumerate();
        let settled: Vec<usize> = rows
            .map(|(state, row)| match state {
                _ if !is_alive[state] => DEAD,
                _ if is_sure(state, row) => MATCHED,
                _ => state,
            })
            .collect();
        for next in &mut self.next {
            *next = settled[*next];
        }
        self.start = settled[self.start];
    }

    /// The rows in their order: dead, then the others that can be reached, those at the end last in which a text may end.
    fn order(&self) -> Vec<usize> {
        let mut is_reached = vec![false; self.ends.len()];
        let mut queue = vec![self.start];
        while let Some(state) = queue.pop() {
            if !core::mem::replace(&mut is_reached[state], true) {
                queue.extend(&self.next[state * self.width..][..self.width]);
            }
        }
        is_reached[DEAD] = true;
        let mut order: Vec<usize> = (0..self.ends.len())
            .filter(|state| is_reached[*state])
            .collect();
        order.sort_by_key(|state| self.ends[*state]);
        order
    }

    /// One class for all bytes that lead to the same states: the class of each byte, and a column for each class.
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

    /// Writes the table.
    fn write(&self, source: &str) -> Result<Owned, Size> {
        let order = self.order();
        let (classes, columns) = self.columns(&order);
        let size = 256 + 2 * columns.len() * order.len();
        let offset = |row| u16::try_from(row * columns.len()).map_err(|_| Some(size));
        if size > LARGEST {
            return Err(Some(size));
        }
        let mut offsets = vec![0; self.ends.len()];
        for (row, state) in order.iter().enumerate() {
            offsets[*state] = offset(row)?;
        }
        let rows = 0..order.len();
        let next = rows.flat_map(|row| columns.iter().map(move |column| column[row]));
        let dead = order.iter().take_while(|state| !self.ends[**state]);
        let escaped = (0..0x20).chain([b'"', b'\\']);
        let mut escaped = escaped.map(|byte| &columns[usize::from(classes[usize::from(byte)])]);
        Ok(Owned {
            source: source.into(),
            is_plain: escaped.all(|column| column.iter().all(|next| *next == DEAD)),
            next: next.map(|state| offsets[state]).collect(),
            start: offsets[self.start],
            ends: offset(dead.count())?,
            classes,
        })
    }
}

/// The states that were found, in the order in which they were.
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
    /// The expression.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// How many bytes the table takes in a program.
    #[must_use]
    pub fn size(&self) -> usize {
        256 + 2 * self.next.len()
    }

    /// Whether every text matches, so that the pattern says nothing.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.start >= self.ends
            && self
                .next
                .iter()
                .skip(usize::from(self.start))
                .all(|next| *next == self.start)
    }

    /// Whether no text matches.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.start == 0
    }

    /// The pattern, for as long as the program runs: its table is leaked.
    #[must_use]
    pub fn leak(self) -> &'static Compiled {
        Box::leak(Box::new(Compiled {
            source: Box::leak(self.source.into_boxed_str()),
            classes: Box::leak(Box::new(self.classes)),
            next: Box::leak(self.next.into_boxed_slice()),
            start: self.start,
            ends: self.ends,
            is_plain: self.is_plain,
        }))
    }

    /// What [`Table::unpack`](super::Table::unpack) takes, and the `N` of that table: for generated code.
    #[must_use]
    pub fn pack(&self) -> (Vec<u8>, usize) {
        let ends = (self.start, self.ends, self.is_plain);
        (pack(ends, &self.classes, &self.next), self.next.len())
    }
}

impl Compiled {
    /// As [`Owned::pack`]: the table of a row that was read, for the code that is generated from it.
    #[must_use]
    pub fn pack(&self) -> (Vec<u8>, usize) {
        let ends = (self.start, self.ends, self.is_plain);
        (pack(ends, self.classes, self.next), self.next.len())
    }
}

fn pack((start, ends, is_plain): (u16, u16, bool), classes: &[u8; 256], next: &[u16]) -> Vec<u8> {
    let mut runs: Vec<(u8, u8)> = Vec::new();
    for (byte, class) in (0..=u8::MAX).zip(classes) {
        match runs.last_mut() {
            Some((last, same)) if same == class => *last = byte,
            _ => runs.push((byte, *class)),
        }
    }
    let count = u16::try_from(runs.len()).unwrap_or_default();
    let mut code = Vec::with_capacity(HEAD + 2 * (runs.len() + next.len()));
    code.extend(start.to_le_bytes());
    code.extend(ends.to_le_bytes());
    code.push(u8::from(is_plain));
    code.extend(count.to_le_bytes());
    code.extend(runs.into_iter().flat_map(|(last, class)| [last, class]));
    code.extend(next.iter().flat_map(|next| next.to_le_bytes()));
    code
}

impl fmt::Debug for Owned {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Owned").field(&self.source).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{Pattern, Table};
    use crate::{ViolationKind, message::Message};
    use alloc::string::ToString;

    fn pattern(source: &str) -> Pattern {
        Pattern::Compiled(compile(source).unwrap().leak())
    }

    fn sentence(source: &str, text: &str, sensitive: bool) -> String {
        let pattern = pattern(source);
        let mismatch = pattern.check(text).unwrap_err();
        let violation_kind = ViolationKind::Pattern { pattern, mismatch };
        violation_kind
            .describe(Message::new(), sensitive)
            .to_string()
    }

    #[test]
    fn the_api_s_own_patterns_have_the_verdict_of_their_matchers() {
        for known in [Pattern::Currency, Pattern::EventType] {
            let compiled = pattern(known.source());
            assert!(compiled.is_plain());
            for text in [
                "", "a", "GBP", "G1P", "-a", "a-_9", "GBPX", "GBP\n", "é", "aé",
            ] {
                let (one, other) = (known.check(text), compiled.check(text));
                let place = |mismatch: super::super::Mismatch| (mismatch.at, mismatch.found);
                assert_eq!(one.map_err(place), other.map_err(place), "{text:?}");
                assert_eq!(known.matches(text), compiled.matches(text), "{text:?}");
            }
        }
    }

    #[test]
    fn a_mismatch_names_its_place_and_what_may_stand_there() {
        const CODE: &str = "^[A-Z]{3}-[0-9]+$";
        for (source, text, wanted) in [
            (CODE, "ABx", "byte 2 is `x`, `A` to `Z` may stand there"),
            (CODE, "ABC", "it ends at byte 3, `-` must follow"),
            (CODE, "ABC-1é", "byte 5 is `é`, `0` to `9` may stand there"),
            (CODE, "", "it is empty, `A` to `Z` must come first"),
            ("^[a-c]$", "abc", "byte 1 is `b`, the text must end there"),
            (
                "^[xy5]$",
                "é",
                "byte 0 is `é`, `5`, `x` or `y` may stand there",
            ),
            (
                "[0-9]",
                "abc",
                "it ends at byte 3, and nothing before matches",
            ),
            ("[0-9]", "", "it is empty"),
            ("^[é]$", "è", "byte 0 is `è`, which does not fit"),
            ("$a", "a", "byte 0 is `a`, which does not fit"),
            ("$a", "", "it is empty"),
            ("^[^\\n]+@", "abc", "it ends at byte 3, more must follow"),
        ] {
            let wanted = format!("does not match `{source}`: {wanted}");
            assert_eq!(sentence(source, text, false), wanted);
        }
    }

    #[test]
    fn of_a_sensitive_text_only_the_offset_is_told() {
        let wanted = "does not match `^AB(C-[0-9]|D)$`: byte 3 does not fit";
        assert_eq!(sentence("^AB(C-[0-9]|D)$", "ABCX", true), wanted);
        let wanted = "does not match `^AB(C-[0-9]|D)$`: it ends at byte 3";
        assert_eq!(sentence("^AB(C-[0-9]|D)$", "ABC", true), wanted);
    }

    #[test]
    fn the_cause_is_told_beside_a_long_expression() {
        let source = format!("^({})$", "(?:ab)?".repeat(150));
        let said = sentence(&source, "c", false);
        assert!(
            said.ends_with("byte 0 is `c`, `a` may stand there"),
            "{said}"
        );
    }

    #[test]
    fn a_packed_table_is_the_same() {
        const SIZE: usize = 28;
        let source = "^[A-F0-9]{2}$|é";
        let owned = compile(source).unwrap();
        let (code, size) = owned.pack();
        assert_eq!(size, SIZE);
        let table = Box::leak(Box::new(Table::<SIZE>::unpack(&code)));
        let source = Box::leak(String::from(source).into_boxed_str());
        let again = Compiled::new(source, table);
        assert_eq!(again.pack(), owned.pack());
        assert_eq!(again, *owned.leak());
    }

    #[test]
    fn a_pattern_of_all_texts_and_one_of_none_are_known() {
        for (source, is_any, is_none) in [
            ("a*", true, false),
            ("", true, false),
            ("^", true, false),
            ("^|a", true, false),
            ("a", false, false),
            ("^$", false, false),
            ("a^", false, true),
            ("$a", false, true),
        ] {
            let owned = compile(source).unwrap();
            assert_eq!(
                (owned.is_any(), owned.is_none()),
                (is_any, is_none),
                "{source}"
            );
        }
    }

    #[test]
    fn a_text_is_plain_only_if_no_character_of_it_is_escaped() {
        for (source, is_plain) in [
            ("^[ !#-Z]*$", true),
            ("^[é\x7f]*$", true),
            ("^[ !-Z]*$", false),
            ("^[X-\\]]*$", false),
            ("^\t?$", false),
            ("[a-z]", false),
            ("^[a-z]", false),
        ] {
            assert_eq!(pattern(source).is_plain(), is_plain, "{source}");
        }
    }

    #[test]
    fn a_table_that_is_too_large_says_its_size() {
        let said = |source: &str| compile(source).unwrap_err().to_string();
        assert!(
            said("^[^é]{1,300}$").starts_with("the table takes 75 KiB, and 64 KiB are the most; ")
        );
        for source in [
            "(a|b)*a(a|b){14}",
            "((a{1,100}){1,100}){1,100}",
            "(a{1,30}b?){1,30}c{1,30}",
            "(\\x00|[a-z]{2,5}|b[0-9]{1,70}){1,50}$",
            "a{4000000000}",
        ] {
            let said = said(source);
            assert!(
                said.starts_with("compiling this takes more memory"),
                "{said}"
            );
        }
        assert_eq!(compile("^a{2}(b{1,30000}|c{3,})").unwrap_err().at(), 7);
        let long = "x".repeat(1_000_000);
        let wanted = "the expression has 1000000 bytes, and 8192 are the most";
        assert!(said(&long).starts_with(wanted));
    }
}
