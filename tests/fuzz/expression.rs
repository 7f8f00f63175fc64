//! Any text as an expression of `pattern`, beside Rust's own engine.

use crate::{Counts, Finding};
use regex::Regex;
use voucher_definition::Pattern;
use voucher_definition::pattern::compile;

/// The texts that each expression is asked about, beside those of the input.
const TEXTS: [&str; 5] = ["", "a", "0-_", "é\n", "\u{1f600}\"\\"];

/// An expression, and texts behind it, each behind a NUL.
pub(crate) fn judge(bytes: &[u8]) -> Result<Counts, Finding> {
    let input = String::from_utf8_lossy(bytes);
    let (source, texts) = input.split_once('\0').unwrap_or((&input, ""));
    let Ok(owned) = compile(source) else {
        return Ok(Counts {
            sound: 0,
            refused: 1,
        });
    };
    let (is_any, is_none) = (owned.is_any(), owned.is_none());
    if owned.size() > 64 * 1024 {
        return Err(Finding(format!("{source:?} takes {} bytes", owned.size())));
    }
    let regex = Regex::new(source)
        .map_err(|error| Finding(format!("{source:?} is no expression of Rust's: {error}")))?;
    // Leaked: inputs are small, and the fuzzer starts anew.
    let pattern = Pattern::Compiled(owned.leak());
    for text in texts.split('\0').chain(TEXTS).chain([source]) {
        let is_match = regex.is_match(text);
        let is_same = pattern.matches(text) == is_match && is_checked(pattern, text, is_match);
        if !is_same || is_any && !is_match || is_none && is_match {
            return Err(Finding(format!(
                "{source:?} on {text:?}: {is_match} is Rust's verdict"
            )));
        }
    }
    Ok(Counts {
        sound: 1,
        refused: 0,
    })
}

/// The same verdict, at the beginning of a character, in words.
fn is_checked(pattern: Pattern, text: &str, is_match: bool) -> bool {
    let Err(mismatch) = pattern.check(text) else {
        return is_match;
    };
    let violation_kind = voucher_definition::ViolationKind::Pattern { pattern, mismatch };
    let rest = text.get(mismatch.at..);
    !is_match
        && rest.is_some_and(|rest| rest.chars().next() == mismatch.found)
        && violation_kind.to_string().starts_with("does not match `")
}
