//! The field trait of numbers.

use crate::Number;
use core::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroIsize, NonZeroU8, NonZeroU16, NonZeroU32,
    NonZeroU64, NonZeroUsize,
};

/// A number: an integer, a float, or a `Decimal` (feature `rust_decimal`), which is sent exactly. Amounts of money in minor units
/// use [`AmountField`](super::AmountField) instead, since a float cannot represent every amount.
///
/// ```
/// struct Celsius(f32);
///
/// impl voucher_core::NumberField for Celsius {
///     fn number(&self) -> voucher_core::Number {
///         self.0.into()
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a number",
    label = "expected a number",
    note = "a number is `f32`, `f64`, an integer of at most 64 bits, `Decimal` (feature `rust_decimal`), or a type that implements `voucher_core::NumberField`"
)]
pub trait NumberField {
    /// Returns the number that is sent. A number that JSON cannot represent, `NaN` or an infinity, is a violation of
    /// [`Rule::Type`](crate::Rule::Type).
    fn number(&self) -> Number;
}

macro_rules! numbers {
    ($($type:ty: |$value:ident| $number:expr;)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl NumberField for $type {
                fn number(&self) -> Number {
                    let $value = *self;
                    $number
                }
            }
        )*
    };
}

numbers! {
    i8: |value| value.into();
    i16: |value| value.into();
    i32: |value| value.into();
    i64: |value| value.into();
    isize: |value| (value as i64).into();
    u8: |value| value.into();
    u16: |value| value.into();
    u32: |value| value.into();
    u64: |value| value.into();
    usize: |value| (value as u64).into();
    f32: |value| value.into();
    f64: |value| value.into();
    NonZeroI8: |value| value.get().into();
    NonZeroI16: |value| value.get().into();
    NonZeroI32: |value| value.get().into();
    NonZeroI64: |value| value.get().into();
    NonZeroIsize: |value| value.get().number();
    NonZeroU8: |value| value.get().into();
    NonZeroU16: |value| value.get().into();
    NonZeroU32: |value| value.get().into();
    NonZeroU64: |value| value.get().into();
    NonZeroUsize: |value| value.get().number();
}

/// A number that is written exactly: 19.90 as `19.90`.
#[cfg(feature = "rust_decimal")]
#[diagnostic::do_not_recommend]
impl NumberField for rust_decimal::Decimal {
    fn number(&self) -> Number {
        (*self).into()
    }
}
