//! Compiles the `pattern` of a schema.

use super::json::Member;
use super::owned::OwnedPattern;
use super::schema::Reader;
use crate::pattern::Pattern;
#[cfg(feature = "pattern")]
use crate::pattern::{Owned, compile_without_count};
use alloc::rc::Rc;
#[cfg(feature = "pattern")]
use alloc::{
    format,
    string::{String, ToString},
};

/// The maximum number of different patterns in a definition.
#[cfg(feature = "pattern")]
const MAX_PATTERNS: usize = 256;
/// The maximum size of all their tables, in bytes. It also limits the time to compile them.
#[cfg(feature = "pattern")]
const MAX_TABLES: usize = 128 << 10;
/// After so many invalid patterns, others are not compiled. The ones that exceed a limit take longest.
#[cfg(feature = "pattern")]
const MAX_INVALID: usize = 16;

impl<'t> Reader<'t> {
    pub(super) fn pattern(&mut self, member: &'t Member) -> Option<OwnedPattern> {
        let source = self.string(member)?;
        let mut documented = Pattern::DOCUMENTED.into_iter();
        match documented.find(|pattern| pattern.source() == &*source) {
            Some(pattern) => Some(OwnedPattern::Documented(pattern)),
            None => self.compiled_pattern(member, source),
        }
    }

    /// Compiles a pattern. The same source is compiled only once.
    #[cfg(feature = "pattern")]
    fn compiled_pattern(&mut self, member: &'t Member, source: Rc<str>) -> Option<OwnedPattern> {
        if let Some(pattern) = self.patterns.get(&source) {
            return pattern.clone().map(OwnedPattern::Compiled);
        }
        if let Some(message) = self.exceeded_limit() {
            // Once for all others.
            if !core::mem::replace(&mut self.has_reported_patterns, true) {
                self.reject(member, message);
            }
            return None;
        }
        let pattern = match crate::pattern::compile(&source) {
            Ok(pattern) => Some(Rc::new(pattern)),
            Err(error) => {
                let pattern = self.pattern_without_count(&source);
                if pattern.is_none() {
                    self.reject(member, error.to_string());
                }
                pattern
            }
        };
        self.patterns.insert(source, pattern.clone());
        pattern.map(OwnedPattern::Compiled)
    }

    /// Returns the message about a limit that keeps other patterns from being compiled.
    #[cfg(feature = "pattern")]
    fn exceeded_limit(&self) -> Option<String> {
        if self.patterns.len() == MAX_PATTERNS {
            return Some(format!(
                "expected at most {MAX_PATTERNS} different patterns"
            ));
        }
        let invalid = self.patterns.values().filter(|one| one.is_none());
        if invalid.count() == MAX_INVALID {
            return Some(format!(
                "not checked, because {MAX_INVALID} other patterns are invalid; fix those first"
            ));
        }
        let tables = self.patterns.values().flatten().map(|table| table.size());
        (tables.sum::<usize>() > MAX_TABLES).then(|| {
            format!(
                "the tables of all patterns need more than {} KiB; repeat less",
                MAX_TABLES >> 10
            )
        })
    }

    /// Compiles a pattern whose table would be large only because it counts characters. They are counted as for `maxLength`.
    #[cfg(feature = "pattern")]
    fn pattern_without_count(&mut self, source: &Rc<str>) -> Option<Rc<Owned>> {
        let (pattern, counts) = compile_without_count(source)?;
        self.counts.insert(source.clone(), counts);
        Some(Rc::new(pattern))
    }

    /// Returns the smallest and the largest number of characters of a string that matches, if the table does not count them.
    #[cfg(feature = "pattern")]
    pub(super) fn counts(&self, pattern: &OwnedPattern) -> Option<[u32; 2]> {
        match pattern {
            OwnedPattern::Documented(_) => None,
            OwnedPattern::Compiled(owned) => self.counts.get(owned.source()).copied(),
        }
    }

    #[cfg(not(feature = "pattern"))]
    #[allow(clippy::unused_self)] // the signature is that of the function that this one replaces
    pub(super) fn counts(&self, _: &OwnedPattern) -> Option<[u32; 2]> {
        None
    }

    #[cfg(not(feature = "pattern"))]
    fn compiled_pattern(&mut self, member: &'t Member, _: Rc<str>) -> Option<OwnedPattern> {
        self.reject(
            member,
            "this pattern needs the feature `pattern`; enable it",
        );
        None
    }
}
