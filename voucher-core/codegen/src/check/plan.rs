//! A definition, prepared for the fast pass: what it looks up is in tables.

use foldhash::fast::FixedState;
use std::collections::HashMap;
use voucher_definition::{
    Alternative, Array, Bounds, Contents, Field, JsonType, Kind, Map, Object, OneOf, Selector,
};

/// The index of a node in [`Plan::nodes`].
pub(super) type NodeId = usize;

/// A prepared definition.
pub(super) struct Plan {
    pub(super) nodes: Vec<Node>,
    pub(super) root: NodeId,
    /// The length of the table of [`ObjectPlan::follower`].
    pub(super) followers: usize,
    is_closed: bool,
}

/// A prepared field definition.
pub(super) struct Node {
    pub(super) field: &'static Field,
    pub(super) nullable: bool,
    pub(super) kind: NodeKind,
}

pub(super) enum NodeKind {
    /// Any value.
    Any,
    /// Any object.
    Custom,
    /// Any string.
    AnyString,
    /// A string with rules.
    String,
    /// An integer. Those from the first to the second are valid; of others, the rules decide.
    Integer(i64, i64),
    /// Any number.
    AnyNumber,
    /// A number with limits.
    Number,
    Bool,
    Object(Box<ObjectPlan>),
    Array(&'static Array, NodeId),
    Map(&'static Map, NodeId),
    OneOf(Box<Choice>),
    /// The definition of a value around this one.
    Again(NodeId),
}

/// A prepared object.
pub(super) struct ObjectPlan {
    /// The object's part of a table that has, for each field, the index of the field that followed it last time.
    pub(super) follower: usize,
    pub(super) fields: Box<[FieldPlan]>,
    /// The indexes of the required fields.
    pub(super) required: Box<[usize]>,
    /// The indexes of the fields of each group of which at most one is present.
    pub(super) exclusive: Box<[Box<[usize]>]>,
    /// The indexes of the fields of each group of which one must be present.
    pub(super) exactly_one: Box<[Box<[usize]>]>,
    pub(super) is_closed: bool,
    /// The minimum and maximum number of members.
    pub(super) limits: (u32, u32),
    by_name: HashMap<&'static str, usize, FixedState>,
}

/// A prepared field of an object.
pub(super) struct FieldPlan {
    pub(super) name: &'static str,
    /// Whether the name is written without escapes.
    pub(super) is_plain: bool,
    pub(super) node: NodeId,
}

/// The alternatives of a value by its JSON type.
#[derive(Default)]
pub(super) struct Choice {
    pub(super) string: Option<NodeId>,
    pub(super) bool: Option<NodeId>,
    pub(super) integer: Option<NodeId>,
    pub(super) fraction: Option<NodeId>,
    pub(super) array: Option<NodeId>,
    /// The property that selects among `objects`.
    pub(super) tag: Option<&'static str>,
    /// Whether an object is valid if any of `objects` accepts it.
    pub(super) is_any: bool,
    /// The alternatives for objects, with the property that selects each.
    pub(super) objects: Vec<(Option<&'static Field>, NodeId)>,
}

impl ObjectPlan {
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }
}

impl Plan {
    /// Prepares the definition of a body. `None` accepts every value. `is_closed` is whether no object accepts unknown members.
    pub(super) fn new(body: Option<&'static Field>, is_closed: bool) -> Self {
        let mut plan = Self {
            is_closed,
            nodes: Vec::new(),
            root: 0,
            followers: 0,
        };
        if let Some(field) = body {
            plan.root = plan.add(field, &mut Vec::new());
        }
        plan
    }

    /// Adds a field with everything in it. `around` are the objects and alternatives around it, from the outside in.
    fn add(&mut self, field: &'static Field, around: &mut Vec<NodeId>) -> NodeId {
        let id = self.nodes.len();
        self.nodes.push(Node {
            field,
            nullable: field.nullable,
            kind: NodeKind::Any,
        });
        let kind = match field.kind.contents() {
            Contents::None => scalar(field),
            Contents::Elements(array) => NodeKind::Array(array, self.add(array.element, around)),
            Contents::Values(map) => NodeKind::Map(map, self.add(map.value, around)),
            Contents::Ancestor(distance) => again(distance, around),
            Contents::Fields(object) => {
                around.push(id);
                let kind = NodeKind::Object(Box::new(self.object(object, around)));
                around.pop();
                kind
            }
            Contents::Alternatives(one_of) => {
                around.push(id);
                let kind = NodeKind::OneOf(Box::new(self.choice(one_of, around)));
                around.pop();
                kind
            }
        };
        if let Some(node) = self.nodes.get_mut(id) {
            node.kind = kind;
        }
        id
    }

    fn object(&mut self, object: &'static Object, around: &mut Vec<NodeId>) -> ObjectPlan {
        let follower = self.followers;
        self.followers += object.fields.len() + 1;
        let by_name: HashMap<_, _, _> = {
            let names = object.fields.iter().enumerate();
            names.map(|(index, field)| (field.name, index)).collect()
        };
        let groups = |groups: &[&[&'static str]]| -> Box<[Box<[usize]>]> {
            let groups = groups.iter().map(|names| {
                let indexes = names.iter().filter_map(|name| by_name.get(name).copied());
                indexes.collect()
            });
            groups.collect()
        };
        let required = object.fields.iter().enumerate();
        let required = required.filter(|(_, field)| field.is_required());
        ObjectPlan {
            follower,
            required: required.map(|(index, _)| index).collect(),
            exclusive: groups(object.exclusive),
            exactly_one: groups(object.exactly_one),
            is_closed: object.is_closed || self.is_closed,
            limits: (object.min_members, object.max_members),
            fields: {
                let fields = object.fields.iter();
                let fields = fields.map(|field| FieldPlan {
                    name: field.name,
                    is_plain: !field.name.contains(is_special),
                    node: self.add(field, around),
                });
                fields.collect()
            },
            by_name,
        }
    }

    fn choice(&mut self, one_of: &'static OneOf, around: &mut Vec<NodeId>) -> Choice {
        let mut choice = Choice {
            is_any: matches!(one_of.selector, Selector::Any),
            ..Choice::default()
        };
        if let Selector::Tag(name) = one_of.selector {
            choice.tag = Some(name);
        }
        for alternative in one_of.alternatives {
            let id = self.add(alternative.value, around);
            choice.add(alternative, one_of.selector, id);
        }
        if self.is_closed && choice.is_any {
            // An open alternative may accept a body that this plan rejects. Then the exact pass would not try the next one.
            choice.objects.truncate(1);
        }
        if let Selector::One = one_of.selector {
            // Whether an alternative certainly rejects an object, only the exact pass knows.
            choice.objects.clear();
        }
        choice
    }
}

impl Choice {
    /// Adds an alternative. The first one for a type is used.
    fn add(&mut self, alternative: &Alternative, selector: Selector, id: NodeId) {
        let slot = match alternative.value.kind.json_type() {
            Some(JsonType::String) => &mut self.string,
            Some(JsonType::Bool) => &mut self.bool,
            Some(JsonType::Array) => &mut self.array,
            Some(JsonType::Integer) => &mut self.integer,
            Some(JsonType::Number) => {
                self.fraction.get_or_insert(id);
                &mut self.integer
            }
            Some(JsonType::Object) => {
                self.objects.push((alternative.tag(selector), id));
                return;
            }
            None => return,
        };
        slot.get_or_insert(id);
    }
}

/// Returns whether a character must be escaped in a string.
fn is_special(character: char) -> bool {
    matches!(character, '"' | '\\' | '\0'..' ')
}

/// Returns the kind of a value without fields, elements or alternatives.
fn scalar(field: &Field) -> NodeKind {
    let is_plain = (field.pattern, field.second_pattern) == (None, None)
        && (field.min_length, field.max_length) == (0, u32::MAX);
    match (field.kind, field.kind.json_type()) {
        (Kind::Text, _) if is_plain => NodeKind::AnyString,
        (_, Some(JsonType::String)) => NodeKind::String,
        (_, Some(JsonType::Integer)) => NodeKind::Integer(field.fast_range.0, field.fast_range.1),
        (_, Some(JsonType::Number)) if *field.bounds == Bounds::ANY => NodeKind::AnyNumber,
        (_, Some(JsonType::Number)) => NodeKind::Number,
        (_, Some(JsonType::Bool)) => NodeKind::Bool,
        (_, Some(JsonType::Object | JsonType::Array)) => NodeKind::Custom,
        (_, None) => NodeKind::Any,
    }
}

fn again(distance: u32, around: &[NodeId]) -> NodeKind {
    let distance = usize::try_from(distance).unwrap_or(usize::MAX);
    match around.iter().rev().nth(distance) {
        Some(id) => NodeKind::Again(*id),
        // As the run-time validator, which accepts a value whose definition does not exist.
        None => NodeKind::Any,
    }
}
