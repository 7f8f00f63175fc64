//! The trait of enums with an alternative in each variant.

use crate::encode::Encoder;
use crate::mapping::ObjectMapping;
use crate::type_info::OneOfMapping;
use alloc::borrow::ToOwned;
use voucher_definition::Field;

/// An enum whose variants are the alternatives of a field. Only `#[derive(RavelinOneOf)]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement `RavelinOneOf`",
    label = "expected an enum with `#[derive(RavelinOneOf)]`",
    note = "add `#[derive(RavelinOneOf)]` and `#[ravelin(definition = \"…\", field = \"…\")]` to its enum"
)]
pub trait RavelinOneOf {
    #[doc(hidden)]
    const __ONE_OF: &'static OneOfMapping;

    /// The alternatives. It does not depend on the variants, so that they may contain the enum.
    #[doc(hidden)]
    const __ANCESTOR: &'static ObjectMapping;

    /// The alternatives as the definition of an element, if one of them contains them again without an object between them.
    #[doc(hidden)]
    const __ELEMENT: Option<&'static Field>;

    /// Returns the name of the type, without pointers to it.
    #[doc(hidden)]
    #[must_use]
    fn __type_name() -> &'static str {
        core::any::type_name::<Self>()
    }

    /// Writes the value of the variant as one of the alternatives of a field.
    #[doc(hidden)]
    fn __write(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize;
}

macro_rules! pointer {
    ($($pointer:ty $(where $bound:ident)?;)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<T: RavelinOneOf $(+ $bound)? + ?Sized> RavelinOneOf for $pointer {
                const __ONE_OF: &'static OneOfMapping = T::__ONE_OF;
                const __ANCESTOR: &'static ObjectMapping = T::__ANCESTOR;
                const __ELEMENT: Option<&'static Field> = T::__ELEMENT;

                fn __type_name() -> &'static str {
                    T::__type_name()
                }

                fn __write(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
                    (**self).__write(encoder, at, field)
                }
            }
        )*
    };
}

pointer! {
    &T;
    alloc::boxed::Box<T>;
    alloc::rc::Rc<T>;
    alloc::sync::Arc<T>;
    alloc::borrow::Cow<'_, T> where ToOwned;
}
