//! What decides, in the compiler, whether a type can stand for a field: one trait a kind.
//!
//! Several of the public field traits may serve one kind (a text is a currency, too, when its letters are), and the
//! language takes only one blanket impl; so each way in has a marker, which type inference finds. A type that is known
//! to be wrong (a float for money) has a way in as well: one that refuses, with a sentence for that very type.

use crate::pen::Pen;
use crate::{AmountField, BoolField, CurrencyField, EnumField, IntegerField, TextField, TimeField};
use voucher_definition::text::{Text, is_same};
use voucher_definition::time::Unit;
use voucher_definition::{Evidence, Field};

/// What is known of a type before there is a value.
#[derive(Clone, Copy, Debug)]
pub struct Verdict {
    /// Why it cannot stand for the field; empty if it can.
    wrong: &'static str,
    /// Whether there may be no value.
    optional: bool,
    /// Whether the value can only be told with the event's currency.
    pub needs_currency: bool,
    /// Every value that an enum can hold.
    values: &'static [&'static str],
}

impl Verdict {
    /// Any value of the type may be right; the program sees.
    pub(crate) const RIGHT: Self = Self {
        wrong: "",
        optional: false,
        needs_currency: false,
        values: &[],
    };

    const fn wrong(why: &'static str) -> Self {
        Self {
            wrong: why,
            ..Self::RIGHT
        }
    }

    pub(crate) const fn optional(self) -> Self {
        if self.optional {
            return Self::wrong(
                "an `Option` within an `Option` says twice that there may be no value; use one",
            );
        }
        Self {
            optional: true,
            ..self
        }
    }
}

/// Fails the build where no value of the type can stand for the field.
///
/// # Panics
/// At compile time, where it does not.
#[track_caller]
pub const fn assess(verdict: Verdict, field: &Field, event: &str) {
    if !verdict.wrong.is_empty() {
        let text = about(field).push(" is ").push(field.kind.noun());
        panic!("{}", text.push("; ").push(verdict.wrong).as_str());
    }
    let mut at = 0;
    while at < verdict.values.len() {
        if !has(field.values, verdict.values[at]) {
            let text = Text::new()
                .quoted(verdict.values[at])
                .push(" is no value of ");
            let text = text.quoted(field.name).push(" in ").quoted(event);
            let text = text.push(", which lists ").names(field.values);
            panic!(
                "{}",
                text.push("; use an enum that holds no other").as_str()
            );
        }
        at += 1;
    }
}

/// Fails the build where a required field may have no value.
///
/// # Panics
/// At compile time, where it may.
#[track_caller]
pub const fn assess_present(verdict: Verdict, field: &Field) {
    if verdict.optional && verdict.wrong.is_empty() {
        let text = about(field).push(" is required, and an `Option` may be `None`; ");
        let text = match field.evidence {
            Evidence::Documented => text.push("take the value itself, or"),
            Evidence::Inferred => text
                .push("take the value itself, add `optional(")
                .push(field.rust_name)
                .push(")` to the struct, or"),
        };
        panic!(
            "{}",
            text.push(" add `required` to make `None` a violation")
                .as_str()
        );
    }
}

/// Fails the build where a word is for an `Option` and there is none.
///
/// # Panics
/// At compile time, where there is none.
#[track_caller]
pub const fn assess_optional(verdict: Verdict, word: &str) {
    if !verdict.optional && verdict.wrong.is_empty() {
        let text = Text::new()
            .quoted(word)
            .push(" is for an `Option`, and this field always has a value; ");
        panic!("{}", text.push("remove the word").as_str());
    }
}

const fn about(field: &Field) -> Text {
    Text::new().push("field ").quoted(field.name)
}

const fn has(values: &[&str], value: &str) -> bool {
    let mut at = 0;
    while at < values.len() {
        if is_same(values[at], value) {
            return true;
        }
        at += 1;
    }
    false
}

