//! Generates valid values of a definition.

use super::scalar::{Scalars, address};
use crate::random::Random;
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};
use voucher_definition::canonical::push_value;
use voucher_definition::{Array, Contents, Field, Kind, MAX_LEVELS, OneOf, Selector};

/// What a value contains besides what it has to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Nothing.
    Least,
    /// Every optional field, with values that are easy to read.
    Full,
    /// Some optional fields, with any valid values.
    Mixed,
}

/// One step from a field to one inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// To the field of an object with this index.
    Field(usize),
    /// To the element of an array.
    Element,
    /// To the value of a map.
    Value,
    /// To the alternative with this index.
    Alternative(usize),
    /// To the value around it with the same definition.
    Ancestor,
}

/// The objects and alternatives around a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scope<'p> {
    Body,
    Inside(&'p Scope<'p>, &'static Field),
}

/// A sample contains no more values than this, unless they are required.
const MAX_VALUES: usize = 2_000;

/// A sample does not contain itself more often than this, unless it has to.
const RECURSION: u32 = 2;

/// An array or map with a larger minimum is not generated.
const MAX_COUNT: usize = 20_000;

/// How often a duplicate element, or a value of another alternative, is replaced.
const ATTEMPTS: usize = 40;

#[derive(Debug)]
pub(crate) struct Generator {
    pub(crate) random: Random,
    pub(crate) scalars: Scalars,
    content: Content,
    /// The options that were not chosen yet at each decision. They are shuffled, and all are chosen before one repeats.
    options: HashMap<(usize, Decision), Vec<usize>>,
    values: usize,
    level: u32,
    /// The last scalar field that has no valid value.
    pub(crate) impossible: Option<&'static Field>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Decision {
    Null,
    Scalar,
    Count,
    Alternative,
    Present,
    Group(usize),
}

impl Scope<'_> {
    /// Returns the field of a value around this one, and what is around that.
    fn ancestor(&self, mut distance: u32) -> Option<(&'static Field, &Self)> {
        let mut scope = self;
        while let Self::Inside(around, field) = scope {
            if distance == 0 {
                return Some((field, around));
            }
            (scope, distance) = (around, distance - 1);
        }
        None
    }
}

