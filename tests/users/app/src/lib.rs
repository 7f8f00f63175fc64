//! Events of a program that contain parts of a library.
#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications,
    clippy::pedantic,
    clippy::nursery
)]
#![forbid(unsafe_code)]

use events::{Money, NothingMore, PromoType, Rejection};
use std::sync::Arc;
use voucher_core::{RavelinEvent, Timestamp};

/// A promo with the library's money and type.
#[derive(Clone, Debug, RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
pub struct Gift<'g> {
    /// The code.
    pub voucher_code: Box<str>,
    /// The money, a part derived for another event.
    #[ravelin(flatten)]
    pub money: Arc<Money<'g>>,
    /// The time.
    pub creation_time: Timestamp,
    /// The type.
    pub voucher_type: PromoType,
}

/// An attempt with the library's parts.
#[derive(Debug, RavelinEvent)]
#[ravelin(event = "paymentmethod/voucher")]
pub struct Attempt<'a> {
    /// The time.
    #[ravelin(unix = "s")]
    pub timestamp: i64,
    /// The other fields.
    #[ravelin(flatten)]
    pub rejection: Rejection<String>,
    /// The code.
    pub voucher_code: u32,
    /// The money.
    #[ravelin(flatten)]
    pub money: Money<'a>,
}

/// A check with the library's depth.
#[derive(Clone, Copy, Debug, RavelinEvent)]
#[ravelin(event = "voucher/check")]
pub struct Deep {
    /// The customer.
    pub customer_id: u8,
    /// The depth.
    #[ravelin(flatten)]
    pub more: NothingMore,
}

events::question! {
    /// A check that the library's macro defines.
    #[derive(Debug)]
    pub struct Check {
        /// The customer.
        pub customer_id: String,
    }
}
