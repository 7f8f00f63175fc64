//! The kind of a field: the trait of `voucher_core` that writes it.

use crate::lookup::innermost_element;
use crate::resolve::{MappedField, Mapping, Target, is_same_field_definition};
use voucher_definition as definition;
use voucher_definition::time::Unit;
use voucher_definition::{JsonType, Kind};

/// A trait of `voucher_core` that writes values of one kind.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum KindName {
    Amount,
    Ancestor,
    Any,
    Bool,
    Currency,
    Custom,
    Date,
    DateTime,
    Enum,
    Identifier,
    Integer,
    /// A member of the object `custom`, or one that the object does not define.
    Member,
    Number,
    Object,
    OneOf,
    Text,
    Time,
    /// A time as a number: the key `unix`.
    Unix,
    /// A currency that need not be in the list of currencies: the key `unlisted`.
    Unlisted,
    Uuid,
}

impl KindName {
    /// Returns the kind of a field definition, or `None` for an array or map.
    fn of(kind: Kind, is_unix: bool, is_unlisted: bool) -> Option<Self> {
        Some(match kind {
            Kind::Amount => Self::Amount,
            Kind::Ancestor(_) => Self::Ancestor,
            Kind::Any => Self::Any,
            Kind::Array(_) | Kind::Map(_) => return None,
            Kind::Bool => Self::Bool,
            Kind::Currency if is_unlisted => Self::Unlisted,
            Kind::Currency => Self::Currency,
            Kind::Custom => Self::Custom,
            Kind::Date => Self::Date,
            Kind::DateTime | Kind::Time if is_unix => Self::Unix,
            Kind::DateTime => Self::DateTime,
            Kind::Enum => Self::Enum,
            Kind::Identifier => Self::Identifier,
            Kind::Integer => Self::Integer,
            Kind::Number => Self::Number,
            Kind::Object(_) => Self::Object,
            Kind::OneOf(_) => Self::OneOf,
            Kind::Text => Self::Text,
            Kind::Time => Self::Time,
            Kind::Uuid => Self::Uuid,
        })
    }

    /// Returns the name of the trait.
    pub(crate) fn trait_name(self) -> &'static str {
        match self {
            Self::Amount => "Amount",
            Self::Ancestor => "Ancestor",
            Self::Any => "Any",
            Self::Bool => "Bool",
            Self::Currency => "Currency",
            Self::Custom => "Custom",
            Self::Date => "Date",
            Self::DateTime => "DateTime",
            Self::Enum => "Enum",
            Self::Identifier => "Identifier",
            Self::Integer => "Integer",
            Self::Member => "Member",
            Self::Number => "Number",
            Self::Object => "Object",
            Self::OneOf => "OneOf",
            Self::Text => "Text",
            Self::Time => "Time",
            Self::Unix => "Unix",
            Self::Unlisted => "Unlisted",
            Self::Uuid => "Uuid",
        }
    }

    /// Returns the name of the marker type of the kind inside an array or map.
    pub(crate) fn marker(self) -> String {
        format!("Of{}", self.trait_name())
    }

    /// Returns the field traits that the kind accepts. A type parameter is bound by the first one.
    pub(crate) fn field_traits(self) -> &'static [&'static str] {
        match self {
            Self::Amount => &["AmountField"],
            Self::Bool => &["BoolField"],
            Self::Currency | Self::Unlisted => &["CurrencyField", "TextField"],
            Self::Custom => &["CustomObject"],
            Self::Date => &["DateField", "TextField"],
            Self::DateTime => &["DateTimeField", "TextField"],
            Self::Enum => &["EnumField", "TextField"],
            Self::Identifier => &["TextField", "IntegerField", "DisplayField"],
            Self::Integer | Self::Unix => &["IntegerField"],
            Self::Any | Self::Member => &["Serialize"],
            Self::Number => &["NumberField"],
            Self::Ancestor | Self::Object => &["RavelinFields"],
            Self::OneOf => &["RavelinOneOf"],
            Self::Text => &["TextField", "DisplayField"],
            Self::Time => &["TimeField"],
            Self::Uuid => &["UuidField", "TextField"],
        }
    }

    /// Returns the type that selects among the field traits of the kind, and the constants that tell which of them a
    /// type implements. Returns `None` for a kind that accepts only one.
    pub(crate) fn selector(self) -> Option<(&'static str, &'static [&'static str])> {
        match self {
            Self::Text => Some(("TextTraits", &["__TEXT", "__DISPLAY"])),
            Self::Identifier => Some(("IdentifierTraits", &["__TEXT", "__DISPLAY", "__INTEGER"])),
            Self::Enum => Some(("EnumTraits", &["__ENUM", "__TEXT"])),
            Self::Currency | Self::Unlisted => Some(("CurrencyTraits", &["__CURRENCY", "__TEXT"])),
            Self::Date => Some(("DateTraits", &["__DATE", "__TEXT"])),
            Self::DateTime => Some(("DateTimeTraits", &["__DATE_TIME", "__TEXT"])),
            Self::Uuid => Some(("UuidTraits", &["__UUID", "__TEXT"])),
            Self::Amount
            | Self::Ancestor
            | Self::Any
            | Self::Bool
            | Self::Custom
            | Self::Integer
            | Self::Member
            | Self::Number
            | Self::Object
            | Self::OneOf
            | Self::Time
            | Self::Unix => None,
        }
    }

    /// Returns the constant that tells whether a type implements the field trait of a kind that accepts only one.
    fn only_field_trait(self) -> &'static [&'static str] {
        match self {
            Self::Amount => &["__AMOUNT"],
            Self::Bool => &["__BOOL"],
            Self::Custom => &["__CUSTOM"],
            Self::Integer | Self::Unix => &["__INTEGER"],
            Self::Number => &["__NUMBER"],
            Self::Ancestor | Self::Object => &["__FIELDS"],
            Self::Time => &["__TIME"],
            Self::Any
            | Self::Currency
            | Self::Date
            | Self::DateTime
            | Self::Enum
            | Self::Identifier
            | Self::Member
            | Self::OneOf
            | Self::Text
            | Self::Unlisted
            | Self::Uuid => &[],
        }
    }

    /// Whether the trait has a type parameter for the field trait that is used, which rustc infers.
    pub(crate) fn has_parameter(self) -> bool {
        self != Self::Member
    }
}

