//! Prints log lines.

use std::io::Write;
use std::sync::mpsc::{Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

/// The maximum number of log lines that wait to be printed.
const WAITING_LINES: usize = 1_000;
/// How long to wait for the last line to be printed.
const LAST_LINE_TIMEOUT: Duration = Duration::from_secs(1);

/// Prints lines on a separate thread. A slow reader must not delay answers, so lines that exceed the queue are dropped.
#[derive(Clone)]
pub(crate) struct Log(SyncSender<Line>);

struct Line {
    content: String,
    /// Dropped after the line is printed.
    _printed: Option<Sender<()>>,
}

impl Log {
    pub(crate) fn start() -> Self {
        let (sender, lines) = sync_channel::<Line>(WAITING_LINES);
        std::thread::spawn(move || {
            for line in lines {
                // A closed pipe is not an error, because the reader may only have needed the first lines.
                let _ = writeln!(std::io::stdout(), "{}", line.content);
            }
        });
        Self(sender)
    }

    pub(crate) fn print(&self, content: String) {
        let _ = self.0.try_send(Line {
            content,
            _printed: None,
        });
    }

    /// Prints a line and waits until it is printed.
    pub(crate) fn print_last(&self, last: String) {
        let (printed, is_printed) = channel();
        let line = Line {
            content: last,
            _printed: Some(printed),
        };
        if self.0.try_send(line).is_ok() {
            // Nothing is sent; closing the channel is the signal.
            let _ = is_printed.recv_timeout(LAST_LINE_TIMEOUT);
        }
    }
}
