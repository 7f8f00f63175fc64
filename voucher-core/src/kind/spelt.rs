//! Strings and identifiers: kinds that several public traits serve. If a type implements two of them, the compiler cannot infer
//! which one is meant, and its own error does not name them. So the derive asks which traits a type implements, where a const
//! can name the type. If there are two, one of them is chosen, and the type is reported as wrong.

use super::{AsDisplay, AsInteger, Facts, Identifier, Own, Seen, Text, Typed, Unseen, Verdict};
use crate::pen::{Displayed, Pen};
use crate::{DisplayField, IntegerField, TextField};
use core::marker::PhantomData;
use voucher_definition::Field;

/// Which of the traits a type implements. A constant of the type itself is found before one of a trait.
#[derive(Debug)]
pub struct Spelt<T: ?Sized>(PhantomData<T>);

impl<T: TextField + ?Sized> Spelt<T> {
    /// It does.
    pub const __TEXT: bool = true;
}

impl<T: DisplayField + ?Sized> Spelt<T> {
    /// It does.
    pub const __DISPLAY: bool = true;
}

impl<T: IntegerField + ?Sized> Spelt<T> {
    /// It does.
    pub const __INTEGER: bool = true;
}

/// A type that does not implement them.
pub trait NoSpelt {
    /// It does not.
    const __TEXT: bool = false;
    /// It does not.
    const __DISPLAY: bool = false;
    /// It does not.
    const __INTEGER: bool = false;
}

impl<T: ?Sized> NoSpelt for Spelt<T> {}

/// What was found: which of the traits a type implements.
#[derive(Debug)]
pub enum Implements<const TEXT: bool, const DISPLAY: bool, const INTEGER: bool> {}

/// How a value of such a type is seen.
pub trait Ways {
    /// [`Typed`], if there is at most one way in.
    type Seen;
}

/// A value for which the way in `M` is open.
pub trait Serves<M> {
    /// Which impl to remove, if there are two; otherwise empty.
    const TWICE: &'static str = "";
}

impl<M> Serves<M> for Typed {}
impl<M> Serves<M> for Unseen {}

macro_rules! one {
    ($($text:literal $display:literal $integer:literal;)*) => {
        $(
            impl Ways for Implements<$text, $display, $integer> {
                type Seen = Typed;
            }
        )*
    };
}

one! {
    false false false;
    true false false;
    false true false;
    false false true;
}

macro_rules! twice {
    ($($text:literal $display:literal $integer:literal: $way:ident, $why:expr;)*) => {
        $(
            impl Ways for Implements<$text, $display, $integer> {
                type Seen = Self;
            }

            impl Seen for Implements<$text, $display, $integer> {}

            impl Serves<$way> for Implements<$text, $display, $integer> {
                const TWICE: &'static str = $why;
            }
        )*
    };
}

twice! {
    true true false: Own, "its type implements both `TextField` and `DisplayField`; remove the impl of `DisplayField`";
    true false true: Own, "its type implements both `TextField` and `IntegerField`; remove the impl of `IntegerField` to send the string, or the impl of `TextField` to send the integer";
    false true true: AsDisplay, "its type implements both `DisplayField` and `IntegerField`; remove the impl of `IntegerField` to send the string, or the impl of `DisplayField` to send the integer";
    true true true: Own, "its type implements `TextField`, `DisplayField` and `IntegerField`; remove the impls of `DisplayField` and `IntegerField`, or those of `TextField` and `DisplayField` to send the integer";
}

/// One way in, where it is open.
macro_rules! way {
    ($kind:ident<$marker:ident> for $trait:ident, $verdict:expr, |$value:ident, $pen:ident, $at:ident, $field:ident| $put:expr) => {
        #[diagnostic::do_not_recommend]
        impl<T: $trait + ?Sized, W: Serves<$marker>> $kind<$marker, W> for T {
            const TYPE: Verdict = if W::TWICE.is_empty() {
                $verdict
            } else {
                refused!(W::TWICE)
            };

            #[inline]
            fn put(&self, $pen: &mut Pen<'_>, $at: usize, $field: &'static Field) -> usize {
                let $value = self;
                $put
            }
        }
    };
}

way!(Text<Own> for TextField, Verdict::RIGHT, |value, pen, at, field| {
    pen.text(at, field, value.text())
});
way!(Text<AsDisplay> for DisplayField, Verdict::RIGHT, |value, pen, at, field| {
    pen.displayed(at, field, &Displayed(value))
});
way!(Identifier<Own> for TextField, Verdict::RIGHT, |value, pen, at, field| {
    pen.text(at, field, value.text())
});
way!(Identifier<AsDisplay> for DisplayField, Verdict::RIGHT, |value, pen, at, field| {
    pen.displayed(at, field, &Displayed(value))
});
way!(
    Identifier<AsInteger> for IntegerField,
    Verdict {
        facts: &Facts { is_integer: true, range: (T::LEAST, T::MOST), ..Facts::NONE },
        ..Verdict::RIGHT
    },
    |value, pen, at, field| pen.number(at, field, value.integer())
);
