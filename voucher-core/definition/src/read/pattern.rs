//! From the text of a `pattern` to what matches it.

use super::json::Member;
use super::owned::Matcher;
use super::schema::Reader;
use crate::pattern::Pattern;
use alloc::rc::Rc;
#[cfg(feature = "pattern")]
use alloc::{format, string::ToString};

/// The most expressions of a definition, each counted once.
#[cfg(feature = "pattern")]
const MAX: usize = 256;
/// The most bytes of all their tables: what makes a large one takes long as well.
#[cfg(feature = "pattern")]
const LARGEST: usize = 128 << 10;
/// So many that are refused are enough: those that explode take longest.
#[cfg(feature = "pattern")]
const MAX_REFUSED: usize = 16;

impl<'t> Reader<'t> {
    pub(super) fn matcher(&mut self, member: &'t Member) -> Option<Matcher> {
        let source = self.text(member)?;
        let known = [Pattern::Currency, Pattern::EventType];
        match known.into_iter().find(|known| known.source() == &*source) {
            Some(known) => Some(Matcher::Known(known)),
            None => self.made(member, source),
        }
    }

    /// The table of an expression, made once however often it stands there.
    #[cfg(feature = "pattern")]
    fn made(&mut self, member: &'t Member, source: Rc<str>) -> Option<Matcher> {
        if let Some(known) = self.patterns.get(&source) {
            return known.clone().map(Matcher::Made);
        }
        if self.patterns.len() == MAX {
            self.refuse(member, format!("a definition has at most {MAX} patterns"));
            return None;
        }
        if self.patterns.values().filter(|one| one.is_none()).count() == MAX_REFUSED {
            let words = format!(
                "{MAX_REFUSED} patterns are refused, and this is not looked at; mend those first"
            );
            self.refuse(member, words);
            return None;
        }
        let tables = self.patterns.values().flatten().map(|table| table.size());
        if tables.sum::<usize>() > LARGEST {
            let words = format!(
                "the tables of a definition's patterns take at most {} KiB; repeat less",
                LARGEST >> 10
            );
            self.refuse(member, words);
            return None;
        }
        let made = match crate::pattern::compile(&source) {
            Ok(made) => Some(Rc::new(made)),
            Err(error) => {
                self.refuse(member, error.to_string());
                None
            }
        };
        self.patterns.insert(source, made.clone());
        made.map(Matcher::Made)
    }

    #[cfg(not(feature = "pattern"))]
    fn made(&mut self, member: &'t Member, _: Rc<str>) -> Option<Matcher> {
        let words =
            "a pattern that is not the toolkit's own needs the feature `pattern`; turn it on";
        self.refuse(member, words);
        None
    }
}
