//! Any string as an expression of `pattern`, compared with the crate `regex`, for which it is rewritten.

use crate::rewrite::to_rust;
use crate::{Counts, Finding};
use regex::Regex;
use voucher_definition::Pattern;
use voucher_definition::pattern::compile;

/// The strings that each expression is matched against, in addition to those of the input.
const STRINGS: [&str; 9] = [
    "",
    "a",
    "0-_",
    "é\n",
    "\u{1f600}\"\\",
    "aé\u{feff}\u{85}",
    "\r \u{660}",
    "\u{2028}",
    "]}@",
];

/// Tests an expression with strings, all separated by NUL.
pub(crate) fn run(bytes: &[u8]) -> Result<Counts, Finding> {
    let input = String::from_utf8_lossy(bytes);
    let (source, strings) = input.split_once('\0').unwrap_or((&input, ""));
    let Ok(owned) = compile(source) else {
        return Ok(Counts {
            accepted: 0,
            rejected: 1,
        });
    };
    let (is_any, is_none) = (owned.is_any(), owned.is_none());
    if owned.size() > 64 * 1024 {
        return Err(Finding(format!("{source:?} takes {} bytes", owned.size())));
    }
    let rewritten = to_rust(source);
    let regex = Regex::new(&rewritten)
        .map_err(|error| Finding(format!("{rewritten:?} is not accepted by `regex`: {error}")))?;
    // Leaked, because inputs are small and the fuzzer restarts often.
    let pattern = Pattern::Compiled(owned.leak());
    for string in strings.split('\0').chain(STRINGS).chain([source]) {
        let is_match = regex.is_match(string);
        let is_same = pattern.matches(string) == is_match && is_checked(pattern, string, is_match);
        if !is_same || is_any && !is_match || is_none && is_match {
            return Err(Finding(format!(
                "{source:?} on {string:?}: `regex` returns {is_match}"
            )));
        }
    }
    Ok(Counts {
        accepted: 1,
        rejected: 0,
    })
}

/// Checks that a match agrees with the reference, and that a mismatch is at a character boundary and has a message.
fn is_checked(pattern: Pattern, string: &str, is_match: bool) -> bool {
    let Err(mismatch) = pattern.check(string) else {
        return is_match;
    };
    let violation_kind = voucher_definition::ViolationKind::Pattern { pattern, mismatch };
    let rest = string.get(mismatch.at..);
    !is_match
        && rest.is_some_and(|rest| rest.chars().next() == mismatch.found)
        && violation_kind.to_string().starts_with("does not match `")
}
