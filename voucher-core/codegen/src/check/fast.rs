//! The fast pass: checks a body while it is parsed, without building a tree.
//!
//! It only decides whether a body is valid. It may reject a valid one, which the exact pass then accepts; it never accepts an
//! invalid one. So it ends at the first violation, and whenever it would need a second look.

use super::names::{Names, Start};
use super::plan::{Choice, Node, NodeId, NodeKind, ObjectPlan, Plan};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Number, Value};
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use voucher_definition::canonical::push_value;
use voucher_definition::{Array, MAX_LEVELS, Map};

/// The maximum depth of arrays and objects: that of `serde_json`.
pub(super) const MAX_DEPTH: u32 = 127;

/// What the pass keeps from one body to the next, and what it knows about the current one.
pub(super) struct State {
    /// See [`ObjectPlan::follower`]. Members mostly have the same order in every body.
    followers: Vec<usize>,
    /// The fields that are present in all objects around the current member, 64 in a word.
    present: Vec<u64>,
    names: Names,
    depth: u32,
    levels: u32,
}

impl State {
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            followers: vec![0; plan.followers],
            present: Vec::new(),
            names: Names::new(),
            depth: 0,
            levels: 1,
        }
    }
}

/// Returns whether a body is certainly valid.
pub(super) fn is_valid(plan: &Plan, state: &mut State, body: &str) -> bool {
    state.present.clear();
    state.names.clear();
    (state.depth, state.levels) = (0, 1);
    check_text(plan, state, plan.root, body).is_ok()
}

fn check_text(
    plan: &Plan,
    state: &mut State,
    node: NodeId,
    body: &str,
) -> Result<(), serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(body);
    let pass = Pass { plan, state, node };
    pass.deserialize(&mut deserializer)?;
    deserializer.end()
}

/// Ends the pass. The exact pass finds out why.
#[cold]
fn stop<T, E: Error>() -> Result<T, E> {
    Err(E::custom(""))
}

#[inline]
fn require<E: Error>(holds: bool) -> Result<(), E> {
    if holds { Ok(()) } else { stop() }
}

/// Checks the next value against a node.
struct Pass<'c> {
    plan: &'c Plan,
    state: &'c mut State,
    node: NodeId,
}

impl<'c> Pass<'c> {
    #[inline]
    fn node(&self) -> Option<&'c Node> {
        self.plan.nodes.get(self.node)
    }

    fn at(self, node: NodeId) -> Self {
        Self { node, ..self }
    }

    /// Returns the node for a value that is not an object, behind alternatives and references.
    fn scalar<E: Error>(
        &self,
        select: fn(&Choice) -> Option<NodeId>,
    ) -> Result<Option<&'c Node>, E> {
        let mut node = self.node();
        loop {
            node = match node.map(|node| &node.kind) {
                Some(NodeKind::OneOf(choice)) => match select(choice) {
                    Some(id) => self.plan.nodes.get(id),
                    None => return stop(),
                },
                Some(NodeKind::Again(id)) => {
                    require(self.state.levels < MAX_LEVELS)?;
                    self.plan.nodes.get(*id)
                }
                _ => return Ok(node),
            };
        }
    }

    /// Checks an integer that fits in 64 bits.
    fn integer<E: Error>(self, integer: i64) -> Result<(), E> {
        let Some(node) = self.scalar(|choice| choice.integer)? else {
            return Ok(());
        };
        match node.kind {
            NodeKind::Integer(min, max) if min <= integer && integer <= max => Ok(()),
            NodeKind::Integer(..) => require(node.field.check_integer(integer).is_ok()),
            NodeKind::Any | NodeKind::AnyNumber => Ok(()),
            NodeKind::Number => check_number(node, integer.into()),
            _ => stop(),
        }
    }

    /// Returns whether an object is only valid if one of several alternatives accepts it.
    fn needs_trial(&self) -> bool {
        let is_trial = |choice: &Choice| choice.is_any && !choice.objects.is_empty();
        match self.node().map(|node| &node.kind) {
            Some(NodeKind::OneOf(choice)) => is_trial(choice),
            Some(NodeKind::Again(id)) => match self.plan.nodes.get(*id).map(|node| &node.kind) {
                Some(NodeKind::OneOf(choice)) => is_trial(choice),
                _ => false,
            },
            _ => false,
        }
    }
}

/// Checks a number with the run-time validator.
fn check_number<E: Error>(node: &Node, number: Number) -> Result<(), E> {
    require(node.field.check(&Value::Number(number)).is_ok())
}

