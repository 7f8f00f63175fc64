//! Which fields of a definition a starter maps.

use super::plan::Reason;
use std::collections::BTreeSet;
use voucher_definition::{Contents, Field, Object};

/// The chosen fields and alternatives.
#[derive(Debug)]
pub(super) enum Selection {
    All,
    /// The addresses of their definitions, each of which exists once. Required fields are mapped as well.
    Chosen(BTreeSet<usize>),
}

/// Whether a struct maps a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inclusion {
    Included {
        /// Whether it is the only mapped one of a group of which exactly one is sent.
        is_sole: bool,
    },
    NotChosen,
    LeftOut(Reason),
}

impl Selection {
    pub(super) fn is_chosen(&self, field: &'static Field) -> bool {
        match self {
            Self::All => true,
            Self::Chosen(chosen) => chosen.contains(&address(field)),
        }
    }

    /// Chooses a field, and what is inside it if `is_deep`.
    pub(super) fn choose(&mut self, field: &'static Field, is_deep: bool) {
        let Self::Chosen(chosen) = self else {
            return;
        };
        chosen.insert(address(field));
        if !is_deep {
            return;
        }
        match field.kind.contents() {
            Contents::None | Contents::Ancestor(_) => {}
            Contents::Elements(array) => self.choose(array.element, true),
            Contents::Values(map) => self.choose(map.value, true),
            Contents::Fields(object) => {
                for field in object.fields {
                    self.choose(field, true);
                }
            }
            Contents::Alternatives(one_of) => {
                for alternative in one_of.alternatives {
                    self.choose(alternative.value, true);
                }
            }
        }
    }

    /// Returns, for each field of an object, whether a struct maps it. `always` is a field that is sent in any case: the entity.
    pub(super) fn of_object(
        &self,
        object: &'static Object,
        always: Option<&'static Field>,
    ) -> Vec<(&'static Field, Inclusion)> {
        let is_always = |field: &Field| {
            field.is_required() || always.is_some_and(|always| std::ptr::eq(always, field))
        };
        let needed = self.needed(object, &is_always);
        let mut inclusions = Vec::with_capacity(object.fields.len());
        for field in object.fields {
            let is_needed = needed.contains(&field.name);
            let inclusion = if is_always(field) {
                Inclusion::Included { is_sole: false }
            } else if !is_needed && !self.is_chosen(field) {
                Inclusion::NotChosen
            } else if let Some(name) = excluded_by(object, field, &is_always) {
                Inclusion::LeftOut(Reason::Excluded(name))
            } else if field.deprecated && !is_needed {
                Inclusion::LeftOut(Reason::Deprecated)
            } else if field.read_only && !is_needed {
                Inclusion::LeftOut(Reason::ReadOnly)
            } else {
                Inclusion::Included { is_sole: false }
            };
            inclusions.push((*field, inclusion));
        }
        mark_sole(object, &mut inclusions);
        inclusions
    }

    /// Returns a field of each group of which exactly one field is sent, if otherwise none would be mapped.
    fn needed(
        &self,
        object: &'static Object,
        is_always: &dyn Fn(&Field) -> bool,
    ) -> Vec<&'static str> {
        let is_unwanted = |field: &Field| field.deprecated || field.read_only;
        let mut needed = Vec::new();
        for group in object.exactly_one {
            let fields = || group.iter().filter_map(|name| object.field(name));
            let is_mapped = |field: &'static Field| {
                is_always(field) || self.is_chosen(field) && !is_unwanted(field)
            };
            if !fields().any(is_mapped) {
                let wanted = fields().find(|field| !is_unwanted(field));
                needed.extend(wanted.or_else(|| fields().next()).map(|field| field.name));
            }
        }
        needed
    }
}

/// Returns the field, always sent, with which another one is mutually exclusive.
fn excluded_by(
    object: &'static Object,
    field: &Field,
    is_always: &dyn Fn(&Field) -> bool,
) -> Option<&'static str> {
    let groups = object.exclusive.iter();
    let mut others = groups
        .filter(|group| group.contains(&field.name))
        .flat_map(|group| group.iter())
        .filter(|name| **name != field.name);
    let is_sent = |name: &&&'static str| object.field(name).is_some_and(is_always);
    others.find(is_sent).copied()
}

/// Marks the only mapped field of each group of which exactly one is sent.
fn mark_sole(object: &Object, inclusions: &mut [(&'static Field, Inclusion)]) {
    for group in object.exactly_one {
        let is_mapped = |(field, inclusion): &(&Field, Inclusion)| {
            group.contains(&field.name) && matches!(inclusion, Inclusion::Included { .. })
        };
        if inclusions.iter().filter(|one| is_mapped(one)).count() == 1 {
            if let Some((_, inclusion)) = inclusions.iter_mut().find(|one| is_mapped(one)) {
                *inclusion = Inclusion::Included { is_sole: true };
            }
        }
    }
}

fn address(field: &'static Field) -> usize {
    std::ptr::from_ref(field).addr()
}
