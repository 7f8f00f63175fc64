//! An array, and the lists that can be sent as one.

use super::{Checked, IsChecked, Optional, PutAs, Rejected, ViaPointer};
use crate::encode::Encoder;
use crate::type_info::{TypeInfo, rejected};
use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::marker::PhantomData;
use voucher_definition::{Field, Kind};
#[cfg(feature = "serde")]
use {crate::encode::JsonValue, crate::schema_node::Node};

/// A list of elements.
pub trait Elements {
    /// The type of the elements.
    type Element;
    /// The number of elements, if the type fixes it.
    const COUNT: Option<usize> = None;

    /// Returns all elements.
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

/// An array. `K` is the kind of its elements.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as an array",
    label = "expected a list of the array's elements",
    note = "an array is `Vec<T>`, `&[T]`, `[T; N]` or a pointer to one, where `T` fits an element: for an object, a struct with `#[derive(RavelinFields)]`",
    note = "`#[ravelin(with = path)]` converts any other type; `#[ravelin(skip)]` does not send the field"
)]
pub trait Array<K, M, W = Checked> {
    /// What the compiler knows about the type.
    const TYPE: TypeInfo;

    /// Returns `TYPE`, for values whose type has no name.
    fn type_info(&self) -> TypeInfo {
        Self::TYPE
    }

    /// Fails the build if the value, which a conversion returned, needs a currency that it cannot supply itself.
    fn assert_converted(&self) {
        const { crate::kind::assertions::assert_converted(Self::TYPE) }
    }

    /// Checks whether there is a value.
    fn is_present(&self) -> bool {
        true
    }

    /// Writes the array, or nothing if it is absent. The rejecting impls use this default, which reports the mismatch.
    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        encoder.type_mismatch(at, field, Self::TYPE.details.mismatch)
    }

    /// Writes the array, or reports a violation if it is absent.
    fn put_required(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        self.put(encoder, at, field)
    }

    /// Writes an array that must always be present.
    fn put_present(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> PutAs<M> {
        let at = self.put(encoder, at, field);
        PutAs {
            at,
            conversion: PhantomData,
        }
    }
}

/// The conversion of a list whose elements use the conversion `M`.
#[derive(Debug)]
pub struct List<M>(M);

#[diagnostic::do_not_recommend]
impl<M> super::Present for PutAs<List<M>> {
    fn at(self) -> usize {
        self.at
    }
}

/// Returns the `TypeInfo` of a list.
macro_rules! list_info {
    ($list:ty, $element:expr) => {
        TypeInfo {
            needs_check: true,
            optional: false,
            details: &$element.list_details(<$list>::COUNT),
            ..$element
        }
    };
}

/// Defines the marker of arrays of a kind, and implements `Array` for lists of it.
macro_rules! array_of {
    ($(#[$attribute:meta])* $of:ident: $kind:ident) => {
        $(#[$attribute])*
        #[derive(Debug)]
        pub enum $of {}

        #[diagnostic::do_not_recommend]
        impl<T, M, W> $crate::kind::Array<$of, $crate::kind::List<M>, W> for T
        where
            T: $crate::kind::Elements + ?Sized,
            T::Element: $kind<M, W>,
        {
            const TYPE: TypeInfo = $crate::kind::array::list_info!(T, <T::Element as $kind<M, W>>::TYPE);

            fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
                let put = <T::Element as $kind<M, W>>::put;
                $crate::kind::array::put_elements(encoder, at, field, self.elements(), put)
            }
        }
    };
}

pub(crate) use {array_of, list_info};

/// Arrays of elements of the kind `K`.
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

/// Writes an array, each element with `put`.
pub(super) fn put_elements<E>(
    encoder: &mut Encoder<'_>,
    at: usize,
    field: &'static Field,
    elements: &[E],
    put: impl Fn(&E, &mut Encoder<'_>, usize, &'static Field) -> usize,
) -> usize {
    let Kind::Array(array) = field.kind else {
        return at;
    };
    let opened = encoder.open_array(at, field, array, elements.len());
    let mut at = opened;
    for (index, element) in elements.iter().enumerate() {
        let since = encoder.violation_count();
        at = put(element, encoder, at, array.element);
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

macro_rules! rejected_lists {
    ($($type:ty)* => $message:expr) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<K, W: IsChecked> Array<K, Rejected, W> for $type {
                const TYPE: TypeInfo = rejected!($message);
            }
        )*
    };
}

rejected_lists!(bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64
    => "expected an array, found a single value; use `Vec`, or `[T; 1]`");
rejected_lists!(str String => "expected an array, found a string; use `Vec`, or `[T; 1]`");

/// Writes the schema of an array, with the schema of its elements.
#[cfg(feature = "serde")]
#[inline]
pub(crate) fn schema(node: &mut Node, array: &voucher_definition::Array, element: Node) {
    node.string("type", "array");
    if array.min > 0 {
        node.put("minItems", JsonValue::Unsigned(array.min.into()));
    }
    if array.max < u32::MAX {
        node.put("maxItems", JsonValue::Unsigned(array.max.into()));
    }
    node.put("items", element.finish());
}
