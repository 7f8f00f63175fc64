//! A part: a struct whose fields are flattened into the struct around it.

use super::{Direct, Optional};
use crate::encode::Encoder;
use crate::mapping::PartMapping;
use crate::part::{RavelinFields, schema_info};
use crate::type_info::{SchemaInfo, TypeDetails, TypeInfo};

/// A part: a field with `flatten`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be flattened",
    label = "does not implement `RavelinFields`",
    note = "add `#[derive(RavelinFields)]` and `#[ravelin(event = \"…\")]` to its struct; only a struct can be flattened, not a list or a map"
)]
pub trait Part<M> {
    /// What the compiler knows about the type.
    const TYPE: TypeInfo;
    /// The mapping of the part.
    const MAPPING: &'static PartMapping;
    /// What the part can send, for `schema()`.
    const SCHEMA: &'static SchemaInfo;

    /// Writes the part's fields, or nothing if it is absent.
    fn put(&self, encoder: &mut Encoder<'_>, at: usize) -> usize;

    /// Reads the part's currency, if it has one.
    fn read_currency(&self, encoder: &mut Encoder<'_>);

    /// Checks whether the part has a value for the mutually exclusive field with this API name.
    fn is_present(&self, name: &str) -> bool;
}

#[diagnostic::do_not_recommend]
impl<T: RavelinFields + ?Sized> Part<Direct> for T {
    const TYPE: TypeInfo = TypeInfo {
        needs_currency: T::__PART.needs_currency,
        details: &TypeDetails {
            object: Some((T::__PART, T::__OBJECT, schema_info::<T>)),
            ..TypeDetails::NONE
        },
        ..TypeInfo::ACCEPTED
    };
    const MAPPING: &'static PartMapping = T::__PART;
    const SCHEMA: &'static SchemaInfo = T::__SCHEMA;

    fn put(&self, encoder: &mut Encoder<'_>, at: usize) -> usize {
        let outer = encoder.enter_part(T::__PART);
        let at = self.__write(encoder, at);
        encoder.leave_part(outer);
        at
    }

    fn read_currency(&self, encoder: &mut Encoder<'_>) {
        self.__read_currency(encoder);
    }

    fn is_present(&self, name: &str) -> bool {
        self.__is_present(name)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Part<M>, M> Part<Optional<M>> for Option<T> {
    const TYPE: TypeInfo = T::TYPE.optional();
    const MAPPING: &'static PartMapping = T::MAPPING;
    const SCHEMA: &'static SchemaInfo = T::SCHEMA;

    fn put(&self, encoder: &mut Encoder<'_>, at: usize) -> usize {
        match self {
            Some(part) => part.put(encoder, at),
            None => at,
        }
    }

    fn read_currency(&self, encoder: &mut Encoder<'_>) {
        if let Some(part) = self {
            part.read_currency(encoder);
        }
    }

    fn is_present(&self, name: &str) -> bool {
        self.as_ref().is_some_and(|part| part.is_present(name))
    }
}
