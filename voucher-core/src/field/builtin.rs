//! The field traits of the standard library's types and of this crate's.

#[cfg(feature = "serde")]
use super::CustomObject;
use super::{
    AmountField, BoolField, CurrencyField, DisplayField, EnumField, IntegerField, TextField,
    TimeField,
};
use crate::{Amount, AmountError, Currency, CurrencyError, Timestamp, TimestampError};
use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::sync::Arc;
use core::fmt::{self, Formatter};
use core::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroIsize, NonZeroU8, NonZeroU16, NonZeroU32,
    NonZeroU64, NonZeroUsize,
};

#[diagnostic::do_not_recommend]
impl TextField for str {
    fn text(&self) -> &str {
        self
    }
}

#[diagnostic::do_not_recommend]
impl TextField for String {
    fn text(&self) -> &str {
        self
    }
}

#[diagnostic::do_not_recommend]
impl AmountField for Amount {
    fn amount(&self, _: Option<Currency>) -> Result<Amount, AmountError> {
        Ok(*self)
    }
}

#[diagnostic::do_not_recommend]
impl CurrencyField for Currency {
    fn currency(&self) -> Result<Currency, CurrencyError> {
        Ok(*self)
    }
}

#[diagnostic::do_not_recommend]
impl TimeField for Timestamp {
    fn timestamp(&self) -> Result<Timestamp, TimestampError> {
        Ok(*self)
    }
}

#[cfg(feature = "std")]
#[diagnostic::do_not_recommend]
impl TimeField for std::time::SystemTime {
    fn timestamp(&self) -> Result<Timestamp, TimestampError> {
        (*self).try_into()
    }
}

#[diagnostic::do_not_recommend]
impl BoolField for bool {
    fn bool(&self) -> bool {
        *self
    }
}

/// Implements integers, which are also amounts in minor units.
macro_rules! integers {
    ($($type:ty: $min:expr, $max:expr, |$value:ident| $integer:expr;)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl IntegerField for $type {
                const MIN: i64 = $min;
                const MAX: i64 = $max;

                #[inline]
                fn integer(&self) -> Option<i64> {
                    let $value = *self;
                    $integer
                }
            }

            #[diagnostic::do_not_recommend]
            impl AmountField for $type {
                const MIN: i64 = $min;
                const MAX: i64 = $max;

                #[inline]
                fn amount(&self, _: Option<Currency>) -> Result<Amount, AmountError> {
                    self.integer().map(Amount::from_minor).ok_or(AmountError::ABOVE)
                }
            }
        )*
    };
}

integers! {
    i8: -0x80, 0x7f, |value| Some(value.into());
    i16: -0x8000, 0x7fff, |value| Some(value.into());
    i32: -0x8000_0000, 0x7fff_ffff, |value| Some(value.into());
    i64: i64::MIN, i64::MAX, |value| Some(value);
    isize: i64::MIN, i64::MAX, |value| i64::try_from(value).ok();
    u8: 0, 0xff, |value| Some(value.into());
    u16: 0, 0xffff, |value| Some(value.into());
    u32: 0, 0xffff_ffff, |value| Some(value.into());
    u64: 0, i64::MAX, |value| i64::try_from(value).ok();
    usize: 0, i64::MAX, |value| i64::try_from(value).ok();
    NonZeroI8: -0x80, 0x7f, |value| value.get().integer();
    NonZeroI16: -0x8000, 0x7fff, |value| value.get().integer();
    NonZeroI32: -0x8000_0000, 0x7fff_ffff, |value| value.get().integer();
    NonZeroI64: i64::MIN, i64::MAX, |value| value.get().integer();
    NonZeroIsize: i64::MIN, i64::MAX, |value| value.get().integer();
    NonZeroU8: 1, 0xff, |value| value.get().integer();
    NonZeroU16: 1, 0xffff, |value| value.get().integer();
    NonZeroU32: 1, 0xffff_ffff, |value| value.get().integer();
    NonZeroU64: 1, i64::MAX, |value| value.get().integer();
    NonZeroUsize: 1, i64::MAX, |value| value.get().integer();
}

