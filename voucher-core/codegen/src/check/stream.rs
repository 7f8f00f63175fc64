//! Checks a stream of bodies, of which only one is in memory.

use super::Checker;
use super::finding::{Finding, Place, Rule};
use super::framing::{Framing, Within};
use super::window::{Window, is_space};
use serde::de::IgnoredAny;
use serde_json::error::Category;
use std::io::{self, Read};
use std::ops::ControlFlow;
use voucher_definition::{Contents, Field, JsonType};

/// How the bodies are written one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// One on each line: NDJSON, or JSON Lines. Empty lines are skipped.
    Lines,
    /// The elements of an array.
    Array,
    /// One document after the other, each on one line or on several.
    Documents,
}

/// How to read a stream.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The format; `None` finds it out from the first two lines.
    pub format: Option<Format>,
    /// The maximum size of a line, an element or a document, in bytes. A longer one is reported and skipped. The memory of a
    /// check is a small multiple of it.
    pub max_line: usize,
}

impl Options {
    /// The default of [`max_line`](Self::max_line): 16 MiB.
    pub const MAX_LINE: usize = 16 << 20;
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: None,
            max_line: Self::MAX_LINE,
        }
    }
}

/// What a stream contained.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tally {
    /// The number of bodies: lines that are not empty, elements, or documents.
    pub bodies: u64,
    /// The number of those that are invalid.
    pub invalid: u64,
}

impl Checker {
    /// Checks every body of a stream, and passes each finding to a function, in the order of the stream. The function ends the
    /// check with [`ControlFlow::Break`].
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use voucher_codegen::check::{Checker, Options};
    /// use voucher_definition::Definition;
    ///
    /// let mut checker = Checker::new(Definition::find("voucher/check").unwrap());
    /// let stream = "{\"customerId\": \"c1\"}\n{\"customerId\": 1}\n{\"customer";
    /// let mut findings = Vec::new();
    /// let tally = checker.check_stream(stream.as_bytes(), &Options::default(), |finding| {
    ///     findings.push(format!("{}:{}: {}", finding.line, finding.column, finding.message));
    ///     ControlFlow::Continue(())
    /// });
    /// assert_eq!(findings, [
    ///     "2:16: expected a string, found an integer",
    ///     "3:11: expected the rest of the value, found its end; the input may be cut off",
    /// ]);
    /// let (tally, result) = tally;
    /// assert!(result.is_ok());
    /// assert_eq!((tally.bodies, tally.invalid), (3, 2));
    /// ```
    ///
    /// The result is the error of the stream, if it could not be read to its end. Everything before the error has been checked,
    /// apart from a body that was not complete.
    pub fn check_stream(
        &mut self,
        stream: impl Read,
        options: &Options,
        report: impl FnMut(Finding) -> ControlFlow<()>,
    ) -> (Tally, io::Result<()>) {
        let mut stream = Stream {
            window: Window::new(stream),
            max: options.max_line,
            checker: self,
            report,
            tally: Tally::default(),
        };
        let result = stream.run(options.format);
        (stream.tally, result.map(drop))
    }
}

struct Stream<'c, R, F> {
    window: Window<R>,
    max: usize,
    checker: &'c mut Checker,
    report: F,
    tally: Tally,
}

