//! The types that may implement several field traits, so that one of them must be selected.

mod of_result;

use super::concrete::{list_argument, map_arguments, wrapper_argument};
use super::kind::{ByType, Container, KindName, LoweredKind};
use syn::Type;

/// Types for which `voucher_core` implements field traits, one for each kind.
const SUPPORTED: [&str; 21] = [
    "str",
    "String",
    "bool",
    "char",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "f32",
    "f64",
    "Currency",
    "VoucherType",
    "VoucherCheckType",
];

/// What must be selected for the type of a value.
pub(crate) enum Selection<'m> {
    /// One of the field traits of the kind.
    Kind(KindName, Subject<'m>),
    /// One for the keys of a map, and one for its values.
    Map {
        keys: Option<Keys<'m>>,
        values: Option<Box<Selection<'m>>>,
    },
    /// One for a value with alternatives. There must not be several for any of these types.
    OneOf(Readings<'m>),
}

/// What may implement several field traits.
pub(crate) enum Subject<'m> {
    /// A type of the user.
    Type(&'m Type),
    /// What these steps lead to from the result of a conversion.
    Result(Vec<Step>),
}

/// A step into a list or map whose type has no name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Element,
    Key,
    Value,
}

/// A map whose keys are of a type of the user.
pub(crate) struct Keys<'m> {
    /// The type of the map, or the keys in the result of a conversion.
    pub(crate) map: Subject<'m>,
    /// Whether the definition lists the keys.
    pub(crate) is_listed: bool,
}

