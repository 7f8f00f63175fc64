//! Compares groups of mutually exclusive fields.

use super::{Changes, Draft, Effect, Level, Place};
use voucher_definition::{Field, Object};

type Group = &'static [&'static str];

impl Changes {
    /// Compares the groups of two objects.
    pub(super) fn groups(&mut self, place: &Place, old: &'static Object, new: &'static Object) {
        for group in new.exclusive {
            // Fields that the old object does not have cannot have been sent with others.
            let is_new = |one: &str, other: &str| {
                let is_old = |name| old.field(name).is_some();
                is_old(one) && is_old(other) && !old.excludes(one, other)
            };
            if has_pair(group, is_new) {
                let draft =
                    Draft::new(Level::Reject, "mutually exclusive", place).after(quote(group));
                self.push(
                    draft,
                    Effect::Exclusive(group),
                    "send at most one of these fields",
                );
            }
        }
        for group in old.exclusive {
            let is_gone = |one: &str, other: &str| {
                let is_kept = |name| new.field(name).is_some();
                is_kept(one) && is_kept(other) && !new.excludes(one, other)
            };
            if has_pair(group, is_gone) {
                let draft =
                    Draft::new(Level::New, "mutually exclusive", place).before(quote(group));
                self.push(draft, Effect::Wish, "these fields can be sent together");
            }
        }
        self.required_groups(place, old, new);
    }

    fn required_groups(&mut self, place: &Place, old: &'static Object, new: &'static Object) {
        for group in new
            .exactly_one
            .iter()
            .filter(|group| !has_group(old, group))
        {
            let is_required = |name: &&str| old.field(name).is_some_and(Field::is_required);
            let is_within = |old: &Group| old.iter().all(|name| group.contains(name));
            let is_implied = group.iter().any(is_required) || old.exactly_one.iter().any(is_within);
            let level = if is_implied {
                Level::New
            } else {
                Level::Compile
            };
            let draft = Draft::new(level, "exactly one", place).after(quote(group));
            let effect = if is_implied {
                Effect::Wish
            } else {
                Effect::ExactlyOne(group)
            };
            self.push(
                draft,
                effect,
                "map at least one of these fields, and always send exactly one",
            );
        }
        for group in old
            .exactly_one
            .iter()
            .filter(|group| !has_group(new, group))
        {
            let draft = Draft::new(Level::New, "exactly one", place).before(quote(group));
            self.push(
                draft,
                Effect::Wish,
                "none of these fields has to be sent because of the others",
            );
        }
    }
}

/// Returns whether the object has a group of which exactly one field is sent, in any order.
fn has_group(object: &Object, group: &[&str]) -> bool {
    let mut groups = object.exactly_one.iter();
    groups.any(|other| other.len() == group.len() && other.iter().all(|name| group.contains(name)))
}

fn has_pair(group: Group, is_match: impl Fn(&str, &str) -> bool) -> bool {
    let mut pairs = group
        .iter()
        .flat_map(|one| group.iter().map(move |other| (one, other)));
    pairs.any(|(one, other)| one != other && is_match(one, other))
}

fn quote(group: Group) -> String {
    let names: Vec<_> = group.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
