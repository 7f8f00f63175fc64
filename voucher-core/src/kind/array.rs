//! Objects within the body, and arrays: kinds that hold others.

use super::{
    Amount, Bool, Checked, Currency, Direct, Enum, Identifier, Integer, IsChecked, Number, Object,
    Optional, PutAs, Rejected, Text, Time, ViaPointer,
};
use crate::encode::Encoder;
use crate::part::RavelinFields;
use crate::type_info::{TypeDetails, TypeInfo, rejected};
use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::marker::PhantomData;
use voucher_definition::{Field, Kind};

#[diagnostic::do_not_recommend]
impl<T: RavelinFields + ?Sized, W> Object<Direct, W> for T {
    const TYPE: TypeInfo = TypeInfo {
        needs_currency: T::__PART.needs_currency,
        details: &TypeDetails {
            object: Some((T::__PART, T::__OBJECT, T::__SCHEMA)),
            ..TypeDetails::NONE
        },
        ..TypeInfo::ACCEPTED
    };

    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        // A part maps no object as a whole; the compiler has refused it.
        let pointer = const {
            match T::__OBJECT {
                Some(object_mapping) => object_mapping.pointer,
                None => "",
            }
        };
        let outer = encoder.enter_object(T::__PART, pointer, field);
        let opened = encoder.open(at, field);
        let at = self.__write(encoder, opened);
        let at = encoder.close(opened, at);
        encoder.leave_object(outer, field);
        at
    }
}

/// What holds entries, one after the other.
pub trait Elements {
    /// What each is.
    type Element;
    /// How many there are, where the type says it.
    const COUNT: Option<usize> = None;

    /// All of them.
    fn elements(&self) -> &[Self::Element];
}

#[diagnostic::do_not_recommend]
impl<T> Elements for [T] {
    type Element = T;

