//! A value with the definition of an object around it, as in a tree.
//!
//! What the compiler knows about such a type must not depend on the type itself: only the object that it maps is looked up,
//! not what it maps of it.

use super::value::value_of;
use super::{Direct, Object, kind, object, one_of};
use crate::encode::Encoder;
use crate::one_of::RavelinOneOf;
use crate::part::RavelinFields;
use crate::type_info::{TypeDetails, TypeInfo};
use voucher_definition::{Field, Kind};

kind! {
    /// A value with the definition of an object around it, or of the alternatives around it.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as the value around it: it implements neither `RavelinFields` nor `RavelinOneOf`",
        label = "expected the type that contains this field",
        note = "the definition refers to what contains this field; use the type that is derived for that, in a `Box`, a list or a map: a struct with `#[derive(RavelinFields)]`, or for alternatives an enum with `#[derive(RavelinOneOf)]`"
    )]
    Ancestor()
}

#[diagnostic::do_not_recommend]
impl<T: RavelinFields + ?Sized, W> Ancestor<Direct, W> for T {
    const TYPE: TypeInfo = TypeInfo {
        needs_check: true,
        details: &TypeDetails {
            ancestor: T::__OBJECT,
            itself: Some(object::itself::<T>),
            ..TypeDetails::NONE
        },
        ..TypeInfo::ACCEPTED
    };

    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        if !encoder.enter_ancestor() {
            return encoder.too_deep(at, field);
        }
        let at = <T as Object<Direct, W>>::put(self, encoder, at, field);
        encoder.leave_ancestor();
        at
    }
}

/// The conversion of an enum with an alternative in each variant.
#[derive(Debug)]
pub enum AsOneOf {}

#[diagnostic::do_not_recommend]
impl<T: RavelinOneOf + ?Sized, W> Ancestor<AsOneOf, W> for T {
    const TYPE: TypeInfo = TypeInfo {
        needs_check: true,
        details: &TypeDetails {
            ancestor: Some(T::__ANCESTOR),
            itself: Some(one_of::itself::<T>),
            ..TypeDetails::NONE
        },
        ..TypeInfo::ACCEPTED
    };

    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        if !encoder.enter_ancestor() {
            return encoder.too_deep(at, field);
        }
        // The definition of an element only refers to the alternatives around it.
        let at = match (field.kind, T::__ELEMENT) {
            (Kind::Ancestor(_), Some(element)) => {
                let since = encoder.violation_count();
                let at = self.__write(encoder, at, element);
                encoder.move_from(since, element, field);
                at
            }
            _ => self.__write(encoder, at, field),
        };
        encoder.leave_ancestor();
        at
    }
}

value_of! {
    /// Values with the definition of an object around them.
    OfAncestor: Ancestor
}

kind! {
    /// A value with the definition of an object around it, as an alternative. Unlike [`Ancestor`], it does not accept the enum of
    /// the alternatives, of which it is only one.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as the object around it: it does not implement `RavelinFields`",
        label = "expected the struct that contains this field"
    )]
    AncestorObject()
}

#[diagnostic::do_not_recommend]
impl<T: RavelinFields + ?Sized, W> AncestorObject<Direct, W> for T {
    const TYPE: TypeInfo = <T as Ancestor<Direct, W>>::TYPE;

    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        <T as Ancestor<Direct, W>>::put(self, encoder, at, field)
    }
}

value_of! {
    /// Alternatives with the definition of an object around them.
    OfAncestorObject: AncestorObject
}
