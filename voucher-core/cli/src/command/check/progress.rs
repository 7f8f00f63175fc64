//! Shows how much of a file is read, if standard error is a terminal.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::Read;

pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self {
            bar: ProgressBar::hidden(),
        }
    }

    /// Returns a reader that shows the progress. A compressed file is measured as it is.
    pub(super) fn read<R: Read>(
        &mut self,
        reader: R,
        name: &str,
        length: Option<u64>,
    ) -> impl Read + use<R> {
        const WITH_LENGTH: &str = "{msg} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}";
        const WITHOUT: &str = "{msg} {spinner} {bytes} {bytes_per_sec}";
        self.bar = length.map_or_else(ProgressBar::no_length, ProgressBar::new);
        let template = if length.is_some() {
            WITH_LENGTH
        } else {
            WITHOUT
        };
        let style = ProgressStyle::with_template(template);
        self.bar
            .set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        self.bar.set_message(name.to_owned());
        self.bar.wrap_read(reader)
    }

    /// Removes the bar.
    pub(super) fn end(&mut self) {
        self.bar.finish_and_clear();
    }

    /// Prints something without the bar.
    pub(super) fn suspend<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }
}
