//! What the tables say about a key.

use proc_macro2::Span;
use syn::meta::ParseNestedMeta;

/// A key: one row of a table.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    /// The key with a value, as messages and docs show it.
    pub(crate) example: &'static str,
    /// Where the key is allowed.
    pub(crate) levels: &'static [Level],
    pub(crate) group: Group,
    /// The feature that the key needs, if any.
    pub(crate) needs: &'static [Feature],
    /// What the docs say about the key.
    #[allow(dead_code)] // only the test that writes the docs reads it
    pub(crate) docs: &'static str,
}

/// What an attribute is written on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// A struct with `RavelinEvent`.
    Event,
    /// A struct with `RavelinFields`.
    Part,
    /// A field of such a struct.
    Field,
    /// An enum with `RavelinEnum`.
    Enum,
    /// A variant of such an enum.
    Variant,
    /// An enum with `RavelinOneOf`.
    #[cfg(feature = "definition-file")]
    OneOf,
    /// A variant of such an enum.
    #[cfg(feature = "definition-file")]
    Alternative,
}

/// What a key decides, and so which keys it can be combined with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    /// Names the definition. Two of these cannot be combined.
    Definition,
    /// Decides where a field is sent. Two of these cannot be combined.
    Target,
    /// Names the listed value that a variant maps onto. Two of these cannot be combined.
    ListedValue,
    /// Describes the value of a field. Such a key has no effect next to `skip` or `flatten`, or on a field that does not
    /// have these values.
    Value(Values),
    /// Can be combined with every key.
    Other,
}

/// The values that a key applies to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Values {
    All,
    Times,
    Currencies,
    Strings,
    Integers,
}

/// A feature of `voucher-core` that a key on a field needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feature {
    Serde,
    Pattern,
}

/// The keys of an item, parsed. The macro `keys!` implements it for each struct that it defines.
pub(crate) trait Keys: Sized {
    /// Collects the values. `parse` passes each key to its argument.
    fn collect(parse: impl FnOnce(ParseValue<'_>) -> Status) -> Self;
}

/// Parses the value of a key and stores it.
pub(crate) type ParseValue<'v> = &'v mut dyn FnMut(&Key, &ParseNestedMeta<'_>) -> syn::Result<()>;

/// What is known about all keys of an item.
#[derive(Default)]
pub(crate) struct Status {
    /// The keys that were parsed, with the span of each.
    pub(crate) present: Vec<(&'static Key, Span)>,
    /// Some key could not be parsed, so its value is unknown.
    pub(crate) is_broken: bool,
    /// Two keys cannot be combined. Only the value of the first is stored.
    pub(crate) has_conflict: bool,
    /// The struct of an event names a nested object, so it is meant to be one.
    pub(crate) is_object: bool,
}

impl Key {
    pub(crate) fn is_allowed(&self, level: Level) -> bool {
        self.levels.contains(&level)
    }

    /// Whether this key and another one cannot be combined.
    pub(super) fn is_exclusive(&self, other: &Self) -> bool {
        let is_exclusive = match self.group {
            Group::Definition | Group::Target | Group::ListedValue => true,
            Group::Value(_) | Group::Other => false,
        };
        is_exclusive && self.group == other.group
    }
}

impl Level {
    /// All levels, in the order in which they are searched for the key of another level.
    pub(crate) const ALL: &'static [Self] = &[
        Self::Field,
        Self::Event,
        Self::Part,
        Self::Enum,
        Self::Variant,
        #[cfg(feature = "definition-file")]
        Self::OneOf,
        #[cfg(feature = "definition-file")]
        Self::Alternative,
    ];

    /// Returns the module of `voucher_core` that has the keys of the level, for rust-analyzer.
    pub(crate) fn module(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Part => "part",
            Self::Field => "field",
            Self::Enum => "enumeration",
            Self::Variant => "variant",
            #[cfg(feature = "definition-file")]
            Self::OneOf => "one_of",
            #[cfg(feature = "definition-file")]
            Self::Alternative => "alternative",
        }
    }

    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Event => "an event's struct",
            Self::Part => "a part's struct",
            Self::Field => "a field",
            Self::Enum => "an enum",
            Self::Variant => "a variant",
            #[cfg(feature = "definition-file")]
            Self::OneOf => "an enum of alternatives",
            #[cfg(feature = "definition-file")]
            Self::Alternative => "an alternative's variant",
        }
    }

    /// Whether the keys of another level are on the same item, or on a part of it.
    pub(super) fn has_same_derive(self, other: Self) -> bool {
        let derive = |level| match level {
            Self::Event | Self::Part | Self::Field => 0,
            Self::Enum | Self::Variant => 1,
            #[cfg(feature = "definition-file")]
            Self::OneOf | Self::Alternative => 2,
        };
        derive(self) == derive(other)
    }
}

impl Feature {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Serde => "serde",
            Self::Pattern => "pattern",
        }
    }

    pub(crate) fn is_enabled(self) -> bool {
        match self {
            Self::Serde => cfg!(feature = "serde"),
            Self::Pattern => cfg!(feature = "pattern"),
        }
    }
}

/// Defines a struct of parsed keys from a table, in which each row is one field:
///
/// ```text
/// /// What the reference table says about the key.
/// "key" field: Type = parser("the key with a value"), on [levels], group;
/// ```
///
/// A row may end with `needs` and a feature. A field that is never read does not compile: every key does something.
macro_rules! keys {
    (
        $(#[$meta:meta])+
        $struct:ident;
        $(
            $(#[doc = $docs:literal])+
            $name:literal $field:ident: $type:ty = $parse:ident($example:literal),
            on [$($level:ident),+], $group:ident $(($values:ident))? $(, needs $feature:ident)?;
        )+
    ) => {
        $(#[$meta])+
        #[deny(dead_code)]
        pub(crate) struct $struct {
            $($(#[doc = $docs])+ pub(crate) $field: $type,)+
            pub(crate) status: Status,
        }

        impl $struct {
            /// The table.
            pub(crate) const KEYS: &'static [Key] = &[$(Key {
                name: $name,
                example: $example,
                levels: &[$(Level::$level),+],
                group: Group::$group $((Values::$values))?,
                needs: &[$(Feature::$feature)?],
                docs: concat!($($docs),+),
            }),+];
        }

        impl Keys for $struct {
            fn collect(parse: impl FnOnce(ParseValue<'_>) -> Status) -> Self {
                $(let mut $field = <$type>::default();)+
                let status = parse(&mut |key, meta| {
                    $(if key.name == $name {
                        $field = $parse(meta, key.example)?.into();
                    })+
                    Ok(())
                });
                Self { $($field,)+ status }
            }
        }
    };
}

pub(super) use keys;
