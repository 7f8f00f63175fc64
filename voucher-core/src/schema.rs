//! A JSON Schema of what a type can send, out of its shapes.

use crate::kind::Verdict;
use crate::pen::{Pen, Plan};
use crate::shape::{Shape, Source};
use crate::tree::Tree;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use voucher_definition::{Field, Kind, currency, pointer};

/// The document.
pub(crate) fn schema(plan: &'static Plan, shapes: &'static [Shape]) -> String {
    let rows = Rows::of(shapes);
    let definition = plan.definition;
    let mut root = Node::new();
    root.text("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.text("description", definition.description);
    root.text("x-ravelin-method", definition.method);
    root.text("x-ravelin-path", definition.path);
    root.text("x-ravelin-source", definition.source);
    let sketch = Sketch { plan, rows: &rows };
    let fields = definition.body.fields.iter().copied();
    let mut body = Members::new();
    for row in fields {
        match row.kind {
            Kind::Object(object) => {
                let entity = sketch.entity(object.fields, row);
                body.push(row.name, entity, true);
            }
            _ => sketch.push(row, &mut body),
        }
    }
    if definition.entity().is_none() {
        sketch.push_others("", &mut body);
    }
    body.finish(&mut root, Vec::new());
    let told: Vec<_> = rows.told.into_iter().map(Tree::Text).collect();
    if !told.is_empty() {
        root.put("x-ravelin-not-expressed", Tree::List(told));
    }
    serde_json::to_string_pretty(&root.finish()).unwrap_or_default()
}

/// Each shape as the event has it, those of its parts among them.
struct Rows {
    shapes: Vec<Row>,
    /// What JSON Schema cannot say.
    told: Vec<String>,
}

/// A shape, and the optional part that it belongs to.
struct Row {
    shape: &'static Shape,
    plan: Option<&'static Plan>,
    /// Rows of a part that may be absent as a whole have its number.
    part: Option<usize>,
}

impl Rows {
    fn of(shapes: &'static [Shape]) -> Self {
        let mut rows = Self {
            shapes: Vec::new(),
            told: Vec::new(),
        };
        for (at, shape) in shapes.iter().enumerate() {
            if let Source::Part(share, shapes) = shape.source {
                let part = (!shape.is_always).then_some(at);
                for shape in shapes {
                    rows.push(shape, Some(&share.plan), part);
                }
            } else {
                rows.push(shape, None, None);
            }
        }
        rows
    }

    fn push(&mut self, shape: &'static Shape, plan: Option<&'static Plan>, part: Option<usize>) {
        if !shape.check.is_empty() {
            self.told.push(match shape.source {
                Source::Whole => format!("`{}` is asked about the whole", shape.check),
                _ => {
                    let row = shape.field();
                    let place = pointer(row.parent, row.name);
                    format!("`{}` is asked about {place}", shape.check)
                }
            });
        }
        if !matches!(shape.source, Source::Whole) {
            self.shapes.push(Row { shape, plan, part });
        }
    }
}

impl Row {
    /// Whether the shape is that of a row of the event's definition. A part may be of another definition, whose entity has
    /// another name.
    fn is_of(&self, row: &Field) -> bool {
        let own = self.shape.field();
        match self.plan {
            Some(plan) => {
                let entity = plan.definition.entity_pointer();
                own.parent == entity && own.name == row.name && !row.parent.is_empty()
                    || own.parent == row.parent && own.name == row.name
            }
            None => own.parent == row.parent && own.name == row.name,
        }
    }

    /// Whether there is a value wherever its object is.
    fn is_always(&self) -> bool {
        self.shape.is_always && self.part.is_none()
    }
}

/// What the walk over the definition holds on to.
struct Sketch<'r> {
    plan: &'static Plan,
    rows: &'r Rows,
}

