//! Derives the Rust name of a field from its name in JSON.

use alloc::string::String;

/// Converts a name to snake case: `voucherCode` to `voucher_code`. A word starts at an upper-case letter after a lower-case
/// one or a digit, and at the last of several upper-case letters if a lower-case one follows. Characters that an identifier
/// cannot have become `_`.
#[must_use]
pub fn rust_name(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    let (mut previous, mut letters) = (None, name.chars());
    while let Some(letter) = letters.next() {
        let before: Option<char> = previous.replace(letter);
        if matches!(letter, 'a'..='z' | '0'..='9') {
            snake.push(letter);
            continue;
        }
        let after = letters.clone().next();
        if !letter.is_alphanumeric() {
            if !snake.is_empty() && !snake.ends_with('_') {
                snake.push('_');
            }
            continue;
        }
        let is_start = letter.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_numeric()
                    || before.is_uppercase() && after.is_some_and(char::is_lowercase)
            });
        if is_start && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    let length = snake.trim_end_matches('_').len();
    snake.truncate(length);
    if snake.is_empty() || snake.starts_with(|first: char| first.is_numeric()) {
        snake.insert(0, '_');
    }
    snake
}

/// Returns whether a name can be that of a Rust field: letters, digits and `_`, not starting with a digit.
pub(super) fn is_identifier(name: &str) -> bool {
    name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && name.chars().all(|one| one.is_alphanumeric() || one == '_')
}

#[cfg(test)]
mod tests {
    use super::{is_identifier, rust_name};

    #[test]
    fn the_rust_name_of_any_name_is_an_identifier() {
        for name in ["", "$", "1", "a-b", "größe", "*", "٣", "a٣", "ｘ"] {
            assert!(is_identifier(&rust_name(name)), "{name}");
        }
        for name in ["", "1a", "a b", "a-b"] {
            assert!(!is_identifier(name), "{name}");
        }
    }

    #[test]
    fn a_wire_name_becomes_snake_case() {
        for (name, expected) in [
            ("voucherCode", "voucher_code"),
            ("3ds", "_3ds"),
            ("emailPasswordSHA256", "email_password_sha256"),
            ("passwordSHA1SHA256", "password_sha1_sha256"),
            ("eWallet", "e_wallet"),
            ("street1", "street1"),
            ("customerID", "customer_id"),
            ("IDNumber", "id_number"),
            ("order-id", "order_id"),
            ("@type", "type"),
            ("größeÄnderung", "größe_änderung"),
            ("a  b__c", "a_b_c"),
            ("$", "_"),
            ("", "_"),
            ("x_", "x"),
        ] {
            assert_eq!(rust_name(name), expected, "{name}");
        }
    }
}
