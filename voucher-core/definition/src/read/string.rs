//! Reads a schema of `"type": "string"`.

use super::owned::{OwnedField, OwnedKind, OwnedPattern};
use super::schema::{Keywords, Reader};
use crate::model::Kind;
use crate::pattern::Pattern;
use alloc::format;
use alloc::vec::Vec;
use core::slice;

impl<'t> Reader<'t> {
    pub(super) fn read_string(
        &mut self,
        keywords: &Keywords<'t>,
        field: &mut OwnedField,
    ) -> OwnedKind {
        let formatted = self.string_format(keywords);
        let values = match (keywords.get("enum"), keywords.get("const")) {
            (Some(member), None) => self.strings(member),
            (None, Some(member)) => self.string(member).map(|only| Vec::from([only])),
            (Some(_), Some(member)) => {
                self.reject(
                    member,
                    "`const` and `enum` are mutually exclusive; remove one",
                );
                None
            }
            (None, None) => return self.read_unlisted_string(keywords, formatted, field),
        };
        for keyword in ["format", "pattern", "minLength", "maxLength"] {
            if keyword == "format" && formatted.is_none() {
                continue;
            }
            if let Some(member) = keywords.get(keyword) {
                let message =
                    format!("`{keyword}` has no effect beside `enum` or `const`; remove it");
                self.reject(member, message);
            }
        }
        if let (Some([]), Some(member)) = (values.as_deref(), keywords.get("enum")) {
            self.reject(member, "`enum` is empty, so no value is valid");
        }
        field.values = values.unwrap_or_default();
        self.kind(keywords, &[Kind::Enum]);
        OwnedKind::Scalar(Kind::Enum)
    }

    /// Reads a string without `enum` and `const`. `formatted` is the kind that follows from its format.
    fn read_unlisted_string(
        &mut self,
        keywords: &Keywords<'t>,
        formatted: Option<Kind>,
        field: &mut OwnedField,
    ) -> OwnedKind {
        let kinds: &[Kind] = match &formatted {
            Some(kind) => slice::from_ref(kind),
            None => &[Kind::Text, Kind::Identifier, Kind::Currency],
        };
        let kind = self.kind(keywords, kinds).unwrap_or(Kind::Text);
        if let Some(member) = keywords.get("pattern") {
            field.pattern = self.pattern(member);
        }
        if kind == Kind::Currency {
            self.read_currency(keywords, field);
        } else {
            self.read_lengths(keywords, field, u32::from(kind == Kind::Identifier));
        }
        OwnedKind::Scalar(kind)
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
    }
}