impl<'de> DeserializeSeed<'de> for Pass<'_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.needs_trial() {
            let raw = <&RawValue as serde::Deserialize>::deserialize(deserializer)?;
            return self.try_alternatives(raw.get());
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Pass<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        let node = self.node();
        require(node.is_none_or(|node| node.nullable || matches!(node.kind, NodeKind::Any)))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        let Some(node) = self.scalar(|choice| choice.bool)? else {
            return Ok(());
        };
        match node.kind {
            NodeKind::Bool => require(node.field.check_bool(value).is_ok()),
            NodeKind::Any => Ok(()),
            _ => stop(),
        }
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.integer(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        match i64::try_from(value) {
            Ok(value) => self.integer(value),
            Err(_) => match self.scalar(|choice| choice.integer)? {
                Some(node) => check_number(node, value.into()),
                None => Ok(()),
            },
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        let node = if value % 1.0 == 0.0 {
            self.scalar(|choice| choice.integer)?
        } else {
            self.scalar(|choice| choice.fraction)?
        };
        let Some(node) = node else { return Ok(()) };
        match (&node.kind, Number::from_f64(value)) {
            (NodeKind::Any | NodeKind::AnyNumber, Some(_)) => Ok(()),
            (NodeKind::Integer(..) | NodeKind::Number, Some(number)) => check_number(node, number),
            _ => stop(),
        }
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let Some(node) = self.scalar(|choice| choice.string)? else {
            return Ok(());
        };
        match node.kind {
            NodeKind::AnyString | NodeKind::Any => Ok(()),
            NodeKind::String => require(node.field.check_text(text, true).is_ok()),
            _ => stop(),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<(), A::Error> {
        let node = self.scalar(|choice| choice.array)?;
        self.state.depth += 1;
        require(self.state.depth <= MAX_DEPTH)?;
        let state = match node.map(|node| &node.kind) {
            Some(NodeKind::Array(array, element)) => self.at(*element).elements(array, elements)?,
            Some(NodeKind::Any) | None => free_elements(self.state, elements)?,
            Some(_) => return stop(),
        };
        state.depth -= 1;
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        let kind = self.node().map(|node| &node.kind);
        match kind {
            Some(NodeKind::OneOf(choice)) => return self.alternative(choice, members),
            Some(NodeKind::Again(id)) => {
                require(self.state.levels < MAX_LEVELS)?;
                self.state.levels += 1;
                let Self { plan, state, .. } = self;
                Pass {
                    plan,
                    state: &mut *state,
                    node: *id,
                }
                .visit_map(members)?;
                state.levels -= 1;
                return Ok(());
            }
            _ => {}
        }
        self.state.depth += 1;
        require(self.state.depth <= MAX_DEPTH)?;
        let state = match kind {
            Some(NodeKind::Object(object)) => self.members(object, Before::NONE, members)?,
            Some(NodeKind::Map(map, value)) => self.at(*value).map(map, members)?,
            Some(NodeKind::Any | NodeKind::Custom) | None => free_members(self.state, members)?,
            Some(_) => return stop(),
        };
        state.depth -= 1;
        Ok(())
    }
}

/// Members that precede the tag of an object, and the tag itself.
struct Before<'de> {
    members: Vec<(Cow<'de, str>, &'de RawValue)>,
    tag: Option<&'static str>,
}

impl Before<'_> {
    const NONE: Self = Self {
        members: Vec::new(),
        tag: None,
    };
}

impl<'c> Pass<'c> {
    /// Checks an object against alternatives.
    fn alternative<'de, A: MapAccess<'de>>(
        self,
        choice: &Choice,
        mut members: A,
    ) -> Result<(), A::Error> {
        let Some(tag) = choice.tag else {
            return match choice.objects.first() {
                Some((_, id)) if !choice.is_any => self.at(*id).visit_map(members),
                _ => stop(),
            };
        };
        let mut before = Before::NONE;
        loop {
            let Some(name) = members.next_key_seed(Name)? else {
                return stop();
            };
            if name == tag {
                break;
            }
            before.members.push((name, members.next_value()?));
        }
        let value: Value = members.next_value()?;
        let selected = choice
            .objects
            .iter()
            .find(|(property, _)| property.is_some_and(|property| property.check(&value).is_ok()));
        let node = selected.and_then(|(_, id)| self.plan.nodes.get(*id));
        let Some(NodeKind::Object(object)) = node.map(|node| &node.kind) else {
            return stop();
        };
        before.tag = Some(tag);
        self.state.depth += 1;
        require(self.state.depth <= MAX_DEPTH)?;
        let state = self.members(object, before, members)?;
        state.depth -= 1;
        Ok(())
    }

