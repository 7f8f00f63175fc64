//! Percent-encoding.

use std::format;
use std::string::String;
use std::vec::Vec;

/// Decodes percent-encoded UTF-8. The error is what is wrong with the string: `is not UTF-8 once it is percent-decoded`.
pub(super) fn decode(encoded: &str) -> Result<String, String> {
    let mut decoded = Vec::new();
    let mut rest = encoded;
    while let Some((before, escape)) = rest.split_once('%') {
        decoded.extend_from_slice(before.as_bytes());
        let digits = escape.get(..2).filter(|digits| {
            let mut digits = digits.bytes();
            digits.all(|digit| digit.is_ascii_hexdigit())
        });
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let Some(byte) = byte else {
            let found: String = escape.chars().take(2).collect();
            return Err(format!(
                "has the invalid escape `%{found}`: expected `%` and two hexadecimal digits; write `%25` for a percent sign"
            ));
        };
        decoded.push(byte);
        rest = escape.get(2..).unwrap_or_default();
    }
    decoded.extend_from_slice(rest.as_bytes());
    String::from_utf8(decoded).map_err(|_| "is not UTF-8 once it is percent-decoded".into())
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn escapes_are_bytes_of_utf_8() {
        assert_eq!(decode("a%2Fb%c3%a9+é").unwrap(), "a/bé+é");
        for (encoded, expected) in [
            ("%", "`%`"),
            ("a%2", "`%2`"),
            ("%zz", "`%zz`"),
            ("%+1", "`%+1`"),
            ("%é", "`%é`"),
            ("%ff", "UTF-8"),
        ] {
            let error = decode(encoded).unwrap_err();
            assert!(error.contains(expected), "{encoded}: {error}");
        }
    }
}
