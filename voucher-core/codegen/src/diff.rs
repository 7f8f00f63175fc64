//! Compares two definitions, and grades what each change means for code that maps them.

mod alternatives;
mod comparison;
mod documentation;
mod effect;
mod field;
mod fit;
mod groups;
mod integers;
mod numbers;
mod object;
mod place;
mod render;
mod request;
mod rules;
mod status;
mod strings;

use crate::exported::{ExportedType, Location};
pub(crate) use effect::Effect;
pub(crate) use place::{Place, Step};
pub(crate) use status::name as status_name;
use voucher_definition::{Definition, Field};

/// What a change means for code that maps the definition. The most severe level comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Types that compiled with the old definition no longer compile.
    Compile,
    /// Types still compile, but values that used to pass are rejected.
    Reject,
    /// Nothing breaks: there are new optional or recommended fields, rules are looser, or something is deprecated.
    New,
    /// Only the documentation has changed, or no exported type is concerned.
    Documentation,
}

impl Level {
    /// All levels.
    pub const ALL: [Self; 4] = [Self::Compile, Self::Reject, Self::New, Self::Documentation];

    /// Returns the level as a number from 1 to 4.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Compile => 1,
            Self::Reject => 2,
            Self::New => 3,
            Self::Documentation => 4,
        }
    }

    /// Returns the name of the level: `compile`, `reject`, `new` or `documentation`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Compile => "compile",
            Self::Reject => "reject",
            Self::New => "new",
            Self::Documentation => "documentation",
        }
    }

    /// Returns what the level means.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Compile => "no longer compiles",
            Self::Reject => "rejects values that used to pass",
            Self::New => "new, looser or deprecated: nothing breaks",
            Self::Documentation => "documentation only",
        }
    }
}

/// One change.
#[derive(Clone, Debug)]
pub struct Change {
    /// What the change means for code that maps the definition.
    pub level: Level,
    /// What has changed: `field`, `maximum`, `pattern` and so on.
    pub rule: &'static str,
    /// The path of the field as attribute keys write it: `order.items.price`. Empty for the request itself.
    pub path: String,
    /// The JSON Pointer of the field: `/order/items/*/price`.
    pub pointer: String,
    /// The rule in the old definition; `None` if there is none.
    pub before: Option<String>,
    /// The rule in the new definition; `None` if there is none.
    pub after: Option<String>,
    /// A value, as JSON, that is not accepted anymore, if one is known.
    pub example: Option<String>,
    /// One sentence of what to do.
    pub advice: String,
    /// The exported types that the change concerns.
    pub locations: Vec<Location>,
    pub(crate) place: Place,
    pub(crate) effect: Effect,
}

/// The changes between two definitions.
#[derive(Clone, Debug)]
pub struct Diff {
    /// The request: `POST /v2/order`.
    pub request: String,
    /// The changes, most severe first, and then in the order of the definitions.
    pub changes: Vec<Change>,
    /// The number of exported types that the changes were compared with; `None` if there were no exported types.
    pub types: Option<usize>,
}

impl Diff {
    /// Returns the most severe level; `None` without changes.
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        self.changes.iter().map(|change| change.level).min()
    }

    /// Returns the number of changes of a level.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        let changes = self.changes.iter();
        changes.filter(|change| change.level == level).count()
    }

    fn sort(&mut self) {
        self.changes.sort_by_key(|change| change.level);
    }
}

/// Compares two definitions, rule by rule and at any depth.
///
/// A level says what can happen to some type that maps the definition; [`diff_for`] takes into account what types really map.
///
/// ```
/// use voucher_codegen::diff::{Level, diff};
/// use voucher_definition::read;
///
/// let definition = |properties: &str| {
///     let file = format!(r#"{{"x-ravelin-path": "/v1/shelf", "type": "object", "properties": {properties}}}"#);
///     read(file.as_bytes()).expect("a definition").leak()
/// };
/// let old = definition(r#"{"label": {"type": "string", "pattern": "^[a-z]+$"}, "row": {"type": "integer"}}"#);
/// let new = definition(r#"{"label": {"type": "string", "pattern": "^[a-z]{1,3}$"}}"#);
///
/// let diff = diff(old, new);
/// assert_eq!(diff.count(Level::Compile), 1);
/// let [removed, narrowed] = diff.changes.as_slice() else { panic!("{diff:?}") };
/// assert_eq!((removed.path.as_str(), removed.rule), ("row", "field"));
/// assert_eq!((narrowed.path.as_str(), narrowed.example.as_deref()), ("label", Some("\"aaaa\"")));
/// ```
#[must_use]
pub fn diff(old: &'static Definition, new: &'static Definition) -> Diff {
    let mut changes = Changes {
        list: Vec::new(),
        has_entity: new.entity().is_some(),
        renamed_entity: renamed_entity(old, new),
    };
    changes.request(old, new);
    let mut diff = Diff {
        request: format!("{} {}", new.method, new.path),
        changes: changes.list,
        types: None,
    };
    diff.sort();
    diff
}