impl Sketch<'_> {
    fn find(&self, row: &Field) -> Option<&Row> {
        self.rows.shapes.iter().find(|shape| shape.is_of(row))
    }

    /// The entity: its rows, and what stands beside them.
    fn entity(&self, rows: &[&'static Field], entity: &'static Field) -> Tree {
        let mut node = Node::new();
        node.text("description", entity.description);
        let mut members = Members::new();
        for row in rows.iter().copied() {
            self.push(row, &mut members);
        }
        self.push_others(&pointer("", entity.name), &mut members);
        members.finish(&mut node, self.dependent());
        node.finish()
    }

    /// A row, where the type maps it.
    fn push(&self, row: &'static Field, members: &mut Members) {
        let found = self.find(row);
        if matches!(row.kind, Kind::Custom) {
            let (node, is_given) = self.custom(row, found);
            if let Some(node) = node {
                members.push(row.name, node, is_given);
            }
        } else if let Some(found) = found {
            let node = self.property(found.shape, row);
            members.push(row.name, node, found.is_always());
        }
    }

    /// Members that no row lists, in an object.
    fn push_others(&self, parent: &str, members: &mut Members) {
        for row in &self.rows.shapes {
            let field = row.shape.field();
            let entity = row
                .plan
                .map_or(parent, |plan| plan.definition.entity_pointer());
            let is_listed = members.has(field.name);
            if matches!(field.kind, Kind::Custom) && field.parent == entity && !is_listed {
                let is_row = field.name == "custom" && !field.source.is_empty();
                if !is_row {
                    members.push(field.name, Tree::Bool(true), false);
                }
            }
        }
    }

    /// A free object: the members that the type names, and any other where it has a whole object.
    fn custom(&self, row: &'static Field, whole: Option<&Row>) -> (Option<Tree>, bool) {
        let mut members = Members::new();
        for member in &self.rows.shapes {
            let field = member.shape.field();
            let is_member = field.parent.strip_suffix("/custom").is_some();
            if is_member && row.name == "custom" {
                members.push(field.name, Tree::Bool(true), false);
            }
        }
        if members.names.is_empty() && whole.is_none() {
            return (None, false);
        }
        let mut node = Node::new();
        node.text("description", row.description);
        members.is_open = whole.is_some();
        members.finish(&mut node, Vec::new());
        (Some(node.finish()), whole.is_some_and(Row::is_always))
    }

    /// A value.
    fn property(&self, shape: &Shape, row: &'static Field) -> Tree {
        let mut node = Node::new();
        node.text("description", row.description);
        match shape.source {
            Source::Constant(write) => {
                if let Some(value) = self.written(write) {
                    node.put("const", value);
                }
            }
            Source::Type(verdict) => value(&mut node, shape, verdict),
            Source::Part(..) | Source::Whole => {}
        }
        node.finish()
    }

    /// What a constant is in JSON: a pen writes it.
    fn written(&self, write: fn(&mut Pen<'_>, usize) -> usize) -> Option<Tree> {
        let mut out = Vec::new();
        let mut pen = Pen::new(&mut out, self.plan, None);
        let at = pen.start();
        let at = write(&mut pen, at);
        pen.finish(at).ok()?;
        match serde_json::from_slice(&out).ok()? {
            Tree::Object(members) => Some(members.into_iter().next()?.1),
            _ => None,
        }
    }

    /// Of a part that may be absent, a row is there only with those that are there whenever the part is.
    fn dependent(&self) -> Vec<(&'static str, Vec<&'static str>)> {
        let of_part = self.rows.shapes.iter().filter(|row| row.part.is_some());
        let of_part = of_part.filter(|row| !row.shape.field().parent.ends_with("/custom"));
        let others = of_part.clone().map(|row| {
            let fellows = of_part.clone().filter(|other| {
                other.part == row.part && other.shape.is_always && !core::ptr::eq(*other, row)
            });
            let fellows = fellows.map(|other| other.shape.field().name).collect();
            (row.shape.field().name, fellows)
        });
        others
            .filter(|(_, fellows): &(_, Vec<_>)| !fellows.is_empty())
            .collect()
    }
}

/// What the rules of a row and the type leave of a value.
fn value(node: &mut Node, shape: &Shape, verdict: Verdict) {
    let row = shape.field();
    let texts = |texts: &[&str]| Tree::List(texts.iter().map(|one| text(one)).collect());
    match row.kind {
        Kind::Integer | Kind::Amount => {
            let (least, most) = verdict.range;
            node.integers(row.least.max(least), row.most.min(most));
        }
        Kind::Time => node.integers(row.least, row.most),
        Kind::Bool => node.text("type", "boolean"),
        Kind::Currency if shape.is_unlisted => {
            node.text("type", "string");
            node.text("pattern", "^[A-Z]{3}$");
        }
        Kind::Currency => {
            let mut codes = [&currency::LISTED[..], &currency::WITHDRAWN].concat();
            codes.sort_unstable();
            node.put("enum", texts(&codes));
        }
        Kind::Enum => {
            let can_hold =
                |value: &&&str| verdict.values.is_empty() || verdict.values.contains(value);
            let values: Vec<_> = row.values.iter().filter(can_hold).copied().collect();
            node.put("enum", texts(&values));
        }
        Kind::Text | Kind::Identifier => {
            node.text("type", "string");
            if row.least_length > 0 {
                node.put("minLength", Tree::Unsigned(row.least_length.into()));
            }
            if row.most_length < u32::MAX {
                node.put("maxLength", Tree::Unsigned(row.most_length.into()));
            }
            if let Some(pattern) = row.pattern {
                node.text("pattern", pattern.source());
            } else if verdict.is_integer && verdict.range.0 >= 0 {
                node.text("pattern", "^(0|[1-9][0-9]*)$");
            } else if verdict.is_integer {
                node.text("pattern", "^(0|-?[1-9][0-9]*)$");
            }
        }
        _ => {}
    }
}

/// A schema that is being written, in order.
struct Node(Vec<(String, Tree)>);

impl Node {
    fn new() -> Self {
        Self(Vec::new())
    }

    fn put(&mut self, name: &str, value: Tree) {
        self.0.push((name.to_string(), value));
    }

    fn text(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.put(name, text(value));
        }
    }

    fn integers(&mut self, least: i64, most: i64) {
        self.text("type", "integer");
        self.put("minimum", Tree::Signed(least));
        self.put("maximum", Tree::Signed(most));
    }

    fn finish(self) -> Tree {
        Tree::Object(self.0)
    }
}

