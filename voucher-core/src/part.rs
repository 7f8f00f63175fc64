//! The trait of parts and nested objects.

use crate::encode::Encoder;
use crate::mapping::{ObjectMapping, PartMapping};
use crate::type_info::SchemaInfo;
use alloc::borrow::ToOwned;

/// A part of an event, or a nested object. Only `#[derive(RavelinFields)]` implements it.
///
/// A part contains fields that several events share; `#[ravelin(flatten)]` adds it to an event. A struct with
/// `object = "order.items"` is the type of fields that are that object, or an array of it.
///
#[cfg_attr(feature = "derive", doc = "```")]
#[cfg_attr(not(feature = "derive"), doc = "```ignore")]
/// use voucher_core::{Currency, RavelinEvent, RavelinFields, Timestamp, VoucherType};
///
/// #[derive(RavelinFields)]
/// #[ravelin(event = "voucher")]
/// struct Money {
///     value: i64,
///     currency: Currency,
/// }
///
/// #[derive(RavelinEvent)]
/// #[ravelin(event = "voucher", timestamp = now)]
/// struct Created<'p> {
///     voucher_code: &'p str,
///     creation_time: Timestamp,
///     #[ravelin(flatten)]
///     price: &'p Money,
/// }
///
/// // Another event can use the part, if its fields with the same names have the same kind and rules.
/// #[derive(RavelinEvent)]
/// #[ravelin(event = "paymentmethod/voucher", timestamp = now)]
/// struct Redeemed<'p> {
///     payment_method_id: u64,
///     voucher_code: &'p str,
///     redemption_time: Timestamp,
///     success: bool,
///     voucher_type: VoucherType,
///     #[ravelin(flatten)]
///     price: &'p Money,
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement `RavelinFields`",
    label = "not a part of an event",
    note = "add `#[derive(RavelinFields)]` and `#[ravelin(event = \"…\")]` to its struct"
)]
pub trait RavelinFields {
    #[doc(hidden)]
    const __PART: &'static PartMapping;

    /// The nested object that the type was derived for; `None` for a part.
    #[doc(hidden)]
    const __OBJECT: Option<&'static ObjectMapping> = None;

    #[doc(hidden)]
    const __SCHEMA: &'static SchemaInfo;

    /// Returns the name of the type, without pointers to it.
    #[doc(hidden)]
    #[must_use]
    fn __type_name() -> &'static str {
        core::any::type_name::<Self>()
    }

    #[doc(hidden)]
    fn __write(&self, encoder: &mut Encoder<'_>, at: usize) -> usize;

    #[doc(hidden)]
    fn __read_currency(&self, _: &mut Encoder<'_>) {}

    /// Checks whether a part has a value for the mutually exclusive field with this API name.
    #[doc(hidden)]
    fn __is_present(&self, _: &str) -> bool {
        true
    }
}

macro_rules! pointer {
    ($($pointer:ty $(where $bound:ident)?;)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<T: RavelinFields $(+ $bound)? + ?Sized> RavelinFields for $pointer {
                const __PART: &'static PartMapping = T::__PART;
                const __SCHEMA: &'static SchemaInfo = T::__SCHEMA;
                const __OBJECT: Option<&'static ObjectMapping> = T::__OBJECT;

                fn __type_name() -> &'static str {
                    T::__type_name()
                }

                fn __write(&self, encoder: &mut Encoder<'_>, at: usize) -> usize {
                    (**self).__write(encoder, at)
                }

                fn __read_currency(&self, encoder: &mut Encoder<'_>) {
                    (**self).__read_currency(encoder);
                }

                fn __is_present(&self, name: &str) -> bool {
                    (**self).__is_present(name)
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

/// Returns what `schema()` needs to know about a type.
pub(crate) fn schema_info<T: RavelinFields + ?Sized>() -> &'static SchemaInfo {
    T::__SCHEMA
}
