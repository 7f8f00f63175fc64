//! Calls of the user's functions (`with = path`, `check = path`): their arguments and results.
//!
//! A macro cannot see whether a type is an `Option` or a `Result`. Method look-up can: it prefers an inherent method to
//! one of a trait. So a probe with an inherent method for `Option<T>` unwraps it, and the trait's method returns
//! anything else unchanged. The methods have two leading underscores, so that they do not collide with traits of the
//! user.

use crate::encode::Encoder;
use crate::type_info::TypeInfo;
use alloc::boxed::Box;
use core::convert::Infallible;
use core::fmt::Display;
use voucher_definition::Field;

/// A field whose type may be an `Option`.
#[derive(Debug)]
pub struct OptionProbe<'v, T: ?Sized>(pub &'v T);

impl<'v, T> OptionProbe<'v, Option<T>> {
    /// What the compiler knows about the type: a value may be absent.
    pub const __TYPE: TypeInfo = TypeInfo::ACCEPTED.optional();

    /// Returns the value, if there is one.
    #[must_use]
    pub fn __as_option(self) -> Option<&'v T> {
        self.0.as_ref()
    }

    /// Checks whether there is a value.
    #[must_use]
    pub fn __is_some(self) -> bool {
        self.0.is_some()
    }
}

/// An `Option`, or a reference or box to one.
pub trait MayBeNone {}

impl<T> MayBeNone for Option<T> {}
impl<T: MayBeNone + ?Sized> MayBeNone for &T {}
impl<T: MayBeNone + ?Sized> MayBeNone for Box<T> {}

impl<T: MayBeNone + ?Sized> OptionProbe<'_, T> {
    /// Returns that a value may be absent.
    #[must_use]
    pub fn __presence(self) -> MayBeAbsent {
        MayBeAbsent
    }
}

/// A field whose type is not an `Option`.
pub trait NotOption<'v> {
    /// The type of the value.
    type Value: ?Sized;
    /// What the compiler knows about the type: a value is always present.
    const __TYPE: TypeInfo = TypeInfo::ACCEPTED;

    /// Returns the value.
    fn __as_option(self) -> Option<&'v Self::Value>;

    /// Returns `true`.
    fn __is_some(self) -> bool
    where
        Self: Sized,
    {
        true
    }

    /// Returns that a value is always present.
    fn __presence(self) -> AlwaysPresent
    where
        Self: Sized,
    {
        AlwaysPresent
    }
}

impl<'v, T: ?Sized> NotOption<'v> for OptionProbe<'v, T> {
    type Value = T;

    fn __as_option(self) -> Option<&'v T> {
        Some(self.0)
    }
}

/// The result of a conversion, which may be a `Result`.
#[derive(Debug)]
pub struct ResultProbe<T>(pub T);

impl<T, E> ResultProbe<Result<T, E>> {
    /// Returns the value.
    ///
    /// # Errors
    /// Returns the error of the conversion.
    pub fn __into_result(self) -> Result<T, E> {
        self.0
    }
}

/// The result of a conversion that cannot fail.
pub trait NotResult {
    /// The type of the value.
    type Value;

    /// Returns the value.
    ///
    /// # Errors
    /// Never returns an error.
    fn __into_result(self) -> Result<Self::Value, Infallible>;
}

impl<T> NotResult for ResultProbe<T> {
    type Value = T;

    fn __into_result(self) -> Result<T, Infallible> {
        Ok(self.0)
    }
}

/// Whether a conversion always returns a value, as a type: a constant cannot call the conversion, but knows its return
/// type.
pub trait Presence {
    /// Whether there is always a value.
    const IS_ALWAYS: bool;
}

/// A value may be absent.
#[derive(Debug)]
pub struct MayBeAbsent;

/// A value is always present.
#[derive(Debug)]
pub struct AlwaysPresent;

impl Presence for MayBeAbsent {
    const IS_ALWAYS: bool = false;
}

impl Presence for AlwaysPresent {
    const IS_ALWAYS: bool = true;
}

/// A reference to a field. An alias, so that lints about types like `&Option<T>` and `&Box<T>` do not apply to
/// generated code.
pub type Ref<'v, T> = &'v T;

/// Returns what the compiler knows about a converted field. `field` is what it knows about the type of the field; the
/// closure contains the conversion and is never called.
#[must_use]
pub const fn converted<'v, T: 'v, P: Presence>(
    field: TypeInfo,
    _: &impl Fn(&'v T) -> Option<P>,
) -> TypeInfo {
    TypeInfo {
        options: if P::IS_ALWAYS || field.is_optional() {
            field.options
        } else {
            1
        },
        ..field
    }
}

/// The result of a user's check.
#[diagnostic::on_unimplemented(
    message = "expected a check that returns `Result<(), impl Display>`, found one that returns `{Self}`",
    label = "not a `Result` of `()`, or its error does not implement `Display`",
    note = "return `Ok(())` if the value is valid, and otherwise the reason: `Err(\"…\")`"
)]
pub trait CheckResult {
    /// Reports a violation of the field if the check failed.
    fn report(self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize;

    /// Reports a violation of the event or part with the Rust name `name` if the check failed.
    fn report_on_struct(self, encoder: &mut Encoder<'_>, name: &'static str);
}

#[diagnostic::do_not_recommend]
impl<E: Display> CheckResult for Result<(), E> {
    fn report(self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        match self {
            Ok(()) => at,
            Err(error) => encoder.reject_field(at, field, &error),
        }
    }

    fn report_on_struct(self, encoder: &mut Encoder<'_>, name: &'static str) {
        if let Err(error) = self {
            encoder.reject_struct(name, &error);
        }
    }
}

/// The error of a user's conversion.
#[diagnostic::on_unimplemented(
    message = "expected a conversion whose error implements `Display`, found the error `{Self}`",
    label = "returns an error that does not implement `Display`",
    note = "implement `Display` for it, or return a string: `Err(\"…\")`"
)]
pub trait ConversionError {
    /// Reports a violation of the field.
    fn report(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize;
}

#[diagnostic::do_not_recommend]
impl<E: Display> ConversionError for E {
    fn report(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        encoder.reject_field(at, field, self)
    }
}

/// A field of a packed struct, which must be copied since references to it may be unaligned.
#[diagnostic::on_unimplemented(
    message = "expected a `Copy` type, since the struct is packed, found `{Self}`",
    label = "not `Copy`",
    note = "remove `packed` from `#[repr(…)]`, or make the type `Copy` (`T: Copy` for a type parameter); `#[ravelin(skip)]` does not send the field"
)]
pub trait Copied: Sized {
    /// Returns a copy of the field.
    #[must_use]
    fn copied(self) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: Copy> Copied for T {}
