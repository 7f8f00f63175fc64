//! What the compiler knows about types: `TypeInfo` for the compile-time assertions, `SchemaInfo` for `schema()`.

use crate::constant::const_value;
use crate::encode::Encoder;
use crate::mapping::{ObjectMapping, PartMapping};
use voucher_definition::{Definition, Field, JsonType, ValueNote};

/// The `TypeInfo` of a type that does not fit, with the message. A macro, because the reference is to a constant that
/// depends on the type, which a `const fn` cannot return.
macro_rules! rejected {
    ($message:expr) => {
        $crate::type_info::rejected!($message, "")
    };
    ($message:expr, $name:expr) => {
        $crate::type_info::TypeInfo {
            needs_check: true,
            details: &$crate::type_info::TypeDetails::rejected($message, $name),
            ..$crate::type_info::TypeInfo::ACCEPTED
        }
    };
}

pub(crate) use rejected;

/// What the compiler knows about a field's type.
///
/// Compile time grows with the number of members, since the compiler evaluates each one for every field of every
/// struct. So only what most assertions read is here; the rest is behind a reference.
#[derive(Clone, Copy, Debug)]
pub struct TypeInfo {
    /// Whether an assertion about the type can fail. Testing one flag is cheaper than inspecting the details.
    pub(crate) needs_check: bool,
    /// The number of `Option`s around the value.
    pub options: u8,
    /// Whether the value can only be written with the event's currency.
    pub needs_currency: bool,
    /// Everything else.
    pub(crate) details: &'static TypeDetails,
}

/// Returns the schema information of a type, which only `schema()` needs. It is not a reference, because the compiler checks
/// all that a const refers to again for each const that refers to that one.
pub(crate) type SchemaFunction = fn() -> &'static SchemaInfo;

/// The part of [`TypeInfo`] that few assertions read.
#[cfg_attr(
    not(all(feature = "definition-file", feature = "serde")),
    allow(dead_code)
)] // only `schema()` and definition files need all of it
#[derive(Clone, Copy, Debug)]
pub(crate) struct TypeDetails {
    /// Why the type does not fit the field; empty if it does.
    pub(crate) mismatch: &'static str,
    /// The name of a type that does not fit; empty if it is not known.
    pub(crate) rejected_type: &'static str,
    /// All strings of an enum.
    pub(crate) values: &'static [&'static str],
    /// All integers of an enum.
    pub(crate) integers: &'static [i64],
    /// Whether an identifier is an integer.
    pub(crate) is_integer: bool,
    /// The minimum and maximum of an integer type.
    pub(crate) range: (i64, i64),
    /// The number of elements, if the type fixes it.
    pub(crate) count: Option<usize>,
    /// What the compiler knows about the elements of a list. The other details are those of the innermost element.
    pub(crate) element: Option<&'static TypeInfo>,
    /// What the compiler knows about the keys of a map.
    pub(crate) keys: Option<&'static TypeInfo>,
    /// The object of a type that is used for a value around it. Nothing else is known about such a type.
    pub(crate) ancestor: Option<&'static ObjectMapping>,
    /// The mapping of a type that derives `RavelinFields`.
    pub(crate) object: Option<(
        &'static PartMapping,
        Option<&'static ObjectMapping>,
        SchemaFunction,
    )>,
    /// The alternatives of a field as which values of the type are sent.
    pub(crate) alternatives: Option<Alternatives>,
    /// Returns the type itself, if it may contain values of the type.
    #[cfg(feature = "definition-file")]
    pub(crate) itself: Option<fn() -> Itself>,
}

/// A type that may contain values of the type. It is what a function returns, so that what the compiler knows about such a type
/// does not depend on itself.
#[cfg(feature = "definition-file")]
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "serde"), allow(dead_code))] // only `schema()` reads it
pub(crate) struct Itself {
    /// The name of the type, which tells types apart.
    pub(crate) name: &'static str,
    /// What the compiler knows about the type.
    pub(crate) type_info: TypeInfo,
    /// The definition of an element that the type can be.
    pub(crate) element: Option<&'static Field>,
}

