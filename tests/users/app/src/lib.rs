//! Events of a program's own, around the parts of a library.
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

use events::{Money, NothingMore, PromoType, Refusal};
use std::sync::Arc;
use voucher_core::{RavelinEvent, Timestamp};

/// A promo of this program, with the library's money and type.
#[derive(Clone, Debug, RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
pub struct Gift<'g> {
    /// The code.
    pub voucher_code: Box<str>,
    /// The money; it was derived for another event.
    #[ravelin(flatten)]
    pub money: Arc<Money<'g>>,
    /// The moment.
    pub creation_time: Timestamp,
    /// The type.
    pub voucher_type: PromoType,
}

/// An attempt of this program.
#[derive(Debug, RavelinEvent)]
#[ravelin(event = "paymentmethod/voucher")]
pub struct Attempt<'a> {
    /// The moment.
    #[ravelin(unix = "s")]
    pub timestamp: i64,
    /// The rest of it.
    #[ravelin(flatten)]
    pub refusal: Refusal<String>,
    /// The code.
    pub voucher_code: u32,
    /// The money.
    #[ravelin(flatten)]
    pub money: Money<'a>,
}

/// A question about the library's depth.
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
    /// A question that the library's macro makes.
    #[derive(Debug)]
    pub struct Asked {
        /// Who asks.
        pub customer_id: String,
    }
}
