//! Part of an entity: fields that several events share.

use crate::pen::{Pen, Plan};
use crate::shape::Shape;
use voucher_definition::Field;

/// Part of an event's entity. `#[derive(RavelinFields)]` implements it, and nothing else does; an event takes it in with
/// `#[ravelin(flatten)]`.
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
/// // The part serves any other event whose fields of the same names have the same kind and rules.
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
    message = "`{Self}` is no part of an event",
    label = "no part",
    note = "add `#[derive(RavelinFields)]` and `#[ravelin(event = \"…\")]` to its struct"
)]
pub trait RavelinFields {
    #[doc(hidden)]
    const __SHARE: &'static Share;

    #[doc(hidden)]
    const __SHAPES: &'static [Shape];

    #[doc(hidden)]
    fn __write(&self, pen: &mut Pen<'_>, at: usize) -> usize;

    #[doc(hidden)]
    fn __ahead(&self, _: &mut Pen<'_>) {}
}

/// What a part maps of an entity.
#[derive(Debug)]
pub struct Share {
    /// Its definition, and each row with the Rust field behind it.
    pub plan: Plan,
    /// For each row, whether there is always a value.
    pub always: &'static [bool],
    /// Whether an amount of it can only be told with the event's currency.
    pub needs_currency: bool,
}

/// A row that a part maps.
#[derive(Clone, Copy, Debug)]
pub struct Mapped {
    /// The Rust field.
    pub name: &'static str,
    /// Whether there is always a value.
    pub is_always: bool,
}

impl Share {
    /// How the part maps a row, if it does.
    #[must_use]
    pub const fn find(&self, row: &Field) -> Option<Mapped> {
        let mut at = 0;
        while at < self.plan.names.len() {
            let (mapped, name) = self.plan.names[at];
            if row.is_namesake(mapped) {
                let is_always = self.always[at];
                return Some(Mapped { name, is_always });
            }
            at += 1;
        }
        None
    }
}

macro_rules! pointer {
    ($($pointer:ty)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<T: RavelinFields + ?Sized> RavelinFields for $pointer {
                const __SHARE: &'static Share = T::__SHARE;
                const __SHAPES: &'static [Shape] = T::__SHAPES;

                fn __write(&self, pen: &mut Pen<'_>, at: usize) -> usize {
                    (**self).__write(pen, at)
                }

                fn __ahead(&self, pen: &mut Pen<'_>) {
                    (**self).__ahead(pen);
                }
            }
        )*
    };
}

pointer! {
    &T
    alloc::boxed::Box<T>
    alloc::rc::Rc<T>
    alloc::sync::Arc<T>
}