/// The alternatives of a field as which values of a type are sent.
#[cfg_attr(
    not(all(feature = "definition-file", feature = "serde")),
    allow(dead_code)
)] // only `schema()` and definition files need all of it
#[derive(Clone, Copy, Debug)]
pub(crate) enum Alternatives {
    /// The one of this JSON type, with what is known about the type as a value of that alternative.
    Type(JsonType, &'static TypeInfo),
    /// Those of an enum that derives `RavelinOneOf`.
    Enum(&'static OneOfMapping),
    /// None: the type does not fit.
    None,
}

/// The mapping of an enum onto the alternatives of a field.
#[derive(Debug)]
pub struct OneOfMapping {
    /// The path of the field, as written in the attribute: `paymentMethod`.
    pub path: &'static str,
    /// Distinguishes fields with different alternatives. 0 if the derive failed.
    pub digest: u64,
    /// The variants: the position of the alternative, and what is known about the type of its value.
    pub variants: &'static [(usize, TypeInfo)],
}

impl TypeDetails {
    pub(crate) const NONE: Self = Self {
        mismatch: "",
        rejected_type: "",
        values: &[],
        integers: &[],
        is_integer: false,
        range: (i64::MIN, i64::MAX),
        count: None,
        element: None,
        keys: None,
        ancestor: None,
        object: None,
        alternatives: None,
        #[cfg(feature = "definition-file")]
        itself: None,
    };

    pub(crate) const fn rejected(mismatch: &'static str, rejected_type: &'static str) -> Self {
        Self {
            mismatch,
            rejected_type,
            ..Self::NONE
        }
    }
}

impl TypeInfo {
    /// A type that fits and always has a value, which is checked at run time.
    pub const ACCEPTED: Self = Self {
        needs_check: false,
        options: 0,
        needs_currency: false,
        details: &TypeDetails::NONE,
    };

    /// A type about which nothing is known.
    pub(crate) const UNKNOWN: Self = Self {
        options: 2,
        ..Self::ACCEPTED
    };

    /// Returns the details of a list of this element type.
    #[cfg(feature = "definition-file")]
    pub(crate) const fn list_details(&'static self, count: Option<usize>) -> TypeDetails {
        TypeDetails {
            count,
            element: Some(self),
            keys: None,
            ..*self.details
        }
    }

    /// Returns the details of a map to this type.
    #[cfg(feature = "definition-file")]
    pub(crate) const fn map_details(&'static self, keys: &'static Self) -> TypeDetails {
        TypeDetails {
            keys: Some(keys),
            ..self.list_details(None)
        }
    }

    /// Returns the `TypeInfo` of an `Option` of this type.
    pub(crate) const fn optional(self) -> Self {
        Self {
            needs_check: self.needs_check || self.options > 0,
            options: self.options.saturating_add(1),
            ..self
        }
    }

    /// Checks whether a value may be absent.
    #[must_use]
    #[inline]
    pub const fn is_optional(&self) -> bool {
        self.options > 0
    }

    /// Returns what is known about the elements of a list.
    #[cfg(all(feature = "definition-file", feature = "serde"))]
    #[inline]
    pub(crate) fn element(&self) -> Self {
        *self.details.element.unwrap_or(&Self::UNKNOWN)
    }
}

/// Everything that a type can send, for `schema()`.
///
/// Its functions are `#[inline]`, so that a program which never calls `schema()` does not contain them.
#[derive(Clone, Copy, Debug)]
pub struct SchemaInfo {
    /// The field definitions of a definition file, which the derive writes next to the type.
    pub fields: &'static [Field],
    /// The mapped field definitions that the definition itself does not list: members, and those that the user narrowed.
    pub new_fields: &'static [&'static Field],
    /// The types of the fields about which there is nothing else to record.
    pub types: &'static [TypeInfo],
    /// The JSON Pointer of each of those fields in the definition.
    pub pointers: &'static [&'static str],
    /// The fields that are in every event, whatever their type.
    pub always: &'static [&'static str],
    /// Fields with a constant string.
    pub strings: &'static [(&'static str, &'static str)],
    /// What the API says about the listed values of fields.
    pub notes: &'static [(&'static str, &'static [ValueNote])],
    /// All other fields, parts, and rules that concern several fields.
    pub others: &'static [SchemaField],
}

