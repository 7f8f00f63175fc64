//! Part of an entity: fields that several events share.

use crate::pen::{Pen, Plan};
use crate::shape::Shapes;
use alloc::borrow::ToOwned;
use voucher_definition::Field;

/// Part of an event's entity. `#[derive(RavelinFields)]` implements it, and nothing else does; an event takes it in with
/// `#[ravelin(flatten)]`. With `object = "order.items"` it maps an object within the body as a whole, for the fields that are
/// that object or an array of it.
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

    /// The object within the body that is mapped as a whole; none by a part.
    #[doc(hidden)]
    const __WHOLE: Option<&'static Whole> = None;

    #[doc(hidden)]
    const __SHAPES: &'static Shapes;

    #[doc(hidden)]
    fn __write(&self, pen: &mut Pen<'_>, at: usize) -> usize;

    #[doc(hidden)]
    fn __ahead(&self, _: &mut Pen<'_>) {}
}

/// What a part maps of an entity, or a struct of an object within the body.
#[derive(Debug)]
pub struct Share {
    /// Its definition, and each row with the Rust field behind it.
    pub plan: Plan,
    /// For each row, whether there is always a value.
    pub always: &'static [bool],
    /// Whether an amount of it can only be told with the currency of what stands around it.
    pub needs_currency: bool,
}

/// An object within the body, which one struct maps as a whole.
#[derive(Clone, Copy, Debug)]
pub struct Whole {
    /// Its path as the attribute says it: `order.items`.
    pub object: &'static str,
    /// Its JSON Pointer; `*` stands for an index: `/order/items/*`.
    pub pointer: &'static str,
    /// What tells it from an object with other fields or other rules.
    pub digest: u64,
    /// The same for each row that is mapped; 0 for a member that no row lists.
    pub digests: &'static [u64],
}

impl Whole {
    /// What is wrong with it is said at its derive.
    pub const UNKNOWN: Self = Self {
        object: "",
        pointer: "",
        digest: 0,
        digests: &[],
    };
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
    /// The JSON Pointer of the entity that a part maps.
    #[must_use]
    pub const fn pointer(&self) -> &'static str {
        self.plan.definition.entity_pointer()
    }

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
    ($($pointer:ty $(where $bound:ident)?;)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<T: RavelinFields $(+ $bound)? + ?Sized> RavelinFields for $pointer {
                const __SHARE: &'static Share = T::__SHARE;
                const __SHAPES: &'static Shapes = T::__SHAPES;
                const __WHOLE: Option<&'static Whole> = T::__WHOLE;

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
    &T;
    alloc::boxed::Box<T>;
    alloc::rc::Rc<T>;
    alloc::sync::Arc<T>;
    alloc::borrow::Cow<'_, T> where ToOwned;
}
