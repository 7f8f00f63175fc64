//! The fast pass: checks a body while it is read, without building a tree.
//!
//! It only decides whether a body is valid. It may reject a valid one, which the exact pass then accepts; it never accepts an
//! invalid one. So it ends at the first violation, and whenever it would need a second look.

use super::names::{Names, Start};
use super::plan::{Choice, Node, NodeId, NodeKind, ObjectPlan, Plan};
use super::text::{Numeric, Text};
use serde_json::{Number, Value};
use std::borrow::Cow;
use std::collections::HashSet;
use voucher_definition::canonical::push_value;
use voucher_definition::{Array, MAX_LEVELS, Map, check_members};

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
    let text = Text::new(body);
    let mut pass = Pass { plan, state, text };
    pass.value(pass.rules(plan.root)).is_some() && pass.text.is_at_end()
}

/// What a value must be.
#[derive(Clone, Copy)]
enum Rules<'c> {
    /// Anything in which no name is a duplicate.
    Free,
    Of(&'c Node),
}

static FREE: NodeKind = NodeKind::Any;

impl<'c> Rules<'c> {
    fn kind(self) -> &'c NodeKind {
        match self {
            Self::Free => &FREE,
            Self::Of(node) => &node.kind,
        }
    }
}

fn require(holds: bool) -> Option<()> {
    holds.then_some(())
}

/// Checks a number with the run-time validator.
fn check_number(node: &Node, number: Number) -> Option<()> {
    require(node.field.check(&Value::Number(number)).is_ok())
}

/// Checks the body from the current position of the text. `None` ends the pass.
struct Pass<'c, 't> {
    plan: &'c Plan,
    state: &'c mut State,
    text: Text<'t>,
}

