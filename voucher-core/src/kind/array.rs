//! Objects within the body, and arrays: kinds that hold others.

use super::{
    Amount, Bool, Currency, Enum, Identifier, Integer, Maybe, Number, Object, Own, Seen, Sent,
    Text, Through, Time, Typed, Wrong,
};
use crate::encode::Encoder;
use crate::part::RavelinFields;
use crate::type_info::{Facts, TypeInfo, rejected};
use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::marker::PhantomData;
use voucher_definition::{Field, Kind};

#[diagnostic::do_not_recommend]
impl<T: RavelinFields + ?Sized, W> Object<Own, W> for T {
    const TYPE: TypeInfo = TypeInfo {
        needs_currency: T::__PART.needs_currency,
        facts: &Facts {
            object: Some((T::__PART, T::__OBJECT, T::__SCHEMA)),
            ..Facts::NONE
        },
        ..TypeInfo::RIGHT
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
pub trait Entries {
    /// What each is.
    type Entry;
    /// How many there are, where the type says it.
    const COUNT: Option<usize> = None;

    /// All of them.
    fn entries(&self) -> &[Self::Entry];
}

#[diagnostic::do_not_recommend]
impl<T> Entries for [T] {
    type Entry = T;

    fn entries(&self) -> &[T] {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T, const N: usize> Entries for [T; N] {
    type Entry = T;
    const COUNT: Option<usize> = Some(N);

    fn entries(&self) -> &[T] {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T> Entries for Vec<T> {
    type Entry = T;

    fn entries(&self) -> &[T] {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: Entries + ToOwned + ?Sized> Entries for Cow<'_, T> {
    type Entry = T::Entry;
    const COUNT: Option<usize> = T::COUNT;

    fn entries(&self) -> &[T::Entry] {
        (**self).entries()
    }
}

macro_rules! pointer {
    ($($pointer:ty)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<T: Entries + ?Sized> Entries for $pointer {
                type Entry = T::Entry;
                const COUNT: Option<usize> = T::COUNT;

                fn entries(&self) -> &[T::Entry] {
                    (**self).entries()
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
pub trait Array<K, M, W = Typed> {
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
    fn is_there(&self) -> bool {
        true
    }

    /// Writes the entries; nothing, if there is no array. A way in that refuses has nothing else to say.
    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        encoder.type_mismatch(at, field, Self::TYPE.facts.wrong)
    }

    /// Writes the entries; a violation, if there is no array.
    fn put_required(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        self.put(encoder, at, field)
    }

    /// Writes an array that has to be there always.
    fn put_present(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> Sent<M> {
        let at = self.put(encoder, at, field);
        Sent {
            at,
            way: PhantomData,
        }
    }
}

/// The way in of a list; its entries have one of their own.
#[derive(Debug)]
pub struct List<M>(M);

#[diagnostic::do_not_recommend]
impl<M> super::Present for Sent<List<M>> {
    fn at(self) -> usize {
        self.at
    }
}

/// What is known of an entry, as what is known of a list of such.
macro_rules! of_entry {
    ($list:ty, $entry:expr) => {
        TypeInfo {
            needs_check: true,
            optional: false,
            facts: &$entry.entry(<$list>::COUNT),
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
            impl<T: Entries + ?Sized, M, W> Array<$of, List<M>, W> for T
            where
                T::Entry: $kind<M, W>,
            {
                const TYPE: TypeInfo = of_entry!(T, <T::Entry as $kind<M, W>>::TYPE);

                fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
                    put_entries(encoder, at, field, self.entries(), <T::Entry as $kind<M, W>>::put)
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
impl<T: Entries + ?Sized, K, M, W> Array<OfArray<K>, List<M>, W> for T
where
    T::Entry: Array<K, M, W>,
{
    const TYPE: TypeInfo = of_entry!(T, <T::Entry as Array<K, M, W>>::TYPE);

    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        put_entries(
            encoder,
            at,
            field,
            self.entries(),
            <T::Entry as Array<K, M, W>>::put,
        )
    }
}

#[cfg(feature = "serde")]
mod open {
    use super::{Array, Entries, List, TypeInfo, put_entries};
    use crate::encode::Encoder;
    use crate::kind::Custom;
    use voucher_definition::Field;

    /// Free objects.
    #[derive(Debug)]
    pub enum OfCustom {}

    #[diagnostic::do_not_recommend]
    impl<T: Entries + ?Sized, M, W> Array<OfCustom, List<M>, W> for T
    where
        T::Entry: Custom<M, W>,
    {
        const TYPE: TypeInfo = of_entry!(T, <T::Entry as Custom<M, W>>::TYPE);

        fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
            put_entries(
                encoder,
                at,
                field,
                self.entries(),
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

fn put_entries<E>(
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
            encoder.locate(since, field, index);
        }
    }
    encoder.close_array(opened, at)
}

#[diagnostic::do_not_recommend]
impl<T: Array<K, M, W>, K, M, W> Array<K, Maybe<M>, W> for Option<T> {
    const TYPE: TypeInfo = T::TYPE.optional();

    fn is_there(&self) -> bool {
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

macro_rules! through {
    ($($pointer:ty)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<T: Array<K, Maybe<M>, W>, K, M, W> Array<K, Through<M>, W> for $pointer {
                const TYPE: TypeInfo = T::TYPE;

                fn is_there(&self) -> bool {
                    (**self).is_there()
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

through!(&T Box<T>);

macro_rules! no_list {
    ($($type:ty)* => $why:expr) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<K, W: Seen> Array<K, Wrong, W> for $type {
                const TYPE: TypeInfo = rejected!($why);
            }
        )*
    };
}

no_list!(bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64
    => "expected an array, found a single value; use `Vec`, or `[T; 1]`");
no_list!(str String => "expected an array, found a string; use `Vec`, or `[T; 1]`");
