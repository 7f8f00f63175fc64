//! The result of each line, recorded in file order, so that a single number is enough to continue.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The state is saved after this many lines, or after this time.
const SAVE_AFTER: (u64, Duration) = (100, Duration::from_secs(1));

/// The result of a line.
pub(crate) enum End {
    Delivered,
    /// The line is empty.
    Empty,
    /// The line is invalid, for this reason.
    Refused(String),
    /// Another error stopped the program; the line must still be sent.
    Stopped(String),
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

pub(crate) struct Ledger {
    path: PathBuf,
    report: File,
    state: State,
    saved: (u64, Instant),
    /// Lines that are done although an earlier one is not.
    waiting: BTreeMap<u64, (u64, End)>,
}

impl Ledger {
    /// Reads the state, and cuts the part of the report after it, because those lines will be sent again.
    pub(crate) fn open(path: &Path, report: &Path) -> io::Result<Self> {
        let state: State = match fs::read(path) {
            Ok(json) => serde_json::from_slice(&json)?,
            Err(error) if error.kind() == ErrorKind::NotFound => State::default(),
            Err(error) => return Err(error),
        };
        let mut options = OpenOptions::new();
        let mut report = options
            .create(true)
            .truncate(false)
            .write(true)
            .open(report)?;
        report.set_len(state.report)?;
        report.seek(SeekFrom::End(0))?;
        Ok(Self {
            path: path.to_owned(),
            report,
            state,
            saved: (state.lines, Instant::now()),
            waiting: BTreeMap::new(),
        })
    }

    pub(crate) fn state(&self) -> State {
        self.state
    }

    /// Records a line, and with it all later lines that were waiting for it.
    pub(crate) fn close(&mut self, (number, offset): (u64, u64), end: End) -> io::Result<State> {
        self.waiting.insert(number, (offset, end));
        while let Some((offset, end)) = self.waiting.remove(&(self.state.lines + 1)) {
            self.state.lines += 1;
            self.state.bytes = offset;
            match end {
                End::Delivered => self.state.delivered += 1,
                End::Refused(reason) => {
                    self.state.refused += 1;
                    let line = format!("line {}: {reason}\n", self.state.lines);
                    self.report.write_all(line.as_bytes())?;
                    self.state.report += line.len() as u64;
                }
                End::Empty | End::Stopped(_) => {}
            }
        }
        let (lines, time) = self.saved;
        let new = self.state.lines - lines;
        if new >= SAVE_AFTER.0 || (new > 0 && time.elapsed() >= SAVE_AFTER.1) {
            self.save()?;
        }
        Ok(self.state)
    }

    /// Saves the state atomically, by renaming a new file.
    pub(crate) fn save(&mut self) -> io::Result<State> {
        self.report.sync_data()?;
        let mut new_path = self.path.clone().into_os_string();
        new_path.push(".new");
        let mut file = File::create(&new_path)?;
        file.write_all(&serde_json::to_vec(&self.state)?)?;
        file.sync_data()?;
        fs::rename(&new_path, &self.path)?;
        self.saved = (self.state.lines, Instant::now());
        Ok(self.state)
    }
}
