//! The nearest name to one that does not exist.

use crate::const_str::is_same;

/// Names longer than this are not compared: nobody means them by a typo.
const LONGEST: usize = 48;

/// The one of `names` that is most likely meant, if one is near enough.
///
/// Upper and lower case, `_` and `-` don't count; otherwise a third of the letters (at least one) may be wrong, where
/// two neighbours that changed places are one mistake. Of two equally near names the first wins.
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

/// The one of `names` that shares the most words with a name that is no typo of any: `code` is related to `voucher_code`,
/// `shop_currency` to `currency`, `created_at` to `creation_time`. `None` where two are equally related.
///
/// Words count as the same where one begins as the other does, for as long as its stem (four letters at least).
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

/// The words of a name in snake case; of two letters, they say too little (`id`, `at`).
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

/// How many mistakes lie between two names; `None` where they are too many to be a typo.
///
/// Names that differ only in case, `_` and `-` have distance 0.
#[must_use]
pub const fn distance(name: &str, other: &str) -> Option<usize> {
    let (left, left_length) = folded(name);
    let (right, right_length) = folded(other);
    if left_length == 0 || right_length == 0 || left_length > LONGEST || right_length > LONGEST {
        return None;
    }
    // Optimal string alignment: three rows of the usual table.
    let mut before = [0; LONGEST + 1];
    let mut above = [0; LONGEST + 1];
    let mut row = [0; LONGEST + 1];
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
            let left_out = smaller(above[column], row[column - 1]) + 1;
            let mut min = smaller(above[column - 1] + !same as usize, left_out);
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
    let longer = if left_length > right_length {
        left_length
    } else {
        right_length
    };
    let allowed = if longer < 6 { 1 } else { longer / 3 };
    if above[right_length] <= allowed {
        Some(above[right_length])
    } else {
        None
    }
}

/// The name in lower case without `_` and `-`.
const fn folded(name: &str) -> ([u8; LONGEST], usize) {
    let name = name.as_bytes();
    let mut letters = [0; LONGEST];
    let (mut at, mut length) = (0, 0);
    while at < name.len() {
        if name[at] != b'_' && name[at] != b'-' {
            if length == LONGEST {
                return (letters, LONGEST + 1);
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
        for (typo, meant) in [
            ("evnt", "event"),
            ("evetn", "event"),
            ("curency", "currency"),
            ("voucher_code", "voucherCode"),
            ("REFERAL", "REFERRAL"),
            ("referral", "REFERRAL"),
            ("timestmap", "timestamp"),
            ("values", "value"),
        ] {
            assert_eq!(nearest(typo, &NAMES), Some(meant), "{typo}");
        }
    }

    #[test]
    fn what_is_no_typo_finds_nothing() {
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
    fn a_name_of_the_same_words_is_akin() {
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
        for (name, meant) in [
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
            assert_eq!(related(name, &names), meant, "{name}");
        }
    }
}
