//! The matcher of a compiled pattern: a state machine that reads the string byte by byte.

use super::Mismatch;
use crate::const_str::character_at;
use crate::message::Message;
use core::fmt;

/// The first state. No string that leads here can match.
const DEAD: usize = 0;

/// A compiled pattern: a state machine that maps each byte to a class, and each state and class to the next state.
///
/// A state is the index of its first transition. The accepting states come last.
#[derive(Clone, Copy, Eq, PartialEq, Hash)]
pub struct Compiled<'t> {
    /// The expression, as its definition writes it.
    pub source: &'t str,
    /// The class of each byte.
    pub classes: &'t [u8; 256],
    /// The next state for each state and class.
    pub transitions: &'t [u16],
    /// The state before the first byte.
    pub start: u16,
    /// The first accepting state.
    pub accepting: u16,
    /// Whether no matching string contains a character that JSON escapes.
    pub is_plain: bool,
}

/// Returns the transitions that generated code contains as little-endian pairs of bytes: a byte string compiles faster than
/// a list of integers.
///
/// # Panics
/// If there are not `N` pairs. In a constant, that fails the build.
#[must_use]
pub const fn transitions<const N: usize>(bytes: &[u8]) -> [u16; N] {
    assert!(
        bytes.len() == 2 * N,
        "bug: the table of a pattern has another length"
    );
    let mut transitions = [0; N];
    let mut index = 0;
    while index < N {
        transitions[index] = u16::from_le_bytes([bytes[2 * index], bytes[2 * index + 1]]);
        index += 1;
    }
    transitions
}

impl Compiled<'_> {
    /// Returns whether some part of the string matches.
    #[inline(never)]
    #[must_use]
    pub const fn matches(&self, text: &str) -> bool {
        let (mut state, mut rest) = (self.start as usize, text.as_bytes());
        // Unrolled; see `benches/README.md`.
        while let Some(([first, second, third, fourth], after)) = rest.split_first_chunk() {
            state = self.step(self.step(state, *first), *second);
            state = self.step(self.step(state, *third), *fourth);
            rest = after;
        }
        while let [first, after @ ..] = rest {
            state = self.step(state, *first);
            rest = after;
        }
        state >= self.accepting as usize
    }

    /// Checks whether some part of the string matches, and returns where it stops matching if not.
    #[inline(never)]
    pub(super) const fn check(&self, text: &str) -> Result<(), Mismatch> {
        if self.matches(text) {
            return Ok(());
        }
        Err(self.mismatch(text))
    }

    /// Returns where a string that does not match stops matching.
    const fn mismatch(&self, text: &str) -> Mismatch {
        let bytes = text.as_bytes();
        let mut state = self.start as usize;
        // Where the current character starts, and the state before it.
        let (mut at, mut before) = (0, state);
        let mut next = 0;
        while next < bytes.len() && state != DEAD {
            if bytes[next] & 0xc0 != 0x80 {
                (at, before) = (next, state);
            }
            state = self.step(state, bytes[next]);
            next += 1;
        }
        if state != DEAD {
            (at, before) = (bytes.len(), state);
        }
        Mismatch {
            at,
            found: character_at(text, at),
            expected: "",
            state: before,
        }
    }

    /// Returns the next state; [`DEAD`] if the table is invalid.
    #[inline]
    const fn step(&self, state: usize, byte: u8) -> usize {
        let index = state + self.classes[byte as usize] as usize;
        if index < self.transitions.len() {
            self.transitions[index] as usize
        } else {
            DEAD
        }
    }

    /// Describes a mismatch: ``expected `0` to `9` at byte 3, found `x` ``.
    pub(super) const fn describe(&self, message: Message, mismatch: &Mismatch) -> Message {
        let state = mismatch.state;
        let (runs, is_open) = self.runs(state);
        if is_open || runs > MAX_RUNS || state == DEAD {
            return self.describe_unexpected(message, mismatch);
        }
        let message = message.push("expected ");
        let message = if runs == 0 {
            message.push("the end of the string")
        } else {
            self.push_runs(message, state, runs)
        };
        mismatch.describe_found(message)
    }

    /// Describes a mismatch where too many characters, or none, could have followed to list them.
    const fn describe_unexpected(&self, message: Message, mismatch: &Mismatch) -> Message {
        match mismatch.found {
            Some(found) => {
                let message = message.push("unexpected ").character(found);
                message.push(" at byte ").count(mismatch.at)
            }
            None if mismatch.at == 0 => message.push("the string is empty"),
            None if self.accepts_any_character(mismatch.state) => {
                let message = message.push("the string ends at byte ");
                message.count(mismatch.at).push(" without a match")
            }
            None => mismatch.describe_found(message.push("expected more characters")),
        }
    }

    /// Returns how many runs of ASCII characters can follow, and whether any other character can.
    const fn runs(&self, state: usize) -> (usize, bool) {
        let (mut runs, mut byte) = (0, 0);
        while byte < 0x80 {
            if self.accepts(state, byte) {
                byte = self.last(state, byte);
                runs += 1;
            }
            byte += 1;
        }
        let mut is_open = false;
        while byte < 0xff {
            is_open |= self.accepts(state, byte);
            byte += 1;
        }
        (runs, is_open)
    }

    /// Returns the last character of the run that starts with this one. Two characters are not joined to a run.
    const fn last(&self, state: usize, first: u8) -> u8 {
        let mut last = first;
        while last < 0x7f && self.accepts(state, last + 1) {
            last += 1;
        }
        if last == first + 1 { first } else { last }
    }

    /// Returns whether every ASCII character can follow.
    const fn accepts_any_character(&self, state: usize) -> bool {
        let mut byte = 0;
        while byte < 0x80 {
            if !self.accepts(state, byte) {
                return false;
            }
            byte += 1;
        }
        true
    }

    const fn accepts(&self, state: usize, byte: u8) -> bool {
        self.step(state, byte) != DEAD
    }

    /// Appends the characters that can follow: `` `-`, `0` to `9` or `A` to `F` ``.
    const fn push_runs(&self, mut message: Message, state: usize, runs: usize) -> Message {
        let (mut run, mut byte) = (0, 0);
        while byte < 0x80 {
            if self.accepts(state, byte) {
                run += 1;
                message = match run {
                    1 => message,
                    _ if run == runs => message.push(" or "),
                    _ => message.push(", "),
                };
                message = message.character(byte as char);
                let last = self.last(state, byte);
                if last > byte {
                    message = message.push(" to ").character(last as char);
                }
                byte = last;
            }
            byte += 1;
        }
        message
    }
}

/// A longer list of expected characters does not help a reader.
const MAX_RUNS: usize = 4;

impl fmt::Debug for Compiled<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Compiled").field(&self.source).finish()
    }
}
