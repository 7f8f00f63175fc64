//! The path of a request, where the event says something of it.

use super::Encoder;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;
use voucher_definition::{Field, check_segment};

impl Encoder<'_> {
    /// What stands in the path: a member that is written aside, even where nothing else is.
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
        let segment = Segments::value(out.get(..end).unwrap_or_default(), field.name);
        if let Some(violations) = violations {
            violations
                .into_iter()
                .for_each(|violation| self.note(violation));
            return at;
        }
        if let Err(violation_kind) = check_segment(&segment) {
            return self.reject(at, field, &violation_kind);
        }
        let segments = self.path.get_or_insert_default();
        segments.push(field.name, segment);
        at
    }
}

/// The segments of a path that an event gives, by name: `:id`.
#[derive(Debug, Default)]
pub struct Segments(Vec<(&'static str, String)>);

impl Segments {
    /// With one more.
    fn push(&mut self, name: &'static str, value: String) {
        self.0.push((name, value));
    }

    /// The path with the segments in their places.
    pub(crate) fn path(&self, template: &str) -> String {
        let mut path = String::with_capacity(template.len() + 32);
        for (at, part) in template.split('/').enumerate() {
            if at > 0 {
                path.push('/');
            }
            match self.0.iter().find(|(name, _)| *name == part) {
                Some((_, value)) => push_encoded(&mut path, value),
                None => path.push_str(part),
            }
        }
        path
    }

    /// The value of a member as text: `,":id":"a/b"` is `a/b`.
    fn value(member: &[u8], name: &str) -> String {
        let member = core::str::from_utf8(member).unwrap_or_default();
        let value = member.get(name.len() + 4..).unwrap_or_default();
        let text = value.strip_prefix('"');
        match text.and_then(|text| text.strip_suffix('"')) {
            Some(text) => unescaped(text),
            None => value.into(),
        }
    }
}

/// All but what RFC 3986 calls unreserved stands as its bytes: `%2F`.
fn push_encoded(path: &mut String, value: &str) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            // A `String` takes everything.
            let _ = write!(path, "%{byte:02X}");
        }
    }
}

fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\\') {
        plain.push_str(before);
        let (character, length) = character(escape);
        plain.push(character);
        rest = escape.get(length..).unwrap_or_default();
    }
    plain.push_str(rest);
    plain
}

/// What follows a `\`, as the encoder writes it: the character, and how many bytes stand for it.
fn character(escape: &str) -> (char, usize) {
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
    fn a_value_is_read_as_it_was_written() {
        let mut texts: Vec<String> = (0..=0x2ff_u32)
            .filter_map(char::from_u32)
            .map(String::from)
            .collect();
        texts.push(texts.concat());
        texts.push(String::from("\\\\u0041\"\\"));
        for text in texts {
            let mut bytes = Vec::new();
            let mut buffer = Buffer::new(&mut bytes, 0);
            buffer.push_key(":id");
            buffer.push_text(&text);
            let end = buffer.at();
            assert_eq!(Segments::value(&bytes[..end], ":id"), text);
        }
        assert_eq!(Segments::value(b",\":id\":-12", ":id"), "-12");
    }

    #[test]
    fn only_what_is_unreserved_stands_as_it_is() {
        let path =
            |id: &str| Segments(alloc::vec![(":id", id.into())]).path("/v2/supplier/:id/labels");
        assert_eq!(path("a-B_9.~"), "/v2/supplier/a-B_9.~/labels");
        assert_eq!(path("a/b ?#%"), "/v2/supplier/a%2Fb%20%3F%23%25/labels");
        assert_eq!(path("\u{e9}\n"), "/v2/supplier/%C3%A9%0A/labels");
    }
}
