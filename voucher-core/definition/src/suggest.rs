//! Suggests a known name for an unknown one.

use crate::const_str::is_same;

/// Longer names are not compared.
const MAX_LENGTH: usize = 48;

/// Returns the name with the smallest edit distance, if it is small enough for a typo: at most a third of the characters,
/// and always at least one. Case, `_` and `-` are ignored, and a transposition counts as one edit. Of two equally near names
/// the first is returned.
#[must_use]
pub const fn nearest<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    let mut best: Option<&'n str> = None;
    let mut min = usize::MAX;
    let mut at = 0;
    while at < names.len() {
        if let Some(distance) = distance(name, names[at]) {
            if distance < min && !is_same(name, names[at]) {
                min = distance;
                best = Some(names[at]);
            }
        }
        at += 1;
    }
    best
}

/// Returns the name in snake case that shares most words with another: `voucher_code` for `code`, `currency` for
/// `shop_currency`, `creation_time` for `created_at`. `None` if there is a tie.
///
/// Words are equal if they start with the same stem of at least four letters.
#[must_use]
pub fn related<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    let mut best: Option<(&'n str, usize)> = None;
    let mut is_tied = false;
    for candidate in names {
        let shared = words(name)
            .filter(|word| words(candidate).any(|other| is_same_stem(word, other)))
            .count();
        let max = best.map_or(0, |(_, max)| max);
        is_tied = (is_tied && shared <= max) || (shared == max && max > 0);
        if shared > max {
            best = Some((candidate, shared));
        }
    }
    best.filter(|_| !is_tied).map(|(name, _)| name)
}

/// Returns the words of a name in snake case. Words of two letters (`id`, `at`) are too unspecific.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split('_').filter(|word| word.len() > 2)
}

fn is_same_stem(one: &str, other: &str) -> bool {
    const STEM: usize = 4;
    let shorter = smaller(one.len(), other.len());
    let shared = one.bytes().zip(other.bytes());
    let shared = shared
        .take_while(|(one, other)| one.eq_ignore_ascii_case(other))
        .count();
    shared == one.len() && shared == other.len() || shared >= STEM && shared * 3 >= shorter * 2
}

const fn smaller(one: usize, other: usize) -> usize {
    if one < other { one } else { other }
}

/// Returns the edit distance of two names; `None` if it is too large for a typo. It is 0 for names that only differ in
/// case, `_` and `-`.
#[must_use]
pub const fn distance(name: &str, other: &str) -> Option<usize> {
    let (left, left_length) = folded(name);
    let (right, right_length) = folded(other);
    if left_length == 0
        || right_length == 0
        || left_length > MAX_LENGTH
        || right_length > MAX_LENGTH
        || left_length.abs_diff(right_length) > max_distance(left_length, right_length)
    {
        return None;
    }
    // Optimal string alignment distance, with the last three rows of its table.
    let mut before = [0; MAX_LENGTH + 1];
    let mut above = [0; MAX_LENGTH + 1];
    let mut row = [0; MAX_LENGTH + 1];
    let mut column = 0;
    while column <= right_length {
        above[column] = column;
        column += 1;
    }
    let mut line = 1;
    while line <= left_length {
        row[0] = line;
        column = 1;
        while column <= right_length {
            let same = left[line - 1] == right[column - 1];
            let deleted = smaller(above[column], row[column - 1]) + 1;
            let mut min = smaller(above[column - 1] + !same as usize, deleted);
            let swapped = line > 1
                && column > 1
                && left[line - 1] == right[column - 2]
                && left[line - 2] == right[column - 1];
            if swapped {
                min = smaller(min, before[column - 2] + 1);
            }
            row[column] = min;
            column += 1;
        }
        before = above;
        above = row;
        line += 1;
    }
    if above[right_length] <= max_distance(left_length, right_length) {
        Some(above[right_length])
    } else {
        None
    }
}

/// Returns the largest edit distance that counts as a typo.
const fn max_distance(left_length: usize, right_length: usize) -> usize {
    let longer = if left_length > right_length {
        left_length
    } else {
        right_length
    };
    if longer < 6 { 1 } else { longer / 3 }
}

/// Returns the name in lower case without `_` and `-`, and its length.
const fn folded(name: &str) -> ([u8; MAX_LENGTH], usize) {
    let name = name.as_bytes();
    let mut letters = [0; MAX_LENGTH];
    let (mut at, mut length) = (0, 0);
    while at < name.len() {
        if name[at] != b'_' && name[at] != b'-' {
            if length == MAX_LENGTH {
                return (letters, MAX_LENGTH + 1);
            }
            letters[length] = name[at].to_ascii_lowercase();
            length += 1;
        }
        at += 1;
    }
    (letters, length)
}

#[cfg(test)]
mod tests {
    use super::{nearest, related};

    const NAMES: [&str; 6] = [
        "event",
        "timestamp",
        "voucherCode",
        "value",
        "currency",
        "REFERRAL",
    ];

    #[test]
    fn a_typo_finds_its_name() {
        for (typo, expected) in [
            ("evnt", "event"),
            ("evetn", "event"),
            ("curency", "currency"),
            ("voucher_code", "voucherCode"),
            ("REFERAL", "REFERRAL"),
            ("referral", "REFERRAL"),
            ("timestmap", "timestamp"),
            ("values", "value"),
        ] {
            assert_eq!(nearest(typo, &NAMES), Some(expected), "{typo}");
        }
    }

    #[test]
    fn a_different_name_finds_nothing() {
        for other in [
            "",
            "_",
            "internal_note",
            "code",
            "x",
            &"currency".repeat(20),
        ] {
            assert_eq!(nearest(other, &NAMES), None, "{other}");
        }
    }

    #[test]
    fn a_name_with_the_same_words_is_found() {
        let names = [
            "timestamp",
            "voucher_code",
            "value",
            "currency",
            "creation_time",
            "referrer_id",
            "expiry",
            "referral_value",
            "voucher_type",
        ];
        for (name, expected) in [
            ("code", Some("voucher_code")),
            ("shop_currency", Some("currency")),
            ("currencies", Some("currency")),
            ("created_at", Some("creation_time")),
            ("expires_at", Some("expiry")),
            ("ravelin_voucher_codes", Some("voucher_code")),
            ("kind_of_voucher_type", Some("voucher_type")),
            ("voucher", None),
            ("internal_note", None),
            ("_", None),
            ("", None),
            ("id", None),
            ("sent_at", None),
        ] {
            assert_eq!(related(name, &names), expected, "{name}");
        }
    }
}
