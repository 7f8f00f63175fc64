//! What became of each line, in the order of the file, so that one number says where to go on.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The state is saved after so many lines, or after so long.
const OFTEN: (u64, Duration) = (100, Duration::from_secs(1));

/// What became of a line.
pub(crate) enum End {
    Delivered,
    /// Nothing stands there.
    Empty,
    /// The line is wrong.
    Refused(String),
    /// Something else is: the line is still to be sent.
    Stopped(String),
}

/// All that has to be known to go on.
#[derive(Clone, Copy, Default, Deserialize, Serialize)]
pub(crate) struct State {
    /// So many lines of the file are done, each of them.
    pub(crate) lines: u64,
    /// They end here.
    pub(crate) bytes: u64,
    pub(crate) delivered: u64,
    pub(crate) refused: u64,
    /// The report of these lines ends here.
    report: u64,
}

pub(crate) struct Ledger {
    path: PathBuf,
    report: File,
    state: State,
    saved: (u64, Instant),
    /// Lines that are done while one before them is not.
    waiting: BTreeMap<u64, (u64, End)>,
}

impl Ledger {
    /// What stands in the report behind the state is of lines that will be sent again: it is cut.
    pub(crate) fn open(path: &Path, report: &Path) -> io::Result<Self> {
        let state: State = match fs::read(path) {
            Ok(text) => serde_json::from_slice(&text)?,
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

    /// A line is done, and with it maybe some that came in before it.
    pub(crate) fn close(&mut self, (number, end): (u64, u64), what: End) -> io::Result<State> {
        self.waiting.insert(number, (end, what));
        while let Some((end, what)) = self.waiting.remove(&(self.state.lines + 1)) {
            self.state.lines += 1;
            self.state.bytes = end;
            match what {
                End::Delivered => self.state.delivered += 1,
                End::Refused(why) => {
                    self.state.refused += 1;
                    let line = format!("line {}: {why}\n", self.state.lines);
                    self.report.write_all(line.as_bytes())?;
                    self.state.report += line.len() as u64;
                }
                End::Empty | End::Stopped(_) => {}
            }
        }
        let (lines, moment) = self.saved;
        let new = self.state.lines - lines;
        if new >= OFTEN.0 || (new > 0 && moment.elapsed() >= OFTEN.1) {
            self.save()?;
        }
        Ok(self.state)
    }

    /// The state is there whole, before or after.
    pub(crate) fn save(&mut self) -> io::Result<State> {
        self.report.sync_data()?;
        let mut beside = self.path.clone().into_os_string();
        beside.push(".new");
        let mut file = File::create(&beside)?;
        file.write_all(&serde_json::to_vec(&self.state)?)?;
        file.sync_data()?;
        fs::rename(&beside, &self.path)?;
        self.saved = (self.state.lines, Instant::now());
        Ok(self.state)
    }
}
