//! Maps: objects with any keys.

use super::displayed::StackString;
use super::values::ABOVE;
use super::{Encoder, is_validate_only};
use crate::encode::buffer::Buffer;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::{Display, Write};
use voucher_definition::message::Message;
use voucher_definition::{Field, Map, Rule, Violation, ViolationKind, pointer, sorted_positions};

/// The key of a map as a string.
#[derive(Debug)]
pub enum KeyText<'k> {
    /// A string that the key contains.
    Borrowed(&'k str),
    /// A string that was written for the key.
    Written(StackString),
    /// An integer above the range of `i64`.
    Above,
    /// The key's `DisplayField` returned an error.
    NotDisplayed,
}

impl KeyText<'_> {
    /// Returns an integer as a string. `None` is an integer above the range of `i64`.
    pub(crate) fn of_integer(integer: Option<i64>) -> Self {
        integer.map_or(Self::Above, |integer| Self::displayed(&integer))
    }

    /// Returns the string that a `Display` writes.
    pub(crate) fn displayed(value: &dyn Display) -> Self {
        let mut string = StackString::new();
        match write!(string, "{value}") {
            Ok(()) => Self::Written(string),
            Err(_) => Self::NotDisplayed,
        }
    }

    fn as_str(&self) -> Option<&str> {
        match self {
            Self::Borrowed(text) => Some(text),
            Self::Written(string) => Some(string.as_str()),
            Self::Above | Self::NotDisplayed => None,
        }
    }
}

/// The keys of a map with several members, to find duplicates.
#[derive(Debug)]
pub(crate) struct MapKeys {
    is_needed: bool,
    /// All keys, one after the other.
    text: String,
    /// The end of each key.
    ends: Vec<usize>,
}

impl MapKeys {
    /// Creates the list of keys of a map with `count` members.
    pub(crate) const fn new(count: usize) -> Self {
        Self {
            is_needed: count > 1,
            text: String::new(),
            ends: Vec::new(),
        }
    }

    fn push(&mut self, key: &str) {
        if self.is_needed {
            self.text.push_str(key);
            self.ends.push(self.text.len());
        }
    }

    fn get(&self, index: usize) -> &str {
        let start = index.checked_sub(1).and_then(|index| self.ends.get(index));
        let (start, end) = (start.copied().unwrap_or(0), self.ends.get(index).copied());
        self.text
            .get(start..end.unwrap_or(start))
            .unwrap_or_default()
    }

    /// Returns the position of each key that is the same string as one before it.
    fn duplicates(&self) -> Vec<usize> {
        let mut duplicates = Vec::new();
        // Most keys are sorted already.
        let mut pairs = 1..self.ends.len();
        if pairs.all(|index| self.get(index - 1) < self.get(index)) {
            return duplicates;
        }
        let compare = |one, other| self.get(one).cmp(self.get(other));
        let mut is_duplicate = alloc::vec![false; self.ends.len()];
        for pair in sorted_positions(self.ends.len(), &compare).windows(2) {
            if let [one, other] = *pair {
                is_duplicate[other] = self.get(one) == self.get(other);
            }
        }
        let found = is_duplicate.into_iter().enumerate();
        duplicates.extend(found.filter_map(|(index, is_duplicate)| is_duplicate.then_some(index)));
        duplicates
    }
}

/// A member is its key, and a value that is written like the element of an array: after a comma, which becomes the colon.
impl Encoder<'_> {
    /// Opens a map with `count` members.
    #[must_use]
    pub(crate) fn open_map(
        &mut self,
        at: usize,
        field: &'static Field,
        map: &Map,
        count: usize,
    ) -> usize {
        if let Err(violation_kind) = map.check_count(count) {
            self.reject(at, field, &violation_kind);
        }
        self.open(at, field)
    }

    /// Writes a key after a comma. Returns the position of its value.
    #[must_use]
    pub(crate) fn put_key(
        &mut self,
        at: usize,
        field: &'static Field,
        map: &Map,
        key: &KeyText<'_>,
        keys: &mut MapKeys,
    ) -> usize {
        let Some(text) = key.as_str() else {
            keys.push("");
            return self.reject_key_type(at, field, map, key);
        };
        keys.push(text);
        if let Err(violation_kind) = map.key.check_text(text, true) {
            self.reject_key(field, map, &violation_kind);
        }
        if is_validate_only(at) {
            return at;
        }
        let mut buffer = Buffer::new(self.out, at);
        buffer.push_byte(b',');
        buffer.push_string(text);
        buffer.at()
    }

    /// Ends the member whose key starts at `before` and whose value is written from `value_at` to `end`.
    #[must_use]
    pub(crate) fn end_member(&mut self, before: usize, value_at: usize, end: usize) -> usize {
        if is_validate_only(end) {
            return end;
        }
        // Nothing was written for a key or a value that cannot be sent.
        if end == value_at || value_at == before {
            return before;
        }
        self.out[value_at] = b':';
        end
    }

    /// Reports each key that is the same string as one before it.
    pub(crate) fn check_keys(&mut self, field: &'static Field, map: &Map, keys: &MapKeys) {
        for index in keys.duplicates() {
            self.cannot_be_sent = true;
            let since = self.violation_count();
            self.reject_key(field, map, &ViolationKind::DuplicateKey);
            let key = KeyText::Borrowed(keys.get(index));
            self.move_to_member(since, field, map, &key, index);
        }
    }

    /// Moves the violations from number `since` on to the member with a key, which is at `index`. The violations of a
    /// sensitive map do not contain the key.
    #[cold]
    pub(crate) fn move_to_member(
        &mut self,
        since: usize,
        field: &'static Field,
        map: &Map,
        key: &KeyText<'_>,
        index: usize,
    ) {
        match key.as_str().filter(|_| !self.is_key_hidden(field, map)) {
            Some(key) => self.move_to_content(since, field, key),
            None => self.move_to_content(since, field, &index.to_string()),
        }
    }

    fn is_key_hidden(&self, field: &'static Field, map: &Map) -> bool {
        map.key.sensitive || self.is_hidden(field)
    }

    /// Reports an invalid key.
    #[cold]
    fn reject_key(&mut self, field: &'static Field, map: &Map, violation_kind: &ViolationKind<'_>) {
        let is_hidden = self.is_key_hidden(field, map);
        let message = violation_kind.describe_key(Message::new(), is_hidden);
        self.report_key(field, Rule::Members, message.to_string());
    }

    /// Reports a key that has no string.
    #[cold]
    fn reject_key_type(
        &mut self,
        at: usize,
        field: &'static Field,
        map: &Map,
        key: &KeyText<'_>,
    ) -> usize {
        if let KeyText::Above = key {
            self.reject_key(field, map, &ABOVE);
        } else {
            let message = "its `DisplayField` returned an error, so the key cannot be sent";
            self.report_key(field, Rule::Check, String::from(message));
        }
        at
    }

    #[cold]
    fn report_key(&mut self, field: &'static Field, rule: Rule, message: String) {
        let member = pointer(&field.pointer(), "*");
        self.push_violation(Violation::new(member, rule, message));
    }
}
