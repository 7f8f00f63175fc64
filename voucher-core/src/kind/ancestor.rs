//! A value with the definition of an object around it, as in a tree.
//!
//! What the compiler knows about such a type must not depend on the type itself: only the object that it maps is looked up,
//! not what it maps of it.

use super::value::value_of;
use super::{Direct, Object, kind};
use crate::encode::Encoder;
use crate::part::RavelinFields;
use crate::type_info::{TypeDetails, TypeInfo};
use voucher_definition::Field;

kind! {
    /// A value with the definition of an object around it.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as an object: it does not implement `RavelinFields`",
        label = "expected the struct of the object that contains this one",
        note = "the definition refers to an object around this field; use the struct that is derived for that object, in a `Box`, a list or a map"
    )]
    Ancestor()
}

#[diagnostic::do_not_recommend]
impl<T: RavelinFields + ?Sized, W> Ancestor<Direct, W> for T {
    const TYPE: TypeInfo = TypeInfo {
        needs_check: true,
        details: &TypeDetails {
            ancestor: T::__OBJECT,
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

value_of! {
    /// Values with the definition of an object around them.
    OfAncestor: Ancestor
}
