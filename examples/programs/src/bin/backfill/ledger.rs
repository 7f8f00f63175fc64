//! The result of each line, recorded in file order, so that a single number is enough to continue.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::path::Path;

/// A line of the file.
#[derive(Clone, Copy)]
pub(crate) struct Position {
    /// Counts from 1.
    pub(crate) line: u64,
    /// The offset of the line's end in the file, in bytes.
    pub(crate) end: u64,
}

/// The result of a line.
pub(crate) enum End {
    Delivered,
    /// The line is empty.
    Empty,
    /// The line is invalid, for this reason.
    Refused(String),
}

/// Everything needed to continue.
#[derive(Clone, Copy, Default, Deserialize, Serialize)]
pub(crate) struct State {
    /// All lines up to this one are done.
    pub(crate) lines: u64,
    /// The offset of their end in the file.
    pub(crate) bytes: u64,
    pub(crate) delivered: u64,
    pub(crate) refused: u64,
    /// The length of the report about these lines.
    report: u64,
}

impl State {
    /// Reads the state, which is empty if there is no file.
    pub(crate) fn read(path: &Path) -> io::Result<Self> {
        match fs::read(path) {
            Ok(json) => Ok(serde_json::from_slice(&json)?),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// Saves the state atomically, by renaming a new file.
    pub(crate) fn save(&self, path: &Path) -> io::Result<()> {
        let mut new_path = path.to_owned().into_os_string();
        new_path.push(".new");
        let mut file = File::create(&new_path)?;
        file.write_all(&serde_json::to_vec(self)?)?;
        file.sync_data()?;
        fs::rename(&new_path, path)
    }
}

pub(crate) struct Ledger {
    report: File,
    state: State,
    /// Lines that are done although an earlier one is not.
    waiting: BTreeMap<u64, (Position, End)>,
}

impl Ledger {
    /// Opens the report, and cuts the part after the state, because those lines will be sent again.
    pub(crate) fn open(state: State, report: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        let mut report = options
            .create(true)
            .truncate(false)
            .write(true)
            .open(report)?;
        report.set_len(state.report)?;
        report.seek(SeekFrom::End(0))?;
        Ok(Self {
            report,
            state,
            waiting: BTreeMap::new(),
        })
    }

    pub(crate) fn state(&self) -> State {
        self.state
    }

    /// Returns another handle of the report, whose content must be on the disk before a state is saved.
    pub(crate) fn report(&self) -> io::Result<File> {
        self.report.try_clone()
    }

    /// Records a line, and with it all later lines that were waiting for it.
    pub(crate) fn close(&mut self, position: Position, end: End) -> io::Result<()> {
        if position.line != self.state.lines + 1 {
            self.waiting.insert(position.line, (position, end));
            return Ok(());
        }
        self.write(position, &end)?;
        while let Some((position, end)) = self.waiting.remove(&(self.state.lines + 1)) {
            self.write(position, &end)?;
        }
        Ok(())
    }

    fn write(&mut self, position: Position, end: &End) -> io::Result<()> {
        if let End::Refused(reason) = end {
            let line = format!("line {}: {reason}\n", position.line);
            self.report.write_all(line.as_bytes())?;
            self.state.report += line.len() as u64;
        }
        self.state.lines = position.line;
        self.state.bytes = position.end;
        match end {
            End::Delivered => self.state.delivered += 1,
            End::Refused(_) => self.state.refused += 1,
            End::Empty => {}
        }
        Ok(())
    }
}
