//! The types that can be sent as an array.

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::collections::{BTreeSet, VecDeque};
use alloc::rc::Rc;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// A list, which is sent as an array. Its elements must fit the elements of the array.
///
/// Elements are sent in the order of the iterator. For a `HashSet`, that is any order, and not the same in each run.
///
/// ```
/// use voucher_core::ListField;
///
/// struct AtLeastOne<T> {
///     all: Vec<T>,
/// }
///
/// impl<T> ListField for AtLeastOne<T> {
///     type Element = T;
///
///     fn elements(&self) -> impl Iterator<Item = &T> {
///         self.all.iter()
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as an array",
    label = "expected a list",
    note = "a list is `Vec<T>`, `&[T]`, `[T; N]`, `VecDeque<T>`, `BTreeSet<T>`, `HashSet<T>`, or a type that implements `voucher_core::ListField`"
)]
pub trait ListField {
    /// The type of the elements.
    type Element;
    /// The number of elements, if the type fixes it. An array that requires another number does not compile.
    const COUNT: Option<usize> = None;

    /// Returns an iterator over the elements. It returns the same elements each time.
    fn elements(&self) -> impl Iterator<Item = &Self::Element>;

    /// Returns the number of elements.
    fn count(&self) -> usize {
        self.elements().count()
    }
}

macro_rules! list {
    ($([$($generics:tt)*] $list:ty $(, $count:expr)?;)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<T $($generics)*> ListField for $list {
                type Element = T;
                $(const COUNT: Option<usize> = Some($count);)?

                #[inline]
                fn elements(&self) -> impl Iterator<Item = &T> {
                    self.iter()
                }

                #[inline]
                fn count(&self) -> usize {
                    self.len()
                }
            }
        )*
    };
}

list! {
    [] [T];
    [, const N: usize] [T; N], N;
    [] Vec<T>;
    [] VecDeque<T>;
    [] BTreeSet<T>;
}

#[cfg(feature = "std")]
list! {
    [, S] std::collections::HashSet<T, S>;
}

macro_rules! pointer {
    ($($pointer:ty $(where $bound:ident)?;)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<T: ListField $(+ $bound)? + ?Sized> ListField for $pointer {
                type Element = T::Element;
                const COUNT: Option<usize> = T::COUNT;

                #[inline]
                fn elements(&self) -> impl Iterator<Item = &T::Element> {
                    (**self).elements()
                }

                #[inline]
                fn count(&self) -> usize {
                    (**self).count()
                }
            }
        )*
    };
}

pointer! {
    &T;
    Box<T>;
    Rc<T>;
    Arc<T>;
    Cow<'_, T> where ToOwned;
}