/// Implements all field traits for a pointer to a type that implements them.
macro_rules! pointer {
    ($([$($generics:tt)*] $pointer:ty;)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<$($generics)* T: TextField + ?Sized> TextField for $pointer {
                #[inline]
                fn text(&self) -> &str {
                    (**self).text()
                }
            }

            #[diagnostic::do_not_recommend]
            impl<$($generics)* T: DisplayField + ?Sized> DisplayField for $pointer {
                fn display(&self, out: &mut Formatter<'_>) -> fmt::Result {
                    (**self).display(out)
                }
            }

            #[diagnostic::do_not_recommend]
            impl<$($generics)* T: IntegerField + ?Sized> IntegerField for $pointer {
                const MIN: i64 = T::MIN;
                const MAX: i64 = T::MAX;
                const VALUES: &'static [i64] = T::VALUES;

                #[inline]
                fn integer(&self) -> Option<i64> {
                    (**self).integer()
                }
            }

            #[diagnostic::do_not_recommend]
            impl<$($generics)* T: AmountField + ?Sized> AmountField for $pointer {
                const NEEDS_CURRENCY: bool = T::NEEDS_CURRENCY;
                const MIN: i64 = T::MIN;
                const MAX: i64 = T::MAX;
                const VALUES: &'static [i64] = T::VALUES;

                #[inline]
                fn amount(&self, currency: Option<Currency>) -> Result<Amount, AmountError> {
                    (**self).amount(currency)
                }
            }

            #[diagnostic::do_not_recommend]
            impl<$($generics)* T: CurrencyField + ?Sized> CurrencyField for $pointer {
                #[inline]
                fn currency(&self) -> Result<Currency, CurrencyError> {
                    (**self).currency()
                }
            }

            #[diagnostic::do_not_recommend]
            impl<$($generics)* T: TimeField + ?Sized> TimeField for $pointer {
                #[inline]
                fn timestamp(&self) -> Result<Timestamp, TimestampError> {
                    (**self).timestamp()
                }
            }

            #[diagnostic::do_not_recommend]
            impl<$($generics)* T: EnumField + ?Sized> EnumField for $pointer {
                const VALUES: &'static [&'static str] = T::VALUES;
                const __IS_GENERATED: bool = T::__IS_GENERATED;

                #[inline]
                fn value(&self) -> &'static str {
                    (**self).value()
                }
            }

            #[diagnostic::do_not_recommend]
            impl<$($generics)* T: BoolField + ?Sized> BoolField for $pointer {
                #[inline]
                fn bool(&self) -> bool {
                    (**self).bool()
                }
            }
        )*
    };
}

pointer! {
    [] &T;
    [] Box<T>;
    [] Rc<T>;
    [] Arc<T>;
}

/// Implements all field traits for `Cow`, which also requires `ToOwned`.
macro_rules! cow {
    ($($trait:ident $(const $name:ident: $type:ty)* { fn $method:ident(&self $(, $argument:ident: $of:ty)?) -> $result:ty })*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<T: $trait + ToOwned + ?Sized> $trait for Cow<'_, T> {
                $(const $name: $type = T::$name;)*

                fn $method(&self $(, $argument: $of)?) -> $result {
                    (**self).$method($($argument)?)
                }
            }
        )*
    };
}

#[cfg(feature = "definition-file")]
pub(super) use cow;

cow! {
    TextField { fn text(&self) -> &str }
    DisplayField { fn display(&self, out: &mut Formatter<'_>) -> fmt::Result }
    IntegerField const MIN: i64 const MAX: i64 const VALUES: &'static [i64] { fn integer(&self) -> Option<i64> }
    AmountField const NEEDS_CURRENCY: bool const MIN: i64 const MAX: i64 { fn amount(&self, currency: Option<Currency>) -> Result<Amount, AmountError> }
    CurrencyField { fn currency(&self) -> Result<Currency, CurrencyError> }
    TimeField { fn timestamp(&self) -> Result<Timestamp, TimestampError> }
    EnumField const VALUES: &'static [&'static str] const __IS_GENERATED: bool { fn value(&self) -> &'static str }
    BoolField { fn bool(&self) -> bool }
}

#[cfg(feature = "serde")]
mod object {
    use super::{Arc, Box, Cow, CustomObject, Rc, ToOwned};
    use alloc::collections::BTreeMap;
    use serde::Serialize;

    // Keys are checked when they are written: a key that is not a string is a violation.
    #[diagnostic::do_not_recommend]
    impl<K: Serialize, V: Serialize> CustomObject for BTreeMap<K, V> {}
    #[cfg(feature = "std")]
    #[diagnostic::do_not_recommend]
    impl<K: Serialize, V: Serialize, S> CustomObject for std::collections::HashMap<K, V, S> {}
    #[diagnostic::do_not_recommend]
    impl CustomObject for serde_json::Map<alloc::string::String, serde_json::Value> {}
    // A value that is not an object is a violation.
    #[diagnostic::do_not_recommend]
    impl CustomObject for serde_json::Value {}

    #[diagnostic::do_not_recommend]
    impl<T: CustomObject + ?Sized> CustomObject for &T {}
    #[diagnostic::do_not_recommend]
    impl<T: CustomObject + ?Sized> CustomObject for Box<T> {}
    #[diagnostic::do_not_recommend]
    impl<T: CustomObject + ?Sized> CustomObject for Rc<T> where Rc<T>: Serialize {}
    #[diagnostic::do_not_recommend]
    impl<T: CustomObject + ?Sized> CustomObject for Arc<T> where Arc<T>: Serialize {}
    #[diagnostic::do_not_recommend]
    impl<T: CustomObject + ToOwned + ?Sized> CustomObject for Cow<'_, T> {}
}
