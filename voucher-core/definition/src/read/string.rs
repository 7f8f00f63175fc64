//! Reads a schema of `"type": "string"`.

use super::listed::Listed;
use super::mistake::quoted;
use super::owned::{OwnedField, OwnedKind, OwnedPattern};
use super::schema::{Keywords, Reader};
use crate::model::Kind;
use crate::pattern::Pattern;
use alloc::format;

impl<'t> Reader<'t> {
    pub(super) fn read_string(
        &mut self,
        keywords: &Keywords<'t>,
        listed: Option<&Listed<'t>>,
        field: &mut OwnedField,
    ) -> OwnedKind {
        let format = self.string_format(keywords);
        let Some(listed) = listed else {
            return self.read_unlisted_string(keywords, format, field);
        };
        let mut rules = field.clone();
        self.read_unlisted_rules(keywords, Kind::Text, &mut rules);
        let format = format.and_then(Kind::format);
        for value in &listed.strings {
            let is_formatted = format.is_none_or(|format| format.check(value).is_ok());
            let broken = rules.broken_by(value);
            if let Some(keyword) = broken.or((!is_formatted).then_some("format")) {
                let message = format!(
                    "{} breaks the `{keyword}` of this field, so it is never valid; remove one",
                    quoted(value)
                );
                self.reject(listed.member, message);
            }
        }
        field.values.clone_from(&listed.strings);
        self.kind(keywords, &[Kind::Enum]);
        OwnedKind::Scalar(Kind::Enum)
    }

    /// Reads a string without `enum` and `const`.
    fn read_unlisted_string(
        &mut self,
        keywords: &Keywords<'t>,
        format: Option<Kind>,
        field: &mut OwnedField,
    ) -> OwnedKind {
        let kinds = match &format {
            Some(kind) => core::slice::from_ref(kind),
            None => &[Kind::Text, Kind::Identifier, Kind::Currency],
        };
        let kind = self.kind(keywords, kinds).or(format).unwrap_or(Kind::Text);
        self.read_unlisted_rules(keywords, kind, field);
        OwnedKind::Scalar(kind)
    }

    /// Reads `pattern`, `minLength` and `maxLength`.
    fn read_unlisted_rules(&mut self, keywords: &Keywords<'t>, kind: Kind, field: &mut OwnedField) {
        if let Some(member) = keywords.get("pattern") {
            field.pattern = self.pattern(member);
        }
        if kind == Kind::Currency {
            self.read_currency(keywords, field);
        } else {
            self.read_lengths(keywords, field, u32::from(kind == Kind::Identifier));
        }
    }

    /// Reads a currency, which has its own pattern and no other rule.
    fn read_currency(&mut self, keywords: &Keywords<'t>, field: &mut OwnedField) {
        let own = OwnedPattern::Documented(Pattern::Currency);
        if let (Some(pattern), Some(member)) = (&field.pattern, keywords.get("pattern")) {
            if !matches!(pattern, OwnedPattern::Documented(Pattern::Currency)) {
                let source = Pattern::Currency.source();
                let message =
                    format!("a currency always has the pattern `{source}`; remove this one");
                self.reject(member, message);
            }
        }
        for keyword in ["minLength", "maxLength"] {
            if let Some(member) = keywords.get(keyword) {
                let message = format!("`{keyword}` does not apply to a currency; remove it");
                self.reject(member, message);
            }
        }
        field.pattern = Some(own);
    }

    /// Reads `minLength` and `maxLength`. `lowest` is the length that the kind requires.
    fn read_lengths(&mut self, keywords: &Keywords<'t>, field: &mut OwnedField, lowest: u32) {
        field.min_length = lowest;
        if let Some(member) = keywords.get("minLength") {
            field.min_length = self.count(member).unwrap_or(lowest);
            if field.min_length < lowest {
                let message = "an identifier cannot be empty; expected a `minLength` of at least 1";
                self.reject(member, message);
            }
        }
        if let Some(member) = keywords.get("maxLength") {
            field.max_length = self.count(member).unwrap_or(u32::MAX);
            if field.max_length < field.min_length {
                let message = "`maxLength` is below `minLength`, so no value is valid";
                self.reject(member, message);
            }
        }
        self.read_counts(keywords, field);
    }

    /// Narrows the length to what the pattern allows, if its table does not count characters.
    fn read_counts(&mut self, keywords: &Keywords<'t>, field: &mut OwnedField) {
        let counts = field.pattern.as_ref();
        let Some([min, max]) = counts.and_then(|pattern| self.counts(pattern)) else {
            return;
        };
        let was_valid = field.min_length <= field.max_length;
        field.min_length = field.min_length.max(min);
        field.max_length = field.max_length.min(max);
        if was_valid && field.max_length < field.min_length {
            if let Some(member) = keywords.get("pattern") {
                let message = "the lengths that this allows are not those of `minLength` and `maxLength`, so no value is valid";
                self.reject(member, message);
            }
        }
    }
}

impl OwnedField {
    /// Returns the keyword that a string breaks.
    pub(super) fn broken_by(&self, text: &str) -> Option<&'static str> {
        let length = text.chars().count();
        if length < self.min_length as usize {
            return Some("minLength");
        }
        if length > self.max_length as usize {
            return Some("maxLength");
        }
        let is_match = match &self.pattern {
            None => true,
            Some(OwnedPattern::Documented(pattern)) => pattern.matches(text),
            #[cfg(feature = "pattern")]
            Some(OwnedPattern::Compiled(owned)) => owned.as_compiled().matches(text),
        };
        (!is_match).then_some("pattern")
    }
}