/// A kind that contains values of another kind.
#[derive(Clone, Copy)]
pub(crate) enum Container {
    Array,
    Map {
        /// Whether the definition lists the keys.
        is_listed: bool,
    },
}

impl Container {
    pub(crate) fn is_map(self) -> bool {
        matches!(self, Self::Map { .. })
    }

    /// Whether it is a map whose keys the definition lists.
    pub(super) fn is_listed(self) -> bool {
        matches!(self, Self::Map { is_listed: true })
    }

    /// Returns the name of the trait.
    pub(crate) fn trait_name(self) -> &'static str {
        match self {
            Self::Array => "Array",
            Self::Map { .. } => "Map",
        }
    }

    /// Returns the name of the marker type of the kind inside an array or map.
    pub(crate) fn marker(self) -> &'static str {
        match self {
            Self::Array => "OfArray",
            Self::Map { .. } => "OfMap",
        }
    }
}

/// The kind of a field, and what its functions need besides the value.
pub(crate) struct LoweredKind<'m> {
    pub(crate) name: KindName,
    /// The arrays and maps around the value, the outermost first. The kind is that of their innermost elements or values.
    pub(crate) containers: Vec<Container>,
    pub(crate) unit: Option<Unit>,
    /// The keys that are in `custom` already, for a field that maps the rest of it.
    pub(crate) member_keys: Option<Vec<&'m str>>,
    /// The alternatives of the value, if there are any.
    pub(crate) alternatives: Option<ByType>,
}

/// The kinds of alternatives by JSON type: string, number, bool, array and object.
#[derive(Clone)]
pub(crate) struct ByType(pub(crate) Box<[Option<ValueKind>; 5]>);

/// The kind of an alternative.
#[derive(Clone)]
pub(crate) struct ValueKind {
    pub(crate) name: KindName,
    /// The arrays and maps around the value, the outermost first. The kind is that of their innermost elements or values.
    pub(crate) containers: Vec<Container>,
    pub(crate) alternatives: Option<ByType>,
}

impl<'m> LoweredKind<'m> {
    /// Returns the number of maps around the value.
    pub(crate) fn map_count(&self) -> usize {
        let containers = self.containers.iter();
        let maps = containers.filter(|container| container.is_map());
        maps.count()
    }

    /// Returns the kind of a field. Returns `None` if the field does not have one, or if a mistake in it was reported.
    pub(super) fn of(mapping: &'m Mapping<'_>, field: &MappedField<'_>) -> Option<Self> {
        if field.has_error {
            return None;
        }
        let field_definition = match &field.target {
            Target::Skip(_) | Target::Part(_) => return None,
            Target::Field(field_definition) => field_definition,
            Target::Custom(..) | Target::Extra(..) => {
                return Some(Self {
                    name: KindName::Member,
                    containers: Vec::new(),
                    unit: None,
                    member_keys: None,
                    alternatives: None,
                });
            }
        };
        let is_unlisted = field.input.keys.unlisted.is_some();
        let containers = containers(field_definition);
        let kind = if containers.is_empty() {
            mapping.with_rules(field_definition).kind
        } else {
            innermost_element(field_definition).kind
        };
        let name = KindName::of(kind, field.unit.is_some(), is_unlisted)?;
        let is_object = name == KindName::Custom && containers.is_empty();
        Some(Self {
            name,
            containers,
            unit: field.unit.filter(|_| name == KindName::Unix),
            member_keys: is_object.then(|| member_keys(mapping, field_definition)),
            alternatives: ByType::of(kind),
        })
    }

