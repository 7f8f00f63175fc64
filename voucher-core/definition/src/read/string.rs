//! Reads a schema of `"type": "string"`.

use super::owned::{Matcher, ModelKind, Row};
use super::schema::{Reader, Said};
use crate::model::Kind;
use crate::pattern::Pattern;
use alloc::format;
use alloc::vec::Vec;

impl<'t> Reader<'t> {
    pub(super) fn text_row(&mut self, said: &Said<'t>, row: &mut Row) -> ModelKind {
        self.check_format(said, "");
        let listed = match (said.get("enum"), said.get("const")) {
            (Some(member), None) => self.texts(member),
            (None, Some(member)) => self.text(member).map(|only| Vec::from([only])),
            (Some(_), Some(member)) => {
                self.refuse(member, "`const` stands beside `enum`; keep one of them");
                None
            }
            (None, None) => return self.open_text_row(said, row),
        };
        for keyword in ["pattern", "minLength", "maxLength"] {
            if let Some(member) = said.get(keyword) {
                let words = format!(
                    "`{keyword}` stands beside listed values, which say it all; leave it out"
                );
                self.refuse(member, words);
            }
        }
        if let (Some([]), Some(member)) = (listed.as_deref(), said.get("enum")) {
            self.refuse(member, "`enum` lists nothing, so no value can be sent");
        }
        row.values = listed.unwrap_or_default();
        self.kind(said, &[Kind::Enum]);
        ModelKind::Plain(Kind::Enum)
    }

    /// Text that no list ends.
    fn open_text_row(&mut self, said: &Said<'t>, row: &mut Row) -> ModelKind {
        let kinds = [Kind::Text, Kind::Identifier, Kind::Currency];
        let kind = self.kind(said, &kinds).unwrap_or(Kind::Text);
        if let Some(member) = said.get("pattern") {
            row.pattern = self.matcher(member);
        }
        let (min, max) = (said.get("minLength"), said.get("maxLength"));
        if kind == Kind::Currency {
            if let (Some(matcher), Some(member)) = (&row.pattern, said.get("pattern")) {
                if !matches!(matcher, Matcher::Known(Pattern::Currency)) {
                    let pattern = Pattern::Currency.source();
                    let words = format!("a currency has the pattern `{pattern}`; leave it out");
                    self.refuse(member, words);
                }
            }
            for member in [min, max].into_iter().flatten() {
                let words = format!(
                    "`{}` says nothing more of a currency; leave it out",
                    member.name
                );
                self.refuse(member, words);
            }
            row.pattern = Some(Matcher::Known(Pattern::Currency));
            return ModelKind::Plain(kind);
        }
        let nothing = u32::from(kind == Kind::Identifier);
        row.min_length = nothing;
        if let Some(member) = min {
            row.min_length = self.count(member).unwrap_or(nothing);
            if row.min_length < nothing {
                self.refuse(
                    member,
                    "an identifier is not empty: its `minLength` is 1 at least",
                );
            }
        }
        if let Some(member) = max {
            row.max_length = self.count(member).unwrap_or(u32::MAX);
            if row.max_length < row.min_length {
                self.refuse(
                    member,
                    "`maxLength` is below `minLength`, so no value can be sent",
                );
            }
        }
        ModelKind::Plain(kind)
    }
}
