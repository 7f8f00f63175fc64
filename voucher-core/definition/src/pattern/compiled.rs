//! A pattern as a table: compiled from its expression elsewhere, walked here byte by byte.

use super::Mismatch;
use crate::const_str::character_at;
use crate::message::Message;
use core::fmt;

/// The first state: from here, nothing matches any more.
const DEAD: usize = 0;

/// The table of an expression: a class for each byte, and for each state and class the next state.
///
/// A state is the offset of its row in `next`. The rows of the states in which a text may end come last.
#[derive(Clone, Copy, Eq, PartialEq, Hash)]
pub struct Compiled {
    pub(super) source: &'static str,
    pub(super) classes: &'static [u8; 256],
    pub(super) next: &'static [u16],
    pub(super) start: u16,
    pub(super) ends: u16,
    pub(super) is_plain: bool,
}

/// What [`Compiled`] points to, unpacked from a byte string. `N` is how many states it has times how many classes.
pub struct Table<const N: usize> {
    classes: [u8; 256],
    next: [u16; N],
    start: u16,
    ends: u16,
    is_plain: bool,
}

/// Bytes before the classes: `start`, `ends`, `is_plain`, and how many runs of bytes there are.
pub(super) const HEAD: usize = 7;

impl<const N: usize> Table<N> {
    /// Unpacks what the compiler of expressions packed.
    ///
    /// # Panics
    /// Other bytes; in a constant, that is an error of the build.
    #[must_use]
    pub const fn unpack(code: &[u8]) -> Self {
        let mut classes = [0; 256];
        let runs = word(code, 5) as usize;
        let (mut byte, mut run) = (0, 0);
        while run < runs {
            let (last, class) = (code[HEAD + 2 * run], code[HEAD + 2 * run + 1]);
            while byte <= last as usize {
                classes[byte] = class;
                byte += 1;
            }
            run += 1;
        }
        let mut next = [0; N];
        let mut at = 0;
        while at < N {
            next[at] = word(code, HEAD + 2 * runs + 2 * at);
            at += 1;
        }
        Self {
            classes,
            next,
            start: word(code, 0),
            ends: word(code, 2),
            is_plain: code[4] == 1,
        }
    }
}

const fn word(code: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([code[at], code[at + 1]])
}

impl Compiled {
    /// The table of an expression, as the compiler of expressions wrote it.
    #[must_use]
    pub const fn new<const N: usize>(source: &'static str, table: &'static Table<N>) -> Self {
        Self {
            source,
            classes: &table.classes,
            next: &table.next,
            start: table.start,
            ends: table.ends,
            is_plain: table.is_plain,
        }
    }

    /// The expression.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Whether no text that matches has a character that JSON escapes.
    #[inline]
    #[must_use]
    pub const fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// Whether a part of the text matches; the whole text, where the expression says so by `^` and `$`.
    #[inline(never)]
    #[must_use]
    pub const fn matches(&self, text: &str) -> bool {
        let (mut state, mut rest) = (self.start as usize, text.as_bytes());
        // Four in a turn: the loop itself costs a third of a step.
        while let Some(([first, second, third, fourth], after)) = rest.split_first_chunk() {
            state = self.step(self.step(state, *first), *second);
            state = self.step(self.step(state, *third), *fourth);
            rest = after;
        }
        while let [first, after @ ..] = rest {
            state = self.step(state, *first);
            rest = after;
        }
        state >= self.ends as usize
    }

    /// The same, and where the text stops to match.
    #[inline(never)]
    pub(super) const fn check(&self, text: &str) -> Result<(), Mismatch> {
        if self.matches(text) {
            return Ok(());
        }
        Err(self.mismatch(text))
    }

    /// Where a text that does not match stops to.
    const fn mismatch(&self, text: &str) -> Mismatch {
        let bytes = text.as_bytes();
        let mut state = self.start as usize;
        // The character that is being read, and the state before it.
        let (mut at, mut before) = (0, state);
        let mut place = 0;
        while place < bytes.len() && state != DEAD {
            if bytes[place] & 0xc0 != 0x80 {
                (at, before) = (place, state);
            }
            state = self.step(state, bytes[place]);
            place += 1;
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

    /// The next state; that of a table that is none is dead.
    #[inline]
    const fn step(&self, state: usize, byte: u8) -> usize {
        let step = state + self.classes[byte as usize] as usize;
        if step < self.next.len() {
            self.next[step] as usize
        } else {
            DEAD
        }
    }

    /// `` , `0` to `9` may stand there ``
    pub(super) const fn describe_expected(&self, text: Message, mismatch: &Mismatch) -> Message {
        let state = mismatch.state;
        let (runs, is_open) = self.runs(state);
        let verb = match mismatch.found {
            Some(_) => " may stand there",
            None if mismatch.at == 0 => " must come first",
            None => " must follow",
        };
        let is_known = !is_open && runs <= MAX_RUNS && state != DEAD;
        if !is_known {
            return match mismatch.found {
                Some(_) => text.push(", which does not fit"),
                None if mismatch.at == 0 => text,
                None if self.is_anywhere(state) => text.push(", and nothing before matches"),
                None => text.push(", more must follow"),
            };
        }
        if runs == 0 {
            return text.push(", the text must end there");
        }
        self.push_runs(text.push(", "), state, runs).push(verb)
    }

    /// How many runs of ASCII characters may come next, and whether others may.
    const fn runs(&self, state: usize) -> (usize, bool) {
        let (mut runs, mut byte) = (0, 0);
        while byte < 0x80 {
            if self.takes(state, byte) {
                byte = self.last(state, byte);
                runs += 1;
            }
            byte += 1;
        }
        let mut is_open = false;
        while byte < 0xff {
            is_open |= self.takes(state, byte);
            byte += 1;
        }
        (runs, is_open)
    }

    /// The last character of the run that begins with this one; a run has three at least.
    const fn last(&self, state: usize, first: u8) -> u8 {
        let mut last = first;
        while last < 0x7f && self.takes(state, last + 1) {
            last += 1;
        }
        if last == first + 1 { first } else { last }
    }

    /// Whether any character may come next.
    const fn is_anywhere(&self, state: usize) -> bool {
        let mut byte = 0;
        while byte < 0x80 {
            if !self.takes(state, byte) {
                return false;
            }
            byte += 1;
        }
        true
    }

    const fn takes(&self, state: usize, byte: u8) -> bool {
        self.step(state, byte) != DEAD
    }

    /// `` `-`, `0` to `9` or `A` to `F` ``
    const fn push_runs(&self, text: Message, state: usize, runs: usize) -> Message {
        let mut text = text;
        let (mut run, mut byte) = (0, 0);
        while byte < 0x80 {
            if self.takes(state, byte) {
                run += 1;
                text = match run {
                    1 => text,
                    _ if run == runs => text.push(" or "),
                    _ => text.push(", "),
                };
                text = text.character(byte as char);
                let last = self.last(state, byte);
                if last > byte {
                    text = text.push(" to ").character(last as char);
                }
                byte = last;
            }
            byte += 1;
        }
        text
    }
}

/// More are no help to a reader.
const MAX_RUNS: usize = 4;

impl fmt::Debug for Compiled {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Compiled").field(&self.source).finish()
    }
}

impl<const N: usize> fmt::Debug for Table<N> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Table").finish_non_exhaustive()
    }
}