/// The user's types in the type of a value with alternatives.
#[derive(Default)]
pub(crate) struct Readings<'m> {
    pub(crate) keys: Vec<Keys<'m>>,
    /// Each with the constants of the field traits that its alternatives accept.
    pub(crate) values: Vec<(Subject<'m>, Vec<&'static [&'static str]>)>,
}

/// A type, without what does not matter for the field traits that it implements.
enum TypeForm<'m> {
    List(&'m Type),
    Map {
        map: &'m Type,
        key: &'m Type,
        value: &'m Type,
    },
    /// A type that neither the standard library nor `voucher_core` defines.
    User(&'m Type),
    Other,
}

impl<'m> TypeForm<'m> {
    fn of(ty: &'m Type) -> Self {
        match ty {
            Type::Reference(reference) => Self::of(&reference.elem),
            Type::Group(group) => Self::of(&group.elem),
            Type::Paren(paren) => Self::of(&paren.elem),
            Type::Slice(slice) => Self::List(&slice.elem),
            Type::Array(array) => Self::List(&array.elem),
            Type::Path(path) => {
                let Some(last) = path.path.segments.last() else {
                    return Self::Other;
                };
                if let Some(element) = list_argument(last) {
                    return Self::List(element);
                }
                if let Some(ty) = wrapper_argument(last) {
                    return Self::of(ty);
                }
                if let Some((key, value)) = map_arguments(last) {
                    return Self::Map {
                        map: ty,
                        key,
                        value,
                    };
                }
                if SUPPORTED.iter().any(|name| last.ident == name) {
                    return Self::Other;
                }
                Self::User(ty)
            }
            _ => Self::Other,
        }
    }
}

impl<'m> Selection<'m> {
    /// Returns what must be selected for a type that is sent as a kind.
    pub(crate) fn of(ty: &'m Type, kind: &LoweredKind<'_>) -> Option<Self> {
        let alternatives = kind.alternatives.as_ref();
        Self::of_value(ty, kind.name, &kind.containers, alternatives)
    }

    /// Returns the types in a value with alternatives, which may be inside maps.
    pub(crate) fn readings(&self) -> Option<&Readings<'m>> {
        match self {
            Self::Kind(..) => None,
            Self::Map { values, .. } => values.as_ref()?.readings(),
            Self::OneOf(readings) => Some(readings),
        }
    }

    fn of_value(
        ty: &'m Type,
        name: KindName,
        containers: &[Container],
        alternatives: Option<&ByType>,
    ) -> Option<Self> {
        let map = containers.iter().position(|container| container.is_map());
        let map = map.and_then(|map| containers.get(map..)?.split_first());
        match (TypeForm::of(ty), map, alternatives) {
            (TypeForm::List(element), ..) if !containers.is_empty() || alternatives.is_none() => {
                let is_array = matches!(containers, [Container::Array, ..]);
                let inner = containers.get(usize::from(is_array)..)?;
                Self::of_value(element, name, inner, alternatives)
            }
            (TypeForm::Map { map, key, value }, Some((container, inner)), _) => {
                let keys = Keys::of(map, key, *container);
                let values = Self::of_value(value, name, inner, alternatives).map(Box::new);
                (keys.is_some() || values.is_some()).then_some(Self::Map { keys, values })
            }
            (TypeForm::User(map), Some((container, _)), _) => Some(Self::Map {
                keys: Some(Keys::new(map, *container)),
                values: None,
            }),
            (_, None, Some(alternatives)) => {
                let mut readings = Readings::default();
                readings.add(ty, alternatives);
                let is_empty = readings.keys.is_empty() && readings.values.is_empty();
                (!is_empty).then_some(Self::OneOf(readings))
            }
            (TypeForm::User(ty), None, None) => {
                name.selector().map(|_| Self::Kind(name, Subject::Type(ty)))
            }
            (TypeForm::List(_) | TypeForm::Map { .. } | TypeForm::Other, ..) => None,
        }
    }
}

impl<'m> Keys<'m> {
    fn new(map: &'m Type, container: Container) -> Self {
        let is_listed = container.is_listed();
        Self {
            map: Subject::Type(map),
            is_listed,
        }
    }

    /// Returns the keys of a map, if they are of a type of the user.
    fn of(map: &'m Type, key: &'m Type, container: Container) -> Option<Self> {
        matches!(TypeForm::of(key), TypeForm::User(_)).then(|| Self::new(map, container))
    }
}

impl<'m> Readings<'m> {
    /// Adds the user's types in the type of a value with alternatives.
    fn add(&mut self, ty: &'m Type, alternatives: &ByType) {
        let [.., array, object] = &*alternatives.0;
        let of_container = match TypeForm::of(ty) {
            TypeForm::List(_) => array,
            TypeForm::Map { .. } => object,
            // The macro for a struct is not that for an enum, so no type implements both of their traits.
            TypeForm::User(_) if alternatives.are_derived() => return,
            TypeForm::User(ty) => {
                let traits = alternatives.field_traits();
                return self.values.push((Subject::Type(ty), traits));
            }
            TypeForm::Other => return,
        };
        if let Some(kind) = of_container {
            let inner = kind.alternatives.as_ref();
            self.add_contents(ty, kind.name, &kind.containers, inner);
        }
    }

    /// Adds the user's types in the type of one alternative.
    fn add_contents(
        &mut self,
        ty: &'m Type,
        name: KindName,
        containers: &[Container],
        alternatives: Option<&ByType>,
    ) {
        let Some((container, inner)) = containers.split_first() else {
            return match (alternatives, TypeForm::of(ty), name.selector()) {
                (Some(alternatives), ..) => self.add(ty, alternatives),
                (None, TypeForm::User(ty), Some((_, names))) => {
                    self.values.push((Subject::Type(ty), vec![names]));
                }
                (None, ..) => {}
            };
        };
        match (TypeForm::of(ty), container) {
            (TypeForm::List(element), Container::Array) => {
                self.add_contents(element, name, inner, alternatives);
            }
            (TypeForm::Map { map, key, value }, Container::Map { .. }) => {
                self.keys.extend(Keys::of(map, key, *container));
                self.add_contents(value, name, inner, alternatives);
            }
            (TypeForm::User(map), Container::Map { .. }) => {
                self.keys.push(Keys::new(map, *container));
            }
            (TypeForm::List(_) | TypeForm::Map { .. } | TypeForm::User(_) | TypeForm::Other, _) => {
            }
        }
    }
}
