//! The values of `voucherType`, as enums.

use crate::EnumField;
use core::fmt;

/// The values of `voucherType` for a voucher and its redemption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VoucherType {
    /// Anyone may redeem it.
    General,
    /// Given to a customer to refer another one.
    Referral,
    /// Meant to bring back a customer who has not ordered for a while.
    Reactivation,
    /// Given to an employee.
    Staff,
}

/// The values of `voucherType` in a voucher check, which has no `STAFF`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VoucherCheckType {
    /// Anyone may redeem it.
    General,
    /// Given to a customer to refer another one.
    Referral,
    /// Meant to bring back a customer who has not ordered for a while.
    Reactivation,
}

/// Implements an enum from its variants and their values.
macro_rules! enum_field {
    ($type:ident: $($variant:ident $value:literal)*) => {
        impl EnumField for $type {
            const VALUES: &'static [&'static str] = &[$($value),*];
            const __IS_GENERATED: bool = true;

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

        /// Serializes as the value in the API.
        #[cfg(feature = "serde")]
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.value())
            }
        }

        /// Deserializes from the value in the API.
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

enum_field!(VoucherType: General "GENERAL" Referral "REFERRAL" Reactivation "REACTIVATION" Staff "STAFF");
enum_field!(VoucherCheckType: General "GENERAL" Referral "REFERRAL" Reactivation "REACTIVATION");