impl Generator {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed),
            scalars: Scalars::default(),
            content: Content::Least,
            options: HashMap::new(),
            values: 0,
            level: 0,
            impossible: None,
        }
    }

    /// Returns a valid value. It contains the value that the steps lead to, if they can be taken.
    pub(crate) fn generate(
        &mut self,
        field: &'static Field,
        content: Content,
        goal: &[Step],
    ) -> Option<Value> {
        (self.content, self.values, self.level) = (content, 0, 0);
        self.field(field, &Scope::Body, goal)
    }

    /// Returns the content for the next value: the least, if there are many already.
    pub(super) fn content(&self) -> Content {
        if self.values > MAX_VALUES {
            return Content::Least;
        }
        self.content
    }

    /// Returns one of several options.
    pub(super) fn decide(&mut self, at: usize, decision: Decision, count: usize) -> usize {
        let left = self.options.entry((at, decision)).or_default();
        if left.is_empty() {
            left.extend(0..count);
            self.random.shuffle(left);
        }
        left.pop().filter(|option| *option < count).unwrap_or(0)
    }

    pub(super) fn field(
        &mut self,
        field: &'static Field,
        scope: &Scope<'_>,
        goal: &[Step],
    ) -> Option<Value> {
        self.values += 1;
        if field.nullable && goal.is_empty() {
            let is_null = self.content() == Content::Mixed
                && self.decide(address(field), Decision::Null, 3) == 0;
            let value = if is_null {
                None
            } else {
                self.not_null(field, scope, goal)
            };
            return Some(value.unwrap_or_default());
        }
        self.not_null(field, scope, goal)
    }

    fn not_null(
        &mut self,
        field: &'static Field,
        scope: &Scope<'_>,
        goal: &[Step],
    ) -> Option<Value> {
        match field.kind.contents() {
            Contents::None if goal.is_empty() => self.scalar(field),
            Contents::None => None,
            Contents::Fields(object) => {
                let scope = Scope::Inside(scope, field);
                self.object(object, field, &scope, goal)
            }
            Contents::Elements(array) => self.array(array, field, scope, goal),
            Contents::Values(map) => self.map(map, field, scope, goal),
            Contents::Alternatives(one_of) => {
                let scope = Scope::Inside(scope, field);
                self.one_of(one_of, field, &scope, goal)
            }
            Contents::Ancestor(distance) => self.again(distance, scope, goal),
        }
    }

    fn scalar(&mut self, field: &'static Field) -> Option<Value> {
        let value = match self.content() {
            Content::Least | Content::Full => self.scalars.typical(field, &mut self.random),
            Content::Mixed => {
                let edges = self.scalars.edges(field, &mut self.random);
                let option = self.decide(address(field), Decision::Scalar, edges.len() + 3);
                match edges.get(option) {
                    Some(edge) => Some(edge.clone()),
                    None => self.scalars.random(field, &mut self.random),
                }
            }
        };
        let value = value.or_else(|| self.scalars.typical(field, &mut self.random));
        if value.is_none() {
            self.impossible = Some(field);
        }
        value
    }

    /// Returns a value of a definition around this one. Without a goal, there are few levels.
    fn again(&mut self, distance: u32, scope: &Scope<'_>, goal: &[Step]) -> Option<Value> {
        let goal = match goal.split_first() {
            Some((Step::Ancestor, goal)) => goal,
            Some(_) => return None,
            None if self.content() == Content::Least || self.level >= RECURSION => return None,
            None => goal,
        };
        if self.level >= MAX_LEVELS {
            return None;
        }
        let (field, around) = scope.ancestor(distance)?;
        self.level += 1;
        // Whether `null` is valid depends on the field that refers to the ancestor.
        let value = self.not_null(field, around, goal);
        self.level -= 1;
        value
    }

    fn array(
        &mut self,
        array: &'static Array,
        field: &'static Field,
        scope: &Scope<'_>,
        goal: &[Step],
    ) -> Option<Value> {
        let goal = match goal.split_first() {
            Some((Step::Element, goal)) => Some(goal),
            Some(_) => return None,
            None => None,
        };
        let count = self.count(field, array.min, array.max, goal.is_some())?;
        let (mut elements, mut known) = (Vec::new(), HashSet::new());
        let mut attempts = ATTEMPTS + count;
        while elements.len() < count && attempts > 0 {
            attempts -= 1;
            let goal = goal.filter(|_| elements.is_empty()).unwrap_or_default();
            let Some(element) = self.field(array.element, scope, goal) else {
                if goal.is_empty() {
                    continue;
                }
                return None;
            };
            if !array.unique || known.insert(canonical(&element)) {
                elements.push(element);
            }
        }
        let is_enough = array.check_count(elements.len()).is_ok();
        is_enough.then_some(Value::Array(elements))
    }

    fn map(
        &mut self,
        map: &'static voucher_definition::Map,
        field: &'static Field,
        scope: &Scope<'_>,
        goal: &[Step],
    ) -> Option<Value> {
        let goal = match goal.split_first() {
            Some((Step::Value, goal)) => Some(goal),
            Some(_) => return None,
            None => None,
        };
        let count = self.count(field, map.min, map.max, goal.is_some())?;
        let mut members = Map::new();
        let mut attempts = ATTEMPTS + count;
        while members.len() < count && attempts > 0 {
            attempts -= 1;
            let goal = goal.filter(|_| members.is_empty()).unwrap_or_default();
            let Some(Value::String(key)) = self.key(map.key) else {
                return (map.min == 0).then(|| Value::Object(Map::new()));
            };
            if members.contains_key(&key) {
                continue;
            }
            match self.field(map.value, scope, goal) {
                Some(value) => {
                    members.insert(key, value);
                }
                None if goal.is_empty() => {}
                None => return None,
            }
        }
        let is_enough = map.check_count(members.len()).is_ok();
        is_enough.then_some(Value::Object(members))
    }

    /// Returns a key of a map.
    pub(crate) fn key(&mut self, key: &'static Field) -> Option<Value> {
        for _ in 0..ATTEMPTS {
            let value = match key.kind {
                Kind::OneOf(_) => self.not_null(key, &Scope::Body, &[]),
                Kind::Any => Some(format!("key-{}", self.random.range(100, 999)).into()),
                _ => self.scalar(key),
            };
            let Some(Value::String(text)) = value else {
                continue;
            };
            if key.check_text(&text, true).is_ok() {
                return Some(Value::String(text));
            }
        }
        None
    }

    /// Returns the number of elements or members to generate.
    fn count(
        &mut self,
        field: &'static Field,
        min: u32,
        max: u32,
        has_goal: bool,
    ) -> Option<usize> {
        let (min, max) = (usize::try_from(min).ok()?, usize::try_from(max).ok()?);
        let least = min.max(usize::from(has_goal));
        if least > max || min > MAX_COUNT {
            return None;
        }
        Some(match self.content() {
            Content::Least => least,
            Content::Full => least.max(1).min(max),
            Content::Mixed => {
                let more = least + self.random.below(4);
                let largest = if max <= 16 { max } else { more };
                let counts = [least, least + 1, more, largest];
                let option = self.decide(address(field), Decision::Count, counts.len());
                counts.get(option).map_or(least, |count| (*count).min(max))
            }
        })
    }

    fn one_of(
        &mut self,
        one_of: &'static OneOf,
        field: &'static Field,
        scope: &Scope<'_>,
        goal: &[Step],
    ) -> Option<Value> {
        let count = one_of.alternatives.len();
        let (mut order, goal): (Vec<usize>, _) = match goal.split_first() {
            Some((Step::Alternative(at), goal)) => (vec![*at], goal),
            Some(_) => return None,
            None => ((0..count).collect(), goal),
        };
        if order.len() > 1 && self.content() == Content::Mixed {
            let first = self.decide(address(field), Decision::Alternative, count);
            order.sort_by_key(|at| *at != first);
        }
        order.into_iter().find_map(|at| {
            let alternative = one_of.alternatives.get(at)?;
            self.alternative(one_of, alternative.value, field, scope, goal)
        })
    }

    /// Returns a value of one alternative. A number may have the type of two, and an object may be valid for two.
    fn alternative(
        &mut self,
        one_of: &OneOf,
        alternative: &'static Field,
        field: &'static Field,
        scope: &Scope<'_>,
        goal: &[Step],
    ) -> Option<Value> {
        let content = self.content;
        let mut found = None;
        for _ in 0..ATTEMPTS {
            let Some(value) = self.field(alternative, scope, goal) else {
                break;
            };
            let is_certain = match one_of.selector {
                Selector::One => value.is_array(),
                Selector::Any | Selector::Tag(_) | Selector::Type => {
                    value.is_object() || value.is_array()
                }
            };
            if is_certain || field.check(&value).is_ok() {
                found = Some(value);
                break;
            }
            if one_of.selector == Selector::One {
                // What distinguishes it may be optional.
                self.content = Content::Mixed;
            }
        }
        self.content = content;
        found
    }
}

/// Returns a string that is the same for equal JSON values.
fn canonical(value: &Value) -> String {
    let mut canonical = String::new();
    push_value(&mut canonical, value);
    canonical
}
