//! Rules about what is written: alternatives of which exactly one may accept an object, and the number of an object's members.

use super::{AHEAD, Encoder, is_in_url, is_validate_only};
use alloc::string::String;
use voucher_definition::message::Message;
use voucher_definition::{Field, Kind, OneOf, Selector, Violation, check_members};

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

/// The number of members of an object.
impl Encoder<'_> {
    /// Returns the position of the first member of an object whose members are counted.
    #[must_use]
    pub fn start_members(&mut self, at: usize) -> usize {
        self.start_written(at)
    }

    /// Reports an object at a JSON Pointer with too few or too many members. `before` is the position before them. Returns the
    /// position after them.
    #[must_use]
    pub fn end_members(
        &mut self,
        before: usize,
        at: usize,
        pointer: &'static str,
        min: u32,
        max: u32,
    ) -> usize {
        let start = if is_validate_only(before) { 0 } else { before };
        let found = count_members(self.out.get(start..at).unwrap_or_default());
        if let Err(violation_kind) = check_members(found, min, max) {
            let message = violation_kind.describe(Message::new(), false);
            let message = String::from(message.as_str());
            let violation = Violation::new(pointer.into(), violation_kind.rule(), message);
            let type_name = self.type_name();
            self.push_violation(violation.from_field(type_name));
        }
        self.end_written(before, at)
    }
}

/// Returns the number of members that were written: `,"a":1,"b":{}`.
fn count_members(written: &[u8]) -> usize {
    let (mut count, mut depth) = (0, 0_usize);
    let (mut is_string, mut is_escaped) = (false, false);
    for byte in written {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_string,
            b'"' => is_string = !is_string,
            _ if is_string => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => count += 1,
            _ => {}
        }
    }
    count
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
    fn only_the_members_themselves_are_counted() {
        for (written, count) in [
            ("", 0),
            (",\"a\":1", 1),
            (
                ",\"a,\\\",\":\"[,{\",\"b\":{\"c\":1,\"d\":[2,3]},\"e\":[{},{}]",
                3,
            ),
            (",\"\\\\\":\"\\\\\",\"b\":null", 2),
        ] {
            assert_eq!(count_members(written.as_bytes()), count, "{written}");
        }
    }

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
