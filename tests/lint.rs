//! Generated code passes even the strictest lints.
#![deny(
    warnings,
    missing_docs,
    deprecated,
    unused_qualifications,
    unused_lifetimes,
    unreachable_pub,
    missing_debug_implementations,
    missing_copy_implementations,
    single_use_lifetimes,
    trivial_casts,
    unused_results,
    variant_size_differences,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    let_underscore_drop,
    clippy::all,
    clippy::pedantic,
    clippy::nursery
)]
#![forbid(unsafe_code)]

use voucher_core::{Currency, RavelinEnum, RavelinEvent, Timestamp};

/// A promo.
#[derive(Debug, RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, constant(event_type = "e"))]
pub struct Promo<'p> {
    /// The code.
    #[ravelin(pattern = "^[A-Z]+$")]
    pub voucher_code: &'p str,
    /// The value.
    #[ravelin(with = i64::from_str_radix_10)]
    pub value: String,
    /// The currency.
    pub currency: Currency,
    /// The time.
    #[ravelin(unix = "s", required)]
    pub creation_time: Option<i64>,
    /// The kind.
    pub voucher_type: Kind,
    /// The channel.
    #[ravelin(custom)]
    pub channel: Option<String>,
    /// The rest.
    pub custom: std::collections::BTreeMap<String, u8>,
    /// An end.
    pub expiry: Option<Timestamp>,
}

/// A kind.
#[derive(Clone, Copy, Debug, RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType")]
pub enum Kind {
    /// Any.
    General,
}

trait FromText: Sized {
    fn from_str_radix_10(text: &str) -> Result<Self, std::num::ParseIntError>;
}

impl FromText for i64 {
    fn from_str_radix_10(text: &str) -> Result<Self, std::num::ParseIntError> {
        text.parse()
    }
}

#[test]
fn it_compiles() {
    let promo = Promo {
        voucher_code: "C",
        value: "1x".into(),
        currency: Currency::GBP,
        creation_time: Some(1_512_828_988),
        voucher_type: Kind::General,
        channel: None,
        custom: std::collections::BTreeMap::new(),
        expiry: None,
    };
    assert_eq!(promo.validate().unwrap_err().len(), 1);
}