/// Compares two definitions, and grades each change by what the exported types of a program map. A change that concerns none
/// of them is [`Level::Documentation`]. Types of other requests are ignored.
///
/// ```
/// use voucher_codegen::diff::{Level, diff_for};
/// use voucher_codegen::exported::ExportedType;
/// use voucher_definition::read;
///
/// let definition = |properties: &str| {
///     let file = format!(r#"{{"x-ravelin-path": "/v1/shelf", "type": "object", "properties": {properties}}}"#);
///     read(file.as_bytes()).expect("a definition").leak()
/// };
/// let old = definition(r#"{"label": {"type": "string"}, "row": {"type": "integer"}}"#);
/// let new = definition("{}");
/// let shelf = ExportedType::read(br#"{
///     "x-ravelin-method": "POST", "x-ravelin-path": "/v1/shelf",
///     "x-ravelin-rust": {"type": "app::Shelf", "file": "src/shelf.rs", "fields": {"/row": "row"}},
///     "type": "object", "properties": {"row": {"type": "integer"}}
/// }"#).expect("valid JSON").expect("an exported schema");
///
/// let diff = diff_for(old, new, &[shelf]);
/// let levels: Vec<_> = diff.changes.iter().map(|change| (change.path.as_str(), change.level)).collect();
/// assert_eq!(levels, [("row", Level::Compile), ("label", Level::Documentation)]);
/// assert_eq!(diff.changes[0].locations[0].to_string(), "`app::Shelf.row` (src/shelf.rs)");
/// ```
#[must_use]
pub fn diff_for(
    old: &'static Definition,
    new: &'static Definition,
    types: &[ExportedType],
) -> Diff {
    let mut diff = diff(old, new);
    let types = types.iter();
    let types: Vec<_> = types
        .filter(|exported| exported.is_of(old) || exported.is_of(new))
        .collect();
    for change in &mut diff.changes {
        change.grade_for(&types);
    }
    diff.types = Some(types.len());
    diff.sort();
    diff
}

/// The changes so far.
struct Changes {
    list: Vec<Change>,
    /// Whether an event maps the fields of an entity as its own.
    has_entity: bool,
    /// The entity in both definitions, if only its name may have changed.
    renamed_entity: Option<[&'static Field; 2]>,
}

/// Returns the entity in both definitions, if each has one that the other does not list.
fn renamed_entity(
    old: &'static Definition,
    new: &'static Definition,
) -> Option<[&'static Field; 2]> {
    let (before, _) = old.entity()?;
    let (after, _) = new.entity()?;
    let is_new = old.object().field(after.name).is_none();
    let is_removed = new.object().field(before.name).is_none();
    (is_new && is_removed).then_some([before, after])
}

/// A change before it is recorded.
struct Draft<'d> {
    level: Level,
    rule: &'static str,
    place: &'d Place,
    before: Option<String>,
    after: Option<String>,
}

impl<'d> Draft<'d> {
    fn new(level: Level, rule: &'static str, place: &'d Place) -> Self {
        Self {
            level,
            rule,
            place,
            before: None,
            after: None,
        }
    }

    fn before(mut self, before: impl Into<String>) -> Self {
        self.before = Some(before.into());
        self
    }

    fn after(mut self, after: impl Into<String>) -> Self {
        self.after = Some(after.into());
        self
    }

    fn change(mut self, before: Option<String>, after: Option<String>) -> Self {
        (self.before, self.after) = (before, after);
        self
    }
}

impl Changes {
    fn push(&mut self, draft: Draft<'_>, effect: Effect, advice: impl Into<String>) {
        self.push_with_example(draft, effect, None, advice);
    }

    fn push_with_example(
        &mut self,
        draft: Draft<'_>,
        effect: Effect,
        example: Option<String>,
        advice: impl Into<String>,
    ) {
        let Draft {
            level,
            rule,
            place,
            before,
            after,
        } = draft;
        self.list.push(Change {
            level,
            rule,
            path: place.path(),
            pointer: place.pointer(),
            before,
            after,
            example,
            advice: advice.into(),
            locations: Vec::new(),
            place: place.clone(),
            effect,
        });
    }
}
