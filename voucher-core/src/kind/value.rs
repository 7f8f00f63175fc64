//! A value of any kind, so that arrays of values need one impl for all kinds.

use super::Checked;
use crate::encode::Encoder;
use crate::type_info::TypeInfo;
use voucher_definition::Field;

/// A value of the kind that the marker `K` stands for: with `OfText`, a type that implements `Text`.
pub trait Value<K, M, W = Checked> {
    /// What the compiler knows about the type.
    const TYPE: TypeInfo;

    /// Writes the value, or nothing if it is absent.
    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize;
}

/// Defines the marker of a kind, and implements `Value` for the types that fit the kind.
macro_rules! value_of {
    ($(#[$attribute:meta])* $of:ident: $kind:ident) => {
        $(#[$attribute])*
        #[derive(Debug)]
        pub enum $of {}

        #[diagnostic::do_not_recommend]
        impl<T: $kind<M, W> + ?Sized, M, W> $crate::kind::Value<$of, M, W> for T {
            const TYPE: TypeInfo = T::TYPE;

            #[inline]
            fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
                $kind::put(self, encoder, at, field)
            }
        }
    };
}

pub(crate) use value_of;
