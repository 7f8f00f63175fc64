//! The key of a map: a string, or an integer that is sent as a string.

use super::readings::{Several, SeveralReadings};
use super::{Allows, AsDisplay, AsEnum, AsInteger, Checked, Direct, IsChecked, Rejected};
use crate::encode::{Displayed, KeyText};
use crate::type_info::{TypeDetails, TypeInfo, rejected};
use crate::{DisplayField, EnumField, IntegerField, TextField};

/// The key of a map.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the key of a map",
    label = "expected a string or an integer",
    note = "a key is a string, an integer of at most 64 bits, an enum with `#[derive(RavelinEnum)]`, or a type that implements `voucher_core::TextField`, `voucher_core::IntegerField` or `voucher_core::DisplayField`"
)]
pub trait Key<M, W = Checked> {
    /// What the compiler knows about the type.
    const TYPE: TypeInfo = TypeInfo::ACCEPTED;

    /// Returns the string that is sent.
    fn key_text(&self) -> KeyText<'_>;
}

#[diagnostic::do_not_recommend]
impl<T: TextField + ?Sized, W: Allows<Direct>> Key<Direct, W> for T {
    #[inline]
    fn key_text(&self) -> KeyText<'_> {
        KeyText::Borrowed(self.text())
    }
}

#[diagnostic::do_not_recommend]
impl<T: EnumField + ?Sized, W: Allows<AsEnum>> Key<AsEnum, W> for T {
    const TYPE: TypeInfo = TypeInfo {
        details: &TypeDetails {
            values: T::VALUES,
            ..TypeDetails::NONE
        },
        ..TypeInfo::ACCEPTED
    };

    #[inline]
    fn key_text(&self) -> KeyText<'_> {
        KeyText::Borrowed(self.value())
    }
}

#[diagnostic::do_not_recommend]
impl<T: IntegerField + ?Sized, W: Allows<AsInteger>> Key<AsInteger, W> for T {
    const TYPE: TypeInfo = TypeInfo {
        details: &TypeDetails {
            integers: T::VALUES,
            ..TypeDetails::NONE
        },
        ..TypeInfo::ACCEPTED
    };

    fn key_text(&self) -> KeyText<'_> {
        KeyText::of_integer(self.integer())
    }
}

#[diagnostic::do_not_recommend]
impl<T: DisplayField + ?Sized, W: Allows<AsDisplay>> Key<AsDisplay, W> for T {
    fn key_text(&self) -> KeyText<'_> {
        KeyText::displayed(&Displayed(self))
    }
}

/// A type with several readings.
#[diagnostic::do_not_recommend]
impl<T: ?Sized, const SET: u32> Key<SeveralReadings, Several<SET>> for T {
    const TYPE: TypeInfo = rejected!(Several::<SET>::MISMATCH);

    fn key_text(&self) -> KeyText<'_> {
        KeyText::NotDisplayed
    }
}

macro_rules! rejected_keys {
    ($($($type:ty)|+ => $message:expr;)*) => {
        $($(
            #[diagnostic::do_not_recommend]
            impl<W: IsChecked> Key<Rejected, W> for $type {
                const TYPE: TypeInfo = rejected!($message);

                fn key_text(&self) -> KeyText<'_> {
                    KeyText::NotDisplayed
                }
            }
        )+)*
    };
}

rejected_keys! {
    bool => "expected keys that are strings or integers, found a bool; use `String`";
    char => "expected keys that are strings or integers, found a single `char`; use `String`";
    f32 | f64 => "expected keys that are strings or integers, found a float; use `String`";
    i128 | u128 => "expected keys that are integers of at most 64 bits, found wider ones; use `String`";
}
