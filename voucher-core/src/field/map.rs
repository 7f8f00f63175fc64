//! The types that can be sent as a map.

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::rc::Rc;
use alloc::sync::Arc;

/// A map, which is sent as an object. Its keys are strings, or integers, which are sent as strings. Its values must fit the
/// values that the definition expects.
///
/// A key can be of any type that implements one of [`TextField`](crate::TextField), [`EnumField`](crate::EnumField),
/// [`IntegerField`](crate::IntegerField) and [`DisplayField`](crate::DisplayField). Two keys that are the same string are a
/// violation of [`Rule::Members`](crate::Rule::Members).
///
/// Members are sent in the order of the iterator. For a `HashMap`, that is any order, and not the same in each run.
///
/// ```
/// use voucher_core::MapField;
///
/// struct Labels(Vec<(String, String)>);
///
/// impl MapField for Labels {
///     type Key = String;
///     type Value = String;
///
///     fn entries(&self) -> impl Iterator<Item = (&String, &String)> {
///         self.0.iter().map(|(key, value)| (key, value))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a map",
    label = "expected a map",
    note = "a map is `BTreeMap<K, T>`, `HashMap<K, T>`, or a type that implements `voucher_core::MapField`"
)]
pub trait MapField {
    /// The type of the keys.
    type Key;
    /// The type of the values.
    type Value;

    /// Returns an iterator over the keys and their values. It returns the same ones each time.
    fn entries(&self) -> impl Iterator<Item = (&Self::Key, &Self::Value)>;

    /// Returns the number of keys.
    fn count(&self) -> usize {
        self.entries().count()
    }
}

macro_rules! map {
    ($([$($generics:tt)*] $map:ty: $key:ty, $value:ty;)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<$($generics)*> MapField for $map {
                type Key = $key;
                type Value = $value;

                #[inline]
                fn entries(&self) -> impl Iterator<Item = (&$key, &$value)> {
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

map! {
    [K, V] BTreeMap<K, V>: K, V;
}

#[cfg(feature = "std")]
map! {
    [K, V, S] std::collections::HashMap<K, V, S>: K, V;
}

#[cfg(feature = "serde")]
map! {
    [] serde_json::Map<alloc::string::String, serde_json::Value>: alloc::string::String, serde_json::Value;
}

macro_rules! pointer {
    ($($pointer:ty $(where $bound:ident)?;)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<T: MapField $(+ $bound)? + ?Sized> MapField for $pointer {
                type Key = T::Key;
                type Value = T::Value;

                #[inline]
                fn entries(&self) -> impl Iterator<Item = (&T::Key, &T::Value)> {
                    (**self).entries()
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
