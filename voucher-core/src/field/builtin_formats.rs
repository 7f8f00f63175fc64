//! The field traits of the standard library's types and of this crate's that only the kinds of definition files need.

use super::builtin::cow;
use super::{DateField, DateTimeField, NumberField, UuidField};
use crate::value::PointInTime;
use crate::{Number, Timestamp};
use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::sync::Arc;
use core::fmt::{self, Formatter};

#[diagnostic::do_not_recommend]
impl DateTimeField for Timestamp {
    fn date_time(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let (seconds, millis) = (
            self.as_millis().div_euclid(1_000),
            self.as_millis().rem_euclid(1_000),
        );
        let nanos = u32::try_from(millis).unwrap_or_default() * 1_000_000;
        let point = PointInTime {
            seconds,
            nanos,
            offset: 0,
        };
        fmt::Display::fmt(&point, out)
    }
}

/// With nanoseconds, if the system's clock has them.
#[cfg(feature = "std")]
#[diagnostic::do_not_recommend]
impl DateTimeField for std::time::SystemTime {
    fn date_time(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let nanos = |duration: core::time::Duration| i128::try_from(duration.as_nanos());
        let nanos = match self.duration_since(std::time::UNIX_EPOCH) {
            Ok(after) => nanos(after),
            Err(before) => nanos(before.duration()).map(|nanos| -nanos),
        };
        let point = PointInTime::from_nanos(nanos.map_err(|_| fmt::Error)?, 0);
        fmt::Display::fmt(&point, out)
    }
}

/// Implements these field traits for a pointer to a type that implements them.
macro_rules! pointer {
    ($([$($generics:tt)*] $pointer:ty;)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<$($generics)* T: NumberField + ?Sized> NumberField for $pointer {
                #[inline]
                fn number(&self) -> Number {
                    (**self).number()
                }
            }

            #[diagnostic::do_not_recommend]
            impl<$($generics)* T: DateTimeField + ?Sized> DateTimeField for $pointer {
                #[inline]
                fn date_time(&self, out: &mut Formatter<'_>) -> fmt::Result {
                    (**self).date_time(out)
                }
            }

            #[diagnostic::do_not_recommend]
            impl<$($generics)* T: DateField + ?Sized> DateField for $pointer {
                #[inline]
                fn date(&self, out: &mut Formatter<'_>) -> fmt::Result {
                    (**self).date(out)
                }
            }

            #[diagnostic::do_not_recommend]
            impl<$($generics)* T: UuidField + ?Sized> UuidField for $pointer {
                #[inline]
                fn uuid(&self, out: &mut Formatter<'_>) -> fmt::Result {
                    (**self).uuid(out)
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

cow! {
    NumberField { fn number(&self) -> Number }
    DateTimeField { fn date_time(&self, out: &mut Formatter<'_>) -> fmt::Result }
    DateField { fn date(&self, out: &mut Formatter<'_>) -> fmt::Result }
    UuidField { fn uuid(&self, out: &mut Formatter<'_>) -> fmt::Result }
}
