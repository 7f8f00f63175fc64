//! The value types of the public API.

mod amount;
mod currency;
mod number;
mod point_in_time;
mod timestamp;

pub use amount::{Amount, AmountError};
pub use currency::{Currency, CurrencyError};
pub use number::Number;
pub(crate) use number::NumberString;
pub(crate) use point_in_time::PointInTime;
pub use timestamp::{Timestamp, TimestampError};