    /// Returns the kind of an alternative, which an enum with `RavelinOneOf` writes.
    #[cfg(feature = "definition-file")]
    pub(crate) fn of_alternative(field_definition: &'static definition::Field) -> Option<Self> {
        let ValueKind {
            name,
            containers,
            alternatives,
        } = ValueKind::of(field_definition)?;
        Some(Self {
            name,
            containers,
            unit: None,
            member_keys: None,
            alternatives,
        })
    }
}

impl ValueKind {
    fn of(field_definition: &'static definition::Field) -> Option<Self> {
        let kind = innermost_element(field_definition).kind;
        Some(Self {
            name: KindName::of(kind, false, false)?,
            containers: containers(field_definition),
            alternatives: ByType::of(kind),
        })
    }
}

impl ByType {
    /// Whether all alternatives are objects of structs with `RavelinFields`.
    pub(super) fn are_derived(&self) -> bool {
        let mut kinds = self.0.iter().flatten();
        kinds.all(|kind| {
            let is_object = matches!(kind.name, KindName::Object | KindName::Ancestor);
            is_object && kind.containers.is_empty()
        })
    }

    /// Returns, for each alternative, the constants that tell which of the field traits that it accepts a type implements.
    pub(crate) fn field_traits(&self) -> Vec<&'static [&'static str]> {
        let kinds = self.0.iter().flatten();
        let of_kinds = kinds.map(|kind| match (kind.containers.first(), kind.name) {
            (Some(Container::Array), _) => &["__LIST"][..],
            (Some(Container::Map { .. }), _) => &["__MAP"][..],
            (None, name) => match name.selector() {
                Some((_, names)) => names,
                None => name.only_field_trait(),
            },
        });
        of_kinds.chain([&["__ONE_OF"][..]]).collect()
    }

    fn of(kind: Kind) -> Option<Self> {
        let Kind::OneOf(one_of) = kind else {
            return None;
        };
        let find = |json_types: &[JsonType]| {
            let mut alternatives = one_of.alternatives.iter();
            let found = alternatives.find(|alternative| {
                let json_type = alternative.value.kind.json_type();
                json_type.is_some_and(|json_type| json_types.contains(&json_type))
            });
            ValueKind::of(found?.value)
        };
        let number = find(&[JsonType::Integer, JsonType::Number]);
        let mut string = find(&[JsonType::String]);
        // An identifier accepts integers, too, and a date the types of a time. The other alternative is for those.
        if let (Some(string), Some(number)) = (&mut string, &number) {
            let is_time = number.name == KindName::Time && string.name == KindName::DateTime;
            if string.name == KindName::Identifier || is_time {
                string.name = KindName::Text;
            }
        }
        Some(Self(Box::new([
            string,
            number,
            find(&[JsonType::Bool]),
            find(&[JsonType::Array]),
            find(&[JsonType::Object]),
        ])))
    }
}

/// The field traits of the key of a map. A type parameter is bound by the first one.
pub(crate) const KEY_TRAITS: &[&str] = &["TextField", "IntegerField", "DisplayField", "EnumField"];

/// Returns the arrays and maps around the value of a field definition, the outermost first.
fn containers(mut field_definition: &definition::Field) -> Vec<Container> {
    let mut containers = Vec::new();
    loop {
        match field_definition.kind {
            Kind::Array(array) => {
                containers.push(Container::Array);
                field_definition = array.element;
            }
            Kind::Map(map) => {
                let is_listed = matches!(map.key.kind, Kind::Enum);
                containers.push(Container::Map { is_listed });
                field_definition = map.value;
            }
            _ => return containers,
        }
    }
}

/// Returns the keys of the members that the struct maps next to a field for the object `custom`.
fn member_keys<'m>(mapping: &'m Mapping<'_>, field_definition: &definition::Field) -> Vec<&'m str> {
    let custom = mapping.custom();
    let is_custom = custom.is_some_and(|custom| is_same_field_definition(custom, field_definition));
    let keys = mapping
        .fields
        .iter()
        .filter_map(|field| match &field.target {
            Target::Custom(key, _) if is_custom => Some(key.as_str()),
            _ => None,
        });
    keys.collect()
}
