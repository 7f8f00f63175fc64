//! Why a regular expression is rejected.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use core::fmt;

/// Why a regular expression is rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    at: usize,
    message: Cow<'static, str>,
}

impl PatternError {
    pub(super) fn new(at: usize, message: impl Into<Cow<'static, str>>) -> Self {
        let message = message.into();
        Self { at, message }
    }

    /// Returns the offset of the mistake in the expression, in bytes.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Returns what is wrong, and what to write instead.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the message, the expression, and a caret under the mistake, on separate lines.
    #[must_use]
    pub fn show(&self, source: &str) -> String {
        /// The number of characters to show on each side of the mistake.
        const AROUND: usize = 40;
        let (before, after) = source.split_at_checked(self.at).unwrap_or((source, ""));
        let skipped = before.chars().count().saturating_sub(AROUND);
        let cut = if skipped > 0 { "…" } else { "" };
        let shown = |character: char| match character {
            '\0'..' ' | '\x7f' => '\u{fffd}',
            other => other,
        };
        let before: String = before.chars().skip(skipped).map(shown).collect();
        let rest: String = after.chars().take(AROUND).map(shown).collect();
        let more = if after.chars().nth(AROUND).is_some() {
            "…"
        } else {
            ""
        };
        let column = before.chars().count() + cut.chars().count();
        format!(
            "{}\n\n    {cut}{before}{rest}{more}\n    {:column$}^ byte {}",
            self.message, "", self.at
        )
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} (at byte {} of the expression)",
            self.message, self.at
        )
    }
}

impl core::error::Error for PatternError {}

#[cfg(test)]
mod tests {
    use super::PatternError;
    use alloc::format;
    use alloc::string::String;

    #[test]
    fn the_caret_points_at_the_mistake() {
        let show = |source: &str, at| PatternError::new(at, "wrong").show(source);
        let shown = show("^é\\p$", 3);
        assert_eq!(shown, "wrong\n\n    ^é\\p$\n      ^ byte 3");
        let shown = show(
            &["a".repeat(50), String::from("\n*"), "b".repeat(50)].concat(),
            51,
        );
        let (cut, after) = ("a".repeat(39), "b".repeat(39));
        let expected = format!("\n\n    …{cut}\u{fffd}*{after}…\n    {:41}^ byte 51", "");
        assert!(shown.ends_with(&expected), "{shown}");
    }
}
