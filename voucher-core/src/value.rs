//! The value types of the public API.

mod amount;
mod currency;
#[cfg(feature = "definition-file")]
mod number;
#[cfg(feature = "definition-file")]
mod point_in_time;
mod timestamp;

pub use amount::{Amount, AmountError};
pub use currency::{Currency, CurrencyError};
#[cfg(feature = "definition-file")]
pub use number::Number;
#[cfg(feature = "definition-file")]
pub(crate) use number::NumberString;
#[cfg(feature = "definition-file")]
pub(crate) use point_in_time::PointInTime;
pub use timestamp::{Timestamp, TimestampError};
