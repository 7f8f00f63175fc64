//! Path parameters: values that are sent in the request's path instead of its body.

use super::Encoder;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;
use voucher_definition::{Field, check_segment};

impl Encoder<'_> {
    /// Records a path parameter. `write` writes it as a member of a separate body, also in validate-only mode.
    #[must_use]
    pub fn path_parameter(
        &mut self,
        at: usize,
        field: &'static Field,
        write: impl FnOnce(&mut Encoder<'_>, usize) -> usize,
    ) -> usize {
        let mut out = Vec::new();
        let mut encoder = Encoder::new(&mut out, self.mapping, self.clock);
        let end = write(&mut encoder, 0);
        let violations = encoder.violations;
        let value = PathParameters::value(out.get(..end).unwrap_or_default(), field.name);
        if let Some(violations) = violations {
            violations
                .into_iter()
                .for_each(|violation| self.push_violation(violation));
            return at;
        }
        if let Err(violation_kind) = check_segment(&value) {
            return self.reject(at, field, &violation_kind);
        }
        let parameters = self.path.get_or_insert_default();
        parameters.push(field.name, value);
        at
    }
}

/// The path parameters of an event, each with its name in the path: `:id`.
#[derive(Debug, Default)]
pub(crate) struct PathParameters(Vec<(&'static str, String)>);

impl PathParameters {
    fn push(&mut self, name: &'static str, value: String) {
        self.0.push((name, value));
    }

    /// Returns the path with the percent-encoded parameters in place of their names.
    pub(crate) fn path(&self, template: &str) -> String {
        let mut path = String::with_capacity(template.len() + 32);
        for (index, segment) in template.split('/').enumerate() {
            if index > 0 {
                path.push('/');
            }
            match self.0.iter().find(|(name, _)| *name == segment) {
                Some((_, value)) => push_encoded(&mut path, value),
                None => path.push_str(segment),
            }
        }
        path
    }

    /// Returns the decoded value of a member that the encoder has written: `,":id":"a/b"` is `a/b`.
    fn value(member: &[u8], name: &str) -> String {
        let member = core::str::from_utf8(member).unwrap_or_default();
        // The name has two quotes, a comma and a colon around it.
        let value = member.get(name.len() + 4..).unwrap_or_default();
        let string = value.strip_prefix('"');
        match string.and_then(|string| string.strip_suffix('"')) {
            Some(string) => unescape(string),
            None => value.into(),
        }
    }
}

/// Percent-encodes everything but the unreserved characters of RFC 3986.
fn push_encoded(path: &mut String, value: &str) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            // Writing to a `String` cannot fail.
            let _ = write!(path, "%{byte:02X}");
        }
    }
}

/// Decodes the escapes of a JSON string.
fn unescape(string: &str) -> String {
    let mut decoded = String::with_capacity(string.len());
    let mut rest = string;
    while let Some((before, escape)) = rest.split_once('\\') {
        decoded.push_str(before);
        let (character, length) = decode_escape(escape);
        decoded.push(character);
        rest = escape.get(length..).unwrap_or_default();
    }
    decoded.push_str(rest);
    decoded
}

/// Decodes an escape as the encoder writes it, without its backslash. Returns the character and the length of the escape.
fn decode_escape(escape: &str) -> (char, usize) {
    let code = escape
        .get(1..5)
        .and_then(|code| u8::from_str_radix(code, 16).ok());
    match (escape.bytes().next(), code) {
        (Some(b'u'), Some(code)) => (char::from(code), 5),
        (Some(b'b'), _) => ('\u{8}', 1),
        (Some(b'f'), _) => ('\u{c}', 1),
        (Some(b'n'), _) => ('\n', 1),
        (Some(b'r'), _) => ('\r', 1),
        (Some(b't'), _) => ('\t', 1),
        (Some(other), _) => (char::from(other), 1),
        (None, _) => ('\\', 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::buffer::Buffer;

    #[test]
    fn values_are_decoded_as_they_were_encoded() {
        let mut values: Vec<String> = (0..=0x2ff_u32)
            .filter_map(char::from_u32)
            .map(String::from)
            .collect();
        values.push(values.concat());
        values.push(String::from("\\\\u0041\"\\"));
        for value in values {
            let mut bytes = Vec::new();
            let mut buffer = Buffer::new(&mut bytes, 0);
            buffer.push_key(":id");
            buffer.push_string(&value);
            let end = buffer.at();
            assert_eq!(PathParameters::value(&bytes[..end], ":id"), value);
        }
        assert_eq!(PathParameters::value(b",\":id\":-12", ":id"), "-12");
    }

    #[test]
    fn only_unreserved_characters_are_not_percent_encoded() {
        let path = |id: &str| {
            PathParameters(alloc::vec![(":id", id.into())]).path("/v2/supplier/:id/labels")
        };
        assert_eq!(path("a-B_9.~"), "/v2/supplier/a-B_9.~/labels");
        assert_eq!(path("a/b ?#%"), "/v2/supplier/a%2Fb%20%3F%23%25/labels");
        assert_eq!(path("\u{e9}\n"), "/v2/supplier/%C3%A9%0A/labels");
    }
}
