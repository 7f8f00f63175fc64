//! What a starter contains, before its types have names.

use super::place::Place;
use voucher_definition::Field;

/// The types of a starter.
pub(super) struct Plan {
    pub(super) event: StructPlan,
    /// All other types, in the order in which they are first used.
    pub(super) types: Vec<TypePlan>,
}

/// A type other than the event.
pub(super) struct TypePlan {
    /// Where it is used. The derive names the first place.
    pub(super) places: Vec<Place>,
    pub(super) description: &'static str,
    pub(super) content: Content,
}

pub(super) enum Content {
    /// It is being planned: a type may contain itself.
    Pending,
    Object(StructPlan),
    Enum(EnumPlan),
    Union(UnionPlan),
}

/// A struct.
#[derive(Default)]
pub(super) struct StructPlan {
    pub(super) items: Vec<Item>,
    pub(super) constants: Vec<(&'static str, ConstantValue)>,
    /// Whether the clock sets the `timestamp` of the body.
    pub(super) is_now: bool,
    /// What rustc would warn about: names of fields and values that have to be sent, but are deprecated or set by the API.
    pub(super) deprecated: Vec<&'static str>,
    /// The field that selects this alternative, which the derive writes.
    pub(super) tag: Option<&'static Field>,
}

pub(super) enum Item {
    Field(FieldPlan),
    LeftOut(LeftOut),
}

/// A field of a struct.
pub(super) struct FieldPlan {
    pub(super) ident: String,
    pub(super) key: FieldKey,
    pub(super) ty: Type,
    pub(super) description: &'static str,
    /// What else a reader of the code needs to know.
    pub(super) note: &'static str,
}

pub(super) enum FieldKey {
    None,
    Rename(String),
    Body,
}

/// A field or alternative that is not mapped, and is shown as a comment.
pub(super) struct LeftOut {
    pub(super) name: &'static str,
    pub(super) reason: Reason,
    pub(super) description: &'static str,
    /// The line of code that would map it, if no type needs to be defined for that.
    pub(super) field: Option<(String, FieldKey, Type)>,
}

/// Why something is not mapped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    Deprecated,
    ReadOnly,
    /// It is mutually exclusive with a field that is always sent.
    Excluded(&'static str),
    /// The derive has no way to map it.
    Unmappable(String),
}

/// The type of a field, variant, element or value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Named(&'static str),
    /// The index in [`Plan::types`].
    Defined(usize),
    Vec(Box<Self>),
    Map(Box<Self>),
    Option(Box<Self>),
    Boxed(Box<Self>),
}

impl Type {
    pub(super) fn optional(self) -> Self {
        Self::Option(Box::new(self))
    }

    /// Returns the type as Rust writes it.
    pub(super) fn source(&self, names: &[String]) -> String {
        match self {
            Self::Named(name) => (*name).into(),
            Self::Defined(index) => names.get(*index).cloned().unwrap_or_default(),
            Self::Vec(element) => format!("Vec<{}>", element.source(names)),
            Self::Map(value) => format!("BTreeMap<String, {}>", value.source(names)),
            Self::Option(value) => format!("Option<{}>", value.source(names)),
            Self::Boxed(value) => format!("Box<{}>", value.source(names)),
        }
    }
}

/// The only value of a field.
#[derive(Clone, Copy, Debug)]
pub(super) enum ConstantValue {
    String(&'static str),
    Integer(i64),
    Bool(bool),
}

/// An enum of listed values.
pub(super) struct EnumPlan {
    pub(super) values: Vec<ValuePlan>,
    pub(super) are_integers: bool,
    /// Whether all values are deprecated, so that no other can be sent.
    pub(super) are_deprecated: bool,
}

pub(super) struct ValuePlan {
    pub(super) value: String,
    pub(super) description: &'static str,
    pub(super) is_deprecated: bool,
}

/// An enum of alternatives.
pub(super) struct UnionPlan {
    pub(super) variants: Vec<VariantPlan>,
    pub(super) left_out: Vec<LeftOut>,
}

pub(super) struct VariantPlan {
    /// The name of the alternative.
    pub(super) name: &'static str,
    /// `None` for an object without fields.
    pub(super) ty: Option<Type>,
}
