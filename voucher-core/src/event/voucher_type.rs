//! The enumerated fields of the definitions, as enums.

use crate::EnumField;
use core::fmt;

/// What `voucherType` may say of a voucher and of its redemption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VoucherType {
    /// Anyone may redeem it.
    General,
    /// It was given to a customer, to bring in another.
    Referral,
    /// It is to bring back a customer who has not ordered for a while.
    Reactivation,
    /// It was given to an employee.
    Staff,
}

/// What `voucherType` may say in a check, which knows no `STAFF`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VoucherCheckType {
    /// Anyone may redeem it.
    General,
    /// It was given to a customer, to bring in another.
    Referral,
    /// It is to bring back a customer who has not ordered for a while.
    Reactivation,
}

/// Each variant beside its value, said once.
macro_rules! listed {
    ($type:ident: $($variant:ident $value:literal)*) => {
        impl EnumField for $type {
            const VALUES: &'static [&'static str] = &[$($value),*];

            fn value(&self) -> &'static str {
                match self {
                    $(Self::$variant => $value,)*
                }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.pad(self.value())
            }
        }

        /// As its value in the API.
        #[cfg(feature = "serde")]
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.value())
            }
        }

        /// From its value in the API.
        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let value = <alloc::borrow::Cow<'_, str>>::deserialize(from)?;
                match &*value {
                    $($value => Ok(Self::$variant),)*
                    other => Err(serde::de::Error::unknown_variant(other, Self::VALUES)),
                }
            }
        }
    };
}

listed!(VoucherType: General "GENERAL" Referral "REFERRAL" Reactivation "REACTIVATION" Staff "STAFF");
listed!(VoucherCheckType: General "GENERAL" Referral "REFERRAL" Reactivation "REACTIVATION");