/// The way in of the kind's own trait.
#[derive(Debug)]
pub enum Own {}
/// The way in of a text, checked in the program.
#[derive(Debug)]
pub enum AsText {}
/// The way in of an integer that is written as text.
#[derive(Debug)]
pub enum AsInteger {}
/// The way in of a value that may be absent.
#[derive(Debug)]
pub struct Maybe<M>(M);
/// The way in that refuses.
#[derive(Debug)]
pub enum Wrong {}

/// A value of the field's own type.
#[derive(Debug)]
pub enum Typed {}
/// A value that a user's conversion gave. No const has seen its type, so there is no way in that refuses.
#[derive(Debug)]
pub enum Converted {}

/// What a const has seen.
pub trait Seen {}
impl Seen for Typed {}

macro_rules! slot {
    ($(#[$attribute:meta])* $name:ident($($more:ident: $type:ty)?)) => {
        $(#[$attribute])*
        pub trait $name<M, W> {
            /// What is known of the type.
            const TYPE: Verdict;

            /// Writes the value; nothing, if there is none.
            fn put(&self, pen: &mut Pen<'_>, at: usize, field: &'static Field $(, $more: $type)?) -> usize;

            /// Writes the value; a violation, if there is none.
            fn put_required(
                &self,
                pen: &mut Pen<'_>,
                at: usize,
                field: &'static Field
                $(, $more: $type)?
            ) -> usize {
                self.put(pen, at, field $(, $more)?)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: $name<M, W>, M, W> $name<Maybe<M>, W> for Option<T> {
            const TYPE: Verdict = T::TYPE.optional();

            #[inline]
            fn put(&self, pen: &mut Pen<'_>, at: usize, field: &'static Field $(, $more: $type)?) -> usize {
                match self {
                    Some(value) => value.put(pen, at, field $(, $more)?),
                    None => at,
                }
            }

            #[inline]
            fn put_required(
                &self,
                pen: &mut Pen<'_>,
                at: usize,
                field: &'static Field
                $(, $more: $type)?
            ) -> usize {
                match self {
                    Some(value) => value.put(pen, at, field $(, $more)?),
                    None => pen.absent(at, field),
                }
            }
        }
    };
}

/// One way in: a trait that users implement, and the pen's function for it.
macro_rules! way {
    ($slot:ident<$marker:ident> for $trait:ident, $verdict:expr, |$value:ident, $pen:ident, $at:ident, $field:ident $(, $more:ident: $type:ty)?| $put:expr) => {
        #[diagnostic::do_not_recommend]
        impl<T: $trait + ?Sized, W> $slot<$marker, W> for T {
            const TYPE: Verdict = $verdict;

            #[inline]
            fn put(&self, $pen: &mut Pen<'_>, $at: usize, $field: &'static Field $(, $more: $type)?) -> usize {
                let $value = self;
                $put
            }
        }
    };
}

/// Types that are known to be wrong, and what to do instead.
macro_rules! wrong {
    ($slot:ident for $($type:ty)*, $why:literal) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<W: Seen> $slot<Wrong, W> for $type {
                const TYPE: Verdict = Verdict::wrong($why);

                fn put(&self, pen: &mut Pen<'_>, at: usize, field: &'static Field) -> usize {
                    pen.misfit(at, field, $why)
                }
            }
        )*
    };
}

slot! {
    /// Text.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as text",
        label = "no text",
        note = "text is `String`, `&str`, `Cow<str>`, `Box<str>`, or a type that implements `voucher_core::TextField`",
        note = "`#[ravelin(with = path)]` converts any other type"
    )]
    TextSlot()
}
slot! {
    /// A name that the merchant gave.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as an identifier",
        label = "neither text nor integer",
        note = "an identifier is text, an integer of at most 64 bits, or a type that implements `voucher_core::TextField`",
        note = "`#[ravelin(with = path)]` converts any other type"
    )]
    IdentifierSlot()
}
slot! {
    /// An integer.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as an integer",
        label = "no integer of at most 64 bits",
        note = "an integer is `i8` to `i64`, `u8` to `u64`, or a type that implements `voucher_core::IntegerField`",
        note = "`#[ravelin(with = path)]` converts any other type"
    )]
    IntegerSlot()
}
slot! {
    /// Money.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as an amount",
        label = "no amount",
        note = "an amount is an integer of minor units (pence, cents), `Amount`, `Decimal` (feature `rust_decimal`), or a type that implements `voucher_core::AmountField`",
        note = "`#[ravelin(with = path)]` converts any other type"
    )]
    AmountSlot()
}
slot! {
    /// A currency.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a currency",
        label = "no currency",
        note = "a currency is `Currency`, text of three letters, or a type that implements `voucher_core::CurrencyField`",
        note = "`#[ravelin(with = path)]` converts any other type"
    )]
    CurrencySlot()
}
slot! {
    /// Three letters, whether ISO 4217 lists them or not.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a currency",
        label = "no currency",
        note = "a currency is `Currency`, text of three letters, or a type that implements `voucher_core::CurrencyField`",
        note = "`#[ravelin(with = path)]` converts any other type"
    )]
    UnlistedSlot()
}
slot! {
    /// A moment.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a time",
        label = "no time",
        note = "a time is `Timestamp`, `SystemTime`, a type of the features `jiff`, `chrono` and `time`, or one that implements `voucher_core::TimeField`",
        note = "`#[ravelin(with = path)]` converts any other type"
    )]
    TimeSlot()
}
slot! {
    /// A count of time, in the unit that the field says.
    #[diagnostic::on_unimplemented(
        message = "`unix` is the unit of an integer, and `{Self}` is none",
        label = "no integer of at most 64 bits",
        note = "a type that is a time needs no unit: remove `unix`"
    )]
    UnixSlot(unit: Unit)
}
slot! {
    /// One of the listed values.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a listed value",
        label = "neither text nor a `RavelinEnum`",
        note = "a listed value is an enum with `#[derive(RavelinEnum)]`, or text that is checked when it is sent",
        note = "`#[ravelin(with = path)]` converts any other type"
    )]
    EnumSlot()
}
slot! {
    /// `true` or `false`.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a bool",
        label = "no bool",
        note = "a bool is `bool`, or a type that implements `voucher_core::BoolField`",
        note = "`#[ravelin(with = path)]` converts any other type"
    )]
    BoolSlot()
}

