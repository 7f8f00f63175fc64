//! A user without `std`: `alloc` strings, integer times, and a time passed by the caller.
#![no_std]
#![deny(warnings)]

extern crate alloc;

use alloc::string::String;
use voucher_core::{Currency, RavelinEnum, RavelinEvent};

/// A promo.
#[derive(Debug, RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
pub struct Promo {
    /// The code.
    pub voucher_code: String,
    /// Pence.
    pub value: u32,
    /// The currency.
    pub currency: Currency,
    /// Unix seconds.
    #[ravelin(unix = "s")]
    pub creation_time: u64,
    /// The kind.
    pub voucher_type: Kind,
}

/// A kind.
#[derive(Clone, Copy, Debug, RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType")]
pub enum Kind {
    /// Any.
    General,
}
