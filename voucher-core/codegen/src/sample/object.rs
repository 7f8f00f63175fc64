//! Objects with defined fields.

use super::generator::{Content, Decision, Generator, Scope, Step};
use super::scalar::address;
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};
use voucher_definition::{Field, Object};

/// The fields of an object that are present. Of each group of mutually exclusive fields, at most one is.
struct Presence {
    /// The indexes of each field's groups.
    groups: HashMap<&'static str, Vec<usize>>,
    /// The groups of which a field is present.
    taken: HashSet<usize>,
    present: HashSet<&'static str>,
}

impl Presence {
    fn new(object: &'static Object) -> Self {
        let mut groups: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, group) in object.exclusive.iter().enumerate() {
            for name in *group {
                groups.entry(*name).or_default().push(at);
            }
        }
        Self {
            groups,
            taken: HashSet::new(),
            present: HashSet::new(),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.present.contains(name)
    }

    /// Makes a field present, unless it is excluded by one that is. Returns whether it is present.
    fn add(&mut self, name: &'static str) -> bool {
        if self.has(name) {
            return true;
        }
        let groups = self.groups.get(name);
        let mut groups = groups.into_iter().flatten();
        if groups.clone().any(|group| self.taken.contains(group)) {
            return false;
        }
        self.taken.extend(groups.by_ref().copied());
        self.present.insert(name);
        true
    }

    /// Makes a field absent again.
    fn remove(&mut self, name: &'static str) {
        for group in self.groups.get(name).into_iter().flatten() {
            self.taken.remove(group);
        }
        self.present.remove(name);
    }
}

/// Adds members that the definition does not list, if there have to be more.
fn add_others(object: &Object, members: &mut Map<String, Value>) {
    const MOST: usize = 1_000;
    let min = usize::try_from(object.min_members).unwrap_or(usize::MAX);
    if object.is_closed || min > MOST {
        return;
    }
    for number in 1.. {
        if members.len() >= min {
            break;
        }
        let name = format!("member{number}");
        if object.field(&name).is_none() {
            members.insert(name, true.into());
        }
    }
}

impl Generator {
    pub(super) fn object(
        &mut self,
        object: &'static Object,
        field: &'static Field,
        scope: &Scope<'_>,
        goal: &[Step],
    ) -> Option<Value> {
        let (target, goal) = match goal.split_first() {
            Some((Step::Field(at), goal)) => (Some(*object.fields.get(*at)?), goal),
            Some(_) => return None,
            None => (None, goal),
        };
        let presence = self.presence(object, field, target)?;
        let mut members = Map::new();
        for field in object.fields.iter().copied() {
            if !presence.has(field.name) {
                continue;
            }
            let is_target = target.is_some_and(|target| target.name == field.name);
            let goal = if is_target { goal } else { &[] };
            match self.field(field, scope, goal) {
                Some(value) => {
                    members.insert(field.name.into(), value);
                }
                None if is_target || field.is_required() => return None,
                None => {}
            }
        }
        add_others(object, &mut members);
        let mut groups = object.exactly_one.iter();
        let is_complete = groups.all(|group| group.iter().any(|name| members.contains_key(*name)));
        let is_valid = is_complete && object.check_count(members.len()).is_ok();
        is_valid.then_some(Value::Object(members))
    }

    /// Chooses the fields that are present: the required ones and the target, one of each group that needs one, and some
    /// optional fields.
    fn presence(
        &mut self,
        object: &'static Object,
        field: &'static Field,
        target: Option<&'static Field>,
    ) -> Option<Presence> {
        let mut presence = Presence::new(object);
        let required = object
            .fields
            .iter()
            .copied()
            .filter(|field| field.is_required());
        let mut needed = required.chain(target);
        if !needed.all(|field| presence.add(field.name)) {
            return None;
        }
        let mut steps = 2_000;
        if !self.choose(object, address(field), 0, &mut presence, &mut steps) {
            return None;
        }
        let mut optional = object.fields.to_vec();
        let mut spare = object.fields.to_vec();
        match self.content() {
            Content::Least => optional.clear(),
            Content::Full => {}
            Content::Mixed => {
                self.random.shuffle(&mut optional);
                spare.clone_from(&optional);
                optional.retain(|field| self.decide(address(field), Decision::Present, 3) > 0);
            }
        }
        let limits = (object.min_members, object.max_members);
        let [min, max] = [limits.0, limits.1].map(|it| usize::try_from(it).unwrap_or(usize::MAX));
        for field in optional {
            if presence.present.len() < max {
                presence.add(field.name);
            }
        }
        for field in spare {
            if presence.present.len() < min {
                presence.add(field.name);
            }
        }
        Some(presence)
    }

    /// Chooses a field of each group that needs one, from the group with this index on.
    fn choose(
        &mut self,
        object: &'static Object,
        at: usize,
        index: usize,
        presence: &mut Presence,
        steps: &mut usize,
    ) -> bool {
        let Some(group) = object.exactly_one.get(index) else {
            return true;
        };
        if group.iter().any(|name| presence.has(name)) {
            return self.choose(object, at, index + 1, presence, steps);
        }
        let mut names = group.to_vec();
        if self.content() == Content::Mixed {
            let first = self.decide(at, Decision::Group(index), names.len());
            names.rotate_left(first);
        }
        for name in names {
            *steps = steps.saturating_sub(1);
            if *steps == 0 {
                return false;
            }
            if presence.add(name) {
                if self.choose(object, at, index + 1, presence, steps) {
                    return true;
                }
                presence.remove(name);
            }
        }
        false
    }
}