impl<R: Read, F: FnMut(Finding) -> ControlFlow<()>> Stream<'_, R, F> {
    fn run(&mut self, format: Option<Format>) -> io::Result<ControlFlow<()>> {
        while self.window.bytes().len() < 3 && self.window.fill()? {}
        self.window.skip_mark();
        let format = match format {
            Some(format) => format,
            None => self.detect()?,
        };
        match format {
            Format::Lines => self.lines(),
            Format::Array => self.arrays(),
            Format::Documents => self.documents(),
        }
    }

    /// Finds the format. A document that fits on one line is a line.
    fn detect(&mut self) -> io::Result<Format> {
        let first = self.window.skip_space()?;
        if first == Some(b'[') && !self.checker.accepts_arrays() {
            return Ok(Format::Array);
        }
        let mut seen = 0;
        let line = loop {
            let bytes = self.window.bytes();
            let new = bytes.get(seen..).unwrap_or_default();
            match memchr::memchr(b'\n', new) {
                Some(at) => break seen + at,
                None if bytes.len() > self.max => return Ok(Format::Lines),
                None => seen = bytes.len(),
            }
            if !self.window.fill()? {
                return Ok(Format::Lines);
            }
        };
        // The start of the second line.
        while self.window.bytes().len() <= line + 1 && self.window.fill()? {}
        let bytes = self.window.bytes();
        let (first, rest) = bytes.split_at_checked(line).unwrap_or_default();
        Ok(format_of(first, rest.get(1)))
    }

    /// Checks each line.
    fn lines(&mut self) -> io::Result<ControlFlow<()>> {
        let mut seen = 0;
        loop {
            let bytes = self.window.bytes();
            let new = bytes.get(seen..).unwrap_or_default();
            if let Some(at) = memchr::memchr(b'\n', new) {
                let length = seen + at;
                let line = bytes.get(..length).unwrap_or_default();
                let place = self.window.place();
                if let Some(findings) = check_body(self.checker, self.max, line, &mut self.tally) {
                    if self.report_all(findings, place).is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                }
                self.window.consume_line(length + 1);
                seen = 0;
                continue;
            }
            seen = bytes.len();
            if seen > self.max {
                if self.skip(|bytes| memchr::memchr(b'\n', bytes))?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                seen = 0;
            } else if !self.window.fill()? {
                return Ok(self.body(seen));
            }
        }
    }

    /// Checks each element of each array.
    fn arrays(&mut self) -> io::Result<ControlFlow<()>> {
        while let Some(byte) = self.window.skip_space()? {
            if byte != b'[' {
                let message = "expected an array of bodies; name another format";
                return Ok(self.report_broken(message));
            }
            self.window.consume(1);
            if self.elements()?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Checks each element up to the end of the array.
    fn elements(&mut self) -> io::Result<ControlFlow<()>> {
        let mut is_first = true;
        loop {
            let broken = match self.window.skip_space()? {
                None => "expected `]`, found the end of the input, which may be cut off",
                Some(b']') if is_first => "",
                Some(b',' | b']') => "expected an element",
                Some(_) => {
                    if self.framed(Within::Array)?.is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                    ""
                }
            };
            if !broken.is_empty() && self.report_broken(broken).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            let separator = self.window.skip_space()?;
            self.window.consume(1);
            is_first = false;
            match separator {
                Some(b',') => {}
                None if broken.is_empty() => {}
                _ => return Ok(ControlFlow::Continue(())),
            }
        }
    }

    /// Checks each document.
    fn documents(&mut self) -> io::Result<ControlFlow<()>> {
        while self.window.skip_space()?.is_some() {
            if self.framed(Within::Nothing)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Checks the value at the start of the window.
    fn framed(&mut self, within: Within) -> io::Result<ControlFlow<()>> {
        let mut framing = Framing::new(within);
        let mut seen = 0;
        loop {
            let bytes = self.window.bytes();
            if let Some(end) = framing.end(bytes.get(seen..).unwrap_or_default()) {
                return Ok(self.body(seen + end));
            }
            seen = bytes.len();
            if seen > self.max {
                // The value so far was searched before.
                let mut is_searched = true;
                return self.skip(|bytes| {
                    if std::mem::take(&mut is_searched) {
                        return None;
                    }
                    framing.end(bytes)
                });
            }
            if !self.window.fill()? {
                return Ok(self.body(seen));
            }
        }
    }

    /// Checks the body in the first bytes of the window, and consumes it.
    fn body(&mut self, length: usize) -> ControlFlow<()> {
        let body = self.window.bytes().get(..length).unwrap_or_default();
        let place = self.window.place();
        let findings = check_body(self.checker, self.max, body, &mut self.tally);
        let flow = match findings {
            Some(findings) => self.report_all(findings, place),
            None => ControlFlow::Continue(()),
        };
        self.window.consume(length);
        flow
    }

    /// Skips a body that is too long, up to its end, which a function finds in what is read next.
    fn skip(&mut self, mut end: impl FnMut(&[u8]) -> Option<usize>) -> io::Result<ControlFlow<()>> {
        let place = self.window.place();
        loop {
            let bytes = self.window.bytes();
            let found = end(bytes);
            let length = found.unwrap_or(bytes.len());
            self.window.consume(length);
            if found.is_some() || !self.window.fill()? {
                break;
            }
        }
        self.tally.bodies += 1;
        self.tally.invalid += 1;
        let length = self.window.place().offset - place.offset;
        let finding = too_long(self.max, length);
        Ok(self.report_all(vec![finding], place))
    }

    fn report_all(&mut self, findings: Vec<Finding>, place: Place) -> ControlFlow<()> {
        for finding in findings {
            (self.report)(finding.moved(place))?;
        }
        ControlFlow::Continue(())
    }

    /// Reports what is between bodies, as an invalid body.
    fn report_broken(&mut self, message: &str) -> ControlFlow<()> {
        self.tally.bodies += 1;
        self.tally.invalid += 1;
        let finding = Finding::at(b"", Rule::Syntax, message.into());
        self.report_all(vec![finding], self.window.place())
    }
}

/// Checks a body and counts it, unless it is empty.
#[inline]
fn check_body(
    checker: &mut Checker,
    max: usize,
    body: &[u8],
    tally: &mut Tally,
) -> Option<Vec<Finding>> {
    if body.iter().all(|byte| is_space(*byte)) {
        return None;
    }
    tally.bodies += 1;
    let findings = if body.len() > max {
        vec![too_long(max, body.len() as u64)]
    } else {
        checker.check(body).err()?
    };
    tally.invalid += 1;
    Some(findings)
}

fn too_long(max: usize, length: u64) -> Finding {
    let message = format!("expected at most {max} bytes, found {length}; it was not checked");
    Finding::at(b"", Rule::Length, message)
}

/// Returns the format of an input whose first line does not contain all of it. `second` is the first byte of the second line.
fn format_of(first: &[u8], second: Option<&u8>) -> Format {
    let Err(error) = serde_json::from_slice::<IgnoredAny>(first) else {
        return Format::Lines;
    };
    let last = first.iter().rev().find(|byte| !is_space(**byte));
    let continues = matches!(last, Some(b'{' | b'[' | b',' | b':'));
    // Each line begins with a bracket, so the first one is a broken line, or cut off.
    let begins_again = matches!(second, Some(b'{' | b'[')) && !continues;
    let is_whole = error.classify() != Category::Eof && matches!(last, Some(b'}' | b']'));
    if second.is_none() || begins_again || is_whole && !continues {
        Format::Lines
    } else {
        Format::Documents
    }
}

impl Checker {
    /// Returns whether a body may be an array. If not, an array contains bodies.
    fn accepts_arrays(&self) -> bool {
        fn accepts(field: &Field) -> bool {
            match (field.kind.contents(), field.kind.json_type()) {
                (Contents::Alternatives(one_of), _) => {
                    let mut alternatives = one_of.alternatives.iter();
                    alternatives.any(|alternative| accepts(alternative.value))
                }
                (_, None | Some(JsonType::Array)) => true,
                _ => false,
            }
        }
        self.definition.body.is_none_or(accepts)
    }
}