    fn elements(&self) -> &[T] {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T, const N: usize> Elements for [T; N] {
    type Element = T;
    const COUNT: Option<usize> = Some(N);

    fn elements(&self) -> &[T] {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T> Elements for Vec<T> {
    type Element = T;

    fn elements(&self) -> &[T] {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: Elements + ToOwned + ?Sized> Elements for Cow<'_, T> {
    type Element = T::Element;
    const COUNT: Option<usize> = T::COUNT;

    fn elements(&self) -> &[T::Element] {
        (**self).elements()
    }
}

macro_rules! pointer {
    ($($pointer:ty)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<T: Elements + ?Sized> Elements for $pointer {
                type Element = T::Element;
                const COUNT: Option<usize> = T::COUNT;

                fn elements(&self) -> &[T::Element] {
                    (**self).elements()
                }
            }
        )*
    };
}

pointer!(&T Box<T> Rc<T> Arc<T>);

/// An array, whose entries are of the kind that `K` names.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as an array",
    label = "no list of what the array holds",
    note = "an array is `Vec<T>`, `&[T]`, `[T; N]` or a pointer to one, where `T` fits an element: for an object, a struct with `#[derive(RavelinFields)]`",
    note = "`#[ravelin(with = path)]` converts any other type, `#[ravelin(skip)]` sends none"
)]
pub trait Array<K, M, W = Checked> {
    /// What is known of the type.
    const TYPE: TypeInfo;

    /// What is known of the type of a value that has no other name.
    fn type_info(&self) -> TypeInfo {
        Self::TYPE
    }

    /// Fails the build if the value, which a conversion gave, needs a currency that it cannot supply itself. Its type
    /// is known only where the call is compiled.
    fn assert_converted(&self) {
        const { crate::kind::assertions::assert_converted(Self::TYPE) }
    }

    /// Whether there is a value.
    fn is_present(&self) -> bool {
        true
    }

    /// Writes the entries; nothing, if there is no array. A way in that refuses has nothing else to say.
    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        encoder.type_mismatch(at, field, Self::TYPE.details.mismatch)
    }

    /// Writes the entries; a violation, if there is no array.
    fn put_required(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        self.put(encoder, at, field)
    }

    /// Writes an array that has to be there always.
    fn put_present(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> PutAs<M> {
        let at = self.put(encoder, at, field);
        PutAs {
            at,
            conversion: PhantomData,
        }
    }
}

/// The way in of a list; its entries have one of their own.
#[derive(Debug)]
pub struct List<M>(M);

#[diagnostic::do_not_recommend]
impl<M> super::Present for PutAs<List<M>> {
    fn at(self) -> usize {
        self.at
    }
}

/// What is known of an entry, as what is known of a list of such.
macro_rules! list_info {
    ($list:ty, $entry:expr) => {
        TypeInfo {
            needs_check: true,
            optional: false,
            details: &$entry.list_details(<$list>::COUNT),
            ..$entry
        }
    };
}

/// What each entry is: one of these a kind, and the way in of a list of it.
macro_rules! entries {
    ($($(#[$attribute:meta])* $of:ident: $kind:ident;)*) => {
        $(
            $(#[$attribute])*
            #[derive(Debug)]
            pub enum $of {}

            #[diagnostic::do_not_recommend]
            impl<T: Elements + ?Sized, M, W> Array<$of, List<M>, W> for T
            where
                T::Element: $kind<M, W>,
            {
                const TYPE: TypeInfo = list_info!(T, <T::Element as $kind<M, W>>::TYPE);

                fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
                    put_elements(encoder, at, field, self.elements(), <T::Element as $kind<M, W>>::put)
                }
            }
        )*
    };
}

entries! {
    /// Texts.
    OfText: Text;
    /// Identifiers.
    OfIdentifier: Identifier;
    /// Integers.
    OfInteger: Integer;
    /// Numbers.
    OfNumber: Number;
    /// Amounts.
    OfAmount: Amount;
    /// Currencies.
    OfCurrency: Currency;
    /// Times.
    OfTime: Time;
    /// Listed values.
    OfEnum: Enum;
    /// Bools.
    OfBool: Bool;
    /// Objects.
    OfObject: Object;
}

/// Arrays, whose entries are of the kind that `K` names.
#[derive(Debug)]
pub struct OfArray<K>(K);

#[diagnostic::do_not_recommend]
impl<T: Elements + ?Sized, K, M, W> Array<OfArray<K>, List<M>, W> for T
where
    T::Element: Array<K, M, W>,
{
    const TYPE: TypeInfo = list_info!(T, <T::Element as Array<K, M, W>>::TYPE);

    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        put_elements(
            encoder,
            at,
            field,
            self.elements(),
            <T::Element as Array<K, M, W>>::put,
        )
    }
}

#[cfg(feature = "serde")]
mod open {
    use super::{Array, Elements, List, TypeInfo, put_elements};
    use crate::encode::Encoder;
    use crate::kind::Custom;
    use voucher_definition::Field;

    /// Free objects.
    #[derive(Debug)]
    pub enum OfCustom {}

    #[diagnostic::do_not_recommend]
    impl<T: Elements + ?Sized, M, W> Array<OfCustom, List<M>, W> for T
    where
        T::Element: Custom<M, W>,
    {
        const TYPE: TypeInfo = list_info!(T, <T::Element as Custom<M, W>>::TYPE);

        fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
            put_elements(
                encoder,
                at,
                field,
                self.elements(),
                |entry, encoder, before, field| {
                    let opened = encoder.open(before, field);
                    let at = entry.put(encoder, opened, field, &[]);
                    encoder.close_custom(before, opened, at)
                },
            )
        }
    }
}
#[cfg(feature = "serde")]
pub use open::OfCustom;

fn put_elements<E>(
    encoder: &mut Encoder<'_>,
    at: usize,
    field: &'static Field,
    entries: &[E],
    put: impl Fn(&E, &mut Encoder<'_>, usize, &'static Field) -> usize,
) -> usize {
    let Kind::Array(array) = field.kind else {
        return at;
    };
    let opened = encoder.open_array(at, field, array, entries.len());
    let mut at = opened;
    for (index, entry) in entries.iter().enumerate() {
        let since = encoder.violation_count();
        at = put(entry, encoder, at, array.element);
        if !encoder.has_no_violations_since(since) {
            encoder.move_to_element(since, field, index);
        }
    }
    encoder.close_array(opened, at)
}

#[diagnostic::do_not_recommend]
impl<T: Array<K, M, W>, K, M, W> Array<K, Optional<M>, W> for Option<T> {
    const TYPE: TypeInfo = T::TYPE.optional();

    fn is_present(&self) -> bool {
        self.is_some()
    }

    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        match self {
            Some(value) => value.put(encoder, at, field),
            None => at,
        }
    }

    fn put_required(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        match self {
            Some(value) => value.put(encoder, at, field),
            None => encoder.absent(at, field),
        }
    }
}

macro_rules! via_pointer {
    ($($pointer:ty)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<T: Array<K, Optional<M>, W>, K, M, W> Array<K, ViaPointer<M>, W> for $pointer {
                const TYPE: TypeInfo = T::TYPE;

                fn is_present(&self) -> bool {
                    (**self).is_present()
                }

                fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
                    (**self).put(encoder, at, field)
                }

                fn put_required(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
                    (**self).put_required(encoder, at, field)
                }
            }
        )*
    };
}

via_pointer!(&T Box<T>);

macro_rules! no_list {
    ($($type:ty)* => $why:expr) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<K, W: IsChecked> Array<K, Rejected, W> for $type {
                const TYPE: TypeInfo = rejected!($why);
            }
        )*
    };
}

no_list!(bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64
    => "expected an array, found a single value; use `Vec`, or `[T; 1]`");
no_list!(str String => "expected an array, found a string; use `Vec`, or `[T; 1]`");
