//! Alternatives of which exactly one may accept an object.

use super::{AHEAD, Encoder, is_in_url, is_validate_only};
use voucher_definition::{Field, Kind, OneOf, Selector};

/// Returns the alternatives of a field, if exactly one of them may accept an object.
#[inline]
const fn only_one(field: &'static Field) -> Option<&'static OneOf> {
    match field.kind {
        Kind::OneOf(one_of) if matches!(one_of.selector, Selector::One) => Some(one_of),
        _ => None,
    }
}

/// Some rules are about what is written, so that is also written in validate-only mode.
impl Encoder<'_> {
    /// Returns the position of a value that is written in any mode.
    #[must_use]
    pub(crate) fn start_written(&mut self, at: usize) -> usize {
        if !is_validate_only(at) {
            return at;
        }
        #[cfg(feature = "serde")]
        {
            (self.has_custom, self.is_custom_null) = (false, false);
        }
        self.out.resize(AHEAD, 0);
        0
    }

    /// Returns the position after that value. `before` is where it would have started. In validate-only mode, the value is
    /// removed again.
    #[must_use]
    pub(crate) fn end_written(&mut self, before: usize, end: usize) -> usize {
        if is_validate_only(before) && !is_validate_only(end) {
            self.out.clear();
            return before;
        }
        end
    }
}

impl Encoder<'_> {
    /// Writes a value of one of the alternatives of a field. If exactly one may accept it, reports a value that another one
    /// accepts, too.
    #[inline]
    pub(crate) fn put_alternative(
        &mut self,
        at: usize,
        field: &'static Field,
        put: impl FnOnce(&mut Self, usize) -> usize,
    ) -> usize {
        let Some(one_of) = only_one(field) else {
            return put(self, at);
        };
        let since = self.violation_count();
        let start = self.start_written(at);
        let end = put(self, start);
        if self.has_no_violations_since(since) && !is_in_url(end) {
            self.check_only_one((start, end), field, one_of);
        }
        self.end_written(at, end)
    }

    #[cold]
    fn check_only_one(
        &mut self,
        (start, end): (usize, usize),
        field: &'static Field,
        one_of: &'static OneOf,
    ) {
        let written = self.out.get(start..end).unwrap_or_default();
        let value = value_of(field, written);
        if !value.starts_with(b"{") {
            return;
        }
        if let Err(violation_kind) = one_of.check_only_one(value) {
            self.reject(end, field, &violation_kind);
        }
    }
}

/// Returns the value of a member, element or body that was written.
fn value_of<'w>(field: &Field, written: &'w [u8]) -> &'w [u8] {
    if field.is_body() {
        return written;
    }
    let written = written.get(1..).unwrap_or_default();
    if field.key.is_element() {
        return written;
    }
    // `"name":` is before it.
    let mut is_escaped = false;
    let mut bytes = written.iter().skip(1);
    let length = bytes.position(|byte| {
        let ends = *byte == b'"' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        ends
    });
    let value = length.and_then(|length| written.get(length + 3..));
    value.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_is_what_follows_the_key() {
        let value = |name, written: &'static str| {
            value_of(&Field::new(name, name, "", Kind::Any), written.as_bytes())
        };
        assert_eq!(value("a", ",\"a\":{\"b\":1}"), b"{\"b\":1}");
        assert_eq!(value("a\"", ",\"a\\\"\":{}"), b"{}");
        assert_eq!(value("\\", ",\"\\\\\":[1]"), b"[1]");
        assert_eq!(value("a", ""), b"");
        assert_eq!(value("a", ",\"a"), b"");
        assert_eq!(value_of(&Field::element("/a", Kind::Any), b",{}"), b"{}");
    }
}
