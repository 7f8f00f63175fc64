//! A crate that depends on both the toolkit and the crate of its derives.
#![deny(
    warnings,
    missing_docs,
    unused_qualifications,
    unused_crate_dependencies,
    clippy::pedantic,
    clippy::nursery
)]
#![forbid(unsafe_code)]

use voucher_core::{Currency, Timestamp};
use voucher_derive::{RavelinEnum, RavelinEvent, RavelinFields};

/// An event.
#[derive(Debug, RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
pub struct Promo<'p> {
    /// The code.
    pub voucher_code: &'p str,
    /// The money.
    #[ravelin(flatten)]
    pub money: Money,
    /// The time.
    pub creation_time: Timestamp,
    /// The type.
    pub voucher_type: Kind,
    /// The campaign.
    #[ravelin(custom)]
    pub campaign: u8,
    /// A member that the definition does not have.
    #[ravelin(extra = "more")]
    pub more: Option<bool>,
}

/// A part.
#[derive(Clone, Copy, Debug, RavelinFields)]
#[ravelin(event = "voucher")]
pub struct Money {
    /// The amount.
    pub value: u8,
    /// The currency.
    pub currency: Currency,
}

/// A type.
#[derive(Clone, Copy, Debug, RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType")]
pub enum Kind {
    /// For everybody.
    General,
}
