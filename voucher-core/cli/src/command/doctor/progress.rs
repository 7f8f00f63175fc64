//! Shows how many requests were sent, if standard error is a terminal.

use indicatif::{ProgressBar, ProgressStyle};

pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    pub(super) fn new(url: &str) -> Self {
        let bar = ProgressBar::new(0);
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} requests {eta}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(url.to_owned());
        Self { bar }
    }

    pub(super) fn set(&self, sent: u64, planned: usize) {
        self.bar.set_length(planned as u64);
        self.bar.set_position(sent);
    }

    /// Removes the bar.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
