//! A window over the input: the bytes that are read but not yet checked.

use super::finding::Place;
use std::io::{self, Read};

/// How many bytes are read at once.
const CHUNK: usize = 128 << 10;

pub(super) struct Window<R> {
    reader: R,
    buffer: Vec<u8>,
    /// The bytes before this index have been consumed.
    start: usize,
    /// The bytes from this index on are not read yet.
    end: usize,
    is_ended: bool,
    place: Place,
}

impl<R: Read> Window<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            is_ended: false,
            place: Place::START,
        }
    }

    /// Returns the bytes of the window.
    pub(super) fn bytes(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// Returns where the window starts.
    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// Reads more bytes. Returns whether there are any.
    pub(super) fn fill(&mut self) -> io::Result<bool> {
        if self.is_ended {
            return Ok(false);
        }
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.buffer.len() < self.end + CHUNK {
            // Doubling, so that a long line is copied few times.
            let size = (self.end + CHUNK).max(self.buffer.len() * 2);
            self.buffer.resize(size, 0);
        }
        loop {
            let free = self.buffer.get_mut(self.end..).unwrap_or_default();
            match self.reader.read(free) {
                Ok(0) => {
                    self.is_ended = true;
                    return Ok(false);
                }
                Ok(count) => {
                    self.end += count;
                    return Ok(true);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Moves the start of the window.
    pub(super) fn consume(&mut self, count: usize) {
        let count = count.min(self.end - self.start);
        let consumed = self.buffer.get(self.start..self.start + count);
        self.place.advance(consumed.unwrap_or_default());
        self.start += count;
    }

    /// Moves the start of the window behind a whole line with its line break, of which only the last one is one.
    pub(super) fn consume_line(&mut self, count: usize) {
        self.start += count.min(self.end - self.start);
        self.place.line += 1;
        self.place.column = 1;
        self.place.offset += count as u64;
    }

    /// Removes a byte order mark, which is not a character of the text.
    pub(super) fn skip_mark(&mut self) {
        const MARK: &[u8] = b"\xef\xbb\xbf";
        if self.bytes().starts_with(MARK) {
            self.start += MARK.len();
            self.place.offset += MARK.len() as u64;
        }
    }

    /// Consumes white space. Returns the first byte behind it; `None` at the end of the input.
    pub(super) fn skip_space(&mut self) -> io::Result<Option<u8>> {
        loop {
            let bytes = self.bytes();
            let space = bytes.iter().take_while(|byte| is_space(**byte)).count();
            let next = bytes.get(space).copied();
            self.consume(space);
            if next.is_some() || !self.fill()? {
                return Ok(next);
            }
        }
    }
}

/// Returns whether a byte is white space in JSON.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}