/// The members of an object.
struct Members {
    properties: Vec<(String, Tree)>,
    names: Vec<&'static str>,
    required: Vec<&'static str>,
    /// Whether there may be others.
    is_open: bool,
}

impl Members {
    fn new() -> Self {
        Self {
            properties: Vec::new(),
            names: Vec::new(),
            required: Vec::new(),
            is_open: false,
        }
    }

    fn has(&self, name: &str) -> bool {
        self.names.contains(&name)
    }

    fn push(&mut self, name: &'static str, schema: Tree, is_required: bool) {
        self.properties.push((name.to_string(), schema));
        self.names.push(name);
        if is_required {
            self.required.push(name);
        }
    }

    fn finish(self, node: &mut Node, dependent: Vec<(&'static str, Vec<&'static str>)>) {
        let names = |names: Vec<&str>| Tree::List(names.into_iter().map(text).collect());
        node.text("type", "object");
        node.put("required", names(self.required));
        if !dependent.is_empty() {
            let dependent = dependent.into_iter();
            let dependent = dependent.map(|(name, fellows)| (name.to_string(), names(fellows)));
            node.put("dependentRequired", Tree::Object(dependent.collect()));
        }
        node.put("properties", Tree::Object(self.properties));
        node.put("additionalProperties", Tree::Bool(self.is_open));
    }
}

fn text(text: &str) -> Tree {
    Tree::Text(text.to_string())
}