    /// Checks a value against alternatives of which any object may accept it.
    fn try_alternatives<E: Error>(self, body: &str) -> Result<(), E> {
        let Self { plan, state, node } = self;
        let mut levels = state.levels;
        let mut kind = plan.nodes.get(node).map(|node| &node.kind);
        if let Some(NodeKind::Again(id)) = kind {
            require(levels < MAX_LEVELS)?;
            levels += u32::from(body.starts_with('{'));
            kind = plan.nodes.get(*id).map(|node| &node.kind);
        }
        let Some(NodeKind::OneOf(choice)) = kind else {
            return stop();
        };
        if !body.starts_with('{') {
            let mut deserializer = serde_json::Deserializer::from_str(body);
            let pass = Pass { plan, state, node };
            return require(deserializer.deserialize_any(pass).is_ok());
        }
        let before = (state.depth, state.levels, state.present.len());
        for (_, id) in &choice.objects {
            let names = state.names.start();
            state.levels = levels;
            let is_valid = check_text(plan, state, *id, body).is_ok();
            (state.depth, state.levels) = (before.0, before.1);
            state.present.truncate(before.2);
            state.names.end(&names);
            if is_valid {
                return Ok(());
            }
        }
        stop()
    }

    /// Checks the elements of an array.
    fn elements<'de, A: SeqAccess<'de>>(
        self,
        array: &Array,
        mut elements: A,
    ) -> Result<&'c mut State, A::Error> {
        let Self { plan, state, node } = self;
        let mut count = 0;
        if array.unique {
            let mut found = HashSet::new();
            while let Some(raw) = elements.next_element::<&RawValue>()? {
                count += 1;
                require(check_text(plan, state, node, raw.get()).is_ok())?;
                let Ok(value) = serde_json::from_str(raw.get()) else {
                    return stop();
                };
                let mut canonical = String::new();
                push_value(&mut canonical, &value);
                require(found.insert(canonical))?;
            }
        } else {
            loop {
                let state = &mut *state;
                let pass = Pass { plan, state, node };
                if elements.next_element_seed(pass)?.is_none() {
                    break;
                }
                count += 1;
            }
        }
        require(array.check_count(count).is_ok())?;
        Ok(state)
    }

    /// Checks the members of a map.
    fn map<'de, A: MapAccess<'de>>(
        self,
        map: &Map,
        mut members: A,
    ) -> Result<&'c mut State, A::Error> {
        let Self { plan, state, node } = self;
        let mut names = state.names.start();
        let mut count = 0;
        while let Some(name) = members.next_key_seed(Name)? {
            count += 1;
            require(map.key.check_text(&name, true).is_ok())?;
            require(state.names.add(&mut names, &name))?;
            let pass = Pass {
                plan,
                state: &mut *state,
                node,
            };
            members.next_value_seed(pass)?;
        }
        state.names.end(&names);
        require(map.check_count(count).is_ok())?;
        Ok(state)
    }

    /// Checks the members of an object with defined fields.
    fn members<'de, A: MapAccess<'de>>(
        self,
        object: &ObjectPlan,
        before: Before<'de>,
        mut members: A,
    ) -> Result<&'c mut State, A::Error> {
        let Self { plan, state, .. } = self;
        let mut present = Present::start(object, state);
        if let Some(index) = before.tag.and_then(|tag| object.find(tag)) {
            require(present.add(state, index))?;
        }
        for (name, raw) in before.members {
            let found = object.find(&name);
            let node = present.enter(object, state, found, &name);
            let Some(node) = node else { return stop() };
            require(node.check_raw(plan, state, raw).is_ok())?;
        }
        let mut last = 0;
        loop {
            let key = Key {
                object,
                state: &mut *state,
                present: &mut present,
                last: &mut last,
            };
            match members.next_key_seed(key)? {
                None => break,
                Some(Member::Field(node)) => {
                    let pass = Pass {
                        plan,
                        state: &mut *state,
                        node,
                    };
                    members.next_value_seed(pass)?;
                }
                Some(Member::Other) => members.next_value_seed(Free(state))?,
            }
        }
        require(present.is_complete(object, state))?;
        present.end(state);
        Ok(state)
    }
}

/// A member of an object with defined fields.
enum Member {
    Field(NodeId),
    /// A member that is not in the definition.
    Other,
}

impl Member {
    fn check_raw(
        &self,
        plan: &Plan,
        state: &mut State,
        raw: &RawValue,
    ) -> Result<(), serde_json::Error> {
        match self {
            Self::Field(node) => check_text(plan, state, *node, raw.get()),
            Self::Other => Free(state).deserialize(raw),
        }
    }
}