way!(TextSlot<Own> for TextField, Verdict::RIGHT, |value, pen, at, field| {
    pen.text(at, field, value.text())
});
way!(IdentifierSlot<AsText> for TextField, Verdict::RIGHT, |value, pen, at, field| {
    pen.text(at, field, value.text())
});
way!(IdentifierSlot<AsInteger> for IntegerField, Verdict::RIGHT, |value, pen, at, field| {
    pen.number(at, field, value.integer())
});
way!(IntegerSlot<Own> for IntegerField, Verdict::RIGHT, |value, pen, at, field| {
    pen.integer(at, field, value.integer())
});
way!(
    AmountSlot<Own> for AmountField,
    Verdict { needs_currency: T::NEEDS_CURRENCY, ..Verdict::RIGHT },
    |value, pen, at, field| pen.amount(at, field, value.amount(pen.noted()))
);
way!(CurrencySlot<Own> for CurrencyField, Verdict::RIGHT, |value, pen, at, field| {
    pen.currency(at, field, value.currency(), true)
});
way!(CurrencySlot<AsText> for TextField, Verdict::RIGHT, |value, pen, at, field| {
    pen.currency(at, field, value.text().parse(), true)
});
way!(UnlistedSlot<Own> for CurrencyField, Verdict::RIGHT, |value, pen, at, field| {
    pen.currency(at, field, value.currency(), false)
});
way!(UnlistedSlot<AsText> for TextField, Verdict::RIGHT, |value, pen, at, field| {
    pen.currency(at, field, crate::Currency::unlisted(value.text()), false)
});
way!(TimeSlot<Own> for TimeField, Verdict::RIGHT, |value, pen, at, field| {
    pen.time(at, field, value.timestamp())
});
way!(UnixSlot<Own> for IntegerField, Verdict::RIGHT, |value, pen, at, field, unit: Unit| {
    pen.count(at, field, value.integer(), unit)
});
way!(
    EnumSlot<Own> for EnumField,
    Verdict { values: T::VALUES, ..Verdict::RIGHT },
    |value, pen, at, field| pen.text(at, field, value.value())
);
way!(EnumSlot<AsText> for TextField, Verdict::RIGHT, |value, pen, at, field| {
    pen.text(at, field, value.text())
});
way!(BoolSlot<Own> for BoolField, Verdict::RIGHT, |value, pen, at, field| {
    pen.bool(at, field, value.bool())
});

