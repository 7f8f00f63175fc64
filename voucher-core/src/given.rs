//! What stands around a user's own function (`with = path`, `check = path`): the value inside an `Option`, and the one
//! inside a `Result`.
//!
//! A method of the type itself is found before one of a trait, so a wrapped `Option` is opened and anything else is
//! taken as it is, without a word about names of types. (Their names are such that no trait of a user's is in the way.)

use crate::kind::Verdict;
use core::convert::Infallible;

/// A field before its conversion.
#[derive(Debug)]
pub struct Inside<'v, T: ?Sized>(pub &'v T);

impl<'v, T> Inside<'v, Option<T>> {
    /// There may be no value.
    pub const __TYPE: Verdict = Verdict::RIGHT.optional();

    /// The value, if there is one.
    #[must_use]
    pub fn __inside(self) -> Option<&'v T> {
        self.0.as_ref()
    }
}

/// What is no `Option`.
pub trait Always<'v> {
    /// What is converted.
    type Value: ?Sized;
    /// There is a value.
    const __TYPE: Verdict = Verdict::RIGHT;

    /// The value.
    fn __inside(self) -> Option<&'v Self::Value>;
}

impl<'v, T: ?Sized> Always<'v> for Inside<'v, T> {
    type Value = T;

    fn __inside(self) -> Option<&'v T> {
        Some(self.0)
    }
}

/// What a conversion gave.
#[derive(Debug)]
pub struct Outcome<T>(pub T);

impl<T, E> Outcome<Result<T, E>> {
    /// The value, or why there is none.
    ///
    /// # Errors
    /// The user's own.
    pub fn __outcome(self) -> Result<T, E> {
        self.0
    }
}

/// What is no `Result`.
pub trait Sure {
    /// What was given.
    type Value;

    /// The value.
    ///
    /// # Errors
    /// None.
    fn __outcome(self) -> Result<Self::Value, Infallible>;
}

impl<T> Sure for Outcome<T> {
    type Value = T;

    fn __outcome(self) -> Result<T, Infallible> {
        Ok(self.0)
    }
}

/// What a user's check says.
#[diagnostic::on_unimplemented(
    message = "a check returns `Result<(), impl Display>`, and this one returns `{Self}`",
    label = "no `Result` of `()`, or an error that is not `Display`"
)]
pub trait Told {
    /// The user's own words, where the check failed.
    type Error: core::fmt::Display;

    /// What it said.
    ///
    /// # Errors
    /// The user's own.
    fn told(self) -> Result<(), Self::Error>;
}

#[diagnostic::do_not_recommend]
impl<E: core::fmt::Display> Told for Result<(), E> {
    type Error = E;

    fn told(self) -> Self {
        self
    }
}