/// The members of one object that are present so far.
struct Present {
    /// The position of its words in [`State::present`].
    at: usize,
    names: Start,
}

impl Present {
    fn start(object: &ObjectPlan, state: &mut State) -> Self {
        let at = state.present.len();
        let words = object.fields.len().div_ceil(64);
        state.present.resize(at + words, 0);
        let names = state.names.start();
        Self { at, names }
    }

    /// Adds a field. Returns whether it is new.
    #[inline]
    fn add(&mut self, state: &mut State, index: usize) -> bool {
        let Some(word) = state.present.get_mut(self.at + index / 64) else {
            return false;
        };
        let bit = 1 << (index % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    /// Adds a member. `None` if it is a duplicate, or not allowed.
    #[inline]
    fn enter(
        &mut self,
        object: &ObjectPlan,
        state: &mut State,
        found: Option<usize>,
        name: &str,
    ) -> Option<Member> {
        if let Some(index) = found {
            let (_, node) = object.fields.get(index)?;
            return self.add(state, index).then_some(Member::Field(*node));
        }
        let is_valid = !object.is_closed && state.names.add(&mut self.names, name);
        is_valid.then_some(Member::Other)
    }

    fn has(&self, state: &State, index: usize) -> bool {
        let word = state.present.get(self.at + index / 64);
        word.is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    /// Returns whether every required field is present, and the fields of each group as they should be.
    fn is_complete(&self, object: &ObjectPlan, state: &State) -> bool {
        let count = |group: &[usize]| {
            let present = group.iter().filter(|index| self.has(state, **index));
            present.count()
        };
        object.required.iter().all(|index| self.has(state, *index))
            && object.exclusive.iter().all(|group| count(group) <= 1)
            && object.exactly_one.iter().all(|group| count(group) >= 1)
    }

    fn end(&self, state: &mut State) {
        state.present.truncate(self.at);
        state.names.end(&self.names);
    }
}

/// The name of the next member of an object with defined fields.
struct Key<'k> {
    object: &'k ObjectPlan,
    state: &'k mut State,
    present: &'k mut Present,
    /// The number of the member before; 0 if there is none.
    last: &'k mut usize,
}

impl Key<'_> {
    /// Finds a field. It is likely the one that followed the last one in the body before.
    #[inline]
    fn find(&mut self, name: &str) -> Option<usize> {
        let follower = self
            .state
            .followers
            .get_mut(self.object.follower + *self.last)?;
        let field = self.object.fields.get(*follower);
        if field.is_none_or(|(expected, _)| *expected != name) {
            *follower = self.object.find(name)?;
        }
        *self.last = *follower + 1;
        Some(*follower)
    }
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Member;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Member, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Member;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    #[inline]
    fn visit_str<E: Error>(mut self, name: &str) -> Result<Member, E> {
        let found = self.find(name);
        match self.present.enter(self.object, self.state, found, name) {
            Some(member) => Ok(member),
            None => stop(),
        }
    }
}

/// The name of a member.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}

/// Accepts any value in which no name is a duplicate.
struct Free<'c>(&'c mut State);

fn free_elements<'de, 'c, A: SeqAccess<'de>>(
    state: &'c mut State,
    mut elements: A,
) -> Result<&'c mut State, A::Error> {
    while elements.next_element_seed(Free(&mut *state))?.is_some() {}
    Ok(state)
}

fn free_members<'de, 'c, A: MapAccess<'de>>(
    state: &'c mut State,
    mut members: A,
) -> Result<&'c mut State, A::Error> {
    let mut names = state.names.start();
    while let Some(()) = members.next_key_seed(FreeName(&mut *state, &mut names))? {
        members.next_value_seed(Free(&mut *state))?;
    }
    state.names.end(&names);
    Ok(state)
}

impl<'de> DeserializeSeed<'de> for Free<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Free<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<(), A::Error> {
        self.0.depth += 1;
        require(self.0.depth <= MAX_DEPTH)?;
        free_elements(self.0, elements)?.depth -= 1;
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        self.0.depth += 1;
        require(self.0.depth <= MAX_DEPTH)?;
        free_members(self.0, members)?.depth -= 1;
        Ok(())
    }
}

/// The name of a member of a free object.
struct FreeName<'k>(&'k mut State, &'k mut Start);

impl<'de> DeserializeSeed<'de> for FreeName<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for FreeName<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<(), E> {
        require(self.0.names.add(self.1, name))
    }
}