impl<'c, 't> Pass<'c, 't> {
    fn rules(&self, id: NodeId) -> Rules<'c> {
        self.plan.nodes.get(id).map_or(Rules::Free, Rules::Of)
    }

    /// Checks the next value.
    fn value(&mut self, rules: Rules<'c>) -> Option<()> {
        let levels = self.state.levels;
        match self.text.peek()? {
            b'"' => self.string(rules)?,
            b'{' => self.object(rules)?,
            b'[' => self.array(rules)?,
            b'-' | b'0'..=b'9' => self.number(rules)?,
            b't' => self.bool(rules, true)?,
            b'f' => self.bool(rules, false)?,
            _ => self.null(rules)?,
        }
        self.state.levels = levels;
        Some(())
    }

    /// Returns the rules behind alternatives and references.
    #[inline]
    fn resolved(
        &mut self,
        mut rules: Rules<'c>,
        select: fn(&Choice) -> Option<NodeId>,
    ) -> Option<Rules<'c>> {
        loop {
            rules = match rules.kind() {
                NodeKind::OneOf(choice) => self.rules(select(choice)?),
                NodeKind::Again(id) => self.again(*id)?,
                _ => return Some(rules),
            };
        }
    }

    /// Returns the rules of a value around this one.
    fn again(&mut self, id: NodeId) -> Option<Rules<'c>> {
        require(self.state.levels < MAX_LEVELS)?;
        self.state.levels += 1;
        Some(self.rules(id))
    }

    fn null(&mut self, rules: Rules<'c>) -> Option<()> {
        self.text.word("null")?;
        require(match rules {
            Rules::Free => true,
            Rules::Of(node) => node.nullable || matches!(node.kind, NodeKind::Any),
        })
    }

    fn bool(&mut self, rules: Rules<'c>, value: bool) -> Option<()> {
        self.text.word(if value { "true" } else { "false" })?;
        let rules = self.resolved(rules, |choice| choice.bool)?;
        match (rules.kind(), rules) {
            (NodeKind::Any, _) => Some(()),
            (NodeKind::Bool, Rules::Of(node)) => require(node.field.check_bool(value).is_ok()),
            _ => None,
        }
    }

    #[inline]
    fn string(&mut self, rules: Rules<'c>) -> Option<()> {
        let string = self.text.string()?;
        let rules = self.resolved(rules, |choice| choice.string)?;
        match (rules.kind(), rules) {
            (NodeKind::AnyString | NodeKind::Any, _) => Some(()),
            (NodeKind::String, Rules::Of(node)) => {
                require(node.field.check_text(&string, true).is_ok())
            }
            _ => None,
        }
    }

    #[inline]
    fn number(&mut self, rules: Rules<'c>) -> Option<()> {
        let number = match self.text.number()? {
            Numeric::Integer(integer) => return self.integer(rules, integer),
            Numeric::Other(number) => number,
        };
        let is_whole = number.as_f64()? % 1.0 == 0.0;
        let rules = if is_whole {
            self.resolved(rules, |choice| choice.integer)?
        } else {
            self.resolved(rules, |choice| choice.fraction)?
        };
        match (rules.kind(), rules) {
            (NodeKind::Any | NodeKind::AnyNumber, _) => Some(()),
            (NodeKind::Integer(..) | NodeKind::Number, Rules::Of(node)) => {
                check_number(node, number)
            }
            _ => None,
        }
    }

    fn integer(&mut self, rules: Rules<'c>, integer: i64) -> Option<()> {
        let rules = self.resolved(rules, |choice| choice.integer)?;
        match (rules.kind(), rules) {
            (NodeKind::Any | NodeKind::AnyNumber, _) => Some(()),
            (NodeKind::Integer(min, max), _) if *min <= integer && integer <= *max => Some(()),
            (NodeKind::Integer(..), Rules::Of(node)) => {
                require(node.field.check_integer(integer).is_ok())
            }
            (NodeKind::Number, Rules::Of(node)) => check_number(node, integer.into()),
            _ => None,
        }
    }

    fn array(&mut self, rules: Rules<'c>) -> Option<()> {
        let rules = self.resolved(rules, |choice| choice.array)?;
        self.enter()?;
        match rules.kind() {
            NodeKind::Array(array, element) => self.elements(array, self.rules(*element))?,
            NodeKind::Any => self.free_elements()?,
            _ => return None,
        }
        self.state.depth -= 1;
        Some(())
    }

    /// Enters an array or an object.
    fn enter(&mut self) -> Option<()> {
        self.state.depth += 1;
        require(self.state.depth <= MAX_DEPTH)
    }

    fn elements(&mut self, array: &Array, element: Rules<'c>) -> Option<()> {
        let (mut count, mut found) = (0, HashSet::new());
        let mut has_next = self.text.open(b']')?;
        while has_next {
            self.text.peek()?;
            let start = self.text.at();
            self.value(element)?;
            if array.unique {
                let value: Value = serde_json::from_str(self.text.from(start)?).ok()?;
                let mut canonical = String::new();
                push_value(&mut canonical, &value);
                require(found.insert(canonical))?;
            }
            count += 1;
            has_next = self.text.has_next(b']')?;
        }
        require(array.check_count(count).is_ok())
    }

    fn object(&mut self, mut rules: Rules<'c>) -> Option<()> {
        loop {
            rules = match rules.kind() {
                NodeKind::OneOf(choice) => return self.alternative(choice),
                NodeKind::Again(id) => self.again(*id)?,
                _ => break,
            };
        }
        self.enter()?;
        match rules.kind() {
            NodeKind::Object(object) => self.members(object)?,
            NodeKind::Map(map, value) => self.map(map, self.rules(*value))?,
            NodeKind::Any | NodeKind::Custom => self.free_members()?,
            _ => return None,
        }
        self.state.depth -= 1;
        Some(())
    }

    /// Checks an object against alternatives.
    fn alternative(&mut self, choice: &'c Choice) -> Option<()> {
        if let Some(tag) = choice.tag {
            let value = self.tag(tag)?;
            let mut objects = choice.objects.iter();
            let is_selected =
                |property: &&voucher_definition::Field| property.check(&value).is_ok();
            let selected = objects.find(|(property, _)| property.as_ref().is_some_and(is_selected));
            return self.object(self.rules(selected?.1));
        }
        if !choice.is_any {
            return self.object(self.rules(choice.objects.first()?.1));
        }
        let State { depth, levels, .. } = *self.state;
        let (start, present) = (self.text.at(), self.state.present.len());
        for (_, id) in &choice.objects {
            let names = self.state.names.start();
            if self.object(self.rules(*id)).is_some() {
                return Some(());
            }
            (self.state.depth, self.state.levels) = (depth, levels);
            self.state.present.truncate(present);
            self.state.names.end(&names);
            self.text.go_back(start);
        }
        None
    }

    /// Returns the value of the member that selects an alternative of an object, without moving.
    fn tag(&mut self, tag: &str) -> Option<Value> {
        let start = self.text.at();
        let mut has_next = self.text.open(b'}')?;
        while has_next {
            let is_tag = self.name()? == tag;
            self.text.peek()?;
            let value = self.text.at();
            self.value(Rules::Free)?;
            if is_tag {
                let value = serde_json::from_str(self.text.from(value)?).ok();
                self.text.go_back(start);
                return value;
            }
            has_next = self.text.has_next(b'}')?;
        }
        None
    }

    /// Checks the members of a map.
    fn map(&mut self, map: &Map, value: Rules<'c>) -> Option<()> {
        let mut names = self.state.names.start();
        let mut count = 0;
        let mut has_next = self.text.open(b'}')?;
        while has_next {
            let name = self.name()?;
            require(map.key.check_text(&name, true).is_ok())?;
            require(self.state.names.add(&mut names, &name))?;
            self.value(value)?;
            count += 1;
            has_next = self.text.has_next(b'}')?;
        }
        self.state.names.end(&names);
        require(map.check_count(count).is_ok())
    }

    /// Checks the members of an object with defined fields.
    fn members(&mut self, object: &'c ObjectPlan) -> Option<()> {
        let mut present = Present::start(object, self.state);
        // The number of the field before; 0 if there is none.
        let mut last = 0;
        let mut count = 0;
        let mut has_next = self.text.open(b'}')?;
        while has_next {
            let rules = self.field(object, &mut present, &mut last)?;
            self.value(rules)?;
            count += 1;
            has_next = self.text.has_next(b'}')?;
        }
        require(check_members(count, object.limits.0, object.limits.1).is_ok())?;
        require(present.is_complete(object, self.state))?;
        present.end(self.state);
        Some(())
    }

    /// Reads the name of a member. Returns the rules of its value. It is likely the field that followed the last one in the body
    /// before.
    #[inline]
    fn field(
        &mut self,
        object: &'c ObjectPlan,
        present: &mut Present,
        last: &mut usize,
    ) -> Option<Rules<'c>> {
        require(self.text.peek()? == b'"')?;
        let follower = self.state.followers.get_mut(object.follower + *last)?;
        let field = object.fields.get(*follower);
        let expected = field.filter(|field| field.is_plain);
        if expected.is_none_or(|field| self.text.plain_string(field.name).is_none()) {
            let name = self.text.string()?;
            let Some(index) = object.find(&name) else {
                let is_allowed = !object.is_closed;
                require(is_allowed && self.state.names.add(&mut present.names, &name))?;
                self.text.read(b':')?;
                return Some(Rules::Free);
            };
            *follower = index;
        }
        let index = *follower;
        *last = index + 1;
        require(present.add(self.state, index))?;
        self.text.read(b':')?;
        Some(self.rules(object.fields.get(index)?.node))
    }

    /// Reads the name of a member and the colon.
    fn name(&mut self) -> Option<Cow<'t, str>> {
        require(self.text.peek()? == b'"')?;
        let name = self.text.string()?;
        self.text.read(b':')?;
        Some(name)
    }

    fn free_elements(&mut self) -> Option<()> {
        let mut has_next = self.text.open(b']')?;
        while has_next {
            self.value(Rules::Free)?;
            has_next = self.text.has_next(b']')?;
        }
        Some(())
    }

    fn free_members(&mut self) -> Option<()> {
        let mut names = self.state.names.start();
        let mut has_next = self.text.open(b'}')?;
        while has_next {
            let name = self.name()?;
            require(self.state.names.add(&mut names, &name))?;
            self.value(Rules::Free)?;
            has_next = self.text.has_next(b'}')?;
        }
        self.state.names.end(&names);
        Some(())
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
