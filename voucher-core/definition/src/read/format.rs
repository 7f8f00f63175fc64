//! Reads the keyword `format`.

use super::json::Member;
use super::mistake::quoted;
use super::schema::{Keywords, Reader};
use crate::format::Format;
use crate::model::Kind;
use crate::suggest::distance;
use alloc::format;

impl<'t> Reader<'t> {
    /// Returns the kind of a string with a format that is checked. Other formats have no effect.
    pub(super) fn string_format(&mut self, keywords: &Keywords<'t>) -> Option<Kind> {
        const KINDS: [Kind; 3] = [Kind::DateTime, Kind::Date, Kind::Uuid];
        let member = keywords.get("format")?;
        let format = self.string(member)?;
        let kind = KINDS.into_iter().find(|kind| kind.keyword() == &*format);
        if kind.is_none() {
            self.check_spelling(member, &format);
        }
        kind
    }

    /// Reports a name that is nearly that of a format which is checked.
    fn check_spelling(&mut self, member: &'t Member, format: &str) {
        // Short names only in another spelling: `ulid` is another format, not a typo.
        let near = match distance(format, Format::DateTime.keyword()) {
            Some(_) => Format::DateTime,
            None if distance(format, Format::Date.keyword()) == Some(0) => Format::Date,
            None if distance(format, Format::Uuid.keyword()) == Some(0) => Format::Uuid,
            None if distance(format, "guid") == Some(0) => Format::Uuid,
            None => return,
        };
        let (found, near) = (quoted(format), near.keyword());
        let message = format!("unknown format {found}; did you mean `{near}`?");
        self.reject(member, message);
    }
}
