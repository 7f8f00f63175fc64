//! What stands around a user's own function (`with = path`, `check = path`): the value inside an `Option`, and the one
//! inside a `Result`.
//!
//! A method of the type itself is found before one of a trait, so a wrapped `Option` is opened and anything else is
//! taken as it is, without a word about names of types. (Their names are such that no trait of a user's is in the way.)

use crate::encode::Encoder;
use crate::type_info::TypeInfo;
use alloc::boxed::Box;
use core::convert::Infallible;
use core::fmt::Display;
use voucher_definition::Field;

/// A field before its conversion.
#[derive(Debug)]
pub struct OptionProbe<'v, T: ?Sized>(pub &'v T);

impl<'v, T> OptionProbe<'v, Option<T>> {
    /// There may be no value.
    pub const __TYPE: TypeInfo = TypeInfo::ACCEPTED.optional();

    /// The value, if there is one.
    #[must_use]
    pub fn __as_option(self) -> Option<&'v T> {
        self.0.as_ref()
    }

    /// Whether there is one.
    #[must_use]
    pub fn __is_some(self) -> bool {
        self.0.is_some()
    }
}

/// An `Option`, or a reference or a box to one: it is sent only if there is a value.
pub trait MayBeNone {}

impl<T> MayBeNone for Option<T> {}
impl<T: MayBeNone + ?Sized> MayBeNone for &T {}
impl<T: MayBeNone + ?Sized> MayBeNone for Box<T> {}

impl<T: MayBeNone + ?Sized> OptionProbe<'_, T> {
    /// There may be no value.
    #[must_use]
    pub fn __presence(self) -> MayBeAbsent {
        MayBeAbsent
    }
}

/// What is no `Option`.
pub trait NotOption<'v> {
    /// What is converted.
    type Value: ?Sized;
    /// There is a value.
    const __TYPE: TypeInfo = TypeInfo::ACCEPTED;

    /// The value.
    fn __as_option(self) -> Option<&'v Self::Value>;

    /// There is one.
    fn __is_some(self) -> bool
    where
        Self: Sized,
    {
        true
    }

    /// There is always a value.
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

/// What a conversion gave.
#[derive(Debug)]
pub struct ResultProbe<T>(pub T);

impl<T, E> ResultProbe<Result<T, E>> {
    /// The value, or why there is none.
    ///
    /// # Errors
    /// The user's own.
    pub fn __into_result(self) -> Result<T, E> {
        self.0
    }
}

/// What is no `Result`.
pub trait NotResult {
    /// What was given.
    type Value;

    /// The value.
    ///
    /// # Errors
    /// None.
    fn __into_result(self) -> Result<Self::Value, Infallible>;
}

impl<T> NotResult for ResultProbe<T> {
    type Value = T;

    fn __into_result(self) -> Result<T, Infallible> {
        Ok(self.0)
    }
}

/// Whether there is always a value, as a type: a const cannot call a conversion, but knows the type that it gives.
pub trait Presence {
    /// Whether there is.
    const IS_ALWAYS: bool;
}

/// There may be no value.
#[derive(Debug)]
pub struct MayBeAbsent;

/// There is always a value.
#[derive(Debug)]
pub struct AlwaysPresent;

impl Presence for MayBeAbsent {
    const IS_ALWAYS: bool = false;
}

impl Presence for AlwaysPresent {
    const IS_ALWAYS: bool = true;
}

/// A reference to a field. An alias, so that no lint about references to `Option`, `Box` and the like reads the generated type.
pub type Ref<'v, T> = &'v T;

/// What the compiler knows about a field that is converted: whether there is always a value. `own` is what it knows about
/// the field's own type; the closure contains the conversion and is never called.
#[must_use]
pub const fn converted<'v, T: 'v, P: Presence>(
    own: TypeInfo,
    _: &impl Fn(&'v T) -> Option<P>,
) -> TypeInfo {
    TypeInfo {
        optional: own.optional || !P::IS_ALWAYS,
        ..own
    }
}

/// What a user's check says.
#[diagnostic::on_unimplemented(
    message = "a check returns `Result<(), impl Display>`, and this one returns `{Self}`",
    label = "no `Result` of `()`, or an error that is not `Display`",
    note = "return `Ok(())` where the value is right, and otherwise what is wrong with it: `Err(\"…\")`"
)]
pub trait CheckResult {
    /// A violation of the field, where the check failed.
    fn report(self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize;

    /// A violation of the event or part called `name`, where the check failed.
    fn report_on_struct(self, encoder: &mut Encoder<'_>, name: &'static str);
}

#[diagnostic::do_not_recommend]
impl<E: Display> CheckResult for Result<(), E> {
    fn report(self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        match self {
            Ok(()) => at,
            Err(why) => encoder.reject_field(at, field, &why),
        }
    }

    fn report_on_struct(self, encoder: &mut Encoder<'_>, name: &'static str) {
        if let Err(why) = self {
            encoder.reject_struct(name, &why);
        }
    }
}

/// Why a user's conversion gave no value.
#[diagnostic::on_unimplemented(
    message = "a conversion's error says what is wrong, and `{Self}` is not `Display`",
    label = "returns an error that is not `Display`",
    note = "implement `Display` for it, or return a string: `Err(\"…\")`"
)]
pub trait ConversionError {
    /// A violation of the field.
    fn report(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize;
}

#[diagnostic::do_not_recommend]
impl<E: Display> ConversionError for E {
    fn report(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        encoder.reject_field(at, field, self)
    }
}

/// A field of a packed struct, to which there may be no reference.
#[diagnostic::on_unimplemented(
    message = "a field of a packed struct has to be `Copy` to be sent, and `{Self}` is not",
    label = "not `Copy`",
    note = "remove `packed` from `#[repr(…)]`, or make the type `Copy` (`T: Copy` for a parameter); `#[ravelin(skip)]` does not send the field"
)]
pub trait Copied: Sized {
    /// A copy of the field, to which there may be a reference.
    #[must_use]
    fn copied(self) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: Copy> Copied for T {}