wrong!(AmountSlot for f32 f64,
    "a float cannot hold every amount, and the API takes minor units: use an integer of pence or cents, or `Decimal` (feature `rust_decimal`)");
wrong!(AmountSlot for alloc::string::String &str,
    "text does not say whether it is pence or pounds: use an integer of minor units, or `Decimal` (feature `rust_decimal`)");
wrong!(IntegerSlot for f32 f64, "a float is no integer: use `u32` or `i64`");
wrong!(TimeSlot for i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize,
    "an integer does not say its unit: add `#[ravelin(unix = \"s\")]`, `\"ms\"`, `\"us\"` or `\"ns\"`");
wrong!(TimeSlot for f32 f64,
    "a float says neither its unit nor its exact moment: use `Timestamp` or `SystemTime`");
wrong!(TimeSlot for alloc::string::String &str,
    "text may be written in many ways: parse it into a `Timestamp` (RFC 3339) before, or `#[ravelin(with = path)]`");

/// An identifier that is written as its hyphenated text.
#[cfg(feature = "uuid")]
impl<W> IdentifierSlot<Own, W> for uuid::Uuid {
    const TYPE: Verdict = Verdict::RIGHT;

    fn put(&self, pen: &mut Pen<'_>, at: usize, field: &'static Field) -> usize {
        let mut text = uuid::Uuid::encode_buffer();
        pen.text(at, field, self.hyphenated().encode_lower(&mut text))
    }
}

#[cfg(feature = "uuid")]
impl<W> IdentifierSlot<Own, W> for &uuid::Uuid {
    const TYPE: Verdict = Verdict::RIGHT;

    fn put(&self, pen: &mut Pen<'_>, at: usize, field: &'static Field) -> usize {
        <uuid::Uuid as IdentifierSlot<Own, W>>::put(self, pen, at, field)
    }
}

#[cfg(feature = "serde")]
mod open {
    use super::{Maybe, Own, Verdict};
    use crate::CustomObject;
    use crate::pen::Pen;
    use voucher_definition::Field;

    slot! {
        /// A whole object, merged with the members that stand beside it.
        #[diagnostic::on_unimplemented(
            message = "`{Self}` cannot be sent as the whole object `custom`",
            label = "no object",
            note = "an object is a map with text keys, or a type that implements `serde::Serialize` and `voucher_core::CustomObject`",
            note = "`#[ravelin(custom)]` sends a field as one member of `custom`"
        )]
        CustomSlot(taken: &[&str])
    }

    way!(CustomSlot<Own> for CustomObject, Verdict::RIGHT, |value, pen, at, field, taken: &[&str]| {
        pen.members(at, field, value, taken)
    });

    /// A member that no definition lists.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a member, as it is not `serde::Serialize`",
        label = "not `Serialize`",
        note = "add `#[derive(serde::Serialize)]` to the type, or `#[ravelin(with = path)]` to the field"
    )]
    pub trait MemberSlot {
        /// Writes the member; nothing for a `None`.
        fn put(&self, pen: &mut Pen<'_>, at: usize, field: &'static Field) -> usize;
    }

    #[diagnostic::do_not_recommend]
    impl<T: serde::Serialize + ?Sized> MemberSlot for T {
        #[inline]
        fn put(&self, pen: &mut Pen<'_>, at: usize, field: &'static Field) -> usize {
            pen.member(at, field, self)
        }
    }
}
#[cfg(feature = "serde")]
pub use open::{CustomSlot, MemberSlot};
