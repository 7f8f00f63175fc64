//! Which values have the same shape, so that one type is enough for all of them.

use super::selection::{Inclusion, Selection};
use std::fmt::Write;
use voucher_definition::{Contents, Field, Kind, Object, OneOf};

/// What distinguishes a type from others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TypeKey {
    /// The digest of the definition, which the derive compares, and what it does not contain.
    Object(u64, String),
    Union(u64, String),
    /// The listed values.
    Values(String),
}

/// An object or alternatives around a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Body,
    Entity,
    Type(usize),
}

/// Describes what a digest leaves out: which fields are mapped, and what a recursive field refers to outside the value.
struct Description<'s> {
    selection: &'s Selection,
    levels: &'s [Level],
    text: String,
}

impl TypeKey {
    pub(super) fn of_object(
        object: &'static Object,
        selection: &Selection,
        levels: &[Level],
    ) -> Self {
        let mut description = Description::new(selection, levels);
        description.object(object, 1);
        Self::Object(object.digest(), description.text)
    }

    pub(super) fn of_union(
        one_of: &'static OneOf,
        selection: &Selection,
        levels: &[Level],
    ) -> Self {
        let mut description = Description::new(selection, levels);
        description.union(one_of, 1);
        Self::Union(one_of.digest(), description.text)
    }

    pub(super) fn of_values(field: &Field) -> Self {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = write!(text, "{:?} {:?}", field.values, field.integers);
        for note in field.value_notes.iter().filter(|note| note.deprecated) {
            let _ = write!(text, " {:?}", note.value);
        }
        Self::Values(text)
    }
}

impl<'s> Description<'s> {
    fn new(selection: &'s Selection, levels: &'s [Level]) -> Self {
        Self {
            selection,
            levels,
            text: String::new(),
        }
    }

    /// Describes an object that is this deep within the value, which has depth 1.
    fn object(&mut self, object: &'static Object, depth: usize) {
        let mut fields = self.selection.of_object(object, None);
        fields.sort_by_key(|(field, _)| field.name);
        for (field, inclusion) in fields {
            match inclusion {
                Inclusion::NotChosen => self.text.push('-'),
                Inclusion::LeftOut(_) => self.text.push('#'),
                Inclusion::Included { .. } => self.kind(field.kind, depth),
            }
            if let (true, Inclusion::Included { .. }) =
                (field.deprecated || field.read_only, inclusion)
            {
                self.text.push('!');
            }
        }
    }

    fn union(&mut self, one_of: &'static OneOf, depth: usize) {
        for alternative in one_of.alternatives {
            self.text.push('|');
            if self.selection.is_chosen(alternative.value) {
                self.kind(alternative.value.kind, depth);
            }
        }
    }

    fn kind(&mut self, kind: Kind, depth: usize) {
        match kind.contents() {
            Contents::None => self.text.push('.'),
            Contents::Fields(object) => {
                self.text.push('{');
                self.object(object, depth + 1);
                self.text.push('}');
            }
            Contents::Elements(array) => self.kind(array.element.kind, depth),
            Contents::Values(map) => self.kind(map.value.kind, depth),
            Contents::Alternatives(one_of) => {
                self.text.push('(');
                self.union(one_of, depth + 1);
                self.text.push(')');
            }
            Contents::Ancestor(distance) => {
                let outside = usize::try_from(distance).ok();
                let outside = outside.and_then(|distance| distance.checked_sub(depth));
                let level = outside.and_then(|outside| level(self.levels, outside));
                // Writing to a string cannot fail.
                let _ = write!(self.text, "^{level:?}");
            }
        }
    }
}

/// Returns the object or alternatives around a value: 0 is the nearest.
pub(super) fn level(levels: &[Level], distance: usize) -> Option<Level> {
    levels.iter().rev().nth(distance).copied()
}