/// A field, a part, or a rule that concerns several fields.
#[derive(Clone, Copy, Debug)]
pub struct SchemaField {
    pub(crate) source: Source,
    /// The field's JSON Pointer in the definition.
    pub(crate) pointer: &'static str,
    /// Whether every event has a value.
    pub(crate) is_always: bool,
    /// Whether `None` is sent as `null`.
    pub(crate) sends_null: bool,
    /// Whether a currency may be any three letters.
    pub(crate) is_unlisted: bool,
    /// The path of the user's `check` function; empty if there is none.
    pub(crate) check: &'static str,
}

/// The source of a field's value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source {
    /// A field of the struct, with its type.
    Type(TypeInfo),
    /// A constant string.
    String(&'static str),
    /// Any other constant: the function writes it.
    Constant(fn(&mut Encoder<'_>, usize) -> usize),
    /// The fields of a part.
    Part(&'static PartMapping, &'static SchemaInfo),
    /// A member of any type, which its serializer may omit.
    Member,
    /// Two fields of which at most one is sent.
    Exclusive(&'static Field, &'static Field),
    /// The names of fields of which at least one is sent.
    AnyOf(&'static [&'static str]),
    /// The minimum and maximum number of an object's members.
    Members(u32, u32),
    /// The entity, which is sent although the struct maps none of its fields.
    Entity,
    /// A `check` of the event or part itself.
    StructCheck,
}

impl SchemaInfo {
    /// The information about a type with no fields.
    pub const NONE: Self = Self {
        fields: &[],
        new_fields: &[],
        types: &[],
        pointers: &[],
        always: &[],
        strings: &[],
        notes: &[],
        others: &[],
    };

    /// Creates the information from types and the JSON Pointers of their fields.
    #[must_use]
    #[inline]
    pub const fn of(types: &'static [TypeInfo], pointers: &'static [&'static str]) -> Self {
        Self {
            types,
            pointers,
            ..Self::NONE
        }
    }

    /// Returns an iterator over all fields and rules.
    #[inline]
    pub(crate) fn iter(&self) -> impl Iterator<Item = SchemaField> + use<> {
        let (always, strings) = (self.always, self.strings);
        let plain = self.types.iter().zip(self.pointers);
        let plain = plain.map(|(type_info, pointer)| SchemaField::of(*type_info, pointer));
        let always = always.iter();
        let always = always.map(|pointer| SchemaField::of(TypeInfo::ACCEPTED, pointer));
        let strings = strings.iter();
        let strings =
            strings.map(|(pointer, value)| SchemaField::constant(Source::String(value), pointer));
        plain
            .chain(always)
            .chain(strings)
            .chain(self.others.iter().copied())
    }

    /// Returns what the API says about the listed values of the field at a JSON Pointer.
    #[inline]
    pub(crate) fn notes(&self, at: &'static str) -> &'static [ValueNote] {
        let mut notes = self.notes.iter();
        notes
            .find(|(pointer, _)| *pointer == at)
            .map_or(&[], |(_, notes)| notes)
    }

    /// Returns the field definition at a JSON Pointer.
    #[inline]
    pub(crate) fn field(
        &self,
        at: &'static str,
        definition: &Definition,
    ) -> Option<&'static Field> {
        let fields = self.new_fields.iter().copied();
        let fields = fields.chain(self.fields);
        let mut fields = fields.chain(definition.fields());
        fields.find(|field| field.pointer() == at)
    }
}

impl SchemaField {
    #[inline]
    const fn new(source: Source, pointer: &'static str) -> Self {
        Self {
            source,
            pointer,
            is_always: false,
            sends_null: false,
            is_unlisted: false,
            check: "",
        }
    }

    /// Creates a field of a type. It is in every event, unless the type is an `Option`.
    #[must_use]
    #[inline]
    pub const fn of(type_info: TypeInfo, pointer: &'static str) -> Self {
        let mut schema_field = Self::new(Source::Type(type_info), pointer);
        schema_field.is_always = !type_info.is_optional();
        schema_field
    }

    /// Creates a field whose type is unknown and that may be absent.
    #[must_use]
    #[inline]
    pub const fn unknown(pointer: &'static str) -> Self {
        Self::new(Source::Type(TypeInfo::UNKNOWN), pointer)
    }

    #[inline]
    const fn constant(source: Source, pointer: &'static str) -> Self {
        Self::new(source, pointer).always()
    }

    /// Creates a field with a constant that `write` writes.
    #[must_use]
    #[inline]
    pub const fn const_value(
        pointer: &'static str,
        write: fn(&mut Encoder<'_>, usize) -> usize,
    ) -> Self {
        Self::constant(Source::Constant(write), pointer)
    }

    /// Creates a member that the definition does not list. Its serializer may omit it.
    #[must_use]
    #[inline]
    pub const fn member(pointer: &'static str) -> Self {
        Self::new(Source::Member, pointer)
    }

    /// Creates the fields of a part.
    #[must_use]
    #[inline]
    pub const fn part(
        type_info: TypeInfo,
        part: &'static PartMapping,
        schema_info: &'static SchemaInfo,
    ) -> Self {
        let mut part = Self::new(Source::Part(part, schema_info), "");
        part.is_always = !type_info.is_optional();
        part
    }

    /// Creates the rule that at most one of two fields is sent.
    #[must_use]
    #[inline]
    pub const fn exclusive(first: &'static Field, second: &'static Field) -> Self {
        Self::new(Source::Exclusive(first, second), "")
    }

    /// Creates the rule that at least one of these fields of the object at a JSON Pointer is sent.
    #[must_use]
    #[inline]
    pub const fn any_of(object: &'static str, names: &'static [&'static str]) -> Self {
        Self::new(Source::AnyOf(names), object)
    }

    /// Creates the minimum and maximum number of members of the object at a JSON Pointer.
    #[must_use]
    #[inline]
    pub const fn members(object: &'static str, min: u32, max: u32) -> Self {
        Self::new(Source::Members(min, max), object)
    }

    /// Creates the entity at a JSON Pointer, which is sent although the struct maps none of its fields.
    #[must_use]
    #[inline]
    pub const fn entity(pointer: &'static str) -> Self {
        Self::new(Source::Entity, pointer)
    }

    /// Creates the rule that the user's function checks the event or part itself.
    #[must_use]
    #[inline]
    pub const fn struct_check(check: &'static str) -> Self {
        Self::new(Source::StructCheck, "").checked(check)
    }

    /// Marks the field as present in every event, because `None` is sent as `null`.
    #[must_use]
    #[inline]
    pub const fn or_null(mut self) -> Self {
        self.sends_null = true;
        self.always()
    }

    /// Marks the field as present in every event.
    #[must_use]
    #[inline]
    pub const fn always(mut self) -> Self {
        self.is_always = true;
        self
    }

    /// Allows any three letters as a currency.
    #[must_use]
    #[inline]
    pub const fn unlisted(mut self) -> Self {
        self.is_unlisted = true;
        self
    }

    /// Records the user's function that checks the value.
    #[must_use]
    #[inline]
    pub const fn checked(mut self, check: &'static str) -> Self {
        self.check = check;
        self
    }
}

impl Source {
    /// Writes a constant; for any other source, writes nothing.
    #[inline]
    pub(crate) fn write(
        self,
        encoder: &mut Encoder<'_>,
        at: usize,
        field: &'static Field,
    ) -> usize {
        match self {
            Self::String(value) => const_value(value).put(encoder, at, field),
            Self::Constant(write) => write(encoder, at),
            Self::Type(_)
            | Self::Part(..)
            | Self::Member
            | Self::Exclusive(..)
            | Self::AnyOf(_)
            | Self::Members(..)
            | Self::Entity
            | Self::StructCheck => at,
        }
    }
}
