//! What a definition file says, owned; [`Model::leak`] makes it the tables that everything else reads.

use crate::key::Key;
use crate::model::{Array, Bounds, Definition, Evidence, Field, Kind, Limit, Object, Status};
use crate::pattern::Pattern;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::rc::Rc;
use alloc::vec::Vec;

/// What a definition file says.
#[derive(Clone, Debug)]
pub struct Model {
    pub(super) name: Rc<str>,
    pub(super) module: Rc<str>,
    pub(super) method: Rc<str>,
    pub(super) path: Rc<str>,
    pub(super) parameters: Vec<Row>,
    pub(super) body: Body,
    pub(super) is_partial: bool,
    pub(super) description: Rc<str>,
    pub(super) source: Rc<str>,
}

/// What a schema says of one value that is no member of anything.
#[derive(Clone, Debug)]
pub struct Entry(pub(super) Row);

#[derive(Clone, Debug)]
pub(super) struct Body {
    pub(super) rows: Vec<Row>,
    pub(super) exclusive: Vec<Vec<Rc<str>>>,
    pub(super) is_closed: bool,
}

#[derive(Clone, Debug)]
pub(super) enum ModelKind {
    /// A kind that holds no other.
    Plain(Kind),
    Object(Body),
    Array(Box<Row>, u32, u32),
}

#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) name: Rc<str>,
    pub(super) rust_name: Rc<str>,
    pub(super) parent: Rc<str>,
    pub(super) shape: ModelKind,
    pub(super) status: Status,
    pub(super) evidence: Evidence,
    pub(super) pattern: Option<Matcher>,
    pub(super) values: Vec<Rc<str>>,
    pub(super) min: i64,
    pub(super) max: i64,
    pub(super) min_length: u32,
    pub(super) max_length: u32,
    pub(super) multiple_of: i64,
    pub(super) bounds: Limits,
    pub(super) sensitive: bool,
    pub(super) deprecated: bool,
    pub(super) description: Rc<str>,
    pub(super) source: Rc<str>,
}

#[derive(Clone, Debug)]
pub(super) enum Matcher {
    /// One of the toolkit's own.
    Known(Pattern),
    /// The table of an expression.
    #[cfg(feature = "pattern")]
    Made(Rc<crate::pattern::Owned>),
}

/// [`Bounds`], owned, as they are written: least, most, above, below, multiple of.
pub(super) type Limits = [Option<Rc<str>>; 5];

impl Model {
    /// The path of the request: `/v2/order`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The tables, for as long as the program runs: read a file once.
    #[must_use]
    pub fn leak(&self) -> &'static Definition {
        let mut leak = Leak::default();
        Box::leak(Box::new(Definition {
            name: leak.text(&self.name),
            module: leak.text(&self.module),
            method: leak.text(&self.method),
            path: leak.text(&self.path),
            parameters: leak.rows(&self.parameters),
            body: leak.object(&self.body),
            is_partial: self.is_partial,
            description: leak.text(&self.description),
            source: leak.text(&self.source),
        }))
    }
}

impl Entry {
    /// The row, for as long as the program runs; it has no name.
    #[must_use]
    pub fn leak(&self) -> &'static Field {
        Leak::default().row(&self.0)
    }
}

/// Texts and tables that rows share are leaked once.
#[derive(Default)]
struct Leak {
    texts: BTreeMap<Rc<str>, &'static str>,
    #[cfg(feature = "pattern")]
    patterns: BTreeMap<*const crate::pattern::Owned, Pattern>,
}

impl Leak {
    fn text(&mut self, text: &Rc<str>) -> &'static str {
        if let Some(leaked) = self.texts.get(text) {
            return leaked;
        }
        let leaked: &str = Box::leak(Box::from(&**text));
        self.texts.insert(Rc::clone(text), leaked);
        leaked
    }

    fn rows(&mut self, rows: &[Row]) -> &'static [&'static Field] {
        let rows: Vec<_> = rows.iter().map(|row| self.row(row)).collect();
        rows.leak()
    }

    fn list(&mut self, texts: &[Rc<str>]) -> &'static [&'static str] {
        let texts: Vec<_> = texts.iter().map(|text| self.text(text)).collect();
        texts.leak()
    }

    fn object(&mut self, body: &Body) -> Object {
        let Body {
            rows,
            exclusive,
            is_closed,
        } = body;
        let groups = exclusive.iter();
        let exclusive: Vec<_> = groups.map(|group| self.list(group)).collect();
        Object {
            fields: self.rows(rows),
            exclusive: exclusive.leak(),
            is_closed: *is_closed,
        }
    }

    fn kind(&mut self, shape: &ModelKind) -> Kind {
        match shape {
            ModelKind::Plain(kind) => *kind,
            ModelKind::Object(body) => Kind::Object(Box::leak(Box::new(self.object(body)))),
            ModelKind::Array(entry, min, max) => Kind::Array(Box::leak(Box::new(Array {
                element: Box::leak(Box::new(Field {
                    key: Key::element(),
                    ..*self.row(entry)
                })),
                min: *min,
                max: *max,
            }))),
        }
    }

    fn bounds(&mut self, limits: &Limits) -> &'static Bounds {
        if limits.iter().all(Option::is_none) {
            return &Bounds::ANY;
        }
        let [min, max, above, below, multiple_of] = limits.each_ref().map(|limit| {
            limit.as_ref().map(|text| Limit {
                number: text.parse().unwrap_or_default(),
                text: self.text(text),
            })
        });
        Box::leak(Box::new(Bounds {
            min,
            max,
            above,
            below,
            multiple_of,
        }))
    }

    /// Every member of a row is named, so that a new rule does not compile until it is carried over.
    fn row(
        &mut self,
        Row {
            name,
            rust_name,
            parent,
            shape,
            status,
            evidence,
            pattern,
            values,
            min,
            max,
            min_length,
            max_length,
            multiple_of,
            bounds,
            sensitive,
            deprecated,
            description,
            source,
        }: &Row,
    ) -> &'static Field {
        let (name, rust_name) = (self.text(name), self.text(rust_name));
        let (parent, kind) = (self.text(parent), self.kind(shape));
        let pattern = pattern.as_ref().map(|matcher| match matcher {
            Matcher::Known(pattern) => *pattern,
            #[cfg(feature = "pattern")]
            Matcher::Made(table) => {
                let leaked = self.patterns.entry(Rc::as_ptr(table));
                *leaked.or_insert_with(|| Pattern::Compiled((**table).clone().leak()))
            }
        });
        let field = Field::new(name, rust_name, parent, kind)
            .status(*status, *evidence)
            .values(self.list(values))
            .range(*min, *max)
            .multiple_of(*multiple_of)
            .lengths(*min_length, *max_length)
            .bounds(self.bounds(bounds))
            .documentation(self.text(description), self.text(source));
        Box::leak(Box::new(Field {
            pattern,
            sensitive: *sensitive,
            deprecated: *deprecated,
            ..field
        }))
    }
}
